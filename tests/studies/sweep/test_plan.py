"""The columns of a sweep, against the exact solvers of one game at a time."""

import json
import pickle
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tetrarchy import InputError, NormalFormGame, RepeatedGame, grim_trigger, load, parse, solve, stability, sweep
from tetrarchy.configs.load import shipped
from tetrarchy.games.arena import ArenaGame
from tetrarchy.games.graph.graph_game import GraphGame
from tetrarchy.games.ordinal import OrdinalGame
from tetrarchy.games.population import PopulationGame
from tetrarchy.games.repeated.repetition import Repetition
from tetrarchy.games.scenario.inputs import DerivedGame
from tetrarchy.games.scenario.paths import numeric_paths
from tetrarchy.reports.outputs import written
from tetrarchy.reports.sweep.values import study_json
from tetrarchy.solvers.best_replies import TIE, best_replies
from tetrarchy.solvers.concepts.pure_nash import exact_pure
from tetrarchy.solvers.pareto import pareto_frontier
from tetrarchy.solvers.repeated.grim_reversion import sustainable_profiles
from tetrarchy.studies.sensitivity.answered import AnsweredStudy
from tetrarchy.studies.sweep import plan as module
from tetrarchy.studies.sweep.columns.column import Labelled
from tetrarchy.studies.sweep.columns.pure import replies
from tetrarchy.studies.sweep.columns.reversion import reversions
from tetrarchy.studies.sweep.plan import Plan
from tetrarchy.studies.sweep.points.designs import designed
from tetrarchy.studies.sweep.points.drawn import Sobol
from tetrarchy.studies.sweep.points.factors import factors
from tetrarchy.studies.sweep.points.listed import Grid
from tetrarchy.studies.sweep.regimes import BETWEEN_PROFILES, profiles_by_name, regimes_of

TRIANGLE = load("us-russia-china")
REFERENCE = parse('title = "Reference"\n[game]\nkind = "triangle"', "reference")
UNSWEPT = PopulationGame | DerivedGame | GraphGame | OrdinalGame
PLAYED = [name for name in shipped() if not isinstance(load(name).game, UNSWEPT)]
OFFER = "game.parameters.offer"
ROUNDING = 1e-12
"""Payoffs are at most a few units, sums of some dozen floats; exact ones differ by less."""


def sampled(scenario, samples=8, seed=1, concepts=(), selection="first", paths=None):
    """Return a plan over some of a scenario's parameters, weights and mixes, or over a payoff."""
    known = list(numeric_paths(scenario))
    parameters = [path for path in known if path.startswith("game.parameters.")][:4]
    weights = [path for path in known if path.startswith("orders.")][:3]
    mixes = list(dict.fromkeys(path.rsplit(".", 1)[0] for path in known if ".orders." in path))[:2]
    over = dict.fromkeys(paths or parameters + weights + mixes) or {"game.payoffs.0.0.0": (0, 5)}
    return Plan(scenario, Sobol(factors(scenario, over), samples, seed), concepts, selection)


def texts(columns):
    return {name: own.texts() if isinstance(own, Labelled) else own for name, own in columns.items()}


def games(plan):
    """Return the exact game of every row."""
    return (scenario.build() for scenario in moved_scenarios(plan))


def moved_scenarios(plan):
    """Return the scenario of every row, whole mixes put in at once."""
    points = plan.design.points(0, len(plan))
    for row in range(len(plan)):
        values = {path: float(column[row]) for path, column in points.items()}
        mixes = {}
        for path in [path for path in values if ".orders." in path]:
            mixes.setdefault(path.rsplit(".", 1)[0], {})[path.rsplit(".", 1)[1]] = Fraction(values.pop(path))
        for own in mixes.values():
            largest = max(own, key=own.get)
            own[largest] += 1 - sum(own.values())
        yield plan.scenario.replace({**values, **mixes})


def names(game, profiles):
    return ["/".join(game.name_profile(profile)) for profile in profiles]


def elsewhere(scenario):
    """Return what every profile does to every player, exactly, at parameters drawn from their ranges."""
    draw, known = Random(0), scenario.game.arena.parameters
    drawn = {own.name: own.low + (own.high - own.low) * Fraction(draw.randint(1, 997), 998) for own in known}
    return scenario.replace({f"game.parameters.{name}": value for name, value in drawn.items()}).consequences()


