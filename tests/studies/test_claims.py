"""The ledger of claims: complete, the same as brute force in fractions says, and proven where it says so."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from math import sqrt
from typing import get_args

import numpy as np
import pytest
import sympy
from scipy.integrate import solve_ivp

from tetrarchy import InputError, claims
from tetrarchy.configs.load import parse
from tetrarchy.games.arena import ArenaGame, consequences
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.arenas.institutions.coalition import CAPABILITY
from tetrarchy.games.arenas.populations.magnet import MAGNET
from tetrarchy.games.arenas.populations.order_contest import ORDER_CONTEST
from tetrarchy.games.dimensions import DIMENSION_NAMES
from tetrarchy.games.numbers import read_fraction
from tetrarchy.games.orders.rows import ORDERS
from tetrarchy.games.repeated.automata import Automaton
from tetrarchy.games.repeated.repeated_game import RepeatedGame
from tetrarchy.games.repeated.repetition import Repetition
from tetrarchy.games.repeated.strategies import automaton, grim_trigger
from tetrarchy.solvers.evolution.dynamics import tangent_jacobian
from tetrarchy.solvers.stochastic.pure_markov_perfect import pure_markov_perfect
from tetrarchy.studies.claims.claim import Claim, ClaimKind
from tetrarchy.studies.claims.finding import BLOCK, Finding, PredictionOutcome
from tetrarchy.studies.claims.judge import bearing_on
from tetrarchy.studies.claims.papers import CLAIMS
from tetrarchy.studies.claims.prediction import Prediction
from tetrarchy.studies.claims.predictions import PREDICTIONS
from tetrarchy.studies.claims.predictions.populations.order_contest import RISE
from tetrarchy.studies.claims.verdict import verdict
from tetrarchy.studies.claims.worlds.model import Input, bounds, default_values, drawn_values
from tetrarchy.studies.stochastic.moving_game import moving_game

COUNTS = {
    "triangle": 14,
    "sanctions": 4,
    "recognition": 7,
    "central_asia": 4,
    "institutions": 6,
    "coalition": 9,
    "intervention": 5,
    "climate": 9,
    "trade_war": 11,
    "arms_control": 6,
    "india": 4,
    "mutual_deference": 2,
    "thickening_dyad": 4,
    "sanctions_renewal": 2,
    "arms_spiral": 3,
    "type_uncertainty": 4,
    "orders": 4,
    "order_contest": 7,
    "magnet": 3,
}


@pytest.fixture(scope="module")
def ledger():
    return claims(samples=1000)


# An independent path: one world at a time, in fractions, every best reply by comparison of all payoffs.


class ExactWorld:
    """An arena with a value for each input, solved by brute force."""

    def __init__(self, arena, inputs):
        self.arena = arena
        base = parse(f'title = "{arena}"\n[game]\nkind = "{arena}"', arena)
        orders = {order: dict(row) for order, row in base.orders.items()}
        parameters = dict(base.game.parameters)
        for name, value in inputs.items():
            if name.startswith("orders."):
                _, order, dimension = name.split(".")
                orders[order][dimension] = read_fraction(value)
            else:
                parameters[name] = read_fraction(value)
        self.scenario = replace(base, game=ArenaGame(base.game.arena, parameters), orders=orders)
        self.games = {}

    def game(self, **settings):
        key = tuple(sorted(settings.items()))
        if key not in self.games:
            paths = {f"{name}.orders" if name in self.scenario.actors else name: v for name, v in settings.items()}
            self.games[key] = self.scenario.replace(paths).build()
        return self.games[key]

    def number(self, name):
        return self.scenario.game.parameters[ARENAS[self.arena].parameter(name).name]

    def weights(self, order):
        row = self.scenario.orders[order]
        total = sum(abs(value) for value in row.values())
        return {dimension: value / total for dimension, value in row.items()}


def places(game, profile):
    return tuple(names.index(name) for names, name in zip(game.actions, profile, strict=True))


def pays(game, player, *profile):
    return game.exact[(game.players.index(player), *places(game, profile))]


def best(game, player, *profile):
    """Return the best replies of a player to a profile, in which its own place holds None."""
    own = game.players.index(player)
    values = {
        name: pays(game, player, *(name if k == own else a for k, a in enumerate(profile)))
        for name in game.actions[own]
    }
    return [name for name, value in values.items() if value == max(values.values())]


def stands(game, profile, players=None):
    """Tell whether no one of the players gains by moving."""
    return all(
        profile[k] in best(game, player, *(None if j == k else a for j, a in enumerate(profile)))
        for k, player in enumerate(game.players)
        if players is None or player in players
    )


def equilibria(game):
    return [profile for profile in product(*game.actions) if stands(game, profile)]


def always_best(game, player, action):
    own = game.players.index(player)
    rest = [[None] if k == own else names for k, names in enumerate(game.actions)]
    return all(best(game, player, *profile) == [action] for profile in product(*rest))


def never_best(game, player, action):
    own = game.players.index(player)
    rest = [[None] if k == own else names for k, names in enumerate(game.actions)]
    return all(action not in best(game, player, *profile) for profile in product(*rest))


def led(game, pick):
    """Return the outcomes when L commits and the others play the pure equilibrium that is best or worst for L."""
    reactions = {}
    for action in game.actions[0]:
        rest = [(action, *others) for others in product(*game.actions[1:])]
        found = [profile for profile in rest if stands(game, profile, game.players[1:])]
        if found:
            value = pick(pays(game, "L", *profile) for profile in found)
            reactions[action] = (value, [profile for profile in found if pays(game, "L", *profile) == value])
    most = max((value for value, _ in reactions.values()), default=None)
    return [profile for value, profiles in reactions.values() if value == most for profile in profiles]


def leads_to(w, pick, *, L, K, M=None, **given):
    outcomes = led(w.game(**given), pick)
    return bool(outcomes) and all(p[0] == L and p[3] == K and M in (None, p[2]) for p in outcomes)


def leads_to_nothing(w, pick):
    outcomes = led(w.game(), pick)
    shares = dict(zip("LTMK", CAPABILITY.values(), strict=True))
    given = [sum(shares[k] for k, a in zip("LTMK", profile, strict=True) if a != "withhold") for profile in outcomes]
    return bool(outcomes) and all(amount < w.number("Q") for amount in given)


def aligning(w, posture, player, **given):
    game = w.game(**given)
    pair = [(posture, a, "align") if player == "Russia" else (posture, "align", a) for a in ("align", "hedge")]
    return pays(game, player, *pair[0]) - pays(game, player, *pair[1])


def tie_outlives(w, **given):
    return all(aligning(w, "engage_both", player, **given) > 0 for player in ("Russia", "China"))


def holding(w, phi):
    game = w.game(phi=phi)
    return pays(game, "Russia", "sanction", "hold") - pays(game, "Russia", "sanction", "concede")


def staying(w, west):
    game = w.game()
    return pays(game, "Riser", west, "reform_within") - pays(game, "Riser", west, "parallel")


def least_pressure(w, order):
    """Return pi* by its closed form, for an openness of 1."""
    v = w.weights(order)
    b, c = w.number("b"), w.number("c")
    return (c * (v["gain"] + v["relative_gain"]) - b * v["commons"]) / v["security"]


def pressures_ordered(w):
    t, k, liberal, m = (least_pressure(w, o) for o in ("transformative", "conservative", "liberal", "mercantilist"))
    return t <= min(k, liberal) and max(k, liberal) <= m


def decarbonises(w, order, **given):
    return always_best(w.game(A=order, **given), "A", "decarbonise")


def open_trade(w, a, b):
    return stands(w.game(A=a, B=b), ("open", "open"))


def tariffs(w, a, b):
    return stands(w.game(A=a, B=b), ("tariff", "tariff"))


def deferring(w, automata):
    """Tell whether no single deviation on the path gains against these strategies of both at a discount of 9/10."""
    game = RepeatedGame(w.game(), Fraction(9, 10))
    found = game.deviations(automata(game.stage))
    return all(gains[0].max() <= 1e-12 for gains in found.gains)


def grim(stage):
    return grim_trigger(stage, (0, 0), (1, 1))


def answers_in_kind(w):
    """Tell whether no plan of a side does better against tit for tat than to defer for ever.

    Against two states some best reply is a plan that depends on them alone, so that four plans are enough.
    """
    game = RepeatedGame(w.game(), Fraction(9, 10))
    for player in (0, 1):
        pair = [automaton("tit_for_tat", k) for k in (0, 1)]
        deferred = game.payoffs(pair)[player]
        for plan in product((0, 1), repeat=2):
            pair[player] = Automaton(plan, pair[1 - player].transitions)
            if game.payoffs(pair)[player] > deferred + 1e-12:
                return False
    return True


def markov(w, discount, **settings):
    """Return the pure Markov-perfect equilibria, for each state the names of the actions, by the exact search."""
    paths = {f"{name}.orders" if name in w.scenario.actors else name: value for name, value in settings.items()}
    game = moving_game(replace(w.scenario.replace(paths), repeated=Repetition(discount)))
    found = pure_markov_perfect(game)
    assert found.complete
    named = [
        [tuple(names[a] for names, a in zip(game.actions, place, strict=True)) for place in equilibrium.choices]
        for equilibrium in found.equilibria
    ]
    return [profile for profile in named if all(once(own) for own in zip(*profile, strict=True))]


def once(actions):
    """Tell whether a player's actions along a ladder change at most once, and in the direction of cooperation."""
    toward = {"compete": 0, "cooperate": 1, "deploy": 0, "comply": 1}
    ranks = [toward.get(action, 0) for action in actions]
    return ranks == sorted(ranks)


