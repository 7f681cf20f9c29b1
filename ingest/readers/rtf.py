"""RTF: its words, and what structure plain text shows; the letters' styles are not kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from ingest.assembly import Assembly, squeezed
from ingest.decoding import clean
from ingest.extract import Extract
from ingest.readers import plain
from ingest.readers.damage import reading
from ingest.readers.tables import rows_of
from ingest.readers.titles import day_of, sensible_author, sensible_title

_PROPERTY = re.compile(r"\{\\(title|author)\s((?:[^{}\\]|\\'[0-9a-f]{2}|\\u-?\d+\s?\??)*)\}", re.I)

_SAVED = re.compile(r"\\(?:creatim|revtim)\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def read(data: bytes, progress: Callable[[int, int], None]) -> Extract:
    """Read an RTF document; its title is that of its properties, else its first heading."""
    import striprtf.striprtf

    rtf_to_text: Callable[..., str] = striprtf.striprtf.rtf_to_text
    # RTF is ASCII; what is beyond it in old files is Windows' Western encoding.
    source = data.decode("cp1252", "replace").replace("\0", "")
    with reading("the RTF document"):
        text = clean(rtf_to_text(source, errors="replace"))
        about = {
            found[1]: squeezed(clean(rtf_to_text("{\\rtf1 " + found[2] + "}", errors="replace")))
            for found in _PROPERTY.finditer(source)
        }
    assembly = Assembly()
    first = ""
    for tabular, lines in groupby(text.split("\n"), key=lambda line: line.rstrip().endswith("|")):
        if tabular:
            for row in rows_of([line.rstrip().rstrip("|").split("|") for line in lines]):
                assembly.block("row", row)
        else:
            part = plain.read("\n".join(lines).encode("utf-8", "replace"), progress)
            first = first or part.title
            assembly.part(part)
    days = ("-".join((found[1], found[2].zfill(2), found[3].zfill(2))) for found in _SAVED.finditer(source))
    author = sensible_author(about.get("author"))
    return assembly.finish(
        sensible_title(about.get("title")) or first, author=author, date=day_of(sorted(days, reverse=True))
    )
