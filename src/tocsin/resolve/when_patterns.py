"""What time expressions look like: one regular expression a rule, made of the pack's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tocsin.know.times import time_words

_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"


def _any(words: Iterable[str]) -> str:
    """An alternation, longest first, so that "sept." is tried before "sep"."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _capital(words: Iterable[str]) -> str:
    """Names that English writes with a capital: so "may" and "march" are not taken for months."""
    forms = {form for word in words for form in (word.capitalize(), word.upper())}
    return _any(forms)


@cache
def parts() -> dict[str, str]:
    """The pieces that rules are made of, as named groups of str.format."""
    known = time_words()
    ordinals = _any(known.ordinals)
    ones = "(?:one|two|three|four|five|six|seven|eight|nine)"
    number = rf"(?:\d+(?:[.,]\d+)*(?:\s1/2)?|(?:twenty|thirty|forty|fifty|sixty|ninety)[\s-]{ones}|{_any(known.numbers)})"
    return {
        "month": _capital(known.months),
        "weekday": _capital(known.weekdays),
        "unit": _any(known.units),
        "number": number,
        "ordinal": rf"(?:{_DAY}(?:st|nd|rd|th)|{ordinals})",
        "quarter": r"(?:first|second|third|fourth|1st|2nd|3rd|4th)",
        "season": _any(known.seasons),
        "part": _any(known.parts_of_day),
        "relative": _any(known.days),
        "mod": rf"(?:{_any(known.modifiers)}|earlier|later)",
        "shift": _any(known.shifts),
        "set": _any(known.sets),
        "reference": _any(known.references),
        "holiday": _any(known.holidays),
        "year": _YEAR,
        "day": rf"{_DAY}(?:st|nd|rd|th)?",
        "clock": r"(?:[01]?\d|2[0-3])(?:(?::|\.)[0-5]\d)?\s?(?:[ap]\.m\.?|[ap]m\b|[AP]M\b)|(?:[01]?\d|2[0-3]):[0-5]\d(?!:?\d)",
        "zone": r"(?:\s(?:[A-Z]{2,4}T|GMT|UTC|local\stime))",
        "about": r"(?:about|around|nearly|almost|over(?!\sthe)|more\sthan|less\sthan|at\sleast|up\sto|roughly)",
    }