YEARLY, HALF_YEARLY = Fraction(9, 10), Fraction(19, 20)
COOPERATING, DEPLOYED, COMPLYING = ("cooperate",) * 2, ("deploy",) * 2, ("comply",) * 2


def rising(w, pressure):
    return [COOPERATING] * 4 in markov(w, YEARLY, pressure=pressure)


def staying_close(w):
    return any(profile[-1] == COOPERATING for profile in markov(w, YEARLY, pressure=0))


def never_beginning(w):
    found = markov(w, YEARLY, pressure=0)
    return bool(found) and all(profile[0] != COOPERATING for profile in found)


def movement_checks(w, order):
    found = markov(w, YEARLY, US=order)
    return bool(found) and all(profile[-1] == COMPLYING for profile in found)


SHARED = {"L": "support_shared", "K": "support"}
OWNED = {"L": "support_owned", "K": "support"}
PRESSED, ENGAGED = ("dual_pressure", "align", "align"), ("engage_both", "hedge", "hedge")

EXACT = {
    "triangle.1": lambda w: stands(w.game(), PRESSED),
    "triangle.2": lambda w: stands(w.game(), ENGAGED),
    "triangle.3": lambda w: stands(w.game(), PRESSED) and stands(w.game(), ENGAGED),
    "triangle.4": lambda w: pays(w.game(), "US", *PRESSED) < pays(w.game(), "US", *ENGAGED),
    "triangle.5": lambda w: aligning(w, "dual_pressure", "Russia") > 0,
    "triangle.6": lambda w: aligning(w, "dual_pressure", "China") > 0,
    "triangle.7": tie_outlives,
    "triangle.8": lambda w: tie_outlives(w, nu=Fraction(2, 5), rho=Fraction(9, 10)),
    "triangle.9": lambda w: tie_outlives(w, nu=0, rho=Fraction(1, 5)),
    "triangle.10": lambda w: aligning(w, "wedge_russia", "Russia") < 0,
    "triangle.11": lambda w: "dual_pressure" in best(w.game(US="mercantilist"), "US", None, "align", "align"),
    "triangle.12": lambda w: "dual_pressure" in best(w.game(US="mercantilist"), "US", None, "hedge", "hedge"),
    "triangle.13": lambda w: "dual_pressure" in best(w.game(US="liberal"), "US", None, "hedge", "hedge"),
    "triangle.14": lambda w: aligning(w, "dual_pressure", "Russia", p=1) > aligning(w, "dual_pressure", "Russia", p=0),
    "sanctions.1": lambda w: stands(w.game(), ("sanction", "hold")),
    "sanctions.2": lambda w: always_best(w.game(), "Russia", "hold"),
    "sanctions.3": lambda w: holding(w, min(w.number("phi") + Fraction(1, 20), 1)) >= holding(w, w.number("phi")),
    "sanctions.4": lambda w: best(w.game(West="mercantilist"), "West", None, "hold") == ["relax"],
    "recognition.1": lambda w: best(w.game(), "Riser", "deny", None) == ["contest"],
    "recognition.2": lambda w: never_best(w.game(), "Riser", "acquiesce"),
    "recognition.3": lambda w: best(w.game(), "Riser", "recognise", None) == ["co_manage"],
    "recognition.4": lambda w: stands(w.game(), ("recognise", "co_manage")),
    "recognition.5": lambda w: stands(w.game(), ("deny", "contest")),
    "recognition.6": lambda w: stands(w.game(Incumbent="mercantilist"), ("recognise", "co_manage")),
    "recognition.7": lambda w: always_best(w.game(Incumbent="mercantilist"), "Incumbent", "deny"),
    "central_asia.1": lambda w: equilibria(w.game()) == [("porous", "restrained")],
    "central_asia.2": lambda w: stands(w.game(), ("porous", "restrained")),
    "central_asia.3": lambda w: (
        best(w.game(cx=Fraction(1, 20), fr=Fraction(1, 20)), "China", "porous", None) == ["expansive"]
    ),
    "central_asia.4": lambda w: best(w.game(), "Russia", None, "expansive") == ["exclusive"],
    "institutions.1": lambda w: never_best(w.game(), "Riser", "exit"),
    "institutions.2": lambda w: best(w.game(), "Riser", "retain", None) == ["parallel"],
    "institutions.3": lambda w: best(w.game(t=0), "Riser", "share", None) == ["reform_within"],
    "institutions.4": lambda w: best(w.game(t=1), "Riser", "share", None) == ["parallel"],
    "institutions.5": lambda w: best(w.game(Riser="mercantilist"), "Riser", "retain", None) == ["exit"],
    "institutions.6": lambda w: staying(w, "share") > staying(w, "retain"),
    "coalition.1": lambda w: stands(w.game(), ("support_shared", "support", "withhold", "support")),
    "coalition.2": lambda w: all(profile[2] == "withhold" for profile in equilibria(w.game())),
    "coalition.3": lambda w: any(p[0] != "withhold" and p[3] == "support" for p in equilibria(w.game())),
    "coalition.4": lambda w: (
        best(w.game(h=Fraction(4, 5)), "K", "support_owned", "support", "withhold", None) == ["withhold"]
    ),
    "coalition.5": lambda w: leads_to(w, max, **SHARED, M="withhold"),
    "coalition.6": lambda w: leads_to(w, max, **SHARED, h=Fraction(4, 5)),
    "coalition.7": lambda w: leads_to(w, max, **OWNED, h=Fraction(1, 20)),
    "coalition.8": lambda w: leads_to_nothing(w, max),
    "coalition.9": lambda w: best(w.game(), "L", None, "support", "support", "support") == ["support_owned"],
    "intervention.1": lambda w: best(w.game(rho=1), "K", "seek_mandate", None) == ["consent"],
    "intervention.2": lambda w: best(w.game(rho=0), "K", "seek_mandate", None) == ["veto"],
    "intervention.3": lambda w: best(w.game(), "L", None, "veto") == ["unilateral"],
    "intervention.4": lambda w: best(w.game(), "L", None, "consent") == ["seek_mandate"],
    "intervention.5": lambda w: best(w.game(L="mercantilist"), "L", None, "veto") == ["abstain"],
    "climate.1": lambda w: decarbonises(w, "liberal"),
    "climate.2": lambda w: decarbonises(w, "transformative"),
    "climate.3": lambda w: decarbonises(w, "mercantilist"),
    "climate.4": lambda w: decarbonises(w, "conservative"),
    "climate.5": lambda w: decarbonises(w, "liberal", pi=1, o_A=1),
    "climate.6": lambda w: decarbonises(w, "transformative", pi=1, o_A=1),
    "climate.7": lambda w: decarbonises(w, "mercantilist", pi=1, o_A=1),
    "climate.8": lambda w: decarbonises(w, "conservative", pi=1, o_A=1),
    "climate.9": pressures_ordered,
    "trade_war.1": lambda w: open_trade(w, "liberal", "liberal"),
    "trade_war.2": lambda w: open_trade(w, "liberal", "conservative"),
    "trade_war.3": lambda w: open_trade(w, "liberal", "mercantilist"),
    "trade_war.4": lambda w: open_trade(w, "mercantilist", "conservative"),
    "trade_war.5": lambda w: open_trade(w, "conservative", "conservative"),
    "trade_war.6": lambda w: open_trade(w, "mercantilist", "mercantilist"),
    "trade_war.7": lambda w: tariffs(w, "liberal", "liberal"),
    "trade_war.8": lambda w: tariffs(w, "liberal", "conservative"),
    "trade_war.9": lambda w: tariffs(w, "mercantilist", "conservative"),
    "trade_war.10": lambda w: tariffs(w, "mercantilist", "mercantilist"),
    "trade_war.11": lambda w: always_best(w.game(A="mercantilist", B="mercantilist"), "A", "tariff"),
    "arms_control.1": lambda w: stands(w.game(), ("comply", "comply")),
    "arms_control.2": lambda w: stands(w.game(), ("deploy", "deploy")),
    "arms_control.3": lambda w: stands(w.game(US="mercantilist"), ("comply", "comply")),
    "arms_control.4": lambda w: stands(w.game(US="mercantilist"), ("deploy", "deploy")),
    "arms_control.5": lambda w: best(w.game(chi=0), "US", None, "comply") == ["comply"],
    "arms_control.6": lambda w: best(w.game(chi=Fraction(4, 5)), "US", None, "comply") == ["comply"],
    "india.1": lambda w: best(w.game(), "India", None, "border_pressure") == ["balance"],
    "india.2": lambda w: best(w.game(), "India", None, "restraint") == ["multi_align"],
    "india.3": lambda w: stands(w.game(), ("multi_align", "restraint")),
    "india.4": lambda w: stands(w.game(), ("multi_align", "border_pressure")),
    "mutual_deference.1": lambda w: (
        stands(w.game(), ("defer", "defer")) or (stands(w.game(), ("intrude", "intrude")) and deferring(w, grim))
    ),
    "mutual_deference.2": answers_in_kind,
    "thickening_dyad.1": lambda w: rising(w, Fraction(3, 5)),
    "thickening_dyad.2": never_beginning,
    "thickening_dyad.3": staying_close,
    "thickening_dyad.4": lambda w: never_beginning(w) and staying_close(w) and rising(w, 1),
    "sanctions_renewal.1": lambda w: bool(found := markov(w, HALF_YEARLY)) and all(p[1][1] == "court" for p in found),
    "sanctions_renewal.2": lambda w: any(profile[1][0] == "renew" for profile in markov(w, HALF_YEARLY)),
    "arms_spiral.1": lambda w: any(profile[0] == DEPLOYED for profile in markov(w, YEARLY, US="liberal")),
    "arms_spiral.2": lambda w: movement_checks(w, "liberal"),
    "arms_spiral.3": lambda w: movement_checks(w, "mercantilist"),
}

