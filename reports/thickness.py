"""How thick ties are, as a report: seven pairs under three readings, shares of draws, and rivals in one triangle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..games.numbers import number, percent, several, signed
from ..games.scenario.scenario import Scenario
from ..games.text.labels import joined, listed
from ..games.ties.dyads import DYADS, RUSSIA_CHINA_RANGES, Dyad
from ..studies.thickness.analysis import VIEWS, DyadReadings, ThicknessAnalysis
from ..studies.thickness.reading_comparison import POSTURES, UnderReading
from ..studies.thickness.shares import ThicknessShares
from .format.blocks import Block, Heading, Items, Paragraph, Table
from .format.json import attributes
from .format.provenance import LIMITS, provenance
from .scenario.words import equilibrium_words

CAUTIONS = (
    "Every input is a judgement, and so are the bounds at which a reading turns.",
    "The rule for Mearsheimer's reading was written knowing his conclusion; that it returns it is no evidence for it.",
    "Votes in the General Assembly overstate agreement on norms for Russia and China: 0.92 against the judged 0.70.",
    "Ideal points are of the vintage of July 2025 throughout; other vintages place states differently, so they must "
    "not be mixed.",
)


def thickness_report(analysis: ThicknessAnalysis) -> Iterator[Block]:
    """Give the pairs, the evidence, the shares of draws, and a scenario under the rival readings."""
    yield Heading("How thick are the ties?", 1)
    yield from _dyads(analysis.dyads)
    yield from _evidence()
    yield from _draws(analysis.shares)
    yield from _rivals(analysis.scenario, analysis.compared)
    yield Heading("Cautions")
    yield Items((*CAUTIONS, *LIMITS))


def thickness_json(analysis: ThicknessAnalysis) -> dict[str, Any]:
    """Return the same in the schema tetrarchy.thickness/1."""
    shares = analysis.shares
    return {
        **provenance(analysis.scenario, "thickness"),
        "dyads": [_dyad_values(read) for read in analysis.dyads],
        "draws": {
            **attributes(shares, "samples", "seed"),
            "ranges": RUSSIA_CHINA_RANGES,
            "shares": shares.verdicts,
            "thick_by_contestation_view": {str(view): share for view, share in shares.thick_by_view.items()},
            "disputed": shares.disputed,
        },
        "rival_readings": [
            {
                "name": under.reading.name,
                "norm_dividend": under.norm_dividend,
                "equilibria": [equilibrium.strategies for equilibrium in under.solution.equilibria],
                "complete": under.solution.complete,
                **attributes(under, "gains", "restraint", "restraint_to"),
            }
            for under in analysis.compared
        ],
        "cautions": CAUTIONS,
        "limits": LIMITS,
    }


def _dyad_values(read: DyadReadings) -> dict[str, Any]:
    dyad, proxies = read.dyad, ("between", "norm_agreement", "military_institutions", "obligation")
    return {
        **attributes(dyad, "name", "year"),
        "thickness": [thick for thick, _ in read.by_view],
        "english_school": [said for _, said in read.by_view],
        **attributes(read, "readings", "thick"),
        "evidence": None if dyad.evidence is None else attributes(dyad.evidence, *proxies),
        "judged": dyad.relation,
    }


def _dyads(dyads: Sequence[DyadReadings]) -> Iterator[Block]:
    yield Heading("Seven pairs under three readings")
    rows = []
    for read in dyads:
        english = [f"{said} ({number(thick)})" for thick, said in read.by_view]
        rows.append((_name(read.dyad), *english, *(read.readings[name] or "" for name in ("Buzan", "Mearsheimer"))))
    headers = ("pair", *(f"English School, lambda {number(view)}" for view in VIEWS), "Buzan", "Mearsheimer")
    drives = "lambda is 0 where contestation drives a tie, 1 where it impairs it"
    caption = f"In brackets T = N(1 + kappa((1 - lambda)en - lambda)); {drives}"
    yield Table(caption, headers, tuple(rows))
    yield Paragraph(
        "How the readings disagree (lambda 1/2; cooperative and above on Buzan's spectrum count as thick, a judgement):"
    )
    yield Items(tuple(map(_disagreement, dyads)))


def _disagreement(read: DyadReadings) -> str:
    if read.thick and read.thin:
        return f"{_name(read.dyad)}: thick for {listed(read.thick)}, thin for {listed(read.thin)}."
    return f"{_name(read.dyad)}: all three call it {'thick' if read.thick else 'thin'}."


def _evidence() -> Iterator[Block]:
    yield Heading("What votes and treaties say")
    rows = [
        (
            _name(dyad),
            "-".join(dyad.evidence.between),
            number(dyad.relation.norm_agreement),
            number(dyad.evidence.norm_agreement, 2),
            number(dyad.relation.military_institutions),
            number(dyad.evidence.military_institutions),
            dyad.evidence.obligation,
        )
        for dyad in DYADS
        if dyad.evidence is not None
    ]
    headers = ("pair", "looked up for", "N judged", "N by votes", "M judged", "M by treaties", "obligation")
    caption = (
        "Judged inputs beside proxies: UN General Assembly 2019 (Bailey, Strezhnev and Voeten 2017, vintage of July "
        "2025), 1 - distance / 4.5; ATOP 5.1 for 2018 (Leeds and others 2002)"
    )
    yield Table(caption, headers, tuple(rows))


def _draws(shares: ThicknessShares) -> Iterator[Block]:
    yield Heading("Russia and China over the ranges of the inputs")
    rows = [
        (name, verdict, percent(share.value), percent(share.standard_error))
        for name, verdicts in shares.verdicts.items()
        for verdict, share in verdicts.items()
        if share.value
    ]
    ranges = ", ".join(
        f"{name.replace('_', ' ')} {number(low)} to {number(high)}" for name, (low, high) in RUSSIA_CHINA_RANGES.items()
    )
    headers = ("reading", "verdict", "share of draws", "standard error")
    caption = f"{several(shares.samples, 'draw')}, seed {shares.seed}, uniform over: {ranges}; the rest as judged"
    yield Table(caption, headers, tuple(rows))
    by_view = listed(
        [f"{percent(share.value)} at lambda {number(view)}" for view, share in shares.thick_by_view.items()]
    )
    yield Items(
        (
            f"The English School calls the tie thick in {by_view}: it turns on what contestation is held to do.",
            f"The English School calls it thick and Mearsheimer thin in {percent(shares.disputed.value)} of the draws "
            f"(standard error {percent(shares.disputed.standard_error)}).",
            "Mearsheimer's verdict is fixed by the ranges: E and M both lie below 0.6, so no draw could differ.",
        )
    )


def _rivals(scenario: Scenario, compared: Sequence[UnderReading]) -> Iterator[Block]:
    yield Heading(f"Rival readings of the tie: {scenario.title}")
    yield Items(tuple(f"{under.reading.name}: {under.reading.meaning}." for under in compared))
    rows = [(under.reading.name, number(under.norm_dividend), _equilibria(scenario, under)) for under in compared]
    yield Table("The equilibria under each reading", ("reading", "norm dividend", "equilibria (nash)"), tuple(rows))
    rows = [
        (
            under.reading.name,
            scenario.names.term(0, posture),
            scenario.label(player),
            signed(gain),
            _restraints(under, posture, player),
        )
        for under in compared
        for posture in POSTURES
        for player, gain in under.gains[posture].items()
    ]
    headers = ("reading", "the US plays", "player", "gain from an entente", "Chinese restraint with which it gains")
    yield Table("What an entente gains over hedging where the other one is in it", headers, tuple(rows))
    yield Paragraph(
        "A rival scales the norm dividend by its own input over agreement on norms; the scale is a judgement. Where "
        "the equilibria are the same, the readings differ in how much it takes to keep the two together."
    )


def _equilibria(scenario: Scenario, under: UnderReading) -> str:
    solution = under.solution
    words = joined("; ", (equilibrium_words(scenario.names, equilibrium) for equilibrium in solution.equilibria))
    return words if solution.complete else joined("", (words, " (the list may be incomplete)"))


def _restraints(under: UnderReading, posture: str, player: str) -> str:
    least, greatest = under.restraint[posture][player], under.restraint_to[posture][player]
    if least is None or greatest is None:
        return "none"
    return "any" if (least, greatest) == (0, 1) else f"{number(least)} to {number(greatest)}"


def _name(dyad: Dyad) -> str:
    return dyad.name if dyad.year is None else f"{dyad.name} {dyad.year}"
