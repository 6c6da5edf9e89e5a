"""Dynamics of shares of one population and of several, and the paths that they make."""

import nashpy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy import InputError, NormalFormGame, evolve, load, rest_points
from tetrarchy.solvers.evolution.dynamics import best_reply, imitation, logit, replicator, replicator_mutator
from tetrarchy.solvers.evolution.one_population import one_population
from tetrarchy.studies.evolution.basins import basins
from tetrarchy.studies.evolution.trajectories import effective_number

DYNAMICS = {
    "replicator": replicator,
    "with mutation": replicator_mutator(0.01),
    "imitation": imitation(2.0),
    "logit": logit(3.0),
    "best reply": best_reply,
}
HAWK_DOVE = [[-1, 2], [0, 1]]
ROCK_PAPER_SCISSORS = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
PENNIES = NormalFormGame.zero_sum([[1, -1], [-1, 1]])
TWO_HAWK_DOVE = NormalFormGame.symmetric(HAWK_DOVE)

SMOOTH = {name: dynamic for name, dynamic in DYNAMICS.items() if dynamic is not best_reply}

each_dynamic = pytest.mark.parametrize("dynamic", DYNAMICS.values(), ids=DYNAMICS)
each_smooth_dynamic = pytest.mark.parametrize("dynamic", SMOOTH.values(), ids=SMOOTH)


def states(m):
    return (
        st.lists(st.integers(0, 9), min_size=m, max_size=m).filter(any).map(lambda parts: np.array(parts) / sum(parts))
    )


@each_dynamic
@given(x=states(4), fitness=st.lists(st.floats(-5, 5), min_size=4, max_size=4), shift=st.floats(-10, 10))
def test_the_simplex_is_kept_and_only_differences_of_fitness_count(dynamic, x, fitness, shift):
    f = np.array(fitness)
    velocity = dynamic(x, f)

    assert abs(velocity.sum()) <= 1e-13
    assert (velocity[x == 0] >= 0).all()
    if dynamic is not best_reply:  # a shift may round a tie away
        assert np.abs(dynamic(x, f + shift) - velocity).max() <= 1e-12


@each_dynamic
def test_many_states_at_once_are_as_one_by_one(dynamic):
    rng = np.random.default_rng(3)
    x, f = rng.dirichlet(np.ones(3), 5), rng.normal(size=(5, 3))

    assert np.allclose(dynamic(x, f), [dynamic(*each) for each in zip(x, f, strict=True)], rtol=0, atol=1e-15)


def test_gentle_imitation_is_the_replicator_dynamics_at_half_its_intensity():
    x, f = np.array([0.2, 0.3, 0.5]), np.array([1.0, -2.0, 0.5])

    # tanh z = z - z^3 / 3 + .., with z up to 1.5e-4 here.
    assert imitation(1e-4)(x, f) / 5e-5 == pytest.approx(replicator(x, f), abs=1e-7)


def test_hawks_and_doves_settle_whatever_the_dynamics():
    for name, dynamic in DYNAMICS.items():
        course = evolve(HAWK_DOVE, [0.9, 0.1], dynamic, time=20)
        assert course.last[0] == pytest.approx([0.5, 0.5], abs=2e-3), name


def test_a_path_follows_the_closed_form_of_two_strategies_with_constant_fitness():
    course = evolve([[1, 1], [0, 0]], [0.1, 0.9], time=12, points=25)

    logistic = 1 / (1 + 9 * np.exp(-course.times))
    assert np.abs(course.shares[0, :, 0] - logistic).max() <= 1e-8
    assert course.error[0] <= 1e-8


def test_the_product_of_shares_stays_in_rock_paper_scissors():
    course = evolve(ROCK_PAPER_SCISSORS, [0.6, 0.3, 0.1], time=60)

    # Hofbauer & Sigmund 1998, section 7.7: x1 x2 x3 is a constant of motion of the zero-sum game.
    assert np.abs(course.shares[0].prod(axis=1) - 0.018).max() <= 1e-7


def test_paths_of_the_good_game_go_to_the_centre_and_of_the_bad_one_away_from_it():
    good = evolve([[0, -1, 2], [2, 0, -1], [-1, 2, 0]], [0.6, 0.3, 0.1], time=60)
    bad = evolve([[0, -2, 1], [1, 0, -2], [-2, 1, 0]], [0.34, 0.33, 0.33], time=60)

    assert good.last[0] == pytest.approx([1 / 3] * 3, abs=1e-3)
    assert bad.last[0].min() < 1e-3


def test_each_start_may_have_a_game_of_its_own():
    games = np.array([HAWK_DOVE, [[3, 0], [5, 1]]])
    both = evolve(games, [[0.5, 0.5], [0.9, 0.1]], time=20)

    for number, game in enumerate(games):
        alone = evolve(game, both.shares[number, 0], time=20)
        assert np.abs(alone.shares[0] - both.shares[number]).max() <= 2e-8


