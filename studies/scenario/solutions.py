"""One scenario under several concepts."""

from __future__ import annotations

from dataclasses import dataclass

from ...games.scenario.scenario import Scenario
from .analysis import Analysis


@dataclass(frozen=True, eq=False)
class Solutions:
    """A scenario, analysed under each of the concepts asked for."""

    scenario: Scenario
    analyses: tuple[Analysis, ...]
