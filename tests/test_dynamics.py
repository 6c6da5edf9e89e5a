"""Dynamics of shares, and the paths that they make."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy import InputError, evolve, load
from tetrarchy.solvers.evolution.dynamics import best_reply, imitation, logit, replicator, replicator_mutator
from tetrarchy.studies.evolution.evolution import basins
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

each_dynamic = pytest.mark.parametrize("dynamic", DYNAMICS.values(), ids=DYNAMICS)


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
