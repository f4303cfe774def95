"""The annotated corpus in `lab/corpus`: read, checked, counted.

    python -m lab.passages [FILE …]       check (all files by default), then count by type, mode, status, form
    python -m lab.passages --json         the same, passages as JSON Lines in the shape of the end-to-end gold

The format is explained in lab/corpus/README.md. A file with an error is named with passage, field and
reason, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from tocsin.know.ontology import ontology
from tocsin.model import EquipmentKind, EventType, SourceKind, Status

FOLDER = Path(__file__).parent / "corpus" / "passages"
ABOUT = frozenset(("AGREE", "THREATEN", "REQUEST", "REJECT", "CONCEDE"))
ROLES = frozenset(("", "official", "military", "witness", "party"))
STYLES = frozenset(("agency", "daily", "tabloid", "broadcast", "blog", "wire-brief", "analysis", "local"))
_PASSAGE_KEYS = frozenset(("id", "date", "outlet", "style", "region", "text", "mentions", "by", "checked"))
_MENTION_KEYS = frozenset(
    [
        "s",
        "trigger",
        "type",
        "modes",
        "about",
        "status",
        "actors",
        "recipients",
        "when",
        "date",
        "approx",
        "where",
        "equipment",
        "killed",
        "injured",
        "sources",
        "contexts",
        "also",
        "optional",
    ]
)
_WORDS = re.compile(r"(?P<words>.+?)(?:#(?P<nth>\d))?(?:@(?P<sentence>\d+))?$", re.DOTALL)
_DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_INTERVAL = re.compile(rf"{_DATE}(?:/{_DATE})?$")
_LINE = re.compile(r"[^\n]*\S[^\n]*")

Record = dict[str, Any]


class CorpusError(ValueError):
    """What is wrong in a passage: names passage, mention and field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """An annotated passage. sentences: [start, end) of each line of the text. mentions: as in the gold."""

    id: str
    date: str
    outlet: str
    style: str
    region: str
    by: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Record, ...]


def load(paths: Sequence[Path] = ()) -> Iterator[Passage | CorpusError]:
    """The passages of the files (all of the corpus by default), in order, or what is wrong with one."""
    for path in paths or sorted(FOLDER.glob("*.yaml")):
        try:
            stored: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        except yaml.YAMLError as error:
            yield CorpusError(f"{path.name}: no valid YAML: {error}")
            continue
        for number, record in enumerate(cast(list[Any], stored or []), 1):
            try:
                yield _passage(record, f"{path.name} passage {number}")
            except CorpusError as error:
                yield error


def passages(paths: Sequence[Path] = ()) -> list[Passage]:
    """All passages. Raises CorpusError at the first that is wrong."""
    found: list[Passage] = []
    for item in load(paths):
        if isinstance(item, CorpusError):
            raise item
        found.append(item)
    return found


# --- a passage ---------------------------------------------------------------------------------------------


def _passage(record: Any, where: str) -> Passage:
    if not isinstance(record, dict):
        raise CorpusError(f"{where}: no mapping")
    fields = cast(Record, record)
    where = f"{where} ({fields.get('id', 'no id')})"
    _known(fields, _PASSAGE_KEYS, where)
    _need(bool(re.fullmatch(_DATE, fields.get("date", ""))), f"{where}: date must be ISO 8601")
    _need(fields.get("style") in STYLES, f"{where}: style must be one of {', '.join(sorted(STYLES))}")
    for key in ("id", "region", "by", "text"):
        _need(bool(fields.get(key)), f"{where}: {key} is missing")
    text = cast(str, fields["text"]).strip() + "\n"
    sentences = tuple((found.start(), found.end()) for found in _LINE.finditer(text))
    mentions = [
        _mention(cast(Record, m), text, sentences, f"{where} mention {n}")
        for n, m in enumerate(cast(list[Any], fields.get("mentions") or []), 1)
    ]
    seen = Counter((*m["trigger"], m["type"]) for m in mentions)
    twice = [key for key, count in seen.items() if count > 1]
    _need(not twice or _told_apart(mentions, twice), f"{where}: two mentions with one trigger {twice}")
    return Passage(
        id=fields["id"],
        date=fields["date"],
        outlet=fields.get("outlet", ""),
        style=fields["style"],
        region=fields["region"],
        by=fields["by"],
        text=text,
        sentences=sentences,
        mentions=tuple(mentions),
    )


