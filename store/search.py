"""Hybrid search: what the words find and what the vectors find, fused into one ranking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from store.embedder import Vectors
from store.errors import InvalidQuestion

# Measured by bench/retrieval.py on five corpora, each left out in turn: the share of the
# cosine in the fused score, against the share of BM25.
DENSE_WEIGHT = 0.3
# So many candidates of each kind are fused: the passages wanted are rarely below rank 50 in both.
CANDIDATES = 50
# What a document that everything speaks for gains on one that nothing does; a passage's own score is 0..1. At 0.5 the
# recall on chunking_eval and on SQuAD is what it is without, at 1 it falls by 0.3 points (see bench/documents.py for
# the gain).
LEANING_WEIGHT = 0.5
# The passages of documents that at least this share of the most speaks for are candidates, unless so many documents do.
_FAVOURED = 0.9
_MOST_FAVOURED = 5
# The model reads 256 tokens, about 1,000 characters; beyond twice that a question is a paste by mistake.
MAX_QUESTION_CHARACTERS = 2000
# A passage without any place to cut it (a page of brackets) may be megabytes long. The tokens that the model reads
# stand in much less than this; making tokens of the rest would only take memory.
_MOST_EMBEDDED = 20_000
# Nothing is divided by less: opposite vectors may cancel each other.
_SMALLEST = 1e-9


def checked_question(question: str) -> str:
    """Return the question without surrounding white space.

    Raises:
        InvalidQuestion: it is empty or longer than `MAX_QUESTION_CHARACTERS`.
    """
    question = question.strip()
    if not question:
        raise InvalidQuestion("the question is empty: type a question about the briefings")
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise InvalidQuestion(
            f"the question has {len(question):,} characters, at most {MAX_QUESTION_CHARACTERS:,} are read: shorten it"
        )
    # A lone surrogate (from a broken terminal) is no character of any text.
    return question.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def embedding_input(title: str, heading: Sequence[str], text: str) -> str:
    """Return what the embedder reads of a passage: where it stands, then what it says."""
    below_title = heading[1:] if heading[:1] == (title,) else heading
    return " > ".join((title, *below_title)) + "\n" + text[:_MOST_EMBEDDED]


def fuse(
    similarities: Mapping[int, float], lexical: Mapping[int, float], weight: float = DENSE_WEIGHT
) -> dict[int, float]:
    """Return each candidate's fused score in 0..1, higher is better.

    Cosine and BM25 are each divided by their best candidate's, then weighted and summed. Dividing keeps
    the distances between candidates, which reciprocal ranks throw away.

    Args:
        similarities: cosine of every candidate, -1..1.
        lexical: BM25 score of the candidates that have one, above 0.
        weight: the cosine's share, 0..1.
    """
    best_similarity = max(similarities.values(), default=0.0)
    best_lexical = max(lexical.values(), default=0.0)
    scores = {}
    for candidate, similarity in similarities.items():
        dense = max(similarity, 0.0) / best_similarity if best_similarity > 0 else 0.0
        words = lexical.get(candidate, 0.0) / best_lexical if best_lexical > 0 else 0.0
        scores[candidate] = weight * dense + (1 - weight) * words
    return scores


def leant(score: float, leaning: float) -> float:
    """Return a passage's score (0..1) with what speaks for its document (0..1) in it; 0..1."""
    return (score + LEANING_WEIGHT * leaning) / (1 + LEANING_WEIGHT)


def favoured(leanings: Mapping[str, float], documents: Collection[str] | None) -> list[str]:
    """Return the few documents that most speaks for, of those that are asked; none where many are alike."""
    asked = {one: share for one, share in leanings.items() if share > 0 and (documents is None or one in documents)}
    best = max(asked.values(), default=0.0)
    found = [one for one, share in asked.items() if share >= _FAVOURED * best]
    return found if len(found) <= _MOST_FAVOURED else []


def similarities(question: Vectors, rows: Mapping[int, bytes]) -> dict[int, float]:
    """Return the cosine of a question's vector with recorded vectors (float32 bytes), -1..1."""
    if not rows:
        return {}
    matrix = np.frombuffer(b"".join(rows.values()), dtype="<f4").reshape(len(rows), -1)
    return dict(zip(rows, np.clip(matrix @ question, -1, 1).tolist(), strict=True))


def blended(vectors: Vectors, shares: Sequence[float]) -> Vectors:
    """Return the unit vector in the direction of a weighted sum.

    Args:
        vectors: unit vectors, one row each.
        shares: a weight for each row, 0 or more, not all 0.
    """
    together: Vectors = np.asarray(shares, dtype=np.float32) @ vectors
    return together / max(float(np.linalg.norm(together)), _SMALLEST)


def summed(parts: Iterable[tuple[float, Mapping[int, float]]]) -> dict[int, float]:
    """Return the weighted sum of several BM25 scores of each candidate, given as (weight, scores).

    BM25 is a sum over words, so this is the score of one question whose words weigh differently.
    """
    total: dict[int, float] = {}
    for weight, scores in parts:
        for candidate, score in scores.items():
            total[candidate] = total.get(candidate, 0.0) + weight * score
    return total
