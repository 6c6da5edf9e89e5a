"""The ledger's predictions on powers and at home, stated a second time: for each the worlds in which its parts hold."""

from collections.abc import Callable, Mapping
from itertools import combinations, product
from types import SimpleNamespace
from typing import Any

import numpy as np
from stated_worlds import StatedWorlds, oracle, weights

REPLIES = ("hedge", "entente", "alliance")
POSTURES = ("engage_both", "wedge_russia", "wedge_china", "dual_pressure")
PAIR = ("Russia", "China")
ENTENTE, HEDGING = ("entente", "entente"), ("hedge", "hedge")
US_2017 = {"L": 0.25, "M": 0.45, "S": 0.30}
L, T, M, K, S = ({letter: 1} for letter in "LTMKS")

Parts = list[Any]


# The triangle.


def entente(w: StatedWorlds, posture: str) -> Any:
    return w.among(PAIR, posture, *ENTENTE)


def with_hedger(w: StatedWorlds, posture: str) -> Any:
    pairs = [pair for pair in product(REPLIES, REPLIES) if "hedge" in pair]
    return np.any([w.among(PAIR, posture, *pair) for pair in pairs], axis=0)


def some_equilibrium(w: StatedWorlds, posture: str) -> Any:
    return np.any([w.among(PAIR, posture, *pair) for pair in product(REPLIES, REPLIES)], axis=0)


def hedge_left(w: StatedWorlds, posture: str) -> Parts:
    """Tell for each of the pair in which worlds iterated strict dominance, world by world, leaves it the hedge."""
    own = [
        np.array([[w.u("Russia", posture, a, b) for b in REPLIES] for a in REPLIES]),
        np.array([[w.u("China", posture, a, b) for a in REPLIES] for b in REPLIES]),
    ]
    left = [eliminated(own[0][:, :, world], own[1][:, :, world]) for world in range(len(w.matrix))]
    return [np.array([0 in each[k] for each in left]) for k in range(2)]


def eliminated(first: Any, second: Any) -> list[set[int]]:
    """Return what is left of two tables of own replies by the other's, when one reply at a time is taken away."""
    left = [set(range(3)), set(range(3))]
    found = True
    while found:
        found = False
        for k, table in enumerate((first, second)):
            for a, b in product(sorted(left[k]), repeat=2):
                if a in left[k] and b in left[k] and all(table[b, c] > table[a, c] for c in left[1 - k]):
                    left[k].remove(a)
                    found = True
    return left


def today(w: StatedWorlds, mix: Mapping[str, float]) -> Any:
    return w.given({"US": mix}).nash("dual_pressure", *ENTENTE)


def signed(w: StatedWorlds, mix: Mapping[str, Any], *dimensions: str) -> Any:
    return weights(mix, w.matrix)[:, [oracle.DIMENSIONS.index(name) for name in dimensions]].sum(axis=1)


def more_weight(w: StatedWorlds, one: Any, other: Any, *dimensions: str) -> Any:
    return signed(w, one, *dimensions) > signed(w, other, *dimensions)


PRESS = "dual_pressure"

TRIANGLE: Mapping[str, Callable[[StatedWorlds], Parts]] = {
    "triangle.1": lambda w: [~left for left in hedge_left(w, PRESS)],
    "triangle.2": lambda w: [with_hedger(w, "engage_both"), some_equilibrium(w, PRESS) & ~with_hedger(w, PRESS)],
    "triangle.3": lambda w: [
        w.only("Russia", PRESS, "entente", "alliance"),
        w.only("China", PRESS, "alliance", "entente"),
        entente(w, PRESS),
    ],
    "triangle.4": lambda w: [
        w.u("US", PRESS, *ENTENTE) < w.u("US", "engage_both", *HEDGING),
        w.u("Russia", PRESS, *ENTENTE) > w.u("Russia", PRESS, *HEDGING),
    ],
    "triangle.5": lambda w: [w.best("China", "wedge_china", *ENTENTE)],
    "triangle.6": lambda w: [
        w.only("Russia", PRESS, "entente", "alliance"),
        ~w.best("Russia", PRESS, "hedge", "entente"),
    ],
    "triangle.7": lambda w: [entente(w, "engage_both"), ~entente(w.given(nu=0), "engage_both")],
    "triangle.8": lambda w: [entente(w, "engage_both")],
    "triangle.9": lambda w: [
        w.given(rho=0.5).best("Russia", PRESS, *ENTENTE),
        ~w.given(rho=0).best("Russia", PRESS, *ENTENTE),
    ],
    "triangle.10": lambda w: [w.given(kap=0.7).best("Russia", PRESS, *ENTENTE)],
    "triangle.11": lambda w: [entente(w, PRESS), ~entente(w.given(theta=0, theta2=0), PRESS)],
    "triangle.12": lambda w: [entente(w.given({"Russia": M, "China": M}, nu=0), PRESS)],
    "triangle.13": lambda w: [today(w, US_2017)],
    "triangle.14": lambda w: [today(w, US_2017), ~today(w, {"L": 25 / 70, "M": 45 / 70})],
    "triangle.15": lambda w: [
        more_weight(w, oracle.RUSSIA, oracle.CHINA, "stat", "prim", "prom"),
        more_weight(w, oracle.CHINA, oracle.RUSSIA, "gain", "com"),
    ],
}


