"""Messages: who wrote when what, and what is attached; a bad attachment costs nothing but itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from compound import outlook_message
from ingest import ingest_uploads
from ingest.budget import Budget
from ingest.errors import Unreadable
from ingest.extract import Extract
from ingest.reading import read
from store import Store

LONG = "A long attachment about the third edition. " * 120


def extract(name: str, data: bytes, budget: Budget | None = None) -> Extract:
    return read(name, data, lambda done, total: None, budget)


def blocks(made: Extract) -> list[tuple[str, str]]:
    return [(block.kind, made.text[block.start : block.end]) for block in made.blocks]


def texts(made: Extract) -> list[str]:
    return [text for _, text in blocks(made)]


def message(words: str = "The dialogue was held in Tokyo.\n") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Taro Saita <saita@example.org>"
    made["To"] = "Muanpuii Saiawi <saiawi@example.org>"
    made["Subject"] = "Space Dialogue – third edition"
    made["Date"] = "Tue, 01 Apr 2025 10:00:00 +0900"
    made.set_content(words)
    return made


def archive(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, data in files.items():
            target.writestr(name.replace("_", "."), data)
    return made.getvalue()


def test_message_has_its_header_and_its_words() -> None:
    made = extract("mail.eml", message().as_bytes())
    assert made.title == "Space Dialogue – third edition"
    assert (made.author, made.date) == ("Taro Saita <saita@example.org>", "2025-04-01")
    assert blocks(made) == [
        ("heading", "Space Dialogue – third edition"),
        ("row", "From: Taro Saita <saita@example.org>"),
        ("row", "To: Muanpuii Saiawi <saiawi@example.org>"),
        ("row", "Date: Tue, 01 Apr 2025 10:00:00 +0900"),
        ("paragraph", "The dialogue was held in Tokyo."),
    ]


def test_words_are_taken_once_from_two_versions_of_them() -> None:
    mail = message()
    mail.add_alternative("<p>The dialogue was held in <b>Tokyo</b>.</p>", subtype="html")
    assert texts(extract("mail.eml", mail.as_bytes()))[4:] == ["The dialogue was held in Tokyo."]


def test_message_in_html_alone_is_read() -> None:
    mail = message()
    mail.set_content("<h2>News</h2><p>It was held in <b>東京</b>.</p>", subtype="html", charset="iso-2022-jp")
    assert blocks(extract("mail.eml", mail.as_bytes()))[4:] == [
        ("heading", "News"),
        ("paragraph", "It was held in 東京."),
    ]


def attached() -> EmailMessage:
    mail = message()
    mail.add_attachment(b"# Agenda\n\nSpace policy.\n", maintype="text", subtype="markdown", filename="agenda.md")
    mail.add_attachment(b"%PDF-1.7 broken", maintype="application", subtype="pdf", filename="plan.pdf")
    mail.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="logo.png", disposition="inline")
    mail.add_attachment(
        archive(list_csv=b"Name,Office\nMr. Saita,Minister\n", evil_pdf=b"nonsense"),
        maintype="application",
        subtype="zip",
        filename="more.zip",
    )
    mail.add_attachment(message("It was forwarded."))
    return mail


def test_attachments_are_sections_of_the_message() -> None:
    made = extract("mail.eml", attached().as_bytes())
    found = texts(made)
    assert found[5:8] == ["Attachment: agenda.md", "Agenda", "Space policy."]
    assert "Attachment: plan.pdf" in found
    assert "Name: Mr. Saita | Office: Minister" in found
    assert found[-1] == "It was forwarded."
    assert "logo" not in made.text


def test_headings_of_attachments_are_below_their_names() -> None:
    made = extract("mail.eml", attached().as_bytes())
    levels = {text: block.level for block, text in zip(made.blocks, texts(made), strict=True) if block.level}
    assert levels["Space Dialogue – third edition"] in (1, 3)
    assert levels["Attachment: agenda.md"] == 2
    assert levels["Agenda"] == 3


def test_bad_attachment_is_noted_and_loses_nothing_else() -> None:
    notes = extract("mail.eml", attached().as_bytes()).notes
    assert len(notes) == 2
    assert notes[0].startswith("attachment plan.pdf: the PDF is damaged")
    assert notes[1].startswith("attachment more.zip/evil.pdf: its name ends in .pdf but it is plain text")


def test_note_reaches_the_report(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(attached().as_bytes())
    (entry,) = ingest_uploads([("mail.eml", path)], store).added
    assert len(entry.notes) == 2
    assert "Space policy." in store.text(entry.document.document_id)


@pytest.mark.parametrize(
    ("budget", "reason"),
    [
        (Budget(members=2), "holds more than 2 files"),
        (Budget(expansion=60), "unpacks to more than 0 MB"),
        (Budget(nesting=1), "nested deeper than 1 levels"),
    ],
)
def test_attachments_have_limits(budget: Budget, reason: str) -> None:
    made = extract("mail.eml", attached().as_bytes(), budget)
    assert any(reason in note for note in made.notes)
    assert "The dialogue was held in Tokyo." in made.text


def test_mail_within_mail_without_end_is_given_up() -> None:
    mail = message()
    for _ in range(40):
        outer = message("outer")
        outer.add_attachment(mail)
        mail = outer
    made = extract("mail.eml", mail.as_bytes())
    assert any("nested deeper than 3 levels" in note for note in made.notes)


def broken_header(raw: bytes) -> bytes:
    return raw.replace(b"Content-Type: text/plain", b'Content-Type: text/plain; charset="no-such"; x*=\xff\xfe', 1)


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[: len(raw) - len(raw) // 8],
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.replace(b"To: ", b"To: <<@@>, ;\n "),
        lambda raw: b"\n\n" + raw,
        lambda raw: raw.replace(b"Date: Tue", b"Date: 99"),
        broken_header,
    ],
)
def test_odd_message_is_still_read(damage: Callable[[bytes], bytes]) -> None:
    assert "The dialogue was held in Tokyo." in extract("mail.eml", damage(attached().as_bytes())).text


def test_outlooks_message_is_read_with_its_attachments() -> None:
    data = outlook_message(
        "Space Dialogue",
        "Mr. Saita",
        "It was held in Tokyo.",
        [("Ms. Saiawi", "saiawi@example.org")],
        [("note.txt", LONG.encode()), ("plan.pdf", b"%PDF-1.7")],
    )
    made = extract("mail.msg", data)
    assert made.title == "Space Dialogue"
    assert texts(made)[:4] == [
        "Space Dialogue",
        "From: Mr. Saita",
        "To: Ms. Saiawi <saiawi@example.org>",
        "It was held in Tokyo.",
    ]
    assert "Attachment: note.txt" in texts(made)
    assert "about the third edition" in made.text
    assert [note.split(":")[0] for note in made.notes] == ["attachment plan.pdf"]


OUTLOOK = outlook_message("Subject", "Someone", "Words.", [], [])


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("mail.eml", b"Just words without a header.", "it is no message"),
        ("mail.eml", OUTLOOK, "is an Outlook message (.msg), not a message (.eml)"),
        ("mail.msg", OUTLOOK[:1024], "is an old Office file"),
        ("mail.msg", OUTLOOK[:-512], "the message is damaged"),
        ("mail.msg", b"From: me", "is plain text, not an Outlook message"),
    ],
)
def test_broken_message_says_why(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(name, data)
    assert reason in str(caught.value)


THREAD = """Dear Bo,

