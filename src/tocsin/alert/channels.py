"""Where an alert goes: a line of JSON in a file, or to any stream such as standard error."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from tocsin.errors import InputError
from tocsin.model import Alert

Channel = Callable[[Alert], None]


def to_stream(stream: TextIO) -> Channel:
    """A channel that writes situation and reason as one line, for people."""

    def send(alert: Alert) -> None:
        index = f"{alert.before:.1f} → {alert.index:.1f}"
        stream.write(f"ALERT {alert.date} {alert.situation}: index {index}, {alert.reason}\n")
        stream.flush()

    return send


def to_file(path: Path) -> Channel:
    """A channel that appends one line of JSON an alert, for programs. Raises InputError."""

    def send(alert: Alert) -> None:
        line = json.dumps(asdict(alert), ensure_ascii=False)
        try:
            with path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as error:
            raise InputError(f"alerts cannot be written to {path}: {error}") from error

    return send


def send_new(
    alerts: Iterable[Alert], known: Iterable[Alert], channels: Iterable[Channel]
) -> tuple[Alert, ...]:
    """Send the alerts that were not known before (situation and date); answers those that were sent."""
    seen = {(alert.situation, alert.date) for alert in known}
    new = tuple(alert for alert in alerts if (alert.situation, alert.date) not in seen)
    outlets = tuple(channels)
    for alert in new:
        for send in outlets:
            send(alert)
    return new
