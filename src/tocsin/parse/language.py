"""The language of a text, by py3langid (BSD; Lui and Baldwin 2012), wrapped here because it has no types."""

from __future__ import annotations

from typing import cast

import py3langid  # pyright: ignore[reportMissingTypeStubs]

MIN_LETTERS = 60  # below this a guess is more often wrong than useful
_SAMPLE = 4_000


def detect(text: str) -> str:
    """ISO 639-1 of the language of `text`, or "" when it has too few letters to tell."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS:
        return ""
    code, _ = cast(tuple[str, float], py3langid.classify(sample))  # pyright: ignore[reportUnknownMemberType]
    return code if len(code) == 2 else ""  # zxx: no language at all
