"""Web pages: trafilatura finds the main text; where it finds nothing, or there is nothing else, all visible text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from ingest.assembly import Assembly, squeezed
from ingest.decoding import decoded
from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.readers.titles import day_of, sensible_author

_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
# The encoding must be named within so many bytes (HTML standard, "prescan").
_CHARSET_WITHIN = 1024
# What browsers read when a page says Latin-1 (WHATWG Encoding).
_READ_AS = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = frozenset("script style noscript template head svg math iframe object select option button".split())
_INVISIBLE_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
# A page with none of these is all main text, and nothing has to be guessed.
_FURNITURE = "//nav|//header|//footer|//aside|//form|//*[@role='navigation']|//iframe"
# Pages with more links than this per hundred words have menus, marked as such or not.
_LINKS_PER_WORD = 0.04
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
)
# What was written when counts more than when it was touched last.
_DAYS = (
    *(
        "article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dcterms.date",
        "dc.date.issued",
        "dcterms.created",
    ),
    *("citation_publication_date", "citation_date", "parsely-pub-date", "pubdate"),
    *("article:modified_time", "datemodified"),
)
_PARTS = frozenset(
    "p div section article main blockquote dd dt dl figure figcaption address details summary center body html ul ol "
    "table tbody thead tfoot caption fieldset form header footer nav aside hr br "
    # And what trafilatura makes of them
    "list item row cell td th li tr quote lb head h1 h2 h3 h4 h5 h6 pre".split()
)
_LISTS = frozenset({"ul", "ol", "list"})


def read(data: bytes, progress: Callable[[int, int], None]) -> Extract:
    """Read a web page; its title is its first heading, else its ``title``."""
    declared = _CHARSET.search(data[:_CHARSET_WITHIN])
    encoding = declared[1].decode("ascii").lower() if declared else None
    return page_of(decoded(data, _READ_AS.get(encoding or "", encoding)))


def page_of(text: str) -> Extract:
    """Read a web page that is decoded already: its main text, or all that is visible."""
    text, page = _parsed(text)
    about = _about(page)
    extract = None if _is_plain(page) else _main_text(text, page)
    return replace(extract or _visible_text(page), author=about[0], date=about[1])


def visible(text: str) -> Extract:
    """Read all that is visible of a page without navigation: a message, a chapter."""
    return _visible_text(_parsed(text)[1])


def _parsed(text: str) -> tuple[str, Any]:
    import lxml.html

    text = _DECLARATION.sub("", text, count=1)
    try:
        return text, lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.ParserError, ValueError) as error:
        raise Unreadable("no text found in the page") from error


def _about(page: Any) -> tuple[str, str]:
    """Return a page's author and day, as its head tells them."""
    named: dict[str, str] = {}
    for element in page.xpath("//meta[@content]"):
        name = str(element.get("name") or element.get("property") or element.get("itemprop") or "").lower()
        named.setdefault(name, squeezed(element.get("content")))
    times = [named.get(name) for name in _DAYS] + page.xpath("//time/@datetime")[:1]
    # Some give a link to the author's page in place of a name.
    authors = (sensible_author(named.get(name)) for name in _AUTHORS)
    return next((one for one in authors if one and "://" not in one), ""), day_of(times)


def _is_plain(page: Any) -> bool:
    links = len(page.xpath("//a"))
    return not page.xpath(_FURNITURE) and links <= _LINKS_PER_WORD * len(page.text_content().split()) + 1


def _title(page: Any) -> str:
    """Return the first heading of the outermost kind, else what the page calls itself."""
    for path in ("//h1", "//title", "//h2"):
        for element in page.xpath(path):
            if found := squeezed(str(element.text_content())):
                return found
    return ""


