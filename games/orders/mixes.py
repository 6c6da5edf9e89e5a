"""Who leans to which order: mixes by which arenas are played where a scenario names no actors; all are judgements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Mix = Mapping[str, Any]

RUSSIA: Mix = {"conservative": "0.85", "mercantilist": "0.15"}
CHINA: Mix = {"conservative": "0.75", "mercantilist": "0.15", "liberal": "0.10"}
INDIA: Mix = {"conservative": "0.45", "liberal": "0.35", "mercantilist": "0.15", "transformative": "0.05"}
EUROPE: Mix = {"liberal": "0.75", "transformative": "0.15", "mercantilist": "0.05", "conservative": "0.05"}
UNITED_STATES_2017: Mix = {"mercantilist": "0.45", "security_state": "0.30", "liberal": "0.25"}
MOVEMENT: Mix = {"transformative": "0.9", "liberal": "0.1"}
CIVIL_SOCIETY: Mix = {"liberal": "0.5", "transformative": "0.5"}
LOSERS_OF_OPENNESS: Mix = {"mercantilist": "0.5", "transformative": "0.3", "liberal": "0.2"}
NEIGHBOUR: Mix = {"liberal": "0.4", "conservative": "0.4", "mercantilist": "0.2"}
CENTRAL_ASIAN_STATE: Mix = {"conservative": "0.6", "liberal": "0.2", "mercantilist": "0.2"}
