"""What does opening the page cost, and does it stay on this machine?

Serves the samples, opens the page in headless Chromium (Debian's package chromium) and prints, for a first visit and
for a second one with the browser's cache: how many requests, how many bytes were transferred, by kind; when something
was first painted, when its largest content was, and when a question could be typed (milliseconds from the navigation).
Then a question is asked, and every request that the browser made is listed if it went anywhere but to the page.

    python bench/page.py
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# They keep the browser itself from calling home, so that what is seen is the page.
FLAGS = [
    *"--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split(),
    *"--disable-component-update --disable-sync".split(),
]
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
ANSWER_MS = 60_000
PAINTS = """() => new Promise(resolve => {
  const times = Object.fromEntries(performance.getEntriesByType("paint").map(one => [one.name, one.startTime]));
  new PerformanceObserver(list => {
    times["largest-contentful-paint"] = list.getEntries().at(-1).startTime;
    resolve(times);
  }).observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => resolve(times), 2000);
})"""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the samples; yield the address."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    environment = own | {"BRIEFING_STORE": str(folder / "store"), "HOME": str(folder)}
    app = [sys.executable, "-m", "app"]
    samples = [str(path) for path in sorted((ROOT / "samples").iterdir()) if path.suffix in {".md", ".pdf"}]
    subprocess.run([*app, "ingest", *samples], cwd=ROOT, env=environment, check=True, capture_output=True)
    server = subprocess.Popen(
        [*app, "serve", "--port", "0"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found, "the page is not served"
        yield found[0]
    finally:
        server.terminate()
        server.wait(30)


def visit(context: Any, address: str, requests: list[str]) -> Any:
    """Open the page, print what it cost, and return it."""
    page = context.new_page()
    page.set_default_timeout(ANSWER_MS)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    count: dict[str, int] = defaultdict(int)
    size: dict[str, float] = defaultdict(float)

    def began(event: Any) -> None:
        requests.append(event["request"]["url"])
        kinds[event["requestId"]] = event.get("type", "Other")

    def ended(event: Any) -> None:
        kind = kinds.get(event["requestId"], "Other")
        count[kind] += 1
        size[kind] += event["encodedDataLength"]

    session.on("Network.requestWillBeSent", began)
    session.on("Network.loadingFinished", ended)
    page.goto(address)
    page.wait_for_selector("#bi-list label")
    page.wait_for_selector("#ba-question textarea")
    usable = page.evaluate("performance.now()")
    paints = page.evaluate(PAINTS)
    for kind in sorted(size, key=lambda one: -size[one]):
        print(f"  {kind:<12} {count[kind]:>4} requests {size[kind] / 1024:>9.1f} kB")
    print(f"  {'all':<12} {sum(count.values()):>4} requests {sum(size.values()) / 1024:>9.1f} kB")
    for name, milliseconds in sorted(paints.items(), key=lambda one: one[1]):
        print(f"  {name:<26} {milliseconds:>7.0f} ms")
    print(f"  {'documents and question':<26} {usable:>7.0f} ms")
    return page


def main() -> int:
    if CHROMIUM is None:
        print("Chromium is not installed (Debian: apt-get install chromium)", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    requests: list[str] = []
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        print("first visit")
        visit(context, address, requests).close()
        print("second visit")
        page = visit(context, address, requests)
        page.fill("#ba-question textarea", "Who led the Indian delegation?")
        page.keyboard.press("Enter")
        page.wait_for_selector("mark:visible")
        browser.close()
    away = [
        url for url in requests if urlsplit(url).hostname not in LOOPBACK and not url.startswith(("data:", "blob:"))
    ]
    print(f"requests: {len(requests)}, away from loopback: {len(away)} (aim: 0)", *away, sep="\n  ")
    return 1 if away else 0


if __name__ == "__main__":
    sys.exit(main())
