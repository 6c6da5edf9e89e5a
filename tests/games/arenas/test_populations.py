"""The order contest and the magnet: formulas, scenario files, and what the analysis says of the papers' claims."""

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy import InputError, ScenarioError, evolve, load, parse
from tetrarchy.configs.template import template
from tetrarchy.games.actors import actor_weights, mix
from tetrarchy.games.arenas import POPULATIONS
from tetrarchy.games.arenas.populations.magnet import MAGNET, magnet_worth
from tetrarchy.games.arenas.populations.order_contest import ORDER_CONTEST, order_contest_payoffs
from tetrarchy.games.orders.matrix import cosine_similarities, value_matrix
from tetrarchy.games.orders.rows import ORDER_NAMES
from tetrarchy.games.scenario.paths import canonical, numeric_paths, read_path
from tetrarchy.games.scenario.resolved import resolved
from tetrarchy.reports.format.toml import toml
from tetrarchy.reports.outputs import written
from tetrarchy.solvers.evolution.dynamics import replicator_mutator
from tetrarchy.studies.evolution.magnet import adoption, joined_next, regime_of
from tetrarchy.studies.evolution.order_contest.analysis import order_contest
from tetrarchy.studies.evolution.order_contest.numeric import contest_of
from tetrarchy.studies.evolution.order_contest.responses import long_run, monism, responses
from tetrarchy.studies.evolution.populations import POPULATION_STUDIES, population_analysis

CONTEST, PAIR = load("order-contest"), load("magnet-or-repellent")


def values_of(arena, draw):
    """Return a value for each parameter, in its range."""
    steps = {known.name: draw(st.integers(0, 20)) for known in arena.parameters}
    return {
        known.name: known.low + (known.high - known.low) * Fraction(steps[known.name], 20) for known in arena.parameters
    }


def fitness_by_the_formula(p, x, close):
    """Return the fitness of each order, term by term as the theory writes it."""
    appeal = [p["v_L"], p["v_T"] + p["eps"], p["v_M"] + p["eta"], p["v_K"] + p["press"]]
    m = [p["m_L"], p["m_T"], p["m_M"], p["m_K"]]
    found = []
    for i in range(4):
        f = appeal[i] - p["om"] * x[i]
        for j in range(4):
            if j != i:
                f += x[j] * (p["rho"] * close[i, j] - (1 - p["rho"]) * m[j] * (1 - close[i, j]))
                f -= p["beta"] * m[i] * (1 - close[i, j]) * x[j]
        found.append(f)
    return found


@given(data=st.data())
def test_the_contest_is_a_matrix_game_with_the_fitness_of_the_formula(data):
    values = values_of(ORDER_CONTEST, data.draw)
    parts = data.draw(st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any))
    x = np.array(parts) / sum(parts)
    symbols = {known.symbol: float(values[known.name]) for known in ORDER_CONTEST.parameters}
    close = (1 + cosine_similarities(value_matrix())) / 2

    fitness = order_contest_payoffs(values, value_matrix()) @ x

    assert fitness == pytest.approx(fitness_by_the_formula(symbols, x, close), abs=1e-14)


def test_many_contests_at_once_are_as_one_by_one():
    rho, gain = [0.0, 0.4, 1.0], [2, 3, 4]

    together = contest_of(CONTEST.replace({"rho": rho, "orders.liberal.gain": gain})).payoffs

    for number in range(3):
        one = contest_of(CONTEST.replace({"rho": rho[number], "orders.liberal.gain": gain[number]})).payoffs
        assert np.abs(together[number] - one).max() <= 1e-15


def test_closeness_follows_the_scenarios_own_value_matrix():
    copied = {f"orders.transformative.{name}": value for name, value in CONTEST.orders["liberal"].items()}
    payoffs = contest_of(CONTEST.replace(copied)).payoffs

    # Liberal and transformative orders are one then: closeness 1, and all that counts is recognition.
    assert payoffs[1, 0] == pytest.approx(0.4 + 0.3)


@given(data=st.data())
def test_joining_is_worth_what_the_formula_says(data):
    p = values_of(MAGNET, data.draw)
    order = data.draw(st.sampled_from(ORDER_NAMES))
    w = actor_weights(mix(order), value_matrix())
    gain, _, autonomy, governance, _, _, status, security, _ = w

    alone, more = magnet_worth(p, w)

    threatened = security * p["threat"] + autonomy * p["dependence"]
    assert alone == gain * p["offer"] - (1 - p["restraint"]) * threatened - security * p["outside_pressure"]
    assert more == p["thickness"] * (governance + status * Fraction(3, 10))


