"""The bell: a situation to the alerts its index gives rise to, and where they are sent."""

from __future__ import annotations

from tocsin.alert.change import ring
from tocsin.config import Config
from tocsin.stages import Ring


def make_ring(config: Config) -> Ring:
    """The stage; its constants stand in `alert.change`."""
    return ring
