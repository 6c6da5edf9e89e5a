"""Every prediction of the ledger, and the one table that lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..prediction import Prediction
from . import order_likeness
from .economy import sanctions, sanctions_renewal, trade_war
from .eurasia import central_asia, mutual_deference, thickening_dyad
from .institutions import climate, coalition, institutions, intervention
from .populations import magnet, order_contest
from .powers import arms_control, arms_spiral, india, recognition, triangle, type_uncertainty

PREDICTIONS: Mapping[str, Prediction[Any]] = {
    prediction.id: prediction
    for module in (
        triangle,
        sanctions,
        recognition,
        central_asia,
        institutions,
        coalition,
        intervention,
        climate,
        trade_war,
        arms_control,
        india,
        mutual_deference,
        thickening_dyad,
        sanctions_renewal,
        arms_spiral,
        type_uncertainty,
        order_likeness,
        order_contest,
        magnet,
    )
    for prediction in module.PREDICTIONS
}
