"""How do thirty people at once fare?

Serves the samples with sign-in on loopback, in a folder of its own, and asks the real server over HTTP as browsers do
(sign-in page, Gradio's queue, one open connection per page). Prints:

- the median time of an answer alone, and while thirty signed-in people ask every 20 seconds on average, five of whom
  also upload a document of about eight pages as often; their ratio (aim: less than 3), and the errors (aim: 0);
- whether anybody saw another's conversation, unasked or by naming another's session (aim: 0);
- the time of a burst of thirty questions against thirty in sequence (aim: at most 1).

    python bench/people.py [--people 30] [--seconds 75] [--keep DIR]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.evaluation.metrics import percentile
from assistant.people import Users

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "a bench of thirty people"
EVERY_SECONDS = 20.0
UPLOADERS = 5
# Answers take well under a second alone; what takes longer than this counts as an error.
PATIENCE = 60.0
# Asked in conversations of this many questions, as people do.
CONVERSATION = 4
QUESTIONS = (
    "Who led the Indian delegation?",
    "When was the third edition of the Dialogue held?",
    "Who hosted the industry cooperation event?",
    "What was the objective of the Dialogue?",
    "When did the delegation visit the Tsukuba Space Center?",
    "Which agency operates the Tsukuba Space Center?",
    "What was on the agenda of the Dialogue?",
    "Who led the Japanese delegation?",
    "How many companies took part in the industry event?",
    "Where was the Dialogue held?",
    "What do the briefings say about space situational awareness?",
    "Which organisations are working on the lunar polar mission?",
    "What did both sides say about satellite navigation?",
    "What is the position of M. Ganesh Pillai?",
    "Which areas of cooperation were discussed?",
    "How much does a litre of milk cost in Peru?",
    "What are the key points?",
    "Did the delegation visit a laboratory?",
    "When was the second edition held?",
    "What is left out about the industry event?",
)
WORDS = "harbour survey budget delegation orbit committee sensor treaty archive station quarter supplier review".split()


@dataclass(slots=True)
class Person:
    """Somebody with a browser: what was asked in the present conversation, and how long the answers took."""

    name: str
    client: httpx.AsyncClient
    config: dict[str, Any]
    session: str = ""
    asked: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    uploaded: list[str] = field(default_factory=list)
    seen_of_others: int = 0

    async def sign_in(self) -> None:
        """Sign in and open the page."""
        answer = await self.client.post("/sign-in", data={"name": self.name, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        (await self.client.get("/")).raise_for_status()
        self.config = (await self.client.get("/config")).json()
        self.afresh()

    def afresh(self) -> None:
        """Begin a new conversation, as opening the page anew does."""
        self.session, self.asked = f"{random.getrandbits(64):x}", []

    async def ask(self, question: str) -> float:
        """Ask, check that the conversation shown is one's own, and return the seconds until the answer was there."""
        began = time.perf_counter()
        try:
            outputs = await self._call("ba-send", "click", {"ba-question": question, "bi-list": []})
        except (httpx.HTTPError, ValueError, TimeoutError) as error:
            self.errors.append(f"{type(error).__name__}: {error}")
            return 0.0
        taken = time.perf_counter() - began
        self.asked.append(question)
        shown = questions_in(outputs["ba-messages"])
        if shown != self.asked:
            self.seen_of_others += any(one not in self.asked for one in shown)
            self.errors.append(f"the conversation is {shown}, not {self.asked}")
        self.seconds.append(taken)
        return taken

    async def upload(self, name: str, text: str) -> None:
        """Upload a document and give it to the page, which takes it in meanwhile."""
        try:
            sent = await self.client.post(
                "/gradio_api/upload", files={"files": (name, text.encode())}, timeout=PATIENCE
            )
            sent.raise_for_status()
            given = {"files": [{"name": name, "path": sent.json()[0]}], "refused": []}
            await self._call("bi-add", "upload", {}, session=f"{self.session}u", event_data=given)
            self.uploaded.append(name)
        except (httpx.HTTPError, ValueError, TimeoutError) as error:
            self.errors.append(f"{type(error).__name__}: {error}")

    async def spy(self, other: Person) -> int:
        """Try to see another's conversation by naming their session; return how often it was seen."""
        own = self.session, self.asked
        self.session, self.asked = other.session, []
        heard = ""
        # A session that Gradio does not know makes it break the stream off.
        with contextlib.suppress(httpx.RemoteProtocolError):
            where = {"session_hash": other.session}
            async with self.client.stream("GET", "/gradio_api/queue/data", params=where) as stream:
                async for line in stream.aiter_lines():
                    heard += line
        outputs = await self._call("ba-send", "click", {"ba-question": "Good morning!", "bi-list": []})
        self.session, self.asked = own
        return int(questions_in(outputs["ba-messages"]) != ["Good morning!"]) + int("process_" in heard)

    async def _call(
        self,
        elem_id: str,
        event: str,
        values: dict[str, Any],
        session: str | None = None,
        event_data: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        session = session or self.session
        names = {one["id"]: one["props"].get("elem_id") or str(one["id"]) for one in self.config["components"]}
        component = next(at for at, name in names.items() if name == elem_id)
        call = next(one for one in self.config["dependencies"] if [component, event] in [*map(list, one["targets"])])
        data = [values.get(names[at]) for at in call["inputs"]]
        body = {"data": data, "fn_index": call["id"], "session_hash": session, "event_data": event_data}
        joined = await self.client.post("/gradio_api/queue/join", json=body, timeout=PATIENCE)
        joined.raise_for_status()
        event_id = joined.json()["event_id"]
        address = "/gradio_api/queue/data"
        async with self.client.stream("GET", address, params={"session_hash": session}, timeout=PATIENCE) as stream:
            async for line in stream.aiter_lines():
                if '"process_completed"' in line and event_id in line:
                    done = json.loads(line.removeprefix("data: "))
                    if not done["success"]:
                        raise ValueError(str(done["output"]))
                    return {names[at]: value for at, value in zip(call["outputs"], done["output"]["data"], strict=True)}
        raise ValueError("the answer never came")


def questions_in(messages: Any) -> list[str]:
    """Return the questions of a conversation as it is shown."""
    import html

    shown = []
    for message in messages:
        if message["role"] == "user":
            text = "".join(part.get("text", "") for part in message["content"])
            (question,) = re.findall(r'<div class="ba-text">(.*?)</div>', text, re.DOTALL)
            shown.append(html.unescape(question))
    return shown


def document(chance: random.Random, number: int) -> str:
    """Return about eight pages of text that no other document has."""
    lines = [f"# Report {number}"]
    for section in range(16):
        lines.append(f"## Section {section}")
        for _ in range(12):
            words = chance.choices(WORDS, k=14)
            lines.append(f"The {' '.join(words)} of report {number} was {chance.randrange(10_000)}.")
        lines.append("")
    return "\n\n".join(lines)


@contextlib.contextmanager
def served(folder: Path, names: Sequence[str]) -> Iterator[str]:
    """Serve the samples to people who sign in; yield the address."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFING_")}
    environment |= {"BRIEFING_SIGN_IN": "always", "BRIEFING_STORE": str(folder / "store"), "HOME": str(folder)}
    users = Users(folder / "store")
    for name in names:
        if users.find(name) is None:
            users.add(name, PASSWORD)
    app = [sys.executable, "-m", "app"]
    samples = [str(path) for path in sorted((ROOT / "samples").iterdir()) if path.suffix in {".md", ".pdf"}]
    subprocess.run([*app, "ingest", *samples], cwd=ROOT, env=environment, check=True, capture_output=True)
    with (folder / "server.log").open("wb") as log:
        command = [*app, "serve", "--port", "0"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found, (folder / "server.log").read_text()
            yield found[0]
        finally:
            server.terminate()
            server.wait(30)


@contextlib.asynccontextmanager
async def gathered(address: str, names: Sequence[str]) -> AsyncIterator[list[Person]]:
    """Open a browser for each person, signed in, with the connection that an open page holds."""
    async with contextlib.AsyncExitStack() as stack:
        people = []
        for name in names:
            client = await stack.enter_async_context(
                httpx.AsyncClient(base_url=address, headers={"Origin": address}, timeout=PATIENCE, trust_env=False)
            )
            people.append(Person(name, client, {}))
            await people[-1].sign_in()
        held = [asyncio.create_task(hold(person)) for person in people]
        try:
            yield people
        finally:
            for task in held:
                task.cancel()
            await asyncio.gather(*held, return_exceptions=True)


async def hold(person: Person) -> None:
    """Keep the connection that an open page holds."""
    async with person.client.stream("GET", f"/gradio_api/heartbeat/{person.session}", timeout=None) as stream:
        async for _ in stream.aiter_lines():
            pass


async def alone(person: Person, count: int) -> list[float]:
    """Return the seconds that one person's answers take when nobody else asks."""
    taken = []
    for at in range(count):
        if at % CONVERSATION == 0:
            person.afresh()
        taken.append(await person.ask(QUESTIONS[at % len(QUESTIONS)]))
    return taken


async def together(people: Sequence[Person], seconds: float, chance: random.Random) -> list[float]:
    """Let all ask every `EVERY_SECONDS` on average, and some upload as often; return the seconds of the answers."""
    until = time.monotonic() + seconds
    numbers = iter(range(1000))

    async def asking(person: Person) -> None:
        own = random.Random(person.name)
        person.afresh()
        person.seconds.clear()
        questions = own.sample(QUESTIONS, len(QUESTIONS))
        at = 0
        while True:
            await asyncio.sleep(own.expovariate(1 / EVERY_SECONDS))
            if time.monotonic() > until:
                return
            if len(person.asked) == CONVERSATION:
                person.afresh()
            await person.ask(questions[at % len(questions)])
            at += 1

    async def uploading(person: Person) -> None:
        own = random.Random(person.name[::-1])
        while True:
            await asyncio.sleep(own.expovariate(1 / EVERY_SECONDS))
            if time.monotonic() > until:
                return
            number = next(numbers)
            await person.upload(f"report-{number}.md", document(chance, number))

    uploaders = people[:UPLOADERS]
    await asyncio.gather(*(asking(person) for person in people), *(uploading(person) for person in uploaders))
    return [taken for person in people for taken in person.seconds]


async def burst_and_sequence(people: Sequence[Person]) -> tuple[float, float]:
    """Return the seconds for one question of each person, all at once and one after the other."""

    async def once(at: int, person: Person) -> None:
        person.afresh()
        await person.ask(QUESTIONS[at % len(QUESTIONS)])

    began = time.perf_counter()
    for at, person in enumerate(people):
        await once(at, person)
    middle = time.perf_counter()
    await asyncio.gather(*(once(at, person) for at, person in enumerate(people)))
    return time.perf_counter() - middle, middle - began


def missing(folder: Path, wanted: set[str]) -> set[str]:
    """Wait until all documents are there that were uploaded, and return those that do not come."""
    until = time.monotonic() + PATIENCE
    command = [sys.executable, "-m", "app", "documents", "--json", "--store", str(folder / "store")]
    while True:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        lacking = {name for name in wanted if name not in listed}
        if not lacking or time.monotonic() > until:
            return lacking
        time.sleep(1)


def say(phase: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {phase}", file=sys.stderr, flush=True)


async def measure(address: str, folder: Path, names: Sequence[str], seconds: float) -> int:
    chance = random.Random(1)
    say("signing in")
    async with gathered(address, names) as people:
        await alone(people[0], len(QUESTIONS))
        say("alone")
        by_one = await alone(people[0], len(QUESTIONS))
        say("in sequence and at once")
        burst, sequence = await burst_and_sequence(people)
        say("together")
        loaded = await together(people, seconds, chance)
        say("looking at others")
        spied = [await person.spy(people[at - 1]) for at, person in enumerate(people)]
        uploaded = {name for person in people for name in person.uploaded}
        lacking = await asyncio.to_thread(missing, folder, uploaded)
    print(f"{len(uploaded) - len(lacking)} of {len(uploaded)} uploaded documents are there")
    errors = [f"{person.name}: {error}" for person in people for error in person.errors]
    errors += [f"{name} was not taken in" for name in sorted(lacking)]
    seen = sum(person.seen_of_others for person in people) + sum(spied)
    print(f"alone: {len(by_one)} answers, median {median(by_one):.3f} s, 95 % {percentile(by_one, 95):.3f} s")
    print(f"together: {len(loaded)} answers, median {median(loaded):.3f} s, 95 % {percentile(loaded, 95):.3f} s")
    print(f"ratio of the medians: {median(loaded) / median(by_one):.2f} (aim: less than 3)")
    print(f"errors: {len(errors)} (aim: 0)", *errors[:10], sep="\n  ")
    print(f"conversations of others seen: {seen} (aim: 0)")
    print(f"burst {burst:.2f} s, in sequence {sequence:.2f} s, ratio {burst / sequence:.2f} (aim: at most 1)")
    return len(errors) + seen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=75.0)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the store and the server's log here")
    arguments = parser.parse_args()
    names = [f"person{number:02}" for number in range(arguments.people)]
    keeper = contextlib.nullcontext(str(arguments.keep)) if arguments.keep else tempfile.TemporaryDirectory()
    with keeper as folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with served(Path(folder), names) as address:
            return 1 if asyncio.run(measure(address, Path(folder), names, arguments.seconds)) else 0


if __name__ == "__main__":
    sys.exit(main())
