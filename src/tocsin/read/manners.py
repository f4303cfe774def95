"""How often a host may be asked: the delay between requests, and what robots.txt and Retry-After add to it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

from tocsin.errors import ReadError

_BUSY = (429, 503)
_LONGEST_DELAY_S = 60.0


class Manners:
    """Keeps to the delays of each host, for as long as this object lives."""

    def __init__(self, delay_s: float, sleep: Callable[[float], None]) -> None:
        self._delay_s = delay_s
        self._sleep = sleep
        self._asked: dict[str, float] = {}
        self._closed_until: dict[str, float] = {}

    def wait(self, host: str, crawl_delay_s: float = 0.0) -> None:
        """Wait until the host may be asked for a page again.

        crawl_delay_s: what its robots.txt asks for, kept up to a minute. Raises ReadError as `pause` does.
        """
        self.pause(host)
        now = time.monotonic()
        delay_s = max(self._delay_s, min(crawl_delay_s, _LONGEST_DELAY_S))
        wait_s = self._asked.get(host, now - delay_s) + delay_s - now
        if wait_s > 0:
            self._sleep(wait_s)
        self._asked[host] = time.monotonic()

    def pause(self, host: str) -> None:
        """Wait out the pause that the host asked for. Raises ReadError when it is longer than a minute."""
        closed_s = self._closed_until.get(host, 0.0) - time.monotonic()
        if closed_s > _LONGEST_DELAY_S:
            raise ReadError(f"{host} asks for a pause of {closed_s:.0f} seconds; try again after it")
        if closed_s > 0:
            self._sleep(closed_s)

    def note(self, host: str, status: int, headers: Mapping[str, str]) -> bool:
        """Remember a pause that an answer asks for; whether it is worth asking again after it."""
        pause_s = _pause(headers.get("retry-after", "")) if status in _BUSY else None
        if pause_s is None:
            return False
        self._closed_until[host] = time.monotonic() + pause_s
        return pause_s <= _LONGEST_DELAY_S


def _pause(retry_after: str) -> float | None:
    """Seconds that `Retry-After` (RFC 9110, 10.2.3) asks for: a number, or a date; None when it is neither."""
    if retry_after.strip().isdecimal():
        return float(retry_after[:10])
    try:
        return max(parsedate_to_datetime(retry_after).timestamp() - time.time(), 0.0)
    except (TypeError, ValueError, OverflowError):
        return None