EXACT_WORST = {
    "coalition.5": lambda w: leads_to(w, min, **SHARED, M="withhold"),
    "coalition.6": lambda w: leads_to(w, min, **SHARED, h=Fraction(4, 5)),
    "coalition.7": lambda w: leads_to(w, min, **OWNED, h=Fraction(1, 20)),
    "coalition.8": lambda w: leads_to_nothing(w, min),
}


class ExactCourtship:
    """Courtship by hand, in fractions."""

    def __init__(self, inputs):
        defaults = {"success": 0.6, "loss": 0.4, "aligning": 0.15, "blocking": 0.6}
        named = {name: read_fraction(value) for name, value in (defaults | inputs).items()}
        self.y, self.l, self.a0, self.zeta = named.values()

    def courting_pays(self, zeta):
        """Tell whether courting beats aligning even when the United States is mercantilist for certain."""
        return (1 - zeta) * self.y - zeta * self.l > self.a0


class ExactOrders:
    """The value matrix with some cells replaced; squared cosines are fractions."""

    def __init__(self, inputs):
        self.rows = {order: [Fraction(c.value) for c in known.weights.values()] for order, known in ORDERS.items()}
        for name, value in inputs.items():
            _, order, dimension = name.split(".")
            self.rows[order][list(ORDERS[order].weights).index(dimension)] = read_fraction(value)

    def cosine(self, a, b):
        """Return the cosine with its sign, squared."""
        dot = sum(x * y for x, y in zip(self.rows[a], self.rows[b], strict=True))
        size = sum(x * x for x in self.rows[a]) * sum(y * y for y in self.rows[b])
        return abs(dot) * dot / size


