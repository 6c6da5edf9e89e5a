"""Thresholds: the formulas of the documentation, and every interval and cell against games built there."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import pytest
from sympy import Rational, Symbol, simplify

from tetrarchy import InputError, NormalFormGame, load, parse, solve, sweep, thresholds
from tetrarchy.games.arenas import ARENAS
from tetrarchy.reports.outputs import written
from tetrarchy.reports.thresholds.values import thresholds_json
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.solvers.exact.algebraic import Interval, Root
from tetrarchy.studies.sensitivity.answered import AnsweredStudy


def reference(arena, settings=None):
    """Return an arena's scenario with its reference types."""
    return parse(f'title = "{arena}"\n[game]\nkind = "{arena}"', arena).replace(settings or {})


def equilibria_at(found, value):
    """Return the pure equilibria at a value in the range of a line."""
    return tuple(profile for profile, where in found.equilibria.items() if any(value in part for part in where))


def cell_at(plane, first, second):
    """Return the cell of a plane in which a point lies, or None on the edges of cells."""
    return next((cell for cell in plane.cells if (first, second) in cell), None)


def custom(*formulas, low=0, high=1, default=0.25):
    """Return a game of one player who stays at 0 or moves, for a gain that is a formula in x and y."""
    effects = "\n".join(
        f'[[game.consequences]]\nwhen = {{ A = "move" }}\nA = {{ gain = "{formula}" }}' for formula in formulas
    )
    x, y = (f"{name} = {{ default = {default}, low = {low}, high = {high}, meaning = '{name}' }}" for name in "xy")
    return parse(
        f'title = "One player"\n[game]\nkind = "custom"\nplayers = ["A"]\nactions = [["stay", "move"]]\n'
        f'[game.parameters]\n{x}\n{y}\n{effects}\n[actors.A]\norders = "liberal"',
        "custom",
    )


def closed_form(found, player, against):
    """Return the value and the formula at which a player switches against the others' named actions."""
    game = found.scenario.build()
    for point in found.tipping_points:
        for tip in point.tippings:
            names = game.name_profile(tip.switch.profile(0))
            others = tuple(name for k, name in enumerate(names) if k != tip.switch.player)
            if game.players[tip.switch.player] == player and others == against:
                return point.value, tip.closed_form
    raise AssertionError(f"{player} does not switch against {against}")


def built(scenario, values):
    return pure_nash_profiles(scenario.replace(values).build())


def within(over, rng):
    """Return a random value of a variable's range, of few digits so that it may fall on a threshold."""
    return over.low + (over.high - over.low) * Fraction(rng.randrange(1001), 1000)


@dataclass(frozen=True)
class ClosedForm:
    """A threshold that the documentation of an arena gives as a formula in the weights w of one player."""

    arena: str
    path: str
    player: str
    against: tuple[str, ...]
    value: Fraction
    formula: Callable[[Mapping[str, Symbol], Callable[[str], Symbol]], object]
    settings: Mapping[str, object] = field(default_factory=dict)


class Names(dict):
    """Symbols by the names of parameters."""

    def __missing__(self, name):
        return Symbol(name)


def entente_gain(p, w):
    """What an entente gains a pressed Russia with a turned China, restraint and pressure on Russia left out."""
    chinese = (p["tie_gain"] + p["economic_harm"] * p["pressure_on_china"] * p["substitution"]) * (1 - p["lone_turn"])
    return (
        p["tie_gain"] * (w("gain") + w("relative_gain"))
        - w("relative_gain") * chinese / 2
        - w("security") * p["mistrust"]
        + w("governance") * p["norm_dividend"]
    )


def per_pressure(p, w):
    """What pressure adds to that gain for each point of it."""
    made_good = p["economic_harm"] * p["substitution"] * (w("gain") + w("relative_gain"))
    return made_good + w("security") * p["shielding"]


def restraint(p, w):
    dependence = p["asymmetry"] * (1 - p["diffusion_of_power"]) * w("autonomy")
    status = p["status_within_tie"] * w("status")
    gained = entente_gain(p, w) + p["pressure_on_russia"] * per_pressure(p, w)
    return (dependence + status - gained) / (dependence + 2 * status)


