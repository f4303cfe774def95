"""From a matched time expression to its TIMEX3 value.

TIMEX3: Pustejovsky et al., TimeML 1.2.1. Values here: YYYY-MM-DD, YYYY-MM, YYYY, YYYY-Www, YYYY-Www-WE,
YYYY-Qn, YYYY-Hn, YYYY-SU, decade YYY, century YY, ...THH:MM or ...TMO, durations P2D, sets, PRESENT_REF.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tocsin.know.times import time_words
from tocsin.resolve.when_days import SEASON_MONTHS

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Groups = dict[str, str | None]
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What relative words are counted from.

    day: None where unknown. future: the words look ahead. open: no word near by says whether they look ahead or
    back. over: what is dated is known to have happened.
    """

    day: date | None
    future: bool = False
    open: bool = False
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """TIMEX3 type, value and mod ("" for none)."""

    type: TimeType
    value: str
    mod: str = ""


def value_of(rule: str, text: str, groups: Groups, anchor: Anchor) -> Value | None:
    """What the match of a rule says; None when it says no time after all (30 February)."""
    found = _MAKERS[rule](text, groups, anchor)
    return (
        found if found is None or found.mod else Value(type=found.type, value=found.value, mod=_mod(groups))
    )


def _mod(groups: Groups) -> str:
    return time_words().modifiers.get((groups.get("mod") or "").casefold(), "")


def _low(groups: Groups, name: str) -> str:
    return (groups.get(name) or "").casefold()


def _date(value: str) -> Value:
    return Value(type="DATE", value=value)


# --- dates that say what they are ----------------------------------------------------------------


def _calendar(year: int, month: int, day: int) -> Value | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return _date(f"{year:04d}-{month:02d}-{day:02d}")


