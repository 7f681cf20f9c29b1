"""Composition: settings, the store, the panels in one page, the sub-commands in one `briefing` command."""

from __future__ import annotations

import argparse
import html
import ipaddress
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant import AssistantError
from assistant.commands import register as register_questions
from assistant.evaluation.commands import register as register_evaluation
from assistant.reader import Caution
from ingest.commands import register as register_documents
from store import SentenceTransformerEmbedder, Store, StoreError
from store.embedder import PACKAGED_MODEL
from store.offline import silence_telemetry

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant import Assistant
    from ingest.trays import Trays

TITLE = "Briefing Assistant"
SUBTITLE = "Every answer is a quote you can check. Nothing leaves this machine."
SUBTITLE_WITH_MODEL = "Every claim has a quote you can check. Answers are written by the chat model {model}."
# Gradio's temporary copies are deleted after each ingest; what a broken upload left goes after a day.
_CACHE_SECONDS = (60 * 60, 24 * 60 * 60)
# So many questions and uploads may wait; each event bounds how many run.
_WAITING = 200


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
    max_upload_files: int = Field(default=500, ge=1)


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
    except (StoreError, AssistantError, ListenError) as error:
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
    if settings.samples is not None and not store.documents():
        from ingest.commands import ingest_with_progress

        ingest_with_progress([settings.samples], store)
    import uvicorn

    with tempfile.TemporaryDirectory(prefix="briefing-uploads-") as uploads:
        application = build_application(store, assistant, Path(uploads), settings)
        # The model takes seconds to load: let it, while the person finds the page.
        threading.Thread(target=_warm_up, args=(assistant,), name="warm-up", daemon=True).start()
        shown = f"[{host}]" if ":" in host else host
        if not _is_loopback(host):
            print(f"Anyone who can reach {host} can read, add and remove the documents.", file=sys.stderr)
        print(f"{TITLE} is at http://{shown}:{listener.getsockname()[1]} (stop it with Ctrl-C)", flush=True)
        server = uvicorn.Server(uvicorn.Config(application, log_level="warning", timeout_graceful_shutdown=3))
        try:
            server.run(sockets=[listener])
        finally:
            application.state.trays.close()
    return 0


def build_application(store: Store, assistant: Assistant, uploads: Path, settings: Settings) -> FastAPI:
    """Return the web application: the page, with everything off that calls out or shows the works.

    Args:
        store: what is asked and added to.
        assistant: answers the questions.
        uploads: folder for files as they arrive.
        settings: the limits of uploads.
    """
    from store.offline import stay_offline

    stay_offline()
    os.environ["GRADIO_TEMP_DIR"] = str(uploads)
    import gradio as gr
    from fastapi import FastAPI

    from assistant import page_style
    from assistant import panel_style as chat_style
    from ingest import panel_style as documents_style
    from ingest.tray_entries import UploadLimits
    from ingest.trays import Trays

    application = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    subtitle = SUBTITLE if settings.model is None else SUBTITLE_WITH_MODEL.format(model=settings.model)
    limits = UploadLimits(settings.max_upload_mb * 1024**2, settings.max_upload_files)
    application.state.trays = Trays(store, uploads, limits)
    page = build_page(store, assistant, application.state.trays, subtitle)
    page.queue(max_size=_WAITING, api_open=False)
    gr.mount_gradio_app(
        application,
        page,
        "/",
        theme=_theme(),
        css=page_style.PAGE_CSS + chat_style.CSS + documents_style.CSS,
        head=chat_style.HEAD,
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


def build_page(store: Store, assistant: Assistant, trays: Trays, subtitle: str = SUBTITLE) -> gr.Blocks:
    """Compose the page: documents on the left, the conversation in the middle, the evidence on the right."""
    import gradio as gr

    from assistant.panel import chat_panel
    from ingest.panel import documents_panel

    page: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=_CACHE_SECONDS) as page:
        gr.HTML(f"<h1>{TITLE}</h1><p>{html.escape(subtitle)}</p>", elem_id="page-head", js_on_load=None)
        with gr.Row(elem_id="page-row"):
            documents = documents_panel(store, trays)
            chat = chat_panel(store, assistant, documents.chosen)
        documents.refresh(page.load)
        documents.arrive(page.load)
        documents.refresh(chat.missing.change)
        chat.refresh(page.load)
        chat.refresh(documents.changed.change)
    return page


def _theme() -> gr.themes.Base:
    """System fonts, calm colours, enough contrast in light and dark."""
    import gradio as gr

    fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif"]
    mono = ["ui-monospace", "Consolas", "Liberation Mono", "monospace"]
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", radius_size="md", font=fonts, font_mono=mono).set(
        body_text_color_subdued="#52606f",
        body_text_color_subdued_dark="#a9b4c2",
        block_title_text_color="var(--body-text-color)",
        block_info_text_color="#52606f",
        block_info_text_color_dark="#a9b4c2",
        input_placeholder_color="#5f6c7b",
        input_placeholder_color_dark="#98a4b3",
        block_background_fill_dark="#1b212b",
        background_fill_secondary_dark="#141920",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1b212b",
        input_border_color="#94a3b8",
        input_border_color_dark="#64748b",
        input_border_width="1px",
        body_background_fill="#ffffff",
        body_background_fill_dark="#0f1319",
        button_primary_background_fill="var(--ba-accent)",
        button_primary_background_fill_dark="var(--ba-accent)",
        button_primary_background_fill_hover="var(--ba-accent)",
        button_primary_background_fill_hover_dark="var(--ba-accent)",
        button_primary_border_color="var(--ba-accent)",
        button_primary_border_color_dark="var(--ba-accent)",
        checkbox_border_color="#64748b",
        checkbox_border_color_dark="#94a3b8",
        button_primary_text_color="var(--ba-on-accent)",
        button_primary_text_color_dark="var(--ba-on-accent)",
    )


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


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 0 to 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
