"""The payoffs of the ledger's arenas, stated a second time: from their formulas alone, with nothing of the package.

Symbols, actions and formulas are those of the document that the arenas were written from. Dimensions go by their short
names; `home` is security that a society takes from its own state. `numbers` gives each parameter's default and by how
much it may be off, `judged` those that rest on judgement alone. Arithmetic is that of the numbers given: exact for
Fractions.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from types import SimpleNamespace
from typing import Any

DIMENSIONS = ("gain", "rel", "aut", "gov", "prim", "prom", "stat", "sec", "com")

ROWS = {
    "L": (3, 0, 1, 3, 3, 3, 1, 2, 1),
    "T": (0, 0, 1, 3, -2, 2, 0, 2, 4),
    "M": (2, 4, 4, -1, 3, 0, 1, 2, -1),
    "K": (2, 1, 4, 3, 0, 0, 4, 3, 1),
    "S": (0, 1, 2, 0, 4, 1, 0, 4, 0),
}
"""What the four orders and the security state seek."""

RIVAL_ROWS = {
    "offensive_realist": """
        1 3 3 0 4 2 1 4 0 / 1 2 3 0 3 1 1 4 1 / 2 4 4 -1 4 0 1 4 -1 / 1 3 4 0 4 0 2 4 0 / 0 2 3 0 4 0 0 4 0""",
    "liberal_institutionalist": """
        4 0 0 4 1 2 1 3 2 / 1 0 1 3 -2 2 0 2 4 / 2 4 4 -2 2 0 1 2 -1 / 4 1 3 2 1 0 3 2 1 / 0 1 2 1 2 1 0 4 0""",
    "russia_sceptic": """
        3 0 1 3 2 3 1 3 1 / 0 0 1 3 -2 2 0 2 4 / 2 4 4 -1 3 0 1 2 -1 / 1 2 4 0 3 1 4 3 0 / 0 1 2 0 4 1 0 4 0""",
}

L, T, M, K = ({order: 1} for order in "LTMK")


def mix(text: str) -> dict[str, Fraction]:
    """Read a mix such as ".85K .15M"."""
    return {part[-1]: Fraction(part[:-1]) for part in text.split()}


RUSSIA, CHINA, INDIA = mix(".85K .15M"), mix(".10L .15M .75K"), mix(".35L .05T .15M .45K")
EUROPE, MOVEMENT, LOSERS = mix(".75L .15T .05M .05K"), mix(".1L .9T"), mix(".2L .3T .5M")
NEIGHBOUR, CENTRAL_ASIAN, CIVIL = mix(".4L .2M .4K"), mix(".2L .2M .6K"), mix(".5L .5T")

Effects = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Stated:
    """An arena as its formulas state it."""

    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    types: tuple[Mapping[str, Any], ...]
    numbers: Mapping[str, tuple[Fraction, Fraction]]
    judged: frozenset[str]
    effects: Callable[[Any, tuple[str, ...]], Effects]
    peers: tuple[str, ...]

    def profiles(self) -> Iterator[tuple[str, ...]]:
        """Go through the pure profiles by name."""
        return product(*self.actions)

    def defaults(self) -> dict[str, Fraction]:
        """Return each parameter's default, by symbol."""
        return {symbol: default for symbol, (default, _) in self.numbers.items()}

    def consequences(self, values: Mapping[str, Any], profile: tuple[str, ...]) -> dict[str, dict[str, Any]]:
        """Return what a profile does to each player on each dimension, relative gain and unrest counted."""
        effects = self.effects(SimpleNamespace(**values), profile)
        felt = {}
        for player, own in effects.items():
            felt[player] = {name: own.get(name, 0) for name in DIMENSIONS}
            felt[player]["sec"] += own.get("home", 0)
            others = [effects[peer].get("gain", 0) for peer in self.peers if peer != player]
            if player in self.peers and others:
                felt[player]["rel"] = own.get("gain", 0) - sum(others) / Fraction(len(others))
        return felt

    def felt_at_home(self, values: Mapping[str, Any], profile: tuple[str, ...]) -> dict[str, dict[str, Any]]:
        """Return what of it is felt on the ground floor alone: all that societies feel, and unrest."""
        effects = self.effects(SimpleNamespace(**values), profile)
        return {
            player: {
                name: (own.get(name, 0) if player not in self.states else 0) + (name == "sec") * own.get("home", 0)
                for name in DIMENSIONS
            }
            for player, own in effects.items()
        }

    @property
    def states(self) -> tuple[str, ...]:
        """The players that are no societies."""
        return tuple(player for player in self.players if player not in SOCIETIES)

    def payoffs(self, values: Mapping[str, Any], rows: Mapping[str, tuple[Any, ...]] = ROWS) -> dict[Any, list[Any]]:
        """Return the payoffs of every profile, in the order of the players."""
        weights = {player: weigh(own, rows) for player, own in zip(self.players, self.types, strict=True)}
        return {
            profile: [sum(weights[player][name] * felt[player][name] for name in DIMENSIONS) for player in self.players]
            for profile in self.profiles()
            for felt in [self.consequences(values, profile)]
        }

    def equilibria(self, values: Mapping[str, Any]) -> list[tuple[str, ...]]:
        """Return the profiles from which no player gains by moving alone."""
        payoffs = self.payoffs(values)

        def settled(profile: tuple[str, ...], player: int) -> bool:
            others = ((*profile[:player], action, *profile[player + 1 :]) for action in self.actions[player])
            return all(payoffs[profile][player] >= payoffs[other][player] for other in others)

        return [profile for profile in payoffs if all(settled(profile, k) for k in range(len(self.players)))]


