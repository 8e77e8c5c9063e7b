"""Exercise 4.4: over-sample a table that has categories."""

import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE, SMOTENC, RandomOverSampler
from sklearn.preprocessing import OrdinalEncoder

from course_utils.exercises import Exercise, expect
from course_utils.lessons.lesson_04_oversampling.exercise_1 import on_lines

N_ROWS, N_RARE = 240, 30
CITIES = ("Bonn", "Kiel", "Ulm")


def oversample_mixed(X, y, categorical, ratio, random_state):
    """Return the table with synthetic rows of the minority class, 1, added.

    Afterwards the minority has `ratio` times as many rows as the majority. A synthetic row has
    numbers between those of the two minority rows it is made from and, in the categorical
    columns, categories that minority rows have, whole ones. Scale and encode nothing here: take
    the numbers to be on one scale already.

    Parameters: a DataFrame `X` without gaps, a Series `y` of 0 and 1, the list `categorical`
    of names of categorical columns (texts), `ratio`, between 0 and 1 and larger than now, and
    a `random_state` to pass on. Returns: `X_more, y_more`, with all the columns of `X`.
    """
    sampler = SMOTENC(
        categorical_features=categorical, sampling_strategy=ratio, random_state=random_state
    )
    return sampler.fit_resample(X, y)


def clients(rng):
    """Return a table in which no minority row lives in Kiel, which is second in the alphabet."""
    labels = rng.permutation(np.repeat([0, 1], [N_ROWS - N_RARE, N_RARE]))
    city = np.where(
        labels == 1, rng.choice([CITIES[0], CITIES[2]], N_ROWS), rng.choice(CITIES, N_ROWS)
    )
    X = pd.DataFrame(
        {
            "age": rng.uniform(20, 70, N_ROWS) + 3 * labels,
            "city": city,
            "income": rng.normal(30, 5, N_ROWS) + labels,
            "member": rng.choice(["no", "yes"], N_ROWS),
        }
    )
    return X, pd.Series(labels, name="target")


def check(answer):
    X, y = clients(answer.rng)
    for ratio in (0.5, 1.0):
        table = table_of(answer(X, y, ["city", "member"], ratio, 0), X)
        expect(
            not answer.mutated, "Your function changes the `X` or `y` it was given; copy first."
        )
        check_counts(table, ratio)
        check_categories(table)
        check_rows(table, X.assign(target=y))
    other = table_of(answer(X, y, ["city", "member"], 1.0, 1), X)
    expect(
        not np.array_equal(other["age"].to_numpy(), table["age"].to_numpy()),
        "Two values of `random_state` give the same synthetic rows. Pass `random_state` on.",
    )


def table_of(result, X):
    """Return features and label as one table, the texts as texts."""
    pair = result if type(result) in (tuple, list) and len(result) == 2 else (None, None)
    more, labels = pair
    expect(
        isinstance(more, pd.DataFrame)
        and isinstance(labels, pd.Series | np.ndarray)
        and labels.ndim == 1
        and len(more) == len(labels),
        "Return two things, `X_more, y_more`: a DataFrame and its labels, equally long.",
    )
    expect(
        list(more.columns) == list(X.columns),
        f"`X_more` must have the columns of `X`, {list(X.columns)}, in their order; encoding is "
        "the business of a later step.",
    )
    table = more.reset_index(drop=True)
    table["target"] = pd.to_numeric(pd.Series(np.asarray(labels)), errors="coerce")
    for name in ("age", "income"):
        table[name] = pd.to_numeric(table[name], errors="coerce")
    expect(
        bool(table[["age", "income", "target"]].notna().all(axis=None)),
        "Some numbers or labels of your table are missing or not numbers.",
    )
    return table


def check_counts(table, ratio):
    many, few = int((table["target"] == 0).sum()), int((table["target"] == 1).sum())
    expect(
        many == N_ROWS - N_RARE,
        f"There were {N_ROWS - N_RARE} majority rows, now there are {many}. Over-sampling drops "
        "none.",
    )
    expect(
        abs(few - ratio * many) <= 1,
        f"With ratio {ratio} there should be {ratio * many:.0f} minority rows to {many} of the "
        f"majority; there are {few}. Which argument of the sampler says how many?",
    )


def check_categories(table):
    rare = table[table["target"] == 1]
    for name, known in {"city": CITIES, "member": ("no", "yes")}.items():
        odd = [value for value in rare[name].unique().tolist() if value not in known]
        expect(
            not odd,
            f"The column {name!r} now holds {odd[:1]}, which is no category of the data.",
        )
    invented = int((rare["city"] == "Kiel").sum())
    expect(
        invented == 0,
        f"{invented} minority rows live in Kiel, where no minority row lived: it was made from "
        "Bonn and Ulm, on the way from one code to another. Are categories numbers with an order?",
    )


