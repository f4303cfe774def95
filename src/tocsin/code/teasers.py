"""Sentences that are no text of the story."""

from __future__ import annotations

from tocsin.know.lexicon import reading


def is_teaser(sentence: str) -> bool:
    """Whether the sentence points to another story or to the page itself."""
    return sentence.lower().lstrip("“\"'• ").startswith(reading().teasers)