@pytest.mark.parametrize("arena", POPULATIONS.values(), ids=POPULATIONS)
def test_parameters_have_names_symbols_and_reasons_of_their_own(arena):
    assert len({known.name for known in arena.parameters}) == len(arena.parameters)
    assert len({known.symbol for known in arena.parameters}) == len(arena.parameters)
    assert all(
        known.meaning and known.source and known.low <= known.default <= known.high for known in arena.parameters
    )
    assert mix(arena.reference_mix)


@pytest.mark.parametrize("scenario", [CONTEST, PAIR], ids=lambda scenario: scenario.source)
def test_every_number_can_be_read_and_set_by_its_path(scenario):
    paths = list(numeric_paths(scenario))

    assert len(paths) == len(scenario.game.arena.parameters) + 4 + 36
    for path in paths:
        value = read_path(scenario, path)
        assert canonical(scenario, path) == path
        assert read_path(scenario.replace({path: value}), path) == value


def test_a_title_and_a_kind_are_a_whole_scenario():
    scenario = parse('title = "x"\n[game]\nkind = "order_contest"', "x")

    assert scenario.game == CONTEST.game
    assert parse(toml(resolved(scenario)), "x").game == scenario.game


def test_parameters_go_by_name_or_symbol_and_shares_by_a_table_or_an_order():
    scenario = parse(
        'title = "x"\n[game]\nkind = "magnet"\n[game.parameters]\nrho = "1/3"\noffer = 0.2\n'
        '[game.shares]\nneighbours = "conservative"',
        "x",
    )

    assert scenario.game.parameters["restraint"] == Fraction(1, 3)
    assert scenario.game.parameters["offer"] == Fraction(1, 5)
    assert scenario.game.mix["conservative"] == 1


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        ("[game.parameters]\nrhoo = 1", "game.parameters.rhoo", "unknown parameter of magnet 'rhoo'"),
        ("[game.parameters]\nrho = 1\nrestraint = 1", "game.parameters.restraint", "the same parameter as rho"),
        (
            "[game.shares]\nstart = 'liberal'",
            "game.shares.start",
            "unknown shares of magnet 'start'; known: neighbours",
        ),
        ("[game.shares]\nneighbours = { liberal = 0.5 }", "game.shares.neighbours", "must sum to 1, got 0.5"),
        ("[game.shares]\nneighbours = 3", "game.shares.neighbours", "got 3"),
        ("[actors.US]\norders = 'liberal'", "actors.US", "has no effect"),
    ],
)
def test_a_fault_in_a_population_names_its_place(text, field, message):
    with pytest.raises(ScenarioError) as caught:
        parse(f'title = "x"\n[game]\nkind = "magnet"\n{text}\n', "bad.toml")

    assert [
        problem.message for problem in caught.value.problems if problem.field == field and message in problem.message
    ]


def test_a_status_quo_of_a_population_is_refused():
    with pytest.raises(ScenarioError, match="a population game has no players"):
        parse('title = "x"\nstatus_quo = { US = "x" }\n[game]\nkind = "magnet"\n', "bad.toml")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("presure", 1, "unknown parameter of order_contest 'presure'"),
        ("game.shares.start.liberl", 1, "unknown order 'liberl'"),
        ("game.shares.start.liberal", 2, r"must lie in \[0, 1\]"),
        ("game.shares.neighbours.liberal", 1, "unknown path"),
        ("status_quo.US", "x", "is a population game: use tetrarchy evolve"),
    ],
)
def test_a_path_or_value_that_does_not_fit_a_population_is_named(path, value, message):
    with pytest.raises(InputError, match=message):
        CONTEST.replace({path: value})


@pytest.mark.parametrize("use", ["build", "payoffs", "consequences", "weights"])
def test_a_population_is_no_game_between_players(use):
    with pytest.raises(InputError, match="order_contest is a population game: use tetrarchy evolve"):
        getattr(CONTEST, use)()


@pytest.mark.parametrize("rate", [-0.1, 1.5])
def test_a_rate_of_mutation_is_a_rate(rate):
    with pytest.raises(InputError, match="mutation must be a rate from 0 to 1"):
        contest_of(CONTEST.replace(mu=rate))


@pytest.mark.parametrize("scenario", [CONTEST, PAIR], ids=lambda scenario: scenario.source)
def test_an_analysis_needs_single_numbers(scenario):
    with pytest.raises(InputError, match="only at single numbers"):
        population_analysis(scenario.replace(rho=[0.1, 0.2]))


def test_the_share_that_has_joined_is_a_share():
    with pytest.raises(ValueError, match="from 0 to 1, got 2"):
        evolve(PAIR, 2)


