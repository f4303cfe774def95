"""Pure helpers on strings that more than one stage needs."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
# letters that Unicode does not take apart into a base letter and a mark
_LETTERS = str.maketrans(
    {"đ": "dj", "Đ": "Dj", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ı": "i", "’": "'"}
)


def squeeze(text: str) -> str:
    """Every run of white space as one blank, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def fold(text: str) -> str:
    """For comparing names: no accents, no case, no punctuation at the ends, white space squeezed.

    `fold("Nebojša  Stefanović,") == "nebojsa stefanovic"`
    """
    parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return squeeze(bare.casefold()).strip(" .,;:!?\"'()[]")
