"""The gallery holds one report for each shipped scenario, as it is generated now.

With REGENERATE=1 in the environment the files are written anew; look at the difference before it is committed.
"""

import os
from pathlib import Path

import pytest

from tetrarchy.configs.load import load_both, shipped
from tetrarchy.reports.outputs import written
from tetrarchy.studies.scenario.main_analysis import main_analysis

GALLERY = Path(__file__).parents[2] / "reports" / "gallery"


def test_there_is_a_report_for_each_shipped_scenario_and_no_other():
    assert {path.stem for path in GALLERY.glob("*.md")} == set(shipped())


@pytest.mark.parametrize("name", shipped())
def test_the_report_is_as_it_is_generated_now(name):
    path = GALLERY / f"{name}.md"
    scenario, study = load_both(name)
    text = written(main_analysis(scenario, study=study), "markdown")
    if os.environ.get("REGENERATE"):
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")
