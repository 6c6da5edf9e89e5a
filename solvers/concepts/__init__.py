"""Solution concepts: one file each, and the one table that lists them."""

from __future__ import annotations

from collections.abc import Mapping

from ..base import Concept
from .coalitions.coalition_proof import CoalitionProof
from .coalitions.strong import Strong
from .commitment.stackelberg import Stackelberg
from .correlated import CoarseCorrelated, Correlated
from .logit.quantal_response import LogitQuantal
from .nash import Nash
from .pure_nash import PureNash
from .rationalizable import Rationalizable
from .refinements.proper import Proper
from .refinements.trembling_hand import TremblingHand
from .refinements.undominated import Undominated
from .selection.basin import Basin
from .selection.risk_dominance import RiskDominant
from .symmetric import Symmetric

CONCEPTS: Mapping[str, type[Concept]] = {
    concept.name: concept
    for concept in (
        Nash,
        PureNash,
        Correlated,
        CoarseCorrelated,
        LogitQuantal,
        Rationalizable,
        Undominated,
        TremblingHand,
        Proper,
        Symmetric,
        Strong,
        CoalitionProof,
        RiskDominant,
        Basin,
        Stackelberg,
    )
}
"""Every solution concept by its name; a value of the class, with or without options, is what `solve` takes."""
