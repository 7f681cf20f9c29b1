"""A page or a stretch of text of a document as HTML, with the quote and the exact answer marked.

Text of documents is data: it becomes text nodes and attribute values, and nothing else.
"""

from __future__ import annotations

import base64
import re
from html import escape
from itertools import pairwise

from assistant.excerpt import HEADING_MARKS
from assistant.page.evidence import words
from assistant.page.evidence.document_text import Block, Stretch
from assistant.page.evidence.images import PageBox, PageImage

# The panel's own headings go down to the third level; a document's begin below.
_OUTERMOST, _INNERMOST = 4, 6
_BULLET = re.compile(r"[ \t]*[-*+•][ \t]+")
_SPACE = re.compile(r"[ \t]*\n[ \t]*")


def page_html(title: str, page: int, image: PageImage) -> str:
    """Return a page as an image with boxes over it: the first group of marks is the quote, the second the answer."""
    source = "data:image/png;base64," + base64.b64encode(image.png).decode("ascii")
    label = escape(words.IMAGE.format(page=page, title=title))
    boxes = "".join(
        _box(box, kind) for kind, group in zip(("quote", "answer"), image.marks, strict=False) for box in group
    )
    ratio = f"{image.width:.2f}/{image.height:.2f}"
    return f'<div class="ba-sheet" style="aspect-ratio:{ratio}"><img src="{source}" alt="{label}">{boxes}</div>'


def text_html(title: str, text: str, stretch: Stretch, quote: tuple[int, int], answer: tuple[int, int] | None) -> str:
    """Return a stretch of a document's text with its headings.

    Args:
        title: the document's.
        text: the whole text of its version.
        stretch: the part to show.
        quote: the span that is marked.
        answer: the span inside it that is marked as the exact answer.
    """
    parts = []
    if stretch.start > 0:
        parts.append(_more(words.EARLIER_TEXT, stretch.start))
    for block in stretch.blocks:
        if block.page is not None:
            parts.append(f'<p class="ba-text-page">{escape(words.PAGE.format(page=block.page))}</p>')
        parts.append(_block(text, block, quote, answer))
    if stretch.end < len(text):
        parts.append(_more(words.LATER_TEXT, stretch.end))
    return f'<div class="ba-document">{"".join(parts)}</div>'


def _box(box: PageBox, kind: str) -> str:
    left, top, right, bottom = (100 * side for side in box)
    place = f"left:{left:.3f}%;top:{top:.3f}%;width:{right - left:.3f}%;height:{bottom - top:.3f}%"
    return f'<span class="ba-box ba-box-{kind}" style="{place}"></span>'


def _more(label: str, around: int) -> str:
    return f'<button type="button" class="ba-more" data-around="{around}">{escape(label)}</button>'


def _block(text: str, block: Block, quote: tuple[int, int], answer: tuple[int, int] | None) -> str:
    start, end = block.start, block.end
    if block.level:
        tag = f"h{min(_INNERMOST, _OUTERMOST + block.level - 1)}"
        # Marks of Markdown around a heading are not for reading; what is quoted stays whole.
        while start < end and text[start] in HEADING_MARKS and not quote[0] <= start < quote[1]:
            start += 1
        while end > start and text[end - 1] in HEADING_MARKS and not quote[0] <= end - 1 < quote[1]:
            end -= 1
    else:
        tag = "p"
        bullet = _BULLET.match(text, start, end)
        if bullet and not (quote[0] < bullet.end() and bullet.start() < quote[1]):
            return f'<p class="ba-item" dir="auto">{_marked(text, bullet.end(), end, quote, answer)}</p>'
    return f'<{tag} dir="auto">{_marked(text, start, end, quote, answer)}</{tag}>'


def _marked(text: str, start: int, end: int, quote: tuple[int, int], answer: tuple[int, int] | None) -> str:
    cuts = {start, end, *(cut for cut in (*quote, *(answer or ())) if start < cut < end)}
    parts = []
    for begin, stop in pairwise(sorted(cuts)):
        shown = escape(_SPACE.sub(" ", text[begin:stop]))
        if answer is not None and answer[0] <= begin < answer[1]:
            shown = f"<strong>{shown}</strong>"
        if quote[0] <= begin < quote[1]:
            shown = f"<mark>{shown}</mark>"
        parts.append(shown)
    return "".join(parts).replace("</mark><mark>", "")
