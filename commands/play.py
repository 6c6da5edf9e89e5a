"""Other ways to play a game: again and again, by strategies, by populations, with a look ahead."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ..games.errors import InputError
from .shared.options import AS_GIVEN, As, Discount, Figures, Orders, Out, Reading, Seed, Set, Source, TimeLimit
from .shared.output import drawn, emit, rendered
from .shared.progress import telling, watched
from .shared.sources import read_scenario


def repeat(
    source: Source,
    discount: Discount = None,
    over: Annotated[
        str | None, typer.Option(metavar="K", help="Where the game has a state: what goes up and down.")
    ] = None,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    figures: Figures = None,
    seed: Seed = None,
) -> None:
    """Analyse the repeated game: what patience can sustain, and what named strategies earn.

    Where play moves a state, such as how thick a tie has grown: what is played in which state, and what the past
    decides.

    Example: tetrarchy repeat prisoners-dilemma --discount 0.6

    Example: tetrarchy repeat thickening-dyad --over pressure
    """
    from ..studies.repeated.repetition import repeated_analysis
    from ..studies.stochastic.moving_analysis import moving_analysis
    from ..studies.stochastic.moving_game import course_of

    scenario = read_scenario(source, out, _repeated(set, discount=discount), seed, orders)
    moves = course_of(scenario) is not None
    if over is not None and not moves:
        raise InputError(f"--over {over}: nothing moves in this game; --over is for games with a state")
    with watched(time_limit) as watch:
        found = moving_analysis(scenario, over, watch) if moves else repeated_analysis(scenario, watch)
        text = rendered(drawn(found, figures), format, out)
    emit(text, format, out)


def tournament(
    source: Source,
    discount: Discount = None,
    noise: Annotated[str | None, typer.Option(help="Chance of an error in [0, 1); else the scenario's, or 0.")] = None,
    periods: Annotated[
        int | None, typer.Option(min=1, help="Periods that each pair plays, in place of a discount.")
    ] = None,
    population: Annotated[int, typer.Option(min=2, help="Individuals who copy one another.")] = 50,
    selection: Annotated[
        float, typer.Option(min=0, help="Intensity of selection, for each payoff range of the stage game.")
    ] = 10.0,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    figures: Figures = None,
    seed: Seed = None,
) -> None:
    """Let strategies of the repeated game meet, each with each: who earns most, who spreads, who can invade whom.

    The strategies are the scenario's own, or else the classics.

    Example: tetrarchy tournament prisoners-dilemma --noise 0.01 --periods 200
    """
    from ..studies.tournament.tournament_analysis import tournament_analysis

    if discount is not None and periods is not None:
        raise InputError("a tournament has a discount or a number of periods, not both")
    scenario = read_scenario(source, out, _repeated(set, discount=discount, noise=noise), seed, orders)
    with watched(time_limit) as watch:
        found = tournament_analysis(scenario, periods, population, selection, watch)
        text = rendered(drawn(found, figures), format, out)
    emit(text, format, out)


def _repeated(set: list[str] | None, **given: str | None) -> list[str]:
    """Return what --set sets, and numbers of the repeated game that have options of their own."""
    return [*(set or []), *(f"repeated.{name}={value}" for name, value in given.items() if value is not None)]


def evolve(
    source: Source,
    dynamic: Annotated[
        str | None,
        typer.Option(
            metavar="D", help="replicator:mutation=0.01, logit:precision=5, best_reply, imitation:intensity=5."
        ),
    ] = None,
    population: Annotated[int | None, typer.Option(min=2, help="Individuals where mutants are rare; else 50.")] = None,
    time: Annotated[float | None, typer.Option(help="How long the paths shown go on.")] = None,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    figures: Figures = None,
    seed: Seed = None,
) -> None:
    """Follow populations: where shares go, at which they rest, what moves that. Any game can be played by populations.

    Example: tetrarchy evolve order-contest --set rho=0.6

    Example: tetrarchy evolve stag-hunt --dynamic logit:precision=5
    """
    from ..solvers.evolution.chosen_dynamic import dynamic_named
    from ..studies.evolution.game_evolution import evolution_analysis

    scenario = read_scenario(source, out, set, seed, orders)
    chosen = None if dynamic is None else dynamic_named(dynamic)
    with watched(time_limit) as watch:
        found = evolution_analysis(scenario, chosen, population, time, watch)
        text = rendered(drawn(found, figures), format, out)
    emit(text, format, out)


def stability(
    source: Source,
    hold: Annotated[
        str | None,
        typer.Option(
            metavar="STATE", help="What would have to change for it to hold: its number, the options taken, a profile."
        ),
    ] = None,
    concept: Annotated[
        list[str] | None,
        typer.Option(
            "--concept", metavar="C", help="nash, gmr, smr, seq, sseq, limited_4, non_myopic, strong_seq, seq_d, sim."
        ),
    ] = None,
    sanctions: Annotated[
        Literal["joint", "single"], typer.Option(help="Whether the others answer together, or one of them alone.")
    ] = "joint",
    all: Annotated[bool, typer.Option("--all", help="Tell of every state, not only where it may rest.")] = False,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    figures: Figures = None,
    seed: Seed = None,
) -> None:
    """Find where a conflict rests when players look further than one move: who would leave, what would stop it.

    Any game can be looked at in this way, and conflicts without payoffs: options, red lines and rankings.

    Example: tetrarchy stability nord-stream-2 --hold US.sanction,Russia.transit

    Example: tetrarchy stability inf-treaty --concept seq --all
    """
    from ..configs.graph.state_text import read_state
    from ..studies.conflict.conflict_analysis import conflict_analysis

    scenario = read_scenario(source, out, set, seed, orders, reading)
    held = None if hold is None else read_state(scenario, hold)
    with telling(time_limit) as watch:
        found = conflict_analysis(scenario, concept or (), sanctions, held, all, watch)
        text = rendered(drawn(found, figures), format, out)
    emit(text, format, out)
