"""The neighbourhood: an alliance that may enlarge, Russia that may contest it, and the state between them.

With en for enlarging, co for contesting, al for aligning, F = en al for membership and G = F (1 - bl co) for what is
left of it:

    West        gain -ce en          promotion u G     primacy h G     governance -vi co     security -ri co
    Russia      security -th G       status -s G - hy co               governance -vi co     gain -sa co
                primacy sp co
    neighbour   gain g G + gr (1 - al)(1 - co)         autonomy -ba F + n (1 - al) - cz co
                security -cz co (1 + ex al - pr F)

Contesting is the action that the conservative's own principle forbids: it breaks a state's sovereignty. Sakwa (2019)
reads Russia's challenge as a reply to enlargement; Paikin (2020) weighs the view that it guards a sphere.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...orders.mixes import NEIGHBOUR, RUSSIA
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    enlarges, contests, aligns = (
        int(action == name) for action, name in zip(actions, ("enlarge", "contest", "align"), strict=True)
    )
    membership = enlarges * aligns
    worth = membership * (1 - p.membership_blocked * contests)
    return {
        "West": {
            "gain": -p.cost_of_enlarging * enlarges,
            "promotion": p.promotion_from_membership * worth,
            "primacy": p.primacy_from_membership * worth,
            "governance": -p.sovereignty_broken * contests,
            "security": -p.risk_of_conflict * contests,
        },
        "Russia": {
            "security": -p.threat_of_membership * worth,
            "status": -p.status_loss * worth - p.principle_broken * contests,
            "governance": -p.sovereignty_broken * contests,
            "gain": -p.sanctions * contests,
            "primacy": p.sphere_won * contests,
        },
        "neighbour": {
            "gain": p.gain_of_membership * worth + p.trade_of_neutrality * (1 - aligns) * (1 - contests),
            "autonomy": -p.autonomy_pooled * membership
            + p.autonomy_of_neutrality * (1 - aligns)
            - p.harm_of_contest * contests,
            "security": -p.harm_of_contest
            * contests
            * (1 + p.extra_harm_if_aligned * aligns - p.protection * membership),
        },
    }


NEIGHBOURHOOD = Arena(
    name="neighbourhood",
    title="The neighbourhood",
    question="Does Russia contest its neighbours' sovereignty, and is that a reply to an alliance that enlarges?",
    players=("West", "Russia", "neighbour"),
    actions=(("abstain", "enlarge"), ("defer", "contest"), ("neutral", "align")),
    parameters=(
        points("threat_of_membership", "th", 0.4, 0.3, "threat of membership to Russia", "S 148, 156"),
        share("membership_blocked", "bl", 0.6, 0.3, "part of membership blocked by a contest"),
        points("status_loss", "s", 0.3, 0.2, "status that Russia loses to membership", "S 154"),
        points("sovereignty_broken", "vi", 0.3, 0.2, "governance lost when a state's sovereignty is broken", "P 25.2k"),
        points("principle_broken", "hy", 0.2, 0.2, "status cost of breaking one's own principle", "S 126"),
        points("sanctions", "sa", 0.3, 0.2, "economic cost of the sanctions that follow", "S 76"),
        points("sphere_won", "sp", 0.3, 0.2, "primacy of a sphere won", "P 25.4k"),
        points("promotion_from_membership", "u", 0.3, 0.2, "spread of norms by membership", "S 66"),
        points("primacy_from_membership", "h", 0.2, 0.15, "primacy won by membership", "S 78"),
        points("cost_of_enlarging", "ce", 0.1, 0.1, "cost of enlarging"),
        points("risk_of_conflict", "ri", 0.3, 0.2, "risk of conflict to the West", "S 86"),
        points("gain_of_membership", "g", 0.4, 0.2, "gain of membership to the neighbour", "P 23.2k"),
        points("trade_of_neutrality", "gr", 0.2, 0.1, "trade kept by neutrality"),
        points("autonomy_pooled", "ba", 0.15, 0.1, "autonomy pooled in membership"),
        points("autonomy_of_neutrality", "n", 0.1, 0.1, "autonomy of neutrality", "S 86"),
        points("harm_of_contest", "cz", 0.4, 0.3, "harm of being contested", "P 25.2k"),
        share("extra_harm_if_aligned", "ex", 0.5, 0.4, "part by which the harm is greater if aligned", "P 25.2k"),
        share("protection", "pr", 0.4, 0.3, "part of the harm that membership protects from"),
    ),
    reference_types=("liberal", RUSSIA, NEIGHBOUR),
    effects=_effects,
    source="Sakwa 2019; Paikin 2020",
    labels=labels(
        {"West": "the West", "Russia": "Russia", "neighbour": "the neighbour"},
        {
            "West": {"abstain": ("abstain", "abstain from enlarging"), "enlarge": ("enlarge", "hold out membership")},
            "Russia": {"defer": "defer", "contest": ("contest", "contest its neighbour's sovereignty")},
            "neighbour": {"neutral": ("neutral", "stay neutral"), "align": ("align", "align with the West")},
        },
        {
            "contested enlargement": {"West": "enlarge", "Russia": "contest", "neighbour": "align"},
            "unopposed enlargement": {"West": "enlarge", "Russia": "defer", "neighbour": "align"},
            "neutral buffer": {"West": "abstain", "Russia": "defer", "neighbour": "neutral"},
        },
    ),
)
