"""Answers and evidence as HTML: what is marked, what is linked, and that text stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.answer_words import WEAK
from assistant.excerpt import Excerpt
from assistant.page.chat.markup import answer_message, as_message, question_message
from assistant.page.evidence.markup import evidence, evidence_column
from assistant.types import Answer, Citation
from store import Hit, Passage, Span

QUOTE = "The dialogue was held in Tokyo."
HOSTILE = "<script>x</script><img src=x onerror=y> **b** [l](javascript:z) `c` $$d$$ &lt; # h"


class Reader(HTMLParser):
    """The tags and the text of a piece of HTML, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def citation(quote: str = QUOTE, span: tuple[int, int] | None = None, page: int | None = None) -> Citation:
    return Citation("d", "v", "Note", "note.md", page, ("Note", "Place"), quote, 10, 10 + len(quote), span, 0.9)


def answer(text: str, *citations: Citation, answered: bool = True, nearest: tuple[Hit, ...] = ()) -> Answer:
    return Answer("Where?", None, text, answered, 0.87, None, citations, nearest, {})


def near(text: str) -> Hit:
    return Hit(Passage("p", "d", "v", text, 0, len(text), 2, (), (Span(0, len(text)),)), 0.4, 0.3, 1.0)


def test_text_in_a_message_has_no_character_that_markdown_or_html_reads() -> None:
    assert set("<>*_[]()`$#!~|\\") & set(as_message(HOSTILE)) <= {"#"}
    assert Reader(as_message(HOSTILE)).text == HOSTILE


def test_message_is_one_line_so_that_the_html_block_does_not_end() -> None:
    assert "\n" not in question_message("one\n\n# two")


def test_markers_become_links_to_their_cards() -> None:
    page = Reader(answer_message(answer(f"{QUOTE} [1] And again. [2]", citation(), citation("Other.")), turn=3))
    assert page.links == ["#evidence-3-1", "#evidence-3-2"]


def test_marker_without_a_citation_stays_text() -> None:
    assert Reader(answer_message(answer(f"{QUOTE} [7]", citation()), turn=0)).links == []


def test_marker_inside_a_quote_belongs_to_the_document() -> None:
    quote = "The harbour [1] is deep."
    page = Reader(answer_message(answer(f"{quote} [1]", citation(quote)), turn=0))
    assert page.links == ["#evidence-0-1"]
    assert quote in page.text


def test_exact_answer_is_bold_in_the_answer() -> None:
    message = answer_message(answer(f"{QUOTE} [1]", citation(span=(35, 40))), turn=0)
    assert "<strong>Tokyo</strong>" in message


def test_understood_question_is_shown() -> None:
    rewritten = Answer("When?", "When was it held?", QUOTE, True, 0.9, None, (), (), {})
    assert "When was it held?" in Reader(answer_message(rewritten, turn=0)).text


def test_evidence_marks_quote_and_answer_between_the_neighbouring_sentences() -> None:
    excerpt = Excerpt("Before. ", QUOTE, " After.", (25, 30))
    html = evidence(answer(QUOTE, citation(page=4)), 0, [excerpt], [])
    assert "Before. <mark>The dialogue was held in <strong>Tokyo</strong>.</mark> After." in html
    assert "page 4" in Reader(html).text


def test_heading_path_does_not_repeat_the_title() -> None:
    html = evidence(answer(QUOTE, citation()), 0, [Excerpt("", QUOTE, "", None)], [])
    assert '<p class="ba-path">Place</p>' in html


def test_declined_answer_shows_the_nearest_passages() -> None:
    html = evidence(answer("No.", answered=False, nearest=(near("The fee is ten euros."),)), 0, [], ["Fees"])
    assert "The fee is ten euros." in html
    assert "Closest passages" in html


def test_declined_answer_shows_the_closest_sentences_in_their_context_instead() -> None:
    declined = answer("No.", answered=False, nearest=(near("The fee is ten euros."),))
    declined = replace(declined, closest=(citation("Ten <b>euros</b>.", page=4), citation("Nine.")))
    excerpts = [Excerpt("Before. ", "Ten <b>euros</b>.", " After.", None), Excerpt("", "Nine.", "", None)]
    html = evidence(declined, 1, excerpts, ["Fees"])
    assert "Before. <mark>Ten &lt;b&gt;euros&lt;/b&gt;.</mark> After." in html
    assert html.count('class="ba-card ba-near"') == 2
    assert 'data-anchor="evidence-1-near-2"' in html
    assert "page 4" in Reader(html).text
    assert "The fee is ten euros." not in html
    assert "What comes closest" in html


