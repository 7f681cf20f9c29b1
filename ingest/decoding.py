"""Bytes to text: byte order marks first, then UTF-8, then a guess."""

from __future__ import annotations

import codecs
import re

from ingest.errors import Unreadable

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# As much as settles a guess; guessing takes long on large files.
_GUESSED_FROM = 64 * 1024
# The encoding of most Western texts that are not UTF-8: where a guess is a tie, and where it would rest on
# fewer bytes beyond ASCII than this.
_MOST_USUAL = "cp1252"
_TOO_FEW_TO_TELL = 6
# Text has hardly any control characters; a file with more of them is something else.
_MOST_CONTROLS = 0.02
_CONTROLS = bytes(set(range(1, 32)) - set(b"\b\t\n\f\r\x1b"))
# In UTF-16 without a mark nearly every second byte of Latin text is NUL, and the others hardly ever are.
_UTF16_NULS, _UTF16_OTHER_NULS = 0.7, 0.1
# Some NULs are debris in a text; more are not text.
_MOST_NULS = 0.3
_BEYOND_ASCII = bytes(range(128, 256))
_LINE_END = re.compile("\r\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decoded(data: bytes, declared: str | None = None) -> str:
    """Return the text of a file: line ends are ``\\n``, there is no NUL, no lone surrogate and no mark.

    Args:
        data: the file's content.
        declared: the encoding that the content itself names (HTML's, say), tried before UTF-8.

    Raises:
        Unreadable: no encoding makes sense of it.
    """
    return clean(_decoded(data, declared))


def clean(text: str) -> str:
    """Return the text with line ends normalised, NUL removed and lone surrogates replaced by U+FFFD."""
    return _LINE_END.sub("\n", _SURROGATE.sub("\ufffd", text.replace("\0", "")))


def looks_like_text(data: bytes) -> bool:
    """Return whether the beginning of a file could be text in some encoding."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return True
    sample = data[:_GUESSED_FROM]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(sample):
        return False
    return sample.count(0) <= _MOST_NULS * len(sample) or _utf16_without_mark(sample) is not None


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    if wide := _utf16_without_mark(data[:_GUESSED_FROM]):
        return data.decode(wide, "replace")
    for candidate in (declared, "utf-8"):
        if candidate:
            try:
                return data.decode(candidate)
            except (UnicodeDecodeError, LookupError):
                continue
    if guess := _guess(data):
        return data.decode(guess, "replace").removeprefix("\ufeff")
    raise Unreadable("its characters are in no known encoding: save it as UTF-8 and try again")


def _utf16_without_mark(sample: bytes) -> str | None:
    half = len(sample) / 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    for nuls, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if nuls > _UTF16_NULS * half and others < _UTF16_OTHER_NULS * half:
            return encoding
    return None


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    sample = data[:_GUESSED_FROM].replace(b"\0", b"")
    if len(sample) - len(sample.translate(None, _BEYOND_ASCII)) < _TOO_FEW_TO_TELL:
        return _MOST_USUAL
    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return None
    western = (one for one in matches if one.encoding == _MOST_USUAL)
    as_good = any(one.chaos <= best.chaos and one.coherence >= best.coherence for one in western)
    return _MOST_USUAL if as_good else best.encoding
