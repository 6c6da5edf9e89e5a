"""The cross-order coalition: which orders uphold shared bodies, and whether it matters that somebody owns them.

The four orders stand for the camps of states that lean to them, with capabilities c_i. With s_i for support, owned for
bodies that the liberal camp claims as its own, and h the claim:

    S = sum c_i s_i / sum c_i          q = (1 - v) S + v S^2

    everybody   governance  b q (1 - kl h owned)
                commons     bc b q
                gain        bg b q - c s_i
                autonomy    -(a + k_i h owned) s_i      with k = 0 for L, hT for T, 1 for M and K
    L           primacy     h owned q
    K           status      -h owned s_K

Bodies grow with the capability behind them. A body that is owned loses governance for all, its owner included: others
take it for less of a shared one (Sakwa 2019). The question is Sakwa's: liberals and conservatives could uphold
multilateral bodies together, if nobody owned them.
"""

from __future__ import annotations

from typing import Any

from ...arena import Arena, Effects
from ...orders.rows import ORDER_NAMES
from ...parameters import points, share
from ...text.labels import labels


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    owned = int(actions[0] == "owned")
    supports = [int(action != "withhold") for action in actions]
    capabilities = (
        p.liberal_capability,
        p.transformative_capability,
        p.mercantilist_capability,
        p.conservative_capability,
    )
    behind = sum(each * support for each, support in zip(capabilities, supports, strict=True)) / sum(capabilities)
    strength = (1 - p.complementarity) * behind + p.complementarity * behind**2
    claim, worth = p.ownership_claim * owned, p.benefit * strength
    felt = (0, p.claim_felt_by_transformatives, 1, 1)
    effects: dict[str, dict[str, Any]] = {
        player: {
            "governance": worth * (1 - p.governance_lost_to_claim * claim),
            "commons": p.felt_as_commons * worth,
            "gain": p.felt_as_gain * worth - p.support_cost * support,
            "autonomy": -(p.autonomy_given_up + part * claim) * support,
        }
        for player, support, part in zip("LTMK", supports, felt, strict=True)
    }
    effects["L"]["primacy"] = claim * strength
    effects["K"]["status"] = -claim * supports[-1]
    return effects


COALITION = Arena(
    name="coalition",
    title="The cross-order coalition",
    question="Do conservatives uphold shared bodies beside liberals, and does it matter who owns the bodies?",
    players=("L", "T", "M", "K"),
    actions=(("shared", "owned", "withhold"), *[("support", "withhold")] * 3),
    parameters=(
        share("liberal_capability", "cL", 0.39, 0.1, "share of the liberal camp in the world's product", "GDP 2019"),
        share("transformative_capability", "cT", 0.04, 0.03, "share of the transformative camp", "GDP 2019"),
        share("mercantilist_capability", "cM", 0.31, 0.1, "share of the mercantilist camp", "GDP 2019"),
        share("conservative_capability", "cK", 0.26, 0.1, "share of the conservative camp", "GDP 2019"),
        share("complementarity", "v", 0.5, 0.5, "part of the worth that grows with the square of support"),
        points("benefit", "b", 0.5, 0.3, "benefit of bodies that all support", "S 160"),
        share("felt_as_commons", "bc", 0.3, 0.2, "part of the benefit felt as commons", "S 114, 162"),
        share("felt_as_gain", "bg", 0.2, 0.15, "part of the benefit felt as gain", "S 66"),
        points("support_cost", "c", 0.1, 0.08, "cost of support"),
        points("autonomy_given_up", "a", 0.1, 0.08, "autonomy given up by support", "S 50"),
        points("ownership_claim", "h", 0.3, 0.25, "claim of ownership", "S 78"),
        points("governance_lost_to_claim", "kl", 1, 1, "governance lost for each unit of the claim", "S 78"),
        share("claim_felt_by_transformatives", "hT", 0.5, 0.5, "part of the claim that transformatives feel"),
    ),
    reference_types=ORDER_NAMES,
    effects=_effects,
    source="Sakwa 2019",
    labels=labels(
        {
            "L": "the liberal camp",
            "T": "the transformative camp",
            "M": "the mercantilist camp",
            "K": "the conservative camp",
        },
        {
            "L": {
                "shared": ("share", "support shared bodies"),
                "owned": ("own", "support bodies that it claims as its own"),
                "withhold": ("withhold", "withhold its support"),
            },
            **{
                each: {
                    "support": ("support", "support the bodies"),
                    "withhold": ("withhold", "withhold support"),
                }
                for each in ("T", "M", "K")
            },
        },
        {
            "coalition of all": {"L": "shared", "T": "support", "M": "support", "K": "support"},
            "coalition without mercantilists": {"L": "shared", "T": "support", "M": "withhold", "K": "support"},
        },
    ),
)
