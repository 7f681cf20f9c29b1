"""Chat models of any provider: opening one, streaming from it, and one error for all that can go wrong.

This is the only module that imports LangChain's chat models, and the only one that knows their vendors' exceptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.errors import ChatModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# A local model on a slow machine may think for a minute before its first word.
_TIMEOUT_SECONDS = 120
# A person waits: try again once, then say so.
_RETRIES = 1
# What providers call these settings; Ollama's models would otherwise answer with a temperature of 0.8.
_SETTINGS: dict[str, dict[str, Any]] = {
    "ollama": {"temperature": 0, "client_kwargs": {"timeout": _TIMEOUT_SECONDS}},
    "openai": {"timeout": _TIMEOUT_SECONDS, "max_retries": _RETRIES},
    "anthropic": {"timeout": _TIMEOUT_SECONDS, "max_retries": _RETRIES},
}
_REASON_CHARACTERS = 200


class ChatModel:
    """A chat model that is opened when it is first needed; any number of threads may use one.

    Args:
        model: what `init_chat_model` takes, such as ``ollama:llama3.2``, or a model of LangChain.
    """

    def __init__(self, model: str | BaseChatModel) -> None:
        self.name = model if isinstance(model, str) else type(model).__name__
        self._opened: BaseChatModel | None = None if isinstance(model, str) else model
        self._lock = Lock()

    def stream(self, messages: Sequence[tuple[str, str]]) -> Iterator[str]:
        """Yield the model's reply piece by piece.

        Args:
            messages: (role, text) pairs, the roles as LangChain names them.

        Raises:
            ChatModelError: the model cannot be opened or reached, refuses, or takes too long.
        """
        model = self._open()
        try:
            for chunk in model.stream(list(messages)):
                yield str(chunk.text)
        except Exception as error:  # the vendors' exceptions have no common base
            raise self._translated(error) from error

    def _open(self) -> BaseChatModel:
        with self._lock:
            if self._opened is None:
                settings = _SETTINGS.get(self.name.partition(":")[0], {})
                try:
                    from langchain.chat_models import init_chat_model

                    self._opened = init_chat_model(self.name, **settings)
                except Exception as error:  # the vendors' exceptions have no common base
                    raise self._translated(error) from error
            return self._opened

    def _translated(self, error: Exception) -> ChatModelError:
        return ChatModelError(f"the chat model {self.name!r} {_what_happened(error)}")


def _what_happened(error: Exception) -> str:
    """Return the rest of a sentence that begins with the model, from whatever a vendor raised."""
    causes = list(_causes(error))
    names = " ".join(type(cause).__name__ for cause in causes)
    statuses = {status for cause in causes if isinstance(status := getattr(cause, "status_code", None), int)}
    reason = _reason(error)
    if any(isinstance(cause, ImportError) for cause in causes):
        return f"needs a package that is not installed ({reason}): install it"
    if statuses & {401, 403} or "api_key" in reason or "API key" in reason:
        return "refused the key, or has none: set the provider's key in the environment (OPENAI_API_KEY, …)"
    if "Timeout" in names or any(isinstance(cause, TimeoutError) for cause in causes):
        return f"did not answer within {_TIMEOUT_SECONDS} seconds: try again, or name a smaller model"
    if "Connect" in names or any(isinstance(cause, ConnectionError) for cause in causes):
        return "cannot be reached: is its server running, and is its address right (OPENAI_BASE_URL, OLLAMA_HOST, …)?"
    if 404 in statuses:
        return f"is not known to its server ({reason}): check the name in BRIEFING_MODEL"
    if 429 in statuses:
        return f"refused for now, too many requests or no credit left ({reason}): try again later"
    return f"failed ({reason}): check BRIEFING_MODEL"


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _reason(error: Exception) -> str:
    line = " ".join(str(error).split()) or type(error).__name__
    return line if len(line) <= _REASON_CHARACTERS else line[: _REASON_CHARACTERS - 1] + "…"