def tied(game, profile, moved):
    """Tell whether a player has another best reply to a profile that some number could make worse; exact.

    `moved` is what profiles do at other parameters, None where the game is no arena's and any payoff may vary.
    """
    exact = exact_pure(game, profile)
    for player in range(game.n_players):
        for action in set(best_replies(game, player, exact)) - {profile[player]}:
            other = (*profile[:player], action, *profile[player + 1 :])
            if moved is None or (moved[player][other] != moved[player][profile]).any():
                return True
    return False


@pytest.mark.parametrize("name", PLAYED)
def test_columns_are_what_the_exact_solvers_find(name):
    plan = sampled(load(name))
    columns = texts(plan.solve(0, len(plan)))
    moved = elsewhere(plan.scenario) if isinstance(plan.scenario.game, ArenaGame) else None

    for row, scenario in enumerate(moved_scenarios(plan)):
        game = scenario.build()
        equilibria = [tuple(own[0] for own in e.supports) for e in solve(game, "pure").equilibria]
        assert columns["status"][row] == "ok"
        assert columns["equilibria"][row] == len(equilibria)
        assert columns["regime"][row] == (" + ".join(names(game, equilibria)) or "none")
        assert columns["knife_edge"][row] == any(tied(game, profile, moved) for profile in equilibria)
        assert columns["selected"][row] == (names(game, equilibria) or ["none"])[0]
        flagged = [path for path in columns if path.startswith("pure.") and columns[path][row]]
        assert flagged == [f"pure.{own}" for own in names(game, equilibria)]
        payoffs = [columns[f"payoff.{player}"][row] for player in plan.scenario.players]
        if equilibria:
            np.testing.assert_allclose(payoffs, game.payoffs[:, *equilibria[0]], rtol=0, atol=ROUNDING)
            chances = [each.prior for each in scenario.agents] if scenario.incomplete else [1] * len(payoffs)
            expected = sum(float(chance) * paid for chance, paid in zip(chances, payoffs, strict=True))
            np.testing.assert_allclose(columns["welfare"][row], expected, rtol=0, atol=ROUNDING)
            assert columns["pareto"][row] == (equilibria[0] in pareto_frontier(game))
            assert 0 <= columns["regret"][row] <= TIE
        else:
            assert np.isnan([*payoffs, columns["welfare"][row], columns["regret"][row]]).all()
            assert not columns["pareto"][row]


@pytest.mark.parametrize("name", ["us-russia-china", "stag-hunt", "sanctions-renewal", "courting-washington"])
def test_rows_do_not_depend_on_how_they_are_cut(name, monkeypatch):
    plan = sampled(load(name), samples=64, concepts=("nash",))
    whole = texts(plan.solve(0, 64))

    monkeypatch.setattr(module, "BLOCK", 4000)
    parts = [texts(pickle.loads(pickle.dumps(plan)).solve(a, b)) for a, b in pairwise([0, 1, 3, 40, 64])]
    for name, column in whole.items():
        np.testing.assert_array_equal(np.concatenate([part[name] for part in parts]), column, strict=True)


@pytest.mark.parametrize("name", ["us-russia-china", "prisoners-dilemma", "inf-treaty"])
def test_columns_are_those_announced(name):
    plan = sampled(load(name), concepts=("nash", "logit:precision=2"))
    columns, announced = plan.solve(2, 5), plan.columns
    kinds = {"float": np.float64, "int": np.int32, "bool": np.bool_}

    assert list(columns) == [column.name for column in announced]
    for column in announced:
        found = columns[column.name]
        assert len(found) == 3
        if column.kind == "label":
            assert found.codes.dtype == np.int32
            assert found.labels == (column.labels or found.labels)
        else:
            assert found.dtype == kinds[column.kind]


def test_a_tie_that_no_parameter_can_break_is_no_knife_edge():
    plan = Plan(load("intervention-r2p"), designed(load("intervention-r2p"), {"severity": [0.4, 0.6]}))

    columns = texts(plan.solve(0, 2))

    assert columns["regime"].tolist() == ["unilateral/veto"] * 2  # where Russia could as well consent
    assert columns["knife_edge"].tolist() == [False, False]


