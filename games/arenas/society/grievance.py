"""Grievance: a liberal elite that gains from openness, and those who lose out.

With n for neglecting and r for revolting:

    elite    gain G - tau (1 - n) - y r      governance -kg r      primacy -pp r
    losers   gain -ls + cm ls (1 - n) - y2 r     autonomy v r n    commons -mn n (1 - r)    status mn n r

Sakwa (2019) traces the mercantilist turn to those whom open exchange left behind, and whom nobody heard.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...orders.mixes import LOSERS_OF_OPENNESS
from ...parameters import points, share
from ...text.labels import PlayerLabel, labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    neglects, revolts = int(actions[0] == "neglect"), int(actions[1] == "revolt")
    return {
        "elite": {
            "gain": p.gain_of_openness - p.cost_of_compensating * (1 - neglects) - p.gain_lost_by_elite * revolts,
            "governance": -p.governance_lost * revolts,
            "primacy": -p.primacy_lost_by_elite * revolts,
        },
        "losers": {
            "gain": p.part_compensated * p.loss_of_losers * (1 - neglects)
            - p.loss_of_losers
            - p.cost_of_revolt * revolts,
            "autonomy": p.control_taken_back * revolts * neglects,
            "commons": -p.recognition * neglects * (1 - revolts),
            "status": p.recognition * neglects * revolts,
        },
    }


GRIEVANCE = Arena(
    name="grievance",
    title="Grievance of those who lose out",
    question="Do those who lose by openness revolt if they are neglected, and does an elite neglect them?",
    players=("elite", "losers"),
    actions=(("compensate", "neglect"), ("stay", "revolt")),
    parameters=(
        points("gain_of_openness", "G", 0.3, 0.2, "gain of openness to the elite", "S 102"),
        points("loss_of_losers", "ls", 0.4, 0.2, "loss of those who lose out", "S 102"),
        points("cost_of_compensating", "tau", 0.2, 0.15, "cost of compensating those who lose out", "S 102"),
        share("part_compensated", "cm", 0.6, 0.3, "part of the loss of those who lose out that is compensated"),
        points("recognition", "mn", 0.3, 0.2, "worth of meaning and recognition", "S 104"),
        points("control_taken_back", "v", 0.2, 0.15, "control taken back by a revolt", "S 104"),
        points("cost_of_revolt", "y2", 0.2, 0.15, "cost of a revolt to those who revolt"),
        points("governance_lost", "kg", 0.4, 0.2, "governance lost to a revolt", "S 72"),
        points("gain_lost_by_elite", "y", 0.2, 0.15, "gain that the elite loses to a revolt"),
        points("primacy_lost_by_elite", "pp", 0.2, 0.15, "primacy that the elite loses to a revolt"),
    ),
    reference_types=("liberal", LOSERS_OF_OPENNESS),
    effects=_effects,
    societies=("losers",),
    source="Sakwa 2019",
    labels=labels(
        {"elite": "the liberal elite", "losers": PlayerLabel("those who lose out", plural=True)},
        {
            "elite": {
                "compensate": ("compensate", "compensate those who lose out"),
                "neglect": ("neglect", "neglect those who lose out"),
            },
            "losers": {"stay": ("stay", "stay in the order"), "revolt": "revolt"},
        },
        {
            "revolt of the neglected": {"elite": "neglect", "losers": "revolt"},
            "social contract": {"elite": "compensate", "losers": "stay"},
        },
    ),
)