# Named groups: month, weekday, day, year ... tell `when_values` what was said. (?i:...) = any case.
_RULES = {
    "iso": r"\b(?P<year>{year})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12]\d|3[01]))?\b",
    "slashed": r"\b(?P<m>0?[1-9]|1[0-2])/(?P<d>{day})/(?P<year>{year}|\d\d)\b",
    "date": r"\b(?:(?P<weekday>{weekday}),?\s(?:the\s)?)?(?P<month>{month})\s(?P<day>{day}|(?i:{ordinal}))\b(?!:|-\d|,\d|\s?%|\s?[ap]\.?m)(?:,?\s(?P<year>{year}))?\b",
    "date_british": r"\b(?:(?P<weekday>{weekday}),?\s(?:the\s)?)?(?P<day>{day}|(?i:{ordinal}))\s(?:of\s)?(?P<month>{month})(?:,?\s(?P<year>{year}))?(?!\w)",
    "month": r"\b(?i:(?P<mod>{mod})[\s-](?:in\s)?)?(?i:(?P<shift>{shift})\s)?(?P<month>{month})(?:,?\s(?:of\s)?(?P<year>{year})|,?\s(?:of\s)?(?P<yearshift>this|last|next)\syear)?(?!\w)",
    "decade": r"\b(?i:(?:the\s)?(?:(?P<mod>{mod})[\s-])?)(?:the\s)?(?P<decade>(?:1[5-9]|20)\d|(?:\B['’])?[2-9])0['’]?s\b",
    "year": r"\b(?i:(?P<mod>{mod})[\s-])?(?:(?i:fiscal(?:\syear)?|fy)\s)?(?P<year>{year})\b(?![\d%])(?!,\d{{3}}|\.\d)",
    "relative": r"\b(?i:(?:(?P<mod>{mod})[\s-])?(?P<relative>{relative}))(?:\s(?P<part>{part}))?\b",
    "tonight": r"\b(?i:(?P<which>tonight|last\snight|overnight|this\s(?P<part>morning|afternoon|evening)))\b",
    "weekday": r"\b(?i:(?:(?P<mod>{mod})[\s-](?:on\s)?)?(?:the\s)?(?:(?P<shift>this\scoming|this\spast|{shift})\s)?)(?P<weekday>{weekday})(?P<plural>s\b)?(?:\s(?P<part>{part}))?(?!\w)",
    "unit": r"\b(?i:(?:(?P<mod>{mod})[\s-](?:in\s)?)?(?:the\s)?(?P<shift>{shift})\s(?:(?:fiscal|calendar)\s)?(?P<unit>weekend|week|month|quarter|year|decade|century))\b(?!-)",
    "whole": r"\b(?i:(?:(?P<mod>{mod})\s)?the\s(?:full\s|entire\s|whole\s|fiscal\s)?(?P<unit>weekend|week|month|quarter|year))\b(?!-)",
    "quarter": r"\b(?i:(?:(?:the|this|last)\s(?=\w+(?:-\w+)?\s))?(?:(?:fiscal|year-earlier|year-ago|latest)\s)?(?P<quarter>{quarter})[\s-]quarter)(?:\s(?:of\s)?(?P<year>{year})|\sof\s(?P<yearshift>this|last|next)\syear)?\b",
    "half": r"\b(?i:the\s(?P<half>first|second|last)\shalf\sof\s(?:(?P<year>{year})|(?P<yearshift>this|last|next)\syear|the\syear))\b",
    "season": r"\b(?i:(?:(?P<mod>{mod})[\s-])?(?:(?:this|the|last|next|in)\s)(?:(?:past|early|late|coming|previous)\s)?(?P<season>{season}))(?:\s(?:of\s)?(?P<year>{year}))?\b",
    "season_year": r"\b(?i:(?P<season>{season}))\s(?:of\s)?(?P<year>{year})\b",
    "century": r"\b(?i:(?:the\s)?(?:(?P<mod>{mod})[\s-])?(?P<ordinal>{ordinal})[\s-]century)\b",
    "ago": r"\b(?i:(?:{about}\s)?(?:(?P<number>{number})(?:\s|-))?(?:(?:or\s(?:two|so)|more)\s)?(?P<unit>{unit})s?(?:\sor\s(?:so|two))?[\s-](?P<way>ago|earlier|later|from\snow))\b",
    "duration": r"\b(?i:(?:{about}\s)?(?:(?:the\s)?(?P<shift>past|last|next|first|coming|recent|previous|following|latest|final)\s|the\s(?=[^\s-]+\s))?(?P<number>{number})(?:\s(?:more|additional|full|consecutive|straight|trading|calendar))?(?:\s|-)(?P<unit>{unit})s?(?:-(?P<old>old)|-long)?(?:\sor\sso)?)\b",
    "vague": r"\b(?i:(?P<shift>recent|past|coming|the\spast|the\slast|the\scoming|the\snext)\s(?P<unit>days|weeks|months|quarters|years|decades))\b",
    "plural": r"(?<=\bfor\s)(?P<unit>days|weeks|months|years|decades|centuries|hours|minutes)\b|\b(?P<unit2>days|weeks|months|years|decades|hours|minutes)(?=\s(?:of|after|before|later)\b)",
    "set": r"\b(?i:(?P<set>{set})|(?:every|each)\s(?:(?P<number>{number})\s)?(?:(?P<unit>{unit})s?|(?P<weekday>{weekday})|(?P<month>{month})|(?P<season>{season})))\b",
    "per": r"(?i:(?<=\d\s)|(?<=times\s)|(?<=once\s)|(?<=twice\s)|(?<=percent\s))(?P<unit>a\syear|a\sday|a\sweek|a\smonth)\b",
    "clock": r"\b(?i:(?:(?P<about>about|around|shortly\s(?:before|after))\s)?)(?P<clock>{clock})(?P<zone>{zone})?(?:,?\s(?:on\s)?(?:(?P<weekday>{weekday})|(?P<relative>today|yesterday|tomorrow)|(?P<month>{month})\s(?P<day>{day})\b))?",
    "noon": r"\b(?P<noon>noon|midday|midnight)(?:\s(?:on\s)?(?:(?P<weekday>{weekday})))?\b",
    "holiday": r"\b(?i:(?P<holiday>{holiday}))\b",
    "reference": r"\b(?i:(?P<reference>{reference}))\b",
    "yearago": r"\b(?i:(?:the\s)?year-(?:ago|earlier)(?:\s(?:quarter|period|month))?)\b",
    "yearend": r"\b(?i:(?:the\s)?(?:year[\s-]end|end\sof\sthe\syear|year's\send))\b",
}


@cache
def rules() -> dict[str, re.Pattern[str]]:
    """Each rule's name and its compiled expression."""
    return {name: re.compile(pattern.format(**parts())) for name, pattern in _RULES.items()}
