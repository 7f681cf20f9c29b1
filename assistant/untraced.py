"""Running without a tracing service, whatever the environment says.

LangChain sends every run to LangSmith when it finds certain environment variables. The switch that turns this off
lives in a context variable, and a generator shares its caller's: each of its steps must run in a context of its own, or
the switch would leak to the caller between two steps, and be lost when the next step is asked for by another thread.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import ExitStack
from contextvars import copy_context
from typing import TypeVar

from langsmith import tracing_context

Item = TypeVar("Item")
_END = object()


def untraced(make: Callable[[], Generator[Item, None, None]]) -> Generator[Item, None, None]:
    """Yield what a generator yields, with tracing off in each of its steps and only there."""
    context = copy_context()
    switch = ExitStack()
    context.run(switch.enter_context, tracing_context(enabled=False))
    running = context.run(make)
    try:
        while (item := context.run(next, running, _END)) is not _END:
            yield item  # type: ignore[misc]  # only the sentinel is no Item
    finally:
        context.run(running.close)
        context.run(switch.close)
