"""What a sweep does once: it reads its source, derives its columns and reads a payoff table, whatever varies."""

import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from tetrarchy import NormalFormGame, load, sweep
from tetrarchy.configs import load as loading
from tetrarchy.games import normal_form
from tetrarchy.reports.sweep.values import study_json
from tetrarchy.studies.sensitivity.answered import AnsweredStudy
from tetrarchy.studies.sweep.plan import Plan

STUDY = 'title = "x"\n[game]\nkind = "triangle"\n[study]\ndesign = "random"\nsamples = 12\nover = ["p_R", "rho"]\n'


@pytest.fixture
def counted(monkeypatch):
    """Return a function that has the calls of a function counted, and the counts by its name."""
    counts = Counter()

    def count(owner, name):
        own = getattr(owner, name)

        def counting(*arguments, **options):
            counts[name] += 1
            return own(*arguments, **options)

        monkeypatch.setattr(owner, name, counting)
        return counts

    return count


@pytest.mark.parametrize("kept", [False, True], ids=["in memory", "in a folder"])
@pytest.mark.parametrize("by_file", [False, True], ids=["by options", "by [study]"])
def test_a_source_is_read_once_and_columns_are_derived_once(run, tmp_path, counted, by_file, kept):
    (tmp_path / "study.toml").write_text(STUDY)
    words = [str(tmp_path / "study.toml")] if by_file else ["us-russia-china", "--over", "p_R=0.2:1:4"]
    counted(loading, "toml_values")
    counts = counted(Plan, "_columns")

    code, out, _ = run("sweep", *words, "--format", "json", *(["--out", str(tmp_path / "rows")] if kept else []))

    assert code == 0
    assert json.loads(out)["points"] == (12 if by_file else 4)
    assert counts == {"toml_values": 1, "_columns": 1}


@pytest.mark.parametrize("design", ["random", "saltelli", "one_at_a_time"])
def test_how_often_a_payoff_table_is_read_does_not_depend_on_how_many_payoffs_vary(counted, design):
    numbers = np.random.default_rng(0).integers(0, 9, (2, 4, 4))
    scenario = replace(load("stag-hunt"), game=NormalFormGame(numbers.tolist()), status_quo={})
    paths = [f"game.payoffs.{player}.{row}.{column}" for player, row, column in np.ndindex(2, 4, 4)]
    counts, read = counted(normal_form, "read_fractions"), []
    for varied in (paths[:2], paths):
        before = counts["read_fractions"]
        over = dict.fromkeys(varied, (0, 9))
        study = sweep(scenario, over, samples=8 if design != "one_at_a_time" else None, design=design)
        study_json(AnsweredStudy(study))
        read.append(counts["read_fractions"] - before)

    assert read[0] == read[1] <= 1
