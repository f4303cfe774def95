"""Independent origins of an event: who stands at the root of each telling.

The root of a mention is the innermost link of its chain that has a name of its own. Unnamed sources
stand with whoever tells of them: all that one agency has from them is one origin. Copies share one
origin: sentences that share four in five of their runs of three words (`COPY`), and names of which one
is the end of the other ("Vucic", "President Aleksandar Vucic").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.merge.likeness import COPY, jaccard, shingles
from tocsin.model import Mention, Origin, Source, SourceKind
from tocsin.text import fold

_NAMELESS: tuple[SourceKind, ...] = ("anonymous", "document", "social")


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Where one telling goes back to. teller: the innermost link with a name of its own. depth: links of its chain, to prefer the one that says most."""

    name: str
    teller: str
    kind: SourceKind
    depth: int
    mention: Mention

    @property
    def key(self) -> str:
        """What is compared: the innermost name; a page that names no outlet stands for itself."""
        return fold(self.teller).removeprefix("the ") or f"page {self.mention.page}"


def origins(mentions: Sequence[Mention]) -> tuple[Origin, ...]:
    """The origins of the mentions of one event, the one with most mentions first, then by name."""
    groups: list[list[Root]] = []
    for root in sorted(map(root_of, mentions), key=lambda r: r.mention.id):
        near = [group for group in groups if any(_shared(root, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([root, *(other for group in near for other in group)])
    found = [_origin(group) for group in groups]
    return tuple(sorted(found, key=lambda o: (-len(o.mentions), o.name, o.mentions)))


def root_of(mention: Mention) -> Root:
    """The root of one telling."""
    chain = mention.sources
    last = chain[-1] if chain else Source(kind="outlet")
    teller = _teller(chain)
    name = f"{teller}: {last.name or last.kind}".removeprefix(": ") if last.kind in _NAMELESS else teller
    return Root(name=name, teller=teller, kind=last.kind, depth=len(chain), mention=mention)


def _teller(chain: Sequence[Source]) -> str:
    """The innermost link that has a name of its own."""
    return next((link.name for link in reversed(chain) if link.name and link.kind not in _NAMELESS), "")


def _shared(a: Root, b: Root) -> bool:
    if _ends_with(a.key, b.key) or _ends_with(b.key, a.key):
        return True
    return jaccard(shingles(a.mention.sentence_text), shingles(b.mention.sentence_text)) >= COPY


def _ends_with(long: str, short: str) -> bool:
    return long == short or long.endswith(f" {short}")


def _origin(group: Sequence[Root]) -> Origin:
    """Named by the telling with the longest chain, the earliest of those."""
    best = min(group, key=lambda r: (-r.depth, r.mention.told or "9999", r.mention.id))
    ids = sorted((r.mention.told or "9999", r.mention.id) for r in group)
    return Origin(name=best.name, kind=best.kind, mentions=tuple(id for _, id in ids))
