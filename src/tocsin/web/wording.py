"""How nouns are said to people: dates, counts, who, and the addresses of pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from urllib.parse import quote, urlencode, urlsplit

from tocsin.know.ontology import TypeEntry, ontology
from tocsin.model import Count, Document, Entity, Event, Mention, Source


def quads() -> dict[int, str]:
    """The quad classes and their names, 1 to 4."""
    return {entry.quad: entry.quad_name for entry in sorted(ontology().types.values(), key=lambda e: e.quad)}


def quad(type: str) -> int:
    """The quad class of an event type, 1 to 4; 0 when the ontology has no such type."""
    entry = type_entry(type)
    return entry.quad if entry else 0


def type_entry(type: str) -> TypeEntry | None:
    """What the ontology says of an event type."""
    return ontology().types.get(type)


def define(code: str) -> str:
    """The ontology's definition of a sector or of a code above states; "" for others."""
    known = ontology()
    return known.sectors.get(code) or known.above_states.get(code) or ""


def define_type(type: str) -> str:
    """The ontology's definition of an event type."""
    entry = type_entry(type)
    return f"{entry.quad_name}. {entry.definition}" if entry else ""


def define_mode(type: str, mode: str) -> str:
    """The ontology's definition of a mode of an event type."""
    entry = type_entry(type)
    return next((m.definition for m in entry.modes if m.mode == mode), "") if entry else ""


def say_date(value: str | None, approx: bool = False) -> str:
    """An ISO 8601 day, month, year or interval in words; what is none is left as it is.

    "27 Sep 2021", "Oct 2021", "2 – 16 Oct 2021", "about 2021".
    """
    if not value:
        return ""
    start, slash, end = value.partition("/")
    said = _say_interval(_say_one(start), _say_one(end)) if slash else _say_one(start)
    return f"about {said}" if approx else said


def _say_interval(start: str, end: str) -> str:
    """Both ends, what they share at the end of the words said once."""
    if start == end:
        return start
    left, right = start.split(), end.split()
    while len(left) == len(right) and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    return f"{' '.join(left)} – {end}"


def _say_one(value: str) -> str:
    try:
        match len(value):
            case 4:
                return str(int(value))
            case 7:
                return f"{date.fromisoformat(value + '-01'):%b %Y}"
            case _:
                day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return f"{day.day} {day:%b %Y}"


def say_time(value: str | None) -> str:
    """An ISO 8601 time in words with its zone: "27 Sep 2021, 08:10 +02:00"; a mere date as a date."""
    if not value or len(value) <= 10:
        return say_date(value)
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return value
    zone = "" if time.tzinfo is None else time.isoformat()[-6:]
    return f"{time.day} {time:%b %Y, %H:%M} {'UTC' if zone == '+00:00' else zone}".strip()


def say_count(count: Count) -> str:
    """People counted: "3", "3 to 5", "at least 3"."""
    if count.high is None:
        return f"at least {count.low}"
    return str(count.low) if count.low == count.high else f"{count.low} to {count.high}"


def say_radius(metres: int) -> str:
    """A radius in metres or kilometres."""
    return (
        f"{metres} m"
        if metres < 1000
        else f"{metres / 1000:.2g} km"
        if metres < 10_000
        else f"{metres // 1000} km"
    )


def plural(number: int, one: str, many: str = "") -> str:
    """ "1 page", "2 pages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def codes(entity: Entity) -> tuple[str, ...]:
    """The codes of an entity that are filled."""
    return tuple(code for code in (entity.country, entity.sector, entity.second_sector) if code)


def meant(entity: Entity | Source, document: Document | None) -> str:
    """The words that a pronoun stands for; "" where it stands for itself or its page is not at hand."""
    if entity.refers_to is None or document is None:
        return ""
    return document.text[entity.refers_to.start : entity.refers_to.end]


def names(entities: Sequence[Entity]) -> str:
    """The entities in one line."""
    return ", ".join(entity.text for entity in entities)


def event_path(event: Event | str) -> str:
    """The address of an event's page."""
    return f"/event/{_quote(event if isinstance(event, str) else event.id)}"


def situation_path(name: str) -> str:
    """The address of a situation's page."""
    return f"/situation/{_quote(name)}"


def query(quads: Iterable[int], type: str, status: str, **more: str) -> str:
    """The query string of a situation's page that filters in this way."""
    given = [("quad", str(quad)) for quad in sorted(quads)] + [
        ("type", type),
        ("status", status),
        *more.items(),
    ]
    return urlencode([(key, value) for key, value in given if value])


def document_path(page: str, mention: Mention | None = None) -> str:
    """The address of a document's page, at the words of a mention where one is given."""
    path = f"/document/{_quote(page)}"
    if mention is None:
        return path
    return f"{path}?coder={_quote(mention.coder)}#m-{_quote(mention.id)}"


def _quote(name: str) -> str:
    return quote(name, safe="")


def web_address(url: str) -> str:
    """`url` if it is one that may be linked (http or https), else ""."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""
