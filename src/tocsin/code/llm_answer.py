"""What a language model answers, as mentions: every word of it found on the page, every code checked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar, cast, get_args

from tocsin.code.llm_json import Json, as_list, as_object, text_in
from tocsin.code.llm_prompt import MENTIONS
from tocsin.code.llm_text import STAGE, Numbered, Piece, find
from tocsin.code.parts import contexts
from tocsin.code.spans import overlap
from tocsin.know.ontology import ontology
from tocsin.know.prompts import prompts
from tocsin.model import (
    Count,
    Document,
    Drop,
    Entity,
    Equipment,
    EquipmentKind,
    EventType,
    Mention,
    Missing,
    Place,
    Span,
    Status,
)

T = TypeVar("T", Entity, Place, Equipment)
_SHOWN = 80  # characters of a wrong value that a reason repeats
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_EMPTY = {
    "actors": "the model names nobody who did it",
    "recipients": "the model names nobody it was done to",
    "place": "the model names no place",
    "date": "the model names no words that date it",
}


def mentions(
    document: Document, sentences: Sequence[Numbered], piece: Piece, answer: Json, coder: str
) -> Iterator[Mention | Drop]:
    """The mentions of an answer about a piece, and what of it is left out with the reason.

    sentences: all of the document, by number.
    """
    for record in as_list(answer.get(MENTIONS)):
        yield _Act(document, sentences, piece, as_object(record)).mention(coder)


class _Act:
    """One mention as the model has it. missing: what was left out of it so far, and why."""

    def __init__(self, document: Document, sentences: Sequence[Numbered], piece: Piece, record: Json) -> None:
        self._document = document
        self._sentences = sentences
        self._shown = {s.number for s in piece.sentences}
        self._coded = range(piece.first, piece.last + 1)
        self._record = record
        self._missing: list[Missing] = []

    def mention(self, coder: str) -> Mention | Drop:
        """The mention; a `Drop` where it has no type, status or trigger, without which it is none."""
        type, status = text_in(self._record, "type"), text_in(self._record, "status")
        trigger = self._words(self._record.get("trigger"), None)
        if trigger is None:
            return Drop(stage=STAGE, reason=f"trigger: {self._why_not(self._record.get('trigger'))}")
        if type not in get_args(EventType):
            return Drop(stage=STAGE, reason=f"{_show(type)} is no event type", span=trigger)
        if status not in get_args(Status):
            return Drop(stage=STAGE, reason=f"{_show(status)} is no status", span=trigger)
        sentence = next(s for s in self._sentences if overlap(s.span, trigger))
        if sentence.number not in self._coded:
            return Drop(stage=STAGE, reason="told outside the sentences that were to be coded", span=trigger)
        return self._mention(coder, cast(EventType, type), cast(Status, status), trigger, sentence)

    def _mention(
        self, coder: str, type: EventType, status: Status, trigger: Span, sentence: Numbered
    ) -> Mention:
        text = self._document.text
        key = f"{self._document.page}|{coder}|{type}|{trigger.start}-{trigger.end}"
        day, date_span = self._date(trigger)
        actors, recipients = self._entities("actors", trigger), self._entities("recipients", trigger)
        place = self._each("place", trigger, self._place)
        filled = {"actors": actors, "recipients": recipients, "place": place, "date": date_span}
        return Mention(
            id=hashlib.sha256(key.encode()).hexdigest()[:32],
            page=self._document.page,
            type=type,
            modes=self._modes(type),
            about=self._about(type),
            trigger=trigger,
            trigger_text=text[trigger.start : trigger.end],
            sentence=sentence.span,
            sentence_text=text[sentence.span.start : sentence.span.end],
            status=status,
            coder=coder,
            actors=actors,
            recipients=recipients,
            date=day,
            date_span=date_span,
            place=place,
            equipment=self._each("equipment", trigger, self._equipment),
            killed=self._count("killed", trigger),
            injured=self._count("injured", trigger),
            contexts=contexts(sentence.around),
            also_told=self._also_told(trigger),
            missing=self._reasons(filled),
        )

    # --- codes -----------------------------------------------------------------------------------

    def _modes(self, type: EventType) -> tuple[str, ...]:
        known = {mode.mode for mode in ontology().types[type].modes}
        given = [str(mode) for mode in as_list(self._record.get("modes"))]
        for mode in given:
            if mode not in known:
                self._without("modes", f"{_show(mode)} is no mode of {type}")
        return tuple(dict.fromkeys(mode for mode in given if mode in known))

    def _about(self, type: EventType) -> str:
        about = text_in(self._record, "about")
        if about and type not in prompts().about:
            self._without("about", f"{type} is about no other act")
        elif about and about not in get_args(EventType):
            self._without("about", f"{_show(about)} is no event type")
        else:
            return about
        return ""

    def _date(self, near: Span) -> tuple[str | None, Span | None]:
        """The day as the model reads it, if it is one, and the words for it; no day without words."""
        given = self._record.get("date")
        if given is None:
            return None, None
        span = self._words(given, near)
        if span is None:
            self._without("date", self._why_not(given))
            return None, None
        value = text_in(as_object(given), "value")
        if value and not _is_date(value):
            self._without("date.value", f"{_show(value)} is no ISO 8601 date")
            return None, span
        return value or None, span

    def _count(self, field: str, near: Span) -> Count | None:
        given = self._record.get(field)
        if given is None:
            return None
        low: Any = as_object(given).get("low")
        high: Any = as_object(given).get("high")
        if self._words(given, near) is None:
            self._without(field, self._why_not(given))
        elif not _is_number(low) or not (high is None or (_is_number(high) and high >= low)):
            self._without(field, f"{_show(low)} to {_show(high)} is no count")
        elif high == 0:
            self._without(field, "a count of nobody")
        else:
            return Count(low=low, high=high)
        return None

    # --- words -----------------------------------------------------------------------------------

    def _words(self, given: Any, near: Span | None) -> Span | None:
        """Where a quote of the model stands; None where it does not, or names a sentence that was not shown."""
        record = as_object(given)
        number: Any = record.get("sentence")
        if not self._was_shown(number):
            return None
        return find(self._document.text, self._sentences, text_in(record, "quote"), number, near)

    def _was_shown(self, number: Any) -> bool:
        return _is_number(number) and number in self._shown

    def _each(self, field: str, near: Span, make: Callable[[Json, Span, str], T | None]) -> tuple[T, ...]:
        """What `make` makes of each quote of a list, in the order of the model, none inside another."""
        found: list[T] = []
        for given in map(as_object, as_list(self._record.get(field))):
            span = self._words(given, near)
            if span is None:
                self._without(field, self._why_not(given))
            elif any(overlap(span, other.span) for other in found):
                self._without(field, f"{_show(text_in(given, 'quote'))} is named twice")
            elif made := make(given, span, self._document.text[span.start : span.end]):
                found.append(made)
        return tuple(found)

    def _entities(self, field: str, near: Span) -> tuple[Entity, ...]:
        def entity(given: Json, span: Span, text: str) -> Entity:
            named = given.get("refers_to")
            refers_to = self._words(named, span)
            if named is not None and refers_to is None:
                self._without(f"{field}.refers_to", self._why_not(named))
            return Entity(span=span, text=text, refers_to=None if refers_to == span else refers_to)

        return self._each(field, near, entity)

    def _place(self, given: Json, span: Span, text: str) -> Place:
        return Place(span=span, text=text)

    def _equipment(self, given: Json, span: Span, text: str) -> Equipment | None:
        kind = text_in(given, "kind")
        if kind not in get_args(EquipmentKind):
            self._without("equipment", f"{_show(kind)} is no kind of equipment")
            return None
        return Equipment(span=span, text=text, kind=cast(EquipmentKind, kind))

    def _also_told(self, trigger: Span) -> tuple[Span, ...]:
        found: list[Span] = []
        for given in as_list(self._record.get("also_told")):
            span = self._words(given, None)
            if span is None:
                self._without("also_told", self._why_not(given))
            elif not any(overlap(span, other) for other in (trigger, *found)):
                found.append(span)
        return tuple(found)

    # --- reasons ---------------------------------------------------------------------------------

    def _without(self, field: str, reason: str) -> None:
        self._missing.append(Missing(field=field, reason=reason))

    def _why_not(self, given: Any) -> str:
        """Why a quote has no place on the page."""
        record = as_object(given)
        if not self._was_shown(record.get("sentence")):
            return f"there is no sentence {_show(record.get('sentence'))}"
        return f"{_show(text_in(record, 'quote'))} is not in the text"

    def _reasons(self, filled: dict[str, Any]) -> tuple[Missing, ...]:
        told = {missing.field for missing in self._missing}
        empty = [field for field, value in filled.items() if not value and field not in told]
        return (*self._missing, *(Missing(field=field, reason=_EMPTY[field]) for field in empty))


def _is_date(value: str) -> bool:
    """Whether it is a day, month or year of ISO 8601, or two of them as first/last."""
    first, slash, last = value.partition("/")
    start, end = _first_day(first), _first_day(last if slash else first)
    return start is not None and end is not None and start <= end


def _first_day(value: str) -> date | None:
    if not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _show(value: Any) -> str:
    return repr(value)[:_SHOWN]
