"""Rest points as a table and as plain values: shares, eigenvalues, and whether shares nearby are drawn to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...games.numbers import number, probability
from ...games.text.labels import Term, joined, listed
from ...solvers.evolution.rest_points import EXACT_METHOD, RestContinuum, RestPoint, RestPoints
from ...studies.evolution.basins import State, state_of
from ..format.blocks import Block, Items, Paragraph, Table
from ..format.json import attributes

DIGITS = 4

STABILITY = {"evolutionary": "yes", "neutral": "does not reward them", None: "no"}
"""Whether a population keeps mutants out, by the kind of its stability."""

ROUNDING = 1e-12
"""A real part that is so small beside the imaginary one is that of a pair on the axis."""

StrategyNames = Sequence[Sequence[str]]
"""For each population the names of its strategies."""


def rest_blocks(
    caption: str,
    rest: RestPoints,
    names: Sequence[str],
    actions: StrategyNames,
    more: tuple[str, Sequence[str]] | None = None,
) -> Iterator[Block]:
    """Give the isolated rest points as a table, the continua, and how far the list is to be trusted.

    Parameters
    ----------
    names
        The headers of the shares, the populations one after the other.
    more
        A last column: its header, and a cell for each isolated rest point.
    """
    header, cells = ((), [()] * len(rest)) if more is None else ((more[0],), [(cell,) for cell in more[1]])
    rows = tuple(
        (str(k + 1), *_shares(point), _eigenvalues(point), drawing_words(point), *cell)
        for k, (point, cell) in enumerate(zip(rest, cells, strict=True))
    )
    yield Table(caption, ("#", *names, "eigenvalues", "draws all nearby", *header), rows)
    if rest.continua:
        yield Items(tuple(f"At rest as well: {_continuum_words(continuum, actions)}." for continuum in rest.continua))
    yield Paragraph(
        f"Method: {rest.method}; {_trust(rest)}. Eigenvalues are those of the linearised dynamics; where all real "
        "parts are negative the point draws all shares nearby."
    )


def state_words(state: State, actions: StrategyNames) -> Term:
    """Return "C" or "(C, D)" for a state of single strategies, else shares, "0.5 hawk + 0.5 dove"."""
    parts = [
        joined(
            " + ",
            (
                name if share > 1 - 0.5 * 10**-DIGITS else joined(" ", (number(share), name))
                for share, name in zip(shares, names, strict=True)
                if share >= 0.5 * 10**-DIGITS
            ),
        )
        for shares, names in zip(state, actions, strict=True)
    ]
    return parts[0] if len(parts) == 1 else joined("", ("(", joined(", ", parts), ")"))


def _shares(point: RestPoint) -> list[str]:
    if point.exact is not None:
        return [probability(share) for own in point.exact for share in own]
    return [number(share, DIGITS) for own in state_of(point) for share in own]


def _eigenvalues(point: RestPoint) -> str:
    """Return eigenvalues with real and imaginary parts, a conjugate pair once: "-0.5, 0.1 +- 0.3i"."""
    words = [
        number(value.real, DIGITS) if not value.imag else _pair_words(complex(value))
        for value in point.eigenvalues
        if value.imag >= 0
    ]
    return ", ".join(words)


def _pair_words(value: complex) -> str:
    real = number(value.real, DIGITS) if abs(value.real) > ROUNDING * abs(value) else "0"
    return f"{real} +- {number(value.imag, DIGITS)}i"


def drawing_words(point: RestPoint) -> str:
    """Return whether a rest point draws all shares nearby."""
    return "undecided" if point.stable is None else ("yes" if point.stable else "no")


def _continuum_words(continuum: RestContinuum, actions: StrategyNames) -> str:
    corners = [state_words(corner, actions) for corner in continuum.corners]
    return f"all mixtures, population by population, of {listed(corners)}"


def _trust(rest: RestPoints) -> str:
    if rest.method == EXACT_METHOD:
        return "none is missing"
    return "nothing met suggests that one is missing" if rest.complete else "one may be missing"


def rest_point_values(point: RestPoint) -> dict[str, Any]:
    """Return a rest point; eigenvalues as pairs of their real and imaginary parts, exact shares as text."""
    return {
        "shares": point.shares,
        "exact": None if point.exact is None else _texts(point.exact),
        "eigenvalues": [[value.real, value.imag] for value in point.eigenvalues],
        "stable": point.stable,
    }


def rest_values(rest: RestPoints) -> dict[str, Any]:
    """Return rest points and continua, and how far the list is to be trusted."""
    return {
        **attributes(rest, "complete", "method"),
        "points": [rest_point_values(point) for point in rest],
        "continua": [[_texts(corner) for corner in continuum.corners] for continuum in rest.continua],
    }


def _texts(profile: Iterable[Iterable[object]]) -> list[list[str]]:
    return [[str(share) for share in own] for own in profile]