def _told_apart(mentions: Sequence[Record], twice: Sequence[tuple[Any, ...]]) -> bool:
    """Whether mentions that share a trigger and a type differ in recipients, places or counts."""
    same = [m for m in mentions if (*m["trigger"], m["type"]) in twice]
    keys = [json.dumps([m["recipients"], m["place"], m["killed"], m["injured"], m["date"]]) for m in same]
    return len(set(keys)) == len(keys)


# --- a mention -----------------------------------------------------------------------------------------------


def _mention(fields: Record, text: str, sentences: Sequence[tuple[int, int]], where: str) -> Record:
    _known(fields, _MENTION_KEYS, where)
    number = fields.get("s", "")
    _need(number.isdigit() and 0 < int(number) <= len(sentences), f"{where}: s must be 1..{len(sentences)}")
    find = _Finder(text, sentences, int(number), where)
    kind = fields.get("type", "")
    _need(kind in get_args(EventType), f"{where}: no type {kind!r}")
    modes = _list(fields, "modes", where)
    allowed = {mode.mode for mode in ontology().types[kind].modes}
    _need(
        set(modes) <= allowed,
        f"{where}: {kind} has no mode {sorted(set(modes) - allowed)}; it has {sorted(allowed)}",
    )
    about = fields.get("about", "")
    _need(
        not about or (kind in ABOUT and about in get_args(EventType)),
        f"{where}: about {about!r} does not fit {kind}",
    )
    _need(fields.get("status") in get_args(Status), f"{where}: status {fields.get('status')!r}")
    contexts = _list(fields, "contexts", where)
    _need(
        set(contexts) <= set(ontology().contexts),
        f"{where}: unknown contexts {set(contexts) - set(ontology().contexts)}",
    )
    trigger = find.span(fields.get("trigger", ""), "trigger")
    return {
        "type": kind,
        "modes": modes,
        "about": about,
        "trigger": trigger,
        "trigger_text": text[slice(*trigger)],
        "sentence": list(sentences[int(number) - 1]),
        "status": fields["status"],
        "actors": [find.entity(words, "actors") for words in _list(fields, "actors", where)],
        "recipients": [find.entity(words, "recipients") for words in _list(fields, "recipients", where)],
        **_dated(fields, find, where),
        "place": [find.entity(words, "where") for words in _list(fields, "where", where)],
        "equipment": [_equipment(item, find, where) for item in _list(fields, "equipment", where)],
        "killed": _count(fields, "killed", where),
        "injured": _count(fields, "injured", where),
        "sources": [_source(item, find, where) for item in _list(fields, "sources", where)],
        "contexts": contexts,
        "also_told": [_telling(item, find, where) for item in _list(fields, "also", where)],
        "optional": fields.get("optional") == "true",
    }


@dataclass(frozen=True, slots=True)
class _Finder:
    """Words to spans: in the mention's sentence unless they say `@N`, the only ones there unless `#N`."""

    text: str
    sentences: Sequence[tuple[int, int]]
    number: int
    where: str

    def span(self, written: str, field: str, number: int | None = None) -> list[int]:
        found = _WORDS.match(written)
        _need(found is not None, f"{self.where}: {field} is empty")
        assert found is not None
        words, nth = found["words"], int(found["nth"] or 0)
        at = int(found["sentence"] or number or self.number)
        _need(0 < at <= len(self.sentences), f"{self.where}: {field}: no sentence {at}")
        start, end = self.sentences[at - 1]
        starts = [
            start + m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text[start:end])
        ]
        _need(bool(starts), f"{self.where}: {field}: {words!r} is not in sentence {at}")
        _need(
            nth <= len(starts),
            f"{self.where}: {field}: {words!r} stands {len(starts)} times in sentence {at}",
        )
        _need(
            bool(nth) or len(starts) == 1,
            f"{self.where}: {field}: {words!r} stands {len(starts)} times in sentence {at}; write {words}#1 or #2",
        )
        begin = starts[max(nth, 1) - 1]
        return [begin, begin + len(words)]

    def entity(self, written: str, field: str) -> Record:
        words, _, stands_for = written.partition(" -> ")
        span = self.span(words.strip(), field)
        record: Record = {"span": span, "text": self.text[slice(*span)]}
        if stands_for:
            record["refers_to"] = self.span(stands_for.strip(), field)
        return record


def _dated(fields: Record, find: _Finder, where: str) -> Record:
    date, when = fields.get("date", ""), fields.get("when", "")
    approx = fields.get("approx") == "true"
    _need(not date or bool(_INTERVAL.match(date)), f"{where}: date {date!r} is not ISO 8601")
    _need(
        not date or bool(when) or approx,
        f"{where}: a date needs the words that say it in `when`, or approx: true",
    )
    _need(bool(date) or not when, f"{where}: `when` needs a date")
    return {
        "date": date or None,
        "date_approx": approx,
        "date_span": find.span(when, "when") if when else None,
    }