# Who decides at home: the worlds are those of the triangle, and votes by letter.


def judged(w: StatedWorlds, faction: str, *profile: str) -> Any:
    return (weights({faction: 1}, w.matrix) * w.effects("US", *profile)).sum(axis=1)


def prefers(w: StatedWorlds, faction: str, one: str, other: str, replies: tuple[str, str] = ENTENTE) -> Any:
    return judged(w, faction, one, *replies) > judged(w, faction, other, *replies)


def both_press(w: StatedWorlds, replies: tuple[str, str]) -> Any:
    return prefers(w, "S", PRESS, "engage_both", replies) & prefers(w, "M", PRESS, "engage_both", replies)


def outcome(w: StatedWorlds, faction: str) -> Any:
    """Return what each posture is worth to a faction, once the pair has replied, shape (4, B)."""
    return np.array(
        [
            np.where(entente(w, posture), judged(w, faction, posture, *ENTENTE), judged(w, faction, posture, *HEDGING))
            for posture in POSTURES
        ]
    )


def policy(w: StatedWorlds, votes: Mapping[str, Any], coalition: str) -> Any:
    """Return the number of the posture that a coalition leads with."""
    together = sum(votes[faction] * outcome(w, faction) for faction in coalition)
    return np.asarray(together).argmax(axis=0)


def core(w: StatedWorlds, votes: Mapping[str, Any], coalition: str) -> Any:
    """Tell where no other two would both rather have their own coalition."""
    leave = []
    for pair in map("".join, combinations("LMS", 2)):
        theirs, ours = policy(w, votes, pair), policy(w, votes, coalition)
        gains = [np.choose(theirs, outcome(w, each)) - np.choose(ours, outcome(w, each)) for each in pair]
        leave.append(np.all(np.array(gains) > 0, axis=0))
    return ~np.any(leave, axis=0)


DOMESTIC: Mapping[str, Callable[[StatedWorlds, Any], Parts]] = {
    "domestic.1": lambda w, _: [
        prefers(w, "M", "wedge_russia", PRESS),
        prefers(w, "L", PRESS, "wedge_russia"),
        prefers(w, "S", PRESS, "wedge_russia"),
    ],
    "domestic.2": lambda w, _: [both_press(w, ENTENTE), ~both_press(w, HEDGING)],
    "domestic.3": lambda w, votes: [core(w, votes, "MS"), policy(w, votes, "MS") == 3],
    "domestic.4": lambda w, votes: [policy(w, votes, "M") <= 1, policy(w, votes, "MS") >= 2],
}


# Enlargement.


def enlargement(numbers: Mapping[str, Any], matrix: Any) -> Any:
    """Return D(mu), and B(arm) of the benign and of the expansive West."""
    p = SimpleNamespace(**numbers)
    west, russia = (
        SimpleNamespace(**dict(zip(oracle.DIMENSIONS, weights(mix, matrix).T, strict=True)))
        for mix in (L, oracle.RUSSIA)
    )

    def arming(mu: Any) -> Any:
        gained = russia.sec * p.V * p.d * mu + russia.stat * p.s * p.ks
        return gained - (russia.gain + russia.rel) * p.ca - russia.gov * p.y

    def enlarging(arm: int) -> Any:
        armed = (1 - p.piR) * arm
        secured = west.sec * (p.Jt * p.piR * p.I - p.z * armed)
        return west.prom * p.u + secured - west.gain * p.c + west.rel * (p.ca * armed - p.c) - west.gov * p.y * armed

    return SimpleNamespace(
        prior=arming(p.piW), known=arming(0), accepted=enlarging(0), armed=enlarging(1), besides=west.prim * p.h
    )


ENLARGEMENT: Mapping[str, Callable[[Any], Parts]] = {
    "enlargement.1": lambda e: [e.accepted > 0, e.prior > 0, e.known < 0],
    "enlargement.2": lambda e: [(e.armed >= 0) & (e.armed + e.besides >= 0), e.prior > 0],
    "enlargement.3": lambda e: [e.accepted > 0, e.armed < 0],
}


# The neighbourhood, recognition, autonomy.


def contested(w: StatedWorlds, *moves: str) -> Any:
    return np.any([w.nash(a, "contest", n) for a in moves for n in ("neutral", "align")], axis=0)


def china_and_russia(w: StatedWorlds) -> StatedWorlds:
    return w.given({"incumbent": oracle.CHINA, "riser": oracle.RUSSIA})


