"""A briefing in a store, segmented naively: no test here needs the ingestion."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import Document, Embedder, NewPassage, NewVersion, Span, Store

BRIEFING = """Marine Survey Talks
Norway and Chile held the second edition of their Ocean Forum on 12 May 2024 in Bergen. The forum reviewed surveys.
The Norwegian delegation was jointly led by Ms. Ingrid Solberg, Director at the Institute of Marine Research, and \
Mr. Olav Lunde, Deputy Minister of Fisheries. Their Chilean counterparts were Dr. Camila Rojas, Undersecretary for \
Fisheries, and Mr. Pablo Fuentes, Head of the Hydrographic Service.
Agenda of the Forum
The forum covered seabed mapping, plankton monitoring and search and rescue. It also extended to cooperation under the \
Polar Compact.
A port event was organised before the forum. Hosted by SeaLink and the Harbour Office of Bergen, the event gathered 45 \
companies from both nations.
Visits
On 10 May 2024, the Chilean delegation visited the Austevoll Research Station, a laboratory run by the Institute of \
Marine Research.
"""

AddText = Callable[..., Document]


def version_of(text: str, title: str = "Ocean Forum", source: str = "/briefs/ocean.txt") -> NewVersion:
    """A passage per line that is no heading, a quotable unit per sentence."""
    passages = []
    heading = ""
    for line in re.finditer(r"[^\n]+", text):
        if not line[0].rstrip().endswith("."):
            heading = line[0]
            continue
        sentences = tuple(
            Span(line.start() + found.start(), line.start() + found.end())
            for found in re.finditer(r"\S.*?(?<!Mr)(?<!Ms)(?<!Dr)\.(?=\s|$)", line[0])
        )
        passages.append(NewPassage(line.start(), line.end(), None, (heading,) if heading else (), sentences))
    return NewVersion(source, title, text.encode(), text, None, (), tuple(passages))


@pytest.fixture
def briefing(store: Store) -> Document:
    """The briefing in the quick store."""
    return store.add(version_of(BRIEFING))


@pytest.fixture(scope="session")
def real_store(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Iterator[Store]:
    """A store with the briefing and the packaged model; not to be changed."""
    folder: Path = tmp_path_factory.mktemp("real") / "store"
    with Store.open(folder, embedder=real_embedder) as opened:
        opened.add(version_of(BRIEFING))
        yield opened


@pytest.fixture
def add_text(store: Store) -> AddText:
    """Add a text to the quick store."""

    def add(text: str, title: str = "Note") -> Document:
        return store.add(version_of(text, title, f"upload:{title}"))

    return add
