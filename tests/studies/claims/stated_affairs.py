"""The ledger's other predictions, stated a second time: bodies, societies, trade, Eurasia, orders and ties."""

from collections.abc import Callable, Mapping
from itertools import combinations, product
from types import SimpleNamespace
from typing import Any

import numpy as np
from stated_powers import K, L, M, Parts, T
from stated_worlds import TIE, StatedWorlds, oracle, weights

STANCES = ("support", "withhold")


# Bodies.


def followed(w: StatedWorlds, move: str) -> Any:
    """Return what comes of a move of L: the others' pure equilibrium that is best for L, where there is one."""
    profiles = list(product(STANCES, repeat=3))
    stable = np.array([w.among(("T", "M", "K"), move, *each) for each in profiles])
    best = np.where(stable, [w.u("L", move, *each) for each in profiles], -np.inf).argmax(axis=0)
    gov = np.array([w.effects("L", move, *each)[:, 3] for each in profiles])
    return SimpleNamespace(
        settled=stable.any(axis=0),
        gov=np.choose(best, gov),
        worth={player: np.choose(best, [w.u(player, move, *each) for each in profiles]) for player in "LTMK"},
        supported=np.choose(best, [each[2] == "support" for each in profiles]).astype(bool),
    )


def more_gov(one: Any, other: Any) -> Any:
    return one.settled & other.settled & (one.gov > other.gov)


def gov_kept(w: StatedWorlds) -> Any:
    passed = w.numbers["cL"] / 2
    after, before = followed(w.given(cL=passed, cK=w.numbers["cK"] + passed), "shared"), followed(w, "owned")
    return after.settled & before.settled & (after.gov >= before.gov)


def serves_three(w: StatedWorlds) -> Any:
    shared, owned = followed(w, "shared"), followed(w, "owned")
    return sum((shared.worth[player] > owned.worth[player]).astype(int) for player in "LTMK") >= 3


def leads_by_sharing(w: StatedWorlds) -> Any:
    moves = [followed(w, move) for move in ("shared", "owned", "withhold")]
    worth = [np.where(each.settled, each.worth["L"], -np.inf) for each in moves]
    return moves[0].settled & (worth[0] >= worth[1]) & (worth[0] >= worth[2])


def k_shares(w: StatedWorlds) -> Any:
    return w.best("K", "shared", "support", "withhold", "support")


def k_disowns(w: StatedWorlds) -> Any:
    return w.best("K", "owned", "support", "withhold", "withhold")


def indian(w: StatedWorlds) -> StatedWorlds:
    return w.given({"K": oracle.INDIA})


def parallel(w: StatedWorlds, move: str) -> Any:
    return w.best("riser", move, "parallel_open") | w.best("riser", move, "parallel_closed")


BODIES: Mapping[str, Callable[[StatedWorlds], Parts]] = {
    "coalition.1": lambda w: [
        np.any([w.nash("shared", stance, "withhold", "support") for stance in STANCES], axis=0),
    ],
    "coalition.2": lambda w: [k_shares(w), k_disowns(w)],
    "coalition.3": lambda w: [more_gov(followed(w, "shared"), followed(w, "owned"))],
    "coalition.4": lambda w: [
        np.any([w.among(("T", "M", "K"), "shared", stance, "withhold", "support") for stance in STANCES], axis=0),
    ],
    "coalition.5": lambda w: [w.dominant("M", "withhold")],
    "coalition.6": lambda w: [
        np.all([w.only("K", "shared", t, m, "support") for t, m in product(STANCES, STANCES)], axis=0),
    ],
    "coalition.7": lambda w: [w.only("L", "owned", "support", "withhold", "support")],
    "coalition.8": lambda w: [gov_kept(w)],
    "coalition.9": lambda w: [k_shares(indian(w)), k_disowns(indian(w))],
    "coalition.10": lambda w: [k_shares(w), w.best("M", "shared", "support", "withhold", "support")],
    "coalition.11": lambda w: [more_gov(followed(w, "shared"), followed(w, "owned")), serves_three(w)],
    "coalition.12": lambda w: [leads_by_sharing(w), followed(w, "shared").supported],
    "coalition.13": lambda w: [k_shares(w), ~k_shares(w.indifferent("K", "gov"))],
    "institutions.1": lambda w: [
        ~(w.best("riser", "share", "exit") | w.best("riser", "retain", "exit")),
        w.given(t=0).best("riser", "share", "reform_within"),
    ],
    "institutions.2": lambda w: [parallel(w, "retain"), w.best("riser", "share", "reform_within")],
    "institutions.3": lambda w: [parallel(w.given(t=0.8), "share"), ~parallel(w.given(t=0), "share")],
    "institutions.4": lambda w: [
        w.u("riser", move, "parallel_open") > w.u("riser", move, "parallel_closed") for move in ("share", "retain")
    ],
    "intervention.1": lambda w: [
        w.given(rho=0.8).best("K", "mandate", "consent"),
        w.given(rho=0.2).best("K", "mandate", "veto"),
    ],
}


