"""The search as a LangChain retriever, for our chain and for other people's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as Found
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableConfig, run_in_executor
from langsmith import tracing_context
from pydantic import SkipValidation

from assistant.questions.leaning import leanings
from store import Context, Document, Hit, Passage, Snapshot, Span, Store

# Enough for a reader; see `assistant.reading.span_reader.READ_PASSAGES` and `assistant.writing`.
DEFAULT_LIMIT = 10


class BriefingRetriever(BaseRetriever):
    """Finds passages in a store, or in one snapshot of it, best first.

    Each passage becomes a LangChain document: its text, and as metadata everything else that a `Hit` says, with
    the title and source of its document; `hit_of` turns it back. Runs are never traced, whatever the environment says.

    >>> BriefingRetriever(briefings=store, limit=5).invoke("Who led the Indian delegation?")
    """

    briefings: SkipValidation[Store | Snapshot]
    limit: int = DEFAULT_LIMIT
    documents: SkipValidation[Collection[str] | None] = None
    context: SkipValidation[Sequence[Context]] = ()

    def invoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> list[Found]:
        """Return the passages that best match a question; raises what `Store.search` raises."""
        with tracing_context(enabled=False):
            return super().invoke(input, config, **kwargs)

    async def ainvoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> list[Found]:
        """Do the same in a thread."""
        return await run_in_executor(config, self.invoke, input, config, **kwargs)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Found]:
        if isinstance(self.briefings, Store):
            with self.briefings.snapshot() as snapshot:
                return self._found_in(snapshot, query)
        return self._found_in(self.briefings, query)

    def _found_in(self, snapshot: Snapshot, query: str) -> list[Found]:
        towards = leanings(query, snapshot, self.documents)
        hits = snapshot.search(query, self.limit, self.documents, self.context, towards)
        documents = {one: snapshot.document(one) for one in {hit.passage.document_id for hit in hits}}
        return [_found(hit, documents[hit.passage.document_id]) for hit in hits]


def _found(hit: Hit, document: Document) -> Found:
    passage = hit.passage
    return Found(
        id=passage.passage_id,
        page_content=passage.text,
        metadata={
            "document_id": passage.document_id,
            "version": passage.version,
            "title": document.title,
            "source": document.source,
            "page": passage.page,
            "heading": list(passage.heading),
            "start": passage.start,
            "end": passage.end,
            "sentences": [[span.start, span.end] for span in passage.sentences],
            "score": hit.score,
            "similarity": hit.similarity,
            "lexical": hit.lexical,
            "leaning": hit.leaning,
        },
    )


def hit_of(found: Found) -> Hit:
    """Return the hit that a document of `BriefingRetriever` was made of."""
    said = found.metadata
    passage = Passage(
        passage_id=found.id or "",
        document_id=said["document_id"],
        version=said["version"],
        text=found.page_content,
        start=said["start"],
        end=said["end"],
        page=said["page"],
        heading=tuple(said["heading"]),
        sentences=tuple(Span(*span) for span in said["sentences"]),
    )
    return Hit(passage, said["score"], said["similarity"], said["lexical"], said["leaning"])
