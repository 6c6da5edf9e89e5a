"""The XLRM table: every number of every shipped scenario can be an uncertainty, every player has its levers."""

from __future__ import annotations

import pytest

from tetrarchy import load, parse
from tetrarchy.configs.load import shipped
from tetrarchy.games.errors import InputError
from tetrarchy.games.graph.graph_game import GraphGame
from tetrarchy.games.population import PopulationGame
from tetrarchy.games.scenario.inputs import DerivedGame
from tetrarchy.games.scenario.paths import numeric_paths
from tetrarchy.studies.sensitivity.robust.xlrm import xlrm


def test_table_of_the_triangle_names_all_four_parts() -> None:
    scenario = load("us-russia-china")
    spans = {"rho": (0, 1), "US.orders.liberal": (0, 0.5), "orders.conservative.autonomy": (1, 4)}
    table = xlrm(scenario, spans, {"welfare": "the sum", "payoff.US": "what the US gets"})
    assert [item.path for item in table.uncertainties] == [
        "game.parameters.chinese_restraint",
        "actors.US.orders.liberal",
        "orders.conservative.autonomy",
    ]
    assert table.uncertainties[0].source == "P 37.9k, 51.0k"
    assert table.uncertainties[1].current == float(scenario.actors["US"].orders["liberal"])
    assert [lever.player for lever in table.levers] == ["US", "Russia", "China"]
    assert table.levers[0].actions == scenario.actions[0]
    assert table.relationships[0].meaning == scenario.game.arena.question
    assert [measure.column for measure in table.measures] == ["welfare", "payoff.US"]


def test_given_meanings_of_columns_are_kept() -> None:
    table = xlrm(load("us-russia-china"), {}, {"gap": "US less China"})
    assert [(measure.column, measure.meaning) for measure in table.measures] == [("gap", "US less China")]


STATES = [name for name in shipped() if not isinstance(load(name).game, PopulationGame | DerivedGame | GraphGame)]


@pytest.mark.parametrize("name", STATES)
def test_every_number_of_a_shipped_scenario_is_described(name: str) -> None:
    scenario = load(name)
    table = xlrm(scenario, dict.fromkeys(numeric_paths(scenario), (0, 1)), {"regime": "the set of equilibria"})
    assert all(item.meaning and item.source and item.current is not None for item in table.uncertainties)
    assert len(table.levers) == len(scenario.players)
    assert table.relationships


def test_numbers_of_given_and_repeated_games_are_described() -> None:
    text = (
        'title = "Dilemma"\n[game]\nkind = "normal_form"\nplayers = ["Row", "Column"]\n'
        'actions = [["C", "D"], ["C", "D"]]\npayoffs = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]\n[repeated]\ndiscount = 0.9'
    )
    meanings = {"pure.C/C": "whether C/C is an equilibrium"}
    table = xlrm(parse(text, "dilemma"), {"repeated.discount": (0.5, 0.99), "game.payoffs.0.1.0": (3, 6)}, meanings)
    assert [item.current for item in table.uncertainties] == [0.9, 5]
    assert table.relationships[0].meaning == "payoffs of each outcome, as given"
    assert table.measures[0].meaning == "whether C/C is an equilibrium"


def test_unknown_path_is_refused() -> None:
    with pytest.raises(InputError, match="presure: unknown parameter of triangle"):
        xlrm(load("us-russia-china"), {"presure": (0, 1)}, {})
