"""The arenas: one file each, and the one table that lists them."""

from __future__ import annotations

from collections.abc import Mapping

from ..arena import Arena
from .institutions import INSTITUTIONS
from .recognition import RECOGNITION
from .trade_war import TRADE_WAR
from .triangle import TRIANGLE

ARENAS: Mapping[str, Arena] = {arena.name: arena for arena in (TRIANGLE, RECOGNITION, INSTITUTIONS, TRADE_WAR)}
