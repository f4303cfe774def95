"""The coder's English (pack `english`): which words tell which act, and how acts combine.

`verbs.tsv`, `nouns.tsv` and `adjectives.tsv` hold frames: a word, what must stand around it, what it then
means. `classes.toml` names groups of words that frames speak of as @group. `compose.tsv` says what becomes
of an act under another word ("refuse to withdraw"). `modes.tsv` finds the mode in the words of the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

from tocsin.errors import PackError
from tocsin.know.ontology import ontology
from tocsin.know.packs import find
from tocsin.model import EquipmentKind, EventType

PACK = "english"
TYPES: tuple[str, ...] = get_args(EventType)
# what a word can do to the act that stands under it; each is a row key of compose.tsv or handled there as "*"
OPERATORS = (
    *("do", "happen", "begin", "stop", "try", "fail", "plan", "weigh", "promise", "refuse", "ask", "order"),
    *(
        "threaten",
        "announce",
        "allow",
        "force",
        "deny",
        "say",
        "accuse",
        "seem",
        "expect",
        "mean",
        "wish",
        "warn",
        "ready",
    ),
)
NO_ACT = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to meet a condition. slot: a role or a preposition. words: literal lemmas; groups: names of
    classes; both empty = the slot need only be filled."""

    slot: str
    words: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One condition of a frame: one of its options holds, or, negated, none does."""

    options: tuple[Option, ...]
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One meaning of a word. means: an event type, an operator, or "none". by, to: the slots where actors
    and recipients stand, best first; empty = the rule for its kind. note: why, where a choice was made."""

    word: str
    needs: tuple[Need, ...]
    means: str
    modes: tuple[str, ...]
    by: tuple[str, ...]
    to: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRow:
    """A row of verbs.tsv, nouns.tsv or adjectives.tsv, as it is written."""

    word: str
    needs: str = ""
    means: str
    modes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What operator `over` makes of an inner act of type `inner` ("*": any, "-": none known).

    means: the type that results, "same" for the inner one, "none" for no mention. status: set by the
    operator, or "" to read it off the grammar. about: whether the inner type goes into `about`.
    """

    over: str
    inner: str
    means: str
    modes: tuple[str, ...] = ()
    status: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeRow:
    """A word that, inside an act of `type`, shows its mode."""

    type: str
    word: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A word in the clause of an act of `type` that makes it one of type `means`."""

    type: str
    word: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gear:
    """A weapon, vehicle or aircraft: lemmas of its name in a row, the last its head; and its kind."""

    name: str
    kind: EquipmentKind
    note: str = ""


Frames = Mapping[str, tuple[Frame, ...]]


@cache
def frames(part: str) -> Frames:
    """The frames of "verbs", "nouns" or "adjectives" by lemma, in file order but the general ones last (the first that fits
    wins)."""
    found: dict[str, list[Frame]] = {}
    for row in find(PACK).rows(f"{part}.tsv", FrameRow):
        for frame in _frames(row, f"{part}.tsv"):
            found.setdefault(frame.word, []).append(frame)
    return {word: tuple(sorted(several, key=_open)) for word, several in found.items()}


def _open(frame: Frame) -> bool:
    """Whether a frame asks for no particular word: such rows come after those that do."""
    return not any(option.words or option.groups for need in frame.needs for option in need.options)


def _frames(row: FrameRow, file: str) -> Iterable[Frame]:
    """A row to its frames, one for each word in its first cell. Raises PackError on an unknown code."""
    known = {mode.mode for mode in ontology().types[row.means].modes} if row.means in TYPES else set[str]()
    if row.means not in (*TYPES, *OPERATORS, NO_ACT):
        raise PackError(f"{file}: {row.word!r} means {row.means!r}, which is no type and no operator")
    if wrong := set(row.modes) - known:
        raise PackError(
            f"{file}: {row.word!r} has mode {sorted(wrong)[0]!r}, which {row.means} does not know"
        )
    needs = tuple(_need(text, file) for text in row.needs.split())
    for word in row.word.split("|"):
        yield Frame(
            word=word.strip().replace("_", " "),
            needs=needs,
            means=row.means,
            modes=row.modes,
            by=row.by,
            to=row.to,
            note=row.note,
        )