We can accept the new date of 27 February, which the trustees have talked
through, provided that the lower room can be used by the school groups and by
the choir.

Kind regards,
Ann

Ann Lee
Head of Estates
Tel. 01632 960 114

On Tue, 14 Oct 2025 at 17:05, Bo Dahl <bo@fitout.example>
wrote:
> Dear Ann,
>
> The oak shelving will arrive five weeks late, because the kiln of the
> joinery broke down.
>
> - Flooring: 5 to 16 January
> - Shelving: 19 January
>
> On Mon, 6 Oct 2025 at 11:20, Ann Lee <ann@port.example> wrote:
>> Could you confirm the start?
"""


def test_an_earlier_message_stands_below_who_wrote_it_without_marks() -> None:
    made = blocks(extract("mail.eml", message(THREAD).as_bytes()))
    heads = [text for kind, text in made if kind == "heading"]
    assert heads == [
        "Space Dialogue – third edition",
        "On Tue, 14 Oct 2025 at 17:05, Bo Dahl <bo@fitout.example> wrote:",
        "On Mon, 6 Oct 2025 at 11:20, Ann Lee <ann@port.example> wrote:",
    ]
    assert ("item", "Flooring: 5 to 16 January") in made
    said = [text for _, text in made]
    assert "The oak shelving will arrive five weeks late, because the kiln of the joinery broke down." in said
    assert "Could you confirm the start?" in said
    assert not any(text.startswith(">") for text in said)


def test_wrapped_lines_are_one_sentence_and_a_signature_is_a_line_for_each_thing() -> None:
    said = [text for _, text in blocks(extract("mail.eml", message(THREAD).as_bytes()))]
    accepted = next(text for text in said if text.startswith("We can accept"))
    assert accepted.endswith("provided that the lower room can be used by the school groups and by the choir.")
    assert [text for text in said if text in ("Ann Lee", "Head of Estates", "Tel. 01632 960 114")] == [
        "Ann Lee",
        "Head of Estates",
        "Tel. 01632 960 114",
    ]


def test_an_earlier_message_with_a_head_of_its_own_is_a_part_too() -> None:
    head = "From: Bo Dahl\nSent: 14 October 2025\nTo: Ann Lee\nSubject: Date\n"
    words = f"I agree.\n\n-----Original Message-----\n{head}\nMay we?\n"
    made = blocks(extract("mail.eml", message(words).as_bytes()))
    assert made[-5:] == [
        ("heading", "From: Bo Dahl"),
        ("row", "Sent: 14 October 2025"),
        ("row", "To: Ann Lee"),
        ("row", "Subject: Date"),
        ("paragraph", "May we?"),
    ]


@pytest.mark.parametrize(
    "words", ["> A quote alone.\n", "1 > 0, and > is no mark.\n", "On Monday she wrote:\nDear Bo,\n", "\n"]
)
def test_words_without_a_thread_lose_nothing(words: str) -> None:
    made = extract("mail.eml", message(words).as_bytes())
    kept = " ".join(words.replace("> A", "A").split())
    assert kept in " ".join(made.text.split())


def test_an_answer_below_what_it_repeats_is_the_senders_again() -> None:
    words = "On Mon, 6 Oct 2025 at 11:20, Bo Dahl <bo@fitout.example> wrote:\n> May we begin?\n\nYou may begin now.\n"
    made = blocks(extract("mail.eml", message(words).as_bytes()))
    assert [text for _, text in made[-4:]] == [
        "On Mon, 6 Oct 2025 at 11:20, Bo Dahl <bo@fitout.example> wrote:",
        "May we begin?",
        "From: Taro Saita <saita@example.org>",
        "You may begin now.",
    ]
