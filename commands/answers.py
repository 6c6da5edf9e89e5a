"""What a game comes to, and what it comes to when something changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from ..games.errors import InputError
from .shared.options import (
    AS_GIVEN,
    As,
    Concept,
    Concepts,
    Hidden,
    Order,
    Orders,
    Out,
    Reading,
    Seed,
    Set,
    Source,
    TimeLimit,
)
from .shared.output import emit, rendered
from .shared.progress import forecast, telling, watched
from .shared.sources import concepts_named, in_order, loaded, read_scenario, tell_outside, world_in
from .world import write_world

if TYPE_CHECKING:
    from ..games.scenario.scenario import Scenario

ALL_ORDERS = "all"


def solve(
    source: Source,
    concept: Concepts = None,
    method: Annotated[
        str | None, typer.Option(help="How Nash equilibria are searched: complete, or a library's.")
    ] = None,
    time_limit: TimeLimit = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Give irrational Nash equilibria as algebraic numbers too, where possible.")
    ] = False,
    order: Order = None,
    hidden: Hidden = None,
    set: Set = None,
    orders: Orders = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Find the equilibria of a scenario, and say why nobody moves.

    Where players move one after the other, the subgame-perfect ones; with --concept those of the game of plans.

    Example: tetrarchy solve us-russia-china --set US.orders=liberal

    Example: tetrarchy solve us-russia-china --order "US > Russia+China"
    """
    from ..studies.scenario.analysis import concepts_asked, solutions
    from ..studies.sequence.analysis import in_plans

    unlooked = {"concept": concept, "method": method, "order": order, "hidden": hidden, "orders": orders}
    if (setting := world_in(source, set, **unlooked, reading=reading, seed=seed)) is not None:
        write_world(setting, [], exact, False, format, out, time_limit=time_limit)
        return
    scenario = in_order(read_scenario(source, out, set, seed, orders, reading), order, hidden)
    if concept in (None, [], ["subgame_perfect"]) and method is None and not exact and _sequential(scenario):
        _write_sequence(scenario, time_limit, format, out)
        return
    scenario = in_plans(scenario)
    concepts = concepts_asked(scenario, concept or [], method, exact)
    forecast(scenario, concepts, time_limit)
    with watched(time_limit) as watch:
        text = rendered(solutions(scenario, concepts, watch), format, out)
    emit(text, format, out)


class WhatIfs(TyperCommand):
    """`--order` may stand without a value, which compares all orders."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the word for all behind an option that has no value."""
        given: list[str] = []
        for word, following in zip(args, [*args[1:], "-"], strict=True):
            given.append(word)
            if word == "--order" and following.startswith("-"):
                given.append(ALL_ORDERS)
        return super().parse_args(ctx, given)


def whatif(
    source: Source,
    set: Annotated[
        list[str] | None, typer.Option("--set", metavar="K=V", help="What changes; may be repeated.")
    ] = None,
    order: Annotated[
        str | None, typer.Option(metavar="[O]", help='Another order of moves, such as "US > Russia+China"; alone, all.')
    ] = None,
    orders: Orders = None,
    concept: Concept = None,
    time_limit: TimeLimit = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Compare a scenario before and after a change: which equilibria stay, go and come. With --order: orders of moves.

    Example: tetrarchy whatif us-russia-china --set US.orders.liberal=0.9 --set p_R=0.9

    Example: tetrarchy whatif recognition-assurance --order
    """
    from ..configs.assumptions import changes
    from ..studies.scenario.what_if import what_if
    from ..studies.sequence.analysis import as_played

    if order is not None:
        _write_orders(read_scenario(source, out, set, seed, orders, reading), order, time_limit, format, out)
        return
    if not set:
        raise InputError("whatif needs what changes: --set K=V, or --order")
    scenario = loaded(source, out, None, seed, orders)
    if concept is None and _sequential(scenario):
        _write_change(scenario, changes(scenario, set), reading, time_limit, format, out)
        return
    played = as_played(scenario)
    forecast(played, concepts_named(played, concept) * 2, time_limit)
    with watched(time_limit) as watch:
        compared = what_if(scenario, changes(scenario, set), concept, reading, watch)
        tell_outside(compared.changed)
        text = rendered(compared, format, out)
    emit(text, format, out)


def _sequential(scenario: Scenario) -> bool:
    """Tell whether the players of a scenario move one after the other."""
    from ..games.sequence.given import sequence_of

    return sequence_of(scenario) is not None


def _write_sequence(scenario: Scenario, time_limit: float | None, format: str, out: Path | None) -> None:
    from ..studies.sequence.analysis import sequence_analysis

    with telling(time_limit) as watch:
        watch.tell("subgame-perfect equilibria")
        text = rendered(sequence_analysis(scenario, watch=watch), format, out)
    emit(text, format, out)


def _write_change(
    scenario: Scenario,
    changes: Mapping[str, Any],
    reading: str,
    time_limit: float | None,
    format: str,
    out: Path | None,
) -> None:
    """Compare the outcomes of a scenario in sequence before and after a change."""
    from ..studies.sequence.what_if import sequence_what_if

    with telling(time_limit) as watch:
        watch.tell("subgame-perfect equilibria before and after")
        compared = sequence_what_if(scenario, changes, reading, watch)
        tell_outside(compared.after.scenario)
        text = rendered(compared, format, out)
    emit(text, format, out)


def _write_orders(scenario: Scenario, order: str, time_limit: float | None, format: str, out: Path | None) -> None:
    """Compare all orders of moves, or one with the scenario's own."""
    from ..configs.options import order_named
    from ..studies.sequence.order_values import order_values

    asked = None if order == ALL_ORDERS else [order_named(order)]
    with telling(time_limit) as watch:
        watch.tell("what comes of the orders of moves")
        text = rendered(order_values(scenario, asked, watch), format, out)
    emit(text, format, out)