def pressure(p, w):
    rho = p["chinese_restraint"]
    dependence = p["asymmetry"] * (1 - p["diffusion_of_power"]) * (1 - rho) * w("autonomy")
    status = p["status_within_tie"] * (2 * rho - 1) * w("status")
    return (dependence - status - entente_gain(p, w)) / per_pressure(p, w)


def support(p, w):
    """The autonomy that support may cost K beside L and T: what the bodies gain by its capability."""
    camps = [p[f"{camp}_capability"] for camp in ("liberal", "transformative", "conservative")]
    whole = sum(camps) + p["mercantilist_capability"]
    v = p["complementarity"]
    quality = [(1 - v) * share + v * share**2 for share in (sum(camps[:2]) / whole, sum(camps) / whole)]
    worth = w("governance") + p["felt_as_commons"] * w("commons") + p["felt_as_gain"] * w("gain")
    cost = p["support_cost"] * (w("gain") + w("relative_gain"))
    return (p["benefit"] * (quality[1] - quality[0]) * worth - cost) / w("autonomy")


def trust(p, w):
    kap, a = p["intrusion"], p["severity"]
    stretched = p["governance_of_stretched_mandate"]
    return (
        w("governance") * (stretched - p["governance_lost_to_deadlock"] * a)
        + w("autonomy") * kap
        - 2 * w("commons") * p["commons"] * a
        + w("status") * (p["status_of_consent"] + p["status_of_veto"])
        - w("relative_gain") * p["cost"]
    ) / (
        w("governance") * (p["governance_of_kept_mandate"] + stretched)
        + w("autonomy") * kap
        + 2 * w("status") * p["status_of_consent"]
    )


def climate(side):
    def formula(p, w):
        cost = p["cost"] * (w("gain") + w("relative_gain")) - p["benefit"] * w("commons")
        return cost / (p[f"openness_of_{side}"] * w("security"))

    return formula


def ceded_by_recognition(p, w):
    b = p["joint_benefit"]
    lost = (1 - p["benefit_without_both"]) * w("governance")
    return b * (lost + p["benefit_as_security"] * w("security")) / w("primacy")


def ceded_by_sharing(p, w):
    gained = p["worth_of_bodies"] * (1 - p["left_if_retained"]) * w("governance")
    return gained / w("primacy") - p["primacy_of_retaining"]


PRESSED, PRESSED_FOR = ("dual_pressure", "entente"), ("press_for", "press_for")
CLOSED_FORMS = [
    ClosedForm("triangle", "rho", "Russia", PRESSED, Fraction(4919, 18680), restraint),
    ClosedForm("triangle", "p_R", "Russia", PRESSED, Fraction(397, 510), pressure, {"rho": 0.2}),
    ClosedForm("coalition", "a", "K", ("shared", "support", "withhold"), Fraction(10493, 200000), support),
    ClosedForm("intervention", "rho", "K", ("mandate",), Fraction(48, 85), trust),
    ClosedForm("climate", "pi", "A", ("free_ride", *PRESSED_FOR), Fraction(11, 16), climate("a")),
    ClosedForm("climate", "pi", "B", ("free_ride", *PRESSED_FOR), Fraction(11, 18), climate("b"), {"oB": 0.6}),
    ClosedForm("recognition", "q", "incumbent", ("co_manage",), Fraction(31, 75), ceded_by_recognition),
    ClosedForm("institutions", "q", "West", ("reform_within",), Fraction(7, 50), ceded_by_sharing),
]


@pytest.mark.parametrize("case", CLOSED_FORMS, ids=lambda case: f"{case.arena}-{case.path}-{case.player}")
def test_the_documented_formulas_are_found(case):
    found = thresholds(reference(case.arena, case.settings), case.path)
    value, formula = closed_form(found, case.player, case.against)

    assert value == case.value
    assert simplify(formula - case.formula(Names(), lambda d: Symbol(f"w_{case.player}_{d}"))) == 0


@pytest.mark.parametrize(
    ("order", "value"),
    [("transformative", "-1"), ("conservative", "11/24"), ("liberal", "11/16"), ("mercantilist", "17/8")],
)
def test_each_order_decarbonises_from_the_pressure_that_the_documentation_gives(order, value):
    found = thresholds(reference("climate", {"A.orders": order}), "pi", (-2, 3))

    assert closed_form(found, "A", ("free_ride", *PRESSED_FOR))[0] == Fraction(value)


