"""The arenas: one file each, and the two tables that list them."""

from __future__ import annotations

from collections.abc import Mapping

from ..arena import Arena
from ..population import PopulationArena
from .economy.sanctions import SANCTIONS
from .economy.sanctions_renewal import SANCTIONS_RENEWAL
from .economy.trade_war import TRADE_WAR
from .eurasia.central_asia import CENTRAL_ASIA
from .eurasia.mutual_deference import MUTUAL_DEFERENCE
from .eurasia.thickening_dyad import THICKENING_DYAD
from .institutions.climate import CLIMATE, CLIMATE_5
from .institutions.coalition import COALITION
from .institutions.institutions import INSTITUTIONS
from .institutions.intervention import INTERVENTION
from .populations.magnet import MAGNET
from .populations.order_contest import ORDER_CONTEST
from .powers.arms_control import ARMS_CONTROL
from .powers.arms_spiral import ARMS_SPIRAL
from .powers.india import INDIA
from .powers.recognition import RECOGNITION
from .powers.triangle import TRIANGLE

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
"""Games between a few players."""

POPULATIONS: Mapping[str, PopulationArena] = {arena.name: arena for arena in (ORDER_CONTEST, MAGNET)}
"""Games of many actors."""
