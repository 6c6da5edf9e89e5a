"""What there is: scenarios, arenas, orders, concepts, claims, with a line on each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..games.arenas import ARENAS, POPULATIONS
from ..games.errors import InputError
from ..games.orders.codings import CODINGS
from ..games.orders.matrix import cosine_similarities, implied_floors, value_matrix
from ..games.orders.rows import ROWS
from ..games.scenario.scenario import Scenario
from ..games.text.shown import Shown
from ..games.world.catalogue import MAIN_WINDOW, WorldActor, described
from ..solvers.solve import CONCEPTS
from .claims.papers import CLAIMS
from .installed import OWN_KINDS, Offer, offers
from .scenario.derived import DERIVED


@dataclass(frozen=True, eq=False, repr=False)
class Catalogue(Shown):
    """For each kind asked for the meanings of its names; the orders are compared where they alone are asked for."""

    meanings: Mapping[str, Mapping[str, str]]

    @property
    def compared(self) -> bool:
        """Whether the orders are compared."""
        return list(self.meanings) == ["orders"]

    @property
    def similarities(self) -> NDArray[np.float64]:
        """How alike the orders' rows of values are: cosines, shape (4, 4)."""
        return cosine_similarities(value_matrix())

    @property
    def floors(self) -> NDArray[Any]:
        """The share of each row's weight that lies on each floor, shape (4, 3), Fractions."""
        return implied_floors(value_matrix())


def catalogue(
    kinds: Sequence[str], scenarios: Sequence[Scenario] = (), actors: Sequence[WorldActor] = ()
) -> Catalogue:
    """List kinds of things, each of `KINDS`, with the scenarios and the states given."""
    return Catalogue({kind: KINDS[kind](scenarios, actors) for kind in kinds})


def _offered(offer: Offer) -> tuple[str, str]:
    """Return the name of an installed arena and its meaning, or why it cannot be used."""
    try:
        arena = offer.arena()
    except InputError as error:
        label = f"{offer.name} (of {offer.package})" if offer.name in OWN_KINDS else offer.name
        return label, str(error)
    return offer.name, f"{arena.title}: {arena.question} (of {offer.package})"


KINDS: Mapping[str, Callable[[Sequence[Scenario], Sequence[WorldActor]], Mapping[str, str]]] = {
    "scenarios": lambda scenarios, _: {scenario.source: scenario.title for scenario in scenarios},
    "arenas": lambda *_: {
        **{arena.name: f"{arena.title}: {arena.question}" for arena in (*ARENAS.values(), *POPULATIONS.values())},
        **{kind: derivation.title for kind, derivation in DERIVED.items()},
        **dict(_offered(offer) for offer in offers()),
    },
    "orders": lambda *_: {order.name: f"{order.title}: {order.meaning}" for order in ROWS.values()},
    "codings": lambda *_: {each.name: f"{each.meaning} ({each.source})" for each in CODINGS.values()},
    "concepts": lambda *_: {concept.name: concept.meaning for concept in CONCEPTS.values()},
    "claims": lambda *_: {claim.id: f"{claim.title}: {claim.statement}" for claim in CLAIMS.values()},
    "actors": lambda _, actors: {own.code: f"{own.name}: {described(own.mixes[MAIN_WINDOW])}" for own in actors},
}
"""What can be listed."""
