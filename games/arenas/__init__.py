"""The arenas: one file each, and the one table that lists them."""

from __future__ import annotations

from collections.abc import Mapping

from ..arena import Arena
from .arms_control import ARMS_CONTROL
from .arms_spiral import ARMS_SPIRAL
from .central_asia import CENTRAL_ASIA
from .climate import CLIMATE, CLIMATE_5
from .coalition import COALITION
from .india import INDIA
from .institutions import INSTITUTIONS
from .intervention import INTERVENTION
from .mutual_deference import MUTUAL_DEFERENCE
from .recognition import RECOGNITION
from .sanctions import SANCTIONS
from .sanctions_renewal import SANCTIONS_RENEWAL
from .thickening_dyad import THICKENING_DYAD
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
        MUTUAL_DEFERENCE,
        THICKENING_DYAD,
        SANCTIONS_RENEWAL,
        ARMS_SPIRAL,
    )
}
