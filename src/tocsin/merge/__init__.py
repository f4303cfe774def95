"""Mentions of many pages to events: near pairs, a judgement on each, clusters, settled fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.config import Config
from tocsin.merge.cluster import cluster
from tocsin.merge.compare import merge
from tocsin.merge.settle import settle
from tocsin.model import Event, Judgement, Mention
from tocsin.stages import Group, Merge


def make_merge(config: Config) -> Merge:
    """The stage that judges pairs; it has no settings."""
    return merge


def make_group(config: Config) -> Group:
    """The stage that makes events of mentions and judgements; it has no settings."""
    return group


def group(mentions: Sequence[Mention], judgements: Iterable[Judgement]) -> tuple[Event, ...]:
    """One event a cluster, in the order of their ids. See `cluster` and `settle`."""
    return tuple(settle(members) for members in cluster(mentions, judgements))
