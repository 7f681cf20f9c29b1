"""Composition: settings, the store, the panels in one page, the sub-commands in one `briefing` command."""

from __future__ import annotations

import argparse
import html
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from platformdirs import user_data_path
from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant import AssistantError
from assistant.commands import register as register_questions
from assistant.evaluation.commands import register as register_evaluation
from assistant.people import Addresses, PeopleError, Users
from assistant.people.addresses import read_names, read_networks
from assistant.people.commands import register as register_people
from assistant.people.roles import MayAdd
from assistant.reader import Caution
from ingest.commands import register as register_documents
from store import SentenceTransformerEmbedder, Store, StoreError
from store.embedder import PACKAGED_MODEL
from store.offline import silence_telemetry

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant import Assistant
    from assistant.people.admission import Admission

TITLE = "Briefing Assistant"
SUBTITLE = "Every answer is a quote you can check. Nothing leaves this machine."
SUBTITLE_WITH_MODEL = "Every claim has a quote you can check. Answers are written by the chat model {model}."
# Gradio's temporary copies are deleted after each ingest; what a broken upload left goes after a day.
_CACHE_SECONDS = (60 * 60, 24 * 60 * 60)
# So many questions and uploads may wait; each event bounds how many run.
_WAITING = 200


def _readable(read: Callable[[str], object]) -> Callable[[str], str]:
    """Return a check that a setting can be read, which keeps it as it was written."""

    def check(text: str) -> str:
        read(text)
        return text

    return check


class Settings(BaseSettings):
    """What ``BRIEFING_*`` variables of the environment may set; options of a command win over them."""

    model_config = SettingsConfigDict(env_prefix="BRIEFING_", env_ignore_empty=True)

    store: Path = Field(default_factory=lambda: user_data_path("briefing-assistant", appauthor=False))
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)
    model: str | None = None
    embedder: str = PACKAGED_MODEL
    reader: str | None = None
    caution: Caution = "normal"
    samples: Path | None = None
    max_upload_mb: int = Field(default=200, ge=1)
    max_upload_total_mb: int = Field(default=2000, ge=1)
    max_upload_files: int = Field(default=500, ge=1)
    hosts: Annotated[str, AfterValidator(_readable(read_names))] = ""
    proxies: Annotated[str, AfterValidator(_readable(read_networks))] = ""
    sign_in: Literal["auto", "always"] = "auto"
    sign_in_hours: float = Field(default=12, gt=0)
    may_add: MayAdd = "everyone"


