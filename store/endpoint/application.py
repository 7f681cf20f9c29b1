"""What a private endpoint answers by itself: the greeting, what it is, and the end of some work."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel, Field
from starlette.types import ASGIApp

from store.endpoint.guard import Guard
from store.endpoint.handing_over import HandingOver
from store.endpoint.proof import ABOUT, CANCEL, GREETING, HAND_OVER, PROTOCOL, TOKEN_CHARACTERS, proof_of
from store.endpoint.work import Running


class CancelRequest(BaseModel):
    """Which work is to stop."""

    run_id: str = Field(max_length=TOKEN_CHARACTERS)


def build(
    secret: str,
    running: Running,
    routers: Sequence[APIRouter],
    about: Callable[[], dict[str, Any]],
    handing_over: HandingOver,
) -> ASGIApp:
    """Return the application that only holders of the secret can use, but for the greeting."""
    application = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @application.get(GREETING)
    def greeting(nonce: str) -> dict[str, str]:
        return {"proof": proof_of(secret, nonce[:TOKEN_CHARACTERS])}

    @application.get(ABOUT)
    def tell() -> dict[str, Any]:
        return {"protocol": PROTOCOL, "pid": os.getpid(), "leaving": running.leaving, "about": about()}

    @application.post(CANCEL)
    def cancel(body: CancelRequest) -> dict[str, bool]:
        return {"cancelled": running.cancel(body.run_id)}

    @application.post(HAND_OVER)
    def hand_over() -> dict[str, Any]:
        return {"pid": os.getpid(), "command": handing_over.command, "hands_over": handing_over.ask()}

    for router in routers:
        application.include_router(router)
    return Guard(application, secret, frozenset({GREETING}))
