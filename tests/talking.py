"""Answers as the assistant gives them, made by hand."""

from __future__ import annotations

from assistant import Answer, Citation

TITLE = "Ocean Forum"
QUOTE = "The forum covered seabed mapping and plankton monitoring."
SECOND = "It was held in Bergen on 12 May 2024."


def citation_of(quote: str, start: int = 100, exact: str | None = None, **fields: object) -> Citation:
    span = None
    if exact is not None:
        at = start + quote.index(exact)
        span = (at, at + len(exact))
    values: dict[str, object] = {
        "document_id": "ocean-1a2b",
        "version": "a" * 64,
        "title": TITLE,
        "source": "/briefs/ocean.pdf",
        "page": 3,
        "heading": (TITLE, "Agenda"),
        "score": 0.9,
    }
    return Citation(quote=quote, start=start, end=start + len(quote), answer_span=span, **{**values, **fields})  # type: ignore[arg-type]


def answer_of(*citations: Citation, question: str = "What did it cover, and where?") -> Answer:
    """An extractive answer that quotes these."""
    text = " ".join(f"{one.quote} [{number}]" for number, one in enumerate(citations, start=1))
    timings = {"understand": 0.1, "search": 2.0, "read": 200.5, "answer": 1.0}
    return Answer(question, None, text, True, 0.87, None, citations, (), timings)