# Societies.

ANSWERS = ("quiet", "press_for", "press_against")


def answer(w: StatedWorlds, move: str) -> Any:
    """Return the reply of A's society before a free-riding B, by number."""
    worth = np.array([w.u("society_A", move, "free_ride", each, "quiet") for each in ANSWERS])
    return (worth >= worth.max(axis=0) - TIE).argmax(axis=0)


def before_free_rider(w: StatedWorlds, move: str) -> Any:
    return np.choose(answer(w, move), [w.u("A", move, "free_ride", each, "quiet") for each in ANSWERS])


def decarbonises(w: StatedWorlds) -> Any:
    return before_free_rider(w, "decarbonise") >= before_free_rider(w, "free_ride")


def unpressed(w: StatedWorlds, move: str) -> Any:
    return w.u("A", move, "free_ride", "quiet", "quiet")


def pressure(w: StatedWorlds, letter: str) -> Any:
    """Return the pressure pi oA at which an order decarbonises alone: its loss over what unrest weighs with it."""
    p, own = w.numbers, dict(zip(oracle.DIMENSIONS, weights({letter: 1}, w.matrix).T, strict=True))
    return (p["c"] * (own["gain"] + own["rel"]) - p["b"] * own["com"]) / own["sec"]


def society_of(w: StatedWorlds, letter: str) -> Any:
    return answer(w.given({"society_A": {letter: 1}}), "free_ride") == 1


def in_treaty(w: StatedWorlds, move: str) -> Any:
    """Return what the US gets before a complying Russia, once society has replied."""
    marches = w.u("society", move, "comply", "march") > w.u("society", move, "comply", "quiet")
    return np.where(marches, w.u("US", move, "comply", "march"), w.u("US", move, "comply", "quiet"))


def restricting(w: StatedWorlds, move: str) -> Any:
    """Return what restricting gains the state, once society has replied."""

    def worth(own: str) -> Any:
        protests = w.u("society", move, own, "protest") > w.u("society", move, own, "quiet")
        return np.where(protests, w.u("state", move, own, "protest"), w.u("state", move, own, "quiet"))

    return worth("restrict") - worth("tolerate")


