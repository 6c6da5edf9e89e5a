"""The gallery holds one report for each shipped scenario, as it is generated now, in the scenario's room, and an index.

With REGENERATE=1 in the environment the files are written anew; look at the difference before it is committed.
"""

import os
from functools import cache
from pathlib import Path

import pytest

from tetrarchy.configs.load import load_both, rooms, shipped
from tetrarchy.reports.index import ROOMS, entry, index_markdown
from tetrarchy.reports.outputs import document, written
from tetrarchy.studies.scenario.main_analysis import main_analysis

GALLERY = Path(__file__).parents[2] / "reports" / "gallery"


@cache
def found(name):
    scenario, study = load_both(name)
    return main_analysis(scenario, study=study)


def test_there_is_a_report_for_each_shipped_scenario_and_no_other():
    assert {(path.stem, path.parent.name) for path in GALLERY.glob("*/*.md")} == set(rooms().items())
    assert [path.name for path in GALLERY.glob("*.md")] == ["README.md"]
    assert set(rooms().values()) == set(ROOMS)
    assert tuple(sorted(rooms())) == shipped()


@pytest.mark.parametrize("name", shipped())
def test_the_report_is_as_it_is_generated_now(name):
    path = GALLERY / rooms()[name] / f"{name}.md"
    text = written(found(name), "markdown")
    if os.environ.get("REGENERATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


def test_the_index_names_every_scenario_with_its_question_and_answer():
    entries = [
        entry(room, name, document(found(name)), {"report": f"{room}/{name}.md"}) for name, room in rooms().items()
    ]
    text = index_markdown(entries)
    if os.environ.get("REGENERATE"):
        (GALLERY / "README.md").write_text(text, encoding="utf-8")

    assert [each.name for each in entries if not (each.question and each.answer)] == []
    assert text == (GALLERY / "README.md").read_text(encoding="utf-8")
