"""Make a million card purchases, by the course's simulator or as the handbook describes its own.

Run by `make bench`, each in a fresh process: `python benchmarks/card_fraud.py {course,handbook}`
prints the rows, the seconds of one processor and the peak of memory in bytes, libraries included.

The second is written from the description in Le Borgne, Siblini, Lebichot and Bontempi (2022),
Reproducible Machine Learning for Credit Card Fraud Detection, chapter 3: a loop over customers and
days makes the purchases one by one, a frame is made of each customer's, and a loop over days marks
the frauds in the whole frame.
"""

import json
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from peak_memory import peak_memory

from course_utils.datasets import make_card_fraud

N_DAYS, DAY = 183, 86_400
SIDE, REACH = 100.0, 5.0  # km
# As many customers as make a million purchases: two a day on average, of which 3 % fall outside
# the day and are dropped; here one a day.
HANDBOOK_CUSTOMERS, COURSE_CUSTOMERS, N_TERMINALS = 2_860, 5_465, 10_000


def main() -> int:
    """Print what making the purchases took."""
    makers: dict[str, Callable[[], pd.DataFrame]] = {"course": course, "handbook": handbook}
    maker = makers[sys.argv[1]]
    started = time.process_time()
    rows = len(maker())
    seconds = time.process_time() - started
    print(json.dumps({"rows": rows, "seconds": seconds, "peak": peak_memory()}))
    return 0


def course() -> pd.DataFrame:
    """Make the purchases with the course's simulator."""
    return make_card_fraud(COURSE_CUSTOMERS, N_TERMINALS, N_DAYS, random_state=0)


def handbook() -> pd.DataFrame:
    """Make the purchases as the handbook describes it."""
    rng = np.random.default_rng(0)
    terminals = rng.uniform(0, SIDE, size=(N_TERMINALS, 2))
    bought = pd.concat(
        [_purchases_of(customer, terminals, rng) for customer in range(HANDBOOK_CUSTOMERS)]
    )
    bought = bought.astype({"time": "int64"}).sort_values("time").reset_index(drop=True)
    bought["datetime"] = pd.to_datetime(bought["time"], unit="s", origin="2018-04-01")
    _mark_frauds(bought, rng)
    return bought


def _purchases_of(
    customer: int, terminals: NDArray[np.float64], rng: np.random.Generator
) -> pd.DataFrame:
    home, usual, rate = rng.uniform(0, SIDE, size=2), rng.uniform(5, 100), rng.uniform(0, 4)
    near = np.flatnonzero(np.sqrt(((terminals - home) ** 2).sum(axis=1)) < REACH).tolist()
    rows = []
    for day in range(N_DAYS):
        for _ in range(rng.poisson(rate)):
            second = int(rng.normal(DAY / 2, 20_000))
            if not (0 < second < DAY and near):
                continue
            amount = rng.normal(usual, usual / 2)
            if amount < 0:
                amount = rng.uniform(0, 2 * usual)
            terminal = near[int(rng.random() * len(near))]
            rows.append([day * DAY + second, customer, terminal, round(amount, 2), day])
    return pd.DataFrame(rows, columns=["time", "customer", "terminal", "amount", "day"])


def _mark_frauds(bought: pd.DataFrame, rng: np.random.Generator) -> None:
    bought["fraud"], bought["kind"] = 0, 0
    bought.loc[bought["amount"] > 220, ["fraud", "kind"]] = 1
    for day in range(N_DAYS):
        compromised = rng.choice(N_TERMINALS, 2, replace=False)
        struck = (
            (bought["day"] >= day)
            & (bought["day"] < day + 28)
            & bought["terminal"].isin(compromised)
        )
        bought.loc[struck, "fraud"], bought.loc[struck, "kind"] = 1, 2
    for day in range(N_DAYS):
        stolen = rng.choice(HANDBOOK_CUSTOMERS, 3, replace=False)
        used = bought.index[
            (bought["day"] >= day) & (bought["day"] < day + 14) & bought["customer"].isin(stolen)
        ]
        struck_rows = rng.choice(used, len(used) // 3, replace=False)
        bought.loc[struck_rows, "amount"] *= 5
        bought.loc[struck_rows, "fraud"], bought.loc[struck_rows, "kind"] = 1, 3


if __name__ == "__main__":
    sys.exit(main())
