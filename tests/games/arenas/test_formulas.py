"""The arenas, worked by hand: payoffs at the defaults, closed forms, and the equilibria of the reference games.

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
from tetrarchy.games.arena import consequences, contract
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.arenas.institutions.climate import climate_of
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


def test_payoffs_of_central_asia():
    assert cell("central_asia", "porous", "restrained") == {
        "Russia": over(18, (2, "0.15"), (1, "-0.35"), (4, "-0.15"), (4, "0.25"), (3, "0.2")),
        "China": over(18, (2, "0.5"), (1, "0.35"), (4, "0.1"), (3, "0.21")),
    }
    assert cell("central_asia", "porous", "expansive") == {
        "Russia": over(18, (2, "0.2"), (1, "-0.1"), (4, "-0.5"), (4, "-0.5"), (3, "-0.2")),
        "China": over(18, (2, "0.3"), (1, "0.1"), (3, "0")),  # 1.2 G - cx = .6 - .3; tau - fr = 0
    }
    assert cell("central_asia", "exclusive", "restrained") == {
        "Russia": over(18, (2, "0"), (1, "-0.2"), (3, "-0.2"), (4, "0.3"), (3, "0.12")),  # t - o = 0
        "China": over(18, (2, "0.2"), (1, "0.2"), (3, "0.15")),
    }
    assert cell("central_asia", "exclusive", "expansive") == {
        "Russia": over(18, (2, "-0.2"), (1, "-0.11"), (4, "-0.15"), (3, "-0.3")),
        "China": over(18, (2, "-0.09"), (1, "0.11"), (3, "-0.15")),  # .6 G - 1.3 cx = .3 - .39; tau - 1.5 fr
    }


def test_payoffs_of_the_coalition():
    # .40 + .05 + .30 = .75 reaches Q = .6; gains are .2 b - c = 0 for supporters, .2 b = .1 for M.
    assert cell("coalition", "support_owned", "support", "withhold", "support") == {
        "L": over(17, (1, "-0.1"), (3, "0.5"), (3, "0.3"), (1, "0.15")),
        "T": over(14, (1, "-0.25"), (3, "0.5"), (4, "0.15")),  # -a - .5 h
        "M": over(18, (2, "0.1"), (4, "0.1"), (-1, "0.5"), (-1, "0.15")),
        "K": over(18, (1, "-1/30"), (4, "-0.4"), (3, "0.5"), (4, "-0.3"), (1, "0.15")),  # -a - h, -h
    }
    # .40 + .25 = .65: M pays h for bodies that L owns; gains 0, .1, 0, .1.
    assert cell("coalition", "support_owned", "withhold", "support", "withhold") == {
        "L": over(17, (1, "-0.1"), (3, "0.5"), (3, "0.3"), (1, "0.15")),
        "T": over(14, (3, "0.5"), (4, "0.15")),
        "M": over(18, (4, Fraction(-2, 30)), (4, "-0.4"), (-1, "0.5"), (-1, "0.15")),
        "K": over(18, (2, "0.1"), (1, Fraction(2, 30)), (3, "0.5"), (1, "0.15")),
    }
    # .40 alone does not: L pays c and a for nothing, and owns nothing.
    assert cell("coalition", "support_owned", "withhold", "withhold", "withhold") == {
        "L": over(17, (3, "-0.1"), (1, "-0.1")),
        "T": 0,
        "M": over(18, (4, "1/30")),
        "K": over(18, (1, "1/30")),
    }


def test_payoffs_of_intervention():
    assert cell("intervention", "seek_mandate", "consent") == {
        "L": over(17, (3, "-0.2"), (3, "0.05"), (3, "0.6")),  # .3 rho - .2 (1 - rho) = .15 - .10
        "K": over(18, (1, "0.2"), (4, "-0.25"), (3, "0.05"), (4, "0"), (1, "0.18")),
    }
    assert cell("intervention", "seek_mandate", "veto") == {
        "L": over(17, (3, "-0.1"), (3, "-0.3")),
        "K": over(18, (3, "-0.22"), (4, "0.1"), (1, "-0.18")),
    }
    assert (
        cell("intervention", "unilateral", "veto")
        == cell("intervention", "unilateral", "consent")
        == {
            "L": over(17, (3, "-0.2"), (3, "-0.4"), (3, "0.2"), (3, "0.6"), (2, "-0.1")),
            "K": over(18, (1, "0.2"), (4, "-0.5"), (3, "-0.4"), (4, "-0.3"), (3, "-0.2")),
        }
    )
    assert (
        cell("intervention", "abstain", "veto")
        == cell("intervention", "abstain", "consent")
        == {
            "L": over(17, (3, "-0.3")),
            "K": over(18, (1, "-0.18")),
        }
    )


def test_payoffs_of_climate():
    assert cell("climate", "decarbonise", "free_ride") == {
        "A": over(17, (3, "-0.5"), (1, "0.4")),
        "B": over(18, (1, "0.5"), (3, "-0.2"), (1, "0.4")),
    }
    assert cell("climate", "decarbonise", "decarbonise") == {
        "A": over(17, (3, "-0.5"), (1, "0.8")),
        "B": over(18, (2, "-0.5"), (1, "0.8")),
    }


def test_payoffs_of_climate_among_five():
    # 2 b x 2 / 5 = .32; B's gain -.5 less the mean (-.5) / 4 of the others'; C's 0 less (-.5 - .5) / 4.
    payoffs = cell("climate_5", "decarbonise", "decarbonise", "free_ride", "free_ride", "free_ride")

    assert payoffs["A"] == over(17, (3, "-0.5"), (1, "0.32"))
    assert payoffs["B"] == over(18, (2, "-0.5"), (1, "-0.375"), (1, "0.32"))
    assert payoffs["C"] == payoffs["E"] == over(18, (1, "0.25"), (3, "-0.2"), (1, "0.32"))


def test_payoffs_of_arms_control():
    assert cell("arms_control", "comply", "comply") == {
        "US": over(17, (3, "0.3"), (2, "0.1")),  # .4 - chi
        "Russia": over(18, (3, "0.3"), (3, "0.25")),  # .4 - chi / 2
    }
    assert cell("arms_control", "deploy", "comply") == {
        "US": over(17, (3, "-0.1"), (3, "-0.15"), (3, "0.2"), (2, "0.3"), (1, "-0.2")),
        "Russia": over(18, (1, "0.1"), (3, "-0.6")),
    }
    assert cell("arms_control", "comply", "deploy") == {
        "US": over(17, (2, "-0.6")),
        "Russia": over(18, (2, "-0.1"), (1, "-0.1"), (3, "-0.15"), (3, "0.3"), (1, "-0.2")),
    }
    assert cell("arms_control", "deploy", "deploy") == {
        "US": over(17, (3, "-0.1"), (3, "-0.15"), (2, "-0.3"), (1, "-0.2")),
        "Russia": over(18, (2, "-0.1"), (3, "-0.15"), (3, "-0.3"), (1, "-0.2")),
    }


def test_payoffs_of_india():
    conservative, liberal = Fraction("0.6"), Fraction("0.4")
    assert cell("india", "multi_align", "restraint") == {
        "India": conservative * over(18, (2, "0.4"), (1, "0.1"), (4, "0.3"), (4, "0.3"))
        + liberal * over(17, (3, "0.4"), (1, "0.3"), (1, "0.3")),
        "China": over(18, (2, "0.3"), (1, "-0.1"), (3, "0.2")),
    }
    assert cell("india", "multi_align", "border_pressure") == {
        "India": conservative * over(18, (2, "0.28"), (1, "0.08"), (4, "0.2"), (4, "-0.4"), (3, "-0.5"))
        + liberal * over(17, (3, "0.28"), (1, "0.2"), (1, "-0.4"), (2, "-0.5")),
        "China": over(18, (2, "0.2"), (1, "-0.08"), (4, "0.2"), (3, "0.1")),
    }
    assert cell("india", "balance", "restraint") == {
        "India": conservative * over(18, (2, "0.24"), (1, "0.14"), (4, "-0.3"), (3, "0.1"))
        + liberal * over(17, (3, "0.24"), (1, "-0.3"), (2, "0.1")),
        "China": over(18, (2, "0.1"), (1, "-0.14"), (3, "-0.4")),
    }
    assert cell("india", "balance", "border_pressure") == {
        "India": conservative * over(18, (2, "0.2"), (1, "0.2"), (4, "-0.3"), (4, "-0.1"), (3, "-0.3"))
        + liberal * over(17, (3, "0.2"), (1, "-0.3"), (1, "-0.1"), (2, "-0.3")),
        "China": over(18, (1, "-0.2"), (4, "0.2"), (3, "-0.52")),
    }


WEIGHTS = sympy.symbols([f"w_{dimension.short}" for dimension in DIMENSIONS])
w_gain, w_rel, w_aut, w_gov, w_prim, w_prom, w_stat, w_sec, w_com = WEIGHTS


@dataclass(frozen=True)
class Threshold:
    """A player, of these weights by default, turns from `below` to `above` where the symbol passes `closed`."""

    arena: str
    player: str
    weights: tuple[Fraction, ...]
    below: tuple[str, ...]
    above: tuple[str, ...]
    symbol: str
    closed: sympy.Expr
    default: Fraction

    def gain(self, **settings):
        """Return, as a formula, what the player gains by the upper action; settings are parameters by symbol."""
        arena = ARENAS[self.arena]
        values = {known.name: settings.get(known.symbol, sympy.Symbol(known.symbol)) for known in arena.parameters}
        payoffs = contract(consequences(arena, values), np.array([WEIGHTS] * len(arena.players)))
        at = {
            profile: tuple(names.index(action) for names, action in zip(arena.actions, profile, strict=True))
            for profile in (self.below, self.above)
        }
        own = payoffs[arena.players.index(self.player)]
        return sympy.expand(own[at[self.above]] - own[at[self.below]])

    def at_defaults(self, expression):
        """Return an expression's value at the parameters' defaults and the player's weights."""
        defaults = {known.symbol: sympy.Rational(known.default) for known in ARENAS[self.arena].parameters}
        weights = dict(zip(WEIGHTS, map(sympy.Rational, self.weights), strict=True))
        return sympy.sympify(expression).subs({**defaults, **weights})


