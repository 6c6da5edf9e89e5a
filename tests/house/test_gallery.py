"""The gallery holds one report for each shipped scenario, as it is generated now.

With REGENERATE=1 in the environment the files are written anew; look at the difference before it is committed.
"""

import os
from pathlib import Path

import pytest

from tetrarchy import analyse, load
from tetrarchy.configs.load import shipped
from tetrarchy.reports.evolution.report import evolve_report
from tetrarchy.reports.format.document import render
from tetrarchy.reports.scenario.report import report
from tetrarchy.studies.evolution.populations import population_analysis

GALLERY = Path(__file__).parents[2] / "reports" / "gallery"


def test_there_is_a_report_for_each_shipped_scenario_and_no_other():
    assert {path.stem for path in GALLERY.glob("*.md")} == set(shipped())


@pytest.mark.parametrize("name", shipped())
def test_the_report_is_as_it_is_generated_now(name):
    path = GALLERY / f"{name}.md"
    scenario = load(name)
    blocks = evolve_report(population_analysis(scenario)) if scenario.population else report(analyse(scenario))
    text = render(list(blocks), "markdown")
    if os.environ.get("REGENERATE"):
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")
