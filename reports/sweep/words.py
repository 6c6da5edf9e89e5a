"""How reports on sweeps speak of regimes, outcomes and designs."""

from __future__ import annotations

from collections.abc import Mapping

from ...games.numbers import number, percent
from ...games.text.labels import Term, joined
from ...studies.sensitivity.parts import KNIFE_EDGE, short_name
from ...studies.sweep.regimes import Regime
from ...studies.sweep.study import Study
from ..scenario.words import number_words, set_words

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def letter(place: int) -> str:
    """Return the letter of a regime by its place in the table of regimes."""
    return LETTERS[place] if 0 <= place < len(LETTERS) else "?"


def regime_words(study: Study, regime: Regime) -> str:
    """Return a regime as its set of equilibria, and that a tie decides."""
    known = set_words(study.scenario.names, regime.profiles)
    return joined("", ("knife edge: ", known)) if regime.knife_edge else known


def label_words(study: Study, label: str) -> str:
    """Return a label of the column `regime` as "regime B", by the table of regimes."""
    if label == KNIFE_EDGE:
        return KNIFE_EDGE
    places = (place for place, own in enumerate(study.regimes()) if own.name == label and not own.knife_edge)
    place = next(places, None)
    return label if place is None else f"regime {letter(place)}"


def outcome_words(study: Study, outcome: str) -> str:
    """Return an outcome, a column or a condition, in words."""
    return label_words(study, outcome.removeprefix("regime=")) if outcome.startswith("regime=") else outcome


def in_regimes(study: Study, words: str) -> str:
    """Return a sentence with its regimes told by the table of regimes: "regime B" for a condition on a column."""
    named = sorted((own.name for own in study.regimes() if not own.knife_edge), key=len, reverse=True)
    for name in named:
        words = words.replace(f"regime={name}", label_words(study, name))
    return words


def span_words(study: Study, spans: Mapping[str, tuple[float, float]]) -> list[str]:
    """Return between which values each path varies, and which mixes vary as a whole."""
    whole = {name: paths for name, paths in study.plan.design.factor_paths.items() if len(paths) > 1}
    inside = {path for paths in whole.values() for path in paths}
    single = [
        f"{number_words(study.scenario, path)} from {number(low)} to {number(high)}"
        for path, (low, high) in spans.items()
        if path not in inside
    ]
    return [*single, *(f"all mixes of {_owner(study, name)}" for name in whole)]


def factor_words(study: Study, name: str) -> Term:
    """Return what varies, a number or a mix as a whole, by the name that readers know."""
    if study.plan.design.factor_paths.get(name, (name,)) == (name,):
        return Term(number_words(study.scenario, name), short_name(name))
    return Term(f"the mix of {_owner(study, name)}", short_name(name))


def _owner(study: Study, mix: str) -> str:
    """Return whose mix varies as a whole."""
    return study.scenario.spoken(mix.removeprefix("actors.").partition(".")[0])


def error_words(error: float) -> str:
    """Return a standard error of a share."""
    return percent(error) if error >= 0.001 or error == 0 else "under 0.1%"


def chance_words(chance: float) -> str:
    """Return a small chance."""
    return number(chance, 4) if chance >= 0.0001 else "under 0.0001"
