"""How much of what stands in a file is found, in which order, and in the right letters?

FOLDER holds any of these, each public:

    extraction/<family>/sources and groundtruth   files beside their Markdown: Docling's tests,
                                                  https://github.com/docling-project/docling (tests/data)
    html_articles/html, ground-truth.json         pages beside their articles:
                                                  https://github.com/scrapinghub/article-extraction-benchmark
    encodings/tests/<encoding>                    texts in the encoding that their folder names:
                                                  https://github.com/chardet/chardet (tests)
    sec_10q/docs, qna_data.csv                    quarterly reports with questions about their tables:
                                                  https://github.com/docugami/KG-RAG-datasets

and for each family the program prints our figure, that of a plain peer, and the ratio. For `extraction` the figures
are the share of the Markdown's words that are found, and of these the share that come in the same order (longest common
subsequence); the peer is what the format's library gives by itself. For `html_articles` it is the F1 of shingles of
four words, against trafilatura alone; for `encodings` the share of files that decode to the same text, against
charset-normalizer alone; for `sec_10q` the share of the numbers of four digits and more in answers from one document's
tables that are found in that document, against pypdfium2 alone.

    python bench/extraction.py FOLDER [--family NAME] [--verbose]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import html
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ingest.decoding import clean, decoded
from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.isolation import FileReader

_WORD = re.compile(r"\w+")
_SHINGLE = 4
_LONG_NUMBER = re.compile(r"\d[\d,]{3,}(?:\.\d+)?")
_LANGUAGE = re.compile(r"-(?!\d)(?!jp|kr)[a-z]+$")
# Folders that name an encoding by another name than Python's.
_PYTHON_NAMES = {"EUC-TW": "euc_tw", "MacCyrillic": "mac-cyrillic", "MacRoman": "mac-roman", "CP949": "cp949"}


def text_of(extract: Extract) -> str:
    """Return what can be quoted: the text of the blocks."""
    return "\n".join(extract.text[block.start : block.end] for block in extract.blocks)


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def plain(markdown: str) -> str:
    """Return a Markdown text without its marks."""
    markdown = re.sub(r"<!--.*?-->|^[|\s:-]+$|^```.*$", " ", markdown, flags=re.S | re.M)
    markdown = re.sub(r"!?\[([^\]]*)\]\([^)\s]*\)", r"\1", markdown)
    markdown = re.sub(r"^\s*\d+\.\s", " ", markdown, flags=re.M)
    return html.unescape(re.sub(r"\\([_*#\[\]<>~`$-])", r"\1", markdown)).replace("_", " ")


def common_in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of the longest common subsequence (Hyyrö's bit-parallel way)."""
    places: dict[str, int] = {}
    for position, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << position
    everything = (1 << len(one)) - 1
    row = everything
    for word in other:
        matched = row & places.get(word, 0)
        row = (row + matched | row - matched) & everything
    return len(one) - row.bit_count()


def found_and_kept(reference: str, text: str) -> tuple[float, float]:
    """Return the share of the reference's words that are found, and of these the share that come in order."""
    wanted, got = words(plain(reference)), words(text.replace("_", " "))
    found = (Counter(wanted) & Counter(got)).total()
    if not wanted or not found:
        return float(not wanted), float(not wanted)
    return found / len(wanted), common_in_order(wanted, got) / found


def peer_text(path: Path) -> str:
    """Return what a format's library gives with the least effort."""
    data = path.read_bytes()
    match path.suffix:
        case ".pdf":
            return pdfium_text(path)
        case ".docx":
            import docx

            return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
        case ".pptx":
            import pptx

            shapes = (shape for slide in pptx.Presentation(io.BytesIO(data)).slides for shape in slide.shapes)
            return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
        case ".xlsx" | ".xlsm":
            import openpyxl

            sheets = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets
            return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row if cell is not None)
        case ".html":
            import lxml.html

            return str(lxml.html.document_fromstring(data).text_content())
        case _:
            return data.decode("utf-8", "replace")