def test_a_tie_is_a_knife_edge_and_has_the_equilibria_of_both_sides():
    plan = Plan(REFERENCE, designed(REFERENCE, {"rho": [0.6, 14813 / 16800, 0.95]}))
    columns = texts(plan.solve(0, 3))

    assert columns["knife_edge"].tolist() == [False, True, False]
    here, tie, there = (set(regime.split(" + ")) for regime in columns["regime"])
    assert here | there <= tie


def test_a_tie_does_not_depend_on_units_or_origins():
    payoffs = np.array([[[1, 0], [1, 0.5]], [[0.3, 0.1], [0, 0.7]]])
    for scale, shift in ((1, 0), (1e9, 0), (1e-9, 0), (3, 1000)):
        game = NormalFormGame(payoffs * scale + shift)
        scenario = replace(load("stag-hunt"), game=game)
        corner = float(game.payoffs[1, 1, 1])
        columns = Plan(scenario, designed(scenario, {"game.payoffs.1.1.1": [corner]})).solve(0, 1)
        assert columns["equilibria"].tolist() == [2]
        assert columns["knife_edge"].tolist() == [True]


PRIOR = "actors.US.types.0.prior"

HUNT = NormalFormGame([[[4, 0], [3, 3]], [[5, 3], [0, 3]]], actions=[["stag", "hare"], ["stag", "hare"]])


@pytest.mark.parametrize(
    ("rule", "cell", "chosen"),
    [
        ("first", 4, "stag/stag"),
        ("welfare", 4, "stag/stag"),
        ("welfare", 0.5, "hare/hare"),
        ("egalitarian", 4, "stag/stag"),
        ("status_quo", 4, "hare/hare"),
    ],
)
def test_the_rule_selects_among_the_equilibria(rule, cell, chosen):
    payoffs = HUNT.exact.copy()
    if cell < 1:
        payoffs[0, 1, 1] = 9
    scenario = replace(
        load("stag-hunt"),
        game=NormalFormGame(payoffs, players=["A", "B"], actions=HUNT.actions),
        status_quo={"A": "stag", "B": "hare"} if rule == "first" else {"A": "hare", "B": "hare"},
    )
    plan = Plan(scenario, designed(scenario, {"game.payoffs.0.0.0": [4]}), selection=rule)

    assert texts(plan.solve(0, 1))["selected"].tolist() == [chosen]


def test_an_equilibrium_that_another_profile_beats_is_not_efficient():
    dilemma = load("prisoners-dilemma")
    plan = Plan(dilemma, designed(dilemma, {"game.payoffs.0.0.0": [0.5, 3]}))

    assert plan.solve(0, 2)["pareto"].tolist() == [True, False]


def test_shares_that_vary_together_leave_the_rest_in_proportion():
    present = TRIANGLE.actors["US"].orders
    over = {"US.orders.liberal": [0.25], "US.orders.conservative": [0.5]}
    columns = Plan(TRIANGLE, designed(TRIANGLE, over)).solve(0, 1)
    left = [order for order in present if order not in ("liberal", "conservative")]
    rest = Fraction(1, 4) / sum(present[order] for order in left)
    mix = {"liberal": Fraction(1, 4), "conservative": Fraction(1, 2)}
    mix |= {order: present[order] * rest for order in left}
    game = TRIANGLE.replace({"US.orders": mix}).build()

    first = solve(game, "pure").equilibria[0]
    assert columns["payoff.US"][0] == pytest.approx(first.payoffs[0], abs=ROUNDING)


def test_the_chances_of_types_vary_like_shares():
    courting = load("courting-washington")
    player = next(name for name, actor in courting.actors.items() if hasattr(actor, "types"))
    plan = sampled(courting, paths=[f"{player}.types.0.prior"])
    columns = plan.solve(0, len(plan))
    [chance] = [columns[path] for path in columns if path.endswith(f"{player}.types.0.prior")]

    for row, game in enumerate(games(plan)):
        one, other, *others = solve(game, "pure").equilibria[0].payoffs
        expected = chance[row] * one + (1 - chance[row]) * other + sum(others)
        assert columns["welfare"][row] == pytest.approx(expected, abs=ROUNDING)


