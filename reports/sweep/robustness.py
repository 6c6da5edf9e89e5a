"""What holds up over a sweep, and what the sweep was about, as sections of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...games.normal_form import PureProfile
from ...games.numbers import counted, number, percent, rounded, several
from ...games.scenario.names import Names
from ...games.scenario.scenario import Scenario
from ...games.text.labels import Term, joined, listed
from ...studies.sensitivity.answered import Answers
from ...studies.sensitivity.column_summaries import ColumnSummary
from ...studies.sensitivity.parts import short_name
from ...studies.sensitivity.robust.robustness import ActionRobustness, Reversal, Survival
from ...studies.sensitivity.robust.xlrm import Measure, Uncertainty, Xlrm
from ...studies.sweep.regimes import profiles_by_name
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..scenario.words import both_names, number_words, profile_words

MEASURES = {
    "maximin": "worst payoff",
    "hurwicz": "Hurwicz",
    "mean_variance": "mean less spread",
    "regret_max": "largest regret",
    "regret_90": "90% regret",
    "satisficing": "satisficing",
}
"""What the measures are called."""

MOST_PROFILES = 20


def robustness_sections(answers: Answers) -> Iterator[Block]:
    """Give the share of the points in which each equilibrium survives, and the measures of each player's actions."""
    if not answers.survival and not answers.actions:
        return
    yield Heading("What is robust")
    if answers.survival:
        yield from _survival(answers.study.scenario, answers.survival)
    if answers.actions:
        yield Paragraph(_explained(answers.actions[0]))
    for robustness in answers.actions:
        yield from _actions(answers.study.scenario.names, robustness)
    if answers.actions and answers.used < len(answers.study):
        yield Paragraph(
            f"Actions were measured at about {counted(answers.used)} of the {counted(len(answers.study))} points."
        )


def further_section(scenario: Scenario, summaries: tuple[ColumnSummary, ...]) -> Iterator[Block]:
    """Give the columns on repetition and on further concepts in a few numbers."""
    if not summaries:
        return
    yield Heading("What else was asked of each point")
    profiles = profiles_by_name(scenario)
    rows = tuple(
        (
            item.column,
            _meaning(scenario, profiles, item),
            counted(item.rows),
            *map(number, (item.low, item.mean, item.high)),
        )
        for item in summaries
    )
    caption = "Lowest, mean and highest over the points that have a number; of yes and no the mean is the share of yes"
    yield Table(caption, ("column", "meaning", "points", "lowest", "mean", "highest"), rows)


def _meaning(scenario: Scenario, profiles: Mapping[str, PureProfile], item: ColumnSummary) -> Term:
    """Return what a column means, with the profile that it is about in words."""
    code = item.column.partition(".")[2]
    if code not in profiles:
        return Term(item.meaning, item.meaning)
    return Term(item.meaning.replace(code, profile_words(scenario.names, profiles[code])), item.meaning)


def xlrm_section(scenario: Scenario, table: Xlrm) -> Iterator[Block]:
    """Give the table of uncertainties, levers, relationships and measures."""
    yield Heading("What was asked of what")
    called = dict(zip(scenario.players, scenario.names.actions, strict=True))
    rows = (
        *(("uncertainty", _named(scenario, item), _spanned(item), item.source) for item in table.uncertainties),
        *(("lever", item.label, joined(", ", called[item.player]), "") for item in table.levers),
        *(("relationship", item.name, item.meaning, item.source) for item in table.relationships),
        *(("measure", *_judged(scenario, item), "") for item in table.measures),
    )
    caption = "Uncertainties, levers, relationships and measures; in brackets what scripts call it, where that differs"
    yield Table(caption, ("", "name", "what", "source"), rows)


def _named(scenario: Scenario, item: Uncertainty) -> Term:
    return both_names(Term(number_words(scenario, item.path), short_name(item.path)))


def _spanned(item: Uncertainty) -> str:
    now = "" if item.current is None else f", now {rounded(item.current, 3)}"
    meaning = "" if item.path.startswith("actors.") else f": {item.meaning}"
    return f"{rounded(item.low, 3)} to {rounded(item.high, 3)}{now}{meaning}"


def _judged(scenario: Scenario, item: Measure) -> tuple[Term, Term]:
    """Return the name of a measure and what it is; of what a player gets, with the label of the player."""
    player = item.column.removeprefix("payoff.")
    if player not in scenario.names.players or player == item.column:
        return Term(item.column, item.column), Term(item.meaning, item.meaning)
    spoken = scenario.spoken_label(player)
    gets = f"what {spoken.spoken} {'get' if spoken.plural else 'gets'} at the selected equilibrium"
    return both_names(Term(f"payoff of {spoken.spoken}", item.column)), Term(gets, item.meaning)


def _survival(scenario: Scenario, survival: tuple[Survival, ...]) -> Iterator[Block]:
    profiles = profiles_by_name(scenario)
    rows = tuple(
        (
            profile_words(scenario.names, profiles[item.profile]),
            counted(item.share.count),
            percent(item.share.value),
            counted(item.knife_edges),
        )
        for item in survival[:MOST_PROFILES]
    )
    headers = ("profile", "points", "share", "of them knife edges")
    yield Table("In how much of what was swept each profile is an equilibrium", headers, rows)
    if len(survival) > MOST_PROFILES:
        more = several(len(survival) - MOST_PROFILES, "more profile is an equilibrium", "more profiles are equilibria")
        yield Paragraph(f"{more} at fewer points.")


def _explained(robustness: ActionRobustness) -> str:
    return (
        "A player commits to an action before it knows which point is true, and the others reply. The measures are the "
        f"worst payoff; Hurwicz's mean of the worst, by {number(robustness.pessimism)}, and the best; the mean less "
        f"{number(robustness.risk_aversion)} standard deviation; the regret at worst, and what it stays below at nine "
        "points of ten; and, as satisficing, the share of points at which the action pays a threshold. In brackets "
        "stands the rank by each measure."
    )


def _actions(names: Names, robustness: ActionRobustness) -> Iterator[Block]:
    rows = []
    place_of = names.players.index(robustness.player)
    label, called = names.labels[place_of], {own.code: own for own in names.actions[place_of]}
    for place, measures in enumerate(robustness.actions):
        values = {name: number(getattr(measures, name)) for name in MEASURES if name != "satisficing"}
        values["satisficing"] = percent(measures.satisficing.value)
        rows.append(
            (called[measures.action], *(f"{values[name]} ({robustness.ranks[name][place]})" for name in MEASURES))
        )
    caption = f"{label}: what each action pays; {number(robustness.threshold)}, the median of all payoffs, satisfies"
    yield Table(caption, ("action", *MEASURES.values()), tuple(rows))
    if robustness.reversals:
        yield Items(tuple(_reversals(label, called, robustness.reversals)))


def _reversals(label: str, called: Mapping[str, Term], reversals: tuple[Reversal, ...]) -> Iterator[str]:
    """Say for each pair of actions which measures rank one before the other, and which the other way."""
    pairs: dict[frozenset[str], dict[str, str]] = {}
    for item in reversals:
        better = pairs.setdefault(frozenset((item.better, item.worse)), {})
        better[item.first], better[item.second] = item.better, item.worse
    for better in pairs.values():
        ordered = {name: better[name] for name in MEASURES if name in better}
        first = next(iter(ordered.values()))
        other = next(action for action in ordered.values() if action != first)
        one, two = ([MEASURES[n] for n, action in ordered.items() if action == best] for best in (first, other))
        ways = f"by {listed(one)}, the other way by {listed(two)}"
        yield f"{label}: {called[first]} before {called[other]} {ways}."
