"""The words that date an act, and whether they put it long before the story."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from tocsin.code.syntax import Name, Sentence
from tocsin.code.tree import above, is_verb
from tocsin.know.lexicon import classes, numbers, reading, time_words

# codebook, Settled 3: as a rule more than half a year before the story is background
BACKGROUND_DAYS = 183
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)(s?)\b")


def date_of(s: Sentence, heads: Iterable[int]) -> Name | None:
    """The time expression of the act with these verbs or nouns: in its own clause, else the only one of
    the sentence that does not date the telling ("said on Friday that …")."""
    dated = [n for n in s.names if n.label in ("DATE", "TIME") and _dates(s, n)]
    own = set(heads)
    beside = [n for n in dated if _clause_of(s, n) in own]
    if beside:
        return min(beside, key=lambda n: min(abs(n.first - h) for h in own))
    open_to_all = [
        n for n in dated if (k := _clause_of(s, n)) is None or s.tokens[k].lemma not in classes()["telling"]
    ]
    return open_to_all[0] if len(open_to_all) == 1 else None


def _dates(s: Sentence, name: Name) -> bool:
    """Whether the expression says when: not how long, how old, or how often."""
    text = s.words(s.slice(name.first, name.last)).lower()
    after = s.tokens[name.last + 1].text.lower() if name.last + 1 < len(s.tokens) else ""
    before = s.tokens[name.first - 1].text.lower() if name.first else ""
    if before in time_words().during and time_words().length.match(text):
        return False
    if time_words().length.match(text):
        return after in time_words().after_length
    return not time_words().not_when.search(text)


def _clause_of(s: Sentence, name: Name) -> int | None:
    """The verb or event noun whose clause the expression stands in."""
    head = next(
        (i for i in range(name.first, name.last + 1) if not name.first <= s.tokens[i].head <= name.last),
        name.last,
    )
    return next(
        (k for k in above(s, head) if is_verb(s.tokens[k]) and s.tokens[k].dep not in ("aux", "auxpass")),
        None,
    )


def long_ago(text: str, published: str | None) -> bool:
    """Whether a time expression lies more than half a year before `published` (ISO 8601). Without a date of
    publication only what says "years ago" does."""
    lowered = text.lower()
    ago = time_words().ago.search(lowered)
    if ago:
        return _days_ago(ago.group(1), ago.group(2)) > BACKGROUND_DAYS
    if time_words().long_ago.search(lowered):
        return True
    told = _day(published)
    if told is None:
        return False
    last = _latest(lowered, told)
    return last is not None and (told - last).days > BACKGROUND_DAYS


def _days_ago(count: str, unit: str) -> int:
    number = int(count) if count.isdigit() else numbers().get(count, (1, 1))[0]
    return number * reading().units.get(unit, 0)


def _day(published: str | None) -> date | None:
    """The day of an ISO 8601 time; of a year or month its first."""
    parts = (published or "")[:10].split("-")
    try:
        return date.fromisoformat("-".join([*parts, "01", "01"][:3]))
    except ValueError:
        return None


def _latest(lowered: str, told: date) -> date | None:
    """The last day an expression can mean."""
    months = reading().months
    named = next(
        (
            n
            for n, month in enumerate(months, 1)
            if re.search(rf"\b{month[:3]}(?:{month[3:]})?\b\.?", lowered)
        ),
        None,
    )
    year = _YEAR.search(lowered)
    if year:
        return date(int(year.group(1)) + (9 if year.group(2) else 0), named or 12, 28)
    if named and time_words().to_come.search(lowered):
        return None
    if named:
        past = told.year if named <= told.month else told.year - 1
        return date(past, named, 28) if "last year" not in lowered else date(told.year - 1, named, 28)
    return date(told.year - 1, 12, 28) if time_words().last_year.search(lowered) else None
