"""Composition: settings, the store, the panels in one page, the sub-commands in one `briefing` command."""

from __future__ import annotations

import argparse
import html
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from platformdirs import user_data_path
from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant import AssistantError
from assistant.cards.briefs import RemoteBriefs, StoreBriefs
from assistant.cards.commands import register as register_cards
from assistant.commands import register as register_questions
from assistant.evaluation.commands import register as register_evaluation
from assistant.page.evidence.images import NoPageImage, PageRenderer, PageText
from assistant.people import Addresses, PeopleError, Users
from assistant.people.addresses import read_names, read_networks
from assistant.people.commands import register as register_people
from assistant.people.roles import MayAdd
from assistant.reader import Caution
from assistant.service import AnswerSettings, Assistants
from assistant.talks import Talks
from assistant.talks.commands import register as register_conversations
from assistant.talks.quoting import conversations_quoting
from ingest.arrivals import folder_for_arrivals
from ingest.commands import register as register_documents
from ingest.errors import Unreadable
from ingest.limits import Limits, set_default_limits
from ingest.picture import Picture, Wanted
from ingest.rendering import PageDrawer
from ingest.service import StoreDocuments
from store import RecordMismatch, SentenceTransformerEmbedder, Store, StoreError
from store.embedder import PACKAGED_MODEL
from store.endpoint import HandedOver, HandingOver, OwnerLeft, PrivateEndpoint
from store.offline import silence_telemetry

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import APIRouter, FastAPI

    from assistant import Assistant
    from assistant.cards.briefs import BriefService
    from assistant.people.admission import Admission
    from assistant.service import AnswerService, Texts
    from ingest.service import DocumentService
    from ingest.trays import Trays
    from store.endpoint import OwnerClient, Running
    from store.endpoint.client import Waited

