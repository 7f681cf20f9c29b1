"""The conversations of all people in one file; each person is shown only their own."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, select, update

from assistant.talks.coding import UnreadableAnswer, decoded, encoded
from assistant.talks.errors import TalkChanged, UnknownTalk
from assistant.talks.file import NAME, TalksFile, open_or_set_aside
from assistant.talks.schema import exchanges, quoted, record, talks
from assistant.talks.types import Kept, Talk
from assistant.types import Answer

# A name is one line in a list.
_NAME_CHARACTERS = 120
# More than a person types into a box; what a program sends is cut.
_COMMENT_CHARACTERS = 4000
# SQLite's default bound on parameters of one statement is 32,766; stay far below.
_BATCH = 1000


class Talks:
    """Keeps conversations in the store's folder; any number of threads and processes may use it at once.

    What is deleted, by `delete` or by a question that is asked again, is erased from the disk too.
    """

    def __init__(self, file: TalksFile, set_aside: Path | None) -> None:
        self._file = file
        self._set_aside = set_aside

    @classmethod
    def open(cls, folder: Path) -> Talks:
        """Open the conversations of a store's folder, making their file when it is missing.

        A damaged file is set aside, see `set_aside`.

        Raises:
            TalksUnusable: they cannot be read or written.
        """
        file, aside = open_or_set_aside(folder / NAME)
        opened = cls(file, aside)
        file.erase()
        return opened

    @staticmethod
    def are_in(folder: Path) -> bool:
        """Tell whether a store's folder has conversations, without making it or anything in it."""
        return (folder / NAME).exists()

    @property
    def set_aside(self) -> Path | None:
        """Where a damaged file was put when these were opened, None when it was sound."""
        return self._set_aside

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Talks:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- reading

    def find(self, person: str | None, words: str = "") -> list[Talk]:
        """Return a person's conversations, the latest first; those of everybody for None.

        Args:
            person: whose.
            words: each of these must stand in the name, a question or an answer, whatever its case.
        """
        count = select(func.count()).where(exchanges.c.talk_id == talks.c.talk_id).scalar_subquery()
        statement = select(talks, count.label("questions")).order_by(talks.c.changed_at.desc(), talks.c.talk_id)
        if person is not None:
            statement = statement.where(talks.c.person == person)
        wanted = _storable(words).casefold().split()
        with self._file.reading() as connection:
            found = [_talk(row) for row in connection.execute(statement)]
            for word in wanted:
                said = select(exchanges.c.talk_id).where(exchanges.c.searched.contains(word, autoescape=True))
                holding = set(connection.execute(said).scalars())
                found = [one for one in found if one.talk_id in holding or word in one.name.casefold()]
        return found

    def get(self, person: str | None, talk_id: str) -> Talk:
        """Return a conversation; raises `UnknownTalk`, also when it is another person's (None: anybody's)."""
        with self._file.reading() as connection:
            count = select(func.count()).where(exchanges.c.talk_id == talk_id).scalar_subquery()
            row = connection.execute(select(talks, count.label("questions")).where(_own(person, talk_id))).first()
        if row is None:
            raise UnknownTalk(talk_id)
        return _talk(row)

    def read(self, person: str | None, talk_id: str) -> tuple[Kept, ...]:
        """Return what was asked and answered, in order; what of it is damaged is left out.

        Raises:
            UnknownTalk: the person has no such conversation.
        """
        self.get(person, talk_id)
        statement = select(exchanges).where(exchanges.c.talk_id == talk_id).order_by(exchanges.c.position)
        with self._file.reading() as connection:
            return _kept(connection.execute(statement).all())

    def rated(self, person: str | None) -> tuple[Kept, ...]:
        """Return what a person has given thumbs up or down, the oldest first; what everybody has for None."""
        statement = select(exchanges).join_from(exchanges, talks).where(exchanges.c.liked.is_not(None))
        if person is not None:
            statement = statement.where(talks.c.person == person)
        with self._file.reading() as connection:
            return _kept(connection.execute(statement.order_by(exchanges.c.asked_at, exchanges.c.id)).all())

    def before(self, kept: Sequence[Kept]) -> dict[tuple[str, int], tuple[str, ...]]:
        """Return, by (talk_id, position) of some answers, the questions asked before each, oldest first."""
        asked: dict[str, list[Kept]] = {}
        with self._file.reading() as connection:
            for talk_id in {one.talk_id for one in kept}:
                statement = select(exchanges).where(exchanges.c.talk_id == talk_id).order_by(exchanges.c.position)
                asked[talk_id] = list(_kept(connection.execute(statement).all()))
        return {
            (one.talk_id, one.position): tuple(
                earlier.answer.question for earlier in asked[one.talk_id] if earlier.position < one.position
            )
            for one in kept
        }

    def quoting(self, document_ids: Collection[str], person: str | None = None) -> list[Talk]:
        """Return the conversations, of a person or of everybody, in which a document is quoted, the latest first."""
        ids = list(document_ids)
        with self._file.reading() as connection:
            found = {
                talk_id
                for first in range(0, len(ids), _BATCH)
                for talk_id in connection.execute(
                    select(exchanges.c.talk_id)
                    .join_from(quoted, exchanges)
                    .where(quoted.c.document_id.in_(ids[first : first + _BATCH]))
                ).scalars()
            }
        return [talk for talk in self.find(person) if talk.talk_id in found]

    # -- writing

    def keep(self, person: str, talk_id: str, position: int, answer: Answer, known: int | None = None) -> None:
        """Keep an answer as the question at a position, in place of that and of all that came after it.

        Args:
            person: who asked.
            talk_id: a conversation of this person, or an id that `new_id` made, which begins one with this question.
            position: from 0, at most ``known``.
            answer: holds the question too.
            known: how many questions the conversation has, as far as the caller knows; None for ``position``.

        Raises:
            TalkChanged: it has another number of questions: it was continued or deleted meanwhile.
            UnknownTalk: the id is that of another person's conversation.
        """
        known = position if known is None else known
        now = datetime.now(UTC).replace(tzinfo=None)
        with self._file.writing() as connection:
            owner = connection.execute(select(talks.c.person).where(talks.c.talk_id == talk_id)).scalar_one_or_none()
            if owner is None and known == 0:
                row = {"talk_id": talk_id, "person": person, "name": _name(answer.question), "changed_at": now}
                connection.execute(insert(talks), row)
            elif owner not in (None, person):
                raise UnknownTalk(talk_id)
            ends = select(func.coalesce(func.max(exchanges.c.position) + 1, 0)).where(exchanges.c.talk_id == talk_id)
            if connection.execute(ends).scalar_one() != known:
                raise TalkChanged
            dropped = _drop(connection, talk_id, position)
            _insert(connection, talk_id, position, answer, now)
            connection.execute(update(talks).where(talks.c.talk_id == talk_id).values(changed_at=now))
        if dropped:
            self._file.erase()

    def rename(self, person: str | None, talk_id: str, name: str) -> None:
        """Give a conversation another name, of one line; an empty one changes nothing. Raises `UnknownTalk`."""
        self.get(person, talk_id)
        if wanted := _name(name):
            with self._file.writing() as connection:
                connection.execute(update(talks).where(_own(person, talk_id)).values(name=wanted))

    def rate(self, person: str, talk_id: str, position: int, liked: bool | None, comment: str = "") -> None:
        """Give an answer thumbs up (True), down (False) or neither (None), with a comment. Raises `UnknownTalk`."""
        self.get(person, talk_id)
        said = _storable(comment).strip()[:_COMMENT_CHARACTERS] if liked is not None else ""
        with self._file.writing() as connection:
            connection.execute(
                update(exchanges)
                .where(exchanges.c.talk_id == talk_id, exchanges.c.position == position)
                .values(liked=liked, comment=said)
            )

    def delete(self, person: str | None, talk_id: str) -> bool:
        """Delete a conversation and erase its text from the disk.

        Returns:
            Whether it is erased; otherwise somebody still reads an older state, and the next deletion or opening does.

        Raises:
            UnknownTalk: the person has no such conversation.
        """
        self.get(person, talk_id)
        with self._file.writing() as connection:
            _drop(connection, talk_id, 0)
            connection.execute(delete(talks).where(_own(person, talk_id)))
            connection.execute(update(record).values(erase_due=True))
        return self._file.erase()