@settings(max_examples=15)
@given(st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=3, max_size=3), states(3))
def test_paths_stay_in_the_simplex_and_keep_unused_strategies_out(rows, start):
    course = evolve(rows, start, time=20)

    assert course.shares.min() >= -1e-12
    assert np.abs(course.shares.sum(axis=2) - 1).max() <= 1e-12
    assert np.abs(course.shares[0][:, start == 0]).max(initial=0) == 0


def test_a_long_path_with_negative_payoffs_does_not_drift_off_the_simplex():
    course = evolve([[-4, -5], [-5, -4]], [0.9, 0.1], time=400)

    assert course.last[0] == pytest.approx([1, 0], abs=1e-12)


def test_basins_of_a_coordination_game_are_measured_with_their_error():
    attractors = np.eye(2)
    first, second = basins(np.array([[2.0, 0.0], [0.0, 1.0]]), attractors, replicator, starts=2000, seed=7)

    # The tipping share is 1/3, and starts are uniform.
    assert abs(first.share - 2 / 3) <= 3 * first.standard_error
    assert first.share + second.share == 1
    assert first.standard_error == pytest.approx(np.sqrt(2 / 9 / 2000), rel=0.05)


def test_paths_that_go_round_belong_to_no_basin():
    (rest,) = basins(np.array(ROCK_PAPER_SCISSORS, dtype=float), np.zeros((0, 3)), replicator, starts=10, time=20)

    assert (rest.attractor, rest.share) == (None, 1)


def test_the_effective_number_lies_between_one_and_all():
    shares = np.array([[1, 0, 0, 0], [0.5, 0.5, 0, 0], [0.25] * 4])

    assert effective_number(shares) == pytest.approx([1, 2, 4])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1, 2]], [0.5, 0.5]), "must be square and finite"),
        ((7.0, [1.0]), "must be square and finite"),
        ((HAWK_DOVE,), "needs a start: 2 shares"),
        ((HAWK_DOVE, [0.5, 0.4]), r"2 shares from 0 that sum to 1, got \[0.5, 0.4\]"),
        ((HAWK_DOVE, [1.5, -0.5]), "2 shares from 0"),
        ((HAWK_DOVE, [1.0]), "2 shares from 0"),
        (([[1e9, 0], [0, 0]], [0.5, 0.5]), "too fast to be followed"),
        ((HAWK_DOVE, [0.5, 0.5], lambda x, f: np.full_like(x, np.nan)), "too fast for any time step"),
        ((load("stag-hunt"),), "only a population game evolves"),
    ],
)
def test_what_is_no_course_is_refused(arguments, message):
    with pytest.raises((ValueError, InputError), match=message):
        evolve(*arguments)


@pytest.mark.parametrize("options", [{"time": 0}, {"points": 1}, {"time": float("nan")}, {"time": float("inf")}])
def test_a_course_needs_time_and_points(options):
    with pytest.raises(ValueError, match="a course needs a time above 0 and at least 2 points"):
        evolve(HAWK_DOVE, [0.5, 0.5], **options)


# Several populations.


def test_the_product_of_all_shares_stays_in_matching_pennies():
    course = evolve(PENNIES, ([[0.7, 0.3], [0.5, 0.5]], [[0.4, 0.6], [0.9, 0.1]]), time=20)
    first, second = course.shares
    constant = first.prod(axis=2) * second.prod(axis=2)

    # Hofbauer & Sigmund 1998, chapter 10. Each share moves the product of four by at most 1/4 of its error.
    assert (np.ptp(constant, axis=1) <= 2 * course.error).all()
    assert (course.error <= 1e-8).all()
    # The paths go round: nobody comes near a corner or to rest.
    assert np.ptp(first[:, -50:, 0], axis=1).min() > 0.1


def test_buyers_and_sellers_go_round_their_mixed_equilibrium():
    # Sellers are honest or cheat, buyers inspect or trust. Where no pure profile is an equilibrium and (p, q) is the
    # mixed one, p log x + (1 - p) log (1 - x) + c (q log y + ..) is a constant of motion (Schuster & Sigmund 1981).
    honest, cheating = (2, 2), (1, 3)
    inspecting, trusting = (1, 2), (2, 0)
    course = evolve((np.array([honest, cheating]), np.array([inspecting, trusting])), ([0.3, 0.7], [0.6, 0.4]), time=40)
    x, y = (own[0, :, 0] for own in course.shares)

    # x' = x (1 - x) (2 y - 1) and y' = y (1 - y) (2 - 3 x).
    constant = 2 * np.log(x) + np.log(1 - x) + np.log(y) + np.log(1 - y)
    slopes = 3 / np.min([x, 1 - x]) + 2 / np.min([y, 1 - y])
    assert np.ptp(constant) <= 2 * slopes * course.error[0]
    assert np.ptp(x) > 0.3


