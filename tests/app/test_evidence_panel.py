"""The evidence panel in a real browser: quotes at their places, keyboard and screen reader, hostile documents."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pptx
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from served import ROOT, chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WAIT_MS = 30_000
MARKUP = (
    "<script>window.ran=1</script> <img src=x onerror=window.ran=2> <svg/onload=window.ran=3> "
    "[a](javascript:window.ran=4) ${window.ran=5} {{window.ran=6}} </mark></p><h1>free</h1>"
)
LONG_WORD = "Donaudampfschifffahrt" * 40
FERRY = (
    "The board of the harbour decided on that evening that the new ferry to the island of",
    "Corvo will sail every morning at half past six from the first day of June.",
)


def harbour_pdf(path: Path) -> Path:
    canvas = Canvas(str(path))
    canvas.setTitle("Harbour minutes")

    def prose(top: float, lines: list[str]) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(70, top - 16 * number, line)

    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(70, 780, "Harbour minutes")
    canvas.setFont("Helvetica", 11)
    prose(740, ["The chair of the harbour board is Ms. Amara Okafor, who opened the meeting at nine."])
    prose(700, [f"Item {number} of the long list of small repairs was read out and agreed." for number in range(36)])
    prose(90, [FERRY[0]])
    canvas.showPage()
    canvas.setFont("Helvetica", 11)
    prose(780, [FERRY[1], "After that the lights went out and the members of the board went home."])
    canvas.showPage()
    canvas.setFont("Helvetica", 11)
    prose(780, ["Goods handled in the ports of the islands in the first half of the year"])
    rows = [("Port", "Tonnes", "Ships"), ("Horta", "5,120", "48"), ("Lajes", "3,340", "27"), ("Velas", "1,075", "12")]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            canvas.drawString(70 + 130 * column, 740 - 18 * row, cell)
    canvas.save()
    return path


def slow_pdf(path: Path) -> Path:
    """Read quickly, drawn slowly: curves without end behind two lines of text."""
    canvas = Canvas(str(path))
    canvas.setTitle("Quarry survey")
    canvas.drawString(70, 780, "The quarry at Serra Branca holds nine million tonnes of basalt.")
    canvas.drawString(70, 760, "It was last surveyed in the autumn by the regional office of mines.")
    canvas.setDash(1, 1)
    canvas.setStrokeAlpha(0.5)
    lines = canvas.beginPath()
    for number in range(4000):
        lines.moveTo(number % 600, 0)
        lines.curveTo(600, number % 800, 0, 800 - number % 800, 600 - number % 600, 740)
    for _ in range(60):
        canvas.drawPath(lines)
    canvas.save()
    return path


def minutes_docx(path: Path) -> Path:
    document = docx.Document()
    document.core_properties.title = "Library plan"
    document.add_heading("Library plan", 0)
    document.add_heading("Opening hours", 1)
    for number in range(40):
        document.add_paragraph(f"Paragraph {number} describes one of the many rooms of the house in some detail.")
    document.add_heading("The reading room", 2)
    document.add_paragraph("The reading room of the Sintra library opens on 14 September 2029. It has sixty seats.")
    document.add_paragraph("Lamps are on every desk.", style="List Bullet")
    document.save(str(path))
    return path


def slides_pptx(path: Path) -> Path:
    presentation = pptx.Presentation()
    for title, text in (("Orchard talk", "Welcome."), ("Harvest", "The Mirandela orchard yields 85 tonnes of quince.")):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
    presentation.save(str(path))
    return path


def hostile_md(path: Path) -> Path:
    text = (
        f"# Treaty {MARKUP}\n\n## Clause {MARKUP}\n\nThe Zanzibar treaty was signed in 2032 {MARKUP} by both sides.\n"
    )
    path.write_text(f"{text}\n- {MARKUP}\n\n{LONG_WORD}\n\nשלום עולם, הנמל נפתח.\n", encoding="utf-8")
    return path


def hostile_pdf(path: Path) -> Path:
    canvas = Canvas(str(path))
    canvas.setTitle(f"Ledger {MARKUP[:90]}")
    canvas.setFont("Helvetica", 6)
    canvas.drawString(30, 760, f"The Pemba ledger was closed in 2033. {MARKUP}")
    canvas.save()
    return path


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("evidence")
    made = [
        harbour_pdf(folder / "harbour.pdf"),
        slow_pdf(folder / "quarry.pdf"),
        minutes_docx(folder / "library.docx"),
        slides_pptx(folder / "orchard.pptx"),
        hostile_md(folder / "treaty.md"),
        hostile_pdf(folder / "ledger.pdf"),
    ]
    samples = [path for path in sorted((ROOT / "samples").iterdir()) if path.suffix in {".md", ".pdf"}]
    with served(folder, [*samples, *made]) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def opened(browser: Browser, address: str, **settings: Any) -> Page:
    page = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **settings}).new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(address)
    page.wait_for_selector("#bi-list label", state="attached")
    return page


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = opened(browser, address)
    yield page
    page.context.close()


def turn_to(page: Page, column: str) -> None:
    """Choose a column's tab, where the page is narrow and has tabs."""
    if (tab := page.get_by_role("tab", name=column)).count():
        tab.click()


