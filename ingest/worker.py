"""The reading process: takes files on standard input, one after the other, and answers in lines of JSON.

It is started by `ingest.isolation` as ``python -m ingest.worker SECONDS MEMORY PARENT``. A request is a
line of JSON with the file's ``name`` and ``size`` and what may come out of it (``budget``: files, bytes, levels,
characters of text) and the ``passwords`` to try, then its bytes; with ``picture`` a page of it is to be drawn. An
answer is one of

    {"progress": [units done, units in all]}       any number of these
    {"extract": {…}}                                see `ingest.wire`
    {"part": {…}}                                   a file of an archive: any number of these, then
    {"archive": {…}}                                see `ingest.wire`
    {"picture": {…}}                                see `ingest.picture_wire`
    {"failed": "the reason"}
    {"locked": "the reason"}                        a password is needed
    {"gave up": "the reason"}

The last follows an error that no reader expects, or the end of memory: the process ends then, because its
state is no longer to be trusted.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
import time
from typing import IO

from ingest.budget import Budget
from ingest.confinement import forbid_network
from ingest.dying import die_with_parent
from ingest.errors import NeedsPassword, Unreadable
from ingest.extract import Archive
from ingest.picture import Wanted
from ingest.picture_wire import picture_to_json, wanted_from_json
from ingest.reading import open_file, picture
from ingest.wire import archive_to_json, to_json

# What takes long in pieces (recognising the text of scans) stops after this share of the time, to keep what it has.
_SHARE_OF_TIME = 0.7
# The parent ends a file's reading in time; should the parent be gone, this process ends itself a little later.
_GRACE_SECONDS = 5.0


def main() -> None:
    """Answer requests until standard input ends."""
    seconds, memory, parent = float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    # Before it is bound to its parent: a change of namespace may undo that.
    forbid_network()
    _bind_to(parent)
    _limit_memory(memory)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The answers get a file of their own: whatever a library prints must not end up among them.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    # For the watchdog below, which writes where every thread was when it ends the process.
    silence = os.fdopen(nowhere, "wb")
    requests = sys.stdin.buffer
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        faulthandler.dump_traceback_later(seconds + _GRACE_SECONDS, exit=True, file=silence)
        deadline = time.monotonic() + _SHARE_OF_TIME * seconds
        members, expansion, nesting, text = request["budget"]
        budget = Budget(members, expansion, nesting, text, tuple(request["passwords"]), deadline)
        wanted = wanted_from_json(request["picture"]) if "picture" in request else None
        _serve(answers, request["name"], data, budget, wanted)
        faulthandler.cancel_dump_traceback_later()


def _serve(answers: IO[bytes], name: str, data: bytes, budget: Budget, wanted: Wanted | None) -> None:
    def send(kind: str, value: object) -> None:
        answers.write(json.dumps({kind: value}).encode("ascii") + b"\n")
        answers.flush()

    try:
        if wanted is not None:
            send("picture", picture_to_json(picture(name, data, wanted, budget)))
            return
        found = open_file(
            name,
            data,
            lambda done, total: send("progress", [done, total]),
            budget,
            lambda member: send("part", archive_to_json(Archive((member,)))),
        )
        if isinstance(found, Archive):
            send("archive", archive_to_json(found))
        else:
            send("extract", to_json(found))
    except NeedsPassword as error:
        send("locked", str(error))
    except Unreadable as error:
        send("failed", str(error))
    except MemoryError:
        doing = "reading it" if wanted is None else "drawing the page"
        send("gave up", f"{doing} takes more memory than is allowed")
        raise
    except RecursionError:
        send("gave up", "its parts are nested too deeply")
        raise
    except Exception as error:
        send("gave up", f"the file is damaged or unusual: its reader gave up ({type(error).__name__})")
        raise


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit.
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bind_to(parent: int) -> None:
    """Die when the parent does, even amid the longest parse; elsewhere than on Linux the end of input must do."""
    die_with_parent()
    if sys.platform == "linux" and os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    main()
