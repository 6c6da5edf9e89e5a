"""Magnet or repellent as a report and as plain values: who joins, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from ...games.numbers import number, percent, signed
from ...games.text.labels import Term, listed
from ...studies.evolution.magnet import Adoption, MagnetRegime, Neighbour, prolonged
from ..figures.charts import lines_figure
from ..format.blocks import Block, Equation, Heading, Paragraph, Table
from ..format.json import as_text, attributes
from ..format.numbers import exact, interval_words
from ..format.provenance import LIMITS, provenance
from ..scenario.game import assumptions_section, opening
from ..scenario.report import closing
from ..scenario.values import assumptions_values

DIGITS = 4

DRAWN_EACH = 2
"""Every second course is drawn; the table has them all."""


def magnet_report(analysis: Adoption) -> Iterator[Block]:
    """Give who joins, at what restraint and round by round, and what it rests on."""
    scenario = analysis.scenario
    yield from opening(scenario)
    yield Heading("Do neighbours join?")
    yield Paragraph(f"{regime_words(analysis.typical)} {restraint_words(analysis)}")
    everyone = (analysis.typical, *analysis.kinds)
    rows = [
        (
            kind.name,
            "all, if alike" if kind is analysis.typical else percent(kind.share),
            _pays(kind.alone),
            _pays(kind.together),
            _term(kind.regime),
            "" if kind.tipping is None else percent(kind.tipping),
        )
        for kind in everyone
    ]
    headers = ("neighbour", "share", "joining pays where nobody has", "where all have", "the pair", "turns at")
    caption = "Whether joining pays a neighbour, and at which share of those who joined that turns"
    yield Table(caption, headers, tuple(rows))
    yield from _restraint(analysis, everyone)
    yield from _rounds(analysis)
    yield from assumptions_section(scenario)
    yield from _appendix(analysis, everyone)
    yield from closing(scenario)


def _pays(worth: Fraction) -> str:
    return "yes" if worth > 0 else "no" if worth < 0 else "neither"


_REGIMES: Mapping[MagnetRegime, str] = {
    "repellent": "drives them away",
    "bistable": "draws them in once enough have joined",
    "self-limiting": "draws them in until enough have joined",
    "magnet": "draws them in",
}


def _term(regime: MagnetRegime) -> Term:
    return Term(_REGIMES[regime], regime)


def restraint_words(analysis: Adoption) -> str:
    """Return what the pair does to neighbours who are all alike, by how much it restrains itself."""
    spans: list[tuple[float, float, MagnetRegime]] = [
        (float(part.low), float(part.high), regime)
        for regime, where in analysis.typical.by_restraint
        for part in where
        if part.low < part.high
    ]
    spans.sort()
    told = [f"from {number(low)} to {number(high)} it {_REGIMES[regime]}" for low, high, regime in spans]
    return f"It turns on how far the pair restrains itself ({number(analysis.restraint)} here): {'; '.join(told)}."


def _appendix(analysis: Adoption, everyone: tuple[Neighbour, ...]) -> Iterator[Block]:
    """Give the formula, what joining is worth, and where it turns exactly."""
    yield Heading("Appendix: the numbers")
    yield Equation(
        "joining is worth a + b y where a share y has joined: a = w_gain g - (1 - rho)(w_sec tau + w_aut kap) - "
        "w_sec psi, b = th (w_gov + 0.3 w_stat)",
        r"a = w_{gain} g - (1 - \rho)(w_{sec} \tau + w_{aut} \kappa) - w_{sec} \psi, "
        r"\quad b = \theta (w_{gov} + 0.3 w_{stat})",
    )
    rows = [
        (kind.name, signed(kind.alone), signed(kind.together), "" if kind.tipping is None else exact(kind.tipping))
        for kind in everyone
    ]
    headers = ("neighbour", "worth where nobody has", "where all have", "worth nothing at")
    yield Table("What joining is worth to a neighbour, a and a + b", headers, tuple(rows))
    if analysis.typical.turns:
        named = listed([f"{exact(turn)} = {number(turn, DIGITS)}" for turn in analysis.typical.turns])
        yield Paragraph(f"For neighbours who are all alike the regime turns at a restraint of {named}, exactly.")


def regime_words(typical: Neighbour) -> str:
    """Return whether the pair draws its neighbours in or drives them away, if all neighbours are alike."""
    tipping = "" if typical.tipping is None else percent(typical.tipping)
    words = {
        "magnet": "the pair is a magnet: joining pays whoever has joined, and all do.",
        "repellent": "the pair is a repellent: joining does not pay whoever has joined, and nobody does.",
        "bistable": f"it turns on how many have joined already: above {tipping} all join, else nobody does.",
        "self-limiting": f"it limits itself: neighbours join until {tipping} have, and no more.",
    }
    return f"If all neighbours are alike ({typical.name}): {words[typical.regime]}"


def _restraint(analysis: Adoption, everyone: tuple[Neighbour, ...]) -> Iterator[Block]:
    regimes: list[MagnetRegime] = [regime for regime, _ in analysis.typical.by_restraint]
    rows = [
        (kind.name, *(" and ".join(map(interval_words, where)) or "nowhere" for _, where in kind.by_restraint))
        for kind in everyone
    ]
    caption = "What the pair does by its restraint, from 0 to 1, all else as here; a round bracket leaves the end out"
    yield Table(caption, ("neighbour", *map(_term, regimes)), tuple(rows))


def _end_words(course: tuple[Fraction, ...]) -> str:
    return percent(course[-1]) if course[-1] == course[-2] else f"back to {percent(course[-1])}, and so on for ever"


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
        {f"from {percent(course[0])}": prolonged(course, longest) for course in drawn},
    )
    resting = [percent(share) for share in analysis.resting]
    yield Paragraph(
        f"Nobody changes its mind where the share that has joined is {' or '.join(resting) or 'nothing known'}."
    )


def magnet_json(analysis: Adoption) -> dict[str, Any]:
    """Return the analysis in the schema tetrarchy.evolve/1; exact numbers as text."""
    return {
        **provenance(analysis.scenario, "evolve"),
        "typical": _neighbour(analysis.typical),
        "neighbours": [_neighbour(kind) for kind in analysis.kinds],
        "resting": [str(share) for share in analysis.resting],
        "courses": [[str(share) for share in course] for course in analysis.courses],
        **assumptions_values(analysis.scenario),
        "limits": LIMITS,
    }


def _neighbour(kind: Neighbour) -> dict[str, Any]:
    return {
        "name": kind.name,
        "share": str(kind.share),
        "alone": str(kind.alone),
        "together": str(kind.together),
        "regime": kind.regime,
        "tipping": as_text(kind.tipping),
        "turns": [exact(turn) for turn in kind.turns],
        "by_restraint": {
            regime: [
                {"low": str(part.low), "high": str(part.high), **attributes(part, "low_closed", "high_closed")}
                for part in where
            ]
            for regime, where in kind.by_restraint
        },
    }
