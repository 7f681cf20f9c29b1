"""Questions for the most or the least of a table's rows: "Which programme has the largest budget in 2026?".

No row says by itself that it has the most. So all rows of the table are compared by the cells of the column that is
asked about; where that cannot be done surely, no row answers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.forms.rows import named_cells, names_columns, rows_beside
from assistant.language.answer_kind import asked_stems
from assistant.language.wording import stems
from assistant.reader import Finding, quoted
from store import Passage, Snapshot, Span

# "the most recent" and "the least expensive" are no amounts.
_OF_A_QUALITY = (
    r"(?! (?:recent|important|likely|common|expensive|popular|urgent|relevant|critical|significant|serious|efficient"
    r"|effective|successful|active|advanced|vulnerable|affected|suitable|difficult)\b)"
)
_MOST = rf"(?:largest|highest|biggest|greatest|maximum|longest|most{_OF_A_QUALITY})"
_LEAST = rf"(?:smallest|lowest|fewest|minimum|shortest|least{_OF_A_QUALITY})"
_HAS = r"(?:costs?|takes?|gets?|got|receive[sd]?|spen[dt]s?|employs?)"
_EXTREME_ASKED = re.compile(
    r"^(?:in |on |at )?(?:which|what|who)\b"
    # "Which has the highest …?", "Which costs most?", and "In which year was … highest?"
    rf"(?:.*\b(?:the|has|have|had) |.*\b{_HAS} (?=(?:most|least)\W*$)"
    rf"|.*\b(?:is|was|are|were) (?:.* )?(?=(?:{_MOST}|{_LEAST})\W*$))"
    rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))\b",
    re.I,
)
_EXTREME = re.compile(rf"\b(?:{_MOST}|{_LEAST}|max|min)\b", re.I)
_NUMBER = re.compile(
    r"(?P<before>[^\d\s.,-]{0,4})\s?(?P<figures>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s?(?P<behind>%|[^\d\s.,]{0,7}\d?)"
)
_NOTHING = re.compile(
    r"(?:n/?a|[–—-]+|\.{2,3}|none|(?:not (?:yet )?|un)(?:known|available|reported)|tb[cd]|pending)?", re.I
)
_DIGITS = re.compile(r"\d+")
_FIRST_YEAR = 1900  # a smaller number in a column's name is a quarter or a half of a year
_TO_COME = re.compile(r"\b(?:target|forecast|plan\w*|project\w*|propos\w*|request\w*|goal|estimate\w*)\b", re.I)
# Rows that stand for others, and those of them that give the whole.
_SUMS = re.compile(r"\b(?:total|sum|subtotal|average|mean|all|overall)\b", re.I)
_WHOLE = re.compile(r"(?:grand |overall )?(?:total|sum)\b|overall\b", re.I)
_SUM_ASKED = re.compile(r"\b(?:total|combined|altogether|in all)\b", re.I)
# So many of the best findings may be of the table that is asked about.
_LOOKED_AT = 5
_FEWEST_ROWS = 2
# From so many letters on, a stem that begins another is its own: "punctu", "punctual".
_LONG_STEM = 5


@dataclass(frozen=True, slots=True)
class Extreme:
    """The row that has the most, or the least: its name is the exact answer. ``rows`` were compared."""

    row: Finding
    rows: int
    is_most: bool


def asks_for_an_extreme(question: str, findings: Sequence[Finding]) -> bool:
    """Return whether a question asks which row of a table has the most or the least of something.

    Not where a column says so itself ("Highest tide"), or where the question names the row.

    Args:
        question: the stand-alone question.
        findings: what the reader found, best first; False where the best is no row of a table, unless one of the next
            is of a table of just what is asked for, by the name of its first column.
    """
    if _EXTREME_ASKED.match(question) is None:
        return False
    return any(
        _is_of_many_rows(question, one, _EXTREME) and (place == 0 or _is_of_such(question, one))
        for place, one in enumerate(findings[:_LOOKED_AT])
    )


def _is_of_such(question: str, found: Finding) -> bool:
    """Return whether a row is of a table whose first column names what is asked for, and another its measure."""
    names = [name for name, _ in named_cells(found.passage, found.sentence)]
    return (
        bool(names) and not stems(names[0]).isdisjoint(asked_stems(question)) and _column(question, names) is not None
    )


def extreme_row(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> Extreme | None:
    """Return the row of a table that has the most, or the least, of what is asked; None where that is not sure.

    Args:
        question: the stand-alone question.
        findings: what the reader found, best first; the table is that of the first row among them that has a column
            for what is asked.
        snapshot: the view of the store that they come from.

    Returns:
        the row with the score of the one that was found.
    """
    asked = _EXTREME_ASKED.match(question)
    direction = 0 if asked is None else 1 if asked["most"] else -1
    for found in findings[:_LOOKED_AT] if direction else ():
        cells = named_cells(found.passage, found.sentence)
        if (column := _column(question, [name for name, _ in cells])) is not None:
            return _extreme(found, [name for name, _ in cells], column, direction, snapshot)
    return None


def asks_for_a_sum(question: str, found: Finding) -> bool:
    """Return whether a question asks for a total of a table's rows, and neither of one row nor of a column of totals.

    Args:
        question: the stand-alone question.
        found: the best unit for it; False where it is no row of a table.
    """
    return _SUM_ASKED.search(question) is not None and _is_of_many_rows(question, found, _SUMS)


def _is_of_many_rows(question: str, found: Finding, said: re.Pattern[str]) -> bool:
    cells = named_cells(found.passage, found.sentence)
    column = _column(question, [name for name, _ in cells])
    if not cells or (column is not None and said.search(cells[column][0])):
        return False
    label = stems(quoted(found.passage, cells[0][1]))
    return not label or not label <= stems(question)


def sum_row(question: str, found: Finding, snapshot: Snapshot) -> Finding | None:
    """Return the row of a table that gives the sum, with the cell that is asked for; None where there is no such row.

    Args:
        question: the stand-alone question.
        found: a row of the table.
        snapshot: the view of the store that it comes from.
    """
    for passage, unit in rows_beside(found.passage, snapshot):
        cells = named_cells(passage, unit)
        column = _column(question, [name for name, _ in cells])
        if column is not None and _WHOLE.match(quoted(passage, cells[0][1])):
            return Finding(passage, unit, cells[column][1], found.score)
    return None


def _column(question: str, names: Sequence[str]) -> int | None:
    """Return which column a question asks about: the one whose name has most of its words, more than any other."""
    asked = asked_stems(_EXTREME.sub(" ", question))
    # The first column names the rows.
    shared = [sum(_is_named(one, stems(name)) for one in asked) if place else 0 for place, name in enumerate(names)]
    most = max(shared, default=0)
    best = [place for place, count in enumerate(shared) if count == most > 0]
    return best[0] if len(best) == 1 else _latest(best, names)


def _latest(columns: Sequence[int], names: Sequence[str]) -> int | None:
    """Return which of columns is of the latest time, where their names differ in that alone: of 2024 and of 2025.

    None where one is no report of what was or is: a target, a forecast.
    """
    if len({_DIGITS.sub("", names[place]).casefold() for place in columns}) != 1 or any(
        _TO_COME.search(names[place]) for place in columns
    ):
        return None

    def time(place: int) -> tuple[list[int], list[int]]:
        numbers = [int(number) for number in _DIGITS.findall(names[place])]
        years = [number for number in numbers if number >= _FIRST_YEAR]
        return years, [number for number in numbers if number < _FIRST_YEAR]

    return max(columns, key=time)


def _is_named(asked: str, names: Collection[str]) -> bool:
    """Return whether a stem is among others, or begins one: "the most punctual" has the highest punctuality."""
    return asked in names or (len(asked) >= _LONG_STEM and any(one.startswith(asked) for one in names))


def _extreme(found: Finding, names: Sequence[str], column: int, direction: int, snapshot: Snapshot) -> Extreme | None:
    values: list[tuple[float, Passage, Span, Span]] = []
    measures: set[tuple[str, str]] = set()  # "5 bn" and "900 m" are not compared
    for passage, unit in rows_beside(found.passage, snapshot):
        cells = named_cells(passage, unit)
        if names_columns(passage, unit) or quoted(passage, unit).strip(" |").split("|")[0].strip() == names[0] != "":
            continue
        if [name for name, _ in cells] != list(names):
            if len(quoted(passage, unit).strip(" |").split("|")) == len(names):
                return None  # a row of the same table, perhaps, whose columns' names stand elsewhere
            continue
        label, cell = cells[0][1], cells[column][1]
        if _SUMS.search(quoted(passage, label)):
            continue
        said = quoted(passage, cell).strip()
        if (number := _NUMBER.fullmatch(said)) is not None:
            measures.add((number["before"], number["behind"]))
            values.append((direction * float(number["figures"].replace(",", "")), passage, unit, label))
        elif not _NOTHING.fullmatch(said):
            return None  # "about 50": it may be more, or less
    highest = max((value for value, *_ in values), default=0.0)
    first = [row for row in values if row[0] == highest]
    if len(values) < _FEWEST_ROWS or len(first) != 1 or len(measures) > 1:
        return None
    _, passage, unit, label = first[0]
    return Extreme(Finding(passage, unit, label, found.score), len(values), direction > 0)
