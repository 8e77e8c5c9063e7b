"""A model that an answer returned, as a check may use it: by its predictions, at arm's length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from course_utils.exercises._faults import CheckBreaksContract, DamagedMessage
from course_utils.exercises._library import class_named
from course_utils.exercises._wire import Node, Place, field, say_place

if TYPE_CHECKING:
    from course_utils.exercises._channel import Channel

_INSTEAD: Final = {
    "steps": ".step_names, .step_classes, .has_step(path) and .step_index(path)",
    "named_steps": ".step_names, .step_classes, .has_step(path) and .step_index(path)",
    "set_params": "an estimator of the check's own, sent as an argument",
    "predict_log_proba": ".predict_proba(X)",
    "coef_": "predictions for hidden rows",
    "intercept_": "predictions for hidden rows",
    "feature_importances_": "predictions for hidden rows",
    "best_estimator_": "the predictions of the search itself",
    "best_params_": ".get_params()",
    "sampler_": ".fit_resample(X, y)",
    "__sklearn_clone__": "an estimator of the check's own, sent as an argument",
    "__sklearn_tags__": ".is_a(path); a check cannot cross-validate a model that is elsewhere",
}


class Handle:
    """A model on the learner's side: an estimator, a pipeline, a sampler or a keras model.

    Its methods take and give plain data. Its facts (class, steps) are the learner's claims: they
    may choose the words of a feedback, while points hang on predictions for hidden rows.
    A check gets a Handle from an answer, and may send it back as an argument.

    Examples
    --------
    >>> from sklearn.dummy import DummyClassifier
    >>> from course_utils.exercises._answer import Answer
    >>> answer = Answer(lambda X, y: DummyClassifier(strategy="prior").fit(X, y))
    >>> model = answer([[0.0], [1.0], [2.0], [3.0]], [0, 0, 0, 1])
    >>> model.predict_proba([[5.0]])
    array([[0.75, 0.25]])
    >>> model.is_a("sklearn.base.ClassifierMixin")
    True
    """

    def __init__(self, channel: Channel, number: int, class_name: str) -> None:
        self._channel = channel
        self._number = number
        self._class_name = class_name

    def __repr__(self) -> str:
        return f"<Handle on a {self._class_name}>"

    def fit(self, X: Any, y: Any = None, **params: Any) -> Handle:
        """Fit the model where it is, and return this Handle."""
        self._call("fit", X, *(() if y is None else (y,)), **params)
        return self

    def predict(self, X: Any, **params: Any) -> Any:
        """Return the model's predictions."""
        return self._call("predict", X, **params)

    def predict_proba(self, X: Any) -> Any:
        """Return the model's probabilities, a column a class."""
        return self._call("predict_proba", X)

    def decision_function(self, X: Any) -> Any:
        """Return the model's decision values."""
        return self._call("decision_function", X)

    def score_samples(self, X: Any) -> Any:
        """Return the model's score of each row."""
        return self._call("score_samples", X)

    def transform(self, X: Any) -> Any:
        """Return the transformed rows."""
        return self._call("transform", X)

    def fit_transform(self, X: Any, y: Any = None) -> Any:
        """Fit the model, and return the transformed rows."""
        return self._call("fit_transform", X, *(() if y is None else (y,)))

    def fit_predict(self, X: Any) -> Any:
        """Fit the model, and return its predictions for the same rows."""
        return self._call("fit_predict", X)

    def fit_resample(self, X: Any, y: Any) -> Any:
        """Return the resampled rows and labels."""
        return self._call("fit_resample", X, y)

    def score(self, X: Any, y: Any, **params: Any) -> Any:
        """Return the model's own score."""
        return self._call("score", X, y, **params)

    def get_params(self, *, deep: bool = True) -> Any:
        """Return the parameters; what is no plain data is given as its text."""
        return self._call("get_params", deep=deep)

    @property
    def classes_(self) -> Any:
        """The classes that a fitted classifier knows."""
        return self._call("classes_")

    @property
    def class_name(self) -> str:
        """The name of the model's class."""
        return str(field(self._facts(), "class_name", str))

    @property
    def bases(self) -> tuple[str, ...]:
        """The full names of the model's class and its bases."""
        return tuple(field(self._facts(), "bases", list))

    @property
    def step_names(self) -> tuple[str, ...]:
        """The names of a pipeline's steps; empty for another model."""
        return tuple(field(step, "name", str) for step in self._steps())

    @property
    def step_classes(self) -> tuple[str, ...]:
        """The class names of a pipeline's steps."""
        return tuple(field(step, "class_name", str) for step in self._steps())

    def is_a(self, path: str) -> bool:
        """Tell whether the model is of a class, or of one derived from it.

        Parameters
        ----------
        path : str
            Where the class is imported from, such as ``imblearn.pipeline.Pipeline``.

        Returns
        -------
        bool
            What the learner's side claims.
        """
        return class_named(path) in self.bases

    def has_step(self, path: str) -> bool:
        """Tell whether a step is of a class, such as ``imblearn.base.SamplerMixin``."""
        return self.step_index(path) is not None

    def step_index(self, path: str) -> int | None:
        """Return the place of the first step of a class, or None without one."""
        wanted = class_named(path)
        steps = enumerate(self._steps())
        return next((i for i, step in steps if wanted in field(step, "bases", list)), None)

    def _call(self, name: str, /, *args: Any, **params: Any) -> Any:
        return self._channel.ask("method", args, params, number=self._number, name=name)

    def _facts(self) -> Any:
        return self._channel.ask("describe", number=self._number)

    def _steps(self) -> list[Any]:
        steps = field(self._facts(), "steps", list)
        if not all(type(step) is dict for step in steps):
            raise DamagedMessage("The reply describes steps that are none.")
        return list(steps)

    def _node(self, channel: Channel, place: Place) -> Node:
        if channel is not self._channel:
            where = say_place(place)
            raise CheckBreaksContract(
                f"{where[0].upper() + where[1:]} is {self!r} of another answer. Send it to the "
                "answer that returned it."
            )
        return {"kind": "handle", "number": self._number}

    def __getattr__(self, name: str) -> NoReturn:
        """Tell an author what to use instead of an attribute that does not cross."""
        if name.startswith("_") and not name.startswith("__sklearn"):
            raise AttributeError(name)  # Python and IPython ask for many; they take the no
        instead = _INSTEAD.get(name, "its predictions, or " + ", ".join(_ALLOWED))
        raise CheckBreaksContract(
            f"A check cannot use .{name} of a model that is on the learner's side. Use {instead}."
        )

    def __eq__(self, other: object) -> NoReturn:
        raise CheckBreaksContract("Models cannot be compared. Compare their predictions.")

    __hash__ = None  # type: ignore[assignment]

    def __getitem__(self, key: object) -> NoReturn:
        raise CheckBreaksContract(
            f"A step cannot be taken out of a pipeline that is elsewhere. Use {_INSTEAD['steps']}."
        )


_ALLOWED = tuple(f".{name}" for name in vars(Handle) if not name.startswith("_"))