def build_parser(settings: Settings) -> argparse.ArgumentParser:
    """Return the parser of the `briefing` command; every sub-command sets ``run``, which returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="briefing", description="Ask your briefing documents; every answer is a quote you can check."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--store", type=Path, default=settings.store, metavar="DIR", help="folder of the store (default: %(default)s)"
    )

    def open_store(arguments: argparse.Namespace, *, for_rebuild: bool = False) -> Store:
        embedder = SentenceTransformerEmbedder(settings.embedder)
        return Store.open(arguments.store, embedder=embedder, for_rebuild=for_rebuild)

    @contextmanager
    def open_assistant(arguments: argparse.Namespace) -> Iterator[Assistant]:
        from assistant import Assistant

        with open_store(arguments) as store:
            yield Assistant(store, chat_model=settings.model, caution=settings.caution, reader=settings.reader)

    def run_serve(arguments: argparse.Namespace) -> int:
        with open_assistant(arguments) as assistant:
            return serve(assistant, arguments.host, arguments.port, settings)

    command = commands.add_parser("serve", parents=[common], help="serve the chat as a web page")
    command.add_argument("--host", default=settings.host, help="address to listen on (default: %(default)s)")
    command.add_argument(
        "--port", type=_port, default=settings.port, help="port to listen on, 0 for any (default: %(default)s)"
    )
    command.set_defaults(run=run_serve)
    register_documents(commands, [common], open_store)
    register_questions(commands, [common], open_assistant)
    register_evaluation(commands, [common], open_assistant)
    register_people(commands, [common])
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the `briefing` command.

    Returns:
        0 when it is done, 1 when something failed and was named on stderr, 2 on wrong usage.
    """
    silence_telemetry()
    try:
        settings = Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = f"BRIEFING_{'_'.join(map(str, problem['loc'])).upper()}"
            print(f"briefing: {name} is {problem['input']!r}: {problem['msg']}", file=sys.stderr)
        return 2
    parsed = build_parser(settings).parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except (StoreError, AssistantError, PeopleError, ListenError) as error:
        print(f"briefing: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("briefing: interrupted; what was finished is kept", file=sys.stderr)
        return 1


class ListenError(Exception):
    """The address cannot be listened on."""


def serve(assistant: Assistant, host: str, port: int, settings: Settings) -> int:
    """Serve the page until it is interrupted.

    The samples, when the settings name any, go into a store that is empty.
    """
    listener = _listen(host, port)
    store = assistant.store
    admission = _admission(host, listener.getsockname()[1], store.path, settings)
    try:
        admission.require_users()
    except PeopleError:
        listener.close()
        raise
    if settings.samples is not None and not store.documents():
        from ingest.commands import ingest_with_progress

        ingest_with_progress([settings.samples], store)
    import uvicorn

    with tempfile.TemporaryDirectory(prefix="briefing-uploads-") as uploads:
        application = build_application(store, assistant, Path(uploads), settings, admission)
        # The model takes seconds to load: let it, while the person finds the page.
        threading.Thread(target=_warm_up, args=(assistant,), name="warm-up", daemon=True).start()
        shown = f"[{host}]" if ":" in host else host
        print(f"{TITLE} is at http://{shown}:{listener.getsockname()[1]} (stop it with Ctrl-C)", flush=True)
        # What proxies say is for the application to judge, and nobody needs to know what serves it.
        config = uvicorn.Config(
            application, log_level="warning", timeout_graceful_shutdown=3, proxy_headers=False, server_header=False
        )
        server = uvicorn.Server(config)
        server.run(sockets=[listener])
    return 0


def _admission(host: str, port: int, folder: Path, settings: Settings) -> Admission:
    """Return who is let in: on loopback one local person, elsewhere, or when it is wished, people who sign in."""
    from assistant.people.admission import Admission
    from assistant.people.uploads import UploadLimits

    addresses = Addresses(host, port, read_names(settings.hosts))
    return Admission(
        addresses,
        users=None if addresses.local_only and settings.sign_in == "auto" else Users(folder),
        may_add=settings.may_add,
        uploads=UploadLimits(settings.max_upload_total_mb, settings.max_upload_files),
        hours=settings.sign_in_hours,
        proxies=read_networks(settings.proxies),
    )


def build_application(
    store: Store, assistant: Assistant, uploads: Path, settings: Settings, admission: Admission
) -> FastAPI:
    """Return the web application: the page, with everything off that calls out or shows the works.

    Args:
        store: what is asked and added to.
        assistant: answers the questions.
        uploads: folder for files as they arrive.
        settings: the size limit of a file.
        admission: who is let in.
    """
    from store.offline import stay_offline

    stay_offline()
    os.environ["GRADIO_TEMP_DIR"] = str(uploads)
    import gradio as gr
    from fastapi import FastAPI

    from assistant import page_style
    from assistant import panel_style as chat_style
    from assistant.page_theme import page_theme
    from assistant.people import panel as people_panel
    from ingest import panel_style as documents_style

    application = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    head = page_style.PAGE_HEAD + chat_style.HEAD
    person_of = admission.attach(application, uploads, head)
    subtitle = SUBTITLE if settings.model is None else SUBTITLE_WITH_MODEL.format(model=settings.model)
    page = build_page(store, assistant, subtitle, admission)
    page.queue(max_size=_WAITING, api_open=False)
    gr.mount_gradio_app(
        application,
        page,
        "/",
        auth_dependency=person_of,
        theme=page_theme(),
        css=page_style.PAGE_CSS + chat_style.CSS + documents_style.CSS + people_panel.CSS,
        head=head,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=f"{settings.max_upload_mb}mb",
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    return application


def build_page(store: Store, assistant: Assistant, subtitle: str, admission: Admission) -> gr.Blocks:
    """Compose the page: documents on the left, the conversation in the middle, the evidence on the right."""
    import gradio as gr

    from assistant.panel import chat_panel
    from assistant.people.panel import person_panel
    from ingest.panel import documents_panel

    page: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=_CACHE_SECONDS) as page:
        with gr.Row(elem_id="page-top"):
            gr.HTML(f"<h1>{TITLE}</h1><p>{html.escape(subtitle)}</p>", elem_id="page-head", js_on_load=None)
            if admission.users is not None:
                person_panel(page)
        with gr.Row(elem_id="page-row"):
            documents = documents_panel(store, admission.may_change)
            chat = chat_panel(store, assistant, documents.chosen)
        documents.refresh(page.load)
        documents.refresh(chat.missing.change)
        chat.refresh(page.load)
        chat.refresh(documents.changed.change)
    return page


def _warm_up(assistant: Assistant) -> None:
    try:
        assistant.store.search("warm up", limit=1)
    except StoreError as error:
        print(f"briefing: {error}", file=sys.stderr)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        reason = error.strerror or error
        raise ListenError(f"cannot listen on {host} port {port} ({reason}): name others with --host, --port") from error
    return listener


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 0 to 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