SOCIETIES = ("society", "society_A", "society_B", "losers")


def weigh(own: Mapping[str, Any], rows: Mapping[str, tuple[Any, ...]]) -> dict[str, Any]:
    """Return the value weights of a mix: each row over the sum of its absolute values, by its share."""
    return {
        name: sum(share * Fraction(rows[order][k]) / sum(map(abs, rows[order])) for order, share in own.items())
        for k, name in enumerate(DIMENSIONS)
    }


def stated(
    players: str,
    actions: tuple[str, ...],
    types: Any,
    numbers: str,
    judged: str,
    effects: Any,
    peers: str | None = None,
) -> Stated:
    """Read an arena from texts: names with spaces between, numbers such as "theta .4±.3"."""
    found = re.findall(r"(\w+) ([\d.]+)±([\d.]+)", numbers)
    return Stated(
        tuple(players.split()),
        tuple(tuple(own.split()) for own in actions),
        tuple(types),
        {symbol: (Fraction(default), Fraction(off)) for symbol, default, off in found},
        frozenset(judged.split()),
        effects,
        tuple((players if peers is None else peers).split()),
    )


def _triangle(p: Any, a: tuple[str, ...]) -> Effects:
    presses = {"R": a[0] in ("wedge_china", "dual_pressure"), "C": a[0] in ("wedge_russia", "dual_pressure")}
    moves = {"R": a[1], "C": a[2]}
    P = {"R": p.p_R * presses["R"], "C": p.p_C * presses["C"]}
    g = {i: 1 - presses[i] for i in "RC"}
    e = {i: int(moves[i] != "hedge") for i in "RC"}
    offer = {i: int(moves[i] == "alliance") for i in "RC"}
    E, A = e["R"] * e["C"], offer["R"] * offer["C"]
    t = {i: E + p.phi * e[i] * (1 - e[j]) for i, j in ("RC", "CR")}
    own = {
        i: {
            "gain": p.g * t[i] + w * g[i] * (1 - p.lam * e[i]) - p.s * P[i] * (1 - p.sub * t[i]),
            "aut": -p.iota * P[i] - p.b * A,
            "stat": p.e * (g[i] - P[i]) - p.r0 * offer[i] * (1 - offer[j]),
            "sec": -P[i] * (1 - p.theta * t[i] - p.theta2 * A) - p.m * e[i] - p.x * P[j] * A,
            "gov": p.nu * E,
        }
        for i, j, w in (("R", "C", p.wR), ("C", "R", p.wC))
    }
    own["R"]["aut"] -= p.kap * (1 - p.rho) * (1 - p.dif) * t["R"]
    own["R"]["stat"] += p.st * (2 * p.rho - 1) * E
    own["C"]["aut"] -= p.rc * p.rho * E
    engaged = p.vR * g["R"] * (1 - p.lam * e["R"]) + p.vC * g["C"] * (1 - p.lam * e["C"])
    both = P["R"] + P["C"]
    us = {
        "gain": engaged - p.c * (presses["R"] + presses["C"]),
        "prim": p.h * both - p.z * E - p.za * A,
        "prom": p.u * both,
        "sec": p.y * both - p.z * E - p.za * A,
    }
    return {"US": us, "Russia": own["R"], "China": own["C"]}