def test_at_a_threshold_both_sides_hold():
    found = thresholds(reference("triangle"), "p_R")

    assert found.equilibria[0, 0, 0] == (Interval(Fraction(1, 5), Fraction(9, 31)),)
    assert found.equilibria[0, 1, 1] == (Interval(Fraction(1, 5), Fraction(81, 310)),)
    assert found.equilibria[2, 1, 1] == (Interval(Fraction(81, 310), Fraction(1)),)
    assert equilibria_at(found, Fraction(81, 310)) == ((0, 0, 0), (0, 1, 1), (2, 1, 1))
    assert [len(regime.profiles) for regime in found.regimes] == [2, 3, 2, 1]
    assert [(point.appears, point.disappears) for point in found.tipping_points] == [
        (((2, 1, 1),), ((0, 1, 1),)),
        ((), ((0, 0, 0),)),
    ]


def test_a_tipping_point_tells_which_switches_decide():
    found = thresholds(reference("triangle"), "rho", ("1/4", "1/2"))
    game = found.scenario.build()
    appearing, silent = found.tipping_points

    assert [game.name_profile(profile) for profile in appearing.appears] == [("wedge_china", "entente", "entente")]
    assert [tip.switch.against for tip in appearing.deciding] == [(2, 1)]
    assert [tip.switch.against for tip in appearing.tippings] == [(2, 1), (2, 2)]
    assert silent.deciding == ()


def test_a_payoff_of_a_game_given_by_payoffs_can_vary():
    found = thresholds(load("stag-hunt"), "game.payoffs.0.0.0", (-1, 10))

    assert found.equilibria[0, 0] == (Interval(Fraction(3), Fraction(10)),)
    assert [tip.closed_form for tip in found.tipping_points[0].tippings] == [Symbol("u_First_hunter_hare_stag")]


def test_irrational_thresholds_are_exact():
    found = thresholds(custom("x ** 2 - 1 / 2"), "x", (-1, 1))

    (below, above) = (part for part in found.equilibria[(1,)])
    assert isinstance(below.high, Root)
    assert str(below.high.in_radicals()) == "-sqrt(2)/2"
    assert str(above.low.in_radicals()) == "sqrt(2)/2"
    assert found.equilibria[(0,)] == (Interval(below.high, above.low),)
    assert [tip.closed_form for point in found.tipping_points for tip in point.tippings] == [None, None]


def test_a_double_root_is_a_point_and_no_switch():
    found = thresholds(custom("-(x - 1 / 3) ** 2"), "x")

    assert found.equilibria[(1,)] == (Interval(Fraction(1, 3), Fraction(1, 3)),)
    assert found.tipping_points == ()


SAMPLED = {
    "triangle": ["p_R", "rho", "orders.conservative.autonomy"],
    "recognition": ["q", "d", "orders.conservative.status"],
    "institutions": ["t", "q", "orders.liberal.relative_gain"],
    "trade": ["g", "gm", "orders.mercantilist.gain"],
    "coalition": ["a", "h"],
    "sanctions": ["sigma", "k"],
    "arms": ["chi"],
    "india": ["th", "cl", "orders.transformative.gain"],
    "intervention": ["a", "rho"],
    "central_asia": ["cx"],
    "climate_5": ["b"],
}


def check_line(scenario, path, points):
    """Compare the intervals with games built at random points, where the equilibria change, and within each regime."""
    found = thresholds(scenario, path)
    rng = random.Random(path)
    values = [within(found.over, rng) for _ in range(points)] + [found.over.low, found.over.high]
    values += [point.value for point in found.tipping_points if isinstance(point.value, Fraction)]
    values += [value for regime in found.regimes for value in beside_ends_and_amid(regime.interval)]
    for value in values:
        expected = built(scenario, {path: value})
        assert equilibria_at(found, value) == tuple(expected), (path, value)
        assert [regime.profiles for regime in found.regimes if value in regime.interval] == [tuple(expected)]


