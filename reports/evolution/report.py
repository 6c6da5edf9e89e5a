"""Populations as a report: where shares go, what they settle at, and what moves that."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from ...games.orders import ORDER_NAMES, cosine_similarities
from ...games.population import ORDER_CONTEST
from ...solvers.evolution.rest_points import RestPoint
from ...studies.evolution.adoption import Adoption, Neighbour
from ...studies.evolution.contest_responses import Monism, Response
from ...studies.evolution.evolution import STARTS, BasinOfAttraction
from ...studies.evolution.game_evolution import GameEvolution
from ...studies.evolution.order_contest import OrderContest
from ...studies.evolution.populations import EvolutionAnalysis
from ...studies.evolution.trajectories import effective_number
from ..figures.lines import lines_figure
from ..format.blocks import Block, Formula, Heading, Items, Paragraph, Table
from ..format.numbers import exact, interval_words, number, percent, signed
from ..scenario.game import assumptions_section, opening
from ..scenario.report import closing
from ..scenario.words import listed
from .game import game_evolution_report
from .paths import Drawn, drawn_figures, dynamic_words, path_blocks

DIGITS = 4

DRAWN_EACH = 2
"""Every second course is drawn; the table has them all."""


def evolve_report(analysis: EvolutionAnalysis) -> Iterator[Block]:
    """Give the course and the end of a game of populations, then what it rests on."""
    if isinstance(analysis, GameEvolution):
        yield from game_evolution_report(analysis)
        return
    scenario = analysis.scenario
    yield from opening(scenario)
    yield from _contest(analysis) if isinstance(analysis, OrderContest) else _magnet(analysis)
    yield from assumptions_section(scenario)
    yield from closing(scenario)


def _contest(analysis: OrderContest) -> Iterator[Block]:
    yield Heading("Where the orders settle")
    yield Formula(
        "the fitness of order i where x are the shares: f_i = v_i - om x_i + sum over j != i of "
        "x_j (rho c_ij - ((1 - rho) m_j + beta m_i) (1 - c_ij)), and x_i' = x_i (f_i - sum x f) + mu/3 (1 - 4 x_i)",
        r"f_i = v_i - \omega x_i + \sum_{j \ne i} x_j \left(\rho c_{ij} - "
        r"((1 - \rho) m_j + \beta m_i)(1 - c_{ij})\right), "
        r"\quad \dot x_i = x_i \left(f_i - \sum_k x_k f_k\right) + \tfrac{\mu}{3} (1 - 4 x_i)",
    )
    yield Paragraph(_settled_words(analysis))
    if analysis.dynamic is not None:
        yield Paragraph(
            f"The path from the start follows {dynamic_words(analysis.dynamic)}. All else below is about the "
            "replicator dynamics with mutation, as in the formula."
        )
    path = analysis.path
    yield from path_blocks(
        "Shares over time",
        path.times,
        path.shares[0],
        ORDER_NAMES,
        float(path.error[0]),
        more=("effective number", path.effective[0]),
    )
    yield from _rest_points(analysis)
    yield Heading("What moves the outcome")
    yield from _responses(analysis)
    yield Heading("Who can invade whom")
    yield from _invasion(analysis)


def _settled_words(analysis: OrderContest) -> str:
    first, last = analysis.path.effective[0, [0, -1]]
    if analysis.settled is None:
        return "The path from the start does not settle; read the table below."
    shares = listed([f"{order} {percent(x)}" for x, order in zip(analysis.settled, ORDER_NAMES, strict=True)])
    return (
        f"From the start the shares settle at {shares}. The effective number of orders, exp(-sum x log x), goes from "
        f"{number(first)} to {number(last)}."
    )


def _rest_points(analysis: OrderContest) -> Iterator[Block]:
    drawn = {basin.attractor: basin for basin in analysis.basins}
    rows = [
        (
            str(k + 1),
            *(number(share, DIGITS) for share in point.shares),
            number(effective_number(np.asarray(point.shares))),
            number(point.eigenvalues[0].real),
            _stability(point),
            f"{percent(drawn[k].share)} +- {percent(drawn[k].standard_error)}" if k in drawn else "",
        )
        for k, point in enumerate(analysis.rest)
    ]
    headers = ("#", *ORDER_NAMES, "effective number", "greatest real part", "stable", "drawn to it")
    caption = f"Rest points, and how many of {STARTS} starts at random each stable one draws, with the standard error"
    yield Table(caption, headers, tuple(rows))
    bars = [_drawn(basin) for basin in analysis.basins]
    yield from drawn_figures("Where starts at random lead: rest points by number", bars)
    if None in drawn:
        yield Paragraph(f"{percent(drawn[None].share)} of the starting points are drawn to none of them.")
    missing = "nothing met suggests that one is missing" if analysis.rest.complete else "one may be missing"
    yield Paragraph(
        f"Method: {analysis.rest.method}; {missing}. A rest point is stable where all eigenvalues of the linearised "
        "dynamics have negative real parts."
    )
    states = [f"({', '.join(number(share) for share in state)})" for state in analysis.stable]
    found = listed(states) if states else "none"
    yield Paragraph(f"Evolutionarily stable without mutation, as shares of {listed(ORDER_NAMES)}: {found}.")


def _drawn(basin: BasinOfAttraction) -> Drawn:
    name = "none of them" if basin.attractor is None else f"rest point {basin.attractor + 1}"
    return name, basin.share, basin.standard_error


def _stability(point: RestPoint) -> str:
    return "undecided" if point.stable is None else ("yes" if point.stable else "no")


def _responses(analysis: OrderContest) -> Iterator[Block]:
    yield Table(
        "Claims of the papers, put to the model: each parameter over its range, all else as here",
        ("claim", "of", "parameter", "from", "to", "watched", "at the low end", "at the high end", "course", "verdict"),
        tuple(_response_row(response) for response in analysis.responses),
    )
    if not np.isnan(analysis.monism.pull):
        yield Paragraph(_monism_words(analysis.monism))


def _monism_words(monism: Monism) -> str:
    pull = f"At the margin a unit more of liberal monism adds {signed(monism.pull)} to the liberal share here."
    if monism.turning_backlash is None:
        return f"{pull} At no backlash from 0 to 1 does it turn from adding to taking away."
    return (
        f"{pull} It turns at a backlash of {number(monism.turning_backlash)}: above that the liberal order keeps more "
        "adherents by claiming less."
    )


def _response_row(response: Response) -> tuple[str, ...]:
    prediction = response.prediction
    known = ORDER_CONTEST.parameter(prediction.parameter)
    return (
        prediction.words,
        ", ".join(prediction.claims),
        f"{known.name} ({known.symbol})",
        number(known.low),
        number(known.high),
        "effective number" if prediction.watched == "diversity" else prediction.watched,
        number(response.outcomes[0]),
        number(response.outcomes[-1]),
        response.course or "does not settle or move",
        "borne out" if response.holds else "not borne out",
    )


def _invasion(analysis: OrderContest) -> Iterator[Block]:
    rows = [
        (order, *("" if k == j else signed(gain) for j, gain in enumerate(analysis.invasion[k])))
        for k, order in enumerate(ORDER_NAMES)
    ]
    caption = "How much fitter a few adherents of the row order are where all others follow the column order"
    yield Table(caption, ("invader", *ORDER_NAMES), tuple(rows))
    sentences = [
        f"The {order} order can invade a wholly liberal world "
        + (f"once overreach is above {number(least)}." if least > 0 else "whatever the overreach.")
        for order, least in analysis.overreach_from.items()
    ]
    yield Items(tuple(sentences))
    close = (1 + cosine_similarities(analysis.scenario.value_matrix())) / 2
    rows = [(order, *(number(value) for value in row)) for order, row in zip(ORDER_NAMES, close, strict=True)]
    yield Table(
        "How close the orders are: c_ij, from the cosine of their value rows", ("order", *ORDER_NAMES), tuple(rows)
    )


def _magnet(analysis: Adoption) -> Iterator[Block]:
    yield Heading("Do neighbours join?")
    yield Formula(
        "joining is worth a + b y where a share y has joined: a = w_gain g - (1 - rho)(w_sec tau + w_aut kap) - "
        "w_sec psi, b = th (w_gov + 0.3 w_stat)",
        r"a = w_{gain} g - (1 - \rho)(w_{sec} \tau + w_{aut} \kappa) - w_{sec} \psi, "
        r"\quad b = \theta (w_{gov} + 0.3 w_{stat})",
    )
    yield Paragraph(_regime_words(analysis.typical))
    everyone = (analysis.typical, *analysis.kinds)
    rows = [
        (
            kind.name,
            "all, if alike" if kind is analysis.typical else percent(kind.share),
            signed(kind.alone),
            signed(kind.together),
            kind.regime,
            "" if kind.tipping is None else f"{number(kind.tipping)} ({exact(kind.tipping)})",
        )
        for kind in everyone
    ]
    headers = ("neighbour", "share", "worth where nobody has", "where all have", "regime", "worth nothing at")
    yield Table("What joining is worth to a neighbour, a and a + b", headers, tuple(rows))
    yield from _restraint(analysis, everyone)
    yield from _rounds(analysis)


def _regime_words(typical: Neighbour) -> str:
    tipping = "" if typical.tipping is None else percent(typical.tipping)
    words = {
        "magnet": "The pair is a magnet: joining pays whoever has joined, and all do.",
        "repellent": "The pair is a repellent: joining does not pay whoever has joined, and nobody does.",
        "bistable": f"It turns on how many have joined already: above {tipping} all join, else nobody does.",
        "self-limiting": f"It limits itself: neighbours join until {tipping} have, and no more.",
    }
    return f"If all neighbours are alike ({typical.name}): {words[typical.regime]}"


def _restraint(analysis: Adoption, everyone: tuple[Neighbour, ...]) -> Iterator[Block]:
    regimes = [regime for regime, _ in analysis.typical.by_restraint]
    rows = [
        (kind.name, *(" and ".join(map(interval_words, where)) or "nowhere" for _, where in kind.by_restraint))
        for kind in everyone
    ]
    caption = "Regime by the pair's restraint, from 0 to 1, all else as here; a round bracket leaves the end out"
    yield Table(caption, ("neighbour", *regimes), tuple(rows))
    turns = sorted({part.high for _, where in analysis.typical.by_restraint for part in where} - {1})
    if turns:
        named = listed([f"{exact(turn)} = {number(turn, DIGITS)}" for turn in turns])
        yield Paragraph(f"For neighbours who are all alike the regime turns at a restraint of {named}, exactly.")


def _end_words(course: tuple[Fraction, ...]) -> str:
    return percent(course[-1]) if course[-1] == course[-2] else f"back to {percent(course[-1])}, and so on for ever"


def _onward(course: tuple[Fraction, ...], length: int) -> list[float]:
    """Return so many rounds of a course, which goes on as it did after its last share first came."""
    first = course.index(course[-1])
    period = len(course) - 1 - first
    return [float(course[k if k < len(course) else first + (k - first) % period]) for k in range(length)]


def _rounds(analysis: Adoption) -> Iterator[Block]:
    yield Heading("Round by round")
    yield Paragraph(
        "Neighbours who follow different orders decide each for itself, by how many had joined in the round before."
    )
    rows = tuple((" > ".join(map(percent, course[:-1])), _end_words(course)) for course in analysis.courses)
    yield Table("How many have joined", ("round by round", "in the end"), rows)
    drawn = analysis.courses[::DRAWN_EACH]
    longest = max(map(len, drawn))
    yield lines_figure(
        "How many have joined, round by round",
        ("round", range(longest)),
        "share that has joined",
        {f"from {percent(course[0])}": _onward(course, longest) for course in drawn},
    )
    resting = [percent(share) for share in analysis.resting]
    yield Paragraph(
        f"Nobody changes its mind where the share that has joined is {' or '.join(resting) or 'nothing known'}."
    )