def _coalition(p: Any, a: tuple[str, ...]) -> Effects:
    s = [int(action != "withhold") for action in a]
    own, c = int(a[0] == "owned"), (p.cL, p.cT, p.cM, p.cK)
    S = sum(x * y for x, y in zip(c, s, strict=True)) / sum(c)
    q = (1 - p.v) * S + p.v * S**2
    effects: dict[str, dict[str, Any]] = {
        player: {
            "gov": p.b * q * (1 - p.kl * p.h * own),
            "com": p.bc * p.b * q,
            "gain": p.bg * p.b * q - p.c * s[i],
            "aut": -(p.a + sub * p.h * own) * s[i],
        }
        for i, (player, sub) in enumerate({"L": 0, "T": p.hT, "M": 1, "K": 1}.items())
    }
    effects["L"]["prim"] = p.h * own * q
    effects["K"]["stat"] = -p.h * own * s[3]
    return effects


def _neighbourhood(p: Any, a: tuple[str, ...]) -> Effects:
    en, co, al = int(a[0] == "enlarge"), int(a[1] == "contest"), int(a[2] == "align")
    F = en * al
    G = F * (1 - p.bl * co)
    return {
        "West": {"gain": -p.ce * en, "prom": p.u * G, "prim": p.h * G, "gov": -p.vi * co, "sec": -p.ri * co},
        "Russia": {
            "sec": -p.th * G,
            "stat": -p.s * G - p.hy * co,
            "gov": -p.vi * co,
            "gain": -p.sa * co,
            "prim": p.sp * co,
        },
        "neighbour": {
            "gain": p.g * G + p.gr * (1 - al) * (1 - co),
            "aut": -p.ba * F + p.n * (1 - al) - p.cz * co,
            "sec": -p.cz * co * (1 + p.ex * al - p.pr * F),
        },
    }


def _recognition(p: Any, a: tuple[str, ...]) -> Effects:
    b, d, q, r, al = p.b, p.d, p.q, p.r, p.al
    incumbent, riser = {
        ("recognise", "co_manage"): (
            {"gov": b, "prim": -q, "sec": p.sb * b},
            {"gov": b, "stat": r, "sec": p.sb * b},
        ),
        ("recognise", "contest"): (
            {"gov": -d, "prim": -q, "sec": -d},
            {"gov": -d, "stat": r, "sec": -p.sd * d, "aut": p.xa},
        ),
        ("recognise", "acquiesce"): ({"gov": p.lb * b}, {"gov": p.lb * b, "aut": -al, "gain": p.xg}),
        ("deny", "co_manage"): ({"gov": p.lb * b}, {"gov": p.lb * b, "stat": -r, "aut": -p.la * al}),
        ("deny", "contest"): (
            {"gov": -d, "sec": -p.sd * d, "prim": -p.lq * q},
            {"gov": -d, "stat": -(1 - p.fs) * r, "sec": -p.sd * d, "aut": p.xa},
        ),
        ("deny", "acquiesce"): ({"prim": q, "gain": p.xg}, {"stat": -r, "aut": -al, "gain": p.xg}),
    }[a]
    return {"incumbent": incumbent, "riser": riser}