def _need(text: str, file: str) -> Need:
    """Options stand between "/"; one is `slot:value|value`, or `slot|slot` where filled slots are enough."""
    options = [o for part in text.lstrip("!").split("/") for o in _options(part, file)]
    return Need(options=tuple(options), negated=text.startswith("!"))


def _options(text: str, file: str) -> Iterable[Option]:
    """`a|b:x|y` = a is filled, or b holds x or y."""
    slots, _, values = text.partition(":")
    if ":" in values:
        raise PackError(f"{file}: {text!r} has two colons; put '/' between the options")
    parts = [part for part in values.split("|") if part]
    groups = frozenset(part[1:] for part in parts if part.startswith("@"))
    words = frozenset(part.replace("_", " ") for part in parts if not part.startswith("@"))
    if unknown := groups - classes().keys() - DYNAMIC - set(TYPES):
        raise PackError(f"{file}: unknown group @{sorted(unknown)[0]} in {text!r}")
    *filled, last = slots.split("|")
    for slot in filled:
        yield Option(slot=slot, words=frozenset(), groups=frozenset())
    yield Option(slot=last, words=words, groups=groups)


# groups that are told by the kind of name or by other tables, not by a list of words
DYNAMIC = {"actor", "speaker", "person", "place", "gear", "number", "name"}


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """Groups of lemmas by name; a group contains those it includes. Raises PackError on an unknown one."""
    data = find(PACK).toml("classes.toml")

    def words(name: str, seen: tuple[str, ...] = ()) -> frozenset[str]:
        if name in seen or name not in data:
            raise PackError(f"classes.toml: group {name!r} is unknown or includes itself")
        entry = data[name]
        inner = [words(other, (*seen, name)) for other in entry.get("include", ())]
        return frozenset(entry["words"]).union(*inner)

    return {name: words(name) for name in data}


@cache
def words(name: str) -> frozenset[str]:
    """A list of function words of grammar.toml ("future", "at", …). Raises PackError on an unknown one."""
    lists = find(PACK).toml("grammar.toml")["words"]
    if name not in lists:
        raise PackError(f"grammar.toml has no list {name!r}")
    return frozenset(lists[name])


@cache
def verb_lemmas() -> Mapping[str, str]:
    """Verb forms (lower case) whose lemma the pipeline gets wrong, with the right one."""
    return dict(find(PACK).toml("grammar.toml")["lemmas"])


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """How time is spoken of: patterns on lower-case text, see grammar.toml; and small lists."""

    ago: re.Pattern[str]
    length: re.Pattern[str]
    not_when: re.Pattern[str]
    long_ago: re.Pattern[str]
    last_year: re.Pattern[str]
    to_come: re.Pattern[str]
    during: frozenset[str]
    after_length: frozenset[str]


@cache
def time_words() -> TimeWords:
    """The patterns of time of grammar.toml."""
    data = find(PACK).toml("grammar.toml")["time"]
    return TimeWords(
        ago=re.compile(data["ago"]),
        length=re.compile(data["length"]),
        not_when=re.compile(data["not_when"]),
        long_ago=re.compile(data["long_ago"]),
        last_year=re.compile(data["last_year"]),
        to_come=re.compile(data["to_come"]),
        during=frozenset(data["during"]),
        after_length=frozenset(data["after_length"]),
    )


@cache
def rules() -> Mapping[tuple[str, str], Rule]:
    """What becomes of an act under an operator, by (operator, inner type)."""
    found: dict[tuple[str, str], Rule] = {}
    for row in find(PACK).rows("compose.tsv", Rule):
        if row.over not in OPERATORS or row.means not in (*TYPES, "same", NO_ACT):
            raise PackError(f"compose.tsv: {row.over!r} over {row.inner!r} means {row.means!r}: unknown code")
        found[row.over, row.inner] = row
    return found