def check_rows(table, source):
    rare, known = table[table["target"] == 1], source[source["target"] == 1]
    kept = known["age"].isin(rare["age"])
    expect(bool(kept.all()), "Some of the real minority rows are gone; synthetic rows are added.")
    new = rare[~rare["age"].isin(known["age"])]
    expect(
        len(new) >= 0.8 * (len(rare) - len(known)),
        "The added rows are copies: their numbers are all known already. A synthetic row lies "
        "*between* two rows.",
    )
    inside = all(
        new[name].between(known[name].min(), known[name].max()).all() for name in ("age", "income")
    )
    expect(inside, "Some synthetic numbers lie outside the range of the minority's own numbers.")
    numbers = ["age", "income"]
    on_line, _ = on_lines(new[numbers].to_numpy(float), known[numbers].to_numpy(float))
    expect(
        bool(on_line.any(axis=(1, 2)).all()),
        "Some synthetic rows lie on no line between two minority rows: age and income must go the "
        "same part of the way from the one row to the other.",
    )
    expect(
        new["city"].nunique() > 1 and new["member"].nunique() > 1,
        "All synthetic rows have the same category. Whose categories should they take?",
    )


def takes_codes_for_numbers(X, y, categorical, ratio, random_state):
    codes, coded = OrdinalEncoder(), X.copy()
    coded[categorical] = codes.fit_transform(X[categorical])
    sampler = SMOTE(sampling_strategy=ratio, random_state=random_state)
    more, labels = sampler.fit_resample(coded, y)
    more[categorical] = codes.inverse_transform(more[categorical].round())
    return more, labels


def makes_fractions_of_categories(X, y, categorical, ratio, random_state):
    dummies = pd.get_dummies(X, columns=categorical, dtype=float)
    sampler = SMOTE(sampling_strategy=ratio, random_state=random_state)
    return sampler.fit_resample(dummies, y)


def copies_rows(X, y, categorical, ratio, random_state):
    sampler = RandomOverSampler(sampling_strategy=ratio, random_state=random_state)
    return sampler.fit_resample(X, y)


def draws_each_number_alone(X, y, categorical, ratio, random_state):
    generator, rare = np.random.default_rng(random_state), X[y == 1]
    n_points = int(ratio * (y == 0).sum()) - len(rare)
    new = pd.DataFrame(
        {
            name: generator.choice(rare[name], n_points)
            if name in categorical
            else generator.uniform(rare[name].min(), rare[name].max(), n_points)
            for name in X
        }
    )
    labels = pd.Series(np.ones(n_points, dtype=int))
    return pd.concat([X, new], ignore_index=True), pd.concat([y, labels], ignore_index=True)


def always_balances(X, y, categorical, ratio, random_state):
    sampler = SMOTENC(categorical_features=categorical, random_state=random_state)
    return sampler.fit_resample(X, y)


def forgets_the_seed(X, y, categorical, ratio, random_state):
    sampler = SMOTENC(categorical_features=categorical, sampling_strategy=ratio, random_state=0)
    return sampler.fit_resample(X, y)


EXERCISE = Exercise(
    solution=oversample_mixed,
    check=check,
    points=2,
    hints=[
        "Plain SMOTE blends numbers. What would the blend of two cities be? There is a relative "
        "of SMOTE for tables that hold both kinds of columns.",
        "`SMOTENC` (N for nominal, C for continuous) takes `categorical_features`, a list of "
        "column names. `sampling_strategy` may be a number: the ratio that is wanted.",
        "`SMOTENC(categorical_features=..., sampling_strategy=..., random_state=...)`, then "
        "`fit_resample(X, y)`, which returns the two things asked for.",
    ],
    mistakes={
        takes_codes_for_numbers: "Are categories numbers",
        makes_fractions_of_categories: "must have the columns of `X`",
        copies_rows: "are copies",
        draws_each_number_alone: "on no line between",
        always_balances: "Which argument of the sampler",
        forgets_the_seed: "Pass `random_state` on",
    },
    right="SMOTENC blends the numbers and takes, in each categorical column, the category that is "
    "most frequent among the row's neighbours. It wants categories, so the encoder comes after "
    "it in the pipeline, and no gaps, so imputer and scaler come before (the scaler was left out "
    "here so that you can read the rows). A valid row is not yet a useful one: the cells above "
    "asked whether the scores can tell.",
    minutes=7,
)