def _equipment(item: Any, find: _Finder, where: str) -> Record:
    words, kind = _pair(item, f"{where}: equipment is [words, kind]")
    _need(kind in get_args(EquipmentKind), f"{where}: no kind of equipment {kind!r}")
    span = find.span(words, "equipment")
    return {"span": span, "text": find.text[slice(*span)], "kind": kind}


def _count(fields: Record, key: str, where: str) -> list[int | None] | None:
    if key not in fields:
        return None
    low, high = _pair(fields[key], f"{where}: {key} is [lowest, highest], highest null for at least")
    _need(
        low.isdigit() and (high in ("", "null") or (high.isdigit() and int(high) >= int(low))),
        f"{where}: {key}",
    )
    return [int(low), int(high) if high.isdigit() else None]


def _source(item: Any, find: _Finder, where: str) -> Record:
    """[kind, words, cue] or [kind, words, cue, role]; words and cue may be empty."""
    _need(
        isinstance(item, list) and 3 <= len(cast(list[Any], item)) <= 4,
        f"{where}: a source is [kind, words, cue, role]",
    )
    kind, words, cue, role = (*cast(list[str], item), "")[:4]
    _need(kind in get_args(SourceKind), f"{where}: no kind of source {kind!r}")
    _need(role in ROLES, f"{where}: role {role!r} is none of {sorted(ROLES)}")
    if not words:
        return {"kind": kind, "name": "", "span": None, "cue": cue, "role": role}
    name, _, stands_for = words.partition(" -> ")
    span = find.span(name.strip(), "sources")
    record: Record = {"kind": kind, "name": find.text[slice(*span)], "span": span, "cue": cue, "role": role}
    if stands_for:
        record["refers_to"] = find.span(stands_for.strip(), "sources")
    if cue:
        at = re.search(r"@(\d+)$", name.strip())
        record["cue_span"] = find.span(cue, "cue", int(at[1]) if at else None)
    return record


def _telling(item: Any, find: _Finder, where: str) -> list[int]:
    words, number = _pair(item, f"{where}: also is [words, sentence]")
    _need(number.isdigit(), f"{where}: also: no sentence {number!r}")
    return find.span(words, "also", int(number))


def _pair(item: Any, error: str) -> tuple[str, str]:
    _need(isinstance(item, list) and len(cast(list[Any], item)) == 2, error)
    first, second = cast(list[str], item)
    return first, second


def _list(fields: Record, key: str, where: str) -> list[Any]:
    value: Any = fields.get(key) or []
    _need(isinstance(value, list), f"{where}: {key} must be a list")
    return cast(list[Any], value)


def _known(fields: Record, known: frozenset[str], where: str) -> None:
    unknown = fields.keys() - known
    _need(not unknown, f"{where}: unknown field {sorted(unknown)}")


def _need(ok: bool, error: str) -> None:
    if not ok:
        raise CorpusError(error)


# --- the command ----------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    files: list[Path] = args.files
    items = list(load(files))
    found = [item for item in items if isinstance(item, Passage)]
    wrong = [str(item) for item in items if isinstance(item, CorpusError)]
    ids = Counter(passage.id for passage in found)
    wrong += [f"two passages have the id {id}" for id, count in ids.items() if count > 1]
    if args.json:
        for passage in found:
            print(
                json.dumps({**{key: getattr(passage, key) for key in Passage.__slots__}}, ensure_ascii=False)
            )
    else:
        _table(found)
    if wrong:
        sys.exit("\n".join(wrong))


def _table(found: Sequence[Passage]) -> None:
    mentions = [mention for passage in found for mention in passage.mentions]
    with_act = {
        (passage.id, start)
        for passage in found
        for start, end in passage.sentences
        for m in passage.mentions
        if any(start <= at < end for at, _ in ([m["trigger"], *m["also_told"]]))
    }
    total = sum(len(passage.sentences) for passage in found)
    print(f"{len(found)} passages, {total} sentences, {len(mentions)} mentions")
    print(f"sentences without any: {(total - len(with_act)) / max(total, 1):.2f}")
    for key in ("type", "status"):
        print(key, dict(Counter(m[key] for m in mentions).most_common()))
    print(
        "modes", dict(Counter(f"{m['type']} {mode}" for m in mentions for mode in m["modes"]).most_common())
    )
    print("styles", dict(Counter(p.style for p in found).most_common()))
    print("regions", dict(Counter(p.region for p in found).most_common()))


if __name__ == "__main__":
    main()