def new_id() -> str:
    """Return an id for a conversation that is still to begin; nobody can guess another's."""
    return secrets.token_hex(8)


def _own(person: str | None, talk_id: str) -> Any:
    here = talks.c.talk_id == talk_id
    return here if person is None else and_(here, talks.c.person == person)


def _drop(connection: Connection, talk_id: str, position: int) -> bool:
    """Delete what stands at a position and after it; tell whether there was something."""
    gone = select(exchanges.c.id).where(exchanges.c.talk_id == talk_id, exchanges.c.position >= position)
    if connection.execute(gone.limit(1)).first() is None:
        return False
    connection.execute(delete(quoted).where(quoted.c.exchange_id.in_(gone)))
    connection.execute(delete(exchanges).where(exchanges.c.talk_id == talk_id, exchanges.c.position >= position))
    connection.execute(update(record).values(erase_due=True))
    return True


def _insert(connection: Connection, talk_id: str, position: int, answer: Answer, now: datetime) -> None:
    said = "\n".join((answer.question, answer.text, *(citation.quote for citation in answer.citations)))
    row = {
        "talk_id": talk_id,
        "position": position,
        "answer": encoded(answer),
        "searched": _storable(said).casefold(),
        "asked_at": now,
        "liked": None,
        "comment": "",
    }
    exchange_id = connection.execute(insert(exchanges).returning(exchanges.c.id), row).scalar_one()
    documents = {citation.document_id for citation in (*answer.citations, *answer.closest)}
    documents |= {hit.passage.document_id for hit in answer.nearest}
    if documents:
        rows = [{"exchange_id": exchange_id, "document_id": document_id} for document_id in sorted(documents)]
        connection.execute(insert(quoted), rows)


def _talk(row: Row[Any]) -> Talk:
    return Talk(row.talk_id, row.person, row.name, row.changed_at.replace(tzinfo=UTC), row.questions)


def _kept(rows: Sequence[Row[Any]]) -> tuple[Kept, ...]:
    found = []
    for row in rows:
        try:
            answer = decoded(row.answer)
        except UnreadableAnswer:
            continue
        asked_at = row.asked_at.replace(tzinfo=UTC)
        found.append(Kept(row.talk_id, row.position, answer, asked_at, row.liked, row.comment))
    return tuple(found)


def _name(text: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in _storable(text)).split())
    return line if len(line) <= _NAME_CHARACTERS else line[: _NAME_CHARACTERS - 1].rstrip() + "…"


def _storable(text: str) -> str:
    """Text without lone surrogates, which no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
