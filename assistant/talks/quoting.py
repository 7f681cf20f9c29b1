"""Which conversations keep quotes of documents: told to whoever removes these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from assistant.talks import words
from assistant.talks.errors import TalksUnusable
from assistant.talks.talks import Talks


def conversations_quoting(folder: Path) -> Callable[[Collection[str], str | None], Sequence[str]]:
    """Return what tells, for the store of a folder, the names of the conversations that quote documents.

    It takes ids of documents and who asks: a person is told the names of their own conversations and the number of
    others', None all names.
    """

    def quoting(document_ids: Collection[str], person: str | None) -> Sequence[str]:
        if not Talks.are_in(folder):
            return []
        try:
            with Talks.open(folder) as talks:
                found = talks.quoting(document_ids)
        except TalksUnusable as error:
            return [str(error)]
        own = [words.NAMED.format(name=talk.name) for talk in found if person in (None, talk.person)]
        others = len(found) - len(own)
        return [*own, words.OTHERS[others == 1].format(count=others)] if others else own

    return quoting
