"""What is written of each type of results, and in which formats, is what two tables say."""

import json
import re
from contextlib import suppress
from fractions import Fraction
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import get_type_hints

import pytest

from tetrarchy import (
    analyse,
    assumption_log,
    claims,
    compare,
    conditions,
    explaining_mixes,
    load,
    order_values,
    sweep,
    thresholds,
    tipping_points,
    what_if,
)
from tetrarchy.configs.sweep_request import SweepRequest
from tetrarchy.configs.world.catalogue import actor
from tetrarchy.configs.world.load import load_setting
from tetrarchy.games.numbers import number, percent, read_fraction, signed, to_decimals, whole_percent
from tetrarchy.games.orders.matrix import value_matrix
from tetrarchy.reports.format import document
from tetrarchy.reports.format.blocks import Table
from tetrarchy.reports.outputs import FORMATS, OUTPUTS, Format, function_named, written
from tetrarchy.studies.catalogue import catalogue
from tetrarchy.studies.coders import CodedMatrices
from tetrarchy.studies.conflict.conflict_analysis import conflict_analysis
from tetrarchy.studies.evolution.game_evolution import evolution_analysis
from tetrarchy.studies.repeated.repetition import repeated_analysis
from tetrarchy.studies.revealed.reveal import reveal
from tetrarchy.studies.scenario.analysis import Solutions
from tetrarchy.studies.scenario.main_analysis import Brief, first_page, main_analysis
from tetrarchy.studies.scenario.unsolved import unsolved, unsolved_game
from tetrarchy.studies.sensitivity.answered import AnsweredStudy
from tetrarchy.studies.sequence.analysis import sequence_analysis
from tetrarchy.studies.sequence.what_if import sequence_what_if
from tetrarchy.studies.stochastic.moving_analysis import moving_analysis
from tetrarchy.studies.sweep.running.pilot import pilot
from tetrarchy.studies.sweep.running.store import Status, status
from tetrarchy.studies.sweep.sweep import solved
from tetrarchy.studies.thickness.analysis import thickness_analysis
from tetrarchy.studies.tournament.tournament_analysis import tournament_analysis
from tetrarchy.studies.workshop.elicitation import Elicitation
from tetrarchy.studies.workshop.heads import Head
from tetrarchy.studies.workshop.questions import questionnaire
from tetrarchy.studies.world.actors import actor_cards
from tetrarchy.studies.world.analysis import world_analysis
from tetrarchy.studies.world.archetypes import estimate_mixes
from tetrarchy.studies.world.estimate import WindowMixes
from tetrarchy.studies.world.evidence.checks import Evidence
from tetrarchy.studies.world.evidence.record import Check
from tetrarchy.studies.world.page import WorldPage
from tetrarchy.studies.world.sweep import world_sweep
from tetrarchy.studies.world.thresholds import world_thresholds
from tetrarchy.studies.world.views import WorldReport, world_alignment, world_influence

PLAN = SweepRequest(["p_R=0.2:1:3"]).plan("us-russia-china")


def state(folder):
    solved(PLAN, out=folder)
    return status(folder)


WORLD = load_setting(Path(__file__).parents[1] / "worlds" / "two-and-one.toml")
MIXES = estimate_mixes([[1, 1, -1, 0], [1, -1, -1, 0], [-1, 0, 1, 0], [-1, 1, 1, -1]], k=2, bootstrap=3)
STAG, TRIANGLE = load("stag-hunt"), load("us-russia-china")
ROOM = questionnaire("sanctions-russia")
HEADS = {
    "Ann": {"game.parameters.severity": Fraction(1, 4), "options.West": (1, 2), "expect": (0, 1), "sure": Fraction(80)},
    "Bob": {"game.parameters.sender_cost": Fraction(2, 5), "options.West": (2, 1), "expect": (1, 1)},
    "Cy": {},
}
RESULTS = {
    "Adoption": lambda: evolution_analysis(load("magnet-or-repellent")),
    "Analysis": lambda: analyse(TRIANGLE),
    "AssumptionLog": lambda: assumption_log("sanctions-russia"),
    "Brief": lambda: Brief(main_analysis(TRIANGLE)),
    "Catalogue": lambda: catalogue(["orders"]),
    "CodedMatrices": lambda: CodedMatrices({"A": value_matrix().astype(float), "B": value_matrix().astype(float)}),
    "Comparison": lambda: compare("us-russia-china-2014", TRIANGLE),
    "Conditions": lambda: conditions("sanctions-russia", "West=relax,Russia=hold", samples=10),
    "ConflictPage": lambda: first_page(main_analysis(load("nord-stream-2"))),
    "ConflictAnalysis": lambda: conflict_analysis(load("cuba-1962"), hold=6),
    "Explained": lambda: explaining_mixes(["us-russia-china-2014", TRIANGLE], "US"),
    "GameEvolution": lambda: evolution_analysis(STAG, time=5),
    "Ledger": lambda: claims(["triangle.1"], samples=10),
    "MovingAnalysis": lambda: moving_analysis(load("sanctions-renewal")),
    "OrderContest": lambda: evolution_analysis(load("order-contest"), time=20),
    "Pilot": lambda: pilot(PLAN),
    "OrderValues": lambda: order_values("recognition-assurance"),
    "RepeatedAnalysis": lambda: repeated_analysis(load("prisoners-dilemma")),
    "Report": lambda: main_analysis(TRIANGLE),
    "Revealed": lambda: reveal(TRIANGLE, samples=10),
    "SequenceAnalysis": lambda: sequence_analysis("snap-back-2025"),
    "SequenceWhatIf": lambda: sequence_what_if("s400-in-sequence", {"resolve": 0.58}),
    "Solutions": lambda: Solutions(STAG, (analyse(STAG), analyse(STAG, "pure"))),
    "AnsweredStudy": lambda: AnsweredStudy(sweep(TRIANGLE, over={"p_R": [0, 0.5, 1]})),
    "ThicknessAnalysis": lambda: thickness_analysis(TRIANGLE, 10),
    "ThresholdMap": lambda: thresholds(load("us-russia-china"), ("p_R", "rho")),
    "Thresholds": lambda: thresholds(TRIANGLE, "rho"),
    "TippingPoints": lambda: tipping_points(load("sanctions-renewal")),
    "TournamentAnalysis": lambda: tournament_analysis(load("prisoners-dilemma"), 20),
    "UnsolvedConflict": lambda: unsolved(load("inf-endgame")),
    "UnsolvedGame": lambda: unsolved_game(TRIANGLE),
    "WholeConflict": lambda: main_analysis(load("nord-stream-2")),
    "WhatIf": lambda: what_if(TRIANGLE, {"p_R": 0.9}),
    "ActorCards": lambda: actor_cards([], [actor("RUS")]),
    "Elicitation": lambda: Elicitation(ROOM, tuple(Head(name, given) for name, given in HEADS.items()), "borda"),
    "Evidence": lambda: Evidence((Check("E0", "Why?", "none", False, {"error": 0.125}, "no"),)),
    "WindowMixes": lambda: WindowMixes((2000, 2001), ("A", "B", "C", "D"), ("one", "two"), (1, 0), 4, MIXES),
    "WorldAlignment": lambda: world_alignment(WORLD, "all", WORLD.alignment),
    "WorldAnalysis": lambda: world_analysis(WORLD, ["AAA"], exact=True, explain=True),
    "WorldInfluence": lambda: world_influence(WORLD, 2),
    "WorldPage": lambda: WorldPage(world_analysis(WORLD)),
    "WorldReport": lambda: WorldReport(world_analysis(WORLD)),
    "WorldSweep": lambda: world_sweep(WORLD, {"beta": [0, 0.5, 1], "push.AAA.conservative": [0, 0.5]}),
    "WorldThresholds": lambda: world_thresholds(WORLD, "push.AAA=conservative:0:1"),
}
HOMES = {home.rpartition(".")[2]: home for home in OUTPUTS}


