"""Erasing from the disk what was removed or replaced: a deleted row's text stays in the file until then.

That it is to be done is written down in the transaction that deletes (`store.chores`). SQLite's full-text index
keeps the words of deleted rows, its file keeps the pages, its log keeps both, Chroma's files keep the vectors, and
the copy that was made before a migration keeps everything.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, func, select

from store import chores, fulltext
from store.commit import Committer
from store.schema import passages
from store.types import Problem
from store.vectors import VectorIndex

# Up to so many passages Chroma's whole index is made anew, in some 3 seconds; beyond, the numbers of the vectors
# of removed passages stay in its files (no text does).
_INDEXED_ANEW = 2000
# So long may a question under way read the log before erasing it is put off until the question ends.
_PATIENCE_SECONDS = 2.0


class Eraser:
    """Erases what is due; its caller lets one writer in at a time."""

    def __init__(self, engine: Engine, catalogue: Path, committer: Committer, vectors: VectorIndex) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self._committer = committer
        self._vectors = vectors
        self._log_waits = False
        self._truncating = Lock()

    def is_due(self) -> bool:
        """Return whether something is still to be erased."""
        with self._engine.connect() as connection:
            return chores.is_due(connection, chores.ERASE)

    def erase(self) -> tuple[Problem, ...]:
        """Take all that was removed or replaced out of the files of the store.

        Afterwards Chroma's index may lack vectors, or all of them.

        Returns:
            What still holds such text, with what to do about it; empty when nothing does.
        """
        with self._engine.connect() as connection:
            count = connection.execute(select(func.count()).select_from(passages)).scalar_one()
        with self._committer.transaction() as connection:
            fulltext.rebuild_index(connection)
        fulltext.vacuum(self._engine)
        self._vectors.erase(anew=count <= _INDEXED_ANEW)
        for path in self._catalogue.parent.glob(f"{self._catalogue.name}.before-*"):
            path.unlink()
        problems = [
            Problem(str(path), "it holds what was removed and cannot be deleted: delete it yourself")
            for path in self._committer.sweep_originals()
        ]
        self._log_waits = not fulltext.truncate_log(self._engine, _PATIENCE_SECONDS)
        if self._log_waits:
            reason = "a question under way still reads what was removed: it is erased when that has ended"
            problems.append(Problem(f"{self._catalogue}-wal", reason))
        if not problems:
            with self._committer.transaction() as connection:
                chores.mark_done(connection, chores.ERASE)
        return tuple(problems)

    def empty_log(self) -> None:
        """Empty the log that a killed process left: what it was about to commit, and never did, stands in it too."""
        log = self._catalogue.with_name(f"{self._catalogue.name}-wal")
        if log.exists() and log.stat().st_size:
            self._log_waits = not fulltext.truncate_log(self._engine, _PATIENCE_SECONDS)

    def after_question(self) -> None:
        """Empty the log that a question kept from being erased, unless another question reads it still."""
        if self._log_waits and self._truncating.acquire(blocking=False):
            try:
                self._log_waits = not fulltext.truncate_log(self._engine, 0.0)
            finally:
                self._truncating.release()
