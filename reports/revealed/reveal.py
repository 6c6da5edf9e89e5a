"""What is done, put to the model, as a report: whether it is an equilibrium, and what those who do it must seek."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from ...games.numbers import number, percent, several
from ...games.scenario.scenario import Scenario
from ...games.text.labels import joined, listed, plain
from ...studies.revealed.reveal import Conduct, Revealed, Standing
from ...studies.revealed.revealed_mixes import RevealedMixes
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..format.json import attributes
from ..format.provenance import LIMITS, provenance, version
from ..scenario.words import coding_title

HINDSIGHT = "Mixes and inputs of these scenarios were chosen by someone who knew the outcomes."


def revealed_report(revealed: Revealed) -> Iterator[Block]:
    """Give how what is done stands, scenario by scenario, and what the player must seek."""
    yield Heading("What is done, put to the model", 1)
    yield from _standings(revealed)
    yield Heading(f"What {_label(revealed)} must seek")
    yield Paragraph(
        "For what it does to be its best reply. Payoffs are linear in the shares of a mix, so the mixes that will do "
        "form a polytope; its corners are given."
    )
    for conduct in revealed.conduct:
        yield from _conduct(conduct, revealed)
    yield Heading("What this rests on")
    yield Items((HINDSIGHT, *LIMITS))


def revealed_json(revealed: Revealed) -> dict[str, Any]:
    """Return the same in the schema tetrarchy.reveal/1."""
    return {
        "schema": "tetrarchy.reveal/1",
        "version": version(),
        **attributes(revealed, "player", "samples", "seed"),
        "scenarios": [
            {
                **provenance(standing.scenario, "reveal"),
                "status_quo": standing.scenario.status_quo,
                **attributes(standing, "stable", "margin", "others", "share", "placebo", "crossed", "codings"),
                "revealed": {
                    "factions": _mixes_json(conduct.factions),
                    "all": _mixes_json(conduct.all_rows),
                    **attributes(conduct, "least", "unexplained"),
                    "rivals": {name: _mixes_json(mixes) for name, mixes in conduct.rivals.items()},
                    "given": dict(zip(conduct.all_rows.rows, conduct.given, strict=True)),
                    "codings": {
                        name: {
                            "share_of_mixes": mixes.share,
                            "given_will_do": mixes.holds(conduct.given),
                            "alone_will_do": mixes.alone,
                        }
                        for name, mixes in _by_coding(conduct)
                    },
                },
            }
            for standing, conduct in zip(revealed.standings, revealed.conduct, strict=True)
        ],
    }


def _standings(revealed: Revealed) -> Iterator[Block]:
    yield Heading("Is it an equilibrium?")
    rows = tuple(_standing(standing) for standing in revealed.standings)
    headers = (
        "scenario",
        "what is done",
        "equilibrium",
        "other pure equilibria",
        "margin",
        "share of worlds [placebo]",
    )
    yield Table(f"What is done in each scenario; the margin is that of {_label(revealed)}'s reply", headers, rows)
    yield Paragraph(
        f"The share is that of {several(revealed.samples, 'world')} around each scenario (seed {revealed.seed}) in "
        "which what is done is an equilibrium: its mixes and the inputs that it states are held, all other parameters "
        "and the value matrix are drawn. The placebo is the same with the orders' rows changing places."
    )
    if len(revealed.standings) > 1:
        yield from _crossed(revealed)
    yield from _under_codings(revealed)


def _crossed(revealed: Revealed) -> Iterator[Block]:
    sources = [standing.scenario.source for standing in revealed.standings]
    rows = [
        (
            standing.scenario.source,
            *(_pair(*{**standing.crossed, standing.scenario.source: _own(standing)}[source]) for source in sources),
        )
        for standing in revealed.standings
    ]
    caption = "Under the inputs of a row, the share of worlds [placebo] in which what is done in a column is one"
    yield Table(caption, ("inputs of", *sources), tuple(rows))


def _under_codings(revealed: Revealed) -> Iterator[Block]:
    names = list(dict.fromkeys(name for standing in revealed.standings for name in standing.codings))
    rows = [
        (standing.scenario.source, *(_YES_OR_NO[standing.codings.get(name)] for name in names))
        for standing in revealed.standings
    ]
    yield Table(
        "Under each coding of the orders, whether what is done is an equilibrium at the mixes and inputs given",
        ("scenario", *map(coding_title, names)),
        tuple(rows),
    )
    yield Items(tuple(_told_apart(standing) for standing in revealed.standings))


_YES_OR_NO = {True: "yes", False: "no", None: ""}


def _told_apart(standing: Standing) -> str:
    """Say which codings what is done in a scenario tells from one another."""
    held = [coding_title(name) for name, stable in standing.codings.items() if stable]
    failed = [coding_title(name) for name, stable in standing.codings.items() if not stable]
    source = standing.scenario.source
    if not failed:
        return f"{source}: under every coding it is one, so it speaks for none of them."
    if not held:
        return f"{source}: under no coding it is one, so none explains it by the mixes given."
    return f"{source}: it is one under {listed(held)}, and none under {listed(failed)}."


def _own(standing: Standing) -> tuple[float, float]:
    return standing.share, standing.placebo


def _standing(standing: Standing) -> tuple[str, ...]:
    scenario = standing.scenario
    return (
        scenario.source,
        joined(", ", (scenario.names.action(name, scenario.status_quo[name]) for name in scenario.players)),
        "yes" if standing.stable else "no",
        joined("; ", (joined(", ", map(scenario.names.term, count(), each)) for each in standing.others)) or "none",
        number(standing.margin),
        _pair(*_own(standing)),
    )


def _pair(share: float, placebo: float) -> str:
    return f"{percent(share)} [{percent(placebo)}]"


def _conduct(conduct: Conduct, revealed: Revealed) -> Iterator[Block]:
    scenario, action = conduct.scenario, conduct.factions.action
    yield Heading(f"{scenario.title}: {scenario.names.action(revealed.player, action)}", 3)
    yield Items(tuple(_sentences(conduct)))
    if conduct.factions.vertices:
        yield Table(
            f"Corners of the mixes of {listed([plain(each) for each in conduct.factions.rows])} that will do",
            tuple(plain(each) for each in conduct.factions.rows),
            tuple(tuple(percent(share) for share in mix) for mix in conduct.factions.vertices),
        )
    rows = tuple(_coding_row(name, mixes) for name, mixes in _by_coding(conduct))
    headers = ("coding", *(plain(each) for each in conduct.all_rows.rows))
    yield Table("Least and greatest share of each row among all mixes that will do, by coding", headers, rows)
    yield from _given(conduct, revealed)


def _given(conduct: Conduct, revealed: Revealed) -> Iterator[Block]:
    """Say of the mix that the scenario gives the player, and of each row alone, whether they will do."""
    rows = [
        (
            coding_title(name),
            percent(mixes.share),
            _YES_OR_NO[mixes.holds(conduct.given)],
            ", ".join(map(plain, mixes.alone)) or "none",
        )
        for name, mixes in _by_coding(conduct)
    ]
    mix = [
        f"{percent(share)} {plain(row)}"
        for row, share in zip(conduct.all_rows.rows, conduct.given, strict=True)
        if share
    ]
    yield Table(
        f"By coding, whether the mix given to {_label(revealed)} ({listed(mix)}) will do, and what will do alone",
        ("coding", "share of all mixes that will do", "the mix given", "will do alone"),
        tuple(rows),
    )
    yield Paragraph(
        "Least and greatest shares bound the set and are not the set: not every mix between them will do. What will do "
        "alone is a test of the reading: an order that nobody sees at work in what is done speaks against it."
    )


def _sentences(conduct: Conduct) -> Iterator[str]:
    for order, place in (("liberal", 0), ("mercantilist", 1)):
        span = _beside(conduct.factions, place)
        least = conduct.least[place]
        exact = (
            f"Beside {order}s at least {percent(span)} of a security state will do"
            if span is not None
            else f"No mix of {order}s and a security state will do"
        )
        drawn = (
            f"over the draws {percent(least.quantiles[1])} in the middle, {percent(least.quantiles[0])} to "
            f"{percent(least.quantiles[2])} in nine worlds of ten; some such mix will do in {percent(least.possible)}"
            if least.quantiles
            else "over the draws no such mix will do"
        )
        yield f"{exact}; {drawn}."
    yield f"In {percent(conduct.unexplained)} of the worlds no mix of liberals and mercantilists will do."


def _beside(factions: RevealedMixes, place: int) -> Any:
    """Return the least share of the security state in the mixes of it and one order that will do, None for none."""
    other = 1 - place
    shares = [mix[2] for mix in factions.vertices if mix[other] == 0]
    return min(shares) if shares else None


def _by_coding(conduct: Conduct) -> Iterator[tuple[str, RevealedMixes]]:
    yield conduct.scenario.coding.name, conduct.all_rows
    yield from conduct.rivals.items()


def _coding_row(name: str, mixes: RevealedMixes) -> tuple[str, ...]:
    spans = [mixes.span(row) for row in mixes.rows]
    shown = ("no mix" if span is None else f"{percent(span[0])} to {percent(span[1])}" for span in spans)
    return (coding_title(name), *shown)


def _label(revealed: Revealed) -> str:
    scenario: Scenario = revealed.standings[0].scenario
    return scenario.spoken(revealed.player)


def _mixes_json(mixes: RevealedMixes) -> dict[str, Any]:
    return {
        "action": mixes.action,
        "rows": mixes.rows,
        "half_spaces": mixes.advantages,
        "vertices": mixes.vertices,
        "spans": {row: mixes.span(row) for row in mixes.rows},
    }
