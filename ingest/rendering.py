"""Drawing pages of documents that are in a store, in reading processes of their own; the latest are kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from types import TracebackType

from ingest.errors import Unreadable
from ingest.isolation import FileReader
from ingest.limits import Limits
from ingest.picture import WIDTHS, Picture, Wanted

# A page takes some 0.1 s; who waits for one gets its text instead after this.
DRAWING = Limits(seconds=8.0, memory=1536 * 1024**2)
# Two people page at once without waiting for each other; more would share the same cores.
_PROCESSES = 2
# With others before one in the queue it may take longer than a page's own limit.
_PATIENCE_SECONDS = 30.0
# Some hundred pages: going back and forth between citations draws nothing twice.
_KEPT_BYTES = 32 * 1024**2
# Where a PDF must name itself.
_HEADER_WITHIN = 1024
# The smallest PDF with a page; it loads the libraries.
_TINY = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class PageDrawer:
    """Draws pages; any number of threads may use one. Use it as a context manager, or `close` it."""

    def __init__(self, limits: Limits = DRAWING, kept_bytes: int = _KEPT_BYTES) -> None:
        """Set the limits on drawing one page, and how many bytes of pictures are kept."""
        self._limits = limits
        self._kept_bytes = kept_bytes
        # On Linux a reading process ends with the thread that started it, so each has a thread of its own.
        self._threads = ThreadPoolExecutor(_PROCESSES, thread_name_prefix="page-drawer")
        self._own = threading.local()
        self._readers: list[FileReader] = []
        self._kept: OrderedDict[tuple[str, Wanted], Picture] = OrderedDict()
        self._lock = threading.Lock()

    def __enter__(self) -> PageDrawer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, when what they draw is drawn."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for reader in self._readers:
            reader.close()

    def warm_up(self) -> None:
        """Start a process in the background, so that the first page is drawn as quickly as the others."""
        self._threads.submit(self._draw, "warm-up.pdf", lambda: _TINY, Wanted(1, WIDTHS.start))

    def picture(self, name: str, version: str, original: Callable[[], bytes], wanted: Wanted) -> Picture | None:
        """Return a page as a picture, or None when the file is no PDF.

        Args:
            name: the file's name.
            version: its digest.
            original: gives its content, called only when the picture is not there yet.
            wanted: what to draw.

        Raises:
            Unreadable: it cannot be drawn; the message says why.
        """
        with self._lock:
            if (version, wanted) in self._kept:
                self._kept.move_to_end((version, wanted))
                return self._kept[version, wanted]
        if wanted.page < 1 or wanted.width not in WIDTHS:
            raise Unreadable(f"page {wanted.page} cannot be drawn {wanted.width} pixels wide")
        try:
            drawn = self._threads.submit(self._draw, name, original, wanted).result(_PATIENCE_SECONDS)
        except TookTooLong as error:
            raise Unreadable("too many pages are being drawn: try again in a moment") from error
        if drawn is None:
            return None
        with self._lock:
            self._kept[version, wanted] = drawn
            while sum(len(picture.png) for picture in self._kept.values()) > self._kept_bytes:
                self._kept.popitem(last=False)
        return drawn

    def _draw(self, name: str, original: Callable[[], bytes], wanted: Wanted) -> Picture | None:
        data = original()
        if b"%PDF-" not in data[:_HEADER_WITHIN]:
            return None
        reader = getattr(self._own, "reader", None)
        if reader is None:
            reader = self._own.reader = FileReader(self._limits)
            self._readers.append(reader)
        picture: Picture = reader.picture(name, data, wanted)
        return picture
