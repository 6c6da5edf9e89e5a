"""What a command will cost, said before it is begun.

Each concept gives a forecast of its search, `Concept.seconds`, by one of the laws below: how the work grows is known
from theory, how long a unit of it takes is measured and stands in one table, `SECONDS`. The laws are for games without
structure; ties, symmetry and dominance make a search shorter or longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import comb, erf, exp, factorial, inf, pi, prod, sqrt

from ..games.normal_form import NormalFormGame
from ..games.numbers import duration
from .base import Concept
from .n_player.isolated_equilibria import MOST_PROFILES, count_support_profiles
from .two_player.degenerate_strategies import count_ties, ties_are_few

Shape = tuple[int, ...]

SECONDS: Mapping[str, float] = {
    "vertex": 6e-8,
    "tie": 4e-8,
    "solution": 4.5e-5,
    "support pair": 2.5e-4,
    "path entry": 2e-7,
    "program": 4e-4,
    "pivot entry": 2.2e-6,
    "tested entry": 3.7e-7,
    "best reply": 3e-3,
    "belief entry": 4e-6,
    "profile": 4e-6,
    "comparison": 5e-9,
    "listed profile": 1.2e-4,
    "coalition": 1e-5,
    "exact draw": 2e-6,
    "rough draw": 2e-6,
    "goal": 6e-3,
    "branch": 3e-2,
    "branch step": 3e-5,
    "branch average": 5e-3,
    "step": 2.5e-4,
    "path step": 2e-7,
    "path payoff": 1e-9,
}
"""Processor time of each unit of work; `benchmarks/forecasts.py` holds forecasts against the clock.

- vertex: a vertex of a best-response polytope, for each entry of a payoff matrix;
- tie: a set of replies that are ruled out to be best together;
- solution: a solution that the equations of some supports may have, by the mean number of actions;
- support pair: a pair of supports, or of vertices, as nashpy takes them;
- path entry: an entry of a payoff matrix, for each action on a path of Lemke and Howson;
- program, pivot entry: an exact linear program, and each entry of its table at each pivot; tested entry: the same where
  a program in floating point says what is to be shown;
- best reply, belief entry: an action for which a belief is sought, and each profile besides;
- profile: a pure profile, for each player; comparison: two pure profiles, for each player; listed profile: one that is
  listed, for each player;
- coalition: a coalition at a pure profile;
- exact draw, rough draw, goal: entries of the programs of correlated equilibria, and what each goal takes besides;
- branch, branch step: a branch of logit equilibria, and its steps, by the square of the number of actions; branch
  average: what averaging over the strategies of others takes besides, for each pair or triple of players but one pair;
- step: a step of all paths of best replies, for each player; path step, path payoff: a step of one path, for each
  player and for each payoff of the game.
