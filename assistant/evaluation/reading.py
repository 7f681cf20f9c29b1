"""The YAML file of questions. Every fault is one line that says where, what was expected and what was found."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import NoReturn, TypeVar

import yaml

from assistant.evaluation.errors import UnusableQuestions
from assistant.evaluation.metrics import normalised
from assistant.evaluation.questions import Conversation, Expected, Question
from store.search import MAX_QUESTION_CHARACTERS

_T = TypeVar("_T")
_ONE_OF = "one of answer, all_of, evidence, unanswerable"
_CONVERSATION = {"conversation"}
_QUESTION = {"question", "answer", "all_of", "evidence", "document", "unanswerable", "history"}
# In YAML's [lists in brackets], a question mark ends a text.
_QUOTES = ": put questions within [ ] into quotes"
# What was found is quoted up to here.
_SHOWN = 60


def read_questions(path: str | PathLike[str]) -> tuple[Conversation, ...]:
    """Return what a file asks, in its order.

    The file is a list. An entry has a ``question`` and what is expected: ``answer`` (a text, or a list of
    alternatives), ``all_of`` (a list of such, which must all be said), ``evidence`` (a verbatim stretch of a document,
    or a list of alternatives; alone or beside an answer), or ``unanswerable: true``; besides, ``document`` (title, file
    name or id: where it must come from) and ``history`` (a list of questions that are asked before). Or an entry is a
    ``conversation``, a list of entries without ``history``.

    Raises:
        UnusableQuestions: it cannot be read, is no YAML, or says something else.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = (error.strerror or str(error)).lower() if isinstance(error, OSError) else "it is no text in UTF-8"
        raise UnusableQuestions(f"{path}: expected a file of questions, cannot read it: {reason}") from error
    return _File(str(path)).read(text)


class _File:
    """Walks the nodes of the document, which know their lines; values are the text as it was written."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._questions = 0

    def read(self, text: str) -> tuple[Conversation, ...]:
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            hint = _QUOTES if error.problem and "'?'" in error.problem else ""
            raise UnusableQuestions(f"{self._path}, line {line}: expected YAML: {error.problem}{hint}") from error
        except (yaml.YAMLError, RecursionError) as error:
            raise UnusableQuestions(f"{self._path}: expected YAML: {_one_line(str(error))}") from error
        if node is None:
            raise UnusableQuestions(f"{self._path}: expected a list of questions, found nothing")
        return tuple(self._entry(item) for item in self._items(node, "a list of questions"))

    def _entry(self, node: yaml.Node) -> Conversation:
        fields = self._fields(node, "a question or a conversation", _QUESTION | _CONVERSATION)
        if "conversation" not in fields:
            opening = fields.pop("history", None)
            return Conversation((self._question(node, fields),), self._opening(opening))
        if others := sorted(fields.keys() - _CONVERSATION):
            self._fail(node, "a conversation alone", f"{', '.join(others)} beside it")
        items = self._items(fields["conversation"], "a list of questions under conversation")
        allowed = _QUESTION - {"history"}
        return Conversation(tuple(self._question(item, self._fields(item, "a question", allowed)) for item in items))

    def _question(self, node: yaml.Node, fields: dict[str, yaml.Node]) -> Question:
        self._questions += 1
        if "question" not in fields:
            self._fail(node, "a question", "none")
        text = self._asked(fields["question"])
        return Question(text, self._expected(node, fields), self._place(node))

    def _expected(self, node: yaml.Node, fields: dict[str, yaml.Node]) -> Expected:
        given = [name for name in ("answer", "all_of", "evidence", "unanswerable") if name in fields]
        if not given:
            self._fail(node, _ONE_OF, "none")
        if "unanswerable" in given:
            self._true(fields["unanswerable"])
            if others := [name for name in (*given, "document") if name in fields and name != "unanswerable"]:
                self._fail(node, "unanswerable alone", f"{', '.join(others)} beside it")
            return Expected()
        if "answer" in given and "all_of" in given:
            self._fail(node, _ONE_OF, "answer and all_of")
        said: tuple[tuple[str, ...], ...] = ()
        if "answer" in given:
            said = (self._alternatives(fields["answer"], "answer", self._words),)
        elif "all_of" in given:
            items = self._items(fields["all_of"], "a list under all_of")
            said = tuple(self._alternatives(item, "all_of", self._words) for item in items)
        evidence: tuple[str, ...] = ()
        if "evidence" in given:
            evidence = self._alternatives(fields["evidence"], "evidence", self._text)
        document = self._text(fields["document"], "document") if "document" in fields else None
        return Expected(said, "answer" in given, evidence, document)

    def _opening(self, node: yaml.Node | None) -> tuple[str, ...]:
        if node is None:
            return ()
        return tuple(self._asked(item) for item in self._items(node, "a list of questions under history"))

    def _asked(self, node: yaml.Node) -> str:
        text = self._text(node, "question")
        if len(text) > MAX_QUESTION_CHARACTERS:
            self._fail(node, f"a question of at most {MAX_QUESTION_CHARACTERS:,} characters", f"{len(text):,}")
        return text

    def _alternatives(self, node: yaml.Node, name: str, read: Callable[[yaml.Node, str], _T]) -> tuple[_T, ...]:
        if isinstance(node, yaml.SequenceNode):
            return tuple(read(item, name) for item in self._items(node, f"a list under {name}"))
        return (read(node, name),)

    def _words(self, node: yaml.Node, name: str) -> str:
        text = self._text(node, name)
        if not normalised(text):
            self._fail(node, f"words under {name}", f"“{_short(text)}”, which is no word that is compared")
        return text

    def _text(self, node: yaml.Node, name: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip() or node.tag.endswith(":null"):
            self._fail(node, f"a text under {name}", _kind(node))
        return str(node.value).strip()

    def _true(self, node: yaml.Node) -> None:
        if not node.tag.endswith(":bool") or not yaml.SafeLoader.bool_values.get(str(node.value).lower()):
            self._fail(node, "unanswerable: true, or no such line", _kind(node))

    def _items(self, node: yaml.Node, wanted: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            self._fail(node, wanted, _kind(node))
        if not node.value:
            self._fail(node, wanted, "an empty one")
        return list(node.value)

    def _fields(self, node: yaml.Node, wanted: str, allowed: set[str]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self._fail(node, wanted, _kind(node))
        fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else _kind(key)
            if name not in allowed:
                self._fail(key, f"one of {', '.join(sorted(allowed))}", f"“{_short(name)}”")
            if name in fields:
                self._fail(key, f"{name} once", "it twice")
            fields[name] = value
        return fields

    def _place(self, node: yaml.Node) -> str:
        number = f" (question {self._questions})" if self._questions else ""
        return f"{self._path}, line {node.start_mark.line + 1}{number}"

    def _fail(self, node: yaml.Node, wanted: str, found: str) -> NoReturn:
        raise UnusableQuestions(f"{self._path}, line {node.start_mark.line + 1}: expected {wanted}, found {found}")


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    return f"“{_short(str(node.value))}”" if str(node.value).strip() else "nothing"


def _short(text: str) -> str:
    text = _one_line(text)
    return text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())
