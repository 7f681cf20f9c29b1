"""Cards as HTML, Markdown, text and JSON: all items with their sources, and nothing of a document becomes markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from app import main
from assistant.cards.brief import as_json, as_markdown, as_text
from assistant.cards.card import Card, written
from assistant.cards.making import made_by
from assistant.cards.markup import card_html, cards_html
from assistant.cards.timeline import timeline_svg
from assistant.cards.view import CardView
from assistant.entities.item import Item
from store import Document, Span, Store, StoredCard

HOSTILE = "<script>ran()</script> <img src=x onerror=ran()> [a](javascript:ran()) \"'><svg/onload=ran()>"
SENTENCE = Span(0, 60)


def item(text: str, note: str = "", start: int = 3, end: int = 9) -> Item:
    return Item(text, note, Span(start, end), SENTENCE)


def view_of(words: str = "Ann Lee", quote: str = "The sentence. " * 6, **changes: Any) -> CardView:
    document = Document(
        "note-0a1b", "v1", words, "/n", 3, 1, datetime(2026, 1, 2, tzinfo=UTC), (words,), date(2025, 4, 3)
    )
    card = Card(
        kind=item(words),
        people=(item(words, words),),
        organisations=(item(words, words),),
        places=(item(words, words),),
        dates=(item("3 April 2025", "2025-04-03"), item(words, "2025-04-05", 10, 14)),
        sentences=(Item(words, "", SENTENCE, SENTENCE),),
        questions=(Item(words, "", SENTENCE, SENTENCE),),
    )
    return replace(CardView(document, card, "", {SENTENCE: quote[:60]}, {SENTENCE: 2}), **changes)


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> Elements:
    elements = Elements()
    elements.feed(html)
    return elements


def test_hostile_words_stay_text() -> None:
    page = parsed(cards_html([view_of(HOSTILE, HOSTILE)]))
    harmless = {"div", "details", "summary", "span", "p", "h3", "h4", "ul", "ol", "li", "strong", "mark", "section"}
    harmless |= {"svg", "line", "circle", "rect", "text", "button", "header", "blockquote"}
    assert {tag for tag, _ in page.found} <= harmless
    assert not any(
        name.startswith("on") or name in ("href", "src") for _, attributes in page.found for name in attributes
    )
    assert "<script>ran()</script>" in page.text


def test_every_item_leads_to_its_sentence() -> None:
    page = parsed(card_html(view_of()))
    places = [attributes for _, attributes in page.found if "data-document" in attributes]
    assert len(places) == 6  # all but the question and the kind
    for place in places:
        assert (place["data-document"], place["data-version"], place["data-page"]) == ("note-0a1b", "v1", "2")
        assert (place["data-start"], place["data-end"]) == ("0", "60")
    assert {place.get("data-answer-start") for place in places} == {"3", "10", None}
    identities = [attributes["id"] for _, attributes in parsed(cards_html([view_of()])).found if "id" in attributes]
    assert len(identities) == len(set(identities)) == 8


def test_question_is_a_button_that_asks() -> None:
    page = parsed(card_html(view_of("Who is Ann Lee?")))
    (button,) = [attributes for tag, attributes in page.found if tag == "button" and "data-ask" in attributes]
    assert button["data-ask"] == "Who is Ann Lee?"
    assert button["data-of"] == "note-0a1b"


def test_card_that_is_not_there_says_why() -> None:
    pending = parsed(card_html(view_of(card=None))).text
    failed = parsed(card_html(view_of(card=None, reason="<b>no</b>"))).text
    assert "still being made" in pending
    assert "<b>no</b>" in failed


def test_timeline_is_told_in_words_too() -> None:
    page = parsed(cards_html([view_of()]))
    (picture,) = [attributes for tag, attributes in page.found if tag == "svg"]
    assert picture["role"] == "img"
    assert picture["aria-label"] == "2 dates in 1 document, from 3 April 2025 to 5 April 2025"
    assert sum(tag == "circle" for tag, _ in page.found) == 2


def test_no_timeline_of_a_single_date() -> None:
    view = view_of()
    assert view.card is not None
    one = replace(view, card=replace(view.card, dates=view.card.dates[:1]))
    assert "<svg" not in cards_html([one])


@pytest.mark.parametrize(
    "notes",
    [
        ["2025-04-01"],
        ["1789", "2100"],
        ["2025-04-01", "2025-04-01", "2025-04-01"],
        ["2024-12", "2025-01-01/2025-02-03", "2025"],
        ["2025-01-31", "2025-12"],
    ],
)
def test_points_lie_on_the_line(notes: list[str]) -> None:
    svg = timeline_svg(notes, "dates")
    points = [float(x) for x in re.findall(r'cx="([\d.-]+)"', svg)]
    assert len(points) == len(notes)
    assert all(40 <= x <= 680 for x in points)
    assert points == sorted(points) or "/" in "".join(notes)
    assert all(float(y) > 5 for y in re.findall(r'cy="([\d.-]+)"', svg))


def test_brief_has_a_note_for_each_sentence_and_no_markup_of_the_document() -> None:
    markdown = as_markdown([view_of(HOSTILE, HOSTILE + " " * 60)])
    assert "<script" not in markdown.replace("\\<script", "")
    assert "](javascript" not in markdown
    assert markdown.count("\n[^1]: ") == 1
    assert "page 2" in markdown


def test_brief_of_several_documents_is_short() -> None:
    long = view_of()
    assert long.card is not None
    many = replace(long, card=replace(long.card, people=tuple(item(f"Person {n}") for n in range(20))))
    assert as_markdown([many]).count("Person") == 12
    assert as_markdown([many, many]).count("Person") == 12
    assert as_markdown([many, many]).startswith("# Brief\n")


def test_text_and_json_hold_every_item() -> None:
    view = view_of()
    text, (value,) = as_text([view]), as_json([view])
    assert text.count("Ann Lee") >= 8
    assert value["people"][0]["sentence"] == {"quote": view.quotes[SENTENCE], "start": 0, "end": 60, "page": 2}
    assert value["state"] == "made"
    json.dumps(value)


@pytest.fixture
def settled(store: Store, briefing: Document, monkeypatch: pytest.MonkeyPatch, embedder: Any) -> Store:
    """A closed store whose one card is made, for the command."""
    card = Card(people=(Item("Norway", "a role", Span(20, 26), Span(20, 131)),))
    store.put_card(StoredCard(briefing.document_id, briefing.version, made_by(), written(card)))
    store.close()
    monkeypatch.setattr("app.SentenceTransformerEmbedder", lambda name: embedder)
    return store


def test_command_prints_cards(settled: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cards", "--store", str(settled.path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Ocean Forum\n")
    assert "Norway, a role" in out
    assert main(["cards", "--store", str(settled.path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["people"][0]["text"] == "Norway"


def test_command_writes_a_brief_and_overwrites_nothing(
    settled: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = tmp_path / "brief.md"
    assert main(["cards", "--store", str(settled.path), "--output", str(brief)]) == 0
    assert brief.read_text(encoding="utf-8").startswith("# Ocean Forum\n")
    assert main(["cards", "--store", str(settled.path), "--output", str(brief)]) == 1
    assert "exists already" in capsys.readouterr().err


def test_command_names_an_unknown_document(settled: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cards", "gone-0000", "--store", str(settled.path)]) == 1
    assert "gone-0000" in capsys.readouterr().err
