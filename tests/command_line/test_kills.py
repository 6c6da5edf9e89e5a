"""Real kills: of workers and of the process that runs them, after which no row is lost and no process left."""

import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

HERE = str(Path(__file__).parents[1])
sys.path.append(HERE)
plans = import_module("sweep_plans")
Toy, run = plans.Toy, plans.run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

SERIAL = plans.bits(run(Toy(3000)).to_arrow())

SCRIPT = f"""
import sys
sys.path.append({HERE!r})
from sweep_plans import Toy, run
notes, folder = sys.argv[1:]
run(Toy(3000, seconds=0.03, notes=notes), out=folder, chunk=50, workers=2)
"""


@pytest.fixture
def notes(tmp_path):
    (tmp_path / "notes").mkdir()
    return tmp_path / "notes"


@pytest.fixture
def sweeping(tmp_path, notes):
    """Return a function that starts the script in a session of its own and waits until it has solved a few chunks."""
    started = []

    def start(folder, more):
        (tmp_path / "script.py").write_text(SCRIPT)
        there = len(parts(folder))
        process = subprocess.Popen(
            [sys.executable, tmp_path / "script.py", notes, folder],
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        assert plans.wait_until(lambda: len(parts(folder)) >= there + more, 90)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate(timeout=20)


def parts(folder):
    return list(folder.glob("parts/part-*.parquet"))


def all_gone(notes):
    return plans.wait_until(lambda: not any(map(plans.alive, plans.processes(notes))), 5)


@pytest.mark.slow
def test_workers_that_are_killed_lose_and_double_no_row(tmp_path, notes):
    plan = Toy(3000, "killed", (100, 101, 1700, 2999), notes=str(notes))

    study = run(plan, out=tmp_path / "study", chunk=100, workers=2)

    assert len(list(notes.glob("killed-*"))) == 4
    assert plans.bits(study.to_arrow()) == SERIAL
    assert not list((tmp_path / "study" / "parts").glob(".*"))
    assert len(plans.processes(notes)) >= 5
    assert all_gone(notes)


@pytest.mark.slow
def test_a_chunk_that_kills_every_worker_is_set_aside_with_its_inputs(tmp_path, notes):
    plan = Toy(3000, "exit", (1234,), notes=str(notes))

    study = run(plan, out=tmp_path / "study", chunk=100, workers=2)

    assert [(failure.number, failure.tries) for failure in study.failed] == [(12, 3)]
    assert len(study) == 2900
    assert '"x": [' in (tmp_path / "study" / "failed" / "000012.json").read_text()
    assert all_gone(notes)


@pytest.mark.slow
def test_a_main_process_that_is_killed_takes_its_workers_with_it_and_the_study_goes_on(tmp_path, notes, sweeping):
    folder = tmp_path / "study"
    for _ in range(2):
        process = sweeping(folder, more=3)
        process.kill()
        process.wait(timeout=20)
        assert len(plans.processes(notes)) >= 2
        assert all_gone(notes)
    solved = {path.name: path.stat().st_mtime_ns for path in parts(folder)}
    assert 6 <= len(solved) < 60

    study = run(Toy(3000), out=folder)

    assert plans.bits(study.to_arrow()) == SERIAL
    assert {name: (folder / "parts" / name).stat().st_mtime_ns for name in solved} == solved
    assert not list((folder / "parts").glob(".*"))


@pytest.mark.slow
def test_an_interrupt_from_the_keyboard_stops_cleanly_and_says_how_to_go_on(tmp_path, notes, sweeping):
    folder = tmp_path / "study"
    process = sweeping(folder, more=3)

    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)

    assert process.returncode != 0
    assert f"SweepInterrupted: interrupted; what is solved stays in {folder}: run the same again" in err
    assert all_gone(notes)
    assert plans.bits(run(Toy(3000), out=folder).to_arrow()) == SERIAL
