"""The chain and the retriever as parts of LangChain; nothing of them is traced."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from langchain_core.runnables import Runnable, RunnableLambda

from assistant import Answer, Assistant, BriefingRetriever
from assistant.retriever import hit_of
from store import Document, InvalidQuestion, Store, UnknownDocument

LED = "Who led the Norwegian delegation?"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _filled(briefing: Document) -> None:
    """Every test here asks about the briefing."""


def test_the_chain_gives_the_answer_of_ask(store: Store) -> None:
    assistant = Assistant(store)
    answer = assistant.chain.invoke({"question": LED})
    assert (answer.text, answer.citations) == (assistant.ask(LED).text, assistant.ask(LED).citations)


def test_the_chain_drops_into_other_chains(store: Store) -> None:
    ask: Runnable[str, dict[str, str]] = RunnableLambda(lambda question: {"question": question})
    chain = ask | Assistant(store).chain | RunnableLambda(lambda answer: answer.text.upper())
    assert chain.invoke(LED) == Assistant(store).ask(LED).text.upper()


def test_the_chain_answers_in_batches_and_asynchronously(store: Store) -> None:
    chain = Assistant(store).chain
    assert all(isinstance(answer, Answer) for answer in chain.batch([{"question": LED}, {"question": "Where?"}]))
    assert isinstance(asyncio.run(chain.ainvoke({"question": LED})), Answer)


def test_callbacks_of_the_caller_see_the_steps(store: Store) -> None:
    from langchain_core.callbacks import BaseCallbackHandler

    seen: list[str] = []

    class Watching(BaseCallbackHandler):
        def on_retriever_start(self, *_: object, **__: object) -> None:
            seen.append("search")

    Assistant(store).chain.invoke({"question": LED}, config={"callbacks": [Watching()]})
    assert seen == ["search"]


def test_errors_come_through_the_chain(store: Store) -> None:
    with pytest.raises(InvalidQuestion):
        Assistant(store).chain.invoke({"question": " "})
    with pytest.raises(UnknownDocument):
        Assistant(store).chain.invoke({"question": LED, "documents": ["nothing"]})


def test_retrieved_documents_hold_the_whole_hit(store: Store) -> None:
    found = BriefingRetriever(briefings=store, limit=3).invoke(LED)
    assert [hit_of(one) for one in found] == store.search(LED, limit=3)


def test_retrieved_documents_name_their_source(store: Store, briefing: Document) -> None:
    metadata = BriefingRetriever(briefings=store).invoke(LED)[0].metadata
    assert (metadata["title"], metadata["source"]) == (briefing.title, briefing.source)
    json.dumps(metadata)


def test_the_retriever_searches_the_given_documents(store: Store) -> None:
    assert BriefingRetriever(briefings=store, documents=[]).invoke(LED) == []


def test_the_retriever_works_asynchronously(store: Store) -> None:
    assert len(asyncio.run(BriefingRetriever(briefings=store, limit=2).ainvoke(LED))) == 2


# -- tracing, in a process of its own: LangSmith reads the environment once


@pytest.fixture
def endpoint() -> Iterator[tuple[str, list[str]]]:
    received: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def _note(self) -> None:
            received.append(self.path)
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_GET = do_POST = do_PATCH = _note  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", received
    server.shutdown()
    server.server_close()


_RUN = """
import sys, threading
from fakes import FakeEmbedder
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableLambda
from langchain_core.tracers.langchain import wait_for_all_tracers
from assistant import Assistant, BriefingRetriever
from store import Store

with Store.open(sys.argv[1], embedder=FakeEmbedder()) as store:
    if sys.argv[2] == "control":
        RunnableLambda(lambda x: x).invoke("traced")
    else:
        model = GenericFakeChatModel(messages=iter([AIMessage(content="It was Ms. Solberg [1].")] * 9))
        for assistant in (Assistant(store), Assistant(store, chat_model=model)):
            assistant.ask("Who led the Norwegian delegation?")
            assistant.chain.invoke({"question": "Who led it?"})
            steps = assistant.stream("Who led it?")
            done = False
            while not done:  # every step in another thread, as a web server may do it
                def step():
                    global done
                    done = next(steps, None) is None
                thread = threading.Thread(target=step)
                thread.start()
                thread.join()
        BriefingRetriever(briefings=store).invoke("Who led it?")
    wait_for_all_tracers()
"""


@pytest.mark.parametrize(("what", "traced"), [("control", True), ("assistant", False)])
def test_nothing_is_traced_whatever_the_environment_says(
    tmp_path: Path, store: Store, endpoint: tuple[str, list[str]], what: str, traced: bool
) -> None:
    address, received = endpoint
    environment = {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}",
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "LANGSMITH_TRACING": "true",
        "LANGSMITH_TRACING_V2": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_ENDPOINT": address,
        "LANGCHAIN_ENDPOINT": address,
        "LANGSMITH_API_KEY": "key",
    }
    store.close()  # one process at a time
    command = [sys.executable, "-c", _RUN, str(store.path), what]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert bool(received) == traced


def test_the_callers_own_tracing_is_left_as_it_was(store: Store) -> None:
    from langsmith.run_helpers import get_tracing_context

    before = get_tracing_context()
    steps = Assistant(store).stream(LED)
    next(iter(steps))
    assert get_tracing_context() == before
