"""The routes about documents: `DocumentService` for other processes, as lines of JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from ingest.progress import Event, Listener
from ingest.service import PREFIX, DocumentService
from store.endpoint import Running
from store.endpoint.values import path_from_text, to_json
from store.endpoint.work import Emit


class Asked(BaseModel):
    """A request that names nothing but itself."""

    run_id: str = Field(min_length=1, max_length=64)


class Named(Asked):
    """A request about some documents."""

    document_ids: list[str] = Field(max_length=100_000)


class Reading(Asked):
    """A request that reads files; passwords are used and not kept."""

    passwords: list[str] = Field(default=[], max_length=1_000)


class Ingesting(Reading):
    """A request to take in files; paths are absolute, as `path_to_text` writes them."""

    paths: list[str] = Field(max_length=1_000_000)
    deleted: list[str] = Field(default=[], max_length=1_000_000)
    within: list[str] = Field(default=[], max_length=10_000)
    prune: bool = False
    retry: bool = False


def routes(service: DocumentService, running: Running) -> APIRouter:
    """Return the routes. Some name paths: they are for who may read the files of this process's user.

    Args:
        service: what does it.
        running: what it is done in.
    """
    router = APIRouter(prefix=PREFIX)

    @router.post("/list")
    def documents(request: Request, body: Asked) -> StreamingResponse:
        return running.response(request, body.run_id, lambda emit: to_json(service.documents()))

    @router.post("/failures")
    def failures(request: Request, body: Asked) -> StreamingResponse:
        return running.response(request, body.run_id, lambda emit: to_json(service.failures()))

    @router.post("/show")
    def show(request: Request, body: Named) -> StreamingResponse:
        return running.response(
            request, body.run_id, lambda emit: to_json([service.document(one) for one in body.document_ids])
        )

    @router.post("/remove")
    def remove(request: Request, body: Named) -> StreamingResponse:
        return running.response(request, body.run_id, lambda emit: to_json(service.remove(*body.document_ids)))

    @router.post("/quoted")
    def quoted(request: Request, body: Named) -> StreamingResponse:
        return running.response(request, body.run_id, lambda emit: to_json(service.quoted_in(body.document_ids)))

    @router.post("/check")
    def check(request: Request, body: Asked) -> StreamingResponse:
        return running.response(request, body.run_id, lambda emit: to_json(service.check()))

    @router.post("/ingest")
    def ingest(request: Request, body: Ingesting) -> StreamingResponse:
        def work(emit: Emit) -> Any:
            report = service.ingest(
                [path_from_text(one) for one in body.paths],
                progress=_told(emit),
                passwords=body.passwords,
                prune=body.prune,
                retry=body.retry,
                deleted=[path_from_text(one) for one in body.deleted],
                within=[Path(path_from_text(one)) for one in body.within],
            )
            return to_json(report)

        return running.response(request, body.run_id, work, long=True)

    @router.post("/reindex")
    def reindex(request: Request, body: Reading) -> StreamingResponse:
        def work(emit: Emit) -> Any:
            return to_json(service.reindex(_told(emit), passwords=body.passwords))

        return running.response(request, body.run_id, work, long=True)

    return router


def _told(emit: Emit) -> Listener:
    def listen(event: Event) -> None:
        emit({type(event).__name__: to_json(event)})

    return listen