EXACT |= {
    "type_uncertainty.1": lambda w: w.courting_pays(Fraction(1, 5)),
    "type_uncertainty.2": lambda w: not w.courting_pays(w.zeta),
    "type_uncertainty.3": lambda w: w.a0 + w.l > 0 and w.y + w.l > 0,
    "type_uncertainty.4": lambda w: 3 * w.zeta**3 <= Fraction(9, 10) ** 3,
    "orders.1": lambda w: w.cosine("liberal", "conservative") > w.cosine("liberal", "mercantilist"),
    "orders.2": lambda w: w.cosine("transformative", "conservative") > w.cosine("transformative", "mercantilist"),
    "orders.3": lambda w: w.cosine("liberal", "transformative") > w.cosine("liberal", "mercantilist"),
    "orders.4": lambda w: w.cosine("conservative", "liberal") > w.cosine("conservative", "mercantilist"),
}


class Contest:
    """The order contest from the formula of its fitness, followed by an integrator for stiff equations."""

    def __init__(self, inputs):
        self.values = {known.name: float(known.default) for known in ORDER_CONTEST.parameters}
        self.values |= {name: float(value) for name, value in inputs.items() if not name.startswith("orders.")}
        orders = ExactOrders({name: value for name, value in inputs.items() if name.startswith("orders.")})
        self.close = {}
        for own, other in product(ORDERS, repeat=2):
            squared = orders.cosine(own, other)
            self.close[own, other] = (1 + (1 if squared > 0 else -1) * sqrt(abs(squared))) / 2

    def fitness(self, own, shares, given):
        """Return f_i at shares that are positive or zero, by order."""
        v = self.values | given
        raised = {
            "transformative": "change_from_below",
            "mercantilist": "grievance",
            "conservative": "outside_pressure",
        }
        total = v[f"{own}_appeal"] + (v[raised[own]] if own in raised else 0) - v["overreach"] * shares[own]
        for other in ORDERS:
            if other != own:
                close, monism = self.close[own, other], v[f"{other}_monism"]
                harm = ((1 - v["recognition"]) * monism + v["backlash"] * v[f"{own}_monism"]) * (1 - close)
                total += shares[other] * (v["recognition"] * close - harm)
        return total

    @cache  # noqa: B019
    def long_run(self, **given):
        """Return the shares at time 20,000, by order."""
        corners = np.eye(len(ORDERS))
        table = np.array(
            [[self.fitness(own, dict(zip(ORDERS, corner, strict=True)), given) for corner in corners] for own in ORDERS]
        )
        mutation = self.values["mutation"]

        def velocity(_, x):
            fitness = table @ x
            return x * (fitness - x @ fitness) + mutation * (1 - x) / 3 - mutation * x

        start = [float(ORDER_CONTEST.reference_mix[order]) for order in ORDERS]
        path = solve_ivp(velocity, (0, 20_000), start, method="LSODA", rtol=1e-10, atol=1e-13)
        return dict(zip(ORDERS, path.y[:, -1], strict=True))

    def rises(self, order, parameter, low, high, **given):
        return (
            self.long_run(**{parameter: high}, **given)[order]
            > self.long_run(**{parameter: low}, **given)[order] + RISE
        )

    def effective(self, **given):
        return np.exp(-sum(x * np.log(x) for x in self.long_run(**given).values() if x > 0))

    def invadable(self):
        liberal = {order: float(order == "liberal") for order in ORDERS}
        fitness = {order: self.fitness(order, liberal, {}) for order in ORDERS}
        return max(fitness.values()) > fitness["liberal"]


class ExactMagnet(ExactOrders):
    """The magnet by hand, in fractions."""

    def __init__(self, inputs):
        super().__init__({name: value for name, value in inputs.items() if name.startswith("orders.")})
        given = {name: value for name, value in inputs.items() if not name.startswith("orders.")}
        g, th, tau, kap, rho, psi = (read_fraction(given.get(p.name, p.default)) for p in MAGNET.parameters)
        rows = {order: [value / sum(map(abs, row)) for value in row] for order, row in self.rows.items()}
        mixed = [sum(share * rows[order][k] for order, share in MAGNET.reference_mix.items()) for k in range(9)]
        w = dict(zip(DIMENSION_NAMES, mixed, strict=True))
        feared = w["security"] * tau + w["autonomy"] * kap
        self.alone = w["gain"] * g - (1 - rho) * feared - w["security"] * psi
        self.together = self.alone + th * (w["governance"] + Fraction(3, 10) * w["status"])


EXACT |= {
    "order_contest.1": lambda w: w.effective(recognition=1) > w.effective(recognition=0) + RISE,
    "order_contest.2": lambda w: w.rises("mercantilist", "grievance", 0, 0.3),
    "order_contest.3": lambda w: w.rises("transformative", "change_from_below", 0, 0.3),
    "order_contest.4": lambda w: w.rises("conservative", "outside_pressure", 0, 0.3),
    "order_contest.5": lambda w: w.rises("liberal", "liberal_monism", 0.8, 0.4),
    "order_contest.6": lambda w: w.rises("liberal", "liberal_monism", 0.8, 0.4, backlash=1),
    "order_contest.7": Contest.invadable,
    "magnet.1": lambda w: w.alone <= 0 and w.together <= 0,
    "magnet.2": lambda w: w.alone <= 0 < w.together,
    "magnet.3": lambda w: w.alone > 0 and w.together > 0,
}