def test_rows_without_a_game_say_why_and_leave_the_others_alone():
    over = {"US.orders.liberal": [0.25, 0.75], "US.orders.conservative": [0.25, 0.5]}
    plan = Plan(TRIANGLE, designed(TRIANGLE, over), ("nash", "correlated", "logit:precision=1"))
    columns = texts(plan.solve(0, 4))

    assert columns["status"].tolist() == ["ok", "ok", "ok", "off_simplex"]
    assert columns["regime"][3] == "off_simplex"
    assert columns["selected"][3] == "none"
    for column in plan.columns:
        if column.kind in ("int", "bool"):
            assert not columns[column.name][3]
        elif column.kind == "float" and column.name not in plan.design.paths:
            assert np.isnan(columns[column.name][3])
    first = designed(TRIANGLE, {path: [values[0]] for path, values in over.items()})
    alone = texts(replace(plan, design=first).solve(0, 1))
    assert all(
        np.array_equal(alone[name], columns[name][:1], equal_nan=own.dtype == float) for name, own in alone.items()
    )


def test_a_payoff_that_is_not_finite_makes_its_row_undefined():
    text = """
    title = "Division"
    [game]
    kind = "custom"
    players = ["A", "B"]
    actions = [["x", "y"], ["x", "y"]]
    [game.parameters]
    c = { default = 1, low = 0, high = 2, meaning = "a divisor" }
    [[game.consequences]]
    when = { A = "x" }
    A = { gain = "1 / c" }
    [actors]
    A = { orders = "liberal" }
    B = { orders = "liberal" }
    """
    scenario = parse(text, "division")
    plan = Plan(scenario, designed(scenario, {"c": [0, 1]}))

    assert texts(plan.solve(0, 2))["status"].tolist() == ["undefined", "ok"]


@pytest.mark.parametrize("name", ["prisoners-dilemma", "us-russia-china", "stag-hunt"])
def test_critical_discounts_are_those_of_the_exact_analysis(name):
    plan = sampled(replace(load(name), repeated=Repetition(discount=Fraction(1, 2))), samples=16)
    columns = plan.solve(0, 16)

    for row, game in enumerate(games(plan)):
        found = {"/".join(game.name_profile(s.profile)): s for s in sustainable_profiles(game)}
        for profile in names(game, game.pure_profiles()):
            critical, sustained = columns[f"discount.{profile}"][row], columns[f"sustained.{profile}"][row]
            if profile in found:
                assert critical == pytest.approx(float(found[profile].discount), abs=1e-9)
                intervals = [r.interval for r in found[profile].reversions if r.interval is not None]
                assert sustained == any(i.low <= Fraction(1, 2) <= i.high for i in intervals)
            else:
                assert np.isnan(critical)
                assert not sustained


@pytest.mark.parametrize("noise", [Fraction(0), Fraction(1, 50), Fraction(1, 10)])
def test_critical_discounts_with_noise_are_where_one_deviation_ceases_to_pay(noise):
    """Grim trigger, checked state by state in the noisy game just below and just above the critical value."""
    games = [
        NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]),
        NormalFormGame([[[3, 0, -1], [5, 1, 0], [4, 0, -1]], [[3, 5, 1], [0, 1, 0], [1, 2, 0]]]),
        NormalFormGame(2 * (1 - np.indices((2, 2, 2))).sum(axis=0) - 3 * (1 - np.indices((2, 2, 2)))),
    ]
    for game in games:
        origin = (0,) * game.n_players
        found = reversions(game.payoffs[..., np.newaxis], np.zeros(1), np.array([float(noise)]))
        critical = found.critical[0, 0]
        punishment = (1,) * game.n_players
        grim = grim_trigger(game, origin, punishment)
        gains = [
            max(table.max() for table in RepeatedGame(game, Fraction(str(round(d, 6))), noise).deviations(grim).gains)
            for d in (critical - 1e-4, critical + 1e-4)
        ]
        assert 0.2 < critical < 0.9
        assert gains[0] > 0 >= gains[1]


@pytest.mark.parametrize("unit", [Fraction(1), Fraction(1, 10), Fraction(1, 3)])
def test_a_profile_that_one_discount_alone_sustains_is_found_in_every_unit(unit):
    """The first player keeps to it from a discount of 1/2 on, the second, who likes the threat, up to 1/2."""
    payoffs = np.array([[[1, 0], [2, 0]], [[2, 1], [3, 3]]]) * unit
    ((_, exact),) = [
        (row.profile, row) for row in sustainable_profiles(NormalFormGame(payoffs)) if row.profile == (0, 0)
    ]
    found = reversions(payoffs.astype(float)[..., np.newaxis], np.array([0.5]), np.zeros(1))

    assert exact.discount == Fraction(1, 2)
    assert found.critical[0, 0] == pytest.approx(0.5, abs=1e-9)
    assert found.sustained[0, 0]


