"""What the evidence panel shows of a document: a page with marks, its text with marks, or why neither.

A browser says which place of which document it wants; nothing of what it says is believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, TypeAlias

from assistant.page.evidence import words
from assistant.page.evidence.document_text import stretch_around
from assistant.page.evidence.images import NoPageImage, PageImage, PageRenderer, PageText
from assistant.page.evidence.view_markup import page_html, text_html
from store import Document, Passage, Place, Snapshot, Store, UnknownDocument

# Between these widths (pixels) a page is drawn, in steps so that pictures can be kept.
_NARROWEST, _WIDEST, _STEP = 400, 3200, 200

# The characters of a page that are marked as the quote, and as the exact answer.
Groups: TypeAlias = tuple[tuple[PageText, ...], tuple[PageText, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which place a browser asks for, as `Asked.read` understood it.

    ``page`` (from 1) is another page than that of the quote, ``around`` a position whose surroundings are wanted
    instead of the quote's, ``as_text`` asks for the text although there are page images, ``width`` is that of an image
    in pixels.
    """

    document_id: str
    version: str
    start: int
    end: int
    answer: tuple[int, int] | None
    page: int | None
    home: int | None
    around: int | None
    as_text: bool
    width: int

    @classmethod
    def read(cls, said: Any) -> Asked | None:
        """Return what a browser asks for, or None when it is no sensible question."""
        if not isinstance(said, Mapping):
            return None
        document_id, version = said.get("document"), said.get("version")
        start, end = _count(said.get("start")), _count(said.get("end"))
        if not isinstance(document_id, str) or not isinstance(version, str) or start is None or end is None:
            return None
        first, last = _count(said.get("answerStart")), _count(said.get("answerEnd"))
        inside = first is not None and last is not None and start <= first < last <= end
        width = _count(said.get("width")) or _NARROWEST
        return cls(
            document_id,
            version,
            start,
            end,
            (first, last) if inside and first is not None and last is not None else None,
            _count(said.get("page")) or None,
            _count(said.get("home")) or None,
            _count(said.get("around")),
            said.get("asText") is True,
            min(_WIDEST, max(_NARROWEST, -(-width // _STEP) * _STEP)),
        )


def show(said: Any, store: Store, renderer: PageRenderer | None) -> dict[str, Any]:
    """Return what a browser is to show: ``html``, and what its controls need to know.

    ``kind`` is "page", "text" or "kept": then the document is no longer as it was quoted, ``note`` says why, and the
    browser shows the quote that it has. ``page`` and ``pages`` are set where a page image is shown.

    Args:
        said: what the browser asks for, see `Asked`.
        store: holds the documents.
        renderer: draws pages; None when nobody does.

    Raises:
        StoreError: the store cannot be read.
    """
    asked = Asked.read(said)
    if asked is None:
        return _kept(words.TROUBLE)
    try:
        with store.snapshot() as snapshot:
            document = _as_quoted(asked, snapshot)
            text = snapshot.text(document.document_id)
            places = snapshot.places(document.document_id) if document.pages else ()
        if not asked.start < asked.end <= len(text):
            return _kept(words.TROUBLE)
        note = ""
        # Drawing takes its time: no snapshot is held meanwhile.
        if document.pages and renderer is not None and not asked.as_text:
            quoted_on = _quoted_on(asked, text, places)
            page = _page_to_show(asked, quoted_on, document.pages)
            try:
                image = _image(renderer, store, document, page, asked.width, quoted_on.get(page, ((), ())))
            except NoPageImage as error:
                note = words.NO_IMAGE.format(reason=str(error))
            else:
                if image is not None:
                    return _page(document, page, image, list(quoted_on))
        with store.snapshot() as snapshot:
            document = _as_quoted(asked, snapshot)
            passages = snapshot.passages(document.document_id)
    except UnknownDocument:
        return _kept(words.GONE)
    except _Replaced:
        return _kept(words.OLDER)
    return _text(asked, document, text, passages, note)


class _Replaced(Exception):
    """The document has another version now."""


def _as_quoted(asked: Asked, snapshot: Snapshot) -> Document:
    document = snapshot.document(asked.document_id)
    if document.version != asked.version:
        raise _Replaced
    return document


def _image(
    renderer: PageRenderer,
    store: Store,
    document: Document,
    page: int,
    width: int,
    groups: Groups,
) -> PageImage | None:
    def original() -> bytes:
        try:
            return store.original(document.document_id)
        except (OSError, UnknownDocument) as error:
            raise NoPageImage("its original file is gone") from error

    return renderer.image(PurePath(document.source).name, document.version, original, page, width, groups)


def _quoted_on(asked: Asked, text: str, places: Sequence[Place]) -> dict[int, Groups]:
    """Return for each page that the quote stands on the characters of the quote and of the exact answer."""
    found: dict[int, tuple[list[PageText], list[PageText]]] = {}
    spans = [(asked.start, asked.end), asked.answer or (0, 0)]
    for group, (start, end) in enumerate(spans):
        for place in places:
            first, last = max(place.start, start), min(place.end, end)
            if first < last:
                on_page = found.setdefault(place.page, ([], []))
                on_page[group].append((place.offset + first - place.start, text[first:last]))
    return {page: (tuple(found[page][0]), tuple(found[page][1])) for page in sorted(found)}


def _page_to_show(asked: Asked, pages: Mapping[int, Groups], count: int) -> int:
    """Return the page asked for, else that with the most of the exact answer, else of the quote."""
    if asked.page is not None:
        return min(asked.page, count)

    def most(page: int) -> tuple[int, int]:
        quote, answer = pages[page]
        return sum(len(text) for _, text in answer), sum(len(text) for _, text in quote)

    return max(pages, key=most) if pages else min(asked.home or 1, count)


def _kept(note: str) -> dict[str, Any]:
    return {"kind": "kept", "html": "", "note": note, "page": None, "pages": None}


def _page(document: Document, page: int, image: PageImage, quoted_on: Sequence[int]) -> dict[str, Any]:
    note = ""
    if quoted_on and page not in quoted_on:
        listed = words.AND.join(words.PAGE.format(page=one) for one in quoted_on)
        note = words.NOT_ON_PAGE.format(pages=listed)
    elif not any(image.marks):
        note = words.UNMARKED
    elif quoted_on[0] < page:
        note = words.BEGINS_ON.format(page=words.PAGE.format(page=quoted_on[0]))
    elif quoted_on[-1] > page:
        note = words.CONTINUES_ON.format(page=words.PAGE.format(page=page + 1))
    return {
        "kind": "page",
        "html": page_html(document.title, page, image),
        "note": note,
        "page": page,
        "pages": document.pages,
    }


def _text(asked: Asked, document: Document, text: str, passages: Sequence[Passage], note: str) -> dict[str, Any]:
    around = (asked.start, asked.end) if asked.around is None else (min(asked.around, len(text)),) * 2
    stretch = stretch_around(text, passages, *around)
    html = text_html(document.title, text, stretch, (asked.start, asked.end), asked.answer)
    return {"kind": "text", "html": html, "note": note, "page": None, "pages": None}


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