def exact_world(name, inputs):
    others = {
        "type_uncertainty": ExactCourtship,
        "orders": ExactOrders,
        "order_contest": Contest,
        "magnet": ExactMagnet,
    }
    return others[name](inputs) if name in others else ExactWorld(name, inputs)


@cache
def default_world(name):
    return exact_world(name, {})


@pytest.mark.parametrize("id", PREDICTIONS)
def test_at_the_defaults_a_prediction_is_what_brute_force_says(id, ledger):
    finding = next(finding for finding in ledger.predictions if finding.prediction.id == id)

    assert finding.outcome.default == EXACT[id](default_world(finding.prediction.model.name))


def test_at_the_defaults_the_worst_reaction_is_what_brute_force_says(ledger):
    found = {f.prediction.id: f.worst.default for f in ledger.predictions if f.worst is not None}

    assert found == {id: test(default_world("coalition")) for id, test in EXACT_WORST.items()}


def shares_by_hand(name, samples):
    """Return the share of draws in which brute force finds each prediction of a model to hold, and the worst case."""
    ids = [id for id, each in PREDICTIONS.items() if each.model.name == name]
    model = PREDICTIONS[ids[0]].model
    names = [known.name for known in model.inputs]
    held, worst = Counter(), Counter()
    for row in drawn_values(model, samples, 0):
        world = exact_world(name, dict(zip(names, row, strict=True)))
        held.update(id for id in ids if EXACT[id](world))
        worst.update(id for id in ids if id in EXACT_WORST and EXACT_WORST[id](world))
    return {id: held[id] / samples for id in ids}, {id: worst[id] / samples for id in ids if id in EXACT_WORST}


@pytest.mark.parametrize("name", COUNTS)
def test_shares_are_what_brute_force_counts_in_50_draws_or_10_long_runs(name):
    samples = 10 if name == "order_contest" else 50
    found = claims(name, samples=samples).predictions
    by_hand, worst_by_hand = shares_by_hand(name, samples)

    assert {f.prediction.id: f.outcome.share for f in found} == pytest.approx(by_hand)
    assert {f.prediction.id: f.worst.share for f in found if f.worst} == pytest.approx(worst_by_hand)


def test_courtship_gives_the_figures_of_the_documentation():
    model = PREDICTIONS["type_uncertainty.1"].model
    worlds = model.worlds(default_values(model))

    assert [worlds.least_belief(zeta)[0].round(2) for zeta in (0.2, 0.4, 0.6)] == [0.69, 0.92, 1.38]
    assert [worlds.after_hostile_acts(0.5, acts)[0].round(2) for acts in (1, 2, 3)] == [0.40, 0.31, 0.23]
    assert np.isinf(worlds.least_belief(1))


def test_the_long_run_is_where_an_integrator_for_stiff_equations_arrives():
    model = PREDICTIONS["order_contest.1"].model
    rows = np.vstack([default_values(model), drawn_values(model, 10, 0)])
    names = [known.name for known in model.inputs]

    settled = model.worlds(rows).settled

    for row, shares in zip(rows, settled, strict=True):
        by_hand = exact_world("order_contest", dict(zip(names, row, strict=True))).long_run()
        assert shares == pytest.approx([by_hand[order] for order in ORDERS], abs=1e-7)


@pytest.mark.parametrize("given", [{"grievance": 0}, {"recognition": 0}, {"liberal_monism": 0.8, "backlash": 1}])
def test_in_all_draws_the_shares_settle_at_a_stable_rest_point(given):
    """Among them are paths that pass close by a saddle point: draws 297, 2064 and 2956."""
    model = PREDICTIONS["order_contest.1"].model
    worlds = model.worlds(drawn_values(model, 3000, 0)).given(**given)
    x, rates = worlds.settled, worlds.parameters["mutation"]
    fitness = np.einsum("bij,bj->bi", worlds.payoffs, x)
    velocity = x * (fitness - (x * fitness).sum(axis=1, keepdims=True)) + rates[:, None] / 3 * (1 - 4 * x)
    slopes = [tangent_jacobian((table,), at, rate) for table, at, rate in zip(worlds.payoffs, x, rates, strict=True)]

    assert (x > 0).all()
    assert x.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert np.abs(velocity).max() < 1e-11
    assert np.linalg.eigvals(slopes).real.max() < 0


def test_a_pair_repels_or_draws_in_or_either_and_only_one_of_the_three():
    model = PREDICTIONS["magnet.1"].model
    worlds = model.worlds(drawn_values(model, 4000, 0))

    assert (sum(PREDICTIONS[f"magnet.{k}"].test(worlds).astype(int) for k in (1, 2, 3)) == 1).all()


# The ledger is complete and consistent.


def test_there_are_65_claims_46_of_one_paper_and_19_of_the_other():
    assert list(CLAIMS) == [f"C{k:02}" for k in range(1, 47)] + [f"P{k:02}" for k in range(1, 20)]
    assert all(claim.source.startswith("Sakwa 2019") == (id[0] == "C") for id, claim in CLAIMS.items())
    assert {claim.kind for claim in CLAIMS.values()} == set(get_args(ClaimKind))


def test_every_claim_says_what_expresses_it_or_what_is_missing():
    assert all(claim.expressed_by or claim.not_yet for claim in CLAIMS.values())
    for text in ("title", "statement"):
        assert len({getattr(claim, text) for claim in CLAIMS.values()}) == len(CLAIMS)


def test_every_prediction_of_every_arena_is_there_by_its_number():
    assert list(PREDICTIONS) == [f"{name}.{k}" for name, count in COUNTS.items() for k in range(1, count + 1)]
    assert set(EXACT) == set(PREDICTIONS)


def test_predictions_bear_on_claims_that_exist_each_in_one_way():
    for prediction in PREDICTIONS.values():
        linked = (*prediction.claims, *prediction.against)
        assert linked or prediction.model.name == "magnet"  # which shows what an open question turns on
        assert set(linked) <= set(CLAIMS)
        assert len(set(linked)) == len(linked)


@pytest.mark.parametrize(
    ("claim", "prediction"),
    [
        ("P16", "triangle.4"),
        ("P14", "triangle.7"),
        ("C31", "triangle.10"),
        ("P13", "triangle.10"),
        ("P01", "triangle.14"),
        ("C11", "recognition.1"),
        ("C42", "recognition.2"),
        ("C30", "recognition.3"),
        ("C40", "recognition.5"),
        ("P10", "central_asia.1"),
        ("C30", "institutions.1"),
        ("C43", "institutions.2"),
        ("C39", "coalition.1"),
        ("C20", "coalition.2"),
        ("C14", "coalition.4"),
        ("C35", "intervention.1"),
        ("C29", "climate.9"),
        ("C19", "trade_war.11"),
        ("P12", "india.1"),
        ("C17", "india.2"),
        ("C23", "type_uncertainty.2"),
        ("C25", "orders.4"),
        ("C46", "order_contest.1"),
        ("C21", "order_contest.2"),
        ("C45", "order_contest.5"),
    ],
)
def test_a_claim_is_tested_where_the_documentation_says(claim, prediction):
    assert prediction in bearing_on(claim)


