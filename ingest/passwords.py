"""Passwords of documents on the command line, also where others cannot read them."""

from __future__ import annotations

import argparse
import getpass
import os
from pathlib import Path

VARIABLE = "BRIEFING_PASSWORD"
"""The environment variable that holds a password."""


def add_passwords(parser: argparse.ArgumentParser) -> None:
    """Add the options that give passwords to a command."""
    group = parser.add_argument_group(
        "passwords", f"open PDFs and archives that need one; none is kept. {VARIABLE} may hold one too."
    )
    group.add_argument(
        "--password",
        action="append",
        default=[],
        metavar="WORD",
        help="a password, which the list of processes shows to others; may be given several times",
    )
    group.add_argument("--password-file", type=Path, metavar="FILE", help="a file with a password on each line")
    group.add_argument("--ask-password", action="store_true", help="ask for a password on the terminal")


def passwords_of(arguments: argparse.Namespace) -> list[str]:
    """Return the passwords that a command was given, each once.

    Raises:
        SystemExit: with code 2, when the file cannot be read.
    """
    found = list(arguments.password)
    if arguments.password_file is not None:
        try:
            found += arguments.password_file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
            raise SystemExit(
                _wrong(f"cannot read the file of passwords {arguments.password_file}: {reason}")
            ) from error
    if arguments.ask_password:
        found.append(getpass.getpass("Password of the documents: "))
    found.append(os.environ.get(VARIABLE, ""))
    return list(dict.fromkeys(password for password in found if password))


def _wrong(text: str) -> int:
    from ingest.terminal import complain

    complain(text)
    return 2
