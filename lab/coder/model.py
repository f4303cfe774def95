# pyright: basic, reportMissingImports=false
"""The coder's network: an encoder that reads a sentence once, and heads for everything that is asked of it."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from lab.coder.data import CASES, MODES, ROLES, STATUSES, TYPES

INNER = 192  # width of the heads
TAGS = 3  # outside, beginning, inside


class Coder(nn.Module):
    """Encoder and heads. All outputs are logits; B: batch, L: tokens, N: triggers of the batch."""

    def __init__(self, encoder: Path, dropout: float = 0.15) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder)
        width = self.encoder.config.hidden_size
        self.cases = nn.Embedding(len(CASES), width)
        nn.init.zeros_(self.cases.weight)
        self.dropout = nn.Dropout(dropout)
        self.trigger = nn.Linear(width, 1 + 2 * len(TYPES))
        self.act = nn.Sequential(nn.Linear(2 * width, INNER), nn.GELU(), nn.Dropout(dropout))
        self.status = nn.Linear(INNER, len(STATUSES))
        self.about = nn.Linear(INNER, 1 + len(TYPES))
        self.modes = nn.Linear(INNER, len(MODES))
        self.of_trigger = nn.Linear(width, INNER)
        self.of_token = nn.Linear(width, INNER)
        self.of_product = nn.Linear(width, INNER, bias=False)
        self.roles = nn.Sequential(nn.GELU(), nn.Dropout(dropout), nn.Linear(INNER, TAGS * len(ROLES)))
        self.pair = nn.Sequential(
            nn.Linear(3 * width, INNER), nn.GELU(), nn.Dropout(dropout), nn.Linear(INNER, len(TYPES))
        )

    def encode(self, ids: Tensor, kinds: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """[B, L] token ids, segment, case class and mask to states [B, L, width]."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.cases(cases)
        out = self.encoder(inputs_embeds=words, attention_mask=mask, token_type_ids=kinds)
        return self.dropout(out.last_hidden_state)

    def triggers(self, states: Tensor) -> Tensor:
        """[B, L, 1 + 2 types]: outside, then beginning and inside of each type."""
        return self.trigger(states)

    def acts(
        self, states: Tensor, batch: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Status [N, 5], about [N, 17] and modes [N, 67] of triggers; batch, first, last: [N]."""
        inner = self.act(torch.cat([span_mean(states, batch, first, last), states[batch, 0]], -1))
        return self.status(inner), self.about(inner), self.modes(inner)

    def arguments(self, states: Tensor, batch: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """[N, L, roles, 3]: each token's tag in each role of each trigger."""
        trigger = span_mean(states, batch, first, last)
        inner = self.of_token(states[batch]) + self.of_trigger(trigger)[:, None]
        inner = inner + self.of_product(states[batch] * trigger[:, None])
        return self.roles(inner).unflatten(-1, (len(ROLES), TAGS))

    def types(self, states: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """[B, 16]: the type of what the actor (first and last token, [B, 2]) does to the recipient."""
        batch = torch.arange(len(states))
        parts = [span_mean(states, batch, side[:, 0], side[:, 1]) for side in (actor, recipient)]
        return self.pair(torch.cat([*parts, states[:, 0]], -1))


def span_mean(states: Tensor, batch: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """The mean state [N, width] of tokens first..last."""
    positions = torch.arange(states.shape[1])[None]
    inside = ((positions >= first[:, None]) & (positions <= last[:, None])).float()
    return torch.einsum("nlw,nl->nw", states[batch], inside) / inside.sum(-1, keepdim=True).clamp(min=1)
