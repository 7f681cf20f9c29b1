"""The product as a process for the browser tests, with two things that they need.

A question that has the word "slowly" in it is answered slowly, so that there is time to stop it. Who asks is said by
the header ``x-person``, in place of a sign-in.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import gradio as gr

import app
from assistant.assistant import Assistant
from assistant.types import Event

_PAUSE_SECONDS = 1.0


def main() -> int:
    stream = Assistant.stream

    def slow_stream(self: Assistant, question: str, *rest: Any, **more: Any) -> Iterator[Event]:
        for event in stream(self, question, *rest, **more):
            if "slowly" in question:
                time.sleep(_PAUSE_SECONDS)
            yield event

    Assistant.stream = slow_stream  # type: ignore[method-assign]
    gr.Request.username = property(lambda self: self.headers.get("x-person"), lambda self, _: None)
    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
