"""What went into each stage, what came out, and why the rest did not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tocsin.model import Derived, Fault, Reading

# the way of a page, in order; "new" passes what the ledger does not hold yet
WAY = ("read", "new", "parse", "code", "attribute", "resolve", "store")
# what a page is kept out of when the coder leaves the whole of it out; it is stored nevertheless
_CODED = ("attribute", "resolve")
HELD = "already in the ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTally:
    """One stage: how many entered, how many left it for the next, and the reasons of those that did not."""

    stage: str
    entered: int
    left: int
    why: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A run, stage by stage, and its faults.

    read counts addresses in and pages out, new to store count pages (those not coded are stored too), acts
    counts what the coder took for an act, merge mentions in and events out, situate events, ring situations
    in and alerts out.
    """

    stages: tuple[StageTally, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def failed(self) -> int:
        """How many pages could not be read or taken through all stages."""
        return len(self.faults)


@dataclass(slots=True)
class Count:
    """Counts while a run goes on."""

    entered: Counter[str] = field(default_factory=Counter[str])
    left: Counter[str] = field(default_factory=Counter[str])
    why: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
    faults: list[Fault] = field(default_factory=list[Fault])

    def fault(self, fault: Fault, kind: str) -> None:
        """A page that came to a stage and failed in it; kind: the name of the error."""
        self.faults.append(fault)
        stage = fault.stage if fault.stage in WAY else WAY[-1]
        self._until(stage)
        self.drop(stage, kind)

    def held(self) -> None:
        """A page that the ledger held before."""
        self._until("new")
        self.drop("new", HELD)

    def reading(self, reading: Reading, stored: bool) -> None:
        """A page that went all the way."""
        self._until("store")
        if stored:
            self.left["store"] += 1
        else:
            self.drop("store", HELD)
        self._acts(reading)

    def derived(self, derived: Derived) -> None:
        """What was made of all that the ledger holds."""
        events = len(derived.events)
        watched = len({id for situation in derived.situations for id in situation.events})
        self.entered.update(
            {
                "merge": sum(len(event.mentions) for event in derived.events),
                "situate": events,
                "ring": len(derived.situations),
            }
        )
        self.left.update({"merge": events, "situate": watched, "ring": len(derived.alerts)})
        if events > watched:
            self.drop("situate", "in no watched situation", events - watched)

    def drop(self, stage: str, reason: str, number: int = 1) -> None:
        """Something that did not leave a stage."""
        self.why.setdefault(stage, Counter())[reason] += number

    def tally(self) -> Tally:
        """The counts so far, the most frequent reason first."""
        order = (*WAY[:4], "acts", *WAY[4:], "merge", "situate", "ring")
        seen = [stage for stage in order if stage in self.entered]
        return Tally(stages=tuple(map(self._stage, seen)), faults=tuple(self.faults))

    def _stage(self, stage: str) -> StageTally:
        why = tuple(self.why.get(stage, Counter()).most_common())
        return StageTally(stage=stage, entered=self.entered[stage], left=self.left[stage], why=why)

    def _until(self, last: str) -> None:
        """A page enters `last` and left all stages before."""
        for stage in WAY:
            self.entered[stage] += 1
            if stage == last:
                return
            self.left[stage] += 1

    def _acts(self, reading: Reading) -> None:
        drops = reading.coding.drops
        for drop in drops:
            self.drop("acts" if drop.span else "code", drop.reason)
        if any(drop.span is None for drop in drops):
            self.left.subtract(("code", *_CODED))
            self.entered.subtract(_CODED)
        self.left["acts"] += len(reading.coding.mentions)
        self.entered["acts"] += len(reading.coding.mentions) + sum(drop.span is not None for drop in drops)