SOCIETIES: Mapping[str, Callable[[StatedWorlds], Parts]] = {
    "climate.1": lambda w: [
        before_free_rider(w, "decarbonise") > before_free_rider(w, "free_ride"),
        unpressed(w, "decarbonise") < unpressed(w, "free_ride"),
    ],
    "climate.2": lambda w: [society_of(w, letter) == (letter == "T") for letter in "LTMK"],
    "climate.3": lambda w: [pressure(w, "K") < pressure(w, "M")],
    "climate.4": lambda w: [decarbonises(w), ~decarbonises(w.given({"society_A": oracle.LOSERS}))],
    "arms.1": lambda w: [
        w.best("society", "deploy", "comply", "march") & w.best("society", "deploy", "deploy", "march"),
        w.best("society", "comply", "comply", "quiet") & w.best("society", "comply", "deploy", "quiet"),
    ],
    "arms.2": lambda w: [
        in_treaty(w, "comply") >= in_treaty(w, "deploy") - TIE,
        w.u("US", "comply", "comply", "quiet") < w.u("US", "deploy", "comply", "quiet"),
    ],
    "promotion.1": lambda w: [restricting(w, "promote") >= -TIE, restricting(w, "refrain") <= TIE],
    "promotion.2": lambda w: [restricting(w, "promote") >= -TIE, restricting(w.given(pi=0), "promote") < 0],
    "promotion.3": lambda w: [w.dominant("West", "promote")],
    "promotion.4": lambda w: [w.given({"West": M}).dominant("West", "refrain")],
    "grievance.1": lambda w: [w.best("losers", "neglect", "revolt"), w.best("losers", "compensate", "stay")],
    "grievance.2": lambda w: [w.nash("neglect", "revolt")],
}


# Trade and Eurasia.


def kept_deferring(w: StatedWorlds, player: str) -> Any:
    """Tell where R > P and T - R <= delta (T - P)."""

    def u(me: str, you: str) -> Any:
        return w.u(player, *((me, you) if player == "Russia" else (you, me)))

    rewarded, punished, tempted = u("defer", "defer"), u("intrude", "intrude"), u("intrude", "defer")
    return (rewarded > punished) & (tempted - rewarded <= w.numbers["delta"] * (tempted - punished))


def need_of_russia(w: StatedWorlds, move: str, stance: str) -> Any:
    return w.u("China", move, stance, "cooperate") - w.u("China", move, stance, "aloof")


def no_other(w: StatedWorlds, profile: tuple[str, ...]) -> Any:
    return ~np.any([w.nash(*other) for other in w.arena.profiles() if other != profile], axis=0)


LABOUR_DIVIDED = ("porous", "restrained", "multi_vector")

EXCHANGE: Mapping[str, Callable[[StatedWorlds], Parts]] = {
    "renewal.1": lambda w: [
        w.best("waverer", "court", "veto"),
        w.best("waverer", "abstain", "renew"),
        w.given({"waverer": L}).best("waverer", "court", "renew"),
    ],
    "trade.1": lambda w: [w.dominant("A", "tariff"), w.dominant("B", "tariff")],
    "trade.2": lambda w: [w.given({"A": L, "B": L}).nash("open", "open")],
    "trade.3": lambda w: [
        w.given({"A": L, "B": K}).best("A", "open", "open"),
        w.given({"A": M, "B": K}).best("A", "tariff", "open"),
    ],
    "deference.1": lambda w: [kept_deferring(w, "Russia"), kept_deferring(w, "China")],
    "central_asia.1": lambda w: [w.nash(*LABOUR_DIVIDED)],
    "central_asia.2": lambda w: [w.nash(*LABOUR_DIVIDED), no_other(w, LABOUR_DIVIDED)],
    "central_asia.3": lambda w: [w.dominant("Central_Asian_state", "multi_vector")],
    "india.1": lambda w: [w.nash("many_ties", "restrain", "cooperate")],
    "india.2": lambda w: [
        w.best("Russia", "many_ties", "restrain", "cooperate"),
        w.best("Russia", "side_us", "press", "cooperate"),
    ],
    "india.3": lambda w: [need_of_russia(w, "side_us", "press") > need_of_russia(w, "many_ties", "restrain")],
    "india.4": lambda w: [w.dominant("India", "many_ties")],
}


# Orders put into fixed places; the worlds are those of every arena, by name.

Arenas = Mapping[str, StatedWorlds]


def supports(a: Arenas, mix: Mapping[str, Any]) -> Any:
    return a["coalition"].given({"K": mix}).only("K", "shared", "support", "withhold", "support")


def unpressed_decarbonises(a: Arenas, mix: Mapping[str, Any]) -> Any:
    w = a["climate"].given({"A": mix, "B": K}, pi=0)
    return unpressed(w, "decarbonise") > unpressed(w, "free_ride")


