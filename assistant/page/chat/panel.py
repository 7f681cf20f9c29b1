"""The chat panel of the page: the conversation and the evidence for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.cards.panel import CardPanel
from assistant.errors import AssistantError
from assistant.page.chat import words
from assistant.page.chat.exchange import Exchange, column, copied, exchange_of, exchanges_of, messages
from assistant.page.chat.markup import alert, note, question_message, waiting_message
from assistant.page.chat.reactions import reactions
from assistant.page.chat.stopping import UnderWay
from assistant.page.chat.suggestions import COUNT, Suggestions
from assistant.page.chat.talks import SESSION_SECONDS, person_of, talks_drawer
from assistant.page.chat.talks_markup import copies, said_region, save_talk_menu
from assistant.page.chat.talks_script import ACTIONS, focus
from assistant.page.evidence.images import PageRenderer
from assistant.page.evidence.panel import evidence_panel
from assistant.talks import Talks
from assistant.talks.talks import new_id
from assistant.types import Answered, Searched, Token, Turn, Understood
from store import InvalidQuestion, Store, StoreError, UnknownDocument

# Several people may ask at once; more than this on two cores only makes each of them wait longer.
CONCURRENT_QUESTIONS = 4

Update = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class ChatPanel:
    """The parts of the panel that the page connects.

    ``refresh`` outputs into ``suggestions``; ``missing`` changes when a ticked document turned out to be gone.
    """

    suggestions: tuple[gr.Button, ...]
    missing: gr.State
    refresh: Any
    cards: CardPanel


def chat_panel(
    store: Store, assistant: Assistant, chosen: gr.CheckboxGroup, talks: Talks, pages: PageRenderer | None = None
) -> ChatPanel:
    """Lay out the conversation and the evidence beside it, inside the current row of a page.

    Args:
        store: where quotes are looked up for their context.
        assistant: answers the questions.
        chosen: holds the ids of the documents to ask; none means all.
        talks: keeps the conversations.
        pages: draws the pages of the evidence; None to show text only.
    """
    suggest = Suggestions(store)
    under_way = UnderWay()
    exchanges = gr.State([], time_to_live=SESSION_SECONDS)
    current = gr.State(new_id, time_to_live=SESSION_SECONDS)
    changing = gr.State(None, time_to_live=SESSION_SECONDS)
    missing = gr.State(0, time_to_live=SESSION_SECONDS)
    shown_anew = gr.State("", time_to_live=SESSION_SECONDS)
    doing = gr.HTML("", elem_id="ba-doing", visible="hidden", js_on_load=ACTIONS)
    with gr.Column(scale=7, min_width=360, elem_id="ba-chat", elem_classes="ba-panel"):
        with gr.Row(elem_classes="ba-heading"):
            gr.HTML(f"<h2>{words.CHAT}</h2>", js_on_load=None)
            menu = gr.HTML(save_talk_menu(), elem_id="ba-save-talk", js_on_load=None, visible=False)
            afresh = gr.Button(words.NEW_CONVERSATION, size="sm", variant="secondary", elem_id="ba-new", scale=0)
        drawer = talks_drawer(talks, doing, current)
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
        reacting = reactions(talks, store, doing, chat, exchanges, current, notice)
        with gr.Column(elem_id="ba-suggestions", visible=False) as offered:
            lead = gr.HTML(note(words.SUGGESTIONS), js_on_load=None)
            with gr.Row():
                buttons = tuple(
                    gr.Button("", size="sm", variant="secondary", visible=False, elem_classes="ba-suggestion")
                    for _ in range(COUNT)
                )
        with gr.Row(elem_id="ba-editing", visible=False, elem_classes="ba-heading") as editing:
            edited = gr.HTML("", js_on_load=None)
            leave = gr.Button(words.EDIT_CANCEL, size="sm", scale=0, elem_id="ba-leave")
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
            stop_button = gr.Button(
                words.STOP, variant="secondary", scale=0, min_width=88, elem_id="ba-stop", visible=False
            )
        gr.HTML(said_region(), js_on_load=None, elem_id="ba-said-holder")
        copying = gr.HTML(copies([]), elem_id="ba-copies", visible="hidden", js_on_load=None)
    evidence = evidence_panel(store, pages)
    sources = evidence.sources

    def shown(now: list[Exchange]) -> Update:
        """Show a conversation as it stands, ready for a question."""
        return {
            chat: messages(now),
            exchanges: now,
            sources: column(now),
            copying: copied(now),
            shown_anew: new_id(),
            changing: None,
            editing: gr.Row(visible=False),
            menu: gr.HTML(visible=bool(now)),
            **ready(),
        }

    nothing: Update = {notice: gr.skip()}

    def ready() -> Update:
        return {ask_button: gr.Button(visible=True), stop_button: gr.Button(visible=False)}

    def put_back(before: list[Exchange], question: str, message: str) -> Update:
        """Show the conversation as it was before a question that was not answered."""
        refused = {chat: messages(before), box: question, notice: alert(message), **ready()}
        # What was offered goes with the question; it comes back when the question does not stay.
        return refused if before else {**refused, offered: gr.Column(visible=True)}

    def ask(
        question: str,
        before: list[Exchange],
        at: int | None,
        talk_id: str | None,
        documents: list[str],
        gone: int,
        request: gr.Request,
    ) -> Iterator[Update]:
        talk_id = talk_id or new_id()  # a session that did not begin by loading the page has none
        if not question.strip():
            # In a conversation it is a key pressed twice, and no mistake worth a word.
            yield {notice: "" if before else alert(words.EMPTY_QUESTION)}
            return
        base = before if at is None else before[:at]
        earlier = messages(base)
        asked = {"role": "user", "content": question_message(question)}
        person, window = person_of(request), str(request.session_hash)
        ticket = under_way.begin(window, talk_id, question)
        if ticket is None:
            yield nothing
            return

        def showing(reply: str) -> list[dict[str, str]]:
            return [*earlier, asked, {"role": "assistant", "content": reply}]

        try:
            yield {
                chat: showing(waiting_message(words.SEARCHING)),
                box: "",
                notice: "",
                offered: gr.Column(visible=False),
                ask_button: gr.Button(visible=False),
                stop_button: gr.Button(visible=True),
                **reacting.hide(),
            }
            history = [Turn(question=exchange.question, answer=exchange.answer) for exchange in base]
            text, reading, understood = "", words.SEARCHING, None
            for event in ticket.follow(assistant.stream(question, history=history, documents=documents or None)):
                match event:
                    case Understood():
                        understood = event.question if event.question != question else None
                    case Searched():
                        reading = words.READING.format(count=len(event.hits))
                    case Token():
                        text += event.text
                    case Answered():
                        done = exchange_of(event.answer, len(base), store, base[-1].position + 1 if base else 0)
                        known = before[-1].position + 1 if before else 0
                        with under_way.finishing(ticket) as alive:
                            if not alive:
                                break
                            try:
                                talks.keep(person, talk_id, done.position, event.answer, known)
                                trouble = ""
                            except AssistantError as error:
                                trouble = alert(words.NOT_KEPT.format(reason=error))
                        yield {**shown([*base, done]), **drawer.renewed(), current: talk_id, notice: trouble}
                        return
                yield {chat: showing(waiting_message(reading, text, understood))}
            yield nothing  # Gradio repeats the last update as it ends, and who stopped the question shows what there is
        except UnknownDocument:
            yield {**put_back(before, question, words.DOCUMENT_GONE), missing: gone + 1}
        except InvalidQuestion as error:
            yield put_back(before, question, str(error))
        except (AssistantError, StoreError) as error:
            yield put_back(before, question, words.TROUBLE.format(reason=error))
        finally:
            under_way.end(window, ticket)

    def ask_again(
        before: list[Exchange],
        talk_id: str | None,
        documents: list[str],
        gone: int,
        request: gr.Request,
    ) -> Iterator[Update]:
        if before:
            last = len(before) - 1
            yield from ask(before[-1].question, before, last, talk_id, documents, gone, request)

    def stop(before: list[Exchange], talk_id: str, entered: str, request: gr.Request) -> Update:
        question = under_way.stop(str(request.session_hash))
        told = {} if question is None else {box: entered if entered.strip() else question, notice: note(words.STOPPED)}
        return {**shown(kept(talk_id, before, request)), **told}

    def kept(talk_id: str, before: list[Exchange], request: gr.Request) -> list[Exchange]:
        """The conversation as it is kept; as it was shown when it is not, or cannot be read."""
        try:
            return exchanges_of(talks.read(person_of(request), talk_id), store)
        except (AssistantError, StoreError):
            return before

    def change(event: gr.EventData, before: list[Exchange]) -> Update:
        at = int(event._data["value"])
        if not 0 <= at < len(before):
            return {notice: alert(words.TALK_GONE)}
        told = note(words.EDITING.format(number=at + 1))
        return {changing: at, editing: gr.Row(visible=True), edited: told, box: before[at].question, notice: ""}

    def leave_it() -> Update:
        return {changing: None, editing: gr.Row(visible=False), box: ""}

    def forget(request: gr.Request) -> Update:
        talk_id = new_id()
        under_way.turn_to(str(request.session_hash), talk_id)
        told = {notice: "", box: "", offered: gr.Column(visible=True)}
        return {**shown([]), current: talk_id, **drawer.renewed(), **told, **reacting.hide()}

    def forget_deleted(deleted: str, opened: str, request: gr.Request) -> Update:
        return forget(request) if deleted == opened else {notice: ""}

    def open_talk(event: gr.EventData, request: gr.Request) -> Update:
        talk_id, person = str(event._data["value"]), person_of(request)
        try:
            now = exchanges_of(talks.read(person, talk_id), store)
        except AssistantError:
            return {notice: alert(words.TALK_GONE), **drawer.renewed()}
        except StoreError as error:
            return {notice: alert(words.TALKS_TROUBLE.format(reason=error))}
        under_way.turn_to(str(request.session_hash), talk_id)
        now = kept(talk_id, now, request)  # what was being kept at that moment is in it
        told = {notice: "", box: "", offered: gr.Column(visible=False), drawer.fold: gr.Accordion(open=False)}
        return {**shown(now), current: talk_id, **drawer.renewed(), **told, **reacting.hide()}

    def offer(before: list[Exchange]) -> Update:
        """Offer first questions, or such as go on from the last answer."""
        try:
            answers = [exchange.answer for exchange in before]
            found = suggest.following(answers, lambda: under_way.count > 0) if before else suggest.questions()
        except StoreError as error:
            return {notice: alert(str(error)), offered: gr.Column(visible=False)}
        offers = {
            button: gr.Button(found[at], visible=True) if at < len(found) else gr.Button("", visible=False)
            for at, button in enumerate(buttons)
        }
        said = note(words.NEXT_QUESTIONS if before else words.SUGGESTIONS)
        return {lead: said, offered: gr.Column(visible=bool(found)), **offers}

    def arrive() -> Update:
        aside = talks.set_aside
        told = "" if aside is None else alert(words.TALKS_SET_ASIDE.format(name=aside.name))
        return {notice: told, **drawer.renewed()}

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    view = [
        chat,
        exchanges,
        sources,
        copying,
        shown_anew,
        changing,
        editing,
        menu,
        ask_button,
        stop_button,
        notice,
        box,
        offered,
    ]
    outputs = [*view, current, drawer.outdated, missing, reacting.form]
    bounded: dict[str, Any] = {**quiet, "concurrency_limit": CONCURRENT_QUESTIONS, "concurrency_id": "questions"}
    offering = {**quiet, "concurrency_limit": 1, "concurrency_id": "suggestions", "trigger_mode": "always_last"}
    offers = [lead, notice, offered, *buttons]
    given = [exchanges, changing, current, chosen, missing]
    # What is entered while an answer is being finished is asked next, and not dropped.
    gr.on([box.submit, ask_button.click], ask, [box, *given], outputs, trigger_mode="always_last", **bounded)
    for button in buttons:
        button.click(ask, [button, *given], outputs, **bounded)
    doing.retry(ask_again, [exchanges, current, chosen, missing], outputs, **bounded)
    stop_button.click(stop, [exchanges, current, box], view, **quiet).then(
        None, None, None, js=focus("#ba-question textarea")
    )
    whole = [*view, current, drawer.outdated, reacting.form]
    afresh.click(forget, None, whole, **quiet)
    drawer.deleted.change(forget_deleted, [drawer.deleted, current], whole, **quiet)
    doing.select(open_talk, None, [*whole, drawer.fold], **quiet).then(
        None, None, None, js=focus("#ba-question textarea")
    )
    doing.edit(change, [exchanges], [changing, editing, edited, box, notice], **quiet).then(
        None, None, None, js=focus("#ba-question textarea")
    )
    leave.click(leave_it, None, [changing, editing, box], **quiet).then(
        None, None, None, js=focus("#ba-question textarea")
    )
    shown_anew.change(offer, [exchanges], offers, **offering)

    def connect(trigger: Any) -> None:
        trigger(offer, [exchanges], offers, **offering)
        trigger(arrive, None, [notice, drawer.outdated], **quiet)

    return ChatPanel(buttons, missing, connect, evidence.cards)