# Draws.


def test_draws_stay_in_their_ranges_and_the_first_are_the_same_however_many_are_asked_for():
    for name in COUNTS:
        model = PREDICTIONS[f"{name}.1"].model
        low, high = bounds(model)
        draws = drawn_values(model, 200, 3)

        assert ((low <= draws) & (draws <= high)).all()
        assert np.array_equal(drawn_values(model, 50, 3), draws[:50])
        assert ((low <= default_values(model)) & (default_values(model) <= high)).all()
        assert (low < high).all()


def test_an_arena_draws_its_parameters_and_the_whole_value_matrix():
    for name in ARENAS.keys() & COUNTS.keys():
        assert len(PREDICTIONS[f"{name}.1"].model.inputs) == len(ARENAS[name].parameters) + 36


def test_numbers_do_not_depend_on_what_else_is_asked_for(ledger):
    by_id = {finding.prediction.id: finding for finding in ledger.predictions}
    judged = {each.claim.id: each for each in ledger.claims}

    alone = claims(["C14", "triangle.5"], samples=1000)

    assert [finding.prediction.id for finding in alone.predictions] == [
        "triangle.5",
        "coalition.4",
        "coalition.6",
        "coalition.7",
        "order_contest.5",
    ]
    assert all(finding == by_id[finding.prediction.id] for finding in alone.predictions)
    assert alone.claims == (judged["C14"],)


def test_the_same_seed_gives_the_same_ledger_and_another_one_another():
    assert claims("sanctions", samples=500) == claims("sanctions", samples=500)
    assert claims("sanctions", samples=500) != claims("sanctions", samples=500, seed=1)


def test_draws_in_several_blocks_give_the_share_of_all_of_them():
    samples = BLOCK + 100
    model = PREDICTIONS["type_uncertainty.2"].model
    held = PREDICTIONS["type_uncertainty.2"].test(model.worlds(drawn_values(model, samples, 0)))

    assert claims("type_uncertainty.2", samples=samples).predictions[0].outcome.share == held.mean()


def test_the_standard_error_is_that_of_a_share(ledger):
    for finding in ledger.predictions:
        share = finding.outcome.share
        assert finding.outcome.standard_error == sqrt(share * (1 - share) / 1000)
    assert PredictionOutcome(True, 0.2, 400).standard_error == pytest.approx(0.02, abs=1e-15)


# Telling worlds.


def test_a_counterexample_fails_and_a_nearest_holding_world_holds(ledger):
    for finding in ledger.predictions:
        id, name = finding.prediction.id, finding.prediction.model.name
        if finding.counterexample is not None:
            assert not EXACT[id](exact_world(name, finding.counterexample.inputs)), id
        if finding.nearest_holding is not None:
            assert EXACT[id](exact_world(name, finding.nearest_holding.inputs)), id


def test_telling_worlds_are_there_whenever_a_draw_is_otherwise(ledger):
    for finding in ledger.predictions:
        outcome = finding.outcome
        if outcome.default:
            assert (finding.counterexample is None) == (outcome.share == 1)
            assert finding.nearest_holding is None
        else:
            assert finding.counterexample.inputs == {}
            assert finding.counterexample.distance == 0
            assert (finding.nearest_holding is None) == (outcome.share == 0)


def test_no_input_of_a_telling_world_can_be_set_back_by_itself(ledger):
    for finding in ledger.predictions:
        example = finding.counterexample if finding.outcome.default else finding.nearest_holding
        for name in example.inputs if example else ():
            rest = {key: value for key, value in example.inputs.items() if key != name}
            world = exact_world(finding.prediction.model.name, rest)
            assert EXACT[finding.prediction.id](world) == finding.outcome.default


def test_the_distance_measures_each_input_by_its_range():
    found = claims("triangle.1", samples=1000).predictions[0].counterexample
    known = {known.name: known for known in PREDICTIONS["triangle.1"].model.inputs}
    parts = [
        (value - known[name].default) / (known[name].high - known[name].low) for name, value in found.inputs.items()
    ]

    assert found.distance == pytest.approx(sqrt(sum(part**2 for part in parts)))
    assert [abs(part) for part in parts] == sorted((abs(part) for part in parts), reverse=True)


# What is called fixed by algebra is proven.


def difference(arena, player, action, other, against, **given):
    """Return what an action pays more than another one against the others' actions, as a formula."""
    known = ARENAS[arena]
    values = {
        k.name: sympy.Rational(str(given[k.symbol])) if k.symbol in given else sympy.Symbol(k.name)
        for k in known.parameters
    }
    place, table = known.players.index(player), consequences(known, values)
    weights = [sympy.Symbol(f"w_{name}") for name in DIMENSION_NAMES]

    def pays(own):
        profile = (*against[:place], own, *against[place:])
        numbers = tuple(names.index(name) for names, name in zip(known.actions, profile, strict=True))
        return sum(w * effect for w, effect in zip(weights, table[(place, *numbers)], strict=True))

    return sympy.expand(pays(action) - pays(other))


def extremes(formula, arena, order):
    """Return the least and the greatest value of a formula over all ranges.

    A formula of degree 1 in each variable takes its extremes at corners of the box. Weights stand before they are
    normalised, which divides a payoff by a positive number and leaves the sign of a difference.
    """
    box = {known.name: (known.low, known.high) for known in ARENAS[arena].parameters}
    box |= {f"w_{name}": (cell.low, cell.high) for name, cell in ORDERS[order].weights.items()}
    free = sorted(formula.free_symbols, key=str)
    assert all(sympy.degree(formula, symbol) == 1 for symbol in free)
    terms = sympy.lambdify(free, formula, "math")
    corners = [terms(*corner) for corner in product(*(map(Fraction, box[str(symbol)]) for symbol in free))]
    return min(corners), max(corners)


def least(arena, order, *move, **given):
    return extremes(difference(arena, *move, **given), arena, order)[0]


def greatest(arena, order, *move, **given):
    return extremes(difference(arena, *move, **given), arena, order)[1]