def taxes(a: Arenas, mix: Mapping[str, Any], other: Mapping[str, Any]) -> Any:
    return a["trade"].given({"A": mix, "B": other}).only("A", "tariff", "open")


DECISIONS: tuple[Callable[[Arenas, Mapping[str, Any]], Any], ...] = (
    lambda a, mix: taxes(a, mix, K),
    unpressed_decarbonises,
    supports,
    lambda a, mix: a["promotion"].given({"West": mix}).only("West", "promote", "tolerate", "quiet"),
    lambda a, mix: a["neighbourhood"].given({"Russia": mix}).only("Russia", "abstain", "contest", "neutral"),
    lambda a, mix: a["institutions"].given({"riser": mix}).best("riser", "retain", "exit"),
    lambda a, mix: a["autonomy"].given({"US": mix}).only("US", "transact", "rely"),
)

AFFAIRS: tuple[Callable[[Arenas, Mapping[str, Any]], Any], ...] = (
    lambda a, mix: taxes(a, mix, L),
    lambda a, mix: a["neighbourhood"].given({"Russia": mix}).only("Russia", "enlarge", "contest", "align"),
    lambda a, mix: a["recognition"].given({"riser": mix}).only("riser", "deny", "contest"),
    lambda a, mix: a["institutions"].given({"riser": mix}).best("riser", "retain", "reform_within"),
)


def vetoes(a: Arenas, mix: Mapping[str, Any]) -> Any:
    return a["intervention"].given({"K": mix}, rho=0.2).only("K", "mandate", "veto")


def alike(a: Arenas, decides: Callable[[Arenas, Mapping[str, Any]], Any]) -> Any:
    return decides(a, oracle.RUSSIA) == decides(a, oracle.CHINA)


def all_differ(a: Arenas) -> Any:
    conduct = [[decides(a, order) for decides in DECISIONS] for order in (L, T, M, K)]
    return np.all([np.any(np.not_equal(*two), axis=0) for two in combinations(conduct, 2)], axis=0)


FLOORS = {
    "top": (0, 0, 0, 1, 0, 0.5, 0, 0, 0.4),
    "middle": (1, 1, 1, 0, 1, 0.5, 1, 1, 0),
    "ground": (0, 0, 0, 0, 0, 0, 0, 0, 0.6),
}
"""The part of each dimension that lies on each floor."""


def floor(a: Arenas, letter: str, name: str) -> Any:
    """Return the part of a row's absolute weight that lies on a floor."""
    return np.abs(weights({letter: 1}, a["trade"].matrix)) @ np.array(FLOORS[name])


CONDUCT: Mapping[str, Callable[[Arenas], Parts]] = {
    "orders.1": lambda a: [all_differ(a)],
    "orders.2": lambda a: [
        floor(a, "K", "middle") > floor(a, "K", "top"),
        floor(a, "K", "top") > floor(a, "K", "ground"),
        floor(a, "M", "middle") > floor(a, "K", "middle"),
    ],
    "orders.3": lambda a: [
        alike(a, supports),
        alike(a, vetoes),
        np.any([~alike(a, decides) for decides in AFFAIRS], axis=0),
    ],
}


# The tie of Russia and China, by its inputs cut at 0 and 1.


def thickness(r: Any, view: Any) -> Any:
    return r.N * (1 + r.kappa * ((1 - view) * r.en - view))


def thick(r: Any) -> Any:
    return (r.N >= 0.5) & (thickness(r, getattr(r, "lambda")) >= 0.5)


TIES: Mapping[str, Callable[[Any], Parts]] = {
    "thickness.1": lambda r: [thick(r), r.V < 0.5],
    "thickness.2": lambda r: [thickness(r, 0) >= 0.5, thickness(r, 1) < 0.5],
    "thickness.3": lambda r: [~((r.E >= 0.6) & (r.M >= 0.6))],
    "thickness.4": lambda r: [r.C < 0.5, thick(r)],
}
