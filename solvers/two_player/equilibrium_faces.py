"""All strategies of one player that are in equilibrium with a given one of the other, as the vertices of a face.

Against a strategy x only best replies to x are played in equilibrium, and whatever x plays has to be a best reply. In
the best-response polytope of the player who is to answer these are equations: so many labels are tight. They make out a
face, which may be empty. Its first vertex is found by the simplex method, one equation after the other: the slack of
the reply that is to become a best one is made as small as it can be. From there all vertices of the face are walked
through, as those of a polytope of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from ..deadline import stop_after
from ..exact.fraction_free import fraction_free_solution
from .best_response_polytopes import BestResponsePolytope, Tableau, Vertex, mask_of, pivot


def vertices_of_face(
    polytope: BestResponsePolytope, support: int, best: int, deadline: float = inf, known: int | None = None
) -> tuple[list[Vertex], bool]:
    """Return the vertices at which all replies `best` are best ones and no move outside the support is played.

    Parameters
    ----------
    polytope
        That of the player who moves; it need not be walked through.
    support, best
        Labels of moves and of replies, as bit masks.
    deadline
        A reading of the clock `time.monotonic`.
    known
        The labels of a true vertex of the face, where one is known: the walk then begins there, at once.

    Returns
    -------
    list of Vertex and bool
        Each true vertex once; the flag says whether time was enough for all.

    Examples
    --------
    >>> polytope = BestResponsePolytope([[4, 4], [3, 6], [1, 7]], replies=(0, 1, 2), moves=(3, 4))
    >>> vertices, complete = vertices_of_face(polytope, support=0b11000, best=0b00110)
    >>> [[str(p) for p in polytope.strategy(vertex)] for vertex in vertices], complete
    ([['1/3', '2/3']], True)
    """
    kept = [place for place, move in enumerate(polytope.moves) if support >> move & 1]
    first = polytope.start._replace(
        cobasis=tuple(polytope.moves[place] for place in kept),
        columns=[polytope.start.columns[place] for place in (*kept, -1)],
    )
    try:
        tableau = _first_vertex(polytope, first, best, known, deadline)
    except TimeoutError:
        return [], False
    if tableau is None:
        return [], True
    face = _polytope_of(tableau)
    face.explore(deadline)
    always = best | polytope.origin & ~support
    found = {vertex.labels: vertex._replace(labels=vertex.labels | always) for vertex in face.vertices.values()}
    return list(found.values()), face.complete


def _first_vertex(
    polytope: BestResponsePolytope, start: Tableau, best: int, known: int | None, deadline: float
) -> Tableau | None:
    """Return the tableau of a vertex of the face; None where there is none, a TimeoutError after the deadline."""
    tableau: Tableau | None = start if known is None else _at_vertex(start, known, best, deadline)
    for reply in polytope.replies:
        stop_after(deadline)
        if best >> reply & 1 and tableau is not None:
            tableau = _made_tight(tableau, reply)
    return tableau


def raised_partner(polytope: BestResponsePolytope, labels: int) -> tuple[int, int] | None:
    """Return what is at the vertex of the raised polytope with just these labels, None where they are not one's.

    Returns
    -------
    tuple of int and int, or None
        The labels of the true vertex that is its limit, as a bit mask, and its orientation as `BestResponsePolytope`
        has it.
    """
    support = [k for k, move in enumerate(polytope.moves) if not labels >> move & 1]
    best = [j for j, reply in enumerate(polytope.replies) if labels >> reply & 1]
    columns = polytope.start.columns
    matrix = [[columns[k][j] for k in support] for j in best]
    solution = fraction_free_solution(matrix, [1] * len(best))
    if solution is None:
        return None
    orientation = 1 if solution[1] > 0 else -1
    values = _values(polytope, support, best, solution, [1] * len(polytope.replies))
    if min(values.values()) < 0:
        return None
    zeros = {label for label, value in values.items() if value == 0}
    in_doubt = zeros
    for reply in polytope.replies if zeros else ():
        raised = [int(other == reply) for other in polytope.replies]
        change = fraction_free_solution(matrix, [raised[j] for j in best])
        rates = _values(polytope, support, best, change, raised) if change is not None else {}
        if any(rates[label] < 0 for label in in_doubt):
            return None
        in_doubt = {label for label in in_doubt if rates[label] == 0}
    return labels | mask_of(zeros), orientation


def _values(
    polytope: BestResponsePolytope,
    support: Sequence[int],
    best: Sequence[int],
    solution: tuple[list[int], int],
    sides: Sequence[int],
) -> dict[int, int]:
    """Return the basic variables by their labels, times a common positive factor, for given right-hand sides."""
    numerators, determinant = solution
    weights = [numerator if determinant > 0 else -numerator for numerator in numerators]
    values = {polytope.moves[k]: weight for k, weight in zip(support, weights, strict=True)}
    for j, reply in enumerate(polytope.replies):
        if j not in best:
            earned = sum(polytope.start.columns[k][j] * weight for k, weight in zip(support, weights, strict=True))
            values[reply] = abs(determinant) * sides[j] - earned
    return values


def _at_vertex(tableau: Tableau, labels: int, best: int, deadline: float) -> Tableau:
    """Pivot from 0 to a vertex of these labels, in one step for each move that is played there.

    The points between may lie outside of the polytope. At a vertex the inequalities that are tight determine the
    weights of the moves, so that there is a row to pivot on for each of them.
    """
    for place, move in enumerate(tableau.cobasis):
        stop_after(deadline)
        if not labels >> move & 1:
            column = tableau.columns[place]
            tight = [row for row, label in enumerate(tableau.basis) if labels >> label & 1 and column[row]]
            row = min(tight, key=lambda row: not best >> tableau.basis[row] & 1)
            tableau = _positive(pivot(tableau, row, place))
    return tableau


def _made_tight(tableau: Tableau, reply: int) -> Tableau | None:
    """Return a vertex of the face on which a reply is a best one, without its slack; None where there is none."""
    walk = _polytope_of(tableau)
    while reply in tableau.basis:
        row = tableau.basis.index(reply)
        entries = [column[row] for column in tableau.columns[:-1]]
        if tableau.columns[-1][row] == 0:
            place = next((place for place, entry in enumerate(entries) if entry), None)
            if place is None:
                return _without_row(tableau, row)
            tableau = _positive(pivot(tableau, row, place))
        else:
            place = next((place for place, entry in enumerate(entries) if entry > 0), None)
            if place is None:
                return None
            tableau, _ = walk.step(tableau, tableau.cobasis[place])
    place = tableau.cobasis.index(reply)
    return tableau._replace(
        cobasis=tableau.cobasis[:place] + tableau.cobasis[place + 1 :],
        columns=[*tableau.columns[:place], *tableau.columns[place + 1 :]],
    )


def _polytope_of(tableau: Tableau) -> BestResponsePolytope:
    """Return the polytope that a tableau describes, seen from its vertex."""
    rows = list(zip(*tableau.columns[:-1], strict=True)) or [()] * len(tableau.basis)
    return BestResponsePolytope(rows, tableau.basis, tableau.cobasis, tableau.columns[-1], tableau.scale)


def _without_row(tableau: Tableau, row: int) -> Tableau:
    return tableau._replace(
        basis=tableau.basis[:row] + tableau.basis[row + 1 :],
        columns=[[*column[:row], *column[row + 1 :]] for column in tableau.columns],
    )


def _positive(tableau: Tableau) -> Tableau:
    """Return a tableau with a positive scale."""
    if tableau.scale > 0:
        return tableau
    return tableau._replace(columns=[[-entry for entry in column] for column in tableau.columns], scale=-tableau.scale)
