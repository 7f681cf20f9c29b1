"""Titles of documents whose first line only says who issues them, or what kind of paper they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import ingest
from ingest.describing import described
from ingest.readers.markdown import read
from store import Embedder, Store

TEXT = (
    "The plan covers the fifteen harbours of the coast, with their cranes, their quays and the forty people who work "
    "at each of them, for the two years that the ministry has money for."
)


def title_of(text: str) -> str:
    return described("paper.md", read(text.encode(), lambda done, all_: None)).title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            f"# Department of Harbours\n\n## Annual Performance Plan 2031\n\n**Tabled:** 3 May 2031\n\n{TEXT}",
            "Department of Harbours: Annual Performance Plan 2031",
        ),
        (
            f"# NORTHERN SPACE OFFICE\n\n**PRESS KIT** | Mission ALMA\n\nVersion 2\n\n## At a glance\n\n{TEXT}",
            "NORTHERN SPACE OFFICE: PRESS KIT | Mission ALMA",
        ),
        (
            f"# Office of the Auditor of Brunn\n\n**Report 7**\n\n## Late: the ferries\n\n*To Parliament*\n\n{TEXT}",
            "Office of the Auditor of Brunn: Late: the ferries",
        ),
        (
            f"# JOINT STATEMENT\n\n## Third Dialogue on Ocean Science\n\n*Lund, 3 May 2031*\n\n{TEXT}",
            "JOINT STATEMENT: Third Dialogue on Ocean Science",
        ),
        (
            f"# OSSA COMMISSION\n\n## Flood Unit, Tessaly\n\n**MONTHLY BULLETIN No. 7**\nIssued: 4 July\n\n{TEXT}",
            "OSSA COMMISSION: MONTHLY BULLETIN No. 7",
        ),
    ],
)
def test_masthead_is_followed_by_the_title(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # A section follows, not a title.
        (f"# Department of Harbours\n\n## Overview\n\n{TEXT}", "Department of Harbours"),
        (f"# Department of Harbours\n\n## Cranes and quays\n\n{TEXT}", "Department of Harbours"),
        (f"# Department of Harbours\n\n{TEXT}\n\n## Annual Plan\n\n**Date:** 3 May", "Department of Harbours"),
        # The first line names the paper.
        (f"# Harbour Plan 2031\n\n## Ministry of Ports\n\n**Date:** 3 May\n\n{TEXT}", "Harbour Plan 2031"),
        (f"# Council minutes\n\n## Meeting of 3 May\n\n**Chair:** A. Rao\n\n{TEXT}", "Council minutes"),
        (f"# What is a bank?\n\n## Questions and answers\n\n**Date:** 3 May\n\n{TEXT}", "What is a bank?"),
        (f"# KEY JUDGEMENTS\n\n**KJ1. The ports will stay shut.**\n\n{TEXT}", "KEY JUDGEMENTS"),
    ],
)
def test_other_titles_stay(text: str, title: str) -> None:
    assert title_of(text) == title


def test_heading_of_a_section_gives_way_to_the_subject() -> None:
    assert title_of(f"**Subject:** The straits in winter\n\n# KEY JUDGEMENTS\n\n{TEXT}") == "The straits in winter"


@pytest.mark.parametrize("line", ["**Lead analyst:** Ines Calder", "Drafter: Ines Calder, harbour desk (ext. 12)"])
def test_who_drafted_it_is_its_author(line: str) -> None:
    text = f"# Harbours in winter\n\n{line}\n\n{TEXT}"
    assert described("paper.md", read(text.encode(), lambda done, all_: None)).authors == ("Ines Calder",)


def test_title_is_the_one_in_the_store(tmp_path: Path, real_embedder: Embedder) -> None:
    paper = tmp_path / "plan.md"
    paper.write_text(
        f"# Department of Harbours\n\n## Annual Performance Plan 2031\n\n**Tabled:** 3 May 2031\n\n{TEXT}\n"
    )
    with Store.open(tmp_path / "store", embedder=real_embedder) as store:
        ingest([paper], store)
        assert [one.title for one in store.documents()] == ["Department of Harbours: Annual Performance Plan 2031"]