@cache
def mode_words() -> Mapping[str, tuple[ModeRow, ...]]:
    """The rows of modes.tsv by event type."""
    found: dict[str, list[ModeRow]] = {}
    for row in find(PACK).rows("modes.tsv", ModeRow):
        if row.mode not in {mode.mode for mode in ontology().types[row.type].modes}:
            raise PackError(f"modes.tsv: {row.type} has no mode {row.mode!r}")
        found.setdefault(row.type, []).append(row)
    return {type: tuple(rows) for type, rows in found.items()}


@cache
def turns() -> Mapping[str, tuple[Turn, ...]]:
    """The rows of turns.tsv by the type that is turned."""
    found: dict[str, list[Turn]] = {}
    for row in find(PACK).rows("turns.tsv", Turn):
        if row.type not in TYPES or row.means not in TYPES:
            raise PackError(f"turns.tsv: {row.type!r} to {row.means!r}: unknown type")
        found.setdefault(row.type, []).append(row)
    return {type: tuple(rows) for type, rows in found.items()}


@cache
def gear() -> Mapping[tuple[str, ...], EquipmentKind]:
    """Names of equipment, as lower-case words in a row, to their kind."""
    rows = find(PACK).rows("equipment.tsv", Gear)
    kinds: tuple[str, ...] = get_args(EquipmentKind)
    found: dict[tuple[str, ...], EquipmentKind] = {}
    for row in rows:
        if row.kind not in kinds:
            raise PackError(
                f"equipment.tsv: {row.name!r} is of kind {row.kind!r}; known are {', '.join(kinds)}"
            )
        found[tuple(row.name.lower().split())] = row.kind
    return found


@cache
def gear_pattern() -> re.Pattern[str]:
    """Names of equipment as text has them, singular or plural; the group is the name."""
    names = sorted((" ".join(name) for name in gear()), key=len, reverse=True)
    spaced = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in names)
    return re.compile(rf"(?<![\w-])({spaced})(?:e?s)?(?![\w-])", re.IGNORECASE)


@cache
def numbers() -> Mapping[str, tuple[int, int | None]]:
    """Number words to the lowest and highest count they stand for; highest None = no upper end."""
    data = find(PACK).toml("counts.toml")
    exact = {word: (n, n) for word, n in data["exact"].items()}
    return {**exact, **{word: (n, None) for word, n in data["at_least"].items()}}


@cache
def context_words() -> Mapping[str, tuple[str, ...]]:
    """PLOVER contexts to the words and phrases (lower case) that show them in a paragraph."""
    data = find(PACK).toml("contexts.toml")
    if unknown := data.keys() - ontology().contexts.keys():
        raise PackError(f"contexts.toml: {sorted(unknown)[0]!r} is no PLOVER context")
    return {name: tuple(words) for name, words in data.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A kind of story that holds no political acts. words: lower case; enough: how many different ones in
    a paragraph show it. reason: what a Drop says."""

    name: str
    reason: str
    enough: int
    words: tuple[str, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """Kinds of story whose acts are no events (sport, accidents, entertainment)."""
    data = find(PACK).toml("topics.toml")
    return tuple(
        Topic(name=name, reason=t["reason"], enough=t["enough"], words=tuple(t["words"]))
        for name, t in data.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """teasers: how sentences begin that point to other stories. months: their names, January first. units:
    days in each unit of time."""

    teasers: tuple[str, ...]
    months: tuple[str, ...]
    units: Mapping[str, int]


@cache
def reading() -> Reading:
    """What the coder knows about the page's own voice and about time."""
    data = find(PACK).toml("reading.toml")
    return Reading(teasers=tuple(data["teasers"]), months=tuple(data["months"]), units=data["units"])
