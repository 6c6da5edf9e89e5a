"""The illustrations, worked by hand: payoffs at the defaults, closed forms, equilibria of the reference games.

Value weights, in the order gain, relative gain, autonomy, governance, primacy, promotion, status, security, commons:

    L   3  0  1  3  3  3  1  2  1   over 17
    T   0  0  1  3 -2  2  0  2  4   over 14
    M   2  4  4 -1  3  0  1  2 -1   over 18
    K   2  1  4  3  0  0  4  3  1   over 18
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest
import sympy

from tetrarchy.configs.load import parse
from tetrarchy.games.arena import Arena, consequences, contract
from tetrarchy.games.arenas.economy.sanctions import SANCTIONS
from tetrarchy.games.arenas.institutions.climate_commons import climate_of
from tetrarchy.games.arenas.institutions.intervention import INTERVENTION
from tetrarchy.games.dimensions import DIMENSIONS, POSITION
from tetrarchy.games.orders.rows import ORDERS
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles


def reference(name, **settings):
    """Return an arena's scenario with its reference types."""
    return parse(f'title = "{name}"\n[game]\nkind = "{name}"', name).replace(settings)


def cell(kind, *profile):
    """Return the exact payoffs of a profile in an arena's reference game, by player."""
    game = reference(kind).build()
    numbers = tuple(names.index(action) for names, action in zip(game.actions, profile, strict=True))
    return dict(zip(game.players, game.exact[(slice(None), *numbers)], strict=True))


def over(total, *terms):
    """Return the sum of the terms (weight, consequence) over the total of a row of weights."""
    return sum(weight * Fraction(consequence) for weight, consequence in terms) / total


def test_payoffs_of_sanctions():
    assert cell("sanctions", "sanction", "hold") == {
        "West": over(17, (3, "-0.2"), (3, "-0.25")),  # -k, -n/2
        # -sigma (1 - phi) = -.6 x .6; less k; -delta phi sigma = -.3 x .4 x .6
        "Russia": over(18, (2, "-0.36"), (1, "-0.16"), (4, "-0.072")),
    }
    assert (
        cell("sanctions", "sanction", "concede")
        == cell("sanctions", "relax", "concede")
        == {
            "West": over(17, (3, "0.25"), (3, "0.5"), (2, "0.15")),
            "Russia": over(18, (4, "-0.6"), (4, "-0.3"), (3, "-0.3")),
        }
    )
    assert cell("sanctions", "relax", "hold") == {"West": over(17, (3, "-0.5")), "Russia": 0}


def test_payoffs_of_climate_among_five():
    # 2 b x 2 / 5 = .32; B's gain -.5 less the mean (-.5) / 4 of the others'; C's 0 less (-.5 - .5) / 4.
    payoffs = cell("climate_5", "decarbonise", "decarbonise", "free_ride", "free_ride", "free_ride")

    assert payoffs["A"] == over(17, (3, "-0.5"), (1, "0.32"))
    assert payoffs["B"] == over(18, (2, "-0.5"), (1, "-0.375"), (1, "0.32"))
    assert payoffs["C"] == payoffs["E"] == over(18, (1, "0.25"), (3, "-0.2"), (1, "0.32"))


WEIGHTS = sympy.symbols([f"w_{dimension.short}" for dimension in DIMENSIONS])
w_gain, w_rel, w_aut, w_gov, w_prim, w_prom, w_stat, w_sec, w_com = WEIGHTS


@dataclass(frozen=True)
class Threshold:
    """A player, of these weights by default, turns from `below` to `above` where the symbol passes `closed`."""

    arena: Arena
    player: str
    weights: tuple[Fraction, ...]
    below: tuple[str, ...]
    above: tuple[str, ...]
    symbol: str
    closed: sympy.Expr
    default: Fraction

    def gain(self):
        """Return, as a formula, what the player gains by the upper action."""
        arena = self.arena
        values = {known.name: sympy.Symbol(known.symbol) for known in arena.parameters}
        payoffs = contract(consequences(arena, values), np.array([WEIGHTS] * len(arena.players)))
        at = {
            profile: tuple(names.index(action) for names, action in zip(arena.actions, profile, strict=True))
            for profile in (self.below, self.above)
        }
        own = payoffs[arena.players.index(self.player)]
        return sympy.expand(own[at[self.above]] - own[at[self.below]])

    def at_defaults(self, expression):
        """Return an expression's value at the parameters' defaults and the player's weights."""
        defaults = {known.symbol: sympy.Rational(known.default) for known in self.arena.parameters}
        weights = dict(zip(WEIGHTS, map(sympy.Rational, self.weights), strict=True))
        return sympy.sympify(expression).subs({**defaults, **weights})


