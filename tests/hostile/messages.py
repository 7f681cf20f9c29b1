"""Messages that hold one another, too much, or things whose names lead elsewhere."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from hostile.case import Case, fails, reads, survives
from hostile.packed import nested, zipped
from hostile.whole import WORDS, eml, msg


def _attached(name: str, data: bytes, kind: str = "application/octet-stream") -> bytes:
    head = 'Content-Type: multipart/mixed; boundary="b"\n'
    body = (
        f"--b\nContent-Type: text/plain\n\n{WORDS}\n--b\nContent-Type: {kind}\nContent-Disposition: attachment; "
        f'filename="{name}"\nContent-Transfer-Encoding: base64\n\n{base64.b64encode(data).decode()}\n--b--\n'
    )
    return eml(body, head)


def messages(size: int) -> Iterator[Case]:
    """Yield the files; ``size`` is how many bytes bombs unpack to."""
    inner = eml()
    for _ in range(12):
        inner = _attached("inner.eml", inner)
    yield reads("mail-in-mail.eml", inner, "Tsukuba")
    chain = "Content-Type: message/rfc822\n\nSubject: x\n" * 300
    yield survives("mail-is-mail.eml", eml("", "").rstrip() + f"\n{chain}\n{WORDS}".encode())
    deep = b"From: a@example.org\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level) for level in range(2000)
    )
    yield survives("parts-in-parts.eml", deep + b"\n" + WORDS.encode())
    parts = "".join(
        f"--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\n{n}\n"
        for n in range(min(size // 10_000, 3000))
    )
    yield survives("parts-without-number.eml", eml(parts + "--b--", 'Content-Type: multipart/mixed; boundary="b"\n'))
    yield survives("headers-without-number.eml", eml(head="".join(f"X-{number}: x\n" for number in range(20_000))))
    yield survives("header-without-end.eml", eml(head="References: " + "<a@b> " * (size // 1000) + "\n"))
    yield survives("addresses-in-comments.eml", eml(head="Cc: " + "(" * 5000 + "\n"))
    yield survives("encoded-words.eml", eml(head="Cc: " + "=?utf-8?b?4pyT?= " * 2000 + "\n"))
    yield reads("bomb-attached.eml", _attached("bomb.zip", zipped({"spaces.txt": b" " * size})), "Tsukuba")
    yield reads("archives-attached.eml", _attached("deep.zip", nested(9)), "Tsukuba")
    names = ("../../escaped.txt", "/etc/cron.d/escaped", "a\\\\..\\\\escaped.txt", "\u202etxt.exe", "x" * 5000 + ".txt")
    for number, name in enumerate(names):
        yield reads(f"attachment{number}.eml", _attached(name, b"Words of an attachment."), "Tsukuba")
    yield reads(
        "unknown-encodings.eml", eml(head='Content-Type: text/plain; charset="unicode-1-1-utf-99"\n'), "Tsukuba"
    )
    yield survives("transfer-of-nothing.eml", eml("!!!!", "Content-Transfer-Encoding: base64\n"))
    whole = msg()
    yield survives("sectors-in-a-circle.msg", _circling(whole))
    yield survives("directory-in-a-circle.msg", _directory_circling(whole))
    yield survives(
        "claims-a-gigabyte.msg", whole.replace(len(WORDS * 2).to_bytes(4, "little"), (2**30).to_bytes(4, "little"))
    )
    yield fails("head-alone.msg", whole[:512], "old Office|damaged")


def _circling(data: bytes) -> bytes:
    """Let the file allocation table lead every sector to itself."""
    made = bytearray(data)
    table = int.from_bytes(made[76:80], "little")
    start = 512 * (table + 1)
    for number in range(128):
        entry = int.from_bytes(made[start + 4 * number : start + 4 * number + 4], "little")
        if entry < 0xFFFFFFFA or entry == 0xFFFFFFFE:
            made[start + 4 * number : start + 4 * number + 4] = number.to_bytes(4, "little")
    return bytes(made)


def _directory_circling(data: bytes) -> bytes:
    """Let every entry of the directory be its own neighbour."""
    made = bytearray(data)
    start = 512 * (int.from_bytes(made[48:52], "little") + 1)
    for number in range((len(made) - start) // 128):
        place = start + 128 * number
        if made[place + 66] in (1, 2, 5):
            for field in (68, 72, 76):
                made[place + field : place + field + 4] = number.to_bytes(4, "little")
    return bytes(made)
