"""Rows of tables whose columns another row names: "Inflation | 5.2 % | 3.4 %" below "Indicator | 2023 | 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.language.answer_kind import Kind, kind_of
from assistant.language.wording import content_words, stem, stems
from assistant.reader import quoted
from store import Passage, Snapshot, Span


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


# What names the column that tells who or when, and what a question for that says beside its matter.
_TELLING = {
    Kind.WHO: (
        _stems("owner lead leader responsible assignee assigned contact manager who"),
        _stems(
            "own owns owner responsible charge lead leads leading assigned handle handles handling manage manages does"
        ),
    ),
    Kind.WHEN: (
        _stems("due deadline when"),
        _stems("due deadline finish finished complete completed done end ends ready"),
    ),
}

# What somebody does: "Who is paying for the buoys?", "Who signs the lease?"
_WHO_DOES = re.compile(
    r"who (?:(?:is|are|was|were|will|should|must|has to) )?"
    r"(?P<verb>(?!(?:is|was|has|does|else)\b)(?:\w+(?:ing|s|ed)|\w+(?= the\b)))\b",
    re.I,
)

# What columns are called in any table, whatever it is on.
_COLUMN = _stems(
    "description type status start end date day time name title role office owner lead due deadline number unit value"
    " amount total target actual baseline item action measure indicator comment note remark category year period place"
)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Of a name and its value nothing needs to be told.
_FEWEST_NAMED = 3


def columns_of(passage: Passage, unit: Span) -> Span | None:
    """Return the place of the row that names the columns of a unit's row, None where there is none.

    It is the first of the lines with cells that stand together, and has as many cells.
    """
    text, start = passage.text, unit.start - passage.start
    line = Span(text.rfind("\n", 0, start) + 1, (text.find("\n", start) + 1 or len(text) + 1) - 1)
    if "|" not in text[line.start : line.end]:
        return None
    first = line
    while first.start > 0:
        above = Span(text.rfind("\n", 0, first.start - 1) + 1, first.start - 1)
        if "|" not in text[above.start : above.end]:
            break
        first = above
    # A passage may end before the bar behind its last row: the unit has none.
    row = Span(start, unit.end - passage.start)
    if first == line or len(_cells(text, first)) != len(_cells(text, row)):
        return None
    return Span(passage.start + first.start, passage.start + first.end)


def row_of_names(passage: Passage, unit: Span) -> Span | None:
    """Return the unit that names the columns of a row which does not name them itself, None where there is none."""
    names = columns_of(passage, unit)
    cells = _cells(passage.text, Span(unit.start - passage.start, unit.end - passage.start)) if names else []
    if names is None or len(cells) < _FEWEST_NAMED or _named_within(passage.text, cells):
        return None
    return next((one for one in passage.sentences if names.start <= one.start < one.end <= names.end), None)


def names_columns(passage: Passage, unit: Span) -> bool:
    """Return whether a unit is surely the row that names a table's columns.

    A line of dashes follows it, or rows whose cells begin with its names ("Due: 3 May"); or most of its cells are what
    columns are called in any table, as in those of a PDF whose other rows were not told.
    """
    text, end = passage.text, unit.end - passage.start
    names = [text[cell.start : cell.end] for cell in _cells(text, Span(unit.start - passage.start, end))]
    common = [name for name in names if set() < stems(name) <= _COLUMN]
    if len(names) > 2 and 2 * len(common) > len(names):
        return True
    below = text[end:].partition("\n")[2].partition("\n")[0]
    if len(names) < 2 or "|" not in below:
        return False
    return ("--" in below and not below.strip("-|: \t")) or any(f"{name}: " in below for name in names if name)


def cell_asked(question: str, passage: Passage, unit: Span) -> Span | None:
    """Return the cell of a row that a question asks for, None when that is not sure.

    One column's name must share more words with the question than any other's, and another cell words of its own. Or
    it names whom or when ("Owner", "Due") where that is asked, and the other cells have all that it is asked of.

    Args:
        question: the stand-alone question.
        passage: holds the row.
        unit: the row; its cells may name their columns themselves ("2023: 5.2 %").

    Returns:
        the cell's place in the version's text, without its column's name.
    """
    named = named_cells(passage, unit)
    asked = {stem(token.text) for token in content_words(question)}
    shared = [len(asked & stems(name)) for name, _ in named]
    years = [set(_YEAR.findall(name)) for name, _ in named]
    if any(asked & of_one for of_one in years):
        # Beside "2025 budget", "2026 request" is of another year than what is asked for of 2025.
        shared = [0 if of_one and asked.isdisjoint(of_one) else n for n, of_one in zip(shared, years, strict=True)]
    if (told := _of_the_kind(question, asked, passage, named)) is not None:
        return told
    most = max(shared, default=0)
    if not most or shared.count(most) > 1:
        return None
    name, cell = named[shared.index(most)]
    if cell.start == cell.end or (asked - stems(name)).isdisjoint(_elsewhere(cell, passage, named)):
        return None
    return cell


def _of_the_kind(question: str, asked: set[str], passage: Passage, named: Sequence[tuple[str, Span]]) -> Span | None:
    """Return the one cell of a row that tells who or when, where the others have all that this is asked of."""
    kind = kind_of(question)
    if kind not in _TELLING:
        return None
    told, asking = _TELLING[kind]
    cells = [cell for name, cell in named if not told.isdisjoint(stems(name))]
    matter = asked - asking
    if len(cells) != 1 or not matter or _does_something_else(question, asking, passage, named):
        return None
    held = _elsewhere(cells[0], passage, named)
    # Who "owns" it is asked of that column itself: then two words of the rest, if they are half of it, are enough.
    both = matter & held
    is_named = not asked.isdisjoint(asking) and len(both) > 1 and 2 * len(both) >= len(matter)
    if not (matter <= held or is_named):
        return None
    return cells[0] if cells[0].start < cells[0].end else None


def _does_something_else(
    question: str, asking: frozenset[str], passage: Passage, named: Sequence[tuple[str, Span]]
) -> bool:
    """Return whether it is asked who does what no owner need do: "Who is paying for the buoys?".

    "Who signs the lease?" is asked of the row for "Sign the lease".
    """
    does = _WHO_DOES.match(question)
    if does is None or (done := stem(does["verb"])) in asking:
        return False
    return done not in stems(" ".join(quoted(passage, cell) for _, cell in named[:1]))


def _elsewhere(cell: Span, passage: Passage, named: Sequence[tuple[str, Span]]) -> frozenset[str]:
    return stems(" ".join(quoted(passage, one) for _, one in named if one != cell))


def rows_beside(passage: Passage, snapshot: Snapshot) -> Iterator[tuple[Passage, Span]]:
    """Yield the rows of tables below the headings that a passage stands below, each once, in order."""
    seen: set[Span] = set()
    for other in snapshot.passages(passage.document_id):
        for unit in other.sentences if other.heading == passage.heading else ():
            if unit not in seen and "|" in quoted(other, unit):
                seen.add(unit)
                yield other, unit


def named_cells(passage: Passage, unit: Span) -> list[tuple[str, Span]]:
    """Return the cells of a row, each its column's name and its place in the version's text; empty for other units.

    The name of the first column is "" where the cells name their columns themselves and the first does not.

    Args:
        passage: holds the row.
        unit: the row.
    """
    text = passage.text
    cells = _cells(text, Span(unit.start - passage.start, unit.end - passage.start))
    if len(cells) < 2:
        return []
    named = _named_within(text, cells) or _named_above(passage, unit, cells)
    return [(name, Span(passage.start + cell.start, passage.start + cell.end)) for name, cell in named]


def _named_above(passage: Passage, unit: Span, cells: Sequence[Span]) -> list[tuple[str, Span]]:
    """Return the cells with their columns' names from another row; empty where there is none."""
    names = columns_of(passage, unit)
    if names is None:
        return []
    columns = _cells(passage.text, Span(names.start - passage.start, names.end - passage.start))
    if len(columns) != len(cells):
        return []
    return [(passage.text[name.start : name.end], cell) for name, cell in zip(columns, cells, strict=True)]


def _named_within(text: str, cells: Sequence[Span]) -> list[tuple[str, Span]]:
    """Return the cells parted into names of columns and values, where all but the first begin with names; else none."""
    found = []
    for number, cell in enumerate(cells):
        name, colon, value = text[cell.start : cell.end].partition(": ")
        if colon:
            found.append((name, Span(cell.end - len(value), cell.end)))
        elif number == 0:
            found.append(("", cell))
    return found if len(found) == len(cells) else []


def _cells(text: str, line: Span) -> list[Span]:
    """Return where the cells of a line are, without the space around them; bars at both its ends bound nothing."""
    said = text[line.start : line.end].strip(" \t")
    start = text.index(said, line.start)
    if len(said) > 1 and said.startswith("|") and said.endswith("|"):
        said, start = said[1:-1], start + 1
    elif said.endswith("|") and line.start == 0 and text[line.end :].lstrip().startswith("|"):
        said = said[:-1]  # a passage may begin behind the first bar of its table
    found = []
    for cell in said.split("|"):
        at = start + len(cell) - len(cell.lstrip())
        found.append(Span(at, at + len(cell.strip())))
        start += len(cell) + 1
    return found
