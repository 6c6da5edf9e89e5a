"""The order contest as a report and as plain values: where the orders settle, and what moves that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...games.arenas.populations.order_contest import ORDER_CONTEST
from ...games.numbers import number, percent, signed
from ...games.orders.rows import ORDER_NAMES
from ...games.text.labels import Term, listed, plain
from ...studies.evolution.basins import BASIN_STARTS, REACHED, BasinShare
from ...studies.evolution.order_contest.analysis import OrderContest
from ...studies.evolution.order_contest.responses import Monism, Response
from ..format.blocks import Block, Equation, Heading, Items, Paragraph, Table
from ..format.json import attributes
from ..format.provenance import LIMITS, provenance
from ..scenario.game import assumptions_section, opening
from ..scenario.report import closing
from ..scenario.values import assumptions_values
from .paths import Destination, destination_figures, dynamic_values, dynamic_words, path_blocks
from .rest_points import drawing_words, rest_point_values

DIGITS = 4


def order_contest_report(analysis: OrderContest) -> Iterator[Block]:
    """Give where the orders settle, what moves that, who can invade whom, and what it rests on."""
    scenario = analysis.scenario
    yield from opening(scenario)
    yield Heading("Where the orders settle")
    yield Paragraph(settled_words(analysis))
    if analysis.dynamic is not None:
        yield Paragraph(
            f"The path from the start follows {dynamic_words(analysis.dynamic)}. All else below is about the "
            "replicator dynamics with mutation, as in the formula of the appendix."
        )
    path = analysis.path
    yield from path_blocks(
        "Shares over time",
        path.times,
        path.shares[0],
        ORDER_NAMES,
        float(path.error[0]),
        more=("orders in effect", path.effective[0]),
        written=percent,
    )
    yield from _drawn_to(analysis)
    yield Heading("What moves the outcome")
    yield from _responses(analysis)
    yield Heading("Who can invade whom")
    yield from _invasion(analysis)
    yield from assumptions_section(scenario)
    yield from _appendix(analysis)
    yield from closing(scenario)


def _appendix(analysis: OrderContest) -> Iterator[Block]:
    """Give the formula, the rest points with what is proven of them, and what the sizes of invasions rest on."""
    yield Heading("Appendix: the numbers")
    yield Equation(
        "the fitness of order i where x are the shares: f_i = v_i - om x_i + sum over j != i of "
        "x_j (rho c_ij - ((1 - rho) m_j + beta m_i) (1 - c_ij)), and x_i' = x_i (f_i - sum x f) + mu/3 (1 - 4 x_i)",
        r"f_i = v_i - \omega x_i + \sum_{j \ne i} x_j \left(\rho c_{ij} - "
        r"((1 - \rho) m_j + \beta m_i)(1 - c_{ij})\right), "
        r"\quad \dot x_i = x_i \left(f_i - \sum_k x_k f_k\right) + \tfrac{\mu}{3} (1 - 4 x_i)",
    )
    yield from _rest_points(analysis)
    yield from _invasion_sizes(analysis)


def settled_words(analysis: OrderContest) -> str:
    """Return where the shares settle, and how many orders that makes in effect."""
    first, last = analysis.path.effective[0, [0, -1]]
    if analysis.settled is None:
        return "The path from the start does not settle; read the table below."
    shares = listed([f"{order} {percent(x)}" for x, order in zip(analysis.settled, ORDER_NAMES, strict=True)])
    return (
        f"From the start the shares settle at {shares}. Counted by how evenly they share, there are in effect "
        f"{number(last, 1)} orders then, after {number(first, 1)} at the start."
    )


def watched_words(response: Response, outcome: float) -> str:
    """Return what is watched: a share as a percentage, or how many orders there are in effect."""
    return number(outcome, 1) if response.conjecture.watched == "diversity" else percent(outcome)


def _drawn_to(analysis: OrderContest) -> Iterator[Block]:
    """Say how many starts at random end at the shares at which the orders settle."""
    settled = [
        basin.share
        for basin in analysis.basins
        if basin.attractor is not None
        and analysis.settled is not None
        and np.allclose(analysis.rest[basin.attractor].shares, analysis.settled, atol=REACHED)
    ]
    if settled:
        all_of = "all" if settled[0] == 1 else percent(settled[0])
        yield Paragraph(f"Of {BASIN_STARTS} starts at random {all_of} end there.")


def _rest_points(analysis: OrderContest) -> Iterator[Block]:
    drawn = {basin.attractor: basin for basin in analysis.basins}
    rows = [
        (
            str(k + 1),
            *(number(share, DIGITS) for share in point.shares),
            number(analysis.effective[k]),
            number(point.eigenvalues[0].real),
            drawing_words(point),
            f"{percent(drawn[k].share)} +- {percent(drawn[k].standard_error)}" if k in drawn else "",
        )
        for k, point in enumerate(analysis.rest)
    ]
    headers = ("#", *ORDER_NAMES, "effective number", "greatest real part", "stable", "drawn to it")
    caption = (
        f"Rest points, and how many of {BASIN_STARTS} starts at random each stable one draws, with the standard error"
    )
    yield Table(caption, headers, tuple(rows))
    destinations = list(map(_named, analysis.basins))
    yield from destination_figures("Where starts at random lead: rest points by number", destinations)
    if None in drawn:
        yield Paragraph(f"{percent(drawn[None].share)} of the starting points are drawn to none of them.")
    missing = "nothing met suggests that one is missing" if analysis.rest.complete else "one may be missing"
    yield Paragraph(
        f"Method: {analysis.rest.method}; {missing}. A rest point is stable where all eigenvalues of the linearised "
        "dynamics have negative real parts."
    )
    states = [f"({', '.join(map(number, state))})" for state in analysis.stable]
    yield Paragraph(
        f"Evolutionarily stable without mutation, as shares of {listed(ORDER_NAMES)}: {listed(states) or 'none'}."
    )


def _named(basin: BasinShare) -> Destination:
    name = "none of them" if basin.attractor is None else f"rest point {basin.attractor + 1}"
    return name, basin.share, basin.standard_error


def _responses(analysis: OrderContest) -> Iterator[Block]:
    yield Table(
        "Claims of the papers, put to the model: each parameter over its range, all else as here",
        ("claim", "of", "parameter", "from", "to", "watched", "at the low end", "at the high end", "course", "verdict"),
        tuple(_response_row(response) for response in analysis.responses),
    )
    if not np.isnan(analysis.monism.pull):
        yield Paragraph(_monism_words(analysis.monism))


def _monism_words(monism: Monism) -> str:
    does = "adds {} to" if monism.pull >= 0 else "takes {} from"
    moved = does.format(percent(abs(monism.pull) / 10))
    pull = f"Here 0.1 more of liberal monism {moved} the liberal share, of all adherents."
    if monism.turning_backlash is None:
        return f"{pull} At no backlash from 0 to 1 does it turn from adding to taking away."
    return (
        f"{pull} It turns at a backlash of {number(monism.turning_backlash)}: above that the liberal order keeps more "
        "adherents by claiming less."
    )


def _response_row(response: Response) -> tuple[str, ...]:
    conjecture = response.conjecture
    known = ORDER_CONTEST.parameter(conjecture.parameter)
    return (
        conjecture.words,
        ", ".join(conjecture.claims),
        Term(f"{plain(known.name)} ({known.symbol})", f"{known.name} ({known.symbol})"),
        number(known.low),
        number(known.high),
        "orders in effect" if conjecture.watched == "diversity" else conjecture.watched,
        watched_words(response, response.outcomes[0]),
        watched_words(response, response.outcomes[-1]),
        response.course or "does not settle or move",
        "borne out" if response.holds else "not borne out",
    )


def _invasion(analysis: OrderContest) -> Iterator[Block]:
    sentences = [
        f"The {order} order can invade a wholly liberal world "
        + (f"once overreach is above {number(least)}." if least > 0 else "whatever the overreach.")
        for order, least in analysis.overreach_from.items()
    ]
    yield Items(tuple(sentences))


def _invasion_sizes(analysis: OrderContest) -> Iterator[Block]:
    rows = [
        (order, *("" if k == j else signed(gain) for j, gain in enumerate(analysis.invasion[k])))
        for k, order in enumerate(ORDER_NAMES)
    ]
    caption = "How much fitter a few adherents of the row order are where all others follow the column order"
    yield Table(caption, ("invader", *ORDER_NAMES), tuple(rows))
    rows = [(order, *map(number, row)) for order, row in zip(ORDER_NAMES, analysis.closeness, strict=True)]
    caption = "How close the orders are: c_ij, from the cosine of their value rows"
    yield Table(caption, ("order", *ORDER_NAMES), tuple(rows))


def order_contest_json(analysis: OrderContest) -> dict[str, Any]:
    """Return the analysis in the schema tetrarchy.evolve/1."""
    path = analysis.path
    return {
        **provenance(analysis.scenario, "evolve"),
        "orders": ORDER_NAMES,
        **attributes(analysis.contest, "payoffs", "mutation"),
        "dynamic": None if analysis.dynamic is None else dynamic_values(analysis.dynamic),
        "path": {
            "times": path.times,
            "shares": path.shares[0],
            "effective_number": path.effective[0],
            "error": path.error[0],
        },
        "settled": analysis.settled,
        **attributes(analysis.rest, "complete", "method"),
        "rest_points": [
            {**rest_point_values(point), "effective_number": effective}
            for point, effective in zip(analysis.rest, analysis.effective, strict=True)
        ],
        "evolutionarily_stable": analysis.stable,
        "basins": [
            {"rest_point": basin.attractor, **attributes(basin, "share", "standard_error")} for basin in analysis.basins
        ],
        "responses": [
            {
                "statement": response.conjecture.words,
                **attributes(response.conjecture, "claims", "parameter", "watched"),
                "predicted": response.conjecture.course,
                **attributes(response, "values", "outcomes", "course", "holds"),
            }
            for response in analysis.responses
        ],
        **attributes(analysis, "monism", "invasion", "closeness", "overreach_from"),
        **assumptions_values(analysis.scenario),
        "limits": LIMITS,
    }