SHAPES = ((2, 2), (2, 3), (2, 2, 2))


@given(st.sampled_from(SHAPES), st.integers(0, 10**6), st.data())
@settings(max_examples=40)
def test_units_origins_and_names_of_actions_play_no_part(shape, seed, data):
    """Payoffs are small integers, so that ties abound; units are powers of two, origins integers, so that they stay."""
    n = len(shape)
    payoffs = np.random.default_rng(seed).integers(0, 4, (n, *shape, 8)).astype(float)
    sizes = [2.0 ** data.draw(st.integers(-20, 20)) for _ in shape]
    origins = [data.draw(st.integers(-9, 9)) for _ in shape]
    orders = [data.draw(st.permutations(range(m))) for m in shape]
    column = (n, *[1] * (n + 1))
    changed = (payoffs + np.reshape(origins, column)) * np.reshape(sizes, column)
    changed = changed[np.ix_(range(n), *orders, range(8))]
    discount, noise = np.linspace(0, 0.9, 8), np.zeros(8)

    def renamed(flat):
        return flat.reshape(*shape, 8)[np.ix_(*orders, range(8))].reshape(flat.shape)

    one, other = replies(payoffs), replies(changed)
    np.testing.assert_array_equal(other.equilibria, renamed(one.equilibria))
    np.testing.assert_array_equal(other.knife_edge, one.knife_edge)
    before, after = reversions(payoffs, discount, noise), reversions(changed, discount, noise)
    np.testing.assert_allclose(after.critical, renamed(before.critical), rtol=0, atol=1e-12)
    np.testing.assert_array_equal(after.sustained, renamed(before.sustained))


def test_a_swept_discount_decides_what_is_sustained():
    dilemma = load("prisoners-dilemma")
    plan = Plan(dilemma, designed(dilemma, {"repeated.discount": [0, 0.4, 0.6, 0.9]}))
    columns = plan.solve(0, 4)

    critical = columns["discount.cooperate/cooperate"]
    assert columns["sustained.cooperate/cooperate"].tolist() == (critical <= [0, 0.4, 0.6, 0.9]).tolist()
    assert 0 < columns["sustained.cooperate/cooperate"].sum() < 4


@pytest.mark.parametrize("name", ["stag-hunt", "inf-treaty", "recognition-assurance"])
def test_nash_counts_what_solve_finds(name):
    plan = sampled(load(name), concepts=("nash",))
    columns = plan.solve(0, len(plan))
    solutions = [solve(game) for game in games(plan)]

    assert columns["nash.count"].tolist() == [len(solution.equilibria) for solution in solutions]
    assert columns["nash.complete"].all()
    assert columns["complete"].all()


def test_pure_equilibria_alone_are_not_complete_where_nash_is_asked_for_in_a_large_game():
    assert not sampled(TRIANGLE, concepts=("nash",)).solve(0, 4)["complete"].any()
    assert sampled(TRIANGLE).solve(0, 4)["complete"].all()


def test_a_profile_is_stable_where_the_exact_answer_says_so():
    profile = ("engage_both", "hedge", "hedge")
    asked = tuple(f"{concept}_stable:{'/'.join(profile)}" for concept in ("nash", "seq", "sseq"))
    plan = sampled(TRIANGLE, samples=40, concepts=asked)
    columns = plan.solve(0, 40)
    place = [names.index(action) for names, action in zip(TRIANGLE.actions, profile, strict=True)]

    for row, game in enumerate(games(plan)):
        found = stability(game)
        state = int(np.ravel_multi_index(place, game.shape))
        assert [columns[name][row] for name in asked] == [
            state in found.equilibria(name.partition("_")[0]) for name in asked
        ]
    assert 0 < columns[asked[1]].sum() < 40
    assert columns["complete"].all()


def test_a_profile_that_is_stable_nowhere_is_told_of_all_the_same():
    asked = "nash_stable:cooperate/cooperate"
    found = AnsweredStudy(sweep(load("prisoners-dilemma"), {"game.payoffs.0.1.0": [4, 6]}, concepts=(asked,)))

    (told,) = [each for each in found.answers.further if each.column == asked]
    assert (told.rows, told.mean) == (2, 0)


