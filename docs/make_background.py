"""Makes india-japan-space-dialogue-background.pdf, the sample with pages; needs reportlab.

Run it as ``python docs/make_background.py [FOLDER]``. The same script gives the same bytes every time.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Rect, String
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    ListFlowable,
    ListItem,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

NAME = "india-japan-space-dialogue-background.pdf"
TITLE = "India–Japan Space Dialogue: background note"

INK, NAVY, RULE, TINT = HexColor("#1f2733"), HexColor("#1d3f6e"), HexColor("#c3ccd8"), HexColor("#eef2f7")
ACCENT = HexColor("#b5472f")
BOLD = "Helvetica-Bold"
MARGIN = 24 * mm
WIDTH = A4[0] - 2 * MARGIN

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=15.5, textColor=INK, spaceAfter=7)
LIST = ParagraphStyle("list", parent=BODY, spaceAfter=3)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9.5, leading=12.5, spaceAfter=0)
CELL_HEAD = ParagraphStyle("cell-head", parent=CELL, fontName=BOLD, textColor=white)
CAPTION = ParagraphStyle("caption", parent=BODY, fontName="Helvetica-Oblique", fontSize=9, leading=12)
H0 = ParagraphStyle("title", parent=BODY, fontName=BOLD, fontSize=20, leading=25, textColor=NAVY, spaceAfter=4)
SUB = ParagraphStyle("subtitle", parent=BODY, fontSize=12, leading=16, textColor=HexColor("#4a5666"), spaceAfter=14)
H1 = ParagraphStyle(
    "h1",
    parent=BODY,
    fontName=BOLD,
    fontSize=15,
    leading=19,
    textColor=NAVY,
    spaceBefore=12,
    spaceAfter=6,
    keepWithNext=1,
)
H2 = ParagraphStyle("h2", parent=H1, fontSize=12, leading=15.5, spaceBefore=8, spaceAfter=4)


def bullets(*items: str) -> Flowable:
    """A list with bullets, an entry per item."""
    return ListFlowable(
        [ListItem(Paragraph(item, LIST), leftIndent=14) for item in items],
        bulletType="bullet",
        bulletFontSize=10,
        bulletColor=NAVY,
        leftIndent=14,
        spaceAfter=6,
    )


def grid(head: tuple[str, ...], rows: list[tuple[str, ...]], widths: tuple[float, ...]) -> Flowable:
    """A ruled table; widths are shares of the text's width."""
    cells = [[Paragraph(text, CELL_HEAD) for text in head]]
    cells += [[Paragraph(text, CELL) for text in row] for row in rows]
    table = Table(cells, colWidths=[share * WIDTH for share in widths], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), NAVY),
                ("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, TINT]),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            ]
        )
    )
    return table


def timeline() -> Drawing:
    """The three engagements in their order; the industry event has no date in the record, so its mark is hollow."""
    height, axis = 96.0, 52.0
    drawing = Drawing(WIDTH, height)
    drawing.add(Rect(0, 0, WIDTH, height, fillColor=TINT, strokeColor=None))
    drawing.add(Line(30, axis, WIDTH - 30, axis, strokeColor=NAVY, strokeWidth=2))
    marks = (
        (0.18, "Before the Dialogue", "Industry cooperation event", "Host: IN-SPACe, Cabinet Office", False),
        (0.50, "31 March 2025", "Site visit", "Tsukuba Space Center", True),
        (0.82, "1 April 2025", "Space Dialogue, third edition", "Tokyo", True),
    )
    for share, when, what, where, dated in marks:
        x = share * WIDTH
        group = Group()
        group.add(Circle(x, axis, 6, fillColor=ACCENT if dated else white, strokeColor=ACCENT, strokeWidth=2))
        for text, y, font in ((when, 16, BOLD), (what, -22, BOLD), (where, -35, "Helvetica")):
            group.add(String(x, axis + y, text, fontName=font, fontSize=9, fillColor=INK, textAnchor="middle"))
        drawing.add(group)
    return drawing