def row(order):
    return ORDERS[order].values()


k, sigma, phi, v, n, delta = sympy.symbols("k sigma phi v n delta")
a, b, c, cost = sympy.symbols("a b c cost")
kap, gm, gs, gw, cm, sm, sv = sympy.symbols("kap gm gs gw cm sm sv")

THRESHOLDS = [
    Threshold(
        SANCTIONS, "Russia", row("conservative"), ("sanction", "hold"), ("sanction", "concede"), "sigma",
        (v * (w_aut + w_stat / 2 + w_sec / 2) + k * w_rel) / ((1 - phi) * (w_gain + w_rel) + delta * phi * w_aut),
        Fraction("4.7") / Fraction("2.28"),  # (.6 x 7.5 + .2) / (.6 x 3 + .12 x 4): beyond any severity
    ),
    Threshold(
        SANCTIONS, "West", row("liberal"), ("sanction", "hold"), ("relax", "hold"), "k",
        (n * w_prom / 2 + sigma * (1 - phi) * w_rel) / (w_gain + w_rel),
        Fraction("0.25"),
    ),
    Threshold(
        INTERVENTION, "K", row("conservative"), ("mandate", "veto"), ("mandate", "consent"), "rho",
        (kap * w_aut + gs * w_gov + (sm + sv) * w_stat - a * (gw * w_gov + 2 * cm * w_com) - cost * w_rel)
        / (kap * w_aut + (gm + gs) * w_gov + 2 * sm * w_stat),
        Fraction("2.88") / Fraction("5.1"),  # 2 + .6 + 1.2 - .6 (.6 + .6) - .2 over 2 + 1.5 + 1.6
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", THRESHOLDS, ids=lambda case: case.symbol)
def test_a_threshold_is_its_closed_form_for_all_weights(case):
    gain = case.gain()
    symbol = sympy.Symbol(case.symbol)

    (solved,) = sympy.solve(gain, symbol)

    assert sympy.simplify(solved - case.closed) == 0
    assert case.at_defaults(case.closed) == sympy.Rational(case.default)
    assert case.at_defaults(sympy.diff(gain, symbol)) > 0


@pytest.mark.parametrize("states", [2, 3, 5])
@pytest.mark.parametrize(
    ("order", "of_two"), [("transformative", -0.80), ("conservative", 0.37), ("liberal", 0.55), ("mercantilist", 1.70)]
)
def test_the_pressure_at_which_a_state_decarbonises(states, order, of_two):
    pi, o_A = sympy.symbols("pi o_A")
    arena = climate_of(states)
    closed = (c * (w_gain + w_rel) - 2 * b / states * w_com) / (o_A * w_sec)

    for others in (("free_ride",) * (states - 1), ("decarbonise",) * (states - 1)):
        case = Threshold(
            arena, "A", row(order), ("free_ride", *others), ("decarbonise", *others), "pi", closed, Fraction(0)
        )
        (solved,) = sympy.solve(case.gain(), pi)

        assert sympy.simplify(solved - closed) == 0
        assert case.at_defaults(sympy.diff(case.gain(), pi)) > 0
    if states == 2:
        assert float(case.at_defaults(closed)) == pytest.approx(of_two, abs=5e-3)


def test_a_conservative_state_that_is_closed_to_its_society_decarbonises_at_no_pressure():
    game = reference("climate_5", **{"A.orders": "conservative", "o_A": Fraction("0.4"), "pi": 1}).build()

    assert (game.exact[0, 1] > game.exact[0, 0]).all()  # pi* = (.5 x 3 - .8 / 5) / 3 / .4 = 1.12


def test_among_more_states_the_whole_good_is_the_same_and_one_states_part_smaller():
    for states in (2, 3, 5):
        arena = climate_of(states)
        assert arena.name == f"climate_{states}"
        table = consequences(arena, {known.name: known.default for known in arena.parameters})[..., POSITION["commons"]]

        assert table[(0, *(0,) * states)] == Fraction(4, 5)
        assert table[(0, 0, *(1,) * (states - 1))] == Fraction(4, 5) / states


@pytest.mark.parametrize("states", [1, 27])
def test_a_climate_arena_has_two_to_twenty_six_states(states):
    with pytest.raises(ValueError, match=f"n must be a number of states from 2 to 26, got {states}"):
        climate_of(states)


@pytest.mark.parametrize(
    ("kind", "equilibria"),
    [
        ("sanctions", [("sanction", "hold")]),
        ("climate_5", [("free_ride",) * 5]),
    ],
)
def test_the_pure_equilibria_of_the_reference_games(kind, equilibria):
    game = reference(kind).build()

    assert [game.name_profile(profile) for profile in pure_nash_profiles(game)] == equilibria
