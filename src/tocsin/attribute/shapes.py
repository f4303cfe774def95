"""The shapes in which a verb of telling stands: "X said (that) …", "…, X said", "…, said X"."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.attribute.phrase import left_source, named, right_source, short_source, subject_end
from tocsin.attribute.segment import Token
from tocsin.attribute.telling import (
    Attribution,
    Sentence,
    Telling,
    join,
    resumed,
    skip_marks,
    told_after,
    told_before,
    word_at,
)
from tocsin.attribute.verbs import Hit, phrase_at
from tocsin.know.cues import cues
from tocsin.model import Span

_CLOSERS = frozenset({".", "!", "?", "…"})


# --- "X said", "said X" --------------------------------------------------------------------------


def verb_telling(sentence: Sentence, hit: Hit, subject: tuple[Span, ...]) -> Telling | None:
    """The telling of one verb; None where the words around it are not those of a telling."""
    if hit.passive:
        return _passive(sentence, hit)
    if _inverted(sentence, hit):
        return _said_by(sentence, hit)
    start = left_source(sentence.tokens, hit.start)
    if _postposed(sentence, hit, start):
        return _said_before(sentence, hit, start)
    return _said_after(sentence, hit, start, subject)


def _inverted(sentence: Sentence, hit: Hit) -> bool:
    """'…, said X': a quotation or a clause ends right before the verb, and a name follows."""
    words = sentence.tokens
    if hit.start == 0 or "say" not in hit.verb.takes or hit.form not in ("past", "third"):
        return False
    before, after = words[hit.start - 1], word_at(words, hit.end)
    if (
        after is None
        or after.quoted
        or not after.is_word
        or after.lower in {"that", *cues().grammar.adjuncts}
    ):
        return False
    if before.quoted:
        return True
    return before.text == "," and not _has_clause(words, hit.end)


def _has_clause(words: Sequence[Token], start: int) -> bool:
    """Whether a finite verb stands in the rest of the clause."""
    for token in words[start:]:
        if token.text in {",", "."} or token.quoted or token.lower == "who":
            return token.quoted
        if token.lower in cues().grammar.finite or (token.lower.endswith("ed") and not token.capital):
            return True
    return False


def _said_by(sentence: Sentence, hit: Hit) -> Telling | None:
    words = sentence.tokens
    end = right_source(words, hit.end)
    content = told_before(sentence, hit.start)
    if end == hit.end or not content:
        return None
    attribution = Attribution(
        source=(join(words, hit.end, end),),
        cue=(join(words, hit.start, hit.end),),
        content=content + resumed(sentence, end),
    )
    return Telling(attribution=attribution, link=bool(hit.verb.link))


def _postposed(sentence: Sentence, hit: Hit, start: int) -> bool:
    """'…, X said': what is said stands before X, and nothing but circumstances follow the verb."""
    words = sentence.tokens
    if start in (0, hit.start) or not {"say", "tell"} & {*hit.verb.takes} or hit.form == "ing":
        return False
    before, after = words[start - 1], word_at(words, hit.end)
    quoted = before.quoted
    if not quoted and before.text not in {",", "—", "–"} and words[start - 1].lower != "as":
        return False
    if after is None or after.text in _CLOSERS or after.text in {",", ";"}:
        return True
    if quoted:
        return not _opens_content(words, hit.end)
    if after.lower in cues().grammar.adjuncts or "tell" in hit.verb.takes:
        return _opening_of_content(words, hit.end) is None and not _has_clause(words, hit.end)
    return False


def _opens_content(words: Sequence[Token], at: int) -> bool:
    after = word_at(words, at)
    return after is not None and (after.lower == "that" or after.text == ":")


def _said_before(sentence: Sentence, hit: Hit, start: int) -> Telling | None:
    words = sentence.tokens
    content = told_before(sentence, start)
    if not content:
        return None
    attribution = Attribution(
        source=(join(words, start, hit.start),),
        cue=(join(words, hit.start, hit.end),),
        content=content + resumed(sentence, hit.end),
    )
    return Telling(attribution=attribution, link=bool(hit.verb.link), hearer=_hearer(sentence, hit))


def _said_after(sentence: Sentence, hit: Hit, start: int, subject: tuple[Span, ...]) -> Telling | None:
    words = sentence.tokens
    source = _source_left(words, start, hit.start) or subject
    if not source or not _plausible(sentence, hit, start):
        return None
    opening = _content_start(words, hit)
    content = told_after(sentence, opening, phrase="say" not in hit.verb.takes) if opening is not None else ()
    if not content:
        return None
    attribution = Attribution(source=source, cue=(join(words, hit.start, hit.end),), content=content)
    return Telling(attribution=attribution, link=bool(hit.verb.link), hearer=_hearer(sentence, hit))


def _source_left(words: Sequence[Token], start: int, end: int) -> tuple[Span, ...]:
    """The phrase before the verb; before "and said" the subject of the clause that runs on."""
    if start == end:
        return ()
    if words[end - 1].lower in cues().grammar.conjunctions:
        end = subject_end(words, start, end)
    return (join(words, start, end),) if end > start else ()


def _plausible(sentence: Sentence, hit: Hit, start: int) -> bool:
    """Whether the words before the verb can be its subject."""
    phrase = sentence.tokens[start : hit.start]
    if not phrase:
        return hit.form == "ing" or sentence.tokens[hit.start - 1].lower in cues().grammar.conjunctions
    if phrase[-1].lower in cues().grammar.determiners - cues().grammar.quantifiers:
        return False
    if hit.form == "base":
        plural = phrase[-1].lower.endswith("s") or phrase[-1].lower in cues().grammar.plurals
        return hit.helped or plural
    return True


def _content_start(words: Sequence[Token], hit: Hit) -> int | None:
    """The index at which what is said begins; None where the verb has no such object."""
    after = word_at(words, hit.end)
    if after is None:
        return None
    if after.text in _CLOSERS | {",", ";"} and not _quote_follows(words, hit.end):
        return _past_relay(words, hit.end)
    if "tell" in hit.verb.takes:
        return _past_hearer(words, hit.end)
    if after.lower == "by":
        return None
    if hit.verb.takes == ("to",):
        return hit.end if after.lower == "to" else None
    if after.lower in cues().grammar.adjuncts - cues().grammar.objects_of:
        opening = _opening_of_content(words, hit.end)
        return opening if opening is not None else _past_times(words, hit.end)
    return skip_marks(words, hit.end)


def _past_relay(words: Sequence[Token], at: int) -> int | None:
    """Past ", citing X," to the "that" behind it."""
    relays = cues().telling.relays
    return _opening_of_content(words, at) if phrase_at(words, at + 1, relays) else None


def _quote_follows(words: Sequence[Token], at: int) -> bool:
    following = word_at(words, at + 1)
    return following is not None and following.quoted


def _opening_of_content(words: Sequence[Token], start: int) -> int | None:
    """The first "that", colon or quotation within 25 tokens, before the sentence takes a new turn."""
    for at, token in enumerate(words[start : start + 25], start):
        if token.quoted or token.lower == "that":
            return at
        if token.text == ":":
            return at + 1
        if token.text == ";":
            return None
    return None


def _past_times(words: Sequence[Token], at: int) -> int | None:
    """Past "on Monday", "last week"; None where a longer circumstance hides where the content begins."""
    grammar = cues().grammar
    for offset in (0, 1, 2):
        token = word_at(words, at + offset)
        if token is not None and (token.lower in grammar.times or token.lower in grammar.periods):
            return at + offset + 1
    return None


def _past_hearer(words: Sequence[Token], start: int) -> int | None:
    opening = _opening_of_content(words, start)
    grammar = cues().grammar
    if opening is not None and opening - start <= 12:
        return opening
    for at, token in enumerate(words[start + 1 :], start + 1):
        if token.lower in grammar.ends_hearer:
            return at
        if token.lower in grammar.determiners - grammar.objects_of or token.text in {",", "."}:
            return at if token.is_word else None
        if at - start > 8:
            return None
    return None


def _hearer(sentence: Sentence, hit: Hit) -> Span | None:
    """Who was told: the phrase after "told"."""
    words = sentence.tokens
    if "tell" not in hit.verb.takes:
        return None
    end = hit.end
    while end < len(words) and (words[end].capital or end == hit.end) and not words[end].quoted:
        end += 1
    return join(words, hit.end, end) if end > hit.end and words[hit.end].is_word else None


def _passive(sentence: Sentence, hit: Hit) -> Telling | None:
    """'… was criticised by X': the subject is what X speaks about."""
    words = sentence.tokens
    by = word_at(words, hit.end)
    if by is None or by.lower != "by":
        return None
    end = short_source(words, hit.end + 1)
    start = left_source(words, hit.start)
    if end == hit.end + 1 or start == hit.start or not named(words[hit.end + 1 : end]):
        return None
    attribution = Attribution(
        source=(join(words, hit.end + 1, end),),
        cue=(join(words, hit.start, hit.end),),
        content=(join(words, start, hit.start),),
    )
    return Telling(attribution=attribution, link=False)
