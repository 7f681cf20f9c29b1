"""The title of a document whose first line only says who issues it, or what kind of paper it is.

"DEPARTMENT OF FISHERIES" stands above "Annual Performance Plan 2026/27": the one alone names no document among the
department's, the other none among the departments'. Together they do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.assembly import squeezed
from ingest.extract import Block, Extract

# A heading this far below the first one is a section's.
_WITHIN = 4
# Masthead lines are short; a longer paragraph is text, and what stands above it a section's heading.
_LONGEST_LINE = 160
# A line in bold, and "**Date:** 3 May", "Author: A. Rao", which is a label and what it names.
_BOLD_LINE = re.compile(r"\*\*\w")
_LABEL = re.compile(r"[*_]*[A-Z][\w ]{1,30}(?::[*_]*|[*_]*:) ?\S")
_MARKUP = re.compile(r"\*+|__|^[#>\s_]+|_+$")
_BODY = (
    r"(?:ministry|department|office|bureau|division|directorate|commission|committee|council|agency|institute|authority|"
    r"service|services|secretariat|cabinet|parliament|government|administration|advisory|cell|unit|centre|center|board|"
    r"embassy|mission|securities|bank|university|foundation|observatory|republic|kingdom|provinces)"
)
# "Department of Fisheries", "LUSAVIAN SPACE OFFICE", "National Earthquake Service (NES)".
_ISSUER = re.compile(rf"(?!.*\?)(?:(?:the )?{_BODY} (?:of|for)\b.*|.*\b{_BODY}(?: \([^)]*\)|, [^,:]+)?)", re.I)
# "Committee report", "Board minutes": what has such a word names more than the body.
_PAPER = re.compile(
    r"\b(?:reports?|plans?|reviews?|minutes|memo(?:randum)?|briefs?|briefing|notes?|summary|statement|strategy|budget|audit|"
    r"assessment|bulletin|guidance|notice|update|agenda|newsletter|survey|evaluation|analysis|study|inquiry|response|"
    r"future|reform|closure|merger)\b",
    re.I,
)
# Headings that every other document has are no title.
_SECTION = re.compile(
    r"(?:(?:\d{1,2}(?:\.\d+)*[.)]?|[IVX]+[.)])\s.*|(?:executive |management )?summary|(?:at|situation at) a glance"
    r"|(?:key |main )?(?:highlights|facts|messages|points|findings|judge?ments|figures|takeaways)(?: at a glance)?"
    r"|introduction|background|overview|foreword|preface|purpose|scope|agenda|(?:table of )?contents"
    r"|abstract|bottom line|general statement|mandate|present|attendees|participants)",
    re.I,
)


def full_title(title: str, extract: Extract) -> str:
    """Return a document's title, with what stands below it where that only says who issues it or what it is.

    Args:
        title: as its reader found it; left as it is where it is not the document's first heading.
        extract: what was read of the document.
    """
    head = [block for block in extract.blocks[: _WITHIN + 4] if block.page in (None, 1)]
    at = next((number for number, block in enumerate(head) if block.kind == "heading"), None)
    if at is None or is_section(title) or _line(extract, head[at]).casefold() != squeezed(title).casefold():
        return title
    below = _title_below(extract, head[at + 1 :])
    shouted = title.isupper() and not below.isupper()
    return f"{title}: {below}" if below and (shouted or _is_issuer(title)) else title


def is_section(title: str) -> bool:
    """Return whether a title is a section's heading, as every other document has it: "Key judgements"."""
    return _SECTION.fullmatch(title) is not None


def _title_below(extract: Extract, blocks: Sequence[Block]) -> str:
    """Return the heading or line in bold below the first heading that more of a masthead follows; "" without."""
    in_bold = ""
    for number, block in enumerate(blocks[:_WITHIN]):
        lines = extract.text[block.start : block.end].split("\n")
        line = _line(extract, block) if block.kind == "heading" else _plain(lines[0])
        if len(line) > _LONGEST_LINE or block.kind not in ("heading", "paragraph") or is_section(line):
            break
        if block.kind == "heading" and not _is_issuer(line):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            return line if following is not None and _is_masthead(extract, following) else in_bold
        if block.kind == "paragraph" and _BOLD_LINE.match(lines[0]) and not _LABEL.match(lines[0]):
            in_bold = in_bold or line
    return in_bold


def _is_issuer(line: str) -> bool:
    return _ISSUER.fullmatch(line) is not None and not _PAPER.search(line)


def _is_masthead(extract: Extract, block: Block) -> bool:
    first = extract.text[block.start : block.end].split("\n")[0]
    return block.kind == "heading" or len(_line(extract, block)) <= _LONGEST_LINE or _LABEL.match(first) is not None


def _line(extract: Extract, block: Block) -> str:
    """Return a block's words without markup."""
    return squeezed(" ".join(map(_plain, (block.label or extract.text[block.start : block.end]).split("\n"))))


def _plain(line: str) -> str:
    return squeezed(_MARKUP.sub("", line.strip()))
