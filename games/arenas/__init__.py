"""The arenas: one file each, and the one table that lists them."""

from __future__ import annotations

from collections.abc import Mapping

from ..arena import Arena
from .arms_control import ARMS_CONTROL
from .central_asia import CENTRAL_ASIA
from .climate import CLIMATE, CLIMATE_5
from .coalition import COALITION
from .india import INDIA
from .institutions import INSTITUTIONS
from .intervention import INTERVENTION
from .recognition import RECOGNITION
from .sanctions import SANCTIONS
from .trade_war import TRADE_WAR
from .triangle import TRIANGLE

ARENAS: Mapping[str, Arena] = {
    arena.name: arena
    for arena in (
        TRIANGLE,
        SANCTIONS,
        RECOGNITION,
        CENTRAL_ASIA,
        INSTITUTIONS,
        COALITION,
        INTERVENTION,
        CLIMATE,
        CLIMATE_5,
        TRADE_WAR,
        ARMS_CONTROL,
        INDIA,
    )
}
