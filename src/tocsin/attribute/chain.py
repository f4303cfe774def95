"""The chain of sources of each mention, outermost first (codebook, rules 4 and 7).

Page links come first; then whoever, in title or body, tells a stretch of text in which the mention's
trigger lies, from the widest stretch to the narrowest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.attribute.cues import find_tellings
from tocsin.attribute.kinds import Who, known_name, same_name, who
from tocsin.attribute.page_links import page_links
from tocsin.attribute.telling import Telling
from tocsin.know.cues import cues
from tocsin.know.ontology import ontology
from tocsin.model import Document, Entity, Mention, Source, Span

_VERBAL = (1, 3)  # quad classes of acts that are done by speaking
_NARRATED = ("title", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who tells something on this page: the link, and what stretches of text it tells."""

    link: Source
    cue: Span
    content: tuple[Span, ...]
    rank: int

    def tells(self, span: Span) -> bool:
        return any(_overlap(piece, span) for piece in self.content) and not _overlap(self.cue, span)

    @property
    def width(self) -> int:
        return sum(piece.end - piece.start for piece in self.content)


def attribute(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with `sources` filled. Looks at title and body, credit, byline and dateline alone."""
    outer = page_links(document)
    voices = find_voices(document)
    return tuple(
        replace(m, sources=(*outer, *_inner(document, m, voices, outer)) if m.sources == () else m.sources)
        for m in mentions
    )


def _inner(
    document: Document, mention: Mention, voices: Sequence[Voice], outer: Sequence[Source]
) -> tuple[Source, ...]:
    """The links inside the text; from another telling of the act where the first names nobody."""
    for span in (mention.trigger, *mention.also_told):
        telling = sorted((v for v in voices if v.tells(span)), key=lambda v: (-v.width, v.rank))
        links = [v.link for v in telling if not _is_actor(document, v.link, mention)]
        if chain := _distinct(links, outer):
            return chain
    return ()


def _distinct(links: Sequence[Source], outer: Sequence[Source]) -> tuple[Source, ...]:
    """Each source once, and none that the page links already name."""
    names = [link.name for link in outer if link.name]
    found: list[Source] = []
    for link in links:
        if not same_name(link.name, [*names, *(f.name for f in found)]):
            found.append(link)
    return tuple(found)


def _is_actor(document: Document, link: Source, mention: Mention) -> bool:
    """Rule 4: the speaker of a verbal act is its actor, not also a source."""
    if ontology().types[mention.type].quad not in _VERBAL:
        return False
    spans = [s for s in (link.span, link.refers_to) if s]
    return any(
        any(_overlap(s, t) for s in spans for t in _spans(actor))
        or same_name(link.name, _names(document, actor))
        for actor in mention.actors
    )


def _spans(actor: Entity) -> list[Span]:
    return [s for s in (actor.span, actor.refers_to, *actor.also_named) if s]


def _names(document: Document, actor: Entity) -> list[str]:
    pronouns = cues().grammar.pronouns
    found = [document.text[s.start : s.end] for s in _spans(actor)]
    return [name for name in found if name.lower() not in pronouns]


# --- the voices of a page ------------------------------------------------------------------------


def find_voices(document: Document) -> tuple[Voice, ...]:
    """All who tell something in title or body, with pronouns and "the newspaper" led back to names."""
    text = narrated(document)
    voices: list[Voice] = []
    tellings = sorted(find_tellings(text), key=lambda t: (t.attribution.cue[0].start, t.relay))
    for telling in tellings:
        if telling.link and telling.attribution.source:
            voices += _voices(text, telling, voices)
    return tuple(voices)


def narrated(document: Document) -> str:
    """The text with all but title and body blanked out, at equal length; wrapped lines joined."""
    pieces: list[str] = []
    end = 0
    for block in sorted(document.blocks, key=lambda b: b.span.start):
        if block.kind in _NARRATED:
            pieces.append("\n" * (block.span.start - end))
            inside = document.text[block.span.start : block.span.end]
            pieces.append(re.sub(r"(?<!\n)\n(?!\n)", " ", inside))
            end = block.span.end
    return "".join([*pieces, "\n" * (len(document.text) - end)])


def _voices(text: str, telling: Telling, before: Sequence[Voice]) -> list[Voice]:
    """One telling to its voices: who was told, the document and its author, or just the speaker."""
    span = telling.attribution.source[0]
    cue = telling.attribution.cue[0]
    named = _known(who(text[span.start : span.end]), before)
    if named is None:
        return []
    link = Source(
        kind=named.kind,
        span=_bare(text, span),
        name=named.name,
        cue=text[cue.start : cue.end],
        role=named.role,
    )
    links = [_led_back(link, before)] if named.backward else _with_author(text, link)
    if telling.hearer and (hearer := _hearer(text, telling.hearer, link.cue)):
        links.insert(0, hearer)
    content, rank = telling.attribution.content, int(telling.relay)
    return [Voice(link=one, cue=cue, content=content, rank=10 * rank + n) for n, one in enumerate(links)]


def _known(named: Who | None, before: Sequence[Voice]) -> Who | None:
    """A single name that was a person's before is that person again."""
    if named is None or named.kind != "organisation" or named.backward:
        return named
    person = next(
        (v.link for v in before if v.link.kind == "person" and same_name(named.name, [v.link.name])), None
    )
    return replace(named, kind="person", role=person.role, name=person.name) if person else named


def _bare(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in " ,.":
        end -= 1
    return Span(start=span.start, end=end)


def _hearer(text: str, span: Span, cue: str) -> Source | None:
    known = known_name(text[span.start : span.end])
    return Source(kind=known[0], name=known[1], span=span, cue=cue) if known else None


def _with_author(text: str, link: Source) -> list[Source]:
    """A document and its author are two links, the document first: "a report by X"."""
    if link.kind != "document" or link.span is None:
        return [link]
    phrase = text[link.span.start : link.span.end]
    for cue in cues().telling.author_of:
        document, found, author = phrase.partition(f" {cue} ")
        named = who(author) if found else None
        if named and named.kind != "document" and any(c.isupper() for c in author):
            start = link.span.start + len(document) + len(found)
            first = replace(
                link, name=document, span=Span(start=link.span.start, end=link.span.start + len(document))
            )
            span = Span(start=start, end=start + len(author))
            return [first, Source(kind=named.kind, name=named.name, role=named.role, span=span, cue=cue)]
    return [link]


def _led_back(link: Source, before: Sequence[Voice]) -> Source:
    """A pronoun, or "the newspaper", to the last source of its kind that has a name."""
    for voice in reversed(before):
        earlier = voice.link
        if earlier.kind == link.kind and earlier.span and any(c.isupper() for c in earlier.name):
            span = earlier.refers_to or earlier.span
            return replace(link, refers_to=span, name=earlier.name, role=link.role or earlier.role)
    return link


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
