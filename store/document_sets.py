"""Named sets of documents that people come back to, in a file of the store's folder."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from store.errors import InvalidSet, StoreUnusable
from store.faults import faults_of

ANYONE = ""
"""The person whose sets they are where nobody signs in."""

_FILE = "sets.json"
# The file names its own form, so that a later release can tell.
_FORM = 1
_LONGEST_NAME = 80
# More than anyone looks through, few enough that a page can list them.
_MOST = 200


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """A set by its name: the ids of its documents that are there, and how many of them are ``gone`` from the store."""

    name: str
    documents: tuple[str, ...]
    gone: int = 0


class DocumentSets:
    """The sets of all people; any number of threads of the store's owner may use it.

    Each change is written before it counts, to a new file that takes the old one's place.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the sets in a store's folder."""
        self._path = folder / _FILE
        self._lock = threading.Lock()

    def names(self, person: str = ANYONE) -> list[str]:
        """Return the names of a person's sets, in order of the alphabet.

        Raises:
            StoreUnusable: the file cannot be read.
        """
        with self._lock:
            return sorted(self._read().get(person, {}), key=str.casefold)

    def get(self, name: str, known: Collection[str], person: str = ANYONE) -> DocumentSet:
        """Return a set, without those of its documents that are not ``known`` any more; they leave it for good.

        Raises:
            InvalidSet: the person has no set of this name.
        """
        with self._lock:
            everyone = self._read()
            mine = _those_of(person, name, everyone)
            there = tuple(one for one in mine[name] if one in known)
            gone = len(mine[name]) - len(there)
            if gone:
                mine[name] = list(there)
                self._write(everyone)
            return DocumentSet(name, there, gone)

    def save(self, name: str, documents: Iterable[str], person: str = ANYONE, *, replace: bool = False) -> str:
        """Keep documents under a name; return the name as it is kept.

        Args:
            name: what a person typed; white space is made single.
            documents: their ids, at least one.
            person: whose set it is.
            replace: let it take the place of the set that has this name.

        Raises:
            InvalidSet: there is nothing to keep, the name is empty, too long or taken, or there are too many sets.
            StoreUnusable: it cannot be written.
        """
        ids = list(dict.fromkeys(documents))
        name = _sensible(name)
        if not ids:
            raise InvalidSet("tick the documents to keep as a set first")
        with self._lock:
            everyone = self._read()
            mine = everyone.setdefault(person, {})
            if name in mine and not replace:
                raise InvalidSet(f"a set named “{name}” is there already: choose another name, or change that set")
            if name not in mine and len(mine) >= _MOST:
                raise InvalidSet(f"there are {_MOST} sets already: delete one first")
            mine[name] = ids
            self._write(everyone)
            return name

    def rename(self, name: str, new: str, person: str = ANYONE) -> str:
        """Give a set another name; return it as it is kept.

        Raises:
            InvalidSet: there is no such set, or the new name is empty, too long or taken.
        """
        new = _sensible(new)
        with self._lock:
            everyone = self._read()
            mine = _those_of(person, name, everyone)
            if new != name:
                if new in mine:
                    raise InvalidSet(f"a set named “{new}” is there already: choose another name")
                mine[new] = mine.pop(name)
                self._write(everyone)
            return new

    def delete(self, name: str, person: str = ANYONE) -> None:
        """Forget a set; its documents stay.

        Raises:
            InvalidSet: there is no such set.
        """
        with self._lock:
            everyone = self._read()
            del _those_of(person, name, everyone)[name]
            self._write(everyone)

    def _read(self) -> dict[str, dict[str, list[str]]]:
        with faults_of(self._path.parent):
            try:
                found: Any = json.loads(self._path.read_text(encoding="utf-8"))
            except FileNotFoundError:
                return {}
            except ValueError:
                found = None
        people = found.get("people") if isinstance(found, dict) and found.get("form") == _FORM else None
        if not _is_sound(people):
            raise StoreUnusable(f"the sets of documents in {self._path} cannot be read: move that file away")
        return people

    def _write(self, people: dict[str, dict[str, list[str]]]) -> None:
        beside = self._path.with_suffix(".new")
        with faults_of(self._path.parent):
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump({"form": _FORM, "people": people}, file, ensure_ascii=True)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)


def _those_of(person: str, name: str, everyone: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    mine = everyone.get(person, {})
    if name not in mine:
        raise InvalidSet(f"there is no set named “{name}” any more")
    return mine


def _sensible(name: str) -> str:
    name = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    if not name:
        raise InvalidSet("give the set a name")
    if len(name) > _LONGEST_NAME:
        raise InvalidSet(f"the name is longer than {_LONGEST_NAME} characters: give a shorter one")
    return name


def _is_sound(people: Any) -> TypeGuard[dict[str, dict[str, list[str]]]]:
    return isinstance(people, dict) and all(
        isinstance(sets, dict)
        and all(isinstance(ids, list) and all(isinstance(one, str) for one in ids) for ids in sets.values())
        for sets in people.values()
    )