def test_correlated_and_logit_are_those_of_solve():
    plan = sampled(load("stag-hunt"), samples=4, concepts=("correlated", "logit:precision=3"))
    columns = plan.solve(0, 4)

    for row, game in enumerate(games(plan)):
        best = max(sum(e.payoffs) for e in solve(game, "correlated:goal=welfare").equilibria)
        assert columns["correlated.welfare"][row] == pytest.approx(best, abs=ROUNDING)
        logit = solve(game, "logit:precision=3").equilibria[0]
        found = [own[row] for name, own in columns.items() if name.startswith("logit.") and name != "logit.complete"]
        np.testing.assert_allclose(found, np.concatenate(logit.strategies), rtol=0, atol=1e-9)


def test_the_welfare_of_a_correlated_equilibrium_counts_types_by_their_chances():
    priors = [Fraction(0), Fraction(3, 4), Fraction(1)]
    plan = Plan(load("courting-washington"), designed(load("courting-washington"), {PRIOR: priors}), ("correlated",))

    found = plan.solve(0, 3)["correlated.welfare"]
    worth = [greatest_sum_by_chances(load("courting-washington").replace({PRIOR: prior})) for prior in priors]
    np.testing.assert_allclose(found, worth, rtol=0, atol=ROUNDING)


def greatest_sum_by_chances(scenario):
    """Return the greatest sum over the correlated equilibria, as a linear program over the chances of outcomes."""
    payoffs = scenario.build().payoffs
    gains = []
    for player, own in enumerate(payoffs):
        for told, played in permutations(range(own.shape[player]), 2):
            row = np.zeros_like(own)
            where = (*[slice(None)] * player, told)
            row[where] = np.take(own, played, player) - np.take(own, told, player)
            gains.append(row.ravel())
    total = np.tensordot(np.array(scenario.chances, dtype=float), payoffs, 1).ravel()
    return -linprog(-total, np.array(gains), np.zeros(len(gains)), [np.ones_like(total)], [1]).fun


@pytest.mark.parametrize("name", PLAYED)
def test_every_shipped_scenario_can_be_sent_and_described(name):
    plan = sampled(load(name))
    there = pickle.loads(pickle.dumps(plan))

    assert json.loads(json.dumps(plan.described())) == there.described()
    assert [column.name for column in there.columns] == [column.name for column in plan.columns]


def test_games_of_more_profiles_than_a_word_has_bits_have_their_regimes():
    games = np.random.default_rng(3).integers(0, 4, (4, 3, 3, 3, 3))
    scenario = replace(load("stag-hunt"), game=NormalFormGame(games))
    plan = Plan(scenario, designed(scenario, {"game.payoffs.0.0.0.0.0": [-1, 5], "game.payoffs.1.2.2.2.2": [-1, 5]}))
    columns = texts(plan.solve(0, 4))

    for row, point in enumerate(zip(*plan.design.points(0, 4).values(), strict=True)):
        payoffs = games.copy()
        payoffs[0, 0, 0, 0, 0], payoffs[1, 2, 2, 2, 2] = point
        game = NormalFormGame(payoffs)
        found = [tuple(own[0] for own in e.supports) for e in solve(game, "pure").equilibria]
        assert columns["regime"][row] == (" + ".join(names(game, found)) or "none")


def test_with_private_signals_there_are_no_columns_on_grim_reversion():
    scenario = replace(load("prisoners-dilemma"), repeated=Repetition(misperception=Fraction(1, 50)))
    plan = Plan(scenario, designed(scenario, {"repeated.noise": [0, 0.1]}))

    assert not [column for column in plan.columns if column.name.startswith("discount.")]


