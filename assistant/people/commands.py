"""The command ``briefing users``: who may sign in."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence

from assistant.people.errors import UserRefused
from assistant.people.users import Users

_DONE = 0


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the command; it sets ``run``, which takes the arguments and returns the exit code.

    Exit codes: 0 done; `PeopleError` passes through. It works while the store is in use.

    Args:
        subparsers: where to add it.
        parents: parsers of options that all commands have; one of them sets ``store``, the store's folder.
    """
    text = "add, list and remove the people who may sign in to the page"
    command = subparsers.add_parser("users", help=text, description=text)
    actions = command.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        parser = actions.add_parser(name, parents=list(parents), help=text, description=text)
        parser.set_defaults(run=_ACTIONS[name])
        return parser

    asked = "the password is asked for, or read from the first line of standard input"
    one = add("add", f"add somebody; {asked}")
    one.add_argument("name", metavar="NAME")
    one.add_argument("--admin", action="store_true", help="may do what is for administrators alone")
    add("list", "list them: name, administrator or not, since when")
    add("remove", "remove somebody, whose sign-ins end at once").add_argument("name", metavar="NAME")
    add("password", f"change a password, which ends the sign-ins; {asked}").add_argument("name", metavar="NAME")


def _add(arguments: argparse.Namespace) -> int:
    user = Users(arguments.store).add(arguments.name, _password(), admin=arguments.admin)
    print(f"added     {user.name}")
    return _DONE


def _list(arguments: argparse.Namespace) -> int:
    for user in Users(arguments.store).all():
        print(f"{user.name}\t{'admin' if user.admin else 'person'}\t{user.added_at}")
    return _DONE


def _remove(arguments: argparse.Namespace) -> int:
    Users(arguments.store).remove(arguments.name)
    print(f"removed   {arguments.name}")
    return _DONE


def _change(arguments: argparse.Namespace) -> int:
    Users(arguments.store).set_password(arguments.name, _password())
    print(f"changed   {arguments.name}")
    return _DONE


_ACTIONS = {"add": _add, "list": _list, "remove": _remove, "password": _change}


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise UserRefused("the two are not the same: nothing was changed")
    return password