def proof_that_pressure_raises_the_gain_from_aligning():
    gain = difference("triangle", "Russia", "align", "hedge", ("dual_pressure", "align"))
    slope = sympy.diff(gain, sympy.Symbol("pressure"))
    assert slope == sympy.Symbol("shielding") * sympy.Symbol("w_security")
    assert extremes(slope, "triangle", "conservative")[0] > 0


def proof_that_reform_from_within_beats_all_else():
    for other in ("parallel", "exit"):
        assert least("institutions", "conservative", "Riser", "reform_within", other, ("share",), t=0) > 0


def proof_that_sharing_draws_in():
    under = [difference("institutions", "Riser", "reform_within", "parallel", (west,)) for west in ("share", "retain")]
    assert extremes(sympy.expand(under[0] - under[1]), "institutions", "conservative")[0] > 0


def proof_that_sharing_is_no_equilibrium_without_mercantilists():
    """With T and K alone .35 support, with L .75: between these steps the quorum changes nothing."""
    rest = ("support", "withhold", "support")
    for quorum in ("0.35", "0.75"):
        assert least("coalition", "liberal", "L", "support_owned", "support_shared", rest, Q=quorum) > 0
    assert least("coalition", "liberal", "L", "withhold", "support_shared", rest, Q="0.9") > 0


def proof_that_a_claim_of_080_loses_the_conservatives():
    """Without K .45 support, with K .75."""
    rest = ("support_owned", "support", "withhold")
    for quorum in ("0.45", "0.75", "0.9"):
        assert least("coalition", "conservative", "K", "withhold", "support", rest, Q=quorum, h="0.8") > 0


def proof_that_full_trust_brings_consent():
    assert least("intervention", "conservative", "K", "consent", "veto", ("seek_mandate",), rho=1) > 0


def proof_that_a_vetoed_request_costs_mercantilists_nothing():
    assert greatest("intervention", "mercantilist", "L", "abstain", "seek_mandate", ("veto",)) <= 0


def proof_that_mercantilists_leave_open_trade():
    assert least("trade_war", "mercantilist", "A", "tariff", "open", ("open",)) > 0
    assert least("trade_war", "mercantilist", "B", "tariff", "open", ("open",)) > 0


def proof_that_mercantilists_answer_tariffs_with_tariffs():
    for player in ("A", "B"):
        assert least("trade_war", "mercantilist", player, "tariff", "open", ("tariff",)) > 0


def proof_that_mercantilists_always_raise_tariffs():
    proof_that_mercantilists_leave_open_trade()
    proof_that_mercantilists_answer_tariffs_with_tariffs()


def proof_that_restraint_keeps_india_unaligned():
    """India's weights are 3/5 of one row and 2/5 of another, each divided by its sum of sizes: bound them apart."""
    bound = Fraction(0)
    for order, share in (("conservative", Fraction(3, 5)), ("liberal", Fraction(2, 5))):
        low = least("india", order, "India", "multi_align", "balance", ("restraint",))
        cells = ORDERS[order].weights.values()
        smallest = sum(min(abs(c.low), abs(c.high)) if c.low * c.high > 0 else Fraction(0) for c in cells)
        largest = sum(max(abs(c.low), abs(c.high)) for c in cells)
        bound += share * low / (largest if low > 0 else smallest)
    assert bound > 0


def proof_that_blocking_raises_the_belief_that_courting_takes():
    y, loss = sympy.symbols("y l", positive=True)
    a0, room = sympy.symbols("a0 room", nonnegative=True)
    z = sympy.Symbol("z")
    slope = sympy.diff((a0 + loss) / ((1 - z) * (y + loss)), z)
    assert sympy.simplify(slope.subs(z, 1 - 1 / (1 + room))).is_positive


PROOFS = {
    "triangle.14": proof_that_pressure_raises_the_gain_from_aligning,
    "institutions.3": proof_that_reform_from_within_beats_all_else,
    "institutions.6": proof_that_sharing_draws_in,
    "coalition.1": proof_that_sharing_is_no_equilibrium_without_mercantilists,
    "coalition.4": proof_that_a_claim_of_080_loses_the_conservatives,
    "intervention.1": proof_that_full_trust_brings_consent,
    "intervention.5": proof_that_a_vetoed_request_costs_mercantilists_nothing,
    "trade_war.3": proof_that_mercantilists_leave_open_trade,
    "trade_war.4": proof_that_mercantilists_leave_open_trade,
    "trade_war.6": proof_that_mercantilists_leave_open_trade,
    "trade_war.10": proof_that_mercantilists_answer_tariffs_with_tariffs,
    "trade_war.11": proof_that_mercantilists_always_raise_tariffs,
    "india.2": proof_that_restraint_keeps_india_unaligned,
    "type_uncertainty.3": proof_that_blocking_raises_the_belief_that_courting_takes,
}


def test_each_prediction_called_fixed_has_a_proof_and_no_other_one_is():
    assert set(PROOFS) == {id for id, each in PREDICTIONS.items() if each.fixed_by_algebra}


@pytest.mark.parametrize("id", PROOFS)
def test_what_is_fixed_by_algebra_is_proven_over_all_ranges(id):
    PROOFS[id]()


def test_what_is_fixed_by_algebra_never_varies_over_the_draws(ledger):
    for finding in ledger.predictions:
        if finding.prediction.fixed_by_algebra:
            assert finding.outcome.share == finding.outcome.default


# Verdicts.


class NoModel:
    name = "arena"
    inputs = (Input("x", 0, 0, 1),)

    def worlds(self, values):
        return values


def found(number, default, share, against=False, fixed=False):
    linked = {"claims": (), "against": ("C01",)} if against else {"claims": ("C01",)}
    prediction = Prediction(NoModel(), number, "It is so.", test=np.any, fixed_by_algebra=fixed, **linked)
    return Finding(prediction, PredictionOutcome(default, share, 1000), None, None, None)


