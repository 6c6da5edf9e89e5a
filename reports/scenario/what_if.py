"""A what-if as a report: what was set, and which equilibria stay, go and come."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...games.numbers import number, two_figures
from ...games.text.labels import capital, listed
from ...solvers.base import Equilibrium, Solution
from ...studies.scenario.stakes import at_stake
from ...studies.scenario.what_if import Change, WhatIf
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from .words import equilibrium_words, mover_words, proven_words


def what_if_report(result: WhatIf) -> Iterator[Block]:
    """Give the settings, the equilibria before and after side by side, and what changed in words."""
    scenario = result.before.scenario
    yield Heading(f"What if: {scenario.title}", 1)
    yield Paragraph("Set: " + ", ".join(f"{path} = {value}" for path, value in result.settings.items()) + ".")
    labels = scenario.names.labels
    rows = [_row(result, change) for change in result.changes]
    headers = (
        "",
        f"before ({', '.join(labels)})",
        "after",
        *(f"{label} before" for label in labels),
        *(f"{label} after" for label in labels),
    )
    yield Table("Equilibria before and after, with what each player gets", headers, tuple(rows))
    yield Items(tuple(_in_words(result, change) for change in result.changes) or ("No equilibrium before or after.",))
    sides = (("Before", result.before.solution), ("After", result.after.solution))
    proven = {when: _proven(solution) for when, solution in sides}
    if len(set(proven.values())) == 1:
        proven = {"Before and after": proven["After"]}
    yield from (Paragraph(f"{when}: {words}") for when, words in proven.items())
    yield Heading("Appendix: the method")
    yield Items(tuple(f"{when}: {solution.method}." for when, solution in sides))


def _proven(solution: Solution) -> str:
    return " ".join([f"{proven_words(solution)}.", *(() if solution.complete else solution.notes)])


def _row(result: WhatIf, change: Change) -> tuple[str, ...]:
    return (
        change.kind,
        _named(result, change.before),
        _named(result, change.after),
        *_payoffs(result, change.before),
        *_payoffs(result, change.after),
    )


def _named(result: WhatIf, equilibrium: Equilibrium | None) -> str:
    return "" if equilibrium is None else equilibrium_words(result.before.scenario.names, equilibrium)


def _payoffs(result: WhatIf, equilibrium: Equilibrium | None) -> tuple[str, ...]:
    if equilibrium is None:
        return ("",) * result.before.game.n_players
    return tuple(map(number, equilibrium.payoffs))


def _worth(result: WhatIf, gains: NDArray[np.float64]) -> str:
    """Return as the end of a sentence what an equilibrium that stays is worth more or less to each."""
    players = zip(result.before.scenario.names.spoken, gains, at_stake(result.before.game), strict=True)
    parts = [
        f"{'+' if gain > 0 else ''}{two_figures(gain / stake)} for {player.spoken}"
        for player, gain, stake in players
        if stake
    ]
    if not gains.any():
        return ", and is worth to each what it was"
    return f"; as a share of what each had at stake, its worth changes by {listed(parts)}" if parts else ""


def _in_words(result: WhatIf, change: Change) -> str:
    scenario, game = result.before.scenario, result.before.game
    named = capital(_named(result, change.before or change.after))
    if change.gains is not None:
        return f"{named} stays an equilibrium{'' if scenario.ordinal else _worth(result, change.gains)}."
    why = "; ".join(mover_words(scenario, game, mover) for mover in change.movers)
    side, other = ("after", result.after) if change.before else ("before", result.before)
    if not (why or other.solution.complete):
        which = _named(result, change.before or change.after)
        return f"{which} is not among the equilibria found {side}, where some may be missing."
    if change.before:
        return f"{named} is no equilibrium any more" + (f": now {why}." if why else ".")
    return f"{named} becomes an equilibrium" + (f": before, {why}." if why else ".")
