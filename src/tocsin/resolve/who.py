"""Who: the words for an actor to country, sector and the row that says so, as of the story's date."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import cast

from tocsin.errors import InputError
from tocsin.know.actors import Nation, actors
from tocsin.model import Document, Entity, Mention, Missing, Source, Span
from tocsin.resolve.who_answer import NOWHERE, Answer, Nearby
from tocsin.resolve.who_outlet import outlet
from tocsin.resolve.who_page import PageView, intro, is_somebody_else, nearby, view
from tocsin.resolve.who_phrase import decide
from tocsin.resolve.who_scan import scan
from tocsin.resolve.who_sense import senses

__all__ = ["UNDATED", "Answer", "fill", "look_up"]

# What a look-up without a date means by contract ("null: spring 2023"), not a default for pages.
UNDATED = "2023-04-15"
_OUTLETS = ("reposter", "outlet", "agency", "media")


def look_up(text: str, *, date: str | None = None, context: str = "", known_country: str = "") -> Answer:
    """Codes for one phrase as it stands in the news.

    date: ISO 8601, as coarse as known; None means spring 2023. context: words around it, from which countries are
    taken where the phrase leaves them open. known_country: the story's country as a code or a name.
    Raises InputError when known_country is none that the pack knows.
    """
    day = UNDATED if date is None else date[:10]
    return decide(scan(text), day, _told(context, known_country, day))


def _told(context: str, known_country: str, date: str) -> Nearby:
    if not context and not known_country:
        return NOWHERE
    countries = {sense.country for sense in senses(scan(context), date, NOWHERE) if sense.gives_country}
    if known_country:
        countries = {_code(known_country)}
    only = next(iter(countries)) if len(countries) == 1 else ""
    return Nearby(state=only, story=only, main=only, countries=frozenset(countries))


@cache
def _code(country: str) -> str:
    """The code of a country given as a code or by a name."""
    nations = {nation.code for nation in actors().nations}
    if country.upper() in nations:
        return country.upper()
    for hit in scan(country).hits:
        for form in hit.of("nation"):
            return cast(Nation, form.row).code
    raise InputError(f"country {country!r} is not known; give an ISO 3166-1 alpha-3 code or an English name")


def fill(document: Document, mention: Mention) -> Mention:
    """The mention with country, sectors, row and reason of its actors, recipients and sources.

    The story's date is when the mention was told, else when the page was published; without either, office-holders
    get a country only. What a coder has already filled stays. An entity that stays without any code is reported in
    `missing`, as `actors[0]`.
    """
    date = (mention.told or document.published or "")[:10]
    page = view(document, date)
    actors_ = tuple(_entity(page, mention, entity, date) for entity in mention.actors)
    recipients = tuple(_entity(page, mention, entity, date) for entity in mention.recipients)
    missing = (*_missing("actors", actors_), *_missing("recipients", recipients))
    return replace(
        mention,
        actors=actors_,
        recipients=recipients,
        sources=tuple(_source(document, page, mention, source, date) for source in mention.sources),
        missing=(*mention.missing, *missing),
    )


def _missing(field: str, entities: tuple[Entity, ...]) -> list[Missing]:
    return [
        Missing(field=f"{field}[{at}]", reason=entity.reason)
        for at, entity in enumerate(entities)
        if not entity.country and not entity.sector
    ]


def _entity(page: PageView, mention: Mention, entity: Entity, date: str) -> Entity:
    if entity.country or entity.sector:
        return entity
    at = entity.refers_to or entity.span
    text = page.text[at.start : at.end] if entity.refers_to else entity.text
    answer = _on_page(page, text, at, mention.sentence, date)
    if not answer.country and not answer.sector:
        for other in entity.also_named:
            told = _on_page(page, page.text[other.start : other.end], other, mention.sentence, date)
            if told.country or told.sector:
                answer = told
                break
    return replace(
        entity,
        country=answer.country,
        sector=answer.sector,
        second_sector=answer.second_sector,
        row=answer.row,
        reason=answer.reason,
    )


def _on_page(page: PageView, text: str, at: Span, sentence: Span, date: str) -> Answer:
    """Codes for words at their place on the page; a name that no row knows is sought where it is introduced."""
    around = nearby(page, at, sentence, text)
    answer = decide(scan(text), date, around)
    if is_somebody_else(page, text.strip()):
        answer = Answer(reason=f"on this page {text!r} is not who the pack knows by that surname")
    if not answer.sector and not answer.country:
        told = intro(page, text.strip(), date, around)
        if told is not None:
            return replace(told, reason=f"introduced on the page; {told.reason}")
    return answer


def _source(document: Document, page: PageView, mention: Mention, source: Source, date: str) -> Source:
    """A link of the chain: outlets by their name or address, all others as actors are."""
    if source.country or source.sector:
        return source
    at = source.refers_to or source.span
    text = page.text[at.start : at.end] if at is not None else source.name
    if source.kind in _OUTLETS:
        told = outlet(source.name or text, document.url if source.kind == "outlet" else "")
        return replace(
            source, country=told.country, sector=told.sector or ("JRN" if source.name or text else "")
        )
    if at is not None:
        answer = _on_page(page, text, at, mention.sentence, date)
    else:
        answer = decide(scan(text), date, NOWHERE)
    role = source.role or actors().source_roles.get(answer.sector, "")
    return replace(source, country=answer.country, sector=answer.sector, role=role)
