"""Documents, versions, search and snapshots through the store's public door."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from store import (
    Context,
    InvalidQuestion,
    InvalidVersion,
    NewPassage,
    NewVersion,
    Opening,
    Place,
    Span,
    Store,
    UnknownDocument,
)

SPACE = "The dialogue was held in Tokyo.\nThe delegation visited Tsukuba. It met JAXA."
FISH = "Salmon swim upstream in autumn.\nTrout prefer cold rivers."


def test_added_document_is_listed_with_what_it_is(store: Store, make_version: Any) -> None:
    added = store.add(make_version(SPACE, source="/briefs/Space Note.txt", title="Space"))
    assert store.documents() == [added]
    assert (added.title, added.source, added.pages, added.passages) == ("Space", "/briefs/Space Note.txt", None, 2)
    assert added.document_id.startswith("space-note-")
    assert added.added_at.utcoffset() is not None


def test_text_is_kept_to_the_character(store: Store, make_version: Any) -> None:
    text = "Ünïcode – “quotes” 日本 🚀.\nSecond paragraph."
    document = store.add(make_version(text))
    assert store.text(document.document_id) == text


def test_original_is_kept_to_the_byte(store: Store, make_version: Any) -> None:
    document = store.add(make_version(SPACE, original=b"\x00\xff raw"))
    assert store.original(document.document_id) == b"\x00\xff raw"


def test_page_map_is_kept(store: Store, make_version: Any) -> None:
    places = (Place(0, 10, 1, 5), Place(12, 20, 2, 0))
    document = store.add(dataclasses.replace(make_version(SPACE), pages=2, places=places))
    assert store.places(document.document_id) == places


def test_page_of_a_character(store: Store, make_version: Any) -> None:
    places = (Place(0, 10, 1, 5), Place(12, 20, 3, 0))
    paged = store.add(dataclasses.replace(make_version(SPACE), pages=3, places=places))
    unpaged = store.add(make_version(FISH, source="/fish"))
    with store.snapshot() as view:
        assert [view.page_at(paged.document_id, position) for position in (0, 9, 11, 12, 25)] == [1, 1, 1, 3, 3]
        assert view.page_at(unpaged.document_id, 0) is None


def test_page_of_a_character_of_a_passage(store: Store, make_version: Any) -> None:
    version = make_version(SPACE)
    there = tuple(dataclasses.replace(passage, page=1) for passage in version.passages)
    end = len(SPACE)
    places = (Place(0, 10, 1, 5), Place(12, end, 3, 0))
    document = store.add(dataclasses.replace(version, pages=3, places=places, passages=there))
    bare = store.add(make_version(FISH, source="/fish"))
    with store.snapshot() as view:
        last = view.passages(document.document_id)[-1]
        assert view.page_of(last, last.start) == 1
        assert view.page_of(last, end - 1) == 3
        assert view.page_of(dataclasses.replace(last, page=4), end - 1) == 4
        assert view.page_of(view.passages(bare.document_id)[0], 3) is None


def test_changed_content_replaces_under_the_same_id(store: Store, make_version: Any) -> None:
    old = store.add(make_version(SPACE))
    new = store.add(make_version(FISH))
    assert new.document_id == old.document_id
    assert new.version != old.version
    assert [hit.passage.version for hit in store.search("Tokyo salmon dialogue", limit=50)] == [new.version] * 2


def test_replaced_original_goes_unless_another_document_has_it(store: Store, make_version: Any) -> None:
    first = store.add(make_version(SPACE, source="/a"))
    second = store.add(make_version(SPACE, source="/b"))
    store.add(make_version(FISH, source="/a"))
    assert store.original(second.document_id) == SPACE.encode()
    store.remove(second.document_id)
    assert first.version not in {path.name for path in (store.path / "originals").iterdir()}


def test_equal_content_in_two_places_stays_two_documents(store: Store, make_version: Any) -> None:
    first = store.add(make_version(SPACE, source="/a"))
    second = store.add(make_version(SPACE, source="/b"))
    assert first.document_id != second.document_id
    assert first.version == second.version
    assert len(store.search("dialogue in Tokyo")) == 4


def test_removed_document_is_found_no_more(store: Store, make_version: Any) -> None:
    document = store.add(make_version(SPACE))
    store.remove(document.document_id)
    assert store.documents() == []
    assert store.search("dialogue") == []
    with pytest.raises(UnknownDocument, match=document.document_id):
        store.text(document.document_id)


def test_find_by_source(store: Store, make_version: Any) -> None:
    document = store.add(make_version(SPACE, source="upload:brief.txt"))
    assert store.find("upload:brief.txt") == document
    assert store.find("upload:other.txt") is None


@pytest.mark.parametrize("call", ["document", "text", "places", "original", "remove"])
def test_unknown_document_is_named(store: Store, call: str) -> None:
    with pytest.raises(UnknownDocument, match="'nothing'"):
        getattr(store, call)("nothing")


def test_search_ranks_the_matching_passage_first(store: Store, make_version: Any) -> None:
    store.add(make_version(SPACE, source="/space", title="Space"))
    store.add(make_version(FISH, source="/fish", title="Fish"))
    hits = store.search("Which rivers do trout prefer?")
    assert hits[0].passage.text == "Trout prefer cold rivers."
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].lexical > 0
    assert -1 <= hits[0].similarity <= 1


def test_search_matches_word_forms(store: Store, make_version: Any) -> None:
    store.add(make_version(SPACE))
    assert store.search("visiting delegations", limit=1)[0].passage.text.startswith("The delegation visited")


def test_hit_carries_span_heading_and_sentences(store: Store, make_version: Any) -> None:
    document = store.add(make_version(SPACE))
    passage = store.search("Tsukuba", limit=1)[0].passage
    text = store.text(document.document_id)
    assert text[passage.start : passage.end] == passage.text
    assert passage.heading == ("Part",)
    quotes = [text[span.start : span.end] for span in passage.sentences]
    assert quotes == ["The delegation visited Tsukuba.", "It met JAXA."]


def test_search_can_be_limited_to_documents(store: Store, make_version: Any) -> None:
    store.add(make_version(SPACE, source="/space"))
    fish = store.add(make_version(FISH, source="/fish"))
    hits = store.search("dialogue in Tokyo", documents=[fish.document_id])
    assert {hit.passage.document_id for hit in hits} == {fish.document_id}


def test_search_in_no_documents_finds_nothing(store: Store, make_version: Any) -> None:
    store.add(make_version(SPACE))
    assert store.search("dialogue", documents=[]) == []


def test_search_names_an_unknown_document(store: Store) -> None:
    with pytest.raises(UnknownDocument, match="nothing"):
        store.search("dialogue", documents=["nothing"])


@pytest.mark.parametrize("question", ["", "  \n ", "x" * 2001], ids=["empty", "blank", "long"])
def test_unsearchable_questions_are_refused(store: Store, question: str) -> None:
    with pytest.raises(InvalidQuestion, match="question"):
        store.search(question)


@pytest.mark.parametrize(
    "question",
    [
        '"',
        "a AND (b",
        "col:x",
        "NEAR(",
        "*",
        "-",
        "\ud800 lone",
        "nul\0",
        "'; DROP TABLE passages; --",
        "???",
        "日本",
        "the of and",
    ],
)
def test_no_question_is_query_syntax(store: Store, make_version: Any, question: str) -> None:
    store.add(make_version(SPACE))
    assert len(store.search(question)) == 2  # found by their vectors if not by words


def test_limit_below_one_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="limit is 0"):
        store.search("dialogue", limit=0)


def test_snapshot_does_not_see_what_comes_after(store: Store, make_version: Any) -> None:
    old = store.add(make_version(SPACE))
    with store.snapshot() as view:
        before = view.text(old.document_id)
        store.add(make_version(FISH))
        assert view.text(old.document_id) == before
        assert {hit.passage.version for hit in view.search("Tokyo dialogue")} == {old.version}
    assert store.text(old.document_id) == FISH


def test_snapshot_answers_after_a_rebuild(store: Store, make_version: Any) -> None:
    document = store.add(make_version(SPACE))
    with store.snapshot() as view:
        with store.rebuild({"size": 2}) as rebuild:
            rebuild.add(document.document_id, make_version(SPACE))
        assert view.search("Tokyo dialogue")[0].passage.text == "The dialogue was held in Tokyo."


def test_passages_come_in_order(store: Store, make_version: Any) -> None:
    document = store.add(make_version(SPACE))
    with store.snapshot() as view:
        assert [passage.text for passage in view.passages(document.document_id)] == SPACE.split("\n")


def test_openings_are_what_documents_begin_with_as_they_are_now(store: Store) -> None:
    lines = [f"Line {number} of the report." for number in range(80)]
    passages = tuple(
        NewPassage(23 * at, 23 * at + len(line), None, ("Cover",) if at < 10 else ("Ministry", "Aims"), ())
        for at, line in enumerate(line.ljust(22) for line in lines)
    )
    text = "\n".join(line.ljust(22) for line in lines)
    report = store.add(NewVersion("/report", "Report", b"first", text, None, (), passages))
    with store.snapshot() as view:
        opening = view.openings()[report.document_id]
        assert opening.heading == "Ministry"
        assert opening.text.startswith("Line 0 of the report.")
        assert "Line 42" in opening.text
        assert "Line 50" not in opening.text
    store.add(NewVersion("/report", "Report", b"second", "Other words.", None, (), (NewPassage(0, 12, None, (), ()),)))
    with store.snapshot() as view:
        assert view.openings() == {report.document_id: Opening("Other words.", "")}
    store.remove(report.document_id)
    with store.snapshot() as view:
        assert view.openings() == {}


def test_rarity_is_higher_for_rarer_words(store: Store, make_version: Any) -> None:
    store.add(make_version("The report is long.\nThe report is short.\nThe budget grew.\nA note."))
    with store.snapshot() as view:
        rarity = view.rarity({"report", "budgets", "zebra"})
    assert 0 < rarity["report"] < rarity["budgets"] < rarity["zebra"]


def test_progress_counts_embedded_passages(store: Store, make_version: Any) -> None:
    seen: list[tuple[int, int]] = []
    store.add(make_version("\n".join(f"Line {n}." for n in range(70))), progress=lambda *done: seen.append(done))
    assert seen == [(32, 70), (64, 70), (70, 70)]


def test_many_passages_are_found_through_the_vector_index(store: Store, make_version: Any) -> None:
    store.add(make_version("\n".join(f"Item {n} costs {n * 7} yen." for n in range(300))))
    assert store.search("Item 123 costs 861 yen", limit=3)[0].passage.text == "Item 123 costs 861 yen."


@pytest.mark.parametrize(
    "change",
    [
        {"text": "NUL \0"},
        {"text": "lone \ud800"},
        {"title": "lone \udfff"},
        {"source": ""},
        {"passages": ()},
        {"passages": (NewPassage(0, 0, None, (), ()),)},
        {"passages": (NewPassage(0, 999, None, (), ()),)},
        {"passages": (NewPassage(0, 5, 1, (), ()),)},
        {"passages": (NewPassage(0, 5, None, (), (Span(3, 9),)),)},
        {"passages": (NewPassage(0, 9, None, (), (Span(3, 9), Span(5, 9))),)},
        {"places": (Place(0, 5, 1, 0),)},
        {"pages": 1, "places": (Place(4, 8, 1, 0), Place(0, 4, 1, 9))},
    ],
    ids=lambda change: ",".join(change),
)
def test_versions_that_break_the_rules_are_refused_and_change_nothing(
    store: Store, make_version: Any, change: dict[str, Any]
) -> None:
    kept = store.add(make_version(SPACE))
    with pytest.raises(InvalidVersion):
        store.add(dataclasses.replace(make_version(SPACE), **change))
    assert store.documents() == [kept]


def test_folder_of_something_else_is_left_alone(tmp_path: Path, embedder: Any) -> None:
    from store import StoreUnusable

    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreUnusable, match="holds no store"):
        Store.open(tmp_path, embedder=embedder)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


# -- context


def test_context_moves_the_ranking_and_leaves_the_other_scores(store: Store, make_version: Any) -> None:
    store.add(make_version("The harbour of Alba opened in May.", source="/alba"))
    store.add(make_version("The harbour of Brava opened in May.", source="/brava"))
    alone = store.search("When did the harbour open?")
    for name in ("Alba", "Brava"):
        hits = store.search("When did the harbour open?", context=[Context(f"the port of {name}", 0.5, 0.5)])
        assert name in hits[0].passage.text
        assert {hit.passage.passage_id: (hit.similarity, hit.lexical) for hit in hits} == {
            hit.passage.passage_id: (hit.similarity, hit.lexical) for hit in alone
        }


def test_context_without_words_changes_nothing(store: Store, make_version: Any) -> None:
    store.add(make_version("The harbour of Alba opened in May.", source="/alba"))
    assert store.search("harbour", context=[Context("", 0.5), Context("?", 0.5)]) == store.search("harbour")


def test_context_finds_what_the_question_alone_has_no_words_for(store: Store, make_version: Any) -> None:
    store.add(make_version("The harbour of Alba opened in May.", source="/alba"))
    hit = store.search("zzz", context=[Context("harbour", 0.1)])[0]
    assert hit.score > 0
    assert hit.lexical == 0


def test_context_of_a_negative_share_is_refused(store: Store, make_version: Any) -> None:
    with pytest.raises(ValueError, match="expected 0 or more"):
        store.search("harbour", context=[Context("port", -0.1)])


def test_texts_are_compared_with_a_question_and_encoded_once(store: Store, make_version: Any) -> None:
    store.add(make_version(SPACE))
    question = "Where was the dialogue held?"
    with store.snapshot() as view:
        view.search(question)
        before = store.embedder.encoded  # type: ignore[attr-defined]  # the quick embedder counts
        alike, other, again = view.similarities(
            question, ["The dialogue was held.", "Salmon.", "The dialogue was held."]
        )
        assert store.embedder.encoded - before == 2  # type: ignore[attr-defined]
    assert alike == again
    assert -1 <= other < alike <= 1


def test_passages_are_not_kept_in_the_place_of_what_is_asked(store: Store, make_version: Any) -> None:
    store.encode(["Where was the dialogue held?"])
    store.add(make_version("".join(f"Paragraph {number} says this.\n" for number in range(5000))))
    before = store.embedder.encoded  # type: ignore[attr-defined]
    store.encode(["Where was the dialogue held?"])
    assert store.embedder.encoded == before  # type: ignore[attr-defined]