"""

WORTH_SAYING = 10
"""Seconds; a shorter search is begun without a word."""

OUT_OF_REACH = 14_400
"""Seconds, four hours; what takes longer is not given in hours or days."""

EXPLAINED = 5
"""How many equilibria a game is taken to have, which is not known beforehand."""

PROPER_TESTS = 100
"""How many times as long as the search for equilibria of two players the tests take that tell proper ones."""


def expected_cost(game: NormalFormGame, concepts: Iterable[Concept], *, report: bool = False) -> str | None:
    """Return a sentence on how long it may take to solve a game and explain the answer, or None where it is short.

    Parameters
    ----------
    report
        Whether a report follows, which judges all actions and outcomes too, played or not.

    Examples
    --------
    >>> import numpy as np
    >>> from .concepts.nash import Nash
    >>> expected_cost(NormalFormGame.symmetric(np.eye(8)), [Nash()]) is None
    True
    >>> print(expected_cost(NormalFormGame.symmetric(np.eye(20)), [Nash()]))
    A 20 x 20 game may take about 1 min 52 s (nash). A time limit keeps what is found.
    """
    searches = [(concept.seconds(game), concept.name) for concept in concepts]
    beside = explanation_seconds(game.shape) if report else lotteries_seconds(game.shape)
    seconds = sum(search for search, _ in searches) + len(searches) * beside
    size = " x ".join(map(str, game.shape))
    if seconds < WORTH_SAYING:
        return None
    longest = max(searches)[1]
    if seconds <= OUT_OF_REACH:
        return f"A {size} game may take about {duration(seconds)} ({longest}). A time limit keeps what is found."
    instead = "ask for the pure equilibria (pure), or set a time limit, which keeps what is found"
    if game.n_players == 2:
        instead = f"ask for one equilibrium at once (nash by the method lemke-howson), {instead}"
    return f"For a {size} game the complete answer ({longest}) is out of reach: {instead}."


def explanation_seconds(shape: Shape) -> float:
    """Return about how long it takes to explain the equilibria of a game of this shape in a report."""
    comparison = SECONDS["comparison"] * len(shape) * prod(shape) ** 2
    listed = SECONDS["listed profile"] * len(shape) * prod(shape)
    return lotteries_seconds(shape) + dominance_seconds(shape) + comparison + listed


def lotteries_seconds(shape: Shape) -> float:
    """Return about how long it takes to look for a better lottery than each equilibrium."""
    return EXPLAINED * (SECONDS["program"] + SECONDS["pivot entry"] * prod(shape) * len(shape))


def profiles_seconds(shape: Shape) -> float:
    """Return about how long it takes to compare every pure profile with every deviation."""
    return SECONDS["program"] + SECONDS["profile"] * len(shape) * prod(shape)


def coalitions_seconds(shape: Shape) -> float:
    """Return about how long it takes to try the joint moves of all coalitions from all pure profiles."""
    profiles, n = prod(shape), len(shape)
    return SECONDS["coalition"] * 2**n * profiles + SECONDS["comparison"] * n * profiles**2


def program_seconds(variables: int, constraints: int) -> float:
    """Return about how long an exact linear program takes, with a pivot for each variable or constraint."""
    entries = variables * constraints
    return SECONDS["program"] + SECONDS["pivot entry"] * min(variables, constraints) * entries


def programs_seconds(shape: Shape) -> float:
    """Return about how long an exact linear program for every action takes, over what the others may do."""
    return sum(m * program_seconds(m, prod(shape) // m) for m in shape)


def dominance_seconds(shape: Shape) -> float:
    """Return about how long it takes to decide of every action whether it is dominated.

    A program in floating point shows at once that an action is not; most are where a player has many more actions than
    there are profiles of the others.
    """
    pivots = [prod(shape) // m if m * m > 2 * prod(shape) else 1 for m in shape]
    tested = [SECONDS["program"] + SECONDS["tested entry"] * prod(shape) * count for count in pivots]
    return sum(m * seconds for m, seconds in zip(shape, tested, strict=True))


def beliefs_seconds(shape: Shape) -> float:
    """Return about how long it takes to find for every action a belief to which it is a best reply, or that none is."""
    return sum(shape) * (SECONDS["best reply"] + SECONDS["belief entry"] * prod(shape))


def vertices_seconds(m: int, n: int) -> float:
    """Return about how long it takes to find all equilibria of a regular m x n game.

    Both best-response polytopes are walked through, a visit taking time in proportion to the entries of a payoff
    matrix; or, where ties are few, that of the player with fewer actions alone.
    """
    fewer, more = sorted((m, n))
    visit = SECONDS["vertex"] * m * n
    if ties_are_few(fewer, more):
        return visit * expected_vertices(fewer, more) + SECONDS["tie"] * count_ties(fewer, more)
    return visit * (expected_vertices(fewer, more) + expected_vertices(more, fewer))


def expected_vertices(moves: int, replies: int) -> float:
    """Return how many vertices a best-response polytope has on average, 0 among them, where payoffs are normal.

    Take k moves and k replies. The differences between the replies' payoffs have either sign alike for each move, so
    the weights that make the replies tie are positive with a chance of 2^(1 - k). What the replies then earn, their
    mean, is independent of the differences, and as variable as what another reply earns divided by k. The vertex is
    there if each of the others earns less: a chance of E[F(Z / sqrt k)^(replies - k)], with Z standard normal and F its
    distribution function.

    Examples
    --------
    Of one move 0 and the move itself; of two moves 0, both, and every other time the mixture at which two replies tie.

    >>> expected_vertices(1, 9), expected_vertices(2, 2)
    (2.0, 3.5)
    """
    total = 1.0
    for k in range(1, min(moves, replies) + 1):
        total += comb(moves, k) * comb(replies, k) * 2.0 ** (1 - k) * _all_below(replies - k, k)
    return round(total, 6)


def _all_below(count: int, k: int) -> float:
    """Return the chance that so many standard normal numbers are all below a further one divided by the root of k.

    The trapezoidal rule, whose error for a normal density is far below that of rounding at steps of 0.1.
    """
    steps = [place / 10 for place in range(-90, 91)]
    return sum(exp(-z * z / 2) * (0.5 + 0.5 * erf(z / sqrt(2 * k))) ** count for z in steps) / (10 * sqrt(2 * pi))


def pairs_seconds(shape: Shape) -> float:
    """Return about how long nashpy takes over all pairs of supports of as many actions, or of vertices."""
    return SECONDS["support pair"] * comb(sum(shape), shape[0])


def path_seconds(shape: Shape) -> float:
    """Return about how long it takes to follow paths of Lemke and Howson to an equilibrium."""
    return SECONDS["path entry"] * sum(shape) * prod(shape)


def branch_seconds(shape: Shape) -> float:
    """Return about how long it takes to follow a branch of logit equilibria."""
    n = len(shape)
    averages = max(comb(n, 3) + comb(n, 2) - 1, 0)
    return SECONDS["branch"] + SECONDS["branch step"] * sum(shape) ** 2 + SECONDS["branch average"] * averages


def supports_seconds(shape: Shape) -> float:
    """Return about how long it takes to solve the equations of all support profiles of three or more players.

    Equations of more actions take longer for each solution that they may have. Infinity where there are so many support
    profiles that the search is not begun.
    """
    if count_support_profiles(shape) > MOST_PROFILES:
        return inf
    return SECONDS["solution"] * most_solutions(shape) * sum(shape) / len(shape)


def most_solutions(shape: Shape) -> int:
    """Return how many isolated solutions the equations of all support profiles may have together.

    The equations of supports of k_1, .., k_n actions have at most as many as there are ways to give each equation of a
    player to another player, so that player j gets k_j - 1 (McKelvey and McLennan 1997). That number is the integral of
    exp(-x) times the product of (-1)^(k_j - 1) L_(k_j - 1)(x), with Laguerre polynomials L (Even and Gillis 1976). Its
    sum over all supports is the integral of a product of sums, one for each player.

    Examples
    --------
    A 2 x 2 x 2 game: 8 pure profiles, 6 pairs who mix while the third does not, and two solutions where all mix.

    >>> most_solutions((2, 2, 2)), most_solutions((3, 3, 3))
    (16, 271)
    """
    product = [Fraction(1)]
    for m in shape:
        factor = [
            sum((comb(m, k) * _signed_laguerre(k - 1, power) for k in range(power + 1, m + 1)), Fraction(0))
            for power in range(m)
        ]
        longer = [Fraction(0)] * (len(product) + m - 1)
        for power, coefficient in enumerate(product):
            for more, own in enumerate(factor):
                longer[power + more] += coefficient * own
        product = longer
    return int(sum(coefficient * factorial(power) for power, coefficient in enumerate(product)))


def _signed_laguerre(degree: int, power: int) -> Fraction:
    """Return the coefficient of a power of x in (-1)^degree times the Laguerre polynomial of this degree."""
    return Fraction((-1) ** (degree + power) * comb(degree, power), factorial(power))