def _institutions(p: Any, a: tuple[str, ...]) -> Effects:
    sh, exposed, parallel = int(a[0] == "share"), -p.t * (1 - p.o), p.sp * p.st
    prim = -p.lq * p.q * (1 + sh)
    within = p.b * (p.lo + (1 - p.lo) * sh)
    west, riser = {
        "reform_within": (
            {"gov": within, "prim": -p.q * sh + p.k * (1 - sh)},
            {"gov": within, "stat": p.st * sh - p.sl * p.st * (1 - sh), "aut": -p.t},
        ),
        "parallel_open": (
            {"gov": p.po * p.b - p.f, "prim": prim},
            {"gov": p.po * p.b - p.fr * p.f, "stat": parallel, "aut": exposed - p.ro, "gain": -p.c},
        ),
        "parallel_closed": (
            {"gov": -p.f, "prim": prim},
            {"gov": -p.fr * p.f, "stat": parallel, "aut": exposed, "gain": p.rent - p.c},
        ),
        "exit": (
            {"gov": -p.b, "prim": prim},
            {"gov": -p.b, "stat": p.se * p.st, "aut": p.xa + exposed, "gain": -p.ce * p.c},
        ),
    }[a[1]]
    return {"West": west, "riser": riser}


def _climate(p: Any, a: tuple[str, ...]) -> Effects:
    n = a.count("decarbonise")
    effects = {}
    for k, o in enumerate((p.oA, p.oB)):
        D, pro, con = int(a[k] == "decarbonise"), int(a[2 + k] == "press_for"), int(a[2 + k] == "press_against")
        effects["AB"[k]] = {"com": p.b * n, "gain": -p.c * D, "home": -p.pi * o * (pro * (1 - D) + con * D)}
        effects["society_" + "AB"[k]] = {
            "com": p.b * n + p.v * pro * (1 - D),
            "gain": -p.inc * p.c * D + p.v * con * D - p.cs * (pro + con),
        }
    return effects


def _arms(p: Any, a: tuple[str, ...]) -> Effects:
    u, r, march = int(a[0] == "deploy"), int(a[1] == "deploy"), int(a[2] == "march")

    def state(me: int, you: int, ch: Any) -> dict[str, Any]:
        both = (1 - me) * (1 - you)
        return {
            "sec": both * (p.mr - ch) + me * (1 - you) * p.D - (1 - me) * you * p.vv - me * you * p.dd,
            "gain": -p.ca * me,
            "gov": p.y * both - p.yl * p.y * me,
        }

    return {
        "US": state(u, r, p.chi) | {"home": -p.mu * march * u, "prim": p.pl * u * (1 - r)},
        "Russia": state(r, u, p.chr * p.chi) | {"home": -p.mu * p.oR * march * r},
        "society": {"com": -p.ar * (u + r) + p.v * march * u, "gain": -p.cs * march},
    }


def _promotion(p: Any, a: tuple[str, ...]) -> Effects:
    P, R, prot = int(a[0] == "promote"), int(a[1] == "restrict"), int(a[2] == "protest")
    f = (1 + p.am * P) * (1 - p.re * R)
    return {
        "West": {"prom": p.u * P * (1 - p.re * R), "gain": -p.c * P, "sec": -p.bl * P * R, "gov": -p.bl * P * R},
        "state": {
            "aut": -p.i * P * (1 - p.re * R),
            "home": -p.pi * prot * f,
            "com": -p.rc * R,
            "gain": -p.rg * R,
            "stat": -p.cr * P * R,
        },
        "society": {"com": p.v * prot * f - p.rc * R, "gain": -p.cs * prot - p.pun * R * prot},
    }