def pdfium_text(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def attempt(read: Callable[[], str]) -> str:
    """Return a text, or nothing where it cannot be read: for the peers, which raise about anything."""
    try:
        return read()
    except Exception as error:  # noqa: BLE001
        print(f"    the peer fails: {type(error).__name__}: {str(error)[:80]}", file=sys.stderr)
        return ""


def ours(reader: FileReader, name: str, data: bytes) -> str:
    try:
        return text_of(reader.read(name, data))
    except Unreadable as error:
        print(f"    {name}: {error}", file=sys.stderr)
        return ""


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def show(name: str, count: int, figure: float, peer: float) -> None:
    ratio = f"{figure / peer:6.2f}" if peer else "     -"
    print(f"{name:<34}{count:>6}{figure:>9.3f}{peer:>9.3f}{ratio}", flush=True)


def families(folder: Path, reader: FileReader, chosen: str | None, verbose: bool) -> None:
    for family in sorted(path for path in folder.glob("*") if (path / "groundtruth").is_dir()):
        if chosen and chosen != family.name:
            continue
        figures: list[tuple[float, float, float, float]] = []
        for source in sorted((family / "sources").iterdir()):
            truths = (family / "groundtruth" / f"{name}.md" for name in (source.name, source.stem))
            truth = next((path for path in truths if path.is_file()), None)
            if truth is None:
                continue
            reference = truth.read_text(encoding="utf-8")
            own = found_and_kept(reference, ours(reader, source.name, source.read_bytes()))
            peer = found_and_kept(reference, attempt(lambda source=source: peer_text(source)))  # type: ignore[misc]
            figures.append((*own, *peer))
            if verbose:
                print(f"    {source.name:<44}" + "".join(f"{value:8.3f}" for value in figures[-1]))
        found, order, peer_found, peer_order = (mean(column) for column in zip(*figures, strict=True))
        show(f"extraction {family.name}: words found", len(figures), found, peer_found)
        show(f"extraction {family.name}: order kept", len(figures), order, peer_order)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    found = words(text)
    return Counter(tuple(found[at : at + _SHINGLE]) for at in range(max(len(found) - _SHINGLE + 1, min(len(found), 1))))


def f1(reference: str, text: str) -> float:
    wanted, got = shingles(reference), shingles(text)
    both = (wanted & got).total()
    return 2 * both / (wanted.total() + got.total()) if both else float(not wanted and not got)


def articles(folder: Path, reader: FileReader, verbose: bool) -> None:
    import trafilatura

    truths = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    figures = []
    for key, truth in sorted(truths.items()):
        page = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
        own = f1(truth["articleBody"], ours(reader, f"{key}.html", page))
        peer = f1(truth["articleBody"], trafilatura.extract(page.decode("utf-8", "replace")) or "")
        figures.append((own, peer))
        if verbose and abs(own - peer) > 0.02:
            print(f"    {key[:12]} {own:.3f} {peer:.3f} {truth.get('url', '')[:70]}")
    own, peer = (mean(column) for column in zip(*figures, strict=True))
    show("html_articles: F1", len(figures), own, peer)


def encodings(folder: Path, verbose: bool) -> None:
    from charset_normalizer import from_bytes

    figures = []
    for path in sorted(path for path in folder.glob("*/*") if path.is_file()):
        encoding = _PYTHON_NAMES.get(path.parent.name, _LANGUAGE.sub("", path.parent.name))
        data = path.read_bytes()
        try:
            expected = same(data.decode(encoding, "replace"))
        except LookupError:
            if verbose:
                print(f"    {path.parent.name}/{path.name}: Python has no such encoding")
            continue
        try:
            own = same(decoded(data)) == expected
        except Unreadable:
            own = False
        best = from_bytes(data).best()
        figures.append((own, best is not None and same(str(best)) == expected))
        if verbose and not own:
            print(f"    {path.parent.name}/{path.name}")
    own_share, peer = (mean(column) for column in zip(*figures, strict=True))
    show("encodings: decoded as named", len(figures), own_share, peer)


def same(text: str) -> str:
    """Return a text such that equal ones are equal to a reader."""
    return clean(text.removeprefix("\ufeff"))


def reports(folder: Path, reader: FileReader, verbose: bool) -> None:
    texts: dict[str, tuple[str, str]] = {}
    hits = [0, 0, 0]
    with (folder / "qna_data.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if is_from_one_table(row)]
    for row in rows:
        for name in documents_of(row, folder):
            path = folder / "docs" / name
            if name not in texts:
                texts[name] = (ours(reader, name, path.read_bytes()), attempt(lambda path=path: pdfium_text(path)))  # type: ignore[misc]
            for number in _LONG_NUMBER.findall(row["Answer"]):
                if len(re.sub(r"\D", "", number.split(".")[0])) < 4:
                    continue
                own, peer = (number.rstrip(",") in text for text in texts[name])
                hits = [hits[0] + 1, hits[1] + own, hits[2] + peer]
                if verbose and not own:
                    print(f"    {name}: {number} of {row['Question'][:80]}")
    show("sec_10q: numbers found", hits[0], hits[1] / hits[0], hits[2] / hits[0])


def is_from_one_table(row: dict[str, str]) -> bool:
    kinds = " ".join(value for name, value in row.items() if "Type" in name).lower()
    return "single-doc" in kinds and "table" in kinds


def documents_of(row: dict[str, str], folder: Path) -> Iterator[str]:
    for name in re.findall(r"[^*,;]+?(?:\.pdf)?(?=$|[*,;])", row["Source Docs"]):
        name = name.strip().removesuffix(".pdf")
        if (folder / "docs" / f"{name}.pdf").is_file():
            yield f"{name}.pdf"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--family", help="only this family, of `extraction` or one of the other folders")
    parser.add_argument("--verbose", action="store_true", help="the figures of each file, and what is missed")
    arguments = parser.parse_args()
    folder, chosen, verbose = arguments.folder, arguments.family, arguments.verbose
    print(f"{'':<34}{'files':>6}{'ours':>9}{'peer':>9}{'ratio':>6}")
    with FileReader() as reader:
        families(folder / "extraction", reader, chosen, verbose)
        if chosen in (None, "html_articles") and (folder / "html_articles").is_dir():
            articles(folder / "html_articles", reader, verbose)
        if chosen in (None, "encodings") and (folder / "encodings").is_dir():
            encodings(folder / "encodings" / "tests", verbose)
        if chosen in (None, "sec_10q") and (folder / "sec_10q").is_dir():
            reports(folder / "sec_10q", reader, verbose)


if __name__ == "__main__":
    main()
