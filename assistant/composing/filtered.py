"""Lists that are the rows of a table with one value in common: "Which milestones are late?"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.forms.rows import named_cells, names_columns, rows_beside
from assistant.language.wording import content_words, names_and_numbers, stem, stems, tokens
from assistant.reader import Finding, quoted
from store import Passage, Snapshot, Span

# The table that is asked about has a row among so many of the best findings.
_LOOKED_AT = 5

# "Dr Ana Maria Solberg"
_NAME_WORDS = 4

# How else the status is told that a question names.
_STATUSES = {
    stem(word): statuses
    for word, statuses in {
        "missed": ("not met", "not achieved", "not reached"),
        "met": ("achieved", "reached", "hit"),
        "achieved": ("met", "reached"),
        "reached": ("met", "achieved"),
        "late": ("delayed", "overdue", "behind schedule"),
        "delayed": ("late", "overdue", "behind schedule"),
        "overdue": ("late", "delayed"),
        "finished": ("complete", "completed", "done", "closed"),
        "done": ("complete", "completed", "finished", "closed"),
        "completed": ("complete", "done", "finished", "closed"),
        "outstanding": ("open", "pending", "not started", "in progress"),
        "rejected": ("not accepted", "refused", "declined"),
        "refused": ("not accepted", "rejected", "declined"),
        "declined": ("not accepted", "rejected", "refused"),
    }.items()
}

# Those of several words: "Which recommendation was turned down?"
_STATUS_PHRASES = {
    "turned down": ("rejected", "not accepted", "refused", "declined"),
    "not accepted": ("rejected", "refused", "declined"),
    "taken up": ("accepted", "adopted", "implemented"),
    "agreed to": ("accepted", "agreed"),
    "behind schedule": ("delayed", "late", "overdue"),
    "on schedule": ("on track",),
    "under way": ("ongoing", "in progress", "started"),
    "still going": ("ongoing", "in progress"),
    "still open": ("open", "pending", "outstanding", "in progress"),
    "called off": ("cancelled", "canceled"),
    "put off": ("postponed", "deferred", "delayed"),
    "put on hold": ("suspended", "on hold", "paused"),
}

_Row = tuple[Passage, Span, list[tuple[str, Span]]]


def rows_with_the_value(question: str, findings: Sequence[Finding], snapshot: Snapshot) -> list[Finding]:
    """Return all rows of a table that have a value that the question names, in any column but the one that names them.

    Empty where the question has no other word of the table's columns, headings or names, or where all rows have it:
    then they are not what is asked for.

    Args:
        question: the stand-alone question for a list.
        findings: what the reader found, best first.
        snapshot: the view of the store that they come from.
    """
    # "Which are done?": the last word may be a value though it is no word that matters elsewhere.
    asked = {stem(token.text) for token in (*content_words(question), *tokens(question)[-1:])}
    people = {stem(token.text) for token in names_and_numbers(question)}
    statuses = _statuses(question, asked)
    for found in findings[:_LOOKED_AT]:
        names = [name for name, _ in named_cells(found.passage, found.sentence)]
        if not names or asked.isdisjoint(stems(" ".join((*names, *found.passage.heading)))):
            continue
        rows = _rows(names, found.passage, snapshot)
        held = _holding(rows, asked, people, statuses)
        if 0 < len(held) < len(rows):
            return [Finding(passage, unit, cells[0][1], found.score) for passage, unit, cells in held]
    return []


def _statuses(question: str, asked: set[str]) -> set[str]:
    """Return how tables may tell the statuses that a question names by other words: a missed target is "not met"."""
    said = f" {' '.join(token.lower for token in tokens(question))} "
    phrases = {
        status for phrase, others in _STATUS_PHRASES.items() if f" {phrase} " in said for status in (phrase, *others)
    }
    return phrases | {status for word in asked for status in _STATUSES.get(word, ())}


def _holding(rows: Sequence[_Row], asked: set[str], people: set[str], statuses: set[str]) -> list[_Row]:
    """Return the rows with a value that is named: in the column that is named too, where there is one with it."""
    cells = [
        (row, name, cell)
        for row in rows
        for name, cell in row[2][1:]
        if _is_named(row[0], cell, asked, statuses) or _is_somebody(row[0], cell, people)
    ]
    of_column = [(row, name) for row, name, _ in cells if set() < stems(name) <= asked]
    wanted = of_column or [(row, name) for row, name, _ in cells]
    return list({row[1]: row for row, _ in wanted}.values())


def _rows(names: Sequence[str], passage: Passage, snapshot: Snapshot) -> list[_Row]:
    """Return the rows of the table with these columns below the headings of a passage."""
    found = [(other, unit, named_cells(other, unit)) for other, unit in rows_beside(passage, snapshot)]
    return [row for row in found if [name for name, _ in row[2]] == list(names) and not names_columns(row[0], row[1])]


def _is_somebody(passage: Passage, cell: Span, people: set[str]) -> bool:
    """Return whether a cell is the full name of somebody whom the question calls by first or last name."""
    words = quoted(passage, cell).split()
    return (
        1 < len(words) <= _NAME_WORDS
        and all(word[0].isupper() for word in words)
        and bool({stem(words[0]), stem(words[-1])} & people)
    )


def _is_named(passage: Passage, cell: Span, asked: set[str], statuses: set[str]) -> bool:
    """Return whether the question names a cell: all its words, but a date without its year. A mere number is none."""
    said = quoted(passage, cell)
    if said.lower() in statuses:
        return True
    words = {word for word in stems(said) if not (word.isdecimal() and len(word) == len("2025"))}
    return any(char.isalpha() for char in said) and bool(words) and words <= asked
