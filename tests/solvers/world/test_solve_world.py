"""Equilibria of worlds: by hand, by an enumeration written apart from the solver, and by what must hold of all."""

from fractions import Fraction as F
from itertools import product
from math import inf

import numpy as np
import pytest
from sympy import QQ
from sympy.polys.matrices import DomainMatrix

from tetrarchy import World, solve_world
from tetrarchy.games.world.field import marginal_costs, regret
from tetrarchy.solvers.world.enumeration import enumerated
from tetrarchy.solvers.world.uniqueness import monotonicity, network_radius

TWO_BY_HAND = World([[1, 0], [0, 1]], [[0, 1], [1, 0]], ["1/2", "1/2"], "1/2", 0, 0, 0, 0)
THREE_EQUILIBRIA = World([["1/2", "1/2"]] * 2, [[0, 1], [1, 0]], ["1/2", "1/2"], 2, 0, 0, 0, 0)
THREE_STATES = World(
    theta=[["1/4", "1/5", "11/20", 0], [0, "3/20", "3/20", "7/10"], ["7/20", "3/20", "1/2", 0]],
    network=[[0, "1/7", "6/7"], ["3/7", 0, 0], ["3/7", 0, 0]],
    size=["3/10", "1/10", "3/5"],
    beta="1/2",
    gamma="1/2",
    monism=[1, "3/5", "2/5", 0],
    appeal=["1/5"] * 4,
    push=[["-1/10", "-1/10", "-1/10", 0], [0, "-1/10", "-1/10", "-1/10"], ["-1/10", "-1/10", 0, "-1/10"]],
)


def drawn(seed, states=3, orders=3, beta=1, likeness=True):
    """Return a world of fractions with ties either way, some of them negative."""
    rng = np.random.default_rng(seed)
    network = [[F(int(rng.integers(-3, 9)), 10) if i != j else 0 for j in range(states)] for i in range(states)]
    sizes = rng.integers(1, 6, states)
    half = rng.integers(-1, 2, (orders, orders))
    return World(
        theta=[[F(int(share), 8) for share in rng.multinomial(8, [1 / orders] * orders)] for _ in range(states)],
        network=network,
        size=[F(int(size), int(sizes.sum())) for size in sizes],
        beta=beta,
        gamma=F(int(rng.integers(0, 5)), 4),
        monism=[F(int(monism), 5) for monism in rng.integers(0, 6, orders)],
        appeal=0,
        push=[[F(int(push), 20) for push in rng.integers(-3, 4, orders)] for _ in range(states)],
        closeness=np.eye(orders, dtype=int) + (half + half.T if likeness else 0) * F(1, 4),
    )


def by_brute_force(world):
    """Return every isolated equilibrium: each active set's equations by SymPy, entry by entry from the payoffs."""
    n, m = world.theta.shape
    supports = [each for each in product((0, 1), repeat=m) if any(each)]
    found = set()
    for active in product(supports, repeat=n):
        rows, sides = [], []
        for i, k in product(range(n), range(m)):
            row = [0] * (n * m + n)
            row[i * m + k] = 1
            if active[i][k]:
                row[n * m + i] = -1
                for j, other in product(range(n), range(m)):
                    row[j * m + other] -= world.beta * world.network[i][j] * world.closeness[k][other]
                    if other == k:
                        row[j * m + k] += world.gamma * world.monism[k] * world.size[j] * (2 if i == j else 1)
            rows.append(row)
            sides.append(world.theta[i][k] + world.appeal[k] + world.push[i][k] if active[i][k] else 0)
        rows += [[int(i * m <= c < (i + 1) * m) for c in range(n * m + n)] for i in range(n)]
        system, right = in_rationals(rows), in_rationals([[side] for side in sides + [1] * n])
        if not system.det():
            continue
        shares = [F(int(x.numerator), int(x.denominator)) for [x] in system.lu_solve(right).to_list()[: n * m]]
        practice = np.array(shares, dtype=object).reshape(n, m)
        if (practice >= 0).all() and no_order_is_cheaper(world, practice):
            found.add(tuple(shares))
    return found


