"""Conversations that are kept: whose they are, what comes back of them, and what is left on the disk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Answer
from assistant.talks import LOCAL, TalkChanged, Talks, TalksUnusable, UnknownTalk
from assistant.talks.coding import decoded, encoded
from assistant.talks.talks import new_id

NAME = "conversations.sqlite"


@pytest.fixture
def begin(talks: Talks, answer: Answer) -> Callable[..., str]:
    def make(*questions: str, person: str = LOCAL) -> str:
        talk_id = new_id()
        for position, question in enumerate(questions):
            talks.keep(person, talk_id, position, replace(answer, question=question))
        return talk_id

    return make


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("conversations*")))


def test_kept_answer_comes_back_whole_after_a_restart(tmp_path: Path, answer: Answer) -> None:
    talk_id = new_id()
    with Talks.open(tmp_path) as first:
        first.keep(LOCAL, talk_id, 0, replace(answer, understood_as="What are the key points of it?"))
    with Talks.open(tmp_path) as second:
        (kept,) = second.read(LOCAL, talk_id)
    assert kept.answer == replace(answer, understood_as="What are the key points of it?")


def test_declined_answer_keeps_what_came_nearest(talks: Talks, declined: Answer) -> None:
    talk_id = new_id()
    talks.keep(LOCAL, talk_id, 0, declined)
    assert declined.nearest
    assert declined.closest
    assert talks.read(LOCAL, talk_id)[0].answer == declined


def test_answer_that_was_kept_before_there_were_closest_sentences_is_read(declined: Answer) -> None:
    kept = json.loads(encoded(declined))
    del kept["closest"]
    assert decoded(json.dumps(kept)) == replace(declined, closest=())


def test_conversation_is_named_after_its_first_question(talks: Talks, begin: Callable[..., str]) -> None:
    begin("Who led\nthe delegation?", "And the other one?")
    (talk,) = talks.find(LOCAL)
    assert talk.name == "Who led the delegation?"
    assert talk.questions == 2


def test_latest_conversation_comes_first(talks: Talks, begin: Callable[..., str], answer: Answer) -> None:
    older, newer = begin("Older?"), begin("Newer?")
    assert [talk.talk_id for talk in talks.find(LOCAL)] == [newer, older]
    talks.keep(LOCAL, older, 1, answer)
    assert [talk.talk_id for talk in talks.find(LOCAL)] == [older, newer]


@pytest.mark.parametrize("words", ["PLANKTON", "plankton mapping", "seabed who"])
def test_conversations_are_found_by_words_of_questions_and_answers(
    talks: Talks, begin: Callable[..., str], answer: Answer, words: str
) -> None:
    wanted = new_id()
    talks.keep(LOCAL, wanted, 0, replace(answer, question="Who?", text="Seabed mapping and plankton.", citations=()))
    talks.keep(LOCAL, new_id(), 0, replace(answer, question="Else?", text="Nothing of it.", citations=()))
    assert [talk.talk_id for talk in talks.find(LOCAL, words)] == [wanted]


def test_signs_of_a_search_are_only_signs(talks: Talks, answer: Answer) -> None:
    talks.keep(LOCAL, new_id(), 0, replace(answer, question="Who?", text="A hundred.", citations=()))
    assert talks.find(LOCAL, "%") == []
    assert talks.find(LOCAL, "h_ndred") == []


def test_nobody_sees_or_changes_the_conversation_of_another(
    talks: Talks, begin: Callable[..., str], answer: Answer
) -> None:
    talk_id = begin("Anna's question?", person="anna")
    assert talks.find("bob") == []
    assert talks.find("bob", "question") == []
    assert talks.rated("bob") == ()
    for attempt in (
        lambda: talks.read("bob", talk_id),
        lambda: talks.rename("bob", talk_id, "mine"),
        lambda: talks.delete("bob", talk_id),
        lambda: talks.rate("bob", talk_id, 0, True),
        lambda: talks.keep("bob", talk_id, 1, answer),
        lambda: talks.keep("bob", talk_id, 0, answer),
    ):
        with pytest.raises(UnknownTalk):
            attempt()
    assert [talk.name for talk in talks.find("anna")] == ["Anna's question?"]


def test_renamed_conversation_has_its_new_name(talks: Talks, begin: Callable[..., str]) -> None:
    talk_id = begin("Who?")
    talks.rename(LOCAL, talk_id, "  Tokyo\ttrip ")
    assert talks.get(LOCAL, talk_id).name == "Tokyo trip"
    talks.rename(LOCAL, talk_id, "   ")
    assert talks.get(LOCAL, talk_id).name == "Tokyo trip"


def test_question_asked_again_takes_the_place_of_what_came_after(
    talks: Talks, begin: Callable[..., str], answer: Answer, tmp_path: Path
) -> None:
    talk_id = begin("First?", "Zanzibar second?", "Zanzibar third?")
    talks.keep(LOCAL, talk_id, 1, replace(answer, question="Another second?"), known=3)
    assert [kept.answer.question for kept in talks.read(LOCAL, talk_id)] == ["First?", "Another second?"]
    assert b"zanzibar" not in on_disk(tmp_path).lower()


def test_answer_to_a_conversation_that_was_deleted_meanwhile_is_refused(
    talks: Talks, begin: Callable[..., str], answer: Answer
) -> None:
    talk_id = begin("First?")
    talks.delete(LOCAL, talk_id)
    with pytest.raises(TalkChanged):
        talks.keep(LOCAL, talk_id, 1, answer)
    assert talks.find(LOCAL) == []


def test_answer_does_not_take_the_place_of_one_that_another_window_got(
    talks: Talks, begin: Callable[..., str], answer: Answer
) -> None:
    talk_id = begin("First?", "Of the other window?")
    with pytest.raises(TalkChanged):
        talks.keep(LOCAL, talk_id, 1, answer)
    assert [kept.answer.question for kept in talks.read(LOCAL, talk_id)] == ["First?", "Of the other window?"]


def test_nothing_of_a_deleted_conversation_is_on_the_disk(
    talks: Talks, begin: Callable[..., str], answer: Answer, tmp_path: Path
) -> None:
    begin("Keep this one?")
    talk_id = begin(*(f"Zanzibar question {number}? {'filling ' * 200}" for number in range(12)))
    talks.rate(LOCAL, talk_id, 0, False, "Zanzibar comment")
    assert b"zanzibar" in on_disk(tmp_path).lower()
    assert talks.delete(LOCAL, talk_id)
    assert b"zanzibar" not in on_disk(tmp_path).lower()
    assert [talk.name for talk in talks.find(LOCAL)] == ["Keep this one?"]


def test_deletion_that_a_reader_held_up_is_finished_at_the_next_opening(
    begin: Callable[..., str], talks: Talks, tmp_path: Path
) -> None:
    talk_id = begin("Zanzibar question?")
    reader = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM exchanges").fetchall()
    assert not talks.delete(LOCAL, talk_id)
    assert b"zanzibar" in on_disk(tmp_path).lower()
    reader.close()
    with Talks.open(tmp_path):
        assert b"zanzibar" not in on_disk(tmp_path).lower()


def test_ratings_come_back_with_their_comments(talks: Talks, begin: Callable[..., str]) -> None:
    talk_id = begin("Good?", "Bad?", "Neither?", "Taken back?")
    talks.rate(LOCAL, talk_id, 0, True)
    talks.rate(LOCAL, talk_id, 1, False, "  names the wrong year ")
    talks.rate(LOCAL, talk_id, 3, True, "well")
    talks.rate(LOCAL, talk_id, 3, None)
    assert [(one.answer.question, one.liked, one.comment) for one in talks.rated(LOCAL)] == [
        ("Good?", True, ""),
        ("Bad?", False, "names the wrong year"),
    ]


def test_conversations_that_quote_a_document_are_named(talks: Talks, begin: Callable[..., str], answer: Answer) -> None:
    begin("Anna's?", person="anna")
    begin("Mine?")
    talks.keep(LOCAL, new_id(), 0, replace(answer, question="Quotes nothing?", citations=(), nearest=()))
    assert {talk.name for talk in talks.quoting([answer.citations[0].document_id])} == {"Anna's?", "Mine?"}
    assert [talk.name for talk in talks.quoting([answer.citations[0].document_id], "anna")] == ["Anna's?"]
    assert talks.quoting(["another-1a2b"]) == []


@pytest.mark.parametrize("content", [b"this is no database at all, however long it may be" * 50, b"SQLite format 3\0"])
def test_damaged_file_is_set_aside_and_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with Talks.open(tmp_path) as opened:
        assert opened.set_aside is not None
        assert opened.set_aside.read_bytes() == content
        assert opened.find(LOCAL) == []


def test_file_with_other_tables_is_set_aside(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / NAME) as database:
        database.execute("CREATE TABLE record (version INTEGER, erase_due BOOLEAN)")
        database.execute("INSERT INTO record VALUES (1, 0)")
    database.close()
    with Talks.open(tmp_path) as opened:
        assert opened.set_aside is not None


def test_cut_file_is_set_aside(tmp_path: Path, answer: Answer) -> None:
    with Talks.open(tmp_path) as opened:
        opened.keep(LOCAL, new_id(), 0, replace(answer, text="long " * 20_000))
        opened.delete(LOCAL, opened.find(LOCAL)[0].talk_id)
        opened.keep(LOCAL, new_id(), 0, replace(answer, text="long " * 20_000))
    whole = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(whole[: len(whole) // 2])
    with Talks.open(tmp_path) as opened:
        assert opened.set_aside is not None


def test_sound_file_is_not_set_aside(tmp_path: Path) -> None:
    Talks.open(tmp_path).close()
    with Talks.open(tmp_path) as opened:
        assert opened.set_aside is None


def test_file_of_a_later_release_is_left_alone(tmp_path: Path) -> None:
    Talks.open(tmp_path).close()
    with sqlite3.connect(tmp_path / NAME) as database:
        database.execute("UPDATE record SET version = 99")
    database.close()
    with pytest.raises(TalksUnusable, match="99"):
        Talks.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if "damaged" in path.name] == []


@pytest.mark.parametrize(
    "change",
    [
        "'no JSON'",
        "replace(answer, '\"confidence\": ', '\"confidence\": 7')",
        "replace(answer, '\"start\": ', '\"start\": 9')",
        "replace(answer, '\"quote\"', '\"other\"')",
        "'[' || answer || ']'",
    ],
)
def test_damaged_answer_is_left_out_and_the_others_are_shown(
    talks: Talks, begin: Callable[..., str], tmp_path: Path, change: str
) -> None:
    talk_id = begin("First?", "Second?")
    with sqlite3.connect(tmp_path / NAME) as database:
        database.execute(f"UPDATE exchanges SET answer = {change} WHERE position = 0")
    database.close()
    assert [kept.answer.question for kept in talks.read(LOCAL, talk_id)] == ["Second?"]


def test_question_of_odd_characters_is_kept(talks: Talks, answer: Answer) -> None:
    talk_id = new_id()
    talks.keep(LOCAL, talk_id, 0, replace(answer, question="Wo\ud800 \u202e ist\x00 es?"))
    assert talks.read(LOCAL, talk_id)[0].answer.question == "Wo? \u202e ist\x00 es?"


def test_file_is_for_its_owner_alone(talks: Talks, tmp_path: Path) -> None:
    assert (tmp_path / NAME).stat().st_mode & 0o077 == 0