def _iso(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    if groups["d"] is None:
        return _date(text)
    return _calendar(int(groups["year"] or 0), int(groups["m"] or 0), int(groups["d"]))


def _slashed(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    year = int(groups["year"] or 0)
    full = year if year > 99 else year + (1900 if year >= 50 else 2000)
    return _calendar(full, int(groups["m"] or 0), int(groups["d"] or 0))


def _day_number(groups: Groups) -> int:
    day = _low(groups, "day")
    return time_words().ordinals.get(day) or int(re.sub(r"\D", "", day) or 0)


def _month_number(groups: Groups) -> int:
    return time_words().months[_low(groups, "month")]


def _day_month(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    month, day = _month_number(groups), _day_number(groups)
    if year := groups.get("year"):
        return _calendar(int(year), month, day)
    if not 1 <= day <= monthrange(2000, month)[1]:
        return None
    if anchor.day is None:
        return _date(f"XXXX-{month:02d}-{day:02d}")
    return _calendar(_near_year(anchor, month, day), month, day)


def _near_year(anchor: Anchor, month: int, day: int) -> int:
    """The year that brings the day nearest to the anchor, as news says the year of days further off.

    What looks ahead may lie 60 days back, what is over not a day ahead of the anchor.
    """
    if anchor.day is None:
        raise ValueError("a year needs an anchor")
    today = anchor.day
    distances = {year: (year - today.year) * 365 + (month - today.month) * 30.4 + day - today.day
                 for year in (today.year - 1, today.year, today.year + 1)}  # fmt: skip
    if anchor.future:
        return min(distances, key=lambda year: abs(distances[year]) if distances[year] > -60 else 1000)
    if anchor.over:
        return min(distances, key=lambda year: abs(distances[year]) if distances[year] < 1 else 1000)
    return min(distances, key=lambda year: abs(distances[year]))


def _month(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    month = _month_number(groups)
    if year := groups.get("year"):
        return _date(f"{year}-{month:02d}")
    if anchor.day is None:
        return _date(f"XXXX-{month:02d}")
    if shift := _low(groups, "yearshift"):
        return _date(f"{anchor.day.year + time_words().shifts[shift]:04d}-{month:02d}")
    shift = time_words().shifts.get(_low(groups, "shift"))
    return _date(f"{_shifted_year(anchor, month, shift):04d}-{month:02d}")


def _shifted_year(anchor: Anchor, month: int, shift: int | None) -> int:
    """The year of "October": the last one that came, or the next to come; "this October" is this year's.

    Where nothing says whether the words look ahead or back, that of the nearest October.
    """
    if anchor.day is None:
        raise ValueError("a year needs an anchor")
    year, now = anchor.day.year, anchor.day.month
    if shift == 0:
        return year
    if shift is None and anchor.open:
        return min((year - 1, year, year + 1), key=lambda y: abs((y - year) * 12 + month - now))
    if shift == 1 or (shift is None and anchor.future):
        return year if month >= now + (shift == 1) else year + 1
    return year if month <= now - (shift == -1) else year - 1


def _year(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    return _date(groups["year"] or "")


def _decade(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    digits = (groups["decade"] or "").lstrip("'’")
    return _date(digits if len(digits) == 3 else f"19{digits}")


def _century(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    said = _low(groups, "ordinal")
    number = time_words().ordinals.get(said) or int(re.sub(r"\D", "", said) or 0)
    return _date(f"{number - 1:02d}")


# --- dates that lean on the anchor ---------------------------------------------------------------


def _relative(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    part = time_words().parts_of_day.get(_low(groups, "part"), "")
    if anchor.day is None:
        return _date("XXXX-XX-XX")
    day = anchor.day + timedelta(days=time_words().days[_low(groups, "relative")])
    return _with_part(day.isoformat(), part)


def _with_part(day: str, part: str) -> Value:
    return Value(type="TIME", value=f"{day}T{part}") if part else _date(day)


def _tonight(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    part = time_words().parts_of_day.get(_low(groups, "part"), "NI")
    if anchor.day is None:
        return Value(type="TIME", value=f"XXXX-XX-XXT{part}")
    back = 1 if _low(groups, "which").startswith("last") else 0
    return Value(type="TIME", value=f"{(anchor.day - timedelta(days=back)).isoformat()}T{part}")


def _weekday(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    number = time_words().weekdays[_low(groups, "weekday")]
    part = time_words().parts_of_day.get(_low(groups, "part"), "")
    if groups.get("plural") or (groups.get("part") or "").endswith("s"):
        return Value(type="SET", value=f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    if anchor.day is None:
        return _with_part(f"XXXX-WXX-{number}", part)
    return _with_part(weekday_near(anchor, number, _low(groups, "shift")).isoformat(), part)


def weekday_near(anchor: Anchor, number: int, shift: str = "") -> date:
    """The weekday (1 = Monday) that is meant: on or before the anchor, or on or after it when looking ahead.

    shift: "last", "this", "next" ... before it. Raises ValueError without an anchor.
    """
    if anchor.day is None:
        raise ValueError("a weekday needs an anchor")
    step = time_words().shifts.get(shift.split(" ")[-1], None) if shift else None
    if step == 1 or (step is None and anchor.future) or (step == 0 and anchor.future):
        ahead = (number - anchor.day.isoweekday()) % 7
        return anchor.day + timedelta(days=ahead or (7 if step == 1 else 0))
    if step == 0 and not anchor.future:
        return anchor.day + timedelta(days=number - anchor.day.isoweekday())
    back = (anchor.day.isoweekday() - number) % 7
    return anchor.day - timedelta(days=back or (7 if step == -1 else 0))


def _unit(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    shift, unit = time_words().shifts[_low(groups, "shift")], _low(groups, "unit")
    return _date(shifted(anchor.day, unit, shift))


def _whole(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    return _date(shifted(anchor.day, _low(groups, "unit"), 0))


def shifted(day: date | None, unit: str, shift: int) -> str:
    """The week, month, quarter, year ... `shift` steps from the one that holds the day."""
    empty = {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX"}
    if day is None:
        return empty.get(unit, "XXXX")
    if unit in ("week", "weekend", "fortnight"):
        year, week, _ = (day + timedelta(weeks=shift)).isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return _add_months(day, shift)
    if unit == "quarter":
        quarter = day.year * 4 + (day.month - 1) // 3 + shift
        return f"{quarter // 4:04d}-Q{quarter % 4 + 1}"
    return {"decade": f"{day.year // 10 + shift:03d}", "century": f"{day.year // 100 + shift:02d}"}.get(
        unit, f"{day.year + shift:04d}"
    )


def _add_months(day: date, months: int) -> str:
    total = day.year * 12 + day.month - 1 + months
    return f"{total // 12:04d}-{total % 12 + 1:02d}"


def _year_said(groups: Groups, anchor: Anchor) -> str:
    if year := groups.get("year"):
        return year
    if anchor.day is None:
        return "XXXX"
    return f"{anchor.day.year + time_words().shifts.get(_low(groups, 'yearshift'), 0):04d}"


def _quarter(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    number, year = _QUARTERS[_low(groups, "quarter")], _year_said(groups, anchor)
    said = groups.get("year") or groups.get("yearshift")
    if not said and anchor.day is not None:
        now = (anchor.day.month - 1) // 3 + 1
        before = re.search(r"year-(?:earlier|ago)", text, re.IGNORECASE) is not None
        # a quarter is reported on when it is over
        year = f"{anchor.day.year - (number > now and not anchor.future) - before:04d}"
    return _date(f"{year}-Q{number}")


def _half(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    return _date(f"{_year_said(groups, anchor)}-H{1 if _low(groups, 'half') == 'first' else 2}")


def _season(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    code = time_words().seasons[_low(groups, "season")]
    if year := groups.get("year"):
        return _date(f"{year}-{code}")
    if anchor.day is None:
        return _date(f"XXXX-{code}")
    start, _ = SEASON_MONTHS[code]
    shift = next(
        (time_words().shifts[word] for word in ("last", "this", "next") if word in text.casefold().split()),
        None,
    )
    return _date(f"{_shifted_year(anchor, start, shift):04d}-{code}")


def _yearago(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    if anchor.day is None:
        return _date("XXXX")
    return _date(
        shifted(anchor.day, "quarter", -4) if "quarter" in text.casefold() else f"{anchor.day.year - 1:04d}"
    )


def _yearend(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    return Value(type="DATE", value=f"{anchor.day.year:04d}" if anchor.day else "XXXX", mod="END")


def _holiday(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    month, day = time_words().holidays[_low(groups, "holiday").replace("’", "'")].split("-")
    if anchor.day is None:
        return _date(f"XXXX-{month}-{day}")
    return _calendar(_near_year(anchor, int(month), int(day)), int(month), int(day))


def _reference(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    return _date(time_words().references[_low(groups, "reference")])


def _ago(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    unit, number = time_words().units[_low(groups, "unit")], _number(groups)
    sign = -1 if _low(groups, "way") in ("ago", "earlier", "before") else 1
    if not number.isdigit():
        return _date("PAST_REF" if sign < 0 else "FUTURE_REF")
    if anchor.day is None or unit.startswith("T"):
        return Value(type="DURATION", value=_period(number, unit))
    return _date(_stepped(anchor.day, unit, sign * int(number)))


def _stepped(day: date, unit: str, steps: int) -> str:
    """As coarse as the unit is: "two years ago" is a year, "six days ago" a day."""
    if abs(steps) > 2000:
        return "PAST_REF" if steps < 0 else "FUTURE_REF"
    if unit in ("D", "WE"):
        return (day + timedelta(days=steps)).isoformat()
    name = {"W": "week", "F": "week", "M": "month", "Q": "quarter", "E": "year", "C": "year"}.get(
        unit, "year"
    )
    return shifted(day, name, steps * {"F": 2, "E": 10, "C": 100}.get(unit, 1))


# --- durations, sets, times of day ---------------------------------------------------------------


def _number(groups: Groups) -> str:
    """The number said: digits, "X" for an untold one."""
    said = re.sub(r"\s+", " ", _low(groups, "number"))
    known = time_words().numbers
    if said in known:
        return known[said]
    if parts := re.fullmatch(r"([a-z]+)[ -]([a-z]+)", said):
        tens, ones = parts[1], parts[2]
        if tens in known and ones in known:
            return str(int(known[tens]) + int(known[ones]))
    if said.endswith(" 1/2"):
        return f"{said.removesuffix(' 1/2')}.5"
    return said.replace(",", "") or "X"


def _period(number: str, unit: str) -> str:
    """P2D, PT3H, PXY; a fortnight is two weeks."""
    if unit == "F":
        return f"P{int(number) * 2}W" if number.isdigit() else "PXW"
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"


def _duration(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    return Value(type="DURATION", value=_period(_number(groups), time_words().units[_low(groups, "unit")]))


def _vague(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    return Value(type="DURATION", value=_period("X", _unit_code(groups)))


def _unit_code(groups: Groups) -> str:
    name = (_low(groups, "unit") or _low(groups, "unit2")).removeprefix("a ")
    units = time_words().units
    return units.get(name) or units[name.removesuffix("s")]


def _set(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    known = time_words()
    if said := _low(groups, "set"):
        return Value(type="SET", value=known.sets[said])
    if weekday := _low(groups, "weekday"):
        return Value(type="SET", value=f"XXXX-WXX-{known.weekdays[weekday]}")
    if month := _low(groups, "month"):
        return Value(type="SET", value=f"XXXX-{known.months[month]:02d}")
    if season := _low(groups, "season"):
        return Value(type="SET", value=f"XXXX-{known.seasons[season]}")
    number = _number(groups) if groups.get("number") else "1"
    return Value(type="SET", value=_period(number, known.units[_low(groups, "unit")]))


def _per(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    return Value(type="SET", value=_period("1", _unit_code(groups)))


def _clock(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    said = (groups["clock"] or "").casefold()
    numbers = [int(n) for n in re.findall(r"\d+", said)]
    hour, minute = numbers[0], (numbers[1] if len(numbers) > 1 else 0)
    if "p" in said and hour < 12:
        hour += 12
    elif "a" in said and hour == 12:
        hour = 0
    return Value(type="TIME", value=f"{_clock_day(groups, anchor)}T{hour:02d}:{minute:02d}")


def _clock_day(groups: Groups, anchor: Anchor) -> str:
    """The day of a time of day: the one said with it, else the anchor's."""
    if groups.get("month"):
        said = _day_month("", {**groups, "year": None}, anchor)
        return said.value if said else "XXXX-XX-XX"
    if anchor.day is None:
        return "XXXX-XX-XX"
    if weekday := _low(groups, "weekday"):
        return weekday_near(anchor, time_words().weekdays[weekday]).isoformat()
    return (anchor.day + timedelta(days=time_words().days.get(_low(groups, "relative"), 0))).isoformat()


def _noon(text: str, groups: Groups, anchor: Anchor) -> Value | None:
    hour = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}[_low(groups, "noon")]
    return Value(type="TIME", value=f"{_clock_day(groups, anchor)}T{hour}")


_MAKERS: dict[str, Callable[[str, Groups, Anchor], Value | None]] = {
    "iso": _iso,
    "slashed": _slashed,
    "date": _day_month,
    "date_british": _day_month,
    "month": _month,
    "decade": _decade,
    "year": _year,
    "relative": _relative,
    "tonight": _tonight,
    "weekday": _weekday,
    "unit": _unit,
    "whole": _whole,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "season_year": _season,
    "century": _century,
    "ago": _ago,
    "duration": _duration,
    "vague": _vague,
    "plural": _vague,
    "set": _set,
    "per": _per,
    "clock": _clock,
    "noon": _noon,
    "holiday": _holiday,
    "reference": _reference,
    "yearago": _yearago,
    "yearend": _yearend,
}