OTHERS: Mapping[str, Callable[[StatedWorlds], Parts]] = {
    "neighbourhood.1": lambda w: [
        w.best("Russia", "enlarge", "contest", "align"),
        w.best("Russia", "abstain", "defer", "neutral"),
    ],
    "neighbourhood.2": lambda w: [
        w.only("Russia", "abstain", "defer", "neutral") & w.only("Russia", "abstain", "defer", "align")
    ],
    "neighbourhood.3": lambda w: [contested(w, "enlarge"), ~contested(w.given(u=0, h=0), "abstain", "enlarge")],
    "neighbourhood.4": lambda w: [w.best("Russia", "enlarge", "contest", "align")],
    "recognition.1": lambda w: [w.only("riser", "deny", "contest"), ~w.best("riser", "recognise", "contest")],
    "recognition.2": lambda w: [~w.best("riser", move, "acquiesce") for move in ("recognise", "deny")],
    "recognition.3": lambda w: [w.only("riser", "recognise", "co_manage")],
    "recognition.4": lambda w: [w.only("incumbent", "deny", "contest"), ~w.best("incumbent", "deny", "co_manage")],
    "recognition.5": lambda w: [
        china_and_russia(w).nash("recognise", "co_manage"),
        ~china_and_russia(w).best("riser", "deny", "co_manage"),
    ],
    "autonomy.1": lambda w: [w.best("Europe", "guarantee", "rely"), w.best("Europe", "transact", "autonomy")],
    "autonomy.2": lambda w: [w.best("US", "guarantee", "rely"), w.given({"US": M}).dominant("US", "transact")],
    "autonomy.3": lambda w: [w.given({"US": M}).dominant("US", "transact")],
}


# The unipolar moment, t = 0 in 1989.


def year(w: StatedWorlds, rv: Any, leg: Any) -> tuple[Any, Any]:
    """Return where the leader expands and where the riser balances what it then does."""
    now = w.given(rv0=rv, l0=leg)
    balances, worth = {}, {}
    for move in ("restrained", "expansive"):
        balances[move] = now.u("riser", move, "balance") > now.u("riser", move, "accommodate")
        worth[move] = np.where(balances[move], now.u("L", move, "balance"), now.u("L", move, "accommodate"))
    expands = worth["expansive"] > worth["restrained"]
    return expands, np.where(expands, balances["expansive"], balances["restrained"])


def course(w: StatedWorlds, eroding: bool = True) -> tuple[Any, Any, Any]:
    """Return where the leader expands, where it is balanced, and its legitimacy: shapes (32, B)."""
    p = SimpleNamespace(**w.numbers)
    rv, leg, years = p.rv0, p.l0, []
    for _ in range(32):
        x, b = year(w, rv, leg)
        years.append((x, b, leg))
        rv = rv + p.gr + p.ad * x
        if eroding:
            leg = leg - p.be * x * leg - p.bf * (x & b) * leg + p.rl * (1 - x) * (1 - leg)
    expands, balances, legitimacy = (np.array(each) for each in zip(*years, strict=True))
    return expands, balances, legitimacy


def conflicts(w: StatedWorlds, eroding: bool = True) -> Any:
    x, b, _ = course(w, eroding)
    return (x & b).sum(axis=0)


def power(w: StatedWorlds, t: int) -> Any:
    return w.numbers["s0"] - w.numbers["sl"] * t


def balancing(w: StatedWorlds, letter: str, mix: Mapping[str, Any]) -> Any:
    """Return the first t at which balancing an expansive West pays, 99 where it never does."""
    p = w.numbers
    intrusion = p["i"] * p["i" + letter] * (1 - p["le"] * p["l0"])
    resisted, spent = signed(w, mix, "aut", "stat"), signed(w, mix, "gain", "rel")
    first = np.full(len(w.matrix), 99)
    for t in reversed(range(32)):
        rv = p["r" + letter] + p["g" + letter] * t
        gain = resisted * intrusion * p["rb"] * rv - spent * p["ca" + letter] - signed(w, mix, "gov") * p["d"] * rv
        first = np.where(gain > 0, t, first)
    return first


UNIPOLAR: Mapping[str, Callable[[StatedWorlds], Parts]] = {
    "unipolar.1": lambda w: [
        year(w, w.numbers["rv0"], w.numbers["l0"])[0],
        ~year(w, 1.0, w.numbers["l0"])[0],
    ],
    "unipolar.2": lambda w: [course(w)[0][0] & ~course(w)[1][0], conflicts(w) > 0],
    "unipolar.3": lambda w: [course(w)[2][11] > power(w, 11), course(w)[2][31] < power(w, 31)],
    "unipolar.4": lambda w: [conflicts(w) > conflicts(w, eroding=False)],
    "unipolar.5": lambda w: [conflicts(w) > 0, conflicts(w.indifferent("L", "prim")) == 0],
    "unipolar.6": lambda w: [
        balancing(w, "R", oracle.RUSSIA) <= 31,
        balancing(w, "R", oracle.RUSSIA) < balancing(w, "C", oracle.CHINA),
    ],
}
