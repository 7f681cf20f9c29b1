"""Making the cards that are missing, in the background, after documents were committed and after a restart."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from assistant.cards.card import written
from assistant.cards.making import Cancelled, CardMaking, made_by
from store import Document, Store, StoredCard, StoreError, UnknownDocument

logger = logging.getLogger(__name__)

# Documents come in by other doors too: so often the store is asked whether cards are missing.
_LOOK_SECONDS = 5.0
_LONGEST_REASON = 300

Made = Callable[[Document], None]


class CardMaker:
    """Keeps the cards of a store up to date with one thread that lets questions go first (`store.precedence`).

    What is missing is asked of the store itself, so nothing is lost when the process ends: the next maker goes on where
    this one stopped. A card that fails is written down as failed, and not tried again until its document or the
    rules for making cards change.

    Args:
        store: where the documents are; it must stay open until `close` has returned.
        made: called from the thread after each card, made or failed.
    """

    def __init__(self, store: Store, made: Made | None = None) -> None:
        self._store = store
        self._made = made
        self._making = CardMaking(store, self._step)
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; a second call does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="cards", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Say that there are new documents: their cards are begun at once instead of within seconds."""
        self._wake.set()

    def close(self) -> None:
        """Stop, giving up the card under way, and wait until that is done; a second call does nothing."""
        self._closing.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def __enter__(self) -> CardMaker:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def make_missing(self, document_ids: Collection[str] | None = None) -> int:
        """Make missing cards now, in this thread: of these documents, or of all; return how many could not be made.

        Raises:
            StoreError: the store cannot be used.
        """
        failed = 0
        for document in self._store.lacking_cards(made_by()):
            if self._closing.is_set():
                break
            if document_ids is not None and document.document_id not in document_ids:
                continue
            failed += not self._make(document)
        return failed

    def _run(self) -> None:
        while not self._closing.is_set():
            self._wake.clear()
            try:
                self.make_missing()
            except Cancelled:
                return
            except StoreError as error:
                logger.warning("cards wait: %s", error)
            self._wake.wait(_LOOK_SECONDS)

    def _make(self, document: Document) -> bool:
        """Make and keep a document's card; return whether it could be made."""
        version, content, reason = document.version, None, ""
        try:
            version, card = self._making.make(document.document_id)
            content = written(card)
        except UnknownDocument:
            return True  # removed meanwhile
        except (Cancelled, StoreError):
            raise
        # Whatever is wrong with one document must not keep the others from their cards.
        except Exception as error:
            logger.exception("the card of %s could not be made", document.document_id)
            reason = f"{type(error).__name__}: {error}".replace("\n", " ")[:_LONGEST_REASON]
        self._store.put_card(StoredCard(document.document_id, version, made_by(), content, reason))
        if self._made is not None:
            self._made(document)
        return content is not None

    @contextmanager
    def _step(self) -> Iterator[None]:
        """Wait for one's turn; raises `Cancelled` when closing."""
        with self._store.precedence.step(lambda: not self._closing.is_set()):
            if self._closing.is_set():
                raise Cancelled
            yield
