"""What a look-up answers, and what it may know beside the words themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Codes for a phrase.

    country: ISO 3166-1 alpha-3, XKX, or a code above states; sector, second_sector: PLOVER's. Each is ""
    where it is not known, and a state as such has no sector. no_code: nothing in the phrase says that it
    is a political actor. row: the rows of the pack that gave the codes. reason: how, or why not.
    """

    country: str = ""
    sector: str = ""
    second_sector: str = ""
    no_code: bool = False
    row: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """What surrounds a phrase.

    state: the country whose army "the army" is here; story: the country whose people "the protesters" are;
    main: the country that the whole story is about.
    countries: those that decide between namesakes. people: keys of persons who are named in full nearby.
    """

    state: str = ""
    story: str = ""
    main: str = ""
    countries: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


NOWHERE = Nearby()
