"""E5: whether blocs of the 25 strongest of 2010 foretell who stood against Russia in 2022 better than simpler rules."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from ....solvers.world.blocs.alignment import align_blocs
from .outcomes import EU
from .record import IDEAL_POINT, Check, WorldRecord, partners

YEAR, POWERS = 2010, 25

_SCALE = 10**4


def landscape(record: WorldRecord) -> Check:
    """Return the check on blocs; who is on Russia's list of March 2022, with the listing state's own side, is right."""
    sizes = {code: record.figure(code, YEAR, "cinc") for code in record.states}
    strongest = sorted((code for code in sizes if sizes[code] > 0), key=lambda code: -sizes[code])[:POWERS]
    against = {*record.events["russia_unfriendly_list"], "USA", "UKR"} | EU
    points = {code: record.figure(code, YEAR, IDEAL_POINT) for code in strongest}
    with_us = _blocs(record, strongest, sizes)
    pacts = partners([spell for spell in record.alliances if "D" in spell.kinds], "USA", YEAR) | {"USA"}
    nearer = {c for c in strongest if abs(points[c] - points["USA"]) < abs(points[c] - points["CHN"])}
    right = {
        "blocs": _right(with_us, strongest, against),
        "nearer the US than China in votes": _right(nearer, strongest, against),
        "a pact of defence with the US": _right(pacts, strongest, against),
        "everybody on the larger side": max(_right(side, strongest, against) for side in (set(), set(strongest))),
    }
    wrong = sorted(code for code in strongest if (code in with_us) != (code in against))
    rule = "more right than each simpler rule"
    passes = all(right["blocs"] > other for name, other in right.items() if name != "blocs")
    verdict = f"{int(right['blocs'])} of {len(strongest)} right; wrong: {', '.join(wrong) or 'none'}"
    return Check("E5", "Do blocs of 2010 foretell sides of 2022?", rule, passes, right, verdict)


def _right(side: set[str], strongest: list[str], against: set[str]) -> float:
    return float(sum((code in side) == (code in against) for code in strongest))


def _blocs(record: WorldRecord, strongest: list[str], sizes: dict[str, float]) -> set[str]:
    """Return who stands with the United States in the blocs of least energy."""
    mixes = np.array([record.mixes[code] for code in strongest])
    alike = mixes @ mixes.T
    wants = alike - alike[~np.eye(len(alike), dtype=bool)].mean()
    pacts = [spell for spell in record.alliances if "D" in spell.kinds]
    for spells, weight in ((pacts, 0.5), (record.rivalries, -0.5)):
        for row, code in enumerate(strongest):
            own = partners(spells, code, YEAR)
            wants[row] += [weight * (other in own) for other in strongest]
    exact = np.frompyfunc(lambda number: Fraction(round(number * _SCALE), _SCALE), 1, 1)
    size = exact(np.sqrt([sizes[code] for code in strongest]))
    found = align_blocs(size, exact((wants + wants.T) / 2), minima=False)
    ours = found.blocs[strongest.index("USA")]
    return {code for code, bloc in zip(strongest, found.blocs, strict=True) if bloc == ours}