def _grievance(p: Any, a: tuple[str, ...]) -> Effects:
    n, r = int(a[0] == "neglect"), int(a[1] == "revolt")
    return {
        "elite": {"gain": p.G - p.tau * (1 - n) - p.y * r, "gov": -p.kg * r, "prim": -p.pp * r},
        "losers": {
            "gain": -p.ls + p.cm * p.ls * (1 - n) - p.y2 * r,
            "aut": p.v * r * n,
            "com": -p.mn * n * (1 - r),
            "stat": p.mn * n * r,
        },
    }


def _autonomy(p: Any, a: tuple[str, ...]) -> Effects:
    t, u = int(a[0] == "transact"), int(a[1] == "autonomy")
    return {
        "US": {
            "prim": p.h * (1 - t) * (1 - p.hl * u) + p.h * (1 - p.hl) * t * (1 - u),
            "gain": -p.cg * (1 - t) + p.tr * t * (1 - u),
            "sec": p.a * (1 - t),
            "gov": p.gv * (1 - t),
            "aut": p.ya * t,
        },
        "Europe": {
            "gain": p.ge * (1 - t) - p.tr * t * (1 - u) - p.ca * u,
            "sec": p.xs * (1 - t) - p.xs * t * (1 - u) - p.sl * u,
            "aut": -p.ya * t * (1 - u) + p.va * u,
            "gov": p.gv * (1 - t),
        },
    }


def _renewal(p: Any, a: tuple[str, ...]) -> Effects:
    c, v = int(a[0] == "court"), int(a[1] == "veto")
    return {
        "Russia": {"gain": -p.cc * c - p.sg * (1 - v), "aut": -p.iv * (1 - v)},
        "waverer": {"gain": -p.k * (1 - v) + p.q * c * v, "prom": p.n * (1 - v), "gov": -p.un * v, "aut": p.iv * v},
    }


def _deference(p: Any, a: tuple[str, ...]) -> Effects:
    x, y = (int(action == "intrude") for action in a)
    return {
        player: {
            "gain": p.gi * me,
            "prim": p.hi * me,
            "stat": p.si * (me - you),
            "aut": -p.i * you,
            "sec": -p.i * you,
            "gov": p.nu * (1 - me) * (1 - you),
        }
        for player, me, you in (("Russia", x, y), ("China", y, x))
    }


def _central_asia(p: Any, a: tuple[str, ...]) -> Effects:
    X, Y = int(a[0] == "exclusive"), int(a[1] == "expansive")
    V, R, C = (int(a[2] == name) for name in ("multi_vector", "lean_russia", "lean_china"))
    return {
        "Russia": {
            "gain": p.g * (1 - X) + p.tu * X - p.ov * X * (1 - R),
            "stat": p.s * (1 - C) - p.sy * Y,
            "aut": -p.kap * (Y + C) / 2,
            "sec": p.x * (1 - Y),
            "gov": -p.ov * X,
        },
        "China": {
            "gain": p.G * (1 - p.ob * X) * (1 + p.ey * Y) * (1 - p.ob * R) - p.cx * Y,
            "sec": p.tau * (p.rs + (1 - p.rs) * Y) - p.fr * Y * (1 + X),
            "prim": p.hY * (Y + C) / 2,
        },
        "Central_Asian_state": {
            "gain": p.gc * (1 - p.ob * X) * V + p.gc * (1 - p.ob) * (R + C * (1 + p.ey * Y)),
            "aut": p.av * V - p.dep * R * (1 + X) - p.dep * C * (1 + Y),
            "sec": p.pl * R + p.pl * C * Y,
            "stat": p.pl * V,
        },
    }