TITLE = "Briefing Assistant"
SUBTITLE = "Every answer is a quote you can check. Nothing leaves this machine."
SUBTITLE_WITH_MODEL = "Every claim has a quote you can check. Answers are written by the chat model {model}."
# Gradio's temporary copies are deleted after each ingest; what a broken upload left goes after a day.
_CACHE_SECONDS = (60 * 60, 24 * 60 * 60)
_MEGABYTE = 1024**2
LIMITS = Limits()
# What shells say of a command that was stopped since nobody reads its output any more: 128 + SIGPIPE.
_NOBODY_READS = 141
# So many owners of the store may end under one command before it gives up.
_OWNERS = 10


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
    max_file_mb: int = Field(default=LIMITS.size // _MEGABYTE, ge=1)
    max_seconds: float = Field(default=LIMITS.seconds, gt=0)
    max_memory_mb: int = Field(default=LIMITS.memory // _MEGABYTE, ge=256)
    max_members: int = Field(default=LIMITS.members, ge=1)
    max_unpacked_mb: int = Field(default=LIMITS.expansion // _MEGABYTE, ge=1)
    max_nesting: int = Field(default=LIMITS.nesting, ge=0)
    max_characters: int = Field(default=LIMITS.text, ge=1)
    max_waiting: int = Field(default=200, ge=1)

    def limits(self) -> Limits:
        """Return what reading a file may take."""
        return Limits(
            seconds=self.max_seconds,
            memory=self.max_memory_mb * _MEGABYTE,
            members=self.max_members,
            expansion=self.max_unpacked_mb * _MEGABYTE,
            nesting=self.max_nesting,
            text=self.max_characters,
            size=self.max_file_mb * _MEGABYTE,
        )


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

    answering = AnswerSettings(settings.model, settings.caution, settings.reader)

    @contextmanager
    def open_store(arguments: argparse.Namespace, *, for_rebuild: bool = False) -> Iterator[Store]:
        with own(arguments.store, settings, for_rebuild=for_rebuild) as assistants:
            yield assistants.store

    @contextmanager
    def open_documents(arguments: argparse.Namespace, *, for_rebuild: bool = False) -> Iterator[DocumentService]:
        way = handing_over(arguments)
        with share(arguments.store, settings, for_rebuild=for_rebuild, handing_over=way) as found:
            if isinstance(found, Assistants):
                yield StoreDocuments(found.store, way)
            else:
                from ingest.remote import RemoteDocuments

                yield RemoteDocuments(found)

    @contextmanager
    def open_briefs(arguments: argparse.Namespace) -> Iterator[BriefService]:
        with share(arguments.store, settings, handing_over=handing_over(arguments)) as found:
            yield StoreBriefs(found.store) if isinstance(found, Assistants) else RemoteBriefs(found)

    @contextmanager
    def open_assistant(arguments: argparse.Namespace) -> Iterator[AnswerService]:
        with share(arguments.store, settings, handing_over=handing_over(arguments)) as found:
            if isinstance(found, Assistants):
                yield found.of(answering)
            else:
                from assistant.remote import RemoteAssistant

                yield RemoteAssistant(found, answering)

    @contextmanager
    def open_texts(arguments: argparse.Namespace) -> Iterator[Texts]:
        with share(arguments.store, settings, handing_over=handing_over(arguments)) as found:
            if isinstance(found, Assistants):
                yield found.store
            else:
                from assistant.remote import RemoteAssistant

                yield RemoteAssistant(found, answering).store

    def handing_over(arguments: argparse.Namespace, *, stays: bool = False) -> HandingOver:
        return HandingOver(f"briefing {arguments.command}", stays)

    def run_serve(arguments: argparse.Namespace) -> int:
        from store.endpoint.sharing import opened_when_given

        way = handing_over(arguments, stays=True)
        opened = partial(own, arguments.store, settings, handing_over=way)
        with opened_when_given(arguments.store, opened, _tell_waiting) as assistants:
            return serve(assistants.of(answering), arguments.host, arguments.port, settings)

    command = commands.add_parser("serve", parents=[common], help="serve the chat as a web page")
    command.add_argument("--host", default=settings.host, help="address to listen on (default: %(default)s)")
    command.add_argument(
        "--port", type=_port, default=settings.port, help="port to listen on, 0 for any (default: %(default)s)"
    )
    command.set_defaults(run=run_serve)
    register_documents(commands, [common], open_store, open_documents)
    register_cards(commands, [common], open_briefs)
    register_questions(commands, [common], open_assistant)
    register_evaluation(commands, [common], open_assistant)
    register_conversations(commands, [common], open_texts)
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
    set_default_limits(settings.limits())
    parsed = build_parser(settings).parse_args(arguments)
    code = _NOBODY_READS
    try:
        code = _run(parsed)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Who reads the output has had enough ("briefing ask … | head"). Python would flush once more as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return code
    except (StoreError, AssistantError, PeopleError, ListenError) as error:
        print(f"briefing: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("briefing: interrupted; what was finished is kept", file=sys.stderr)
        return 1


def _run(parsed: argparse.Namespace) -> int:
    """Run a command, and again when the owner of the store that did it ended: its result was not printed yet."""
    for _ in range(_OWNERS - 1):
        try:
            return int(parsed.run(parsed))
        except OwnerLeft:
            continue
    return int(parsed.run(parsed))


@contextmanager
def own(
    folder: Path, settings: Settings, *, for_rebuild: bool = False, handing_over: HandingOver | None = None
) -> Iterator[Assistants]:
    """Open a store and answer other commands on it for the length of a ``with`` block.

    When the block ends with `HandedOver`, this waits until who asked for the store has it.

    Raises:
        StoreLocked: another process has it open.
        StoreError: as `Store.open`.
    """
    embedder = SentenceTransformerEmbedder(settings.embedder)
    try:
        with (
            PrivateEndpoint(handing_over) as endpoint,
            Store.open(folder, embedder=embedder, for_rebuild=for_rebuild, contact=endpoint.listen) as store,
        ):
            store.tell_quoting(conversations_quoting(store.path))
            assistants = Assistants(store)
            with endpoint.answering(partial(private_routes, assistants), lambda: about(store)):
                yield assistants
    except HandedOver:
        from store.endpoint.sharing import await_owner

        await_owner(folder)
        raise


@contextmanager
def share(
    folder: Path, settings: Settings, *, for_rebuild: bool = False, handing_over: HandingOver | None = None
) -> Iterator[Assistants | OwnerClient]:
    """Open a store as `own` does, or reach the process that has it open.

    Raises:
        StoreLocked: the process that has it open does not answer others.
        RecordMismatch: it uses another model.
        StoreError: as `Store.open`.
    """
    from store.endpoint.sharing import opened_or_reached

    opened = partial(own, folder, settings, for_rebuild=for_rebuild, handing_over=handing_over)
    with opened_or_reached(folder, opened) as found:
        if not isinstance(found, Assistants) and found.about.get("embedder") != settings.embedder:
            raise RecordMismatch(
                f"process {found.pid} has the store open with the model {found.about.get('embedder')}, not "
                f"{settings.embedder}: stop that process first, or set BRIEFING_EMBEDDER back"
            )
        yield found


def _tell_waiting(owner: Waited) -> None:
    print(
        f"briefing: process {owner.pid} ({owner.command}) has the store open: waiting until it gives it up, which it "
        "does as soon as it can (Ctrl-C ends the waiting)",
        file=sys.stderr,
        flush=True,
    )


def about(store: Store) -> dict[str, str]:
    """Return what other processes of the same user are told of the owner of a store."""
    return {"embedder": store.embedder.name, "store": str(store.path)}


def private_routes(assistants: Assistants, running: Running) -> list[APIRouter]:
    """Return what the owner of a store does for other processes of the same user."""
    from assistant.routes import routes as answer_routes
    from ingest.routes import routes as document_routes

    return [document_routes(StoreDocuments(assistants.store), running), answer_routes(assistants, running)]


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

    from assistant.cards.maker import CardMaker

    with folder_for_arrivals() as uploads, PageDrawer() as drawer:
        application = build_application(store, assistant, uploads, settings, admission, _Pages(drawer))
        drawer.warm_up()
        # The model takes seconds to load: let it, while the person finds the page.
        threading.Thread(target=_warm_up, args=(assistant,), name="warm-up", daemon=True).start()
        shown = f"[{host}]" if ":" in host else host
        print(f"{TITLE} is at http://{shown}:{listener.getsockname()[1]} (stop it with Ctrl-C)", flush=True)
        # What proxies say is for the application to judge, and nobody needs to know what serves it.
        config = uvicorn.Config(
            application, log_level="warning", timeout_graceful_shutdown=3, proxy_headers=False, server_header=False
        )
        server = uvicorn.Server(config)
        try:
            with CardMaker(store):
                server.run(sockets=[listener])
        finally:
            application.state.trays.close()
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
    store: Store,
    assistant: Assistant,
    uploads: Path,
    settings: Settings,
    admission: Admission,
    pages: PageRenderer | None = None,
) -> FastAPI:
    """Return the web application: the page, with everything off that calls out or shows the works.

    Args:
        store: what is asked and added to.
        assistant: answers the questions.
        uploads: folder for files as they arrive.
        settings: the limits of uploads and of what waits.
        admission: who is let in.
        pages: draws the pages of documents; None to show their text only.
    """
    from store.offline import stay_offline

    stay_offline()
    os.environ["GRADIO_TEMP_DIR"] = str(uploads)
    import gradio as gr
    from fastapi import FastAPI

    from assistant.cards import panel as cards_style
    from assistant.page import style as page_style
    from assistant.page import tabs as page_tabs
    from assistant.page.chat import style as chat_style
    from assistant.page.chat import talks_style
    from assistant.page.evidence import style as evidence_style
    from assistant.page.theme import page_theme
    from assistant.people import panel as people_panel
    from ingest import panel_style as documents_style
    from ingest.tray_entries import UploadLimits
    from ingest.trays import Trays

    styles = (
        page_style,
        page_tabs,
        chat_style,
        talks_style,
        evidence_style,
        documents_style,
        cards_style,
        people_panel,
    )
    application = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    head = page_style.PAGE_HEAD + page_tabs.HEAD + chat_style.HEAD
    person_of = admission.attach(application, uploads, head)
    subtitle = SUBTITLE if settings.model is None else SUBTITLE_WITH_MODEL.format(model=settings.model)
    limits = UploadLimits(settings.max_upload_mb * _MEGABYTE, settings.max_upload_files)
    application.state.trays = Trays(store, uploads, limits)
    page = build_page(store, assistant, application.state.trays, Talks.open(store.path), subtitle, admission, pages)
    # So many questions and uploads may wait; each event bounds how many run.
    page.queue(max_size=settings.max_waiting, api_open=False)
    gr.mount_gradio_app(
        application,
        page,
        "/",
        auth_dependency=person_of,
        theme=page_theme(),
        css="".join(part.CSS for part in styles),
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


def build_page(
    store: Store,
    assistant: Assistant,
    trays: Trays,
    talks: Talks,
    subtitle: str,
    admission: Admission,
    pages: PageRenderer | None = None,
) -> gr.Blocks:
    """Compose the page: documents on the left, the conversation in the middle, the evidence on the right."""
    import gradio as gr

    from assistant.page.chat import words as chat_words
    from assistant.page.chat.panel import chat_panel
    from assistant.page.evidence import words as evidence_words
    from assistant.page.tabs import tab_bar
    from assistant.people.panel import person_panel
    from ingest import panel_words as documents_words
    from ingest.panel import documents_panel

    columns = (
        ("bi-documents", documents_words.DOCUMENTS),
        ("ba-chat", chat_words.CHAT),
        ("ba-evidence", evidence_words.EVIDENCE),
    )
    page: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=_CACHE_SECONDS) as page:
        with gr.Row(elem_id="page-top"):
            gr.HTML(f"<h1>{TITLE}</h1><p>{html.escape(subtitle)}</p>", elem_id="page-head", js_on_load=None)
            if admission.users is not None:
                person_panel(page)
        gr.HTML(tab_bar(TITLE, columns, first="ba-chat"), elem_id="page-tabs", js_on_load=None)
        with gr.Row(elem_id="page-row"):
            documents = documents_panel(store, trays, admission.may_change)
            chat = chat_panel(store, assistant, documents.chosen, talks, pages)
        documents.refresh(page.load)
        documents.arrive(page.load)
        documents.refresh(chat.missing.change)
        chat.refresh(page.load)
        chat.refresh(documents.changed.change)
        chat.cards.connect(documents.chosen, documents.changed.change)
    return page


class _Pages:
    """What the evidence panel asks for pages: the drawer of `ingest`, in the panel's own terms."""

    def __init__(self, drawer: PageDrawer) -> None:
        self._drawer = drawer

    def image(
        self,
        name: str,
        version: str,
        original: Callable[[], bytes],
        page: int,
        width: int,
        marks: tuple[tuple[PageText, ...], ...],
    ) -> Picture | None:
        try:
            return self._drawer.picture(name, version, original, Wanted(page, width, marks))
        except Unreadable as error:
            raise NoPageImage(str(error)) from error


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
