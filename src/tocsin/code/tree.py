"""Questions to the grammar of a sentence: who governs whom, and how far a phrase reaches."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.code.syntax import Sentence, Token

_LEFT = {
    *("det", "predet", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "npadvmod"),
    *("advmod", "punct", "neg", "meta"),
}
_RELATIVE = {"WDT", "WP", "WP$", "WRB"}


def kids(s: Sentence, i: int, *deps: str) -> list[int]:
    """The dependents of token `i` with one of these labels, in text order."""
    return [k for k in s.kids[i] if s.tokens[k].dep in deps]


def above(s: Sentence, i: int) -> Iterator[int]:
    """The governors of token `i`, nearest first, up to the root."""
    seen = {i}
    while (head := s.tokens[i].head) not in seen:
        yield head
        seen.add(head)
        i = head


def below(s: Sentence, i: int) -> Iterator[int]:
    """Token `i` and all it governs, in no order."""
    stack = [i]
    while stack:
        k = stack.pop()
        yield k
        stack.extend(s.kids[k])


def depth(s: Sentence, i: int) -> int:
    """How many governors stand above token `i`."""
    return sum(1 for _ in above(s, i))


def together(s: Sentence, i: int) -> list[int]:
    """Token `i` and what is joined to it by "and" or commas, however deep the chain."""
    found = [i]
    for k in found:
        found.extend(c for c in kids(s, k, "conj") if c not in found)
        for name in kids(s, k, "appos"):
            # "Ambassador to Rome Ann Bell and Consul …": without a comma the name is the person, not an addition
            if s.tokens[min(below(s, name)) - 1].text != ",":
                found.extend(c for c in kids(s, name, "conj") if c not in found)
    return sorted(found)


def is_verb(token: Token) -> bool:
    """A verb in any form, also where the tagger calls it an auxiliary ("have", "be")."""
    return token.pos in ("VERB", "AUX")


def is_noun(token: Token) -> bool:
    """A common or proper noun."""
    return token.pos in ("NOUN", "PROPN")


def passive(s: Sentence, i: int) -> bool:
    """Whether the verb `i` is told from the side of what is done to."""
    token = s.tokens[i]
    if token.tag != "VBN":
        return bool(kids(s, i, "auxpass", "nsubjpass"))
    if kids(s, i, "auxpass", "nsubjpass"):
        return True
    if token.dep == "conj" and is_verb(s.tokens[token.head]) and not kids(s, i, "aux", "dobj", "nsubj"):
        return passive(s, token.head)
    has = any(s.tokens[k].lemma in ("have", "'ve") for k in kids(s, i, "aux"))
    return not has and not kids(s, i, "dobj")


def relative(s: Sentence, i: int) -> bool:
    """Whether the token is a relative pronoun ("which", "who", "that")."""
    token = s.tokens[i]
    return token.tag in _RELATIVE or (token.lemma == "that" and token.pos == "PRON")


def antecedent(s: Sentence, i: int) -> int | None:
    """The noun that a relative pronoun inside the clause of verb `i` stands for."""
    for k in (i, *above(s, i)):
        if s.tokens[k].dep == "relcl":
            return s.tokens[k].head
    return None


def phrase(s: Sentence, i: int) -> tuple[int, int]:
    """First and last token of the noun phrase around head `i`: its words to the left, and what follows
    with a preposition; no relative clauses, appositions or joined nouns."""
    first = i
    for k in reversed([k for k in s.kids[i] if k < i]):
        if s.tokens[k].dep not in _LEFT:
            break
        first = min(below(s, k))
    while first < i and s.tokens[first].dep == "punct" and s.tokens[first].text not in "-–":
        first += 1
    return first, _through_name(s, i, _right_edge(s, i))


def _through_name(s: Sentence, i: int, last: int) -> int:
    """The end of a person's name that follows a title at once, however the parser hung it."""
    if s.tokens[i].ent in ("PERSON", "GPE", "ORG") or last + 1 >= len(s.tokens):
        return last
    n = last + 1
    if s.tokens[last].pos not in ("PROPN", "NOUN") or s.tokens[n].pos != "PROPN":
        return last
    end = n
    while (
        end + 1 < len(s.tokens)
        and s.tokens[end + 1].pos in ("PROPN", "PUNCT")
        and s.tokens[end].dep in ("compound", "punct")
    ):
        end += 1
    person = s.tokens[end].ent == "PERSON" and s.tokens[end].dep in (
        "appos",
        "conj",
        "nsubj",
        "dobj",
        "pobj",
        "nsubjpass",
    )
    return (
        end
        if (person and s.tokens[end].head != s.tokens[i].i) or (person and s.tokens[end].dep == "appos")
        else last
    )


def _right_edge(s: Sentence, i: int) -> int:
    last = i
    proper = s.tokens[i].pos == "PROPN"
    for k in (k for k in s.kids[i] if k > i):
        token = s.tokens[k]
        if token.dep == "prep" and _belongs(s, k, proper):
            # what is nested in a clause ("of the men who …") is not part of the phrase
            last = max(last, _prepositional_edge(s, k))
        elif token.dep == "nummod" and k == last + 1:
            last = k
        elif token.dep != "punct" or token.text not in "-–":
            break
    return last


def _belongs(s: Sentence, prep: int, proper: bool) -> bool:
    objects = kids(s, prep, "pobj")
    if not objects or s.tokens[objects[0]].ent in ("DATE", "TIME"):
        return False
    return s.tokens[prep].lemma in ("of", "to", "for") if proper else s.tokens[prep].lemma != "including"


def _prepositional_edge(s: Sentence, prep: int) -> int:
    objects = kids(s, prep, "pobj")
    edges = [phrase(s, k)[1] for o in objects for k in together(s, o)]
    return max(edges, default=prep)
