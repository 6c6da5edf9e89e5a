"""A new kind of design is a class and its place in the table: sweeps, files, folders and reports take it from there."""

import json
from dataclasses import dataclass
from math import sqrt
from typing import ClassVar

import numpy as np
import pytest
from scipy.stats import qmc

from tetrarchy import load, sweep
from tetrarchy.configs.load import parse_study
from tetrarchy.configs.sweep_request import restored_plan
from tetrarchy.studies.sensitivity.drivers.pawn import Pawn
from tetrarchy.studies.sweep.points.designs import DESIGNS
from tetrarchy.studies.sweep.points.drawn import Drawn
from tetrarchy.studies.sweep.points.factors import checked_values
from tetrarchy.studies.sweep.points.listed import Listed

TRIANGLE = load("us-russia-china")


@dataclass(frozen=True)
class Halton(Drawn):
    name: ClassVar[str] = "halton"
    title: ClassVar[str] = "a Halton sequence"

    def units(self, start, stop):
        return qmc.Halton(self.dimensions, seed=self.seed).random(stop)[start:]


@dataclass(frozen=True, eq=False)
class Diagonal(Listed):
    """All numbers rise together from their lowest to their highest values."""

    name: ClassVar[str] = "diagonal"
    title: ClassVar[str] = "a diagonal"

    ends: dict
    count: int = 150

    @classmethod
    def listed(cls, scenario, over):
        return cls(checked_values(scenario, over))

    @property
    def spans(self):
        return {path: (float(low), float(high)) for path, (low, high) in self.ends.items()}

    def __len__(self):
        return self.count

    def points(self, start, stop):
        way = np.arange(start, stop) / (self.count - 1)
        return {path: low + (high - low) * way for path, (low, high) in self.ends.items()}

    def described(self):
        return {"design": self.name, "over": {path: ends.tolist() for path, ends in self.ends.items()}}


@pytest.fixture(autouse=True)
def _known(monkeypatch):
    for kind in (Halton, Diagonal):
        monkeypatch.setitem(DESIGNS, kind.name, kind)


HALTON = ["--over", "p_R", "--over", "rho=0.2:1/2", "--samples", "130", "--design", "halton"]
DIAGONAL = ["--over", "p_R=0.3,0.9", "--over", "rho=0.2,1", "--design", "diagonal"]


def test_a_new_drawn_design_has_standard_errors_answers_and_words(run):
    code, out, err = run("sweep", "us-russia-china", *HALTON)
    found = json.loads(run("sweep", "us-russia-china", *HALTON, "--format", "json")[1])

    assert (code, err) == (0, "")
    assert "130 games over pressure on Russia from 0.2 to 1 and Chinese restraint from 0.2 to 0.5: a Halton" in out
    assert all(text in out for text in ("standard error", "Map: ", "PAWN indices of regime A", "Where regime A holds"))
    assert found["design"]["design"] == "halton"
    for regime in found["regimes"]:
        share = regime["points"] / 130
        assert regime["standard_error"] == pytest.approx(sqrt(share * (1 - share) / 130))
    for own in found["equilibria"]:
        assert own["standard_error"] == pytest.approx(sqrt(own["share"] * (1 - own["share"]) / 130))


def test_a_new_listed_design_has_answers_and_words_and_no_standard_errors(run):
    code, out, err = run("sweep", "us-russia-china", *DIAGONAL)
    found = json.loads(run("sweep", "us-russia-china", *DIAGONAL, "--format", "json")[1])

    assert (code, err) == (0, "")
    assert "150 games over pressure on Russia from 0.3 to 0.9 and Chinese restraint from 0.2 to 1: a diagonal." in out
    assert "PAWN indices of regime A" in out
    assert "standard error" not in out
    assert {regime["standard_error"] for regime in found["regimes"]} == {None}
    assert {share["standard_error"] for share in found["equilibria"]} == {None}
    assert {own["satisficing"]["standard_error"] for each in found["actions"] for own in each["actions"]} == {None}
    assert found["spans"] == {
        "game.parameters.pressure_on_russia": [0.3, 0.9],
        "game.parameters.chinese_restraint": [0.2, 1.0],
    }


def test_new_designs_answer_as_others_do():
    drawn = sweep(TRIANGLE, ["p_R", "rho"], samples=130, design="halton")
    listed = sweep(TRIANGLE, {"p_R": [0, 1], "rho": [0, 1]}, design="diagonal")

    assert isinstance(drawn.sensitivity("welfare"), Pawn)
    assert isinstance(listed.sensitivity("welfare"), Pawn)
    assert drawn.boxes().boxes


@pytest.mark.parametrize(("words", "design"), [(HALTON, "halton"), (DIAGONAL, "diagonal")])
def test_new_designs_are_kept_in_folders_and_found_again(run, tmp_path, words, design):
    code, _, _ = run("sweep", "us-russia-china", *words, "--out", str(tmp_path / "study"))
    described = json.loads((tmp_path / "study" / "manifest.json").read_text())["study"]

    assert code == 0
    assert described["design"]["design"] == design
    assert restored_plan(described).described() == described
    assert run("sweep", "retry", str(tmp_path / "study"))[0] == 0


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('design = "halton"\nsamples = 8\nover = ["p_R", "rho"]', 8),
        ('design = "diagonal"\nover.p_R = "0, 1"\nover.rho = "0, 1"', 150),
    ],
)
def test_new_designs_stand_in_files(text, rows):
    plan = parse_study(f'title = "A study"\n[game]\nkind = "triangle"\n[study]\n{text}', "study.toml")

    assert len(plan) == rows