def _india(p: Any, a: tuple[str, ...]) -> Effects:
    m, P, c = int(a[0] == "many_ties"), int(a[1] == "press"), int(a[2] == "cooperate")
    gov = p.nu * m * (1 - P)
    return {
        "India": {
            "gain": p.G * m * (1 - p.gl * P) + p.Gs * (1 - m),
            "aut": p.au * (2 * m - 1) - p.ip * P,
            "sec": -p.th * P * (1 - p.sh * (1 - m)),
            "stat": p.si * m - p.bs * P,
            "gov": gov,
        },
        "China": {
            "gain": p.gt * m * (1 - p.gl * P) + p.gc * c,
            "aut": p.cl * P - p.k * c,
            "sec": -(p.tf * P + p.en * (1 - m)) * (1 - p.rr * c),
            "gov": gov,
        },
        "Russia": {
            "gain": p.gi * m * (1 - p.gl * P) + p.gc * c,
            "stat": p.lv * (P + 1 - m) * c / 2,
            "aut": -p.kap * c / 2,
            "gov": gov,
        },
    }


def _intervention(p: Any, a: tuple[str, ...]) -> Effects:
    kept = p.gm * p.rho - p.gs * (1 - p.rho)
    if a[0] == "unilateral":
        return {
            "L": {"prom": p.a, "gov": -p.l, "prim": p.pu, "gain": -p.cost, "sec": -p.su},
            "K": {"aut": -p.kap, "gov": -p.l, "sec": -p.su, "stat": -p.su2},
        }
    if a == ("mandate", "consent"):
        status = p.sm * (2 * p.rho - 1)
        return {
            "L": {"gov": kept, "prom": p.a, "gain": -p.cost},
            "K": {"gov": kept, "aut": -p.kap * (1 - p.rho), "com": p.cm * p.a, "stat": status},
        }
    if a == ("mandate", "veto"):
        return {
            "L": {"gov": -p.gw * p.a, "prom": -p.fa * p.a},
            "K": {"gov": -p.gw * p.a, "stat": p.sv, "com": -p.cm * p.a},
        }
    return {"L": {"prom": -p.fa * p.a}, "K": {"com": -p.cm * p.a}}


def _trade(p: Any, a: tuple[str, ...]) -> Effects:
    x, y = (int(action == "tariff") for action in a)
    return {
        player: {
            "gain": p.g
            + p.t * me * (1 - you)
            - p.dt * p.d * me * (1 - you)
            - (p.t + p.d) * (1 - me) * you
            - p.dw * p.d * me * you,
            "gov": p.gm * (1 - me) * (1 - you) + p.go * (1 - me) * you - p.go * me * you,
            "prim": p.h * me * (1 - you),
        }
        for player, me, you in (("A", x, y), ("B", y, x))
    }


def _unipolar(p: Any, a: tuple[str, ...]) -> Effects:
    x, b = int(a[0] == "expansive"), int(a[1] == "balance")
    intruded = -p.i * (1 - p.le * p.l0) * x * (1 - p.rb * p.rv0 * b)
    return {
        "L": {
            "prim": p.h * x * (1 - p.rb * p.rv0 * b),
            "prom": p.u * x,
            "gain": -p.ce * x,
            "gov": -p.kp * p.h * x - p.d * p.rv0 * b,
            "sec": -p.z * p.rv0 * b,
        },
        "riser": {"aut": intruded, "stat": intruded, "gain": -p.ca * b, "gov": -p.d * p.rv0 * b},
    }


REPLIES = "hedge entente alliance"