def test_every_population_arena_has_a_study():
    assert list(POPULATION_STUDIES) == list(POPULATIONS)


def test_each_study_refuses_the_other_kind():
    with pytest.raises(InputError, match="only a scenario of kind magnet"):
        adoption(CONTEST)
    with pytest.raises(InputError, match="only a population game evolves"):
        order_contest(PAIR)
    with pytest.raises(InputError, match="played by a few players"):
        population_analysis(load("stag-hunt"))


@pytest.mark.parametrize("arena", POPULATIONS)
def test_a_new_file_for_a_population_is_sound_and_holds_the_defaults(arena):
    scenario = parse(template("mine", arena.replace("_", "-")), "mine.toml")

    assert scenario.game == parse(f'title = "x"\n[game]\nkind = "{arena}"', "x").game


# The order contest.


def test_from_the_start_the_liberal_order_loses_its_supremacy_but_stays_the_largest():
    course = evolve(CONTEST)

    assert course.shares[0, 0] == pytest.approx([0.7, 0.05, 0.1, 0.15])
    assert ORDER_NAMES[int(course.last[0].argmax())] == "liberal"
    assert course.last[0, 0] < 0.5
    assert course.effective[0, -1] > course.effective[0, 0]


def test_the_analysis_of_the_contest_hangs_together():
    analysis = order_contest(CONTEST)

    assert analysis.rest.complete
    (attractor,) = [point for point in analysis.rest if point.stable]
    assert analysis.settled == pytest.approx(attractor.shares, abs=1e-12)
    assert analysis.path.last[0] == pytest.approx(attractor.shares, abs=1e-5)
    assert [basin.share for basin in analysis.basins] == [1]
    # The evolutionarily stable state is that of no mutation: mutation at rate 1/500 moves it by about as much.
    assert analysis.stable[0] == pytest.approx(attractor.shares, abs=0.01)
    assert (np.diag(analysis.invasion) == 0).all()


@pytest.mark.parametrize("order", ["transformative", "mercantilist"])
def test_overreach_opens_a_liberal_world_to_a_rival_from_the_value_stated(order):
    least = order_contest(CONTEST).overreach_from[order]
    k = ORDER_NAMES.index(order)

    for overreach, invades in [(least - 1e-9, False), (least + 1e-9, True)]:
        payoffs = contest_of(CONTEST.replace(om=overreach)).payoffs
        assert (payoffs[k, 0] > payoffs[0, 0]) == invades


def test_the_long_run_rests_and_is_stable_in_every_game():
    scenario = CONTEST.replace(rho=np.linspace(0, 1, 5))
    contest = contest_of(scenario)
    settled = long_run(contest.payoffs, contest.start, contest.mutation)

    for payoffs, x in zip(contest.payoffs, settled, strict=True):
        assert np.abs(replicator_mutator(contest.mutation)(x, payoffs @ x)).max() <= 1e-14


def test_a_path_that_does_not_settle_has_no_long_run():
    circle = np.array([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]])

    assert np.isnan(long_run(circle[None], np.array([0.5, 0.3, 0.2]), 0.0)).all()


def test_what_the_model_says_of_the_claims_at_the_defaults():
    said = {response.conjecture.parameter: response for response in responses(CONTEST)}

    assert {name: response.course for name, response in said.items()} == {
        "recognition": "rises",
        "grievance": "rises",
        "change_from_below": "rises",
        "outside_pressure": "rises",
        "liberal_monism": "rises",
    }
    # The papers expect the last one to fall: without backlash, claiming less does not pay the liberal order.
    assert [name for name, response in said.items() if not response.holds] == ["liberal_monism"]


def test_claiming_less_pays_the_liberal_order_from_a_certain_backlash():
    found = monism(CONTEST)

    assert found.pull > 0
    assert found.turning_backlash == pytest.approx(0.525, abs=5e-4)
    for backlash, sign in [(found.turning_backlash - 1e-6, 1), (found.turning_backlash + 1e-6, -1)]:
        assert np.sign(monism(CONTEST.replace(beta=backlash)).pull) == sign


def test_the_pull_of_monism_is_the_slope_of_the_liberal_share():
    contest, step = contest_of(CONTEST), 1e-4
    games = contest_of(CONTEST.replace(m_L=[0.8 - step, 0.8 + step])).payoffs
    low, high = long_run(games, contest.start, contest.mutation)[:, 0]

    # A central difference errs by step^2 / 6 times the third derivative, which is of the order of 0.1.
    assert monism(CONTEST).pull == pytest.approx((high - low) / (2 * step), abs=1e-8)


