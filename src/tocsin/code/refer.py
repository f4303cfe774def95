"""Whom a pronoun, or "the ministry", stands for: the nearest phrase before it that fits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tocsin.code.groups import can_act, lemma, listed, sense
from tocsin.code.syntax import Sentence
from tocsin.code.tree import is_noun, kids, phrase
from tocsin.know.lexicon import classes, words
from tocsin.model import Span

# how many sentences back an antecedent is looked for
_REACH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """A phrase that words after it can stand for. head: its noun in sentence `s`."""

    s: Sentence
    head: int

    @property
    def span(self) -> Span:
        return self.s.slice(*phrase(self.s, self.head))


def refers_to(
    sentences: Sequence[Sentence], number: int, i: int, others: Collection[Span] = ()
) -> Referent | None:
    """What the token `i` of sentence `number` stands for, or None when it names somebody itself, or when
    nothing before it fits. others: phrases it cannot mean, as they act on it."""
    s = sentences[number]
    word = s.tokens[i].text.lower()
    if word in words("speaker"):
        return _speaker(sentences, number, i)
    before = [r for r in _before(sentences, number, i) if not any(_meet(r.span, o) for o in others)]
    if word in words("several"):
        return next((r for r in before if _plural(r)), None) or next((r for r in before if _group(r)), None)
    if word in words("person") | words("thing"):
        return next((r for r in before if _fits(r, word)), None)
    return next((r for r in before if _same_body(r, s, i)), None) if _definite(s, i) else None


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _before(sentences: Sequence[Sentence], number: int, i: int) -> Iterator[Referent]:
    """Phrases that can act, best first: in the sentence itself subjects before other words, then those of
    the sentences before it, nearest sentence first."""
    for back in range(_REACH):
        n = number - back
        if n < 0 or sentences[n].title != sentences[number].title:
            return
        s = sentences[n]
        heads = [k for k in range(i if back == 0 else len(s.tokens)) if _names(s, k)]
        subjects = [k for k in heads if s.tokens[k].dep in ("nsubj", "nsubjpass")]
        others = [k for k in reversed(heads) if k not in subjects]
        for k in (*subjects, *others):
            yield Referent(s=s, head=k)


def _names(s: Sentence, k: int) -> bool:
    token = s.tokens[k]
    return (
        is_noun(token)
        and token.dep not in ("compound", "amod", "nmod", "poss")
        and can_act(s, k)
        and not _definite(s, k)
    )


def _fits(r: Referent, word: str) -> bool:
    token = r.s.tokens[sense(r.s, r.head)]
    person = token.ent == "PERSON" or listed(r.s, r.head, "office") or listed(r.s, r.head, "civil")
    if word in words("person"):
        return person and not _plural(r) and not _other_sex(r, word)
    return not _plural(r) and token.ent != "PERSON" and not (person and token.ent not in ("ORG", "GPE"))


def _plural(r: Referent) -> bool:
    return r.s.tokens[sense(r.s, r.head)].tag in ("NNS", "NNPS") or bool(kids(r.s, r.head, "conj"))


def _group(r: Referent) -> bool:
    """A body that "they" can stand for."""
    token = r.s.tokens[sense(r.s, r.head)]
    return listed(r.s, r.head, "body") or listed(r.s, r.head, "police") or token.ent in ("ORG", "NORP")


def _other_sex(r: Referent, word: str) -> bool:
    first, last = phrase(r.s, r.head)
    inside = {form for k in range(first, last + 1) for form in (r.s.tokens[k].text.lower(), lemma(r.s, k))}
    return bool(inside & classes()["male" if word in words("feminine") else "female"])


def _definite(s: Sentence, i: int) -> bool:
    """ "the ministry", "the group": a noun for a body or office with nothing but "the" before it."""
    token = s.tokens[i]
    if token.pos != "NOUN" or lemma(s, i) not in classes()["group_noun"]:
        return False
    left = [k for k in s.kids[i] if k < i]
    bare = len(left) == 1 and s.tokens[left[0]].text.lower() in words("pointing")
    return bare and not kids(s, i, "prep", "relcl", "acl", "appos")


def _same_body(r: Referent, s: Sentence, i: int) -> bool:
    """Whether the phrase ends in the same noun with something more before it, or names a state where a
    "country" is meant."""
    name, word = r.s.tokens[r.head], lemma(s, i)
    if word in words("state"):
        return name.ent == "GPE"
    if word in words("any_body"):
        return name.ent == "ORG" or lemma(r.s, r.head) == word
    first, last = phrase(r.s, r.head)
    inside = {r.s.tokens[k].text.lower() for k in range(first, last + 1)}
    return word in inside or lemma(r.s, r.head) == word


def _speaker(sentences: Sequence[Sentence], number: int, i: int) -> Referent | None:
    """Who says the quoted words around token `i`: the subject of a verb of telling, in the same sentence
    or the nearest of the same paragraph."""
    if not sentences[number].quoted[i]:
        return None
    near = [number, number - 1, number + 1, number - 2, number + 2]
    paragraph = sentences[number].paragraph
    for n in near:
        if not 0 <= n < len(sentences) or sentences[n].paragraph != paragraph:
            continue
        s = sentences[n]
        for k, token in enumerate(s.tokens):
            if token.lemma in classes()["telling"] and not s.quoted[k]:
                subjects = [m for m in kids(s, k, "nsubj") if not s.quoted[m]]
                if subjects:
                    named = s.tokens[subjects[0]].pos != "PRON"
                    return Referent(s=s, head=subjects[0]) if named else refers_to(sentences, n, subjects[0])
    return None
