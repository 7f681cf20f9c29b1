"""What is shown of a document: the page, its text or the quote as it was kept; and that text stays text."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from assistant.page.evidence import words
from assistant.page.evidence.document_text import REACH, stretch_around
from assistant.page.evidence.document_view import show
from assistant.page.evidence.images import NoPageImage, PageBox, PageText
from assistant.page.evidence.view_markup import text_html
from store import Document, NewPassage, NewVersion, Passage, Place, Span, Store

PNG = b"\x89PNG picture"
ENCODED = base64.b64encode(PNG).decode()
TEXT = "Lamp report\n\nThe old lamp was sold.\nThe new lamp cost 4,200 euros. It is bright.\n\nNext year"
QUOTE = "The new lamp cost 4,200 euros."
HOSTILE = [
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg/onload=window.ran=1>",
    '"><b onmouseover=window.ran=1>',
    "[click](javascript:window.ran=1) ![x](http://evil.example/x.png)",
    "<style>*{display:none}</style>",
    "</mark></p></div></section><h1>free</h1>",
    "${window.ran=1} {{window.ran=1}} {{#each x}}",
    "<a href='javascript:window.ran=1'>x</a>",
    "&lt;script&gt; &amp;amp; &#60;b&#62;",
    "\u202eright to left \u05e9\u05dc\u05d5\u05dd\u202c",
    "x" * 3000,
]


class Reader(HTMLParser):
    """The tags, attributes and text of a piece of HTML, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@dataclass(frozen=True, slots=True)
class Picture:
    png: bytes
    width: float
    height: float
    pages: int
    marks: tuple[tuple[PageBox, ...], ...]


@dataclass
class Renderer:
    """Draws nothing; marks what it is asked to, or fails, or has no pages."""

    trouble: str = ""
    draws: bool = True
    marks: bool = True
    asked: list[tuple[str, int, int, tuple[tuple[PageText, ...], ...]]] = field(default_factory=list)
    meanwhile: Callable[[], object] | None = None

    def image(
        self,
        name: str,
        version: str,
        original: Callable[[], bytes],
        page: int,
        width: int,
        marks: tuple[tuple[PageText, ...], ...],
    ) -> Picture | None:
        self.asked.append((name, page, width, marks))
        if self.meanwhile is not None:
            self.meanwhile()
        if self.trouble:
            raise NoPageImage(self.trouble)
        if not self.draws:
            return None
        assert original()
        boxes = tuple(tuple((0.1, 0.2, 0.5, 0.25) for _ in group if self.marks) for group in marks)
        return Picture(PNG, 595.0, 842.0, 3, boxes)


def put(store: Store, text: str = TEXT, title: str = "Lamps", paged: bool = True, places: bool = True) -> Document:
    """A document whose second sentence of the quote's line goes on on page 2."""
    at = text.index(QUOTE)
    turn = at + len("The new lamp cost")
    runs = (Place(0, turn, 1, 5), Place(turn + 1, len(text), 2, 0)) if paged and places else ()
    sentence = Span(at, at + len(QUOTE))
    passage = NewPassage(0, len(text), 1 if paged else None, ("Lamp report",), (Span(0, 11), sentence))
    version = NewVersion(
        "/briefs/lamps.pdf", title, text.encode(), text, 3 if paged else None, runs, (passage,) if text else ()
    )
    return store.add(version)


def asking(document: Document, text: str = TEXT, **more: Any) -> dict[str, Any]:
    start = text.index(QUOTE)
    answer = text.index("4,200 euros")
    place = {"document": document.document_id, "version": document.version, "start": start, "end": start + len(QUOTE)}
    return {**place, "answerStart": answer, "answerEnd": answer + 11, "home": 1, "width": 900, **more}


def test_page_has_the_picture_and_both_marks(store: Store) -> None:
    document = put(store)
    renderer = Renderer()
    reply = show(asking(document), store, renderer)
    assert (reply["kind"], reply["pages"]) == ("page", 3)
    html = Reader(reply["html"])
    assert [tag for tag in html.tags if tag == "img"] == ["img"]
    assert [value for name, value in html.attributes if name == "src"] == [f"data:image/png;base64,{ENCODED}"]
    assert reply["html"].count("ba-box-quote") == 1
    assert reply["html"].count("ba-box-answer") == 1


def test_the_page_of_the_exact_answer_comes_first_and_the_other_is_named(store: Store) -> None:
    document = put(store)
    renderer = Renderer()
    reply = show(asking(document), store, renderer)
    assert (reply["page"], reply["note"]) == (2, words.BEGINS_ON.format(page="page 1"))
    reply = show(asking(document, answerStart=None, answerEnd=None), store, renderer)
    assert (reply["page"], reply["note"]) == (1, words.CONTINUES_ON.format(page="page 2"))


