"""What is told as an act but is no event: accidents, sport, private quarrels, outsiders' opinions, teasers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from tocsin.code.acts import VERBAL, Act
from tocsin.code.groups import can_act, lemma, listed, sense
from tocsin.code.paragraphs import Paragraph
from tocsin.code.slots import agents
from tocsin.code.syntax import Sentence
from tocsin.code.tree import is_noun, kids, passive
from tocsin.know.lexicon import Topic, classes, topics, words
from tocsin.know.ontology import ontology
from tocsin.model import Status

# a page is of a topic when so many of its paragraphs, or this share of them, are
_PAGE_PARAGRAPHS = 3
_PAGE_SHARE = 0.4


def topic_drops(parts: Sequence[Paragraph]) -> Mapping[int, str]:
    """The paragraphs that belong to a topic without political acts, with the reason; all of them when the
    page as a whole does."""
    found = {part.number: topic for part in parts if (topic := _topic(part.text))}
    most = Counter(topic.name for topic in found.values()).most_common(1)
    if most and most[0][1] >= _PAGE_PARAGRAPHS and most[0][1] >= _PAGE_SHARE * len(parts):
        reason = next(t.reason for t in topics() if t.name == most[0][0])
        return {part.number: reason for part in parts}
    return {number: topic.reason for number, topic in found.items()}


def _topic(text: str) -> Topic | None:
    lowered = text.lower()
    return next((t for t in topics() if len(set(_topic_pattern(t).findall(lowered))) >= t.enough), None)


@cache
def _topic_pattern(topic: Topic) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, topic.words))})\b")


def no_event(s: Sentence, act: Act, violent: bool) -> str:
    """Why the act is no event, or "". violent: the paragraph tells of violence, so that who "was killed" in
    it did not die by accident."""
    if reason := _voice(s, act):
        return reason
    if is_noun(s.tokens[act.head]) and not _told_by_noun(s, act):
        return "a deed named in passing"
    if act.type in VERBAL and not act.actors and not _charged(s, act):
        return "nobody is named who says it"
    if any(lemma(s, k) in classes()["animal"] for k in (*kids(s, act.core, "nsubj"), *agents(s, act.core))):
        return "an animal did it"
    if act.type == "AGREE" and not act.about and not any(_public_or_pronoun(s, k) for k in act.actors):
        return "a promise of somebody private"
    if act.type == "COERCE" and not act.actors and not act.modes:
        return "forced by circumstances"
    if act.type == "ASSAULT" and not act.actors:
        return _cause(s, act, violent)
    promised = act.about if act.type == "AGREE" and act.head == act.core else ""
    lonely = len(act.actors) < 2 and not any(
        s.tokens[k].tag == "NNS" and act.type == "COOPERATE" for k in act.actors
    )
    asked = ontology().types[promised or act.type].requires_recipient and "convict" not in act.modes
    if asked and not act.recipients and lonely:
        return "nobody is named to whom it is done, as the type asks"
    return _private(s, act)


def _told_by_noun(s: Sentence, act: Act) -> bool:
    """Whether a noun tells an act and not only refers to one: it names who did it, and to whom or where."""
    if not act.actors or not _public(s, act.actors):
        return False
    beside = any(s.tokens[p].text.lower() in words("nearby") for p in kids(s, act.core, "prep"))
    return bool(act.recipients) or len(act.actors) > 1 or beside


def unsaid(act: Act, status: Status) -> str:
    """Why an act that is not told as done is left out: words that were not said, a case without anybody."""
    if status == "negated" and act.type in VERBAL:
        return "words that were not said"
    if status in ("hypothetical", "negated") and not act.actors:
        return "a case that names nobody"
    return ""


def _voice(s: Sentence, act: Act) -> str:
    """The writer's or an outsider's voice."""
    for k in act.actors:
        token = s.tokens[k]
        word = token.text.lower()
        if word in words("speaker") | words("reader") and not s.quoted[k]:
            return "the writer speaks"
        if word in words("reader"):
            return "the reader is spoken to"
    if act.type in VERBAL and act.actors and all(_outsider(s, k) for k in act.actors):
        return "opinion of an expert or outsider"
    return ""


def _outsider(s: Sentence, k: int) -> bool:
    return lemma(s, sense(s, k)) in classes()["outsider"] and s.tokens[k].ent == ""


def _charged(s: Sentence, act: Act) -> bool:
    """ "was charged with": the law acts though nobody is named."""
    return (
        act.type == "ACCUSE"
        and "disapprove" not in act.modes
        and bool(act.recipients)
        and passive(s, act.core)
    )


def _cause(s: Sentence, act: Act, violent: bool) -> str:
    """Death and injury without anybody who did it need a sign of violence."""
    if any(lemma(s, k) in classes()["private"] for k in act.things) and not _public(s, act.recipients):
        return "a private quarrel"
    lemmas = {lemma(s, k) for k in range(len(s.tokens))}
    if lemmas & classes()["accident"] and not lemmas & classes()["violence"]:
        return "an accident"
    hurt = lemma(s, act.core) in classes()["killing"] | classes()["injuring"] | classes()["dying"]
    return "" if violent or not hurt or lemmas & (classes()["violence"] - {"fire"}) else "no sign of violence"


def _private(s: Sentence, act: Act) -> str:
    sides = [*act.actors, *act.recipients]
    if any(lemma(s, k) in classes()["private"] for k in (*sides, *act.things)) and not _public(s, sides):
        return "a private quarrel"
    if not sides and act.type not in ("PROTEST", "ASSAULT"):
        return "neither side is named"
    crowd = act.type in ("ACCUSE", "REQUEST") and any(s.tokens[k].tag == "NNS" for k in act.actors)
    plain = (
        sides
        and not crowd
        and all(lemma(s, sense(s, k)) in classes()["plain"] and not _named(s, k) for k in sides)
    )
    if (
        plain
        and act.type in ("ASSAULT", "ACCUSE", "SUPPORT", "AGREE", "REQUEST", "CONSULT", "AID")
        and act.actors
    ):
        return "no political actor"
    return ""


def _public(s: Sentence, sides: Iterable[int]) -> bool:
    """Whether somebody on either side is a body, force or office, or a named state."""
    return any(
        s.tokens[k].ent in ("GPE", "NORP", "ORG")
        or any(listed(s, k, g) for g in ("office", "body", "force", "police", "militia"))
        for k in sides
        if can_act(s, k)
    )


def _public_or_pronoun(s: Sentence, k: int) -> bool:
    return s.tokens[k].pos == "PRON" or s.tokens[k].ent == "PERSON" or _public(s, [k])


def _named(s: Sentence, k: int) -> bool:
    """Whether a name stands in the phrase ("Kosovo residents")."""
    return any(s.tokens[m].ent in ("GPE", "NORP", "ORG", "PERSON") for m in (k, *s.kids[k]))
