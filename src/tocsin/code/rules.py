"""The coder "rules": a parse by spaCy, frames of English words as data, and rules that put them together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tocsin.code.acts import Act, Refused, find
from tocsin.code.classify import classify
from tocsin.code.counts import casualties
from tocsin.code.draft import Draft, join, unite
from tocsin.code.gate import no_event, topic_drops, unsaid
from tocsin.code.groups import lemma
from tocsin.code.paragraphs import Paragraph, paragraphs
from tocsin.code.parts import contexts, equipment, governed, modes, places
from tocsin.code.refer import refers_to
from tocsin.code.spans import overlap
from tocsin.code.status import settle
from tocsin.code.syntax import Parser, Sentence, consistent
from tocsin.code.teasers import is_teaser
from tocsin.code.tree import phrase
from tocsin.code.when import date_of, long_ago
from tocsin.config import Config
from tocsin.know.lexicon import classes
from tocsin.know.relations import weights
from tocsin.model import Coding, Document, Drop, Entity, Mention, Missing, Status
from tocsin.stages import Code

NAME = "rules/0.1.0"
STAGE = "code"
_CODED = ("title", "body")
# acts of power that people take to the streets against
_PROVOKES = {"COERCE", "SANCTION", "ASSAULT"}


def make_code(config: Config) -> Code:
    """The coder; spaCy is loaded at the first document."""
    del config  # no setting changes how it codes
    return RulesCoder()


class RulesCoder:
    """See the module. Holds nothing but the parser."""

    def __init__(self) -> None:
        self._parse = Parser()

    @property
    def name(self) -> str:
        return NAME

    def __call__(self, document: Document, /) -> Coding:
        """The mentions in title and body, and what was considered and left out with the reason. Raises
        PluginError when spaCy is not installed."""
        if document.language not in ("", "en"):
            return Coding(drops=(Drop(stage=STAGE, reason=f"language: {document.language}"),))
        blocks = [(b.span, b.kind == "title") for b in document.blocks if b.kind in _CODED]
        parts = list(paragraphs(document.text, blocks))
        sentences = consistent(self._parse(parts))
        drafts: list[Draft] = []
        drops: list[Drop] = []
        for draft in _drafts(sentences, topic_drops(parts), document.published):
            (drafts if isinstance(draft, Draft) else drops).append(draft)  # pyright: ignore[reportArgumentType]
        around = {part.number: contexts(part.text) for part in parts}
        mentions = [
            _mention(document, d, around[d.s.paragraph])
            for d in join(_with_opponents(_with_background(drafts)))
        ]
        return Coding(mentions=tuple(mentions), drops=tuple(drops))

    def classify(self, text: str, actor: str, recipient: str, /) -> tuple[str, float | None]:
        """The type of what `actor` does to `recipient`, "" when no act is found; its calibrated probability
        where the pack `relations` is installed."""
        part = Paragraph(number=0, start=0, text=text, title=False)
        return classify(tuple(self._parse([part])), text, actor, recipient, weights())


# --- sentence by sentence ------------------------------------------------------------------------


def _drafts(
    sentences: Sequence[Sentence], topics: Mapping[int, str], published: str | None
) -> Iterator[Draft | Drop]:
    violent = _violent_paragraphs(sentences)
    for number, s in enumerate(sentences):
        if is_teaser(s.text):
            yield Drop(stage=STAGE, reason="points to another story", span=s.span)
            continue
        told: list[tuple[Act, Status]] = []
        for found in find(s):
            result = _judge(s, found, topics.get(s.paragraph, ""), s.paragraph in violent)
            if isinstance(result, Drop):
                yield result
            else:
                told.append(result)
        for act, status, heads in unite(s, told):
            draft = _draft(sentences, number, act, status, heads, published)
            nameless = not (draft.actors or draft.recipients or draft.killed or draft.injured)
            if nameless and act.type == "ASSAULT":
                yield Drop(stage=STAGE, reason="neither side is named", span=draft.trigger)
            else:
                yield draft


def _judge(s: Sentence, found: Act | Refused, topic: str, violent: bool) -> tuple[Act, Status] | Drop:
    """The act with its status, or why it is left out."""
    if isinstance(found, Refused):
        return Drop(stage=STAGE, reason=found.reason, span=s.slice(found.at, found.at))
    act, standing = settle(s, found)
    reason = topic or standing.reason or unsaid(act, standing.status) or no_event(s, act, violent)
    if reason:
        return Drop(stage=STAGE, reason=reason, span=s.slice(act.first, act.last))
    return act, standing.status


def _violent_paragraphs(sentences: Iterable[Sentence]) -> set[int]:
    """Paragraphs with a word of violence, and those right after them."""
    words = classes()["violence"] - {"fire"}
    told = {s.paragraph for s in sentences if any(lemma(s, k) in words for k in range(len(s.tokens)))}
    return told | {number + 1 for number in told}


def _draft(
    sentences: Sequence[Sentence],
    number: int,
    act: Act,
    status: Status,
    heads: tuple[int, ...],
    published: str | None,
) -> Draft:
    s = sentences[number]
    dated = date_of(s, heads)
    date_span = s.slice(dated.first, dated.last) if dated else None
    date_text = s.words(date_span) if date_span else ""
    if status == "actual" and date_text and long_ago(date_text, published):
        status = "historical"
    actors = _entities(sentences, number, act.actors)
    words = governed(s, heads) | {
        k for a in (*act.actors, *act.things) for k in range(phrase(s, a)[0], a + 1)
    }
    killed, injured = casualties(s, heads)
    return Draft(
        number=number,
        s=s,
        act=act,
        status=status,
        heads=heads,
        actors=actors,
        recipients=_entities(sentences, number, act.recipients, actors),
        modes=modes(s, act),
        place=places(s, act, heads),
        equipment=equipment(s, words),
        killed=killed,
        injured=injured,
        date_span=date_span,
        date_text=date_text.lower(),
    )


def _entities(
    sentences: Sequence[Sentence], number: int, heads: Iterable[int], others: Iterable[Entity] = ()
) -> tuple[Entity, ...]:
    """The entities with these heads. others: the other side, whom their pronouns cannot mean."""
    s = sentences[number]
    not_these = [e.refers_to or e.span for e in others]
    found: list[Entity] = []
    for head in heads:
        span = s.slice(*_reach(s, head))
        referent = refers_to(sentences, number, head, not_these)
        entity = Entity(span=span, text=s.words(span), refers_to=referent.span if referent else None)
        if all(span.start >= e.span.end or span.end <= e.span.start for e in found):
            found.append(entity)
    return tuple(found)


def _reach(s: Sentence, head: int) -> tuple[int, int]:
    """First and last token of an entity: its phrase, or, before another noun, the whole name it is part of."""
    first, last = phrase(s, head)
    if s.tokens[head].dep in ("compound", "amod", "nmod"):
        name = next((n for n in s.names if n.first <= head <= n.last), None)
        if name is not None:
            return min(first, name.first), max(last, name.last)
    return first, last


def _with_background(drafts: Sequence[Draft]) -> list[Draft]:
    """An undated act whose party is only a pronoun for one of the background told just before is
    background too."""
    found: list[Draft] = []
    for draft in drafts:
        before = found[-1] if found else None
        parties = (*draft.actors, *draft.recipients)
        if (
            before
            and before.status == "historical"
            and draft.status == "actual"
            and not draft.date_span
            and before.s.paragraph == draft.s.paragraph
            and any(e.refers_to and overlap(e.refers_to, before.s.span) for e in parties)
        ):
            draft = replace(draft, status="historical")
        found.append(draft)
    return found


def _with_opponents(drafts: Sequence[Draft]) -> list[Draft]:
    """A protest that names no opponent, told right after what an authority did, is against that authority
    (codebook: recipients named in another sentence)."""
    found: list[Draft] = []
    for draft in drafts:
        if draft.act.type == "PROTEST" and not draft.recipients:
            mine = {e.text for e in draft.actors}
            before = [
                d
                for d in found
                if d.s.paragraph == draft.s.paragraph
                and 0 <= draft.number - d.number <= 1
                and d.act.type in _PROVOKES
            ]
            against = tuple(e for d in before[-1:] for e in d.actors if e.text not in mine)
            draft = replace(draft, recipients=against)
        found.append(draft)
    return found


# --- the mention ---------------------------------------------------------------------------------


def _mention(document: Document, draft: Draft, around: tuple[str, ...]) -> Mention:
    trigger = draft.trigger
    key = f"{document.page}|{NAME}|{draft.act.type}|{trigger.start}-{trigger.end}"
    return Mention(
        id=hashlib.sha256(key.encode()).hexdigest()[:32],
        page=document.page,
        type=draft.act.type,  # pyright: ignore[reportArgumentType]
        modes=draft.modes,
        about=draft.act.about,
        trigger=trigger,
        trigger_text=document.text[trigger.start : trigger.end],
        sentence=draft.s.span,
        sentence_text=document.text[draft.s.start : draft.s.end],
        status=draft.status,
        coder=NAME,
        actors=draft.actors,
        recipients=draft.recipients,
        date_span=draft.date_span,
        place=draft.place,
        equipment=draft.equipment,
        killed=draft.killed,
        injured=draft.injured,
        contexts=around,
        also_told=draft.also_told,
        missing=_missing(draft),
    )


def _missing(draft: Draft) -> tuple[Missing, ...]:
    found: list[Missing] = []
    if not draft.actors:
        found.append(Missing(field="actors", reason="the sentence names nobody who did it"))
    if not draft.recipients:
        found.append(Missing(field="recipients", reason="the sentence names nobody it was done to"))
    if not draft.place:
        found.append(Missing(field="place", reason="no place is named beside the act"))
    if draft.date_span is None:
        found.append(Missing(field="date", reason="no time is told beside the act"))
    return tuple(found)