def test_the_map_tells_which_characters_are_marked(store: Store) -> None:
    document = put(store)
    renderer = Renderer()
    show(asking(document, page=1), store, renderer)
    show(asking(document, page=2), store, renderer)
    at = TEXT.index(QUOTE)
    assert renderer.asked[0][3] == (((at + 5, "The new lamp cost"),), ())
    assert renderer.asked[1][3] == (((0, "4,200 euros."),), ((0, "4,200 euros"),))


def test_without_an_exact_answer_the_page_with_most_of_the_quote_comes_first(store: Store) -> None:
    document = put(store)
    said = asking(document, answerStart=None, answerEnd=None)
    assert show(said | {"start": said["start"] + len("The new lamp")}, store, Renderer())["page"] == 2


def test_another_page_says_where_the_quote_is(store: Store) -> None:
    reply = show(asking(put(store), page=3), store, Renderer())
    assert (reply["page"], reply["note"]) == (3, words.NOT_ON_PAGE.format(pages="page 1 and page 2"))
    assert "ba-box" not in reply["html"]


def test_width_is_rounded_so_that_pictures_can_be_kept(store: Store) -> None:
    renderer = Renderer()
    document = put(store)
    for width in (1, 930, 1000, 10**9):
        show(asking(document, width=width), store, renderer)
    assert [width for _, _, width, _ in renderer.asked] == [400, 1000, 1000, 3200]


def test_scan_shows_its_page_without_marks(store: Store) -> None:
    renderer = Renderer()
    reply = show(asking(put(store, places=False), home=2), store, renderer)
    assert (reply["kind"], reply["page"], reply["note"]) == ("page", 2, words.UNMARKED)


def test_page_that_cannot_be_marked_says_so(store: Store) -> None:
    assert show(asking(put(store)), store, Renderer(marks=False))["note"]


def test_page_that_cannot_be_drawn_gives_its_reason_and_the_text(store: Store) -> None:
    reply = show(asking(put(store)), store, Renderer(trouble="drawing took longer than 8 seconds"))
    assert reply["kind"] == "text"
    assert "took longer than 8 seconds" in reply["note"]
    assert "<mark>" in reply["html"]


def test_format_without_page_images_shows_its_text_with_its_pages(store: Store) -> None:
    reply = show(asking(put(store, places=False)), store, Renderer(draws=False))
    assert (reply["kind"], reply["note"]) == ("text", "")
    assert '<p class="ba-text-page">page 1</p>' in reply["html"]


def test_text_is_marked_below_its_headings(store: Store) -> None:
    reply = show(asking(put(store, paged=False)), store, Renderer())
    assert '<h4 dir="auto">Lamp report</h4>' in reply["html"]
    assert "<mark>The new lamp cost <strong>4,200 euros</strong>.</mark> It is bright.</p>" in reply["html"].replace(
        "</mark><mark>", ""
    )


def test_text_is_shown_on_request(store: Store) -> None:
    assert show(asking(put(store), asText=True), store, Renderer())["kind"] == "text"


def test_older_version_is_said_and_its_quote_kept(store: Store) -> None:
    said = asking(put(store))
    put(store, TEXT + " is another.")
    reply = show(said, store, Renderer())
    assert (reply["kind"], reply["note"], reply["html"]) == ("kept", words.OLDER, "")


def test_removed_document_is_said(store: Store) -> None:
    document = put(store)
    store.remove(document.document_id)
    reply = show(asking(document), store, Renderer())
    assert (reply["kind"], reply["note"]) == ("kept", words.GONE)


def test_document_that_goes_while_its_page_is_drawn_is_said(store: Store) -> None:
    document = put(store)
    renderer = Renderer(trouble="it is gone", meanwhile=lambda: store.remove(document.document_id))
    assert show(asking(document), store, renderer)["note"] == words.GONE


@pytest.mark.parametrize(
    "change",
    [
        {"document": "../../etc/passwd"},
        {"document": None},
        {"version": "0" * 64},
        {"start": -1},
        {"start": "0"},
        {"start": True},
        {"end": 10**9},
        {"start": 50, "end": 10},
    ],
)
def test_what_the_browser_says_is_not_believed(store: Store, change: dict[str, Any]) -> None:
    reply = show(asking(put(store)) | change, store, Renderer())
    assert (reply["kind"], reply["html"]) == ("kept", "")


@pytest.mark.parametrize("said", [None, [], "x", 3, {}])
def test_nonsense_is_answered_with_the_quote_as_kept(store: Store, said: Any) -> None:
    assert show(said, store, Renderer())["kind"] == "kept"


def test_pages_beyond_the_last_are_the_last(store: Store) -> None:
    renderer = Renderer()
    show(asking(put(store), page=99), store, renderer)
    assert renderer.asked[0][1] == 3