def test_two_populations_agree_with_nashpy():
    row, column = np.array([[3.0, 2, 0], [1, 4, 1]]), np.array([[1.0, 3, 2], [2, 0, 1]])
    course = evolve((row, column.T), ([0.3, 0.7], [0.5, 0.3, 0.2]), time=10, points=21)

    theirs = nashpy.Game(row, column).asymmetric_replicator_dynamics(
        x0=course.shares[0][0, 0], y0=course.shares[1][0, 0], timepoints=course.times
    )
    # They integrate with an error of 1.5e-8 a step, over some hundred steps.
    for ours, other in zip(course.shares, theirs, strict=True):
        assert np.abs(ours[0] - other).max() <= 2e-6


@each_smooth_dynamic
def test_one_population_on_its_own_is_two_that_start_alike(dynamic):
    start = [0.8, 0.2]
    alone = evolve(one_population(TWO_HAWK_DOVE), start, dynamic, time=5, points=6)
    together = evolve(TWO_HAWK_DOVE, (start, start), dynamic, time=5, points=6)

    slack = 2 * (alone.error + together.error) + 1e-12
    assert all(np.abs(own - alone.shares).max() <= slack for own in together.shares)


@each_dynamic
def test_of_two_populations_of_hawks_and_doves_each_comes_to_do_one_thing(dynamic):
    course = evolve(TWO_HAWK_DOVE, ([0.6, 0.4], [0.5, 0.5]), dynamic, time=30, points=2)

    # Selten 1980: only pure strategies are stable where roles are told apart. Mutation and logit blur them.
    assert course.last[0][0, 0] > 0.9
    assert course.last[1][0, 0] < 0.1


def test_mixed_rest_points_of_asymmetric_games_attract_nothing():
    profiles = [TWO_HAWK_DOVE.pure(profile) for profile in [(0, 1), (1, 0), (0, 0), (1, 1)]]
    found = basins(TWO_HAWK_DOVE, profiles, replicator, starts=200, seed=5)

    assert sum(basin.share for basin in found[:2]) == 1
    assert abs(found[0].share - 0.5) <= 3 * found[0].standard_error
    assert [point.stable for point in rest_points((HAWK_DOVE, HAWK_DOVE))] == [False, True, True, False, False]


def test_basins_of_two_populations_are_those_on_either_side_of_the_separatrix():
    game = NormalFormGame.symmetric([[2, 0], [0, 1]])
    found = basins(game, [game.pure((0, 0)), game.pure((1, 1))], replicator, starts=400, seed=11)

    # Paths keep x (1 - x)^2 / (y (1 - y)^2), which is 1 at the saddle (1/3, 1/3). So the separatrix is
    # y = (2 - x - sqrt(4 x - 3 x^2)) / 2, and the area above it is 1/3 + 2 pi sqrt(3) / 27.
    exact = 1 / 3 + 2 * np.pi * np.sqrt(3) / 27
    assert abs(found[0].share - exact) <= 3 * found[0].standard_error
    assert found[0].share + found[1].share == 1


@pytest.mark.parametrize("x", [0.05, 0.2, 0.5, 0.9])
def test_paths_on_either_side_of_the_separatrix_part(x):
    edge = (2 - x - np.sqrt(4 * x - 3 * x * x)) / 2
    seconds = np.array([edge - 1e-3, edge + 1e-3])
    starts = np.full((2, 2), [x, 1 - x]), np.column_stack([seconds, 1 - seconds])
    course = evolve((np.diag([2, 1]), np.diag([2, 1])), starts, time=60, points=2)

    for own in course.last:
        assert own[:, 0] == pytest.approx([0, 1], abs=1e-6)


def test_precise_logit_dynamics_end_at_stable_rest_points():
    pair = ([[3, 0, 1], [1, 2, 0]], [[2, 0], [0, 1], [1, 0.5]])
    stable = [np.concatenate(point.shares) for point in rest_points(pair) if point.stable]
    rng = np.random.default_rng(2)
    starts = rng.dirichlet(np.ones(2), 20), rng.dirichlet(np.ones(3), 20)
    course = evolve(pair, starts, logit(30), time=40, points=2)

    # What is not best at the end is worse by 1/2 or more, so its odds are below e^-15; of the starts e^-40 is left.
    ends = np.hstack(course.last)
    distances = np.array([np.abs(ends - shares).max(axis=1) for shares in stable])
    assert (distances.min(axis=0) <= 2 * np.exp(-15)).all()
    assert set(distances.argmin(axis=0)) == {0, 1}


