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
# A guess that is better by less than this is as good as a tie (both are shares of a text that look like a language).
_TIE = 0.1
# Bytes that all occur, bytes that none does, and what it then is instead of Western. Turkish has ı and ş where
# Icelandic has ý and þ, but also á and æ; Hungarian has ő where Portuguese and Estonian have õ, but also ã or ä; of
# those who write š and ž, Finnish and Estonian have ä too, the rest are Central European.
_LOOKALIKES = (
    (b"\xfd\xfe", b"\xe1\xe6", "cp1254"),
    (b"\xf5\xe9", b"\xe3\xe4", "cp1250"),
    (b"\x9a\x9e", b"\xe4", "cp1250"),
)
# Windows' Central European encoding has š, ž, ť or ś below 0xA0, ISO's has nothing there; every language that needs
# either uses one of these letters, but for Hungarian and Romanian, which both write in the same way.
_CENTRAL = frozenset({"cp1250", "iso8859_10", "iso8859_14", "iso8859_4", "iso8859_2"})
_WINDOWS_ONLY = bytes(range(0x80, 0xA0))
# Windows' version of an encoding is the one that is in use.
_IN_USE = {"shift_jis_2004": "cp932", "shift_jisx0213": "cp932"}
# Encodings of seven bits, which look like ASCII: each has to announce itself by one of these escapes.
_ESCAPED = (
    ("iso2022_kr", (b"\x1b$)C",)),
    ("iso2022_jp_ext", (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I")),
)
# Text has hardly any control characters; a file with more of them is something else.
_MOST_CONTROLS = 0.02
_CONTROLS = bytes(set(range(1, 32)) - set(b"\b\t\n\f\r\x1b"))
# In UTF-16 without a mark nearly every second byte of Latin text is NUL, and the others hardly ever are.
_UTF16_NULS, _UTF16_OTHER_NULS = 0.7, 0.1
# Some NULs are debris in a text; more are not text.
_MOST_NULS = 0.3
# The rest of a sample after the last byte that is part of no character of several bytes.
_CUT_CHARACTER = re.compile(rb"[^\n -/]{0,1000}\Z")
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
    if _escaped(data) or _utf32_without_mark(data):
        return True
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(sample):
        return False
    return sample.count(0) <= _MOST_NULS * len(sample) or _utf16_without_mark(sample) is not None


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    wide = _utf32_without_mark(data) or _utf16_without_mark(data[:_GUESSED_FROM])
    if wide or (wide := _escaped(data)):
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


def _utf32_without_mark(data: bytes) -> str | None:
    """Return UTF-32 where every fourth byte is NUL, as it is in all of Unicode, and the text makes sense as such."""
    if len(data) % 4 or not data.strip(b"\0"):
        return None
    ends = ((data[3::4], "utf-32-le"), (data[0::4], "utf-32-be"))
    return next((name for highest, name in ends if not highest.strip(b"\0") and _is_valid(data, name)), None)


def _escaped(data: bytes) -> str | None:
    """Return the encoding of seven bits whose escapes stand in a text that is valid in it."""
    sample = data[:_GUESSED_FROM]
    found = (name for name, escapes in _ESCAPED if any(escape in sample for escape in escapes))
    return next((name for name in found if _is_valid(data, name)), None)


def _is_valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    sample = data[:_GUESSED_FROM].replace(b"\0", b"")
    if len(data) > _GUESSED_FROM:
        sample = _CUT_CHARACTER.sub(b"", sample)
    beyond = data.translate(None, bytes(range(128)))
    if len(beyond) < _TOO_FEW_TO_TELL:
        return _MOST_USUAL
    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return None
    western = (one for one in matches if one.encoding == _MOST_USUAL)
    if any(one.chaos <= best.chaos and one.coherence >= best.coherence - _TIE for one in western):
        there = set(beyond)
        others = (name for has, lacks, name in _LOOKALIKES if there >= set(has) and there.isdisjoint(lacks))
        return next(others, _MOST_USUAL)
    if best.encoding in _CENTRAL and not any(byte in beyond for byte in _WINDOWS_ONLY):
        return "iso8859_2"
    return _IN_USE.get(best.encoding, best.encoding)
