"""The sentence that nouns and verbs make: page, document, mentions ‖ judgements, events, alerts.

This file knows the signatures of the stages and none of their implementations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.model import Coding, Derived, Document, Page, Reading, Watch
from tocsin.stages import (
    Attribute,
    Code,
    Expand,
    Group,
    Ledger,
    Merge,
    Parse,
    Poll,
    Read,
    Resolve,
    Ring,
    Situate,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One implementation of each stage: the line that a page travels."""

    expand: Expand
    read: Read
    poll: Poll
    parse: Parse
    code: Code
    attribute: Attribute
    resolve: Resolve
    merge: Merge
    group: Group
    situate: Situate
    ring: Ring


def code_page(page: Page, line: Line, published: str | None = None) -> Reading:
    """Left of the ledger: one page, to all that stands in it.

    published: anchors dates in place of what the page says (ISO 8601).
    """
    return code_parsed(page, line.parse(page), line, published)


def code_parsed(page: Page, document: Document, line: Line, published: str | None = None) -> Reading:
    """The same for a page that was parsed already."""
    if published:
        document = replace(document, published=published)
    coding = code_document(document, line)
    return Reading(page=page, document=document, coder=line.code.name, coding=coding)


def code_document(document: Document, line: Line) -> Coding:
    """A document to its mentions, with sources, codes, coordinates and dates."""
    coding = line.code(document)
    told = tuple(replace(mention, told=document.published) for mention in coding.mentions)
    sourced = line.attribute(document, told)
    return replace(coding, mentions=line.resolve(document, sourced))


def derive(ledger: Ledger, line: Line, watches: Sequence[Watch]) -> Derived:
    """Right of the ledger: all that was found, to events, situations and alerts."""
    coder = line.code.name
    mentions = tuple(ledger.mentions(coder))
    ledger.judge(line.merge(mentions))
    events = line.group(mentions, ledger.judgements(coder))
    situations = tuple(line.situate(events, watch) for watch in watches)
    alerts = tuple(alert for situation in situations for alert in line.ring(situation))
    derived = Derived(events=events, situations=situations, alerts=alerts)
    ledger.replace(derived)
    return derived
