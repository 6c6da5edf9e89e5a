"""What the two papers say, put to the model."""

from __future__ import annotations

from typing import Annotated

import typer

from .shared.options import As, Orders, Out, Seed, Set, TimeLimit
from .shared.output import emit, rendered
from .shared.progress import telling, watched
from .shared.sources import read_scenario


def thickness(
    source: Annotated[str, typer.Argument(help="A triangle, for the rival readings of its tie.")] = "us-russia-china",
    samples: Annotated[int, typer.Option(min=1, help="Draws over the ranges of the inputs.")] = 100_000,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Say how thick ties are: seven pairs under three readings, shares of draws, rival readings of a triangle.

    Example: tetrarchy thickness us-russia-china --set rho=0.4
    """
    from ..studies.thickness.analysis import thickness_analysis

    scenario = read_scenario(source, out, set, seed, orders)
    with telling() as watch:
        watch.tell("draws over the ranges of the inputs")
        text = rendered(thickness_analysis(scenario, samples), format, out)
    emit(text, format, out)


def claims(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="A claim (C14), a prediction (triangle.5), an arena; else everything."),
    ] = None,
    samples: Annotated[int, typer.Option(min=1, help="Worlds that are drawn.")] = 4000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 0,
    orders: Orders = None,
    placebo: Annotated[
        str | None, typer.Option(metavar="P", help="labels, columns or free; else its own (of ties: dyads).")
    ] = None,
    rivals: Annotated[bool, typer.Option("--rivals", help="Put the rival codings to the same test.")] = False,
    ranges: Annotated[str, typer.Option(metavar="PART", help="The part of each range that is drawn from.")] = "1",
    time_limit: TimeLimit = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Put the claims of the two papers to the model: in how many plausible worlds they hold, beside a placebo.

    Example: tetrarchy claims C14 triangle.5 --samples 10000
    """
    from ..studies.claims.judge import claims as judged

    with watched(time_limit) as watch:
        coding = orders or "sakwa"
        ledger = judged(ids or None, samples, seed, coding, placebo, rivals=rivals, ranges=ranges, watch=watch)
        text = rendered(ledger, format, out)
    emit(text, format, out)
