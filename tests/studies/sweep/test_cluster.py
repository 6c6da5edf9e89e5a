"""A real Dask scheduler and workers on this machine: the rows are those of a sweep in one process."""

import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tetrarchy import InputError

pytest.importorskip("distributed", reason="needs the extra: cluster")

HERE = str(Path(__file__).parents[2])
sys.path.append(HERE)
plans = import_module("sweep_plans")
Toy, run = plans.Toy, plans.run

SERIAL = plans.bits(run(Toy(3000)).to_arrow())


@pytest.fixture
def scheduler(tmp_path):
    """Start a scheduler and two workers that a nanny keeps alive; return the address."""
    environment = {**os.environ, "PYTHONPATH": HERE, "DASK_DISTRIBUTED__WORKER__DAEMON": "false"}
    note = tmp_path / "scheduler.json"
    common = ["--scheduler-file", str(note), "--no-dashboard", "--host", "127.0.0.1"]
    worker = [*common, "--nthreads", "1", "--local-directory", str(tmp_path / "dask")]

    def start(*arguments):
        command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    started = [start("dask_scheduler", *common, "--port", "0")]
    try:
        assert plans.wait_until(note.exists, 30)
        started += [start("dask_worker", *worker) for _ in range(2)]
        import json

        yield json.loads(note.read_text())["address"]
    finally:
        for process in reversed(started):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=20)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_cluster_that_loses_a_worker_gives_the_same_rows(tmp_path, scheduler):
    notes = tmp_path / "notes"
    notes.mkdir()
    plan = Toy(3000, "killed", (1500,), seconds=0.005, notes=str(notes))

    study = run(plan, out=tmp_path / "study", chunk=100, executor=scheduler)

    assert list(notes.glob("killed-*")) == [notes / "killed-1500"]
    assert len(plans.processes(notes)) >= 2
    assert study.failed == ()
    assert plans.bits(study.to_arrow()) == SERIAL


@pytest.mark.filterwarnings("default")
def test_an_address_at_which_nobody_answers_is_refused(monkeypatch):
    monkeypatch.setattr("tetrarchy.studies.sweep.running.cluster.PATIENCE", 0.5)
    with pytest.raises(InputError, match=r"no Dask scheduler answers at 'tcp://127\.0\.0\.1:9'"):
        run(Toy(10), executor="tcp://127.0.0.1:9")


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"install tetrarchy\[cluster\]"):
        run(Toy(10), executor="tcp://127.0.0.1:9")