def _main_text(text: str, page: Any) -> Extract | None:
    from trafilatura import bare_extraction

    document = bare_extraction(text, include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(document, "body", None)
    if body is None:
        return None
    assembly = Assembly()
    _take_main(assembly, body)
    extract = assembly.finish(_title(page))
    return extract if extract.blocks else None


def _take_main(assembly: Assembly, body: Any) -> None:
    """Append trafilatura's own elements: ``head``, ``p``, ``list``, ``table``, ``quote``, ``code``."""
    for element in _outermost(body, frozenset({"head", "p", "item", "row", "quote", "code", "ab", "lb"})):
        if element.tag == "head":
            assembly.block("heading", _words(element), int(str(element.get("rend", "h2"))[-1:] or 2))
        elif element.tag in ("row", "item", "code"):
            _take_whole(assembly, element)
        else:
            assembly.block("paragraph", _words(element))


def _visible_text(page: Any) -> Extract:
    """Read everything that a browser would show."""
    title = _title(page)
    for element in list(page.iter()):
        hidden = not isinstance(element.tag, str) or element.tag in _HIDDEN
        if hidden or "hidden" in element.attrib or _INVISIBLE_STYLE.search(element.get("style", "")):
            _drop(element)
    assembly = Assembly()
    loose: list[str] = []

    def settle() -> None:
        assembly.block("paragraph", "".join(loose))
        loose.clear()

    for element, event in _walk(page, frozenset({*_HEADINGS, "li", "tr", "pre"})):
        if event == "text":
            loose.append(element)
            continue
        settle()
        if event == "whole" and element.tag in _HEADINGS:
            assembly.block("heading", _words(element), _HEADINGS[element.tag])
        elif event == "whole":
            _take_whole(assembly, element)
    settle()
    return assembly.finish(title)


def _take_whole(assembly: Assembly, element: Any) -> None:
    if element.tag in ("tr", "row"):
        assembly.block("row", _cells(element))
    elif element.tag in ("li", "item"):
        _take_item(assembly, element)
    else:
        assembly.block("code", str(element.xpath("string()")))


def _walk(root: Any, wholes: frozenset[str]) -> Iterator[tuple[Any, str]]:
    """Yield pieces of text ("text"), edges of parts ("edge"), and elements taken as a whole ("whole")."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        if leaving or element.tag in wholes or not isinstance(element.tag, str):
            if element.tag in wholes:
                yield element, "whole"
            elif element.tag in _PARTS:
                yield "", "edge"
            if element.tail and element is not root:
                yield element.tail, "text"
            continue
        if element.tag in _PARTS:
            yield "", "edge"
        if element.text:
            yield element.text, "text"
        stack.append((element, True))
        stack += [(child, False) for child in reversed(element)]


def _outermost(root: Any, tags: frozenset[str]) -> Iterator[Any]:
    stack = list(reversed(root))
    while stack:
        element = stack.pop()
        if element.tag in tags:
            yield element
        elif isinstance(element.tag, str):
            stack += reversed(element)


def _take_item(assembly: Assembly, item: Any) -> None:
    """Append a list item and, one level deeper, the items of the lists inside it."""
    stack = [(item, 1)]
    while stack:
        element, level = stack.pop()
        assembly.block("item", _words(element, without=_LISTS), level)
        nested = [child for inner in _outermost(element, _LISTS) for child in inner if isinstance(child.tag, str)]
        stack += [(child, level + 1) for child in reversed(nested)]


def _cells(row: Any) -> str:
    found = (_words(cell) for cell in row if cell.tag in ("td", "th", "cell"))
    return " | ".join(cell for cell in found if cell)


def _words(element: Any, without: frozenset[str] = frozenset()) -> str:
    """Return an element's text on one line, words of neighbouring parts kept apart."""
    pieces = []
    for piece, event in _walk(element, without):
        if event == "text":
            pieces.append(piece)
        else:
            pieces.append(" ")
    return squeezed("".join(pieces))


def _drop(element: Any) -> None:
    """Remove an element but not the text after it."""
    parent = element.getparent()
    if parent is not None:
        previous = element.getprevious()
        if element.tail:
            if previous is not None:
                previous.tail = (previous.tail or "") + element.tail
            else:
                parent.text = (parent.text or "") + element.tail
        parent.remove(element)
