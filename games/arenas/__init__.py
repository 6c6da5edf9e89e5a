"""The arenas: one file each, and the tables that list them."""

from __future__ import annotations

from collections.abc import Mapping

from ..arena import Arena
from ..population import PopulationArena
from .economy.renewal import RENEWAL
from .economy.sanctions import SANCTIONS
from .economy.sanctions_renewal import SANCTIONS_RENEWAL
from .economy.trade import TRADE
from .eurasia.central_asia import CENTRAL_ASIA
from .eurasia.deference import DEFERENCE
from .eurasia.india import INDIA_BETWEEN
from .eurasia.thickening_dyad import THICKENING_DYAD
from .institutions.climate_commons import CLIMATE_5
from .institutions.coalition import COALITION
from .institutions.institutions import INSTITUTIONS
from .institutions.intervention import INTERVENTION
from .populations.magnet import MAGNET
from .populations.order_contest import ORDER_CONTEST
from .powers.arms_spiral import ARMS_SPIRAL
from .powers.autonomy import AUTONOMY
from .powers.enlargement import ENLARGEMENT
from .powers.neighbourhood import NEIGHBOURHOOD
from .powers.recognition import RECOGNITION
from .powers.triangle import TRIANGLE
from .powers.unipolar import UNIPOLAR
from .society.arms import ARMS
from .society.climate import CLIMATE
from .society.grievance import GRIEVANCE
from .society.promotion import PROMOTION

LEDGER_ARENAS: Mapping[str, Arena] = {
    arena.name: arena
    for arena in (
        TRIANGLE,
        COALITION,
        NEIGHBOURHOOD,
        RECOGNITION,
        INSTITUTIONS,
        CLIMATE,
        ARMS,
        PROMOTION,
        GRIEVANCE,
        AUTONOMY,
        RENEWAL,
        DEFERENCE,
        CENTRAL_ASIA,
        INDIA_BETWEEN,
        INTERVENTION,
        TRADE,
        UNIPOLAR,
    )
}
"""Games between a few players that the claims of the papers are put to."""

LEDGER_OF_INTENT: Mapping[str, Arena] = {ENLARGEMENT.name: ENLARGEMENT}
"""Games of incomplete information between a few players that the claims are put to."""

ILLUSTRATIONS: Mapping[str, Arena] = {
    arena.name: arena for arena in (SANCTIONS, SANCTIONS_RENEWAL, ARMS_SPIRAL, THICKENING_DYAD, CLIMATE_5)
}
"""Games between a few players that no claim rests on: they show a kind of game."""

ARENAS: Mapping[str, Arena] = {**LEDGER_ARENAS, **LEDGER_OF_INTENT, **ILLUSTRATIONS}
"""Games between a few players."""

POPULATIONS: Mapping[str, PopulationArena] = {arena.name: arena for arena in (ORDER_CONTEST, MAGNET)}
"""Games of many actors, illustrations too."""