def beside_ends_and_amid(interval):
    """Return a point close to each end of an interval and one in the middle, so that no end may be off."""
    low, high = Fraction(float(interval.low)), Fraction(float(interval.high))
    return [low + (high - low) * Fraction(part, 1000) for part in (1, 500, 999)] if low < high else []


@pytest.mark.parametrize("arena", SAMPLED)
def test_intervals_agree_with_games_built_at_random_points(arena):
    for path in SAMPLED[arena]:
        check_line(reference(arena), path, points=6)


@pytest.mark.slow
@pytest.mark.parametrize("arena", ARENAS)
def test_intervals_of_every_parameter_agree_with_games_built_at_random_points(arena):
    for known in ARENAS[arena].parameters:
        check_line(reference(arena), known.name, points=10)


MIXES = [
    ("us-russia-china", "US.orders.mercantilist"),
    ("us-russia-china", "Russia.orders.liberal"),
    ("india-between", "India.orders.conservative"),
    ("us-russia-china", "orders.mercantilist.promotion"),
]


@pytest.mark.parametrize(("name", "path"), MIXES, ids=[path for _, path in MIXES])
def test_shares_of_mixes_and_rows_of_mixed_actors_agree_with_games_built(name, path):
    check_line(load(name), path, points=6)


def test_a_weight_that_changes_its_sign_is_followed_through_zero():
    scenario = reference("trade", {"A.orders": "transformative", "B.orders": "transformative"})
    found = thresholds(scenario, "orders.transformative.gain", (-4, 4))

    assert len(found.tipping_points) > 0
    for value in [Fraction(k, 8) for k in range(-32, 33)]:
        assert equilibria_at(found, value) == tuple(built(scenario, {"orders.transformative.gain": value}))


UNCERTAIN = """
title = "Who is the riser?"
[game]
kind = "recognition"
[actors.riser]
types = [{ prior = 0.7, orders = "conservative" }, { prior = 0.3, orders = "mercantilist" }]
"""


@pytest.mark.parametrize("path", ["riser.types.0.prior", "q", "d"])
def test_games_of_incomplete_information_have_thresholds_too(path):
    check_line(parse(UNCERTAIN, "uncertain"), path, points=6)


@pytest.mark.parametrize(
    ("arena", "path"), [("recognition", "q"), ("recognition", "r"), ("autonomy", "tr"), ("trade", "g")]
)
def test_mixed_equilibria_exist_where_the_solver_finds_them(arena, path):
    scenario = reference(arena)
    found = thresholds(scenario, path)
    rng = random.Random(path)
    for value in [within(found.over, rng) for _ in range(8)]:
        solution = solve(scenario.replace({path: value}).build())
        if solution.degenerate:
            continue
        expected = {equilibrium.supports for equilibrium in solution.equilibria if not equilibrium.pure}
        assert {row.supports for row in found.mixed if any(value in part for part in row.intervals)} == expected


def test_the_mixed_equilibrium_of_the_stag_hunt_needs_a_stag_worth_more_than_a_hare():
    found = thresholds(load("stag-hunt"), "game.payoffs.0.0.0", (-1, 10))

    (row,) = found.mixed
    assert row.supports == ((0, 1), (0, 1))
    assert row.intervals == (Interval(Fraction(3), Fraction(10), low_closed=False),)


def test_mixed_equilibria_are_searched_in_small_games_of_two_players_only():
    assert thresholds(reference("triangle"), "p_R").mixed is None
    payoffs = [[[(3 * a + 5 * b + i) % 7 for b in range(6)] for a in range(6)] for i in range(2)]
    large = parse(
        'title = "Large"\n[game]\nkind = "normal_form"\nplayers = ["A", "B"]\n'
        f"actions = [{[str(k) for k in range(6)]}, {[str(k) for k in range(6)]}]\npayoffs = {payoffs}",
        "large",
    )
    assert thresholds(large, "game.payoffs.0.0.0", (0, 9)).mixed is None


PLANES = [
    (reference, "triangle", "p_R", "rho"),
    (reference, "triangle", "theta", "p_R"),
    (reference, "coalition", "a", "benefit"),
    (reference, "climate", "orders.conservative.security", "orders.conservative.relative_gain"),
    (load, "us-russia-china", "US.orders.mercantilist", "p_R"),
    (load, "us-russia-china", "Russia.orders.conservative", "orders.mercantilist.promotion"),
]