def in_rationals(rows):
    return DomainMatrix(
        [[QQ(F(c).numerator, F(c).denominator) for c in row] for row in rows], (len(rows), len(rows[0])), QQ
    )


def no_order_is_cheaper(world, practice):
    costs = marginal_costs(world, practice)
    return all(cost[own > 0].max() <= cost.min() for own, cost in zip(practice, costs, strict=True))


def points(equilibria):
    return {tuple(each.practice.flat) for each in equilibria}


def test_two_states_by_hand():
    solution = solve_world(TWO_BY_HAND, exact=True)

    assert solution.practice.tolist() == [[F(5, 6), F(1, 6)], [F(1, 6), F(5, 6)]]
    assert solution.payoffs.tolist() == [F(1, 9), F(1, 9)]
    assert (solution.regret, solution.unique.method, solution.complete) == (0, "size", True)


def test_beyond_the_bound_there_are_three():
    solution = solve_world(THREE_EQUILIBRIA, exact=True)
    payoffs = {tuple(each.practice[0]): each.payoffs.tolist() for each in solution.equilibria}

    assert payoffs == {(1, 0): [F(7, 4)] * 2, (0, 1): [F(7, 4)] * 2, (F(1, 2), F(1, 2)): [1, 1]}
    assert points(solution.equilibria) == {(1, 0, 1, 0), (0, 1, 0, 1), (F(1, 2),) * 4}
    assert solution.unique is None
    assert solution.complete


def test_three_states_of_four_orders():
    solution = solve_world(THREE_STATES, exact=True)

    assert solution.practice[0, 0] == F(62517071612273035367, 384805677806474852316)
    assert solution.practice[2, 3] == F(35429882007660742027, 769611355612949704632)
    assert solution.payoffs[1] == F(
        2020134262875921952211936008541641675207439, 17275464461745062149297989716246634565783200
    )
    assert solution.unique


def test_a_continuum_is_never_called_complete():
    solution = solve_world(THREE_EQUILIBRIA.replace(beta=1), exact=True)

    assert points(solution.equilibria) == {(1, 0, 1, 0), (0, 1, 0, 1)}
    assert (solution.complete, solution.unique) == (False, None)


@pytest.mark.parametrize("seed", range(3))
def test_all_equilibria_are_those_of_brute_force(seed):
    world = drawn(seed, states=2, beta=3)

    assert points(solve_world(world, exact=True).equilibria) == by_brute_force(world)


@pytest.mark.parametrize("seed", range(12))
def test_a_proof_of_uniqueness_is_borne_out_by_enumeration(seed):
    world = drawn(seed, beta=F(2, 5))
    solution, listed = solve_world(world, exact=True), enumerated(world)

    assert listed.complete
    assert monotonicity(world) is None or len(listed.practices) == 1
    assert (listed.practices[0] == solution.practice).all()


@pytest.mark.parametrize("seed", range(8))
def test_floats_lie_as_near_as_is_certified(seed):
    world = drawn(seed, states=5, orders=4, beta=F(1, 5))
    near, exact = solve_world(world), solve_world(world, exact=True)

    assert np.abs(near.practice - exact.practice.astype(float)).max() <= near.certificate.distance < 1e-10
    assert near.regret < 1e-12
    assert exact.regret == regret(world, exact.practice) == 0
    assert not near.certificate.active or (near.active == (exact.practice > 0)).all()
    assert np.abs(near.payoffs - exact.payoffs.astype(float)).max() < 1e-10


def test_a_constant_added_to_all_pushes_moves_nobody():
    world = drawn(1, beta=F(1, 3))
    moved = world.replace(push=world.push + F(1, 7))

    assert (solve_world(world, exact=True).practice == solve_world(moved, exact=True).practice).all()