@cache
def result(name):
    return RESULTS[name]()


@pytest.mark.parametrize("home", OUTPUTS)
def test_an_output_is_of_a_class_and_its_functions_take_that_class(home):
    module, _, name = home.rpartition(".")
    kind, output = getattr(import_module(f"tetrarchy.{module}"), name), OUTPUTS[home]

    for part in filter(None, output):
        function = function_named(part)
        (taken,) = signature(function).parameters
        hint = get_type_hints(function)[taken]
        assert kind in (hint, *getattr(hint, "__args__", ())), (home, part)


def test_every_type_of_results_is_tried_here():
    assert {*RESULTS, "Status"} == set(HOMES)


@pytest.mark.parametrize("name", RESULTS)
def test_a_new_format_is_a_function_and_a_name_and_writes_everything(name, monkeypatch):
    monkeypatch.setattr(document, "shouted", lambda blocks: document.plain_text(blocks).upper(), raising=False)
    monkeypatch.setitem(FORMATS, "shout", Format("document", "format.document.shouted"))

    assert written(result(name), "shout") == written(result(name), "table").upper()


@pytest.mark.parametrize("name", RESULTS)
def test_every_result_is_written_as_tables_and_as_values(name):
    values = json.loads(written(result(name), "json"))

    assert values["schema"].startswith("tetrarchy.")
    assert written(result(name), "csv").count(",") >= 2


NUMBER = re.compile(r"-?\d+/\d+|[+-]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?%?")


def numbers(values):
    """Go through all numbers of plain values, those written as text and the lengths of lists among them."""
    match values:
        case bool() | None:
            return
        case int() | float():
            yield values
        case str():
            with suppress(ValueError):
                yield read_fraction(values)
        case list() | dict():
            yield len(values)
            for part in [*values, *(values.values() if isinstance(values, dict) else ())]:
                yield from numbers(part)


def readings(value):
    """Go through what a table may make of a number."""
    yield from (str(value), percent(value), whole_percent(float(value)))
    for digits in range(1, 7):
        yield from (number(value, digits), signed(value, digits), to_decimals(float(value), digits))


@pytest.mark.parametrize("name", RESULTS)
def test_every_number_of_a_table_is_in_the_values(name):
    values = {str(value): value for value in numbers(json.loads(written(result(name), "json")))}
    known = {text for value in values.values() for each in (value, -value) for text in readings(each)}
    tables = (
        block for block in function_named(OUTPUTS[HOMES[name]].document)(result(name)) if isinstance(block, Table)
    )
    cells = [
        (table.caption, header, cell)
        for table in tables
        for row in table.rows
        for header, cell in zip(table.headers, row, strict=True)
        if header not in ("", "#", "no.") and not re.search("[a-zA-Z]", cell)
    ]

    assert [cell for cell in cells if not {text.replace(",", "") for text in NUMBER.findall(cell[2])} <= known] == []


def test_the_state_of_a_folder_is_written_as_well(tmp_path):
    found = state(tmp_path / "study")

    assert isinstance(found, Status)
    assert written(found, "table").startswith(f"Sweep in {tmp_path / 'study'}: ")
    assert json.loads(written(found, "json"))["folder"] == str(tmp_path / "study")