# The magnet.


@pytest.mark.parametrize(
    ("restraint", "regime"),
    [
        (0, "repellent"),
        ("337/124340", "repellent"),
        (0.003, "bistable"),
        ("18725/24868", "bistable"),
        (0.76, "magnet"),
        (1, "magnet"),
    ],
)
def test_restraint_alone_leads_through_all_three_regimes_with_exact_bounds(restraint, regime):
    assert adoption(PAIR.replace(rho=restraint)).typical.regime == regime
    assert any(Fraction(restraint) in part for part in dict(adoption(PAIR).typical.by_restraint)[regime])


def test_the_bounds_are_where_the_worth_of_joining_is_zero():
    where = dict(adoption(PAIR).typical.by_restraint)

    assert adoption(PAIR.replace(rho=where["magnet"][0].low)).typical.alone == 0
    assert adoption(PAIR.replace(rho=where["repellent"][0].high)).typical.together == 0


def test_the_tipping_share_is_where_joining_turns_worth_it():
    typical = adoption(PAIR).typical

    assert typical.tipping == Fraction(827, 4056)
    assert not typical.joins(typical.tipping)
    assert typical.joins(typical.tipping + Fraction(1, 10**12))


def test_mercantilists_limit_themselves_or_stay_away():
    alike = PAIR.replace({"game.shares.neighbours": "mercantilist", "rho": 1, "th": 1})
    found = adoption(alike)

    assert found.typical.regime == "self-limiting"
    assert found.resting == ()
    assert found.courses[0] == (0, 1, 0)


@settings(max_examples=30)
@given(data=st.data())
def test_regimes_say_where_neighbours_end_who_are_all_alike(data):
    values = {f"game.parameters.{name}": value for name, value in values_of(MAGNET, data.draw).items()}
    found = adoption(PAIR.replace({**values, "game.shares.neighbours": data.draw(st.sampled_from(ORDER_NAMES))}))
    (kind,) = found.kinds
    ends = {course[0]: course[-1] for course in found.courses}

    assert kind.regime == found.typical.regime == regime_of(kind.alone, kind.together)
    if kind.regime == "magnet":
        assert set(ends.values()) == {1}
    if kind.regime == "repellent":
        assert set(ends.values()) == {0}
    if kind.regime == "bistable":
        assert all(end == (start > kind.tipping) for start, end in ends.items())


@settings(max_examples=30)
@given(data=st.data())
def test_resting_shares_are_all_that_rest(data):
    values = {f"game.parameters.{name}": value for name, value in values_of(MAGNET, data.draw).items()}
    found = adoption(PAIR.replace(values))

    assert all(joined_next(found.kinds, share) == share for share in found.resting)
    for course in found.courses:
        if course[-1] == course[-2]:
            assert course[-1] in found.resting


def test_neighbours_of_different_orders_stop_half_way():
    found = adoption(PAIR)

    # Liberals join at once; without some conservatives in already, the rest stay out.
    assert found.resting == (Fraction(3, 10), 1)
    assert found.courses[0] == (0, Fraction(3, 10), Fraction(3, 10))
    assert evolve(PAIR, 0, points=4).shares[0, :, 0].tolist() == [0, 0.3, 0.3, 0.3]
    assert evolve(PAIR).shares.shape == (11, 101, 2)


# Reports.


@pytest.mark.parametrize("scenario", [CONTEST, PAIR], ids=lambda scenario: scenario.source)
def test_a_report_ends_with_what_reproduces_it(scenario):
    text = written(population_analysis(scenario), "markdown")

    listing = text.rsplit("```toml\n", 1)[1].removesuffix("```\n")
    assert parse(listing, "again").game == scenario.game
    assert "never a prediction" in text


def test_a_report_says_what_does_not_settle_or_may_be_missing():
    analysis = order_contest(CONTEST.replace({"om": -0.1, "rho": 0}))
    text = written(analysis, "table")

    assert "overreach = -0.1 lies outside the range held plausible" in text
    assert text.count("yes") >= 2


def test_results_are_plain_values_under_their_schema():
    contest = json.loads(written(population_analysis(CONTEST), "json"))
    pair = json.loads(written(population_analysis(PAIR), "json"))

    assert contest["schema"] == pair["schema"] == "tetrarchy.evolve/1"
    assert [point["stable"] for point in contest["rest_points"]] == [True]
    assert len(contest["path"]["shares"]) == len(contest["path"]["times"]) == 101
    assert pair["typical"]["tipping"] == "827/4056"
    assert parse(toml(contest["scenario"]), "again").game == CONTEST.game