def row(order):
    return ORDERS[order].row()


k, sigma, phi, v, n, delta = sympy.symbols("k sigma phi v n delta")
a, b, c, h = sympy.symbols("a b c h")
rho, kap, cost, damage = sympy.symbols("rho kap cost l")
D, mu, ca, y = sympy.symbols("D mu ca y")
G, au, sh = sympy.symbols("G au sh")
tenth = sympy.Rational(1, 10)
INDIA = tuple(
    Fraction(3, 90) * x + Fraction(2, 85) * z for x, z in zip(row("conservative"), row("liberal"), strict=True)
)

THRESHOLDS = [
    Threshold(
        "sanctions", "Russia", row("conservative"), ("sanction", "hold"), ("sanction", "concede"), "sigma",
        (v * (w_aut + w_stat / 2 + w_sec / 2) + k * w_rel) / ((1 - phi) * (w_gain + w_rel) + delta * phi * w_aut),
        Fraction("4.7") / Fraction("2.28"),  # (.6 x 7.5 + .2) / (.6 x 3 + .12 x 4): beyond any severity
    ),
    Threshold(
        "sanctions", "West", row("liberal"), ("sanction", "hold"), ("relax", "hold"), "k",
        (n * w_prom / 2 + sigma * (1 - phi) * w_rel) / (w_gain + w_rel),
        Fraction("0.25"),
    ),
    Threshold(
        "coalition", "K", row("conservative"),
        ("support_owned", "support", "withhold", "support"), ("support_owned", "support", "withhold", "withhold"), "h",
        (b * w_gov + 3 * tenth * b * w_com + b * w_gain / 5 - c * (w_gain + w_rel) - a * w_aut) / (w_stat + w_aut),
        Fraction("0.14375"),
    ),
    Threshold(
        "intervention", "K", row("conservative"), ("seek_mandate", "veto"), ("seek_mandate", "consent"), "rho",
        (10 * kap * w_aut + w_gov + 3 * w_stat - a * (6 * w_com + 2 * w_gov) - 10 * cost * w_rel)
        / (10 * kap * w_aut + 5 * w_gov + 4 * w_stat),
        Fraction(43, 85),  # 25.8 / 51
    ),
    Threshold(
        "intervention", "L", row("liberal"), ("abstain", "veto"), ("unilateral", "veto"), "a",
        (damage * w_gov + cost * (w_gain + w_rel) + w_sec / 10 - w_prim / 5) / (3 * w_prom / 2),
        Fraction("1.4") / Fraction("4.5"),
    ),
    Threshold(
        "arms_control", "US", row("liberal"), ("comply", "comply"), ("deploy", "comply"), "chi",
        4 * tenth - D + (3 * y * w_gov / 2 + ca * (w_gain + w_rel) + mu * w_com - w_prim / 5) / w_sec,
        Fraction("0.725"),
    ),
    Threshold(
        "india", "India", INDIA, ("multi_align", "border_pressure"), ("balance", "border_pressure"), "th",
        (G * (w_gain + w_rel) / 5 - w_rel / 5 + (2 * au - tenth) * w_aut - 3 * tenth * w_stat) / (sh * w_sec),
        Fraction("0.652"),
    ),
    Threshold(
        "india", "China", row("conservative"), ("multi_align", "restraint"), ("multi_align", "border_pressure"), "cl",
        (w_gain / 10 + w_sec / 10 + (tenth - 3 * tenth * G) * w_rel) / (w_aut + w_prim),
        Fraction("0.12"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", THRESHOLDS, ids=lambda case: f"{case.arena}-{case.symbol}")
def test_a_threshold_is_its_closed_form_for_all_weights(case):
    known = ARENAS[case.arena].parameters
    gain = case.gain(**{p.symbol: p.default for p in known if p.symbol == "Q"})
    symbol = sympy.Symbol(case.symbol)

    (solved,) = sympy.solve(gain, symbol)

    assert sympy.simplify(solved - case.closed) == 0
    assert case.at_defaults(case.closed) == sympy.Rational(case.default)
    assert case.at_defaults(sympy.diff(gain, symbol)) > 0


def test_the_thresholds_have_the_published_values():
    values = {(case.arena, case.symbol): float(case.default) for case in THRESHOLDS}

    assert values["coalition", "h"] == pytest.approx(0.144, abs=5e-4)
    assert values["intervention", "rho"] == pytest.approx(0.506, abs=5e-4)


@pytest.mark.parametrize("states", [2, 5])
@pytest.mark.parametrize(
    ("order", "of_two"), [("transformative", -0.80), ("conservative", 0.37), ("liberal", 0.55), ("mercantilist", 1.70)]
)
def test_the_pressure_at_which_a_state_decarbonises(states, order, of_two):
    pi, o_A = sympy.symbols("pi o_A")
    kind = ARENAS["climate" if states == 2 else f"climate_{states}"]
    closed = (c * (w_gain + w_rel) - 2 * b / states * w_com) / (o_A * w_sec)

    for others in (("free_ride",) * (states - 1), ("decarbonise",) * (states - 1)):
        case = Threshold(
            kind.name, "A", row(order), ("free_ride", *others), ("decarbonise", *others), "pi", closed, Fraction(0)
        )
        (solved,) = sympy.solve(case.gain(), pi)

        assert sympy.simplify(solved - closed) == 0
        assert case.at_defaults(sympy.diff(case.gain(), pi)) > 0
    if states == 2:
        assert float(case.at_defaults(closed)) == pytest.approx(of_two, abs=5e-3)


def test_a_conservative_state_that_is_closed_to_its_society_decarbonises_at_no_pressure():
    game = reference("climate", **{"A.orders": "conservative", "o_A": Fraction("0.35"), "pi": 1}).build()

    assert (game.exact[0, 1] > game.exact[0, 0]).all()  # pi* = .367 / .35 = 1.05


def test_among_more_states_the_whole_good_is_the_same_and_one_states_part_smaller():
    for states in (2, 3, 5):
        arena = climate_of(states)
        table = consequences(arena, {known.name: known.default for known in arena.parameters})[..., POSITION["commons"]]

        assert table[(0, *(0,) * states)] == Fraction(4, 5)
        assert table[(0, 0, *(1,) * (states - 1))] == Fraction(4, 5) / states


@pytest.mark.parametrize("states", [1, 27])
def test_a_climate_arena_has_two_to_twenty_six_states(states):
    with pytest.raises(ValueError, match=f"n must be a number of states from 2 to 26, got {states}"):
        climate_of(states)


@pytest.mark.parametrize(
    "quorum", [Fraction(3, 5), 0.6, np.full(2, 0.6), np.full(2, 0.6 + 2**-50)], ids=["exact", "float", "array", "grid"]
)
def test_a_coalition_that_just_reaches_the_quorum_upholds_the_bodies(quorum):
    arena = ARENAS["coalition"]
    values = {known.name: known.default for known in arena.parameters} | {"quorum": quorum}
    if not isinstance(quorum, Fraction):
        values = {name: value if name == "quorum" else float(value) for name, value in values.items()}

    governance = consequences(arena, values)[..., POSITION["governance"]]

    assert np.all(governance[..., 0, 2, 0, 0, 0] == 0.5)  # .05 + .25 + .30 = .60
    assert np.all(governance[..., 0, 2, 1, 0, 0] == 0)  # .25 + .30 = .55


def test_the_coalition_stands_or_falls_by_a_formula_in_the_quorum():
    quorum = sympy.Symbol("Q")
    values = {known.name: known.default for known in ARENAS["coalition"].parameters} | {"quorum": quorum}

    governance = consequences(ARENAS["coalition"], values)[..., POSITION["governance"]]

    cell = governance[0, 0, 1, 1, 0]  # .40 + .30
    assert [cell.subs(quorum, sympy.Rational(q, 100)) for q in (69, 70, 71)] == [sympy.Rational(1, 2)] * 2 + [0]


@pytest.mark.parametrize(
    ("kind", "equilibria"),
    [
        ("sanctions", [("sanction", "hold")]),
        ("central_asia", [("porous", "restrained")]),
        ("coalition", [("withhold",) * 4]),
        ("intervention", [("unilateral", "veto")]),
        ("climate", [("free_ride",) * 2]),
        ("climate_5", [("free_ride",) * 5]),
        ("arms_control", [("comply", "comply")]),
        ("india", [("multi_align", "border_pressure")]),
    ],
)
def test_the_pure_equilibria_of_the_reference_games(kind, equilibria):
    game = reference(kind).build()

    assert [game.name_profile(profile) for profile in pure_nash_profiles(game)] == equilibria