def test_three_populations_that_want_to_do_alike_end_doing_so():
    alike = [[[1, 0], [0, 0]], [[0, 0], [0, 1]]]
    game = NormalFormGame([alike, alike, alike])
    starts = np.random.default_rng(4).dirichlet(np.ones(2), (3, 10))
    course = evolve(game, tuple(starts), time=100, points=2)

    # By symmetry who starts above one half in all populations ends there.
    ends = np.array([own[:, 0] for own in course.last])
    for end, first in zip(ends.T, starts[..., 0].T, strict=True):
        assert end == pytest.approx([round(float(end[0]))] * 3, abs=1e-6)
        if (first > 0.5).all() or (first < 0.5).all():
            assert round(float(end[0])) == (first[0] > 0.5)


def test_fitness_in_a_game_of_several_is_the_expected_payoff():
    payoffs = np.random.default_rng(6).normal(size=(3, 2, 3, 2))
    game = NormalFormGame(payoffs)
    profile = tuple(np.random.default_rng(7).dirichlet(np.ones(m)) for m in game.shape)
    seen: list[np.ndarray] = []

    def watching(state, fitness):
        seen.append(fitness)
        return 0 * state

    evolve(game, profile, watching, time=1, points=2)
    for player in range(3):
        assert seen[player][0] == pytest.approx(game.action_payoffs(player, profile), rel=1e-13)


@each_smooth_dynamic
def test_shares_of_each_population_stay_on_its_simplex(dynamic):
    game = NormalFormGame(np.random.default_rng(8).normal(size=(3, 2, 3, 2)))
    starts = tuple(np.random.default_rng(9).dirichlet(np.ones(m), 4) for m in game.shape)
    course = evolve(game, starts, dynamic, time=4, points=5)

    for own, m in zip(course.shares, game.shape, strict=True):
        assert own.shape == (4, 5, m)
        assert own.min() >= -1e-12
        assert np.abs(own.sum(axis=2) - 1).max() <= 1e-12


def test_the_order_of_players_does_not_matter():
    game = NormalFormGame(np.random.default_rng(10).normal(size=(2, 2, 3)))
    turned = NormalFormGame(game.payoffs[::-1].swapaxes(1, 2))
    start = ([0.3, 0.7], [0.2, 0.3, 0.5])

    one, other = evolve(game, start, time=10), evolve(turned, start[::-1], time=10)
    for own, same in zip(one.shares, other.shares[::-1], strict=True):
        assert np.abs(own - same).max() <= 1e-12


def test_a_matrix_may_be_a_tuple_of_rows():
    course = evolve(((-1, 2), (0, 1)), (0.9, 0.1), time=40)

    assert course.last[0] == pytest.approx([0.5, 0.5], abs=1e-7)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((PENNIES,), "shares of each of 2 populations, got None"),
        ((PENNIES, [[0.5, 0.5]]), "shares of each of 2 populations"),
        ((PENNIES, [[0.5, 0.5], [1.0]]), r"must have \(2, 2\) shares .* got \(1, 2\), \(1, 1\)"),
        ((PENNIES, [[[0.5, 0.5]] * 2, [0.5, 0.5]]), r"in each of its rows, got \(2, 2\), \(1, 2\)"),
        ((PENNIES, [[0.5, 0.4], [0.5, 0.5]]), "from 0 and sum to 1"),
        ((PENNIES, [[1.5, -0.5], [0.5, 0.5]]), "from 0 and sum to 1"),
        ((([[1, 2]], [[1, 2]]), [[1.0], [0.5, 0.5]]), r"shapes \(m, k\) and \(k, m\), got \(1, 2\) and \(1, 2\)"),
        ((([[1, np.inf]], [[1], [2]]), [[1.0], [0.5, 0.5]]), "must be finite"),
        (([HAWK_DOVE, HAWK_DOVE], [[0.5, 0.5], [0.5, 0.5]]), "a list of matrices may mean two things"),
    ],
)
def test_what_is_no_course_of_several_populations_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        evolve(*arguments)


@pytest.mark.parametrize(
    ("game", "message"),
    [
        (PENNIES, r"Player 1 is paid 1 at \(a1, a1\), Player 2 -1 at \(a1, a1\)"),
        (NormalFormGame(np.zeros((2, 2, 3))), r"with the same actions, got shape \(2, 3\)"),
        (NormalFormGame(np.zeros((3, 2, 2, 2))), r"a game of two players"),
    ],
)
def test_a_game_that_is_not_symmetric_is_not_played_by_one_population(game, message):
    with pytest.raises(InputError, match=message):
        one_population(game)