class NumberedCanvas(Canvas):
    """A canvas that knows how many pages there will be when it writes "Page 1 of 4"."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keeps the page until the count is known."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Writes the foot of every page, then the file."""
        for page in self._kept:
            self.__dict__.update(page)
            self.setStrokeColor(RULE)
            self.line(MARGIN, 16 * mm, A4[0] - MARGIN, 16 * mm)
            self.setFillColor(HexColor("#4a5666"))
            self.setFont("Helvetica", 8.5)
            self.drawString(MARGIN, 11 * mm, TITLE)
            self.drawRightString(A4[0] - MARGIN, 11 * mm, f"Page {self._pageNumber} of {len(self._kept)}")
            super().showPage()
        super().save()


def story() -> list[Flowable]:
    """The note, part by part."""

    def text(words: str, style: ParagraphStyle = BODY) -> Paragraph:
        return Paragraph(words, style)

    return [
        text(TITLE, H0),
        text("Third edition, Tokyo, 1 April 2025", SUB),
        text("1. Purpose of this note", H1),
        text(
            "This note accompanies the briefing on the third edition of the India–Japan Space Dialogue. It "
            "arranges the same facts differently: in the order of time, by person, and by item of the agenda. It "
            "adds nothing to the record, and section 7 says where the record is silent."
        ),
        text("2. The Dialogue in brief", H1),
        text(
            "The Space Dialogue is a meeting between India and Japan on outer space. Its third edition was held "
            "in Tokyo on 1 April 2025. It was a high-level meeting with two tasks: to review the initiatives that "
            "the two countries already pursue together, and to explore new opportunities. Its fields were space "
            "science, space technology and space security."
        ),
        text(
            "By holding the meeting, the two countries confirmed once more that they want to cooperate more "
            "deeply in outer space."
        ),
        text("3. Chronology", H1),
        text(
            "Three engagements belong together: an industry cooperation event, a visit to a research facility, "
            "and the Dialogue itself."
        ),
        timeline(),
        Spacer(1, 4),
        text(
            "Figure 1. The three engagements. The record gives no date for the hollow mark: its place on the line only "
            "says that it came before the Dialogue.",
            CAPTION,
        ),
        KeepTogether(
            [
                text("Before the Dialogue: industry cooperation event", H2),
                text(
                    "IN-SPACe and the Cabinet Office of Japan hosted the event. Companies and industry "
                    "associations of both countries came together there."
                ),
            ]
        ),
        KeepTogether(
            [
                text("31 March 2025: visit to the Tsukuba Space Center", H2),
                text(
                    "One day before the Dialogue, the delegation of India went to the Tsukuba Space Center. JAXA "
                    "operates the centre, which is a flagship facility for research."
                ),
            ]
        ),
        KeepTogether(
            [
                text("1 April 2025: the Dialogue", H2),
                text("The delegations of India and Japan met in Tokyo for the third edition of the Space Dialogue."),
            ]
        ),
        PageBreak(),
        text("4. Who's who", H1),
        text("Four people led the delegations, two on each side. Table 1 gives their names, offices and institutions."),
        grid(
            ("Side", "Name", "Office", "Institution"),
            [
                ("India", "Ms. Muanpuii Saiawi", "Joint Secretary", "Ministry of External Affairs"),
                ("India", "Mr. M. Ganesh Pillai", "Scientific Secretary", "ISRO"),
                ("Japan", "Mr. Saita Yukio", "Assistant Minister for Space Policy", "Not named"),
                ("Japan", "Mr. Kazeki Jun", "Director General", "National Space Policy Secretariat"),
            ],
            (0.12, 0.27, 0.31, 0.30),
        ),
        Spacer(1, 4),
        text("Table 1. Heads of the delegations.", CAPTION),
        text(
            "Ms. Muanpuii Saiawi and Mr. M. Ganesh Pillai led the Indian side together. Mr. Saita Yukio and Mr. "
            "Kazeki Jun were their counterparts on the Japanese side. Senior officials of the space agencies and "
            "of related ministries took part for both countries, so that institutions could speak to each other "
            "across the whole range of subjects."
        ),
        text("Organisations named in the record", H2),
        bullets(
            "ISRO: the organisation in which Mr. M. Ganesh Pillai is Scientific Secretary.",
            "JAXA: the organisation that operates the Tsukuba Space Center.",
            "IN-SPACe: one of the two hosts of the industry cooperation event.",
            "Cabinet Office of Japan: the other host of the industry cooperation event.",
            "Ministry of External Affairs: the Indian ministry of which Ms. Muanpuii Saiawi is a Joint Secretary.",
            "National Space Policy Secretariat: the Japanese body whose Director General is Mr. Kazeki Jun.",
        ),
        text("5. The agenda, item by item", H1),
        text("The subjects ranged widely and mirrored the strategic priorities of the two countries."),
        text("National space policies", H2),
        text(
            "Each country's space policy was a subject of the Dialogue. Both sides see a need for policies that "
            "are more closely aligned."
        ),
        text("Space situational awareness", H2),
        text("Space situational awareness, abbreviated SSA, was a separate subject of the talks."),
        text("Space security", H2),
        text(
            "Security in space was discussed alongside science and technology. It is tied to a key objective of "
            "the Dialogue: that outer space be used peacefully, sustainably and securely."
        ),
        text("Cooperation under the Quad framework", H2),
        text(
            "The talks extended to what the two countries can do within the Quad. The record connects this item "
            "with the Indo-Pacific, a region for which India and Japan have a common vision and on which both "
            "focus strategically."
        ),
        text("Commercial and industrial partnerships", H2),
        text(
            "A significant part of the discussions was about business. The delegations looked for ways to "
            "encourage joint ventures between the two countries, to give support to startups, and to foster the "
            "sharing of technology. The goal is a robust and resilient space ecosystem on both sides that can "
            "drive growth in the long term."
        ),
        text(
            "The industry cooperation event was organised in support of these aims. Its participants spoke about "
            "developing technologies together, about opportunities to invest, and about launch projects carried "
            "out in collaboration."
        ),
        text("Scientific collaboration", H2),
        text(
            "The visit to the Tsukuba Space Center added a scientific side to the programme. It showed the Indian "
            "delegation the latest technologies that Japan uses in space exploration, and it pointed to the "
            "potential for wider scientific collaboration."
        ),
        text("6. What to follow", H1),
        text("The record names intentions that a reader may want to follow after the meeting:"),
        bullets(
            "whether the space policies of the two countries become more closely aligned, as both sides asked;",
            "how the two countries respond together to new challenges in the global space domain;",
            "joint ventures, support for startups and technology sharing between the two countries;",
            "the subjects of the industry event: developing technologies together, investment, joint launch projects;",
            "wider scientific collaboration of the kind that the visit to Tsukuba brought to notice.",
        ),
        text(
            "Behind these intentions the record sees a cooperation that is widening and that is anchored in three "
            "common ideas: innovation, the peaceful exploration of space, and growth from which both countries "
            "gain."
        ),
        PageBreak(),
        text("7. Where the record is silent", H1),
        bullets(
            "It gives no date and no place for the industry cooperation event, only that it came before the Dialogue.",
            "It does not name the companies and associations that attended the event.",
            "It mentions no agreement signed and no sum of money.",
            "It does not say when or where the next edition will be held.",
        ),
        text("8. Abbreviations", H1),
        text("The record spells out one abbreviation; the others it uses as names."),
        grid(
            ("Short form", "What the record says"),
            [
                ("SSA", "Space situational awareness"),
                ("ISRO", "Mr. M. Ganesh Pillai is its Scientific Secretary; the name is not spelled out"),
                ("JAXA", "Operates the Tsukuba Space Center; the name is not spelled out"),
                ("IN-SPACe", "Hosted the industry event with the Cabinet Office of Japan; the name is not spelled out"),
            ],
            (0.22, 0.78),
        ),
    ]


def make(folder: Path) -> Path:
    """Writes the note into ``folder`` and returns its path."""
    path = folder / NAME
    document = BaseDocTemplate(
        str(path),
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=22 * mm,
        bottomMargin=22 * mm,
        title=TITLE,
        author="Briefing Assistant samples",
        subject="Third edition of the India–Japan Space Dialogue",
        invariant=1,
    )
    frame = Frame(MARGIN, 22 * mm, WIDTH, A4[1] - 44 * mm, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document.addPageTemplates(PageTemplate(frames=[frame]))
    document.build(story(), canvasmaker=NumberedCanvas)
    return path


if __name__ == "__main__":
    print(make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "samples"))
