"""What is right for a batch of a question's passages, and how far a network is from it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import torch
from torch import Tensor
from torch.nn import functional

from assistant.reading.span_model import Scores

# The losses' shares: the span is the aim, the others shape what it rests on.
SUPPORT_SHARE = 0.5
ANSWERABLE_SHARE = 0.5
# The logit of what must not be chosen.
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Labels:
    """What is right for a batch of pairs.

    ``start``, ``end``, ``support`` and ``sentence`` (numbered through the batch) have the shape (pairs, tokens);
    ``answerable``, ``exact`` (its answer is marked) and ``group`` (the pair's group) have (pairs,); ``holding`` and
    ``sentence_group`` (sentences,).
    """

    start: Tensor
    end: Tensor
    support: Tensor
    answerable: Tensor
    exact: Tensor
    group: Tensor
    sentence: Tensor
    holding: Tensor
    sentence_group: Tensor

    def to(self, device: str) -> Labels:
        """Return the labels on a device."""
        return Labels(*(getattr(self, field.name).to(device) for field in fields(self)))


def loss_of(scores: Scores, labels: Labels, passage: Tensor, chosen: float) -> Tensor:
    """Return the mean loss of a batch.

    Spans by the likelihood of all marked starts and ends together, among all tokens of a group's passages (shared
    normalisation: Clark and Gardner, 2018, arXiv:1710.10723); sentences and answerability by binary cross-entropy; and
    with the share ``chosen`` the sentences also by the likelihood of the right ones among all of a group.
    """
    count = int(labels.group.max()) + 1
    answered, marked = (
        torch.zeros(count, device=passage.device).index_add(0, labels.group, kept) > 0
        for kept in (labels.answerable, labels.exact)
    )
    loss = torch.zeros((), device=passage.device)
    for marks, logits in ((labels.start, scores.start), (labels.end, scores.end)):
        every = _grouped(logits.logsumexp(1), labels.group, count)
        right = _grouped((logits + (1 - marks) * _NEVER).logsumexp(1), labels.group, count)
        loss = loss + _mean(every - right, marked) / 2
    inside = passage.float()
    loss = loss + _each_alone(scores, labels.support, labels.answerable, inside)
    if chosen:
        mean = _of_sentences(scores.support, labels, inside)
        every = _grouped(mean, labels.sentence_group, count)
        right = _grouped(mean + (1 - labels.holding) * _NEVER, labels.sentence_group, count)
        loss = loss + chosen * _mean(every - right, answered)
    return loss


def distance(scores: Scores, teacher: Scores, labels: Labels, passage: Tensor, chosen: float) -> Tensor:
    """Return how far a network is from what its teacher says of a batch; no label is looked at but what is grouped.

    Starts, ends and (with the share ``chosen``) sentences by the divergence of the network's distribution over all of a
    group from the teacher's (Hinton et al., 2015, arXiv:1503.02531), as far as the teacher holds that one of the
    group's passages answers; a token's sentence and answerability by cross-entropy with the teacher's probability.
    """
    count = int(labels.group.max()) + 1
    inside = passage.float()
    answers = torch.sigmoid(teacher.answerable)
    sure = torch.zeros(count, device=passage.device).scatter_reduce(0, labels.group, answers, "amax")
    row_group = labels.group.unsqueeze(1).expand_as(passage)
    loss = torch.zeros((), device=passage.device)
    for own, taught in ((scores.start, teacher.start), (scores.end, teacher.end)):
        loss = loss + _divergence(own, taught, row_group, inside > 0, sure) / 2
    loss = loss + _each_alone(scores, torch.sigmoid(teacher.support), answers, inside)
    if chosen:
        own, taught = (_of_sentences(one.support, labels, inside) for one in (scores, teacher))
        kept = own > _NEVER / 2
        loss = loss + chosen * _divergence(own, taught, labels.sentence_group, kept, sure)
    return loss


def _each_alone(scores: Scores, support: Tensor, answerable: Tensor, inside: Tensor) -> Tensor:
    """Return the cross-entropies of tokens and of pairs with the probabilities (0..1) that they ought to have."""
    cross_entropy = functional.binary_cross_entropy_with_logits
    # A sentence counts by its share of the passage.
    each = cross_entropy(scores.support, support, reduction="none") * inside
    of_tokens = (each.sum(1) / inside.sum(1).clamp(min=1)).mean()
    return SUPPORT_SHARE * of_tokens + ANSWERABLE_SHARE * cross_entropy(scores.answerable, answerable)


def _divergence(own: Tensor, taught: Tensor, group: Tensor, kept: Tensor, weight: Tensor) -> Tensor:
    """Return the mean over groups, weighed, of the divergence of one distribution over each group from another."""
    own, taught, group = own[kept], taught[kept], group[kept]
    own = own - _grouped(own, group, len(weight))[group]
    taught = taught - _grouped(taught, group, len(weight))[group]
    each = torch.zeros_like(weight).index_add(0, group, taught.exp() * (taught - own))
    return (each * weight).sum() / len(weight)


def _of_sentences(support: Tensor, labels: Labels, inside: Tensor) -> Tensor:
    """Return the mean support of each sentence's tokens; of one without any, which was cut off, that of none chosen."""
    zeros = torch.zeros(len(labels.holding), device=inside.device)
    size = zeros.index_add(0, labels.sentence.flatten(), inside.flatten())
    summed = zeros.index_add(0, labels.sentence.flatten(), (support * inside).flatten())
    return summed / size.clamp(min=1) + (size == 0) * _NEVER


def _grouped(values: Tensor, group: Tensor, count: int) -> Tensor:
    """Return the logarithm of the summed exponentials of each group's values."""
    highest = torch.full((count,), -torch.inf, device=values.device).scatter_reduce(0, group, values.detach(), "amax")
    sums = torch.zeros(count, device=values.device).index_add(0, group, (values - highest[group]).exp())
    return highest + sums.log()


def _mean(values: Tensor, kept: Tensor) -> Tensor:
    return torch.where(kept, values, 0.0).sum() / kept.sum().clamp(min=1)