def ask(page: Page, question: str, *documents: str) -> None:
    """Ask the documents with these titles (all where none is given) and wait until the evidence is there."""
    for title in documents:
        turn_to(page, "Documents")
        page.locator("#bi-list label", has_text=title).locator("input").check()
    turn_to(page, "Conversation")
    page.fill("#ba-question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "asked => document.querySelector('#ba-sources .ba-question')?.textContent === asked", arg=question
    )
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_timeout(100)
    page.wait_for_function("!document.querySelector('.ba-view[aria-busy]')")


def press(page: Page, does: str) -> None:
    page.click(f".ba-view [data-do={does}]")
    settled(page)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.dataset.do || ''"))


def spoken(page: Page) -> str:
    return str(page.text_content("#ba-evidence [role=status]"))


def in_sight(page: Page, selector: str) -> bool:
    """Whether an element lies within the visible part of the stage."""
    return bool(
        page.evaluate(
            """selector => {
              const mark = document.querySelector(selector).getBoundingClientRect();
              const stage = document.querySelector(".ba-stage").getBoundingClientRect();
              return mark.top >= stage.top && mark.bottom <= stage.bottom
                && mark.left >= stage.left - 1 && mark.left <= stage.right && stage.bottom <= window.innerHeight;
            }""",
            selector,
        )
    )


def ink_under(page: Page, selector: str) -> tuple[float, float]:
    """The share of dark pixels of the page's image under a mark, and in a band of the same size just above it."""
    found = page.evaluate(
        """async selector => {
          const image = document.querySelector(".ba-sheet img");
          await image.decode();
          const sheet = document.querySelector(".ba-sheet").getBoundingClientRect();
          const mark = document.querySelector(selector).getBoundingClientRect();
          const canvas = document.createElement("canvas");
          canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
          const context = canvas.getContext("2d");
          context.drawImage(image, 0, 0);
          const scale = image.naturalWidth / sheet.width;
          const share = (left, top, width, height) => {
            const data = context.getImageData(left * scale, top * scale, width * scale, height * scale).data;
            let dark = 0;
            for (let at = 0; at < data.length; at += 4) dark += data[at] < 128;
            return dark / (data.length / 4);
          };
          const left = mark.left - sheet.left, top = mark.top - sheet.top;
          return [share(left, top, mark.width, mark.height), share(left, top - 0.4 * mark.height, mark.width, 2)];
        }""",
        selector,
    )
    return float(found[0]), float(found[1])