@pytest.mark.parametrize(
    ("findings", "standing", "words"),
    [
        ([found(1, True, 0.92)], "holds", "holds at the defaults and in 92% of draws"),
        ([found(1, True, 0.999)], "holds", "holds at the defaults and in over 99% of draws"),
        (
            [found(1, True, 1.0, fixed=True)],
            "holds",
            "holds at the defaults and in 100% of draws (fixed by algebra: arena.1)",
        ),
        ([found(1, True, 0.5)], "fragile", "holds at the defaults but only in 50% of draws"),
        ([found(1, False, 0.32)], "contradicted", "contradicted: fails at the defaults and in 68% of draws"),
        ([found(1, False, 0.75)], "mixed", "mixed: fails at the defaults, yet holds in 75% of draws"),
        (
            [found(1, False, 0.1, against=True)],
            "holds",
            "arena.1, which speaks against it, fails at the defaults and in 90% of draws",
        ),
        (
            [found(1, True, 0.8, against=True)],
            "contradicted",
            "contradicted: arena.1, which speaks against it, holds at the defaults and in 80% of draws",
        ),
        (
            [found(1, True, 0.6), found(2, False, 0.1, against=True)],
            "holds",
            "holds: both predictions go its way at the defaults, and in 60% to 90% of draws",
        ),
        (
            [found(1, True, 0.6), found(2, True, 0.3), found(3, True, 0.7)],
            "fragile",
            "fragile: 3 of 3 predictions go its way at the defaults; "
            "those that do, but in half of the draws or fewer: arena.2 (30% of draws)",
        ),
        (
            [found(1, True, 0.6), found(2, False, 0.3), found(3, True, 0.2)],
            "mixed",
            "mixed: 2 of 3 predictions go its way at the defaults; those that do not: arena.2 (30% of draws); "
            "those that do, but in half of the draws or fewer: arena.3 (20% of draws)",
        ),
        (
            [found(1, False, 0.1), found(2, False, 0.3), found(3, True, 0.8, against=True)],
            "contradicted",
            "contradicted: all 3 predictions go against it at the defaults; they go its way in 10% to 30% of draws",
        ),
        ([], "untested", "no prediction tests it; expressed by: an arena; not yet put to the model: the rest"),
    ],
)
def test_a_verdict_follows_by_rule(findings, standing, words):
    claim = Claim(
        "C01", "A claim", "It is so.", "Sakwa 2019", "structure", (), "an arena", "the rest" if not findings else ""
    )

    result = verdict(claim, findings)

    assert (result.standing, result.words) == (standing, words)


def test_a_claim_that_nothing_expresses_says_so():
    claim = Claim("C01", "A claim", "It is so.", "Sakwa 2019", "structure", (), not_yet="all of it")

    assert verdict(claim, []).words == "not yet put to the model: all of it"


def test_the_model_contradicts_what_it_contradicts():
    judged = claims(["C44", "P12", "C22"]).claims

    assert [each.verdict.standing for each in judged] == ["mixed", "contradicted", "contradicted"]


# What users ask and get.


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        ("triangle.15", r"unknown claim 'triangle\.15' \(did you mean 'triangle\.\d"),
        (["C14", "triangel"], r"unknown claim 'triangel' \(did you mean 'triangle'\?\)"),
        (["C47"], "expected claims .C01 to C46, P01 to P19., predictions such as triangle.5, or one of triangle, "),
    ],
)
def test_an_unknown_id_is_refused_with_the_nearest_known_one(ids, message):
    with pytest.raises(InputError, match=message):
        claims(ids)


@pytest.mark.parametrize(("samples", "seed", "message"), [(0, 0, "samples must be 1"), (10, -1, "seed must be 0")])
def test_draws_that_cannot_be_made_are_refused(samples, seed, message):
    with pytest.raises(InputError, match=message):
        claims("C14", samples=samples, seed=seed)


def test_claims_come_with_their_predictions_in_the_order_of_the_ledger():
    asked = claims(["india", "p12", "C17"], samples=10)

    assert [each.claim.id for each in asked.claims] == ["C17", "P12"]
    assert [finding.prediction.id for finding in asked.predictions] == ["india.1", "india.2", "india.3", "india.4"]
    assert claims("C01", samples=10).predictions == ()


def test_json_has_the_promised_fields(run):
    code, out, err = run("claims", "--samples", "20", "--seed", "5", "--format", "json")
    values = json.loads(out)

    assert (code, err) == (0, "")
    assert (values["schema"], values["seed"], values["samples"]) == ("tetrarchy.claims/1", 5, 20)
    assert len(values["claims"]) == 65
    assert len(values["predictions"]) == sum(COUNTS.values())
    for claim in values["claims"]:
        assert claim.keys() >= {"id", "title", "statement", "source", "kind", "predictions", "verdict"}
        assert set(claim["against"]) <= set(claim["predictions"]) <= set(PREDICTIONS)
    for prediction in values["predictions"]:
        assert prediction.keys() >= {"id", "statement", "arena", "default", "share", "standard_error", "draws"}
        assert isinstance(prediction["fixed_by_algebra"], bool)
        assert prediction["counterexample"].keys() in ({"inputs", "distance"}, set())
        assert prediction["draws"] == 20


def test_json_tells_the_worst_reaction_apart(run):
    values = json.loads(run("claims", "coalition", "--samples", "20", "--format", "json")[1])
    worst = {prediction["id"]: prediction["worst_reaction"] for prediction in values["predictions"]}

    assert [id for id, outcome in worst.items() if outcome] == [
        "coalition.5",
        "coalition.6",
        "coalition.7",
        "coalition.8",
    ]
    assert worst["coalition.8"]["default"] is False


@pytest.mark.parametrize("format", ["table", "markdown", "latex", "html"])
def test_the_report_has_the_verdict_and_the_fate_of_each_prediction(run, format):
    code, out, _ = run("claims", "P12", "C01", "coalition.8", "trade_war.3", "--samples", "50", "--format", format)
    words = " ".join(out.replace("\\", "").split())

    assert code == 0
    assert "contradicted: both predictions go against it at the defaults" in words
    assert "no prediction tests it; expressed by: the floors" in words
    assert "It fails whatever the numbers: the formulas decide it." in words
    assert "If the others react as is worst for the leader, it fails at the defaults and holds in" in words
    assert "are not probabilities about the world" in words


def test_a_report_leaves_out_what_was_not_asked_for(run):
    only_claim, only_prediction = run("claims", "C01", "--samples", "10")[1], run("claims", "triangle.9")[1]

    assert "Predictions\n---" not in only_claim
    assert "How the claims stand" not in only_prediction
    assert "It fails at the defaults and in all draws." in " ".join(only_prediction.split())


def test_csv_has_a_row_for_each_claim_and_each_prediction(run):
    rows = list(csv.DictReader(io.StringIO(run("claims", "C11", "C38", "--samples", "10", "--format", "csv")[1])))

    assert list(rows[0])[:6] == ["table", "id", "title", "statement", "source", "kind"]
    assert [row["id"] for row in rows if row["table"] == "Claims"] == ["C11", "C38"]
    assert [row["id"] for row in rows if row["table"] == "Predictions"] == [
        "recognition.1",
        "recognition.4",
        "coalition.1",
        "coalition.5",
        "coalition.8",
    ]


def test_claims_are_listed_with_their_statements(run):
    listed = json.loads(run("list", "claims", "--format", "json")[1])["claims"]

    assert list(listed) == list(CLAIMS)
    assert listed["C44"].startswith("Seen from two sides: ")
