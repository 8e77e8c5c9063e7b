"""The rows of a study by call: those that are stored and still right, and those to compute."""

from collections.abc import Iterable, Mapping

from course_utils.authoring._provenance import code_digest, made_with
from course_utils.studies import Study, StudyTable, written

Row = dict[str, str]
Key = tuple[str, ...]
Call = Mapping[str, object]


class StudyRows:
    """A study's rows, from its stored table and from the calls that are computed now.

    Parameters
    ----------
    study : Study
    stored : StudyTable
        What its file holds.
    again : bool, default=False
        Whether every call is to be computed, whatever is stored.
    """

    def __init__(self, study: Study, stored: StudyTable, *, again: bool = False) -> None:
        self.study = study
        self.code = code_digest(study.function)
        self.calls: dict[Key, Call] = {_key(call): call for call in study.calls()}
        usable = not again and stored.code == self.code
        self._rows = self._known(stored.rows if usable else ())
        self._made = list(stored.made_with) if self._rows else []
        if self.missing and study.measured and self._made != [made_with(study.function)]:
            self._rows, self._made = {}, []  # times of two machines must not stand side by side

    @property
    def missing(self) -> list[Call]:
        """The calls that have no rows yet."""
        return [call for key, call in self.calls.items() if key not in self._rows]

    def of(self, call: Call) -> list[Row]:
        """Return the rows of a call."""
        return self._rows[_key(call)]

    def compute(self, call: Call) -> None:
        """Compute a call and keep its rows, which must have the columns of the others."""
        rows = self.study.rows(**call)
        columns = list(next(iter(self._rows.values()), rows)[0])
        for row in rows:
            if list(row) != columns:
                raise ValueError(
                    f"{self.study.function.__name__} returns the columns {list(row)} for "
                    f"{shown(call)}, and {columns} elsewhere; let every call return the same."
                )
        self._rows[_key(call)] = rows
        here = made_with(self.study.function)
        self._made += [here] if here not in self._made else []

    def table(self) -> StudyTable:
        """Return all rows there are, in the order of the calls."""
        rows = [row for key in self.calls for row in self._rows.get(key, ())]
        return StudyTable(rows, self.code, tuple(self.study.measured), tuple(self._made))

    def _known(self, rows: Iterable[Row]) -> dict[Key, list[Row]]:
        """Return the rows that belong to a call."""
        arguments = list(next(iter(self.calls.values()), ()))
        known: dict[Key, list[Row]] = {}
        for row in rows:
            key = tuple(str(row.get(name)) for name in arguments)
            if key in self.calls:
                known.setdefault(key, []).append(row)
        return known


def shown(call: Call) -> str:
    """Return a call as an author would write its arguments."""
    return ", ".join(f"{name}={value!r}" for name, value in call.items())


def _key(call: Call) -> Key:
    return tuple(written(value) for value in call.values())
