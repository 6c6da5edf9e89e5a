"""Every prediction of the ledger, and the one table that lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..prediction import Prediction
from .economy import renewal, trade
from .eurasia import central_asia, deference, india
from .institutions import coalition, institutions, intervention
from .orders import conduct, thickness
from .powers import autonomy, domestic, enlargement, neighbourhood, recognition, triangle, unipolar
from .society import arms, climate, grievance, promotion

PREDICTIONS: Mapping[str, Prediction[Any]] = {
    prediction.id: prediction
    for module in (
        triangle,
        domestic,
        coalition,
        enlargement,
        neighbourhood,
        recognition,
        institutions,
        climate,
        arms,
        promotion,
        grievance,
        autonomy,
        renewal,
        deference,
        central_asia,
        india,
        intervention,
        trade,
        unipolar,
        conduct,
        thickness,
    )
    for prediction in module.PREDICTIONS
}