STATED = {
    "triangle": stated(
        "US Russia China",
        ("engage_both wedge_russia wedge_china dual_pressure", REPLIES, REPLIES),
        (L, RUSSIA, CHINA),
        """p_R .6±.4, p_C .4±.4, theta .4±.3, theta2 .2±.2, phi .5±.4, sub .3±.2, g .2±.15, wR .2±.1, wC .4±.2,
        vR .05±.05, vC .3±.15, lam .3±.3, s .5±.3, nu .15±.15, rho .6±.4, kap .4±.3, dif .3±.3, m .1±.1, iota .3±.3,
        e .3±.2, st .5±.3, r0 .1±.1, b .3±.2, x .4±.3, rc .1±.1, h .25±.15, c .1±.1, z .2±.15, za .2±.15, u .2±.2,
        y .1±.1""",
        "vR vC lam c",
        _triangle,
    ),
    "coalition": stated(
        "L T M K",
        ("shared owned withhold", *["support withhold"] * 3),
        (L, T, M, K),
        """cL .39±.1, cT .04±.03, cM .31±.1, cK .26±.1, v .5±.5, b .5±.3, bc .3±.2, bg .2±.15, c .1±.08, a .1±.08,
        h .3±.25, kl 1±1, hT .5±.5""",
        "v c hT",
        _coalition,
    ),
    "neighbourhood": stated(
        "West Russia neighbour",
        ("abstain enlarge", "defer contest", "neutral align"),
        (L, RUSSIA, NEIGHBOUR),
        """th .4±.3, bl .6±.3, s .3±.2, vi .3±.2, hy .2±.2, sa .3±.2, sp .3±.2, u .3±.2, h .2±.15, ce .1±.1, ri .3±.2,
        g .4±.2, gr .2±.1, ba .15±.1, n .1±.1, cz .4±.3, ex .5±.4, pr .4±.3""",
        "bl ce gr ba pr",
        _neighbourhood,
    ),
    "recognition": stated(
        "incumbent riser",
        ("recognise deny", "co_manage contest acquiesce"),
        (L, K),
        """b .4±.3, d .4±.3, q .3±.2, r .6±.4, al .3±.2, xg .2±.2, xa .2±.2, sb .5±.3, sd .5±.3, lb .3±.2, la .5±.3,
        lq .5±.3, fs .5±.4""",
        "sb sd lb la lq",
        _recognition,
    ),
    "institutions": stated(
        "West riser",
        ("share retain", "reform_within parallel_open parallel_closed exit"),
        (L, K),
        """b .4±.3, lo .4±.2, q .3±.2, f .3±.2, fr .3±.2, po .5±.3, o .5±.4, c .15±.1, ro .05±.05, rent .1±.1,
        st .5±.3, sl .6±.3, sp .6±.3, se .2±.2, t .4±.4, xa .2±.2, ce 2±1, k .1±.1, lq .5±.3""",
        "lo fr c rent sl sp se xa ce lq",
        _institutions,
    ),
    "climate": stated(
        "A B society_A society_B",
        (*["decarbonise free_ride"] * 2, *["quiet press_for press_against"] * 2),
        (L, K, MOVEMENT, MOVEMENT),
        "b .4±.3, c .5±.3, pi .4±.3, oA .8±.2, oB .5±.3, v .3±.2, cs .1±.08, inc .5±.4",
        "cs",
        _climate,
        peers="A B",
    ),
    "arms": stated(
        "US Russia society",
        (*["comply deploy"] * 2, "quiet march"),
        (L, K, MOVEMENT),
        """mr .4±.2, D .3±.2, vv .6±.3, dd .3±.2, chi .3±.3, chr .5±.3, ca .1±.08, y .3±.2, yl .5±.3, pl .2±.15,
        mu .4±.3, oR .3±.2, ar .3±.2, v .3±.2, cs .1±.08""",
        "D vv dd chi chr ca yl pl cs",
        _arms,
        peers="US Russia",
    ),
    "promotion": stated(
        "West state society",
        ("promote refrain", "tolerate restrict", "quiet protest"),
        (L, K, CIVIL),
        """i .4±.3, u .3±.2, c .1±.08, re .5±.3, bl .2±.15, pi .3±.2, am .5±.4, rc .3±.2, rg .1±.08, cr .2±.15,
        v .3±.2, pun .3±.2, cs .1±.08""",
        "c rg cr v pun cs",
        _promotion,
        peers="West state",
    ),
    "grievance": stated(
        "elite losers",
        ("compensate neglect", "stay revolt"),
        (L, LOSERS),
        """G .3±.2, ls .4±.2, tau .2±.15, cm .6±.3, mn .3±.2, v .2±.15, y2 .2±.15, kg .4±.2, y .2±.15, pp .2±.15""",
        "cm y2 y pp",
        _grievance,
        peers="",
    ),
    "autonomy": stated(
        "US Europe",
        ("guarantee transact", "rely autonomy"),
        (L, EUROPE),
        """h .3±.2, hl .4±.3, cg .2±.15, tr .2±.15, a .2±.15, gv .2±.15, ge .3±.2, xs .4±.3, ya .2±.15, ca .25±.15,
        va .3±.2, sl .2±.15""",
        "hl a ge ca sl",
        _autonomy,
    ),
    "renewal": stated(
        "Russia waverer",
        ("court abstain", "renew veto"),
        (RUSSIA, M),
        "k .2±.15, n .4±.25, un .3±.2, q .3±.2, cc .05±.04, sg .4±.3, iv .2±.15",
        "cc",
        _renewal,
    ),
    "deference": stated(
        "Russia China",
        ("defer intrude",) * 2,
        (RUSSIA, CHINA),
        "gi .2±.15, hi .2±.15, i .4±.3, si .2±.15, nu .15±.15, delta .7±.25",
        "delta",
        _deference,
    ),
    "central_asia": stated(
        "Russia China Central_Asian_state",
        ("porous exclusive", "restrained expansive", "multi_vector lean_russia lean_china"),
        (RUSSIA, CHINA, CENTRAL_ASIAN),
        """g .2±.15, tu .2±.15, ov .2±.15, s .4±.25, sy .5±.3, kap .4±.3, x .3±.2, G .4±.2, ob .5±.3, ey .2±.15,
        cx .3±.2, tau .3±.2, rs .7±.25, fr .3±.2, hY .2±.15, gc .4±.2, av .3±.2, dep .3±.2, pl .15±.1""",
        "ey fr hY pl",
        _central_asia,
    ),
    "india": stated(
        "India China Russia",
        ("many_ties side_us", "restrain press", "cooperate aloof"),
        (INDIA, CHINA, RUSSIA),
        """G .4±.2, gl .4±.3, Gs .25±.15, au .3±.2, ip .15±.1, th .4±.3, sh .4±.3, si .2±.15, bs .2±.15, nu .15±.15,
        gt .25±.15, cl .2±.15, tf .3±.2, rr .5±.3, en .3±.2, k .1±.1, lv .3±.2, gi .15±.1, gc .2±.15, kap .3±.2""",
        "gl Gs ip sh bs gt gi",
        _india,
    ),
    "intervention": stated(
        "L K",
        ("unilateral mandate abstain", "consent veto"),
        (L, K),
        """a .6±.4, rho .5±.5, l .4±.3, kap .5±.3, cost .2±.15, pu .2±.15, su .1±.1, gm .3±.2, gs .2±.15, cm .3±.2,
        sm .2±.15, fa .5±.3, gw .2±.15, sv .1±.1, su2 .3±.2""",
        "fa gw sv",
        _intervention,
    ),
    "trade": stated(
        "A B",
        ("open tariff",) * 2,
        (M, M),
        "g .5±.3, t .3±.2, d .25±.15, gm .4±.3, go .1±.1, h .1±.1, dt .5±.3, dw 1.5±.5",
        "dt dw",
        _trade,
    ),
    "unipolar": stated(
        "L riser",
        ("restrained expansive", "accommodate balance"),
        (L, K),
        """h .4±.2, u .3±.2, kp .5±.5, ce .15±.1, z .5±.3, d .4±.3, i .5±.3, rb .8±.2, ca .2±.15, le .5±.3, rv0 .15±.1,
        gr .01±.008, ad .01±.01, be .02±.015, bf .03±.02, rl .02±.02, l0 .8±.15, s0 .6±.1, sl .005±.003, iR 1.3±.3,
        iC .8±.3, rR .25±.1, gR .002±.002, rC .1±.08, gC .015±.008, caR .15±.1, caC .25±.15""",
        "ce rb rl",
        _unipolar,
    ),
}
"""The arenas that the claims are put to."""
