"""The chat panel of the page: the conversation and the evidence for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant import panel_words as words
from assistant.assistant import Assistant
from assistant.errors import ChatModelError
from assistant.evidence_markup import evidence_column
from assistant.evidence_panel import evidence_panel, kept_evidence
from assistant.markup import answer_message, as_message, question_message, waiting_message
from assistant.page_images import PageRenderer
from assistant.suggestions import COUNT, Suggestions
from assistant.types import Answer, Answered, Searched, Token, Turn, Understood
from store import InvalidQuestion, Store, StoreError, UnknownDocument

# Several people may ask at once; more than this on two cores only makes each of them wait longer.
CONCURRENT_QUESTIONS = 4
# A browser that closed without saying so leaves its conversation behind: forget it after a day.
_SESSION_SECONDS = 24 * 60 * 60

Update = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a conversation: what was answered, and its evidence as it was at that moment (HTML)."""

    question: str
    answer: Answer
    evidence: str


@dataclass(frozen=True, slots=True)
class ChatPanel:
    """The parts of the panel that the page connects.

    ``refresh`` outputs into ``suggestions``; ``missing`` changes when a ticked document turned out to be gone.
    """

    suggestions: tuple[gr.Button, ...]
    missing: gr.State
    refresh: Any


def chat_panel(
    store: Store, assistant: Assistant, chosen: gr.CheckboxGroup, pages: PageRenderer | None = None
) -> ChatPanel:
    """Lay out the conversation and the evidence beside it, inside the current row of a page.

    Args:
        store: where quotes are looked up for their context.
        assistant: answers the questions.
        chosen: holds the ids of the documents to ask; none means all.
        pages: draws the pages of the evidence; None to show text only.
    """
    suggest = Suggestions(store)
    with gr.Column(scale=7, min_width=360, elem_id="ba-chat", elem_classes="ba-panel"):
        with gr.Row(elem_classes="ba-heading"):
            gr.HTML(f"<h2>{words.CHAT}</h2>", js_on_load=None)
            afresh = gr.Button(words.NEW_CONVERSATION, size="sm", variant="secondary", elem_id="ba-new", scale=0)
        chat = gr.Chatbot(
            label=words.CHAT,
            show_label=False,
            elem_id="ba-messages",
            placeholder=words.CHAT_PLACEHOLDER,
            height="100%",
            layout="bubble",
            buttons=[],
            latex_delimiters=[],
            sanitize_html=True,
            feedback_options=None,
            allow_file_downloads=False,
            container=False,
        )
        notice = gr.HTML("", elem_id="ba-notice", js_on_load=None)
        with gr.Column(elem_id="ba-suggestions", visible=False) as offered:
            gr.HTML(f'<p class="ba-note">{words.SUGGESTIONS}</p>', js_on_load=None)
            with gr.Row():
                buttons = tuple(
                    gr.Button("", size="sm", variant="secondary", visible=False, elem_classes="ba-suggestion")
                    for _ in range(COUNT)
                )
        with gr.Row(elem_id="ba-ask"):
            box = gr.Textbox(
                label=words.QUESTION,
                show_label=False,
                container=False,
                placeholder=words.QUESTION_PLACEHOLDER,
                lines=1,
                max_lines=6,
                autofocus=True,
                scale=6,
                elem_id="ba-question",
            )
            ask_button = gr.Button(words.ASK, variant="primary", scale=0, min_width=88, elem_id="ba-send")
    sources = evidence_panel(store, pages).sources
    exchanges = gr.State([], time_to_live=_SESSION_SECONDS)
    missing = gr.State(0, time_to_live=_SESSION_SECONDS)

    def ask(question: str, before: list[Exchange], documents: list[str], gone: int) -> Iterator[Update]:
        earlier = _messages(before)
        if not question.strip():
            yield {notice: _alert(words.EMPTY_QUESTION)}
            return
        asked = {"role": "user", "content": question_message(question)}

        def showing(reply: str) -> list[dict[str, str]]:
            return [*earlier, asked, {"role": "assistant", "content": reply}]

        yield {
            chat: showing(waiting_message(words.SEARCHING)),
            box: "",
            notice: "",
            offered: gr.Column(visible=False),
        }
        history = [Turn(question=exchange.question, answer=exchange.answer) for exchange in before]
        text, note, understood = "", words.SEARCHING, None
        try:
            for event in assistant.stream(question, history=history, documents=documents or None):
                match event:
                    case Understood():
                        understood = event.question if event.question != question else None
                    case Searched():
                        note = words.READING.format(count=len(event.hits))
                    case Token():
                        text += event.text
                    case Answered():
                        kept = kept_evidence(event.answer, len(before), store)
                        done = Exchange(event.answer.question, event.answer, kept)
                        now = [*before, done]
                        yield {chat: _messages(now), exchanges: now, sources: _column(now)}
                        return
                yield {chat: showing(waiting_message(note, text, understood))}
        except UnknownDocument:
            yield {chat: earlier, box: question, notice: _alert(words.DOCUMENT_GONE), missing: gone + 1}
        except InvalidQuestion as error:
            yield {chat: earlier, box: question, notice: _alert(str(error))}
        except (ChatModelError, StoreError) as error:
            yield {chat: earlier, box: question, notice: _alert(words.TROUBLE.format(reason=error))}

    def forget() -> Update:
        return {chat: [], exchanges: [], sources: _column([]), notice: "", offered: gr.Column(visible=True), box: ""}

    def refresh(before: list[Exchange]) -> Update:
        try:
            questions = suggest.questions()
        except StoreError as error:
            return {notice: _alert(str(error)), offered: gr.Column(visible=False)}
        shown = {
            button: gr.Button(questions[at], visible=True) if at < len(questions) else gr.Button("", visible=False)
            for at, button in enumerate(buttons)
        }
        return {offered: gr.Column(visible=bool(questions) and not before), **shown}

    outputs = [chat, box, notice, offered, exchanges, sources, missing]
    settings: dict[str, Any] = {
        "outputs": outputs,
        "api_visibility": "private",
        "show_progress": "hidden",
        "concurrency_limit": CONCURRENT_QUESTIONS,
        "concurrency_id": "questions",
    }
    gr.on([box.submit, ask_button.click], ask, [box, exchanges, chosen, missing], **settings)
    for button in buttons:
        button.click(ask, [button, exchanges, chosen, missing], **settings)
    afresh.click(forget, None, outputs, api_visibility="private", show_progress="hidden", queue=False)

    def connect(trigger: Any) -> None:
        trigger(
            refresh,
            [exchanges],
            [notice, offered, *buttons],
            api_visibility="private",
            show_progress="hidden",
            concurrency_limit=CONCURRENT_QUESTIONS,
        )

    return ChatPanel(buttons, missing, connect)


def _messages(exchanges: Sequence[Exchange]) -> list[dict[str, str]]:
    messages = []
    for turn, exchange in enumerate(exchanges):
        messages.append({"role": "user", "content": question_message(exchange.question)})
        messages.append({"role": "assistant", "content": answer_message(exchange.answer, turn)})
    return messages


def _column(exchanges: Sequence[Exchange]) -> str:
    return evidence_column([(exchange.question, exchange.evidence) for exchange in exchanges])


def _alert(message: str) -> str:
    return f'<p class="ba-alert" role="alert">{as_message(message)}</p>'