def test_answer_outside_of_the_quote_is_not_marked(store: Store) -> None:
    renderer = Renderer()
    show(asking(put(store), answerStart=0, answerEnd=5), store, renderer)
    assert renderer.asked[0][3][1] == ()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(store: Store, hostile: str) -> None:
    text = f"{hostile}\n\nBefore {hostile}. {QUOTE} {hostile}\n\n- {hostile}\n"
    document = put(store, text, title=hostile[:150], paged=False)
    html = show(asking(document, text), store, Renderer())["html"]
    page = Reader(html)
    assert set(page.tags) <= {"div", "p", "h4", "mark", "strong", "button"}
    assert {name for name, _ in page.attributes} <= {"class", "dir", "type", "data-around"}
    assert hostile in page.text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_title_stays_in_its_attribute(store: Store, hostile: str) -> None:
    reply = show(asking(put(store, title=hostile[:150])), store, Renderer())
    page = Reader(reply["html"])
    assert set(page.tags) == {"div", "img", "span"}
    assert {name for name, _ in page.attributes} == {"class", "style", "src", "alt"}
    assert hostile[:150] in str(dict(page.attributes)["alt"])


# -- the text as it is shown


def passages(*given: tuple[int, int, tuple[str, ...], list[tuple[int, int]]]) -> list[Passage]:
    return [
        Passage(str(number), "d", "v", "", start, end, None, heading, tuple(Span(*span) for span in spans))
        for number, (start, end, heading, spans) in enumerate(given)
    ]


def blocks_of(text: str, given: list[Passage] | None = None) -> Iterator[str]:
    for block in stretch_around(text, given or [], 0, 1).blocks:
        yield f"{'#' * block.level}{text[block.start : block.end]}"


def test_wrapped_lines_are_one_paragraph_and_short_lines_are_not() -> None:
    wrapped = "The delegation was led jointly by two people whose names the\nrecord gives in full.\n\n"
    rows = ["Name: Ann | Office: Clerk and treasurer of the whole district", "Name: Bob | Office: Chair"]
    text = wrapped + "- one\n- two\n\n" + "\n".join(rows)
    given = passages((0, len(wrapped), (), [(0, len(wrapped) - 2)]))
    assert list(blocks_of(text, given)) == [
        wrapped.strip(),
        "- one",
        "- two",
        *rows,
    ]


def test_lines_are_lines_where_no_sentence_is_wrapped() -> None:
    lines = [f"Item {number} of a list is long enough to be taken for a wrapped line." for number in range(3)]
    text = "\n".join(lines)
    given = passages((0, len(text), (), [(0, len(lines[0]))]))
    assert list(blocks_of(text, given)) == lines


def test_headings_have_their_level_and_underlines_are_left_out() -> None:
    text = "Report\n======\n\n## Money\n\nThe lamp was paid."
    given = passages((0, len(text), ("Report", "Money"), [(0, 6), (18, 23), (25, 43)]))
    assert list(blocks_of(text, given)) == ["#Report", "##" + "## Money", "The lamp was paid."]


def test_markdown_signs_of_headings_are_not_shown_unless_quoted() -> None:
    text = "## Money\n\nThe lamp was paid."
    given = passages((0, len(text), ("Money",), [(3, 8), (10, 28)]))
    stretch = stretch_around(text, given, 10, 28)
    assert '<h4 dir="auto">Money</h4>' in text_html("T", text, stretch, (10, 28), None)
    assert '<h4 dir="auto"><mark>## Money</mark></h4>' in text_html("T", text, stretch, (0, 8), None)


def test_long_text_is_shown_in_part_with_a_way_on() -> None:
    paragraphs = [f"Paragraph {number} of the report, with some words in it." for number in range(2000)]
    text = "\n\n".join(paragraphs)
    at = text.index("Paragraph 1000 ")
    stretch = stretch_around(text, [], at, at + 50)
    html = text_html("T", text, stretch, (at, at + 50), None)
    assert len(html) < 6 * REACH
    around = [int(found) for found in re.findall(r'data-around="(\d+)"', html)]
    assert around == [stretch.start, stretch.end]
    assert text[stretch.start :].startswith("Paragraph ")
    before = stretch_around(text, [], stretch.start, stretch.start)
    assert before.start < stretch.start <= before.end


def test_all_of_the_text_is_shown() -> None:
    text = "One two.\nThree four\n\n\n  * five\n  * six\n\nSeven | eight\n"
    html = text_html("T", text, stretch_around(text, [], 0, 3), (0, 3), None)
    shown = unescape(re.sub(r"<[^>]*>", " ", html))
    assert shown.split() == [word for word in text.split() if word != "*"]