def test_large_games_get_labels_but_no_column_for_each_profile(monkeypatch):
    monkeypatch.setattr(module, "MOST_PROFILES", 15)
    columns = texts(sampled(TRIANGLE).solve(0, 4))

    assert not [name for name in columns if name.startswith(("pure.", "discount.", "sustained."))]
    assert "entente" in columns["regime"][0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"selection": "best"}, "unknown selection 'best'"),
        ({"selection": "status_quo"}, "what its status quo is"),
        ({"concepts": ("nash", "nash")}, "asked for twice"),
        ({"concepts": ("proper",)}, "a sweep asks for nash, correlated, logit"),
        ({"concepts": ("nash:method=nashpy-support",)}, "without options"),
        ({"concepts": ("correlated:goal=egalitarian",)}, "without options"),
        ({"concepts": ("nahs",)}, "unknown concept"),
        ({"concepts": ("seq_stable:hedge",)}, "expected an action of every player, as seq_stable:"),
        ({"concepts": ("seq_stable:hedge/hedge/hedge",)}, "unknown action of US 'hedge'"),
        ({"design": Grid({"p_R": (("p_R",), np.array([[0.5]]))})}, "expected a path in full"),
        ({"design": Grid({"q": (("q",), np.array([[0.5]]))})}, "unknown parameter"),
        (
            {"scenario": load("magnet-or-repellent"), "design": Grid({OFFER: ((OFFER,), np.array([[0.5]]))})},
            "population",
        ),
    ],
)
def test_what_does_not_fit_is_refused(options, message):
    fitting = {"scenario": REFERENCE, "design": designed(REFERENCE, {"p_R": [0.5]})}

    with pytest.raises(InputError, match=message):
        Plan(**{**fitting, **options})


def test_a_share_with_nothing_to_give_way_is_refused():
    scenario = TRIANGLE.replace({"US.orders": "liberal"})

    with pytest.raises(InputError, match="no other share could take the rest"):
        Plan(scenario, designed(scenario, {"US.orders.liberal": [0.5]}))


def test_columns_that_would_have_one_name_are_refused():
    game = NormalFormGame(np.zeros((2, 2, 2)), players=["a.b", "a"], actions=[["c", "d"], ["b.c", "e"]])
    scenario = replace(load("stag-hunt"), game=game)

    with pytest.raises(InputError, match=r"2 columns would be called 'logit\.a\.b\.c'"):
        Plan(scenario, designed(scenario, {"game.payoffs.0.0.0": [1]}), ("logit",))


ODD_NAMES = st.lists(st.text("a/\\\\+ =.", min_size=1, max_size=5), min_size=2, max_size=3, unique=True)


@given(st.lists(ODD_NAMES, min_size=1, max_size=2), st.data())
def test_the_name_of_a_regime_says_which_profiles_it_holds_whatever_actions_are_called(actions, data):
    game = NormalFormGame(np.zeros((len(actions), *map(len, actions))), actions=actions)
    scenario = replace(load("stag-hunt"), game=game)
    profiles = data.draw(st.lists(st.sampled_from(list(game.pure_profiles())), unique=True).map(sorted))

    named = {number: name for name, number in profiles_by_name(scenario).items()}
    label = BETWEEN_PROFILES.join(named[profile] for profile in profiles) or "none"

    assert len(named) == np.prod(game.shape)
    assert regimes_of(scenario, {(label, False): 1}, drawn=False)[0].profiles == tuple(profiles)


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        (["x/y", "x"], ["u", "y/u"], r"pure.x\/y/u"),
        (["a + b", "a"], ["u", "v"], r"pure.a \+ b/u"),
        (["\\", "C+"], ["u", "v"], r"pure.\\/u"),
        (["none", "undefined"], None, r"pure.\none"),
    ],
)
def test_profiles_are_lists_of_actions_whatever_these_are_called(first, second, name):
    shape = (2, 2, 2) if second else (1, 2)
    game = NormalFormGame(np.ones(shape), actions=[first, second] if second else [first])
    scenario = replace(load("stag-hunt"), game=game, repeated=None)
    path = ".".join(["game", "payoffs", "0", *"0" * len(game.shape)])

    asked = AnsweredStudy(sweep(scenario, {path: np.linspace(0, 3, 120)}))
    values, every = study_json(asked), {game.name_profile(profile) for profile in game.pure_profiles()}

    assert name in values["columns"]
    assert {profile for regime in values["regimes"] for profile in regime["equilibria"]} == every
    assert {item["profile"] for item in values["equilibria"]} == every
    assert {f"pure.{item['name']}" for item in values["equilibria"]} <= set(values["columns"])
    assert {regime["name"] for regime in values["regimes"]} == set(values["columns"]["regime"])
    assert all(f"({', '.join(profile)})" in written(asked, "table") for profile in every)
