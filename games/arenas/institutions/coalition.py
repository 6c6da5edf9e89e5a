"""A coalition of orders for multilateral bodies: L, T, M and K, the four orders as players.

The bodies stand if those who support them have capability Q or more between them, of L .40, T .05, M .25, K .30. L
supports them as shared by all, supports them as its own, or withholds; the others support or withhold. With ok = 1 if
the bodies stand, own = 1 if L supports them as its own, and s_i = 1 if i supports them (in either way), else 0:

    each i   gov b ok, com .3 b ok, gain .2 b ok - c s_i, aut -a s_i
    besides  L  prim h own ok
             T  aut -.5 h own s_T
             M  aut -h own s_M
             K  aut -h own s_K, stat -h own s_K

Where its support is needed, K gives it to bodies that L owns as long as h is at most

    h* = [b (w_gov + .3 w_com + .2 w_gain) - c (w_gain + w_rel) - a w_aut] / (w_stat + w_aut),

weights being K's.

Sakwa (2019, "Solidarism, hegemony and neo-revisionism") holds that liberals, conservatives and those who would
transform the world can defend the bodies together against the populists, who see in them only constraint, but not as
long as one order claims them for itself. The capabilities are judgements, and so are the sizes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...arena import Arena, Effects
from ...formulas.indicator import reaches
from ...parameters import parameter

CAPABILITY = {"L": Fraction(2, 5), "T": Fraction(1, 20), "M": Fraction(1, 4), "K": Fraction(3, 10)}
"""The share of the world's capability that each order's camp has: a judgement."""


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    supports = {player: int(action != "withhold") for player, action in zip(CAPABILITY, actions, strict=True)}
    stands = reaches(sum((CAPABILITY[player] * given for player, given in supports.items()), Fraction(0)), p.quorum)
    claim = p.ownership_claim * int(actions[0] == "support_owned")
    subjection = {"L": 0, "T": claim / 2, "M": claim, "K": claim}
    effects = {
        player: {
            "governance": p.joint_benefit * stands,
            "commons": p.joint_benefit * stands * 3 / 10,
            "gain": p.joint_benefit * stands / 5 - p.support_cost * given,
            "autonomy": -(p.autonomy_cost + subjection[player]) * given,
        }
        for player, given in supports.items()
    }
    effects["L"]["primacy"] = claim * stands
    effects["K"]["status"] = -claim * supports["K"]
    return effects


COALITION = Arena(
    name="coalition",
    title="Coalition for multilateral bodies",
    question="Can orders that disagree uphold shared bodies together while one withholds, and who owns them then?",
    players=("L", "T", "M", "K"),
    actions=(
        ("support_shared", "support_owned", "withhold"),
        ("support", "withhold"),
        ("support", "withhold"),
        ("support", "withhold"),
    ),
    parameters=(
        parameter("quorum", "Q", 0.6, 0.3, 0.9, "capability that must support the bodies for them to stand", "share"),
        parameter("joint_benefit", "b", 0.5, 0.2, 0.9, "benefit of bodies that stand, to everyone"),
        parameter("support_cost", "c", 0.1, 0.02, 0.3, "what supporting them costs a supporter"),
        parameter("autonomy_cost", "a", 0.1, 0.02, 0.3, "autonomy that a supporter gives up"),
        parameter(
            "ownership_claim", "h", 0.3, 0.05, 0.8, "how far L's ownership of the bodies reaches", source="Sakwa 2019"
        ),
    ),
    reference_types=("liberal", "transformative", "mercantilist", "conservative"),
    effects=_effects,
    source="Sakwa 2019",
)
