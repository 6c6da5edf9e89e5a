"""Every prediction of the ledger, and the one table that lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import (
    arms_control,
    arms_spiral,
    central_asia,
    climate,
    coalition,
    india,
    institutions,
    intervention,
    magnet,
    mutual_deference,
    order_contest,
    order_likeness,
    recognition,
    sanctions,
    sanctions_renewal,
    thickening_dyad,
    trade_war,
    triangle,
    type_uncertainty,
)
from .prediction import Prediction

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
