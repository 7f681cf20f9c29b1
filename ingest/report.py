"""What became of every file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from store import Document

Status = Literal["added", "replaced", "unchanged", "moved"]


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file that is in the store now: new, as the successor of an older version, as it was, or under a new path.

    ``notes`` say what of it could not be read this time, a line each.
    """

    status: Status
    source: str
    document: Document
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be taken in, with the reason in one line; what the store held of it stays.

    ``needs_password`` when a password that was not given would open it.
    """

    source: str
    reason: str
    needs_password: bool = False

    @property
    def status(self) -> Literal["failed"]:
        """The outcome, named as in `Report`."""
        return "failed"


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was removed, because its file is gone."""

    source: str
    document: Document

    @property
    def status(self) -> Literal["removed"]:
        """The outcome, named as in `Report`."""
        return "removed"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of every file, in the order in which they were taken."""

    added: tuple[Ingested, ...] = ()
    replaced: tuple[Ingested, ...] = ()
    unchanged: tuple[Ingested, ...] = ()
    failed: tuple[Failed, ...] = ()
    moved: tuple[Ingested, ...] = ()
    removed: tuple[Removed, ...] = ()

    @classmethod
    def of(cls, outcomes: Iterable[Ingested | Failed], removed: Iterable[Removed] = ()) -> Report:
        """Return the report of outcomes, sorted by what they are."""
        outcomes = list(outcomes)
        ingested = [one for one in outcomes if isinstance(one, Ingested)]
        return cls(
            added=tuple(one for one in ingested if one.status == "added"),
            replaced=tuple(one for one in ingested if one.status == "replaced"),
            unchanged=tuple(one for one in ingested if one.status == "unchanged"),
            failed=tuple(one for one in outcomes if isinstance(one, Failed)),
            moved=tuple(one for one in ingested if one.status == "moved"),
            removed=tuple(removed),
        )

    def after(self, earlier: Iterable[Ingested | Failed]) -> Report:
        """Return this report with what had become of files before, when the same work was begun a first time."""
        now: tuple[Ingested | Failed, ...] = (*self.added, *self.replaced, *self.unchanged, *self.moved, *self.failed)
        sources = {one.source for one in now}
        return Report.of(settled((*(one for one in earlier if one.source in sources), *now)), self.removed)

    def __str__(self) -> str:
        more = [f"{len(ones)} {what}" for ones, what in ((self.moved, "moved"), (self.removed, "removed")) if ones]
        return ", ".join(
            [
                f"{len(self.added)} added, {len(self.replaced)} replaced",
                f"{len(self.unchanged)} unchanged, {len(self.failed)} failed",
                *more,
            ]
        )


def settled(outcomes: Iterable[Ingested | Failed]) -> list[Ingested | Failed]:
    """Return one outcome per file, of work that was begun more than once.

    What was done the first time is left alone the next, as unchanged or as failed before.
    """
    found: dict[str, Ingested | Failed] = {}
    for one in outcomes:
        if one.source not in found or one.status not in ("unchanged", "failed"):
            found[one.source] = one
    return list(found.values())
