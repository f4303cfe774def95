"""Pure helpers on strings that more than one stage needs."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """Every run of white space as one blank, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def fold(text: str) -> str:
    """For comparing names: no accents, no case, no punctuation at the ends, white space squeezed.

    `fold("Nebojša  Stefanović,") == "nebojsa stefanovic"`
    """
    parts = unicodedata.normalize("NFKD", text.replace("đ", "dj").replace("Đ", "Dj").replace("ł", "l"))
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return squeeze(bare.replace("’", "'").casefold()).strip(" .,;:!?\"'()[]")
