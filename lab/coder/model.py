# pyright: basic, reportMissingImports=false
"""The coder's network: an encoder that reads a sentence once, and heads for everything that is asked of it."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from tocsin.code.labels import CONTEXTS, MODES, ROLES, STATUSES, TAGS, TYPES
from tocsin.code.windows import CASES

INNER = 192  # width of the heads
REACH = 64  # tokens to either side of a trigger beyond which distance no longer counts
STEP = 4  # tokens to a class of distance
MARKS = 3  # none, actor, recipient


class Coder(nn.Module):
    """Encoder and heads. All outputs are logits; B: batch, L: tokens, N: triggers of the batch."""

    def __init__(self, encoder: Path, dropout: float = 0.15) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder)
        width = self.encoder.config.hidden_size
        self.cases = nn.Embedding(len(CASES), width)
        self.marks = nn.Embedding(MARKS, width)
        nn.init.zeros_(self.cases.weight)
        nn.init.normal_(self.marks.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.trigger = nn.Linear(width, 1 + 2 * len(TYPES))
        self.act = nn.Sequential(
            nn.Linear(2 * width, INNER), nn.GELU(approximate="tanh"), nn.Dropout(dropout)
        )
        self.status = nn.Linear(INNER, len(STATUSES))
        self.about = nn.Linear(INNER, 1 + len(TYPES))
        self.modes = nn.Linear(INNER, len(MODES))
        self.contexts = nn.Linear(INNER, len(CONTEXTS))
        self.of_trigger = nn.Linear(width, INNER)
        self.of_token = nn.Linear(width, INNER)
        self.of_product = nn.Linear(width, INNER, bias=False)
        self.of_distance = nn.Embedding(2 * REACH // STEP + 1, INNER)
        self.of_sentence = nn.Embedding(2, INNER)
        self.roles = nn.Sequential(
            nn.GELU(approximate="tanh"), nn.Dropout(dropout), nn.Linear(INNER, TAGS * len(ROLES))
        )
        self.glance = nn.Linear(width, 1)
        self.pair = nn.Sequential(
            nn.Linear(3 * width, INNER),
            nn.GELU(approximate="tanh"),
            nn.Dropout(dropout),
            nn.Linear(INNER, len(TYPES)),
        )

    def encode(self, ids: Tensor, cases: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """[B, L] token ids, case classes, marks and mask to states [B, L, width]."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.cases(cases)
        words = words + self.marks(marks) * (marks > 0)[..., None]
        return self.dropout(self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state)

    def triggers(self, states: Tensor) -> Tensor:
        """[B, L, 1 + 2 types]: outside, then beginning and inside of each type."""
        return self.trigger(states)

    def acts(self, states: Tensor, inside: Tensor, around: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Status [N, 5], about [N, 17], modes [N, 67] and contexts [N, 37] of triggers.

        states [N, L, width] of their windows; inside, around [N, L]: 1 for the tokens of trigger and sentence.
        """
        inner = self.act(torch.cat([mean(states, inside), mean(states, around)], -1))
        return self.status(inner), self.about(inner), self.modes(inner), self.contexts(inner)

    def arguments(self, states: Tensor, inside: Tensor, around: Tensor) -> Tensor:
        """[N, L, roles, 3]: each token's tag in each role of each trigger. Inputs as in `acts`."""
        trigger = mean(states, inside)
        first = inside.argmax(-1)
        steps = (torch.arange(states.shape[1])[None] - first[:, None]).clamp(-REACH, REACH) + REACH
        inner = self.of_token(states) + self.of_trigger(trigger)[:, None]
        inner = inner + self.of_product(states * trigger[:, None])
        inner = inner + self.of_distance(steps // STEP) + self.of_sentence(around.long())
        return self.roles(inner).unflatten(-1, (len(ROLES), TAGS))

    def types(self, states: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """[B, 16]: the type of what the marked actor does to the marked recipient."""
        glance = self.glance(states)[..., 0].masked_fill(mask == 0, -1e4).softmax(-1)
        seen = torch.einsum("blw,bl->bw", states, glance)
        sides = [mean(states, (marks == side).float()) for side in (1, 2)]
        return self.pair(torch.cat([*sides, seen], -1))


def mean(states: Tensor, inside: Tensor) -> Tensor:
    """The mean state [N, width] of the tokens [N, L] that are 1, zero where there are none."""
    return torch.einsum("nlw,nl->nw", states, inside) / inside.sum(-1, keepdim=True).clamp(min=1)