@pytest.mark.parametrize(
    ("make", "name", "first", "second"), PLANES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_cells_agree_with_games_built_inside_them(make, name, first, second):
    scenario = make(name)
    plane = thresholds(scenario, (first, second))
    rng = random.Random(name)
    points = [(within(plane.over[0], rng), within(plane.over[1], rng)) for _ in range(25)]
    for point in [*points, *(cell.sample for cell in plane.cells)]:
        inside = [cell for cell in plane.cells if point in cell]
        expected = built(scenario, {first: point[0], second: point[1]})
        assert len(inside) <= 1
        assert all(cell.profiles == tuple(expected) for cell in inside)
        assert cell_at(plane, *point) == (inside[0] if inside else None)
    assert sum(cell_at(plane, *point) is None for point in points) < 3


def test_the_triangle_falls_into_cells_along_its_documented_thresholds():
    plane = thresholds(reference("triangle"), ("p_R", "rho"))
    p, rho = Symbol("pressure_on_russia"), Symbol("chinese_restraint")

    curves = {boundary.equation: boundary for boundary in plane.boundaries}
    tie = curves[1868 * rho + 663 * p - 881]
    assert {p - Rational(81, 310), p - Rational(9, 31)} <= set(curves)
    assert simplify(tie.formula - (881 - 663 * p) / 1868) == 0
    names = Names(), lambda d: Symbol(f"w_Russia_{d}")
    # Against a wedge that presses Russia alone nothing makes good for China, which gains by the tie only.
    pressed_alone = restraint(*names).subs(Symbol("pressure_on_china"), 0)
    assert [simplify(tip.closed_form - pressed_alone) for tip in tie.tippings] == [0]
    assert curves[p - Rational(9, 31)].rising.name == "pressure_on_russia"


def test_a_curve_that_turns_back_is_followed_around():
    scenario = custom("1 / 2 - x ** 2 - y ** 2", low=-1)
    plane = thresholds(scenario, ("x", "y"))

    (circle,) = plane.boundaries
    assert circle.formula is None
    assert [cell.profiles for cell in plane.cells].count(((1,),)) == 1
    rng = random.Random(2)
    for x, y in [(Fraction(rng.randint(-99, 99), 100), Fraction(rng.randint(-99, 99), 100)) for _ in range(60)]:
        inside = 2 * (x * x + y * y) < 1
        assert cell_at(plane, x, y).profiles == (((1,),) if inside else ((0,),))


def test_curves_that_cross_part_four_cells():
    plane = thresholds(custom("(x - y) * (x + y - 1)"), ("x", "y"))

    assert {boundary.formula for boundary in plane.boundaries} == {Symbol("x"), 1 - Symbol("x")}
    for x, y in [("1/4", "1/2"), ("2/5", "1/4"), ("2/5", "3/4"), ("3/5", "1/4"), ("3/5", "3/4"), ("3/4", "1/2")]:
        point = Fraction(x), Fraction(y)
        gain = (point[0] - point[1]) * (sum(point) - 1)
        assert cell_at(plane, *point).profiles == (((1,),) if gain > 0 else ((0,),))
    assert cell_at(plane, Fraction(1, 3), Fraction(1, 3)) is None


@pytest.mark.parametrize(
    ("scenario", "over", "between", "message"),
    [
        (reference("triangle"), "presure_on_russia", None, "did you mean 'pressure_on_russia'"),
        (reference("triangle"), "p_R", (1, 0), "p_R: the range is empty: 0 does not lie above 1"),
        (reference("triangle"), "p_R", ("low", 1), "p_R: expected a range of two numbers, got 'low'"),
        (reference("triangle"), "p_R", (0, 1, 2), "p_R: expected a range of two numbers"),
        (reference("triangle"), "US.orders.liberal", None, "cannot set the share of liberal alone"),
        (reference("triangle"), "orders.liberal.gain", (0, 6), r"must lie in \[-5.5, 5.5\]"),
        (reference("triangle"), "repeated.discount", None, "repeated.discount: the game that is played once.*repeat"),
        (load("stag-hunt"), "repeated.noise", (0, 1), "does not depend on it; tetrarchy repeat says from"),
        (load("us-russia-china"), "relations.0.norm_agreement", None, "does not depend on it; tetrarchy thickness"),
        (reference("triangle"), "strategies.patient", None, "tetrarchy repeat and tetrarchy tournament say what"),
        (reference("triangle"), "study.samples", (1, 9), "tetrarchy sweep solves the study"),
        (reference("triangle"), "status_quo.US", None, "tetrarchy solve says whether the status quo is"),
        (reference("triangle"), "seed", (0, 9), "does not depend on it; only draws and searches at random do"),
        (reference("triangle"), ("p_R", "pressure_on_russia"), None, "pressure_on_russia: is given twice"),
        (reference("triangle"), ("p_R", "rho", "m"), None, "over one path or two, each with one range, got 3 paths"),
        (load("us-russia-china"), ("US.orders.liberal", "US.orders.mercantilist"), None, "two parts of one whole"),
        (load("stag-hunt"), "game.payoffs.0.0.0", None, "has no range of its own; give one"),
        (load("stag-hunt"), "game.payoffs.0.0.2", (0, 1), "expected a place in the payoffs of shape"),
        (custom("1 / (x - 1 / 3)"), "x", None, "game.parameters.x: a payoff has no value somewhere from 0 to 1"),
        (custom("1 / (x - y - 1 / 3)"), ("x", "y"), None, "a payoff may have no value somewhere"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(scenario, over, between, message):
    with pytest.raises(InputError, match=message):
        thresholds(scenario, over, between)


def text(study):
    return " ".join(written(study, "table").split())


def test_the_report_says_who_switches_from_what_to_what_against_what():
    words = text(thresholds(reference("triangle"), "rho"))

    assert (
        "At chinese_restraint = 0.259 (604/2335) Russia switches from hedge to entente against "
        "(press Russia alone, entente); (press Russia alone, entente, entente) becomes an equilibrium." in words
    )
    assert "34 of the 36 pure profiles are equilibria nowhere in the range." in words
    assert "(press Russia alone, entente, entente) [0.259, 0.882] [604/2335, 14813/16800]" in words


def test_the_report_of_a_scenario_without_tipping_points_says_so():
    words = text(thresholds(load("prisoners-dilemma"), "game.payoffs.0.1.1", (1, 2)))

    assert "The pure equilibria are the same over the whole range." in words


def test_the_report_of_two_variables_gives_cells_and_boundaries():
    words = text(thresholds(reference("triangle"), ("p_R", "rho")))

    restrained = "Across chinese_restraint = 881/1868 - 663*pressure_on_russia/1868, as chinese_restraint rises, Russia"
    assert f"{restrained} switches" in words
    pressed = (
        "Across pressure_on_russia = 9/31, as pressure_on_russia rises, United States switches from engage both to"
    )
    assert pressed in words


def test_latex_holds_the_closed_forms_as_formulas():
    latex = written(thresholds(reference("climate"), "pi"), "latex")

    assert r"\[" in latex
    assert r"\mathit{unrest} = \frac{" in latex


def test_json_gives_exact_numbers_as_text_beside_decimals():
    values = thresholds_json(thresholds(reference("triangle"), "rho"))

    (found,) = [each for each in values["profiles"] if each["profile"] == ("wedge_china", "entente", "entente")]
    (interval,) = found["intervals"]
    assert values["schema"] == "tetrarchy.thresholds/1"
    assert interval["low"] == {"exact": "604/2335", "value": 604 / 2335}
    assert interval["low_closed"] is True
    (switch,) = [s for s in values["tipping_points"][0]["switches"] if s["against"]["China"] == "entente"]
    assert (switch["player"], switch["before"], switch["after"]) == ("Russia", ["hedge"], ["entente"])
    assert switch["against"] == {"US": "wedge_china", "China": "entente"}


def test_json_of_two_variables_names_cells_and_boundaries():
    values = thresholds_json(thresholds(reference("triangle"), ("p_R", "rho")))

    assert values["schema"] == "tetrarchy.threshold_map/1"
    assert [over["name"] for over in values["over"]] == ["pressure_on_russia", "chinese_restraint"]
    assert len(values["cells"]) == 15
    assert {boundary["formula"] for boundary in values["boundaries"]} >= {
        "19189/37360",
        "881/1868 - 663*pressure_on_russia/1868",
    }


@pytest.mark.parametrize(("blocking", "surest"), [("0.2", Fraction(11, 16)), ("0.4", Fraction(11, 12)), ("0.6", None)])
def test_the_belief_from_which_courting_pays_is_the_closed_form_of_uncertain_types(blocking, surest):
    # (a0 + l) / ((1 - zeta) (y + l)) with a0 .15, l .4, y .6; above 1 courting never pays.
    found = thresholds(load("courting-washington").replace(zeta=blocking), "US.types.0.prior")

    courted = [equilibria_at(found, value) for value in (0, Fraction(1, 2), 1)]
    tips = [point.value for point in found.tipping_points if point.appears]
    assert tips == ([] if surest is None else [surest])
    assert ((0, 1, 0) in courted[2]) == (surest is not None)


RANKS = """title = "Ranks"
[game]
kind = "ordinal"
players = ["A", "B"]
actions = [["x", "y"], ["u", "v"]]
[game.ranking]
A = [["x", "u"], ["x", "v"], ["y", "u"], ["y", "v"]]
B = [["x", "u"], ["y", "u"], ["x", "v"], ["y", "v"]]
"""


@pytest.mark.parametrize(
    ("scenario", "path", "held"),
    [
        (load("prisoners-dilemma"), "orders.liberal.primacy", (1, 1)),
        (parse(RANKS, "ranks"), "orders.liberal.primacy", (0, 0)),
        (custom("x - 1 / 2"), "y", (0,)),
    ],
)
def test_a_number_that_payoffs_do_not_depend_on_is_said_to_change_nothing(scenario, path, held):
    line = thresholds(scenario, path, (0, 4))

    assert [over.path for over in line.without_effect] == [line.over.path] == thresholds_json(line)["without_effect"]
    assert line.tipping_points == ()
    assert len(line.regimes) == 1
    assert equilibria_at(line, 2) == (held,)
    sentence = f"The payoffs do not depend on {line.over.name}: no value of it changes anything."
    assert sentence in written(line, "table").replace("\n", " ")


def test_of_two_numbers_the_one_that_changes_nothing_is_named():
    payoff = "game.payoffs.0.0.0"
    plane = thresholds(load("prisoners-dilemma"), {payoff: (0, 9), "orders.liberal.primacy": (-4, 4)})

    assert thresholds_json(plane)["without_effect"] == ["orders.liberal.primacy"]
    assert "depend on liberal_primacy: no value" in written(plane, "table")
    assert [over.path for over in thresholds(load("stag-hunt"), payoff, (0, 9)).without_effect] == []


def test_a_sweep_over_a_number_that_changes_nothing_is_the_same_at_all_points():
    study = sweep(load("prisoners-dilemma"), {"orders.liberal.primacy": [-4, 0, 4], "game.payoffs.0.0.0": [3, 9]})

    assert [regime.points for regime in study.regimes()] == [6]


@pytest.mark.parametrize("over", ["x=0:1", ("x=0:1", "y=0:1")])
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_scenario_whose_own_numbers_have_no_game_is_told_of_where_there_is_one(over, form):
    nowhere = custom("y / (x + 1 / 2) - 1", low=-1).replace(x="-1/2")

    assert written(thresholds(nowhere, over), form) != ""
    asked = AnsweredStudy(sweep(nowhere, {"x": [-0.5, 0, 1]}))
    assert written(asked, form) != ""
    assert asked.answers.statuses == {"ok": 2, "undefined": 1}


def test_names_that_differ_in_a_sign_alone_are_numbers_apart() -> None:
    table = [[[3, 0], [5, 1]], [[5, 1], [0, 1]]]
    over = ("game.payoffs.0.0.0", "game.payoffs.0.1.0")
    plain, signed = (
        thresholds(NormalFormGame(table, actions=[names, names]), over, ((0, 9), (0, 9)))
        for names in (["C", "D"], ["C+", "C-"])
    )

    assert [cell.profiles for cell in signed.cells] == [cell.profiles for cell in plain.cells]
    assert len(signed.cells) == 2
    assert len({known.name for known in signed.over}) == 2
