"""A claim: what a paper says of the world, restated, with what in the model expresses it and what does not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ClaimKind = Literal[
    "structure",
    "equilibrium",
    "comparative static",
    "repeated",
    "evolutionary",
    "coalition",
    "incomplete information",
    "classification",
]


@dataclass(frozen=True)
class Claim:
    """A row of the ledger.

    Attributes
    ----------
    id
        C01 to C46 for Sakwa (2019), P01 to P19 for Paikin (2020).
    kind
        What sort of statement about a game it is.
    actors
        Of whom it speaks: orders, states, civil society.
    expressed_by
        What in the model says it; empty where nothing does.
    not_yet
        What of it is not yet put to the model.
    """

    id: str
    title: str
    statement: str
    source: str
    kind: ClaimKind
    actors: tuple[str, ...]
    expressed_by: str = ""
    not_yet: str = ""


SYSTEM = 'Sakwa 2019, section "The international system"'
MODELS = 'Sakwa 2019, section "Models of global order"'
LIBERAL = 'Sakwa 2019, section "Liberal international order"'
TRANSFORMATIVE = 'Sakwa 2019, section "Transformative (revolutionary) internationalism"'
MERCANTILIST = 'Sakwa 2019, section "Mercantilist nationalism"'
CONSERVATIVE = 'Sakwa 2019, section "Conservative (sovereign) internationalism"'
SOLIDARISM = 'Sakwa 2019, section "Solidarism, hegemony and neo-revisionism"'
PAIKIN = "Paikin 2020"
