"""Which documents a question names, by their titles and file names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from assistant.language.wording import FUNCTION_WORDS, stem, tokens
from assistant.language.works import FILE, FILE_STEMS
from store import Document

# "this", "the briefings", "all of my documents", "everything": whatever is asked.
_ALL = re.compile(
    r"(?:(?:all|both|each|every|any)(?: of)? ?)?(?:the|this|these|that|those|my|your|our)? ?"
    r"(?:\d+|two|three|four|five)? ?(?:(?:uploaded|whole|entire|attached|selected|ticked) )?"
    rf"(?:{FILE}|collection|contents?)|"
    r"this|these|that|those|it|they|them|all|everything|all (?:of )?(?:it|this|them|these)|(?:it|them|this) all|here",
    re.I,
)
_THE_KIND = re.compile(rf"(?:the|this|that) (?P<kind>{FILE}|mails?|slides|deck|table)", re.I)
# What a file is called that does not say so itself.
_BY_ENDING = {
    ".eml": "email mail",
    ".msg": "email mail",
    ".pptx": "presentation slides deck",
    ".odp": "presentation slides deck",
    ".xlsx": "spreadsheet workbook table",
    ".ods": "spreadsheet workbook table",
    ".csv": "spreadsheet table",
    ".pdf": "pdf",
}
_PIECES = re.compile(r"[^\W\d_]+|\d+")


def means_all(words: str) -> bool:
    """Return whether words mean whatever documents are asked, and none in particular: "", "this", "the briefings"."""
    return not words.strip() or _ALL.fullmatch(" ".join(words.split()).strip(" .?!,")) is not None


def named_by(words: str, documents: Sequence[Document]) -> list[Document]:
    """Return the documents whose title or file name holds all of the words that matter; several where they are alike.

    >>> [document.title for document in named_by("the Ocean Forum note", store.documents())]
    ['Ocean Forum']
    """
    wanted = {stem(token.text) for token in tokens(words) if token.lower not in FUNCTION_WORDS}
    for needed in (wanted, wanted - FILE_STEMS):
        found = [document for document in documents if needed and needed <= _name(document)]
        if found:
            return found
    return []


def called(words: str, documents: Sequence[Document]) -> list[Document]:
    """Return the documents that "the memo" means: those that are called so, where others are not; else none.

    Args:
        words: an article and one of the words for documents, or other words.
        documents: what there is.
    """
    kind = _THE_KIND.fullmatch(words.strip(" .?!,"))
    if kind is None:
        return []
    word = stem(kind["kind"].replace("-", ""))
    found = [document for document in documents if word in _name(document) | _kinds(document)]
    return found if len(found) < len(documents) else []


def mentioned_in(question: str, documents: Sequence[Document]) -> list[Document]:
    """Return the documents whose whole title, or whose file name without its ending, stands in a question."""
    said = f" {' '.join(stem(piece) for piece in _PIECES.findall(question))} "
    found = []
    for document in documents:
        names = (document.title, _file_name(document))
        if any(
            (name := " ".join(stem(piece) for piece in _PIECES.findall(one))) and f" {name} " in said for one in names
        ):
            found.append(document)
    return found


def _name(document: Document) -> set[str]:
    words = f"{document.title} {_file_name(document)}"
    return {stem(token.text) for token in tokens(words)} | {stem(piece) for piece in _PIECES.findall(words)}


def _kinds(document: Document) -> set[str]:
    return {stem(word) for word in _BY_ENDING.get(PurePath(document.source).suffix.lower(), "").split()}


def _file_name(document: Document) -> str:
    return PurePath(document.source.removeprefix("upload:")).stem
