"""A text to the names and role words in it, longest first, with the case of letters minded."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.know.actors import actors
from tocsin.resolve.who_index import Form, Index, Token, index, tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words `start` to `end` (half-open, counted in tokens) and what they may mean."""

    start: int
    end: int
    forms: tuple[Form, ...]

    def of(self, *kinds: str) -> tuple[Form, ...]:
        """Its forms of these kinds."""
        if len(self.forms) == 1:
            return self.forms if self.forms[0].kind in kinds else ()
        return tuple(form for form in self.forms if form.kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A text taken apart: its words, and the hits in order, not overlapping."""

    text: str
    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]


def scan(text: str) -> Scan:
    """All names and role words of the pack in a text; the longest from the left wins."""
    words = tokens(text)
    plain = text.islower()
    names = index()
    hits: list[Hit] = []
    at = 0
    while at < len(words):
        hit = _match(words, at, names, plain)
        if hit is not None:
            hits.append(hit)
        at = hit.end if hit else at + 1
    return Scan(text=text, tokens=tuple(words), hits=tuple(hits))


def _match(words: list[Token], at: int, names: Index, plain: bool) -> Hit | None:
    for length in names.lengths.get(words[at].norm, ()):
        if at + length > len(words):
            continue
        piece = words[at : at + length]
        if length > 1 and _broken(piece):
            continue
        forms = names.forms.get(" ".join(word.norm for word in piece))
        fit = tuple(form for form in forms or () if _cased(form, piece, plain))
        if fit and not _in_a_longer_name(fit, words, at, at + length):
            return Hit(start=at, end=at + length, forms=fit)
    return None


def _broken(piece: list[Token]) -> bool:
    """A full stop or a comma between words ends a name, but "St. Petersburg" and "Lt. Gen." go on."""
    return any("," in word.gap or ";" in word.gap or "\n" in word.gap for word in piece[1:])


def _cased(form: Form, piece: list[Token], plain: bool) -> bool:
    if form.acronym:
        return all(
            c.isupper()
            for word in piece
            for c in word.raw.removesuffix("'s").removesuffix("’s")
            if c.isalpha()
        )
    return plain or not form.cased or any(word.capital for word in piece)


def _in_a_longer_name(forms: tuple[Form, ...], words: list[Token], start: int, end: int) -> bool:
    """A surname beside another capitalised word that nothing explains is somebody else's ("Sam Trump")."""
    if not all(form.kind == "surname" for form in forms):
        return False
    before = start > 0 and _unexplained(words, start - 1, words[start].gap)
    after = end < len(words) and not words[end - 1].possessive and _unexplained(words, end, words[end].gap)
    return before or after


def _unexplained(words: list[Token], at: int, gap: str) -> bool:
    word = words[at]
    listed = actors().words
    if gap.strip(" .") or not word.capital or word.norm in listed.titles | listed.openers:
        return False
    return all(form.kind == "surname" for form in index().forms.get(word.norm, ()))