def test_answer_shows_what_else_was_found_below_its_quotes() -> None:
    said = answer(QUOTE, citation(), nearest=(near("The fee is ten euros."), near("The fee was nine euros.")))
    html = evidence(said, 2, [Excerpt("", QUOTE, "", None)], ["Fees", "Old fees"])
    assert html.index('class="ba-card ba-source"') < html.index("Also found") < html.index("The fee is ten euros.")
    assert "Closest passages" not in html
    assert 'data-anchor="evidence-2-near-2"' in html
    assert html.count('class="ba-card ba-also"') == 2


def test_answer_beside_which_nothing_was_found_says_nothing_of_it() -> None:
    assert "Also found" not in evidence(answer(QUOTE, citation()), 0, [Excerpt("", QUOTE, "", None)], [])


def test_nearest_passage_does_not_repeat_its_heading() -> None:
    passage = Passage("p", "d", "v", "## Fees\n\nTen euros.", 0, 19, None, ("Note", "Fees"), (Span(9, 19),))
    html = evidence(answer("No.", answered=False, nearest=(Hit(passage, 0.4, 0.3, 1.0),)), 0, [], ["Note"])
    assert "<blockquote>Ten euros.</blockquote>" in html


@pytest.mark.parametrize("declined", [False, True])
def test_document_text_in_evidence_stays_text(declined: bool) -> None:
    cited = () if declined else (citation(HOSTILE),)
    said = answer("x", *cited, answered=not declined, nearest=(near(HOSTILE),))
    excerpts = [] if declined else [Excerpt(HOSTILE, HOSTILE, HOSTILE, (0, 8))]
    page = Reader(evidence(said, 0, excerpts, [HOSTILE]))
    assert HOSTILE in page.text
    assert not {"script", "img", "a"} & set(page.tags)


def test_earlier_questions_are_folded_latest_first() -> None:
    html = evidence_column([("one", "a"), ("two", "b"), ("three <b>", "c")])
    assert html.index("three &lt;b&gt;") < html.index("two") < html.index("one")
    assert html.count("<details>") == 2


GROUP = "Note (added 24 November 2026):"


def test_lines_groups_and_items_are_blocks_of_their_own() -> None:
    other = citation("Other.")
    message = answer_message(answer(f"{GROUP}\n• {QUOTE} [1]\n• Other. [2]", citation(), other), turn=0)
    assert message.count('<div class="ba-item">') == 2
    assert f'<div class="ba-group">{as_message(GROUP)}</div>' in message
    assert Reader(message).links == ["#evidence-0-1", "#evidence-0-2"]


def test_a_line_end_inside_a_quote_divides_nothing() -> None:
    quote = "The dialogue was\n• held in Tokyo."
    message = answer_message(answer(f"• {quote} [1]\n• Other. [2]", citation(quote), citation("Other.")), turn=0)
    assert message.count('<div class="ba-item">') == 2
    assert quote in Reader(message).text


def test_a_short_quote_is_marked_at_its_own_place() -> None:
    short = citation("Tokyo", span=(10, 15))
    message = answer_message(answer(f"• {QUOTE} [1]\n• Tokyo [2]", citation(), short), turn=0)
    assert "<strong>Tokyo</strong>" in message.rpartition('<div class="ba-item">')[2]


def test_weak_evidence_is_marked_in_the_answer_and_beside_it() -> None:
    weak = replace(answer(f"{WEAK} {QUOTE} [1]", citation()), weak=True)
    assert f'<span class="ba-weak">{as_message(WEAK)}</span>' in answer_message(weak, turn=0)
    assert "Weak evidence" in evidence(weak, 0, [Excerpt("", QUOTE, "", None)], [])
    assert "ba-weak" not in answer_message(replace(weak, weak=False), turn=0)


def test_a_reply_without_quotes_has_no_confidence_beside_it() -> None:
    html = evidence(answer("Hello!"), 0, [], [])
    assert "%" not in html
    assert "No document is quoted" in html


def test_titles_in_the_text_stay_text() -> None:
    hostile = replace(citation(), title=HOSTILE)
    text = f"{HOSTILE} (added 24 November 2026):\n• {QUOTE} [1]"
    page = Reader(answer_message(answer(text, hostile), turn=0))
    assert HOSTILE in page.text
    assert not {"script", "img"} & set(page.tags)


def test_another_answer_to_the_same_question_is_told_apart() -> None:
    one, same, other = (evidence_column([("Where?", cards)]) for cards in ("a", "a", "b"))
    key = re.compile('data-latest="([^"]*)"')
    assert key.findall(one) == key.findall(same) != key.findall(other)
