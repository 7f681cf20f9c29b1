"""Stores of articles, and questions with known answers about them, for benchmarks that go through the whole product."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import ingest
from store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about an article.

    ``kind`` is "answerable", "adversarial" (written to have no answer although the article shares its words), "left
    out" (answerable, but its article is not in the store) or "off-topic". ``said`` are the answers that people marked,
    ``places`` their spans in the text of ``article``'s document; both empty unless answerable.
    """

    question: str
    kind: str
    article: str
    said: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def fill(keep: Path, name: str, articles: Sequence[dict[str, Any]], corpora: Path) -> Path:
    """Make a store of articles, each one document, and of other files that distract; return its folder.

    Args:
        keep: where stores are kept; one that is there already is taken as it is.
        name: the store's.
        articles: in SQuAD's form; may be none.
        corpora: a folder of other files.
    """
    distracting = keep / "corpora"
    if not distracting.exists():
        _take_in(corpora, distracting)
    if not articles:
        return distracting
    folder = keep / name
    if not folder.exists():
        texts = keep / f"{name}-articles"
        texts.mkdir(parents=True)
        for article in articles:
            (texts / f"{name_of(article)}.txt").write_text(_text(article), encoding="utf-8")
        unfinished = keep / f"{name}-unfinished"
        shutil.copytree(distracting, unfinished)
        _take_in(texts, unfinished)
        unfinished.rename(folder)
    return folder


def _take_in(files: Path, folder: Path) -> None:
    with Store.open(folder) as store:
        report = ingest(files, store)
        if report.failed:
            raise SystemExit(f"not taken in: {report.failed}")


def questions(articles: Sequence[dict[str, Any]]) -> list[Asked]:
    """Return the answerable and adversarial questions of articles, with places in their documents."""
    found = []
    for article in articles:
        position = 0
        for paragraph in article["paragraphs"]:
            context = _tidy(paragraph["context"])
            for one in paragraph["qas"]:
                spans = {
                    (position + answer["answer_start"], position + answer["answer_start"] + len(answer["text"]))
                    for answer in one["answers"]
                    if not one.get("is_impossible")
                }
                said = tuple(dict.fromkeys(answer["text"] for answer in one["answers"])) if spans else ()
                if spans or one.get("is_impossible"):
                    kind = "answerable" if spans else "adversarial"
                    found.append(Asked(one["question"].strip(), kind, name_of(article), said, tuple(sorted(spans))))
            position += len(context) + 2
    return found


def as_kind(asked: Sequence[Asked], kind: str) -> list[Asked]:
    """Return questions as ones that the store does not answer."""
    return [Asked(one.question, kind, one.article, (), ()) for one in asked]


def sample(asked: Sequence[Asked], most: int, seed: int) -> list[Asked]:
    """Return at most so many questions, drawn at random; 0 for all."""
    return random.Random(seed).sample(list(asked), most) if 0 < most < len(asked) else list(asked)


def document_ids(store: Store) -> dict[str, str]:
    """Return the documents' ids by the names of their files, without the ending."""
    return {Path(document.source).stem: document.document_id for document in store.documents()}


def name_of(article: dict[str, Any]) -> str:
    """Return the name of an article's file, without the ending."""
    return str(article["title"]).replace("_", " ").replace("/", " ")


def _text(article: dict[str, Any]) -> str:
    return "\n\n".join(_tidy(paragraph["context"]) for paragraph in article["paragraphs"]) + "\n"


def _tidy(context: str) -> str:
    """Keep a paragraph one paragraph, every character in its place."""
    return context.replace("\r", " ").replace("\n", " ")