def violations(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    page.wait_for_timeout(300)
    found = Axe().run(page, context="#ba-evidence", options={"runOnly": {"type": "tag", "values": rules}})
    return [f"{one['id']}: {node['html'][:200]}" for one in found.response["violations"] for node in one["nodes"]]


# -- what is shown


def test_first_evidence_is_shown_by_itself_and_leaves_the_focus(page: Page) -> None:
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    assert page.locator(".ba-sheet img").get_attribute("alt") == "Page 1 of Harbour minutes"
    assert "Amara Okafor" in page.locator(".ba-quoted").inner_text()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert "Evidence 1 of" in spoken(page)
    assert "page 1 of 3" in spoken(page)


def test_quote_and_exact_answer_are_marked_differently_and_lie_on_their_words(page: Page) -> None:
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    assert in_sight(page, ".ba-box-answer")
    for mark in (".ba-box-quote", ".ba-box-answer"):
        under, above = ink_under(page, mark)
        assert under > 0.05 > above
    colours = page.eval_on_selector_all(".ba-box", "boxes => boxes.map(box => getComputedStyle(box).boxShadow)")
    assert len(set(colours)) == 2
    quote, answer = (page.locator(mark).first.bounding_box() for mark in (".ba-box-quote", ".ba-box-answer"))
    assert quote
    assert answer
    assert quote["x"] <= answer["x"] + 1 < answer["x"] + answer["width"] <= quote["x"] + quote["width"] + 1


def test_citation_of_the_sample_pdf_is_marked_on_its_page(page: Page) -> None:
    ask(page, "Who led the Indian delegation?", "background note")
    page.locator("a.ba-cite").first.click()
    settled(page)
    assert page.locator(".ba-view [data-part=page]").inner_text() == "page 2 of 4"
    assert in_sight(page, ".ba-box")
    assert ink_under(page, ".ba-box-quote")[0] > 0.05


def test_quote_over_two_pages_is_marked_on_both(page: Page) -> None:
    ask(page, "When will the new ferry to the island of Corvo sail?", "Harbour minutes")
    first = page.locator(".ba-view [data-part=page]").inner_text()
    assert page.locator(".ba-box-quote").count() >= 1
    other = {"page 1 of 3": "page 2", "page 2 of 3": "page 1"}[first]
    assert other in page.locator(".ba-view-note").inner_text()
    press(page, "page-on" if other == "page 2" else "page-back")
    assert page.locator(".ba-view [data-part=page]").inner_text() == f"{other} of 3"
    assert page.locator(".ba-box-quote").count() >= 1


def test_row_of_a_table_is_marked_with_its_columns_names(page: Page) -> None:
    ask(page, "How many tonnes were handled in the port of Lajes?", "Harbour minutes")
    assert page.locator(".ba-view [data-part=page]").inner_text() == "page 3 of 3"
    tops = page.eval_on_selector_all(".ba-box-quote", "boxes => boxes.map(box => box.offsetTop)")
    assert len({round(top / 4) for top in tops}) == 2


def test_paging_goes_from_the_first_page_to_the_last(page: Page) -> None:
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    assert page.locator("[data-do=page-back]").is_disabled()
    press(page, "page-on")
    press(page, "page-on")
    assert page.locator(".ba-view [data-part=page]").inner_text() == "page 3 of 3"
    assert page.locator("[data-do=page-on]").is_disabled()
    assert page.locator(".ba-box").count() == 0
    assert "page 1" in page.locator(".ba-view-note").inner_text()
    assert "page 3 of 3" in spoken(page)


def test_zoom_makes_the_page_larger_and_draws_it_anew(page: Page) -> None:
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    width = "document.querySelector('.ba-sheet').clientWidth"
    drawn = "document.querySelector('.ba-sheet img').naturalWidth"
    fit, pixels = page.evaluate(width), page.evaluate(drawn)
    for _ in range(3):
        page.click("[data-do=zoom-in]")
    assert page.locator("[data-part=zoom]").inner_text() == "200 %"
    assert page.evaluate(width) == pytest.approx(2 * fit, abs=2)
    page.wait_for_function(f"{drawn} > 1.6 * {pixels}")
    page.click("[data-do=zoom-out]")
    assert page.locator("[data-part=zoom]").inner_text() == "150 %"
    page.click("[data-do=fit]")
    assert page.evaluate(width) == fit


def test_page_is_as_sharp_as_the_screen(browser: Browser, address: str) -> None:
    page = opened(browser, address, device_scale_factor=2)
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    assert page.evaluate("document.querySelector('.ba-sheet img').naturalWidth") >= 2 * page.evaluate(
        "document.querySelector('.ba-sheet').clientWidth"
    )
    page.context.close()


def test_word_document_shows_its_text_scrolled_to_the_quote(page: Page) -> None:
    ask(page, "When does the reading room of the Sintra library open?", "Library plan")
    assert page.locator(".ba-sheet").count() == 0
    assert "14 September 2029" in page.locator(".ba-document mark strong").first.inner_text()
    assert in_sight(page, ".ba-document mark")
    assert page.locator(".ba-document :is(h4, h5, h6)").all_inner_texts()[-1] == "The reading room"
    assert page.locator("[data-do=as-page]").is_hidden()
    assert page.locator(".ba-document .ba-item, .ba-document p", has_text="Lamps are on").count() == 1


def test_text_of_a_pdf_is_a_click_away(page: Page) -> None:
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    press(page, "as-text")
    assert "Amara Okafor" in page.locator(".ba-document mark strong").inner_text()
    assert page.locator("[data-do=as-text]").get_attribute("aria-pressed") == "true"
    press(page, "as-page")
    assert page.locator(".ba-sheet img").count() == 1


def test_slides_have_no_page_image_but_their_text_by_slide(page: Page) -> None:
    ask(page, "How many tonnes of quince does the Mirandela orchard yield?", "Orchard talk")
    assert "85 tonnes" in page.locator(".ba-document mark").first.inner_text()
    assert "page 2" in page.locator(".ba-document .ba-text-page").all_inner_texts()
    assert page.locator(".ba-view-note").is_hidden()


def test_page_that_cannot_be_drawn_in_time_gives_its_text(page: Page) -> None:
    ask(page, "How many tonnes of basalt does the quarry at Serra Branca hold?", "Quarry survey")
    assert "took longer than" in page.locator(".ba-view-note").inner_text()
    assert "nine million tonnes" in page.locator(".ba-document mark").first.inner_text()
    page.click("#ba-new")
    page.locator("#bi-list label", has_text="Quarry survey").locator("input").uncheck()
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    assert page.locator(".ba-sheet img").count() == 1


# -- from evidence to evidence


def test_one_steps_through_the_evidence(page: Page) -> None:
    ask(page, "What was on the agenda of the Dialogue?")
    count = page.locator("#ba-sources .ba-now .ba-card.ba-source").count()
    assert count > 1
    assert page.locator("[data-part=step]").inner_text() == f"1 of {count}"
    assert page.locator("[data-do=previous]").is_disabled()
    press(page, "next")
    assert page.locator("[data-part=step]").inner_text() == f"2 of {count}"
    assert focused(page) in {"next", "evidence-0-2"}
    assert page.locator(".ba-view .ba-number").inner_text() == "2"


def test_next_best_passages_are_below_the_quotes_and_open_at_their_place(page: Page) -> None:
    ask(page, "Who is the chair of the harbour board?")
    answer = page.locator("#ba-messages .bot .ba-text").last.inner_text()
    press(page, "list")
    kinds = page.locator("#ba-sources .ba-card").evaluate_all("all => all.map(one => one.className.split(' ')[1])")
    assert kinds == sorted(kinds, reverse=True)
    assert {*kinds} == {"ba-source", "ba-also"}
    also = page.locator("#ba-sources .ba-also")
    assert page.locator("#ba-sources h4", has_text="Also found").is_visible()
    assert also.locator("mark").count() == 0
    heading = also.first.locator(".ba-title").inner_text()
    also.first.locator(".ba-open").click()
    settled(page)
    assert page.locator(".ba-view .ba-title").inner_text() == heading
    assert page.locator("[data-part=step]").inner_text() == f"1 of {also.count()}"
    assert str(page.locator(".ba-view").get_attribute("aria-label")).startswith("Also found 1 of")
    press(page, "list")
    assert focused(page) == "near-0-1"
    assert page.locator("#ba-messages .bot .ba-text").last.inner_text() == answer


def test_list_that_is_written_anew_leaves_what_is_shown(page: Page) -> None:
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    page.eval_on_selector("#ba-sources .ba-turn", "turn => { turn.outerHTML = turn.cloneNode(true).outerHTML; }")
    page.eval_on_selector("#ba-sources .ba-turn", "turn => turn.classList.remove('ba-now')")
    page.eval_on_selector("#ba-sources .ba-turn", "turn => turn.after('')")
    page.wait_for_timeout(100)
    assert page.locator(".ba-sheet img").is_visible()
    assert page.locator("#ba-sources .ba-question").is_visible()
    assert page.locator("#ba-sources .ba-card").first.is_hidden()
    page.evaluate("document.querySelector('#ba-sources .ba-turn').remove()")
    page.locator(".ba-view").wait_for(state="hidden")


def test_list_of_evidence_is_a_click_away_and_leads_back(page: Page) -> None:
    ask(page, "What was on the agenda of the Dialogue?")
    assert page.locator("#ba-sources .ba-card").first.is_hidden()
    press(page, "list")
    assert page.locator("#ba-sources .ba-card").first.is_visible()
    assert focused(page) == "source-0-1"
    page.locator(".ba-open").nth(1).click()
    settled(page)
    assert focused(page) == "evidence-0-2"


def test_declined_question_says_why_and_what_comes_closest_can_be_shown(page: Page) -> None:
    ask(page, "How much does a litre of milk cost in Peru?")
    assert "Peru" in page.locator(".ba-why").inner_text()
    assert page.locator(".ba-view").is_hidden()
    closest = page.locator("#ba-sources .ba-near").first.locator("mark").inner_text()
    page.locator(".ba-near .ba-open").first.click()
    settled(page)
    assert page.locator(".ba-box-quote, .ba-document mark").count() > 0
    assert page.locator(".ba-view [data-part=quote]").inner_text() == closest
    assert "Closest 1 of" in spoken(page)


def test_sureness_is_a_labelled_meter_and_words(page: Page) -> None:
    ask(page, "Who led the Indian delegation?")
    meter = page.get_by_role("meter")
    assert "Confidence" in str(meter.get_attribute("aria-valuetext"))
    assert page.locator(".ba-verdict strong").inner_text() in {"Well supported", "Supported", "Weak evidence"}


def test_earlier_answers_keep_their_evidence(page: Page) -> None:
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    ask(page, "How many tonnes were handled in the port of Lajes?")
    page.locator("a.ba-cite").first.click()
    settled(page)
    assert focused(page) == "evidence-0-1"
    assert page.locator(".ba-view [data-part=page]").inner_text() == "page 1 of 3"
    press(page, "list")
    page.click("#ba-new")
    page.locator("#ba-messages [data-testid=bot]").first.wait_for(state="detached")
    assert page.locator(".ba-view").is_hidden()


def upload(page: Page, file: Path, outcome: str) -> None:
    page.set_input_files("#bi-add input[type=file]", str(file))
    page.locator("#bi-progress tbody tr", has_text=outcome).wait_for()


def test_older_versions_and_removed_documents_are_said(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "tide.md"
    said = "# Tide table\n\nHigh water at Flores is at {time} on Monday. Boats wait for it.\n"
    file.write_text(said.format(time="06:40"), encoding="utf-8")
    upload(page, file, "added")
    ask(page, "When is high water at Flores?")
    assert "06:40" in page.locator(".ba-document mark").first.inner_text()
    file.write_text(said.format(time="07:15"), encoding="utf-8")
    page.set_input_files("#bi-add input[type=file]", str(file))
    page.click("#bi-progress [data-do=replace]")
    page.locator("#bi-progress tbody tr", has_text="replaced").wait_for()
    page.locator("a.ba-cite").first.click()
    settled(page)
    assert "older version" in page.locator(".ba-view-note").inner_text()
    kept = page.locator(".ba-quoted").inner_text()
    assert "06:40" in kept
    assert "Boats wait for it." in kept
    assert page.locator(".ba-stage").is_hidden()
    page.locator("#bi-list label", has_text="Tide table").locator("input").check()
    page.click("#bi-remove")
    page.click("#bi-yes")
    page.locator("#bi-list label", has_text="Tide table").wait_for(state="detached")
    page.locator("a.ba-cite").first.click()
    settled(page)
    assert "removed" in page.locator(".ba-view-note").inner_text()
    assert "06:40" in page.locator(".ba-quoted").inner_text()


# -- keyboard, screen reader, screens


def test_keyboard_alone_goes_to_the_evidence_and_back(page: Page) -> None:
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    link = page.locator("a.ba-cite").first
    link.focus()
    page.keyboard.press("Enter")
    settled(page)
    assert focused(page) == "evidence-0-1"
    page.keyboard.press("Tab")
    assert focused(page) == "list"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('ba-cite')")
    page.keyboard.press("Enter")
    press(page, "answer")
    assert page.evaluate("document.activeElement.classList.contains('ba-cite')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_violates_wcag(browser: Browser, address: str, scheme: str) -> None:
    page = opened(browser, address, color_scheme=scheme)
    found = {"empty": violations(page)}
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    found["page"] = violations(page)
    press(page, "as-text")
    found["text"] = violations(page)
    press(page, "list")
    found["list"] = violations(page)
    ask(page, "How much does a litre of milk cost in Peru?")
    found["declined"] = violations(page)
    page.locator(".ba-near .ba-open").first.click()
    settled(page)
    found["near"] = violations(page)
    assert {state: one for state, one in found.items() if one} == {}
    page.context.close()


@pytest.mark.parametrize("size", [(400, 800), (720, 450)], ids=["narrow", "200 %"])
def test_narrow_screens_show_it_without_scrolling_sideways(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    page = opened(browser, address, viewport={"width": size[0], "height": size[1]})
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    page.locator("a.ba-cite").first.click()
    settled(page)
    page.wait_for_timeout(700)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    box = page.locator(".ba-view").bounding_box()
    assert box
    assert -5 <= box["y"] < size[1] / 2
    for does in ("list", "page-on", "zoom-in", "as-text", "answer"):
        held = page.locator(f".ba-view [data-do={does}]").bounding_box()
        assert held
        assert min(held["width"], held["height"]) >= 24
        assert 0 <= held["x"] <= size[0] - held["width"]
    page.keyboard.press("Escape")
    page.locator("a.ba-cite").first.wait_for(state="visible")
    assert page.evaluate("document.activeElement.className") == "ba-cite"
    page.context.close()


# -- hostile documents


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("In which year was the Zanzibar treaty signed?", "Treaty"),
        ("In which year was the Pemba ledger closed?", "Ledger"),
    ],
)
def test_markup_in_documents_runs_nothing_and_loads_nothing(page: Page, question: str, title: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    ask(page, f"{question} <img src=x onerror=window.ran=7>", title)
    if page.locator(".ba-view").is_hidden():
        page.locator(".ba-open").first.click()
        settled(page)
    for does in ("as-text", "list"):
        if page.locator(f".ba-view [data-do={does}]").is_visible():
            press(page, does)
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    strange = "#ba-evidence :is(script, svg, iframe, object, h1, a, style, img:not([src^='data:image/png;base64,']))"
    assert page.locator(strange).count() == 0
    assert page.evaluate("document.querySelector('#ba-evidence').scrollWidth") <= page.evaluate(
        "document.querySelector('#ba-evidence').clientWidth"
    )
    assert [url for url in requests if not url.startswith(("http://127.0.0.1", "data:"))] == []


def test_hostile_text_is_shown_as_it_is(page: Page) -> None:
    ask(page, "In which year was the Zanzibar treaty signed?", "Treaty")
    if page.locator(".ba-view").is_hidden():
        page.locator(".ba-open").first.click()
        settled(page)
    text = page.locator(".ba-document").inner_text()
    assert MARKUP.split()[0] in text
    assert LONG_WORD in text
    assert page.evaluate(
        "(() => { const box = document.querySelector('.ba-stage'); return box.scrollWidth <= box.clientWidth + 1; })()"
    )
    hebrew = page.locator(".ba-document p", has_text="שלום")
    assert hebrew.evaluate("one => getComputedStyle(one).direction") == "rtl"


def test_the_image_is_a_png_and_nothing_is_stored(page: Page) -> None:
    ask(page, "Who is the chair of the harbour board?", "Harbour minutes")
    source = str(page.locator(".ba-sheet img").get_attribute("src"))
    image = Image.open(io.BytesIO(base64.b64decode(source.removeprefix("data:image/png;base64,"))))
    assert image.format == "PNG"
    assert page.evaluate("Object.keys(localStorage).filter(key => /evidence|page/i.test(key)).length") == 0
