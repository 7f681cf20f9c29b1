"""Cards in writing, wherever they are asked for: here, or by another process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from assistant.service import PREFIX
from store import Store
from store.endpoint import OwnerClient
from store.endpoint.values import from_json

Form = Literal["text", "markdown", "json"]


@dataclass(frozen=True, slots=True)
class Unmade:
    """A document whose card could not be made, and why."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Cards as they are written down, and those that are missing."""

    text: str
    unmade: tuple[Unmade, ...]


class BriefService(Protocol):
    """Writes the cards of a store's documents down."""

    def brief(self, document_ids: Sequence[str], form: Form) -> Brief:
        """Return the cards of documents, or of all when none is named; cards that are missing are made first.

        Raises:
            UnknownDocument: one of them is not in the store.
        """
        ...


class StoreBriefs:
    """The cards of a store that this process has open."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def brief(self, document_ids: Sequence[str], form: Form) -> Brief:
        """Return the cards of documents, or of all when none is named; cards that are missing are made first."""
        from assistant.cards.brief import as_json, as_markdown, as_text
        from assistant.cards.maker import CardMaker
        from assistant.cards.view import card_views

        wanted = [self._store.document(document_id).document_id for document_id in document_ids]
        CardMaker(self._store).make_missing(wanted or None)
        views = card_views(self._store, wanted or None)
        if form == "json":
            text = json.dumps(as_json(views), indent=2)
        else:
            text = as_markdown(views) if form == "markdown" else as_text(views)
        return Brief(text, tuple(Unmade(view.document.title, view.reason) for view in views if view.card is None))


class RemoteBriefs:
    """The cards of a store that another process has open; `OwnerLeft` when that ends."""

    def __init__(self, owner: OwnerClient) -> None:
        self._owner = owner

    def brief(self, document_ids: Sequence[str], form: Form) -> Brief:
        """Let the owner write cards down."""
        body: dict[str, Any] = {"document_ids": list(document_ids), "form": form}
        with self._owner.call(f"{PREFIX}/brief", body) as call:
            return from_json(Brief, call.result)