def test_states_may_come_in_any_order():
    world, turn = drawn(2, beta=F(1, 3)), [2, 0, 1]
    turned = world.replace(
        theta=world.theta[turn], network=world.network[np.ix_(turn, turn)], size=world.size[turn], push=world.push[turn]
    )

    assert (solve_world(world, exact=True).practice[turn] == solve_world(turned, exact=True).practice).all()


@pytest.mark.parametrize(("beta", "proven"), [("999/1000", True), (1, False), ("1001/1000", False)])
def test_two_equal_states_are_proven_unique_below_one(beta, proven):
    assert (monotonicity(THREE_EQUILIBRIA.replace(beta=beta)) is not None) == proven


def test_elimination_proves_what_the_sizes_do_not():
    lopsided = World([["1/2", "1/2"]] * 2, [[0, "9/5"], ["1/10", 0]], ["1/2", "1/2"], 1, 0, 0, 0, 0)
    skewed = lopsided.replace(size=["9/10", "1/10"])

    assert monotonicity(lopsided).method == "size"
    assert monotonicity(skewed).method == "elimination"
    assert solve_world(skewed).certificate.distance < 1e-11


def test_the_radius_of_a_ring_is_what_its_rows_add_up_to():
    ring = World([[1, 0]] * 3, (np.ones((3, 3)) - np.eye(3)) / 4, ["1/3"] * 3, 0, 0, 0, 0, 0)

    assert network_radius(ring) == pytest.approx(0.5, rel=1e-12)
    assert network_radius(ring) >= 0.5


def test_a_search_through_all_sets_ends_at_the_deadline_and_says_how_many_are_left(monkeypatch):
    """Of the nine sets the first holds an equilibrium, and time is over after it."""
    asked = iter([None, None])
    monkeypatch.setattr("tetrarchy.solvers.world.enumeration.stop_after", lambda deadline: over(asked))
    cut = enumerated(THREE_EQUILIBRIA, deadline=0)

    assert (len(cut.practices), cut.complete, cut.unseen) == (1, False, 8)
    assert points(solve_world(THREE_EQUILIBRIA, exact=True).equilibria) > {tuple(cut.practices[0].flat)}


def over(steps):
    try:
        next(steps)
    except StopIteration:
        raise TimeoutError from None


@pytest.mark.parametrize("exact", [False, True])
def test_without_time_for_a_search_through_all_sets_starts_are_followed(exact):
    solution = solve_world(THREE_EQUILIBRIA, exact=exact, deadline=-inf)

    assert (solution.unseen, solution.complete, solution.exact) == (9, False, exact)
    assert {(1, 0, 1, 0), (0, 1, 0, 1)} <= points(solution.equilibria)


def test_a_large_world_past_the_bound_is_searched_and_not_called_complete():
    pairs = np.kron(np.eye(3), [[0, 1], [1, 0]])
    world = World([["1/4"] * 4] * 6, pairs, ["1/6"] * 6, 3, 0, 0, 0, 0)
    solution = solve_world(world)

    assert (solution.complete, solution.unique) == (False, None)
    assert len(solution.equilibria) > 4
    assert max(each.regret for each in solution.equilibria) < 1e-9


def test_eighty_states_are_solved_in_fractions():
    rng = np.random.default_rng(0)
    theta = rng.multinomial(20, [0.25] * 4, 80)
    ties = np.triu(rng.random((80, 80)) < 0.1, 1)
    size = [F(int(each), 1000) for each in np.append(rng.integers(5, 15, 79), 0)]
    size[-1] = 1 - sum(size)
    network = [[F(int(tie)) * size[j] for j, tie in enumerate(row)] for row in ties + ties.T]
    world = World(
        [[F(int(s), 20) for s in row] for row in theta], network, size, 2, "1/2", ["4/5", "2/5", "1/5", "3/10"], 0, 0
    )
    solution = solve_world(world, exact=True)

    assert solution.regret == 0
    assert all(sum(row) == 1 for row in solution.practice)
    assert solution.practice[0, 0].denominator > 10**100
    assert np.abs(solution.practice.astype(float) - solve_world(world).practice).max() < 1e-12
