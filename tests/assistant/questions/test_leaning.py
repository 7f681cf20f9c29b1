"""A question that names one of several documents that are nearly the same finds that one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

import pytest

from assistant import Assistant
from assistant.questions.leaning import leanings
from store import Document, NewPassage, NewVersion, Span, Store

TEXT = """{company} Quarterly Report
The company reports its results to the regulator. Its shares trade under one symbol.
Gross margin rose because costs of {matter} fell. Research spending grew by a tenth over the year before.
Legal proceedings are described in the notes. The company expects no material effect."""
COMPANIES = {"NWL": ("Norwell Industries", "freight"), "BRX": ("Brixton Corporation", "energy")}
QUARTERS = ("2022 Q3", "2023 Q1", "2023 Q2", "2023 Q3")


@pytest.fixture
def reports(store: Store) -> Store:
    """Eight quarterly reports of two companies, told apart by file names and first lines only."""
    for symbol, (company, matter) in COMPANIES.items():
        for quarter in QUARTERS:
            lines = TEXT.format(company=company, matter=matter).split("\n")
            add_lines(store, f"/reports/{quarter} {symbol}.txt", "Quarterly report", lines)
    return store


def add_lines(
    store: Store, source: str, title: str, lines: Sequence[str], headings: Sequence[tuple[str, ...]] = ()
) -> None:
    """Add a document with a passage for each line, under its headings."""
    passages, position = [], 0
    for line, heading in zip_longest(lines, headings, fillvalue=()):
        span = Span(position, position + len(line))
        passages.append(NewPassage(span.start, span.end, None, tuple(heading), (span,)))
        position += len(line) + 1
    text = "\n".join(lines)
    store.add(NewVersion(source, title, f"{source} {text}".encode(), text, None, (), tuple(passages)))


def leaning_most(store: Store, question: str, documents: list[str] | None = None) -> set[str]:
    with store.snapshot() as snapshot:
        found = leanings(question, snapshot, documents)
        names = {
            one.document_id: one.source.removeprefix("/reports/").removesuffix(".txt") for one in store.documents()
        }
    best = max(found.values(), default=0.0)
    assert all(0 < share <= 1 for share in found.values())
    return {names[one] for one, share in found.items() if share == best}


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What was Norwell's gross margin in Q3 2022?", {"2022 Q3 NWL"}),
        ("In the second quarter of 2023, what did Brixton spend on research?", {"2023 Q2 BRX"}),
        ("what did BRX say of legal proceedings in 1Q 2023?", {"2023 Q1 BRX"}),
        ("What does Norwell's most recent report say of legal proceedings?", {"2023 Q3 NWL"}),
        ("What does the latest report say?", {"2023 Q3 NWL", "2023 Q3 BRX"}),
        ("How did Brixton fare?", {f"{quarter} BRX" for quarter in QUARTERS}),
        ("How did the gross margin change?", set()),
        ("What does Zarya say of Mars?", set()),
    ],
)
def test_names_quarters_and_the_latest_tell_documents_apart(reports: Store, question: str, meant: set[str]) -> None:
    assert leaning_most(reports, question) == meant


def test_the_latest_is_the_latest_of_the_documents_asked(reports: Store) -> None:
    asked = [one.document_id for one in reports.documents() if "2023 Q3" not in one.source]
    assert leaning_most(reports, "What does Norwell's latest report say?", asked) == {"2023 Q2 NWL"}


@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_search_brings_the_document_that_is_meant_first(reports: Store, quarter: str) -> None:
    year, number = quarter.split()
    hits = Assistant(reports).search(f"Why did Norwell's gross margin change in {number} {year}?")
    assert hits[0].passage.document_id == next(
        one.document_id for one in reports.documents() if one.source == f"/reports/{quarter} NWL.txt"
    )
    assert "freight" in hits[0].passage.text


def test_whom_and_when_the_cover_page_names_below_its_letterhead(store: Store) -> None:
    for number, (company, ended) in enumerate([("Norwell", "2021"), ("Norwell", "2022"), ("Brixton", "2022")]):
        cover = ["COMMISSION OF THE HARBOUR TOWNS", f"{company} Industries", f"For the year ended 30 June {ended}"]
        add_lines(
            store, f"/scans/{number}.txt", "Form 7", [*cover, "Gross margin rose because the costs of freight fell."]
        )
    with store.snapshot() as snapshot:
        found = leanings("Why did Norwell's gross margin rise in 2022?", snapshot)
    assert store.document(max(found, key=found.__getitem__)).source == "/scans/1.txt"


def test_what_the_main_heading_names_below_a_cover_page(store: Store) -> None:
    for number, office in enumerate(["Department of State", "Department of Trade"]):
        lines = [
            "Plan 2022 to 2026: Innovation and Resilience for the New Century",
            "Exports are to grow.",
            "Visas are issued.",
        ]
        headings = [("Plan",), (f"The {office}", "Goals"), (f"The {office}", "Means")]
        add_lines(store, f"/plans/{number}.txt", "Plan 2022 to 2026", lines, headings)
    with store.snapshot() as snapshot:
        for question, meant in [
            ("What is Trade's goal for exports?", "/plans/1.txt"),
            ("How does the State Department issue visas?", "/plans/0.txt"),
        ]:
            found = leanings(question, snapshot)
            assert store.document(max(found, key=found.__getitem__)).source == meant


def test_a_name_says_more_than_the_plain_words_of_a_title(store: Store) -> None:
    add_lines(store, "/scans/a.txt", "Report filed on costs of freight", ["The mill of Brixton spent less."])
    add_lines(store, "/scans/b.txt", "Norwell", ["The mill spent more."])
    with store.snapshot() as snapshot:
        found = leanings("What report was filed by Norwell on the mill?", snapshot)
    assert store.document(max(found, key=found.__getitem__)).source == "/scans/b.txt"


def test_among_many_twins_the_passages_of_the_one_meant_are_candidates(store: Store) -> None:
    for number in range(120):
        lines = [f"Minutes of meeting {number}.", "The budget of the harbour was agreed after a long debate."]
        add_lines(store, f"/minutes/meeting {number}.txt", "Minutes", lines)
    hits = Assistant(store).search("What was agreed on the budget of the harbour in meeting 117?")
    assert "117" in store.document(hits[0].passage.document_id).source


def test_one_document_alone_needs_no_leaning(store: Store, add_text: Callable[..., Document]) -> None:
    add_text("Norwell opened a mill in 2020.")
    with store.snapshot() as snapshot:
        assert leanings("What did Norwell open in 2020?", snapshot) == {}


def test_a_word_that_a_document_happens_to_begin_with_or_share_leans_little(store: Store) -> None:
    add_lines(
        store, "/a.txt", "Ocean Forum", ["The Indian delegation came on 31 March 2025.", "It was held in Bergen."]
    )
    add_lines(
        store, "/b.txt", "Agency forum", ["India and Norway met in Bergen in 2025.", "They met again on 31 March."]
    )
    with store.snapshot() as snapshot:
        assert leanings("Who led the Indian team?", snapshot) == {}
        assert leanings("What happened on 31 March?", snapshot) == {}
        assert max(leanings("Which agency pays?", snapshot).values()) == 0.5
