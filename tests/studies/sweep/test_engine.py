"""Chunks on executors: the same rows from all of them, and what happens to a chunk that cannot be solved."""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest

from tetrarchy import InputError
from tetrarchy.studies.sweep.running.lanes import SweepStopped
from tetrarchy.studies.sweep.running.pilot import chunk_size, pilot
from tetrarchy.studies.sweep.sweep import SweepInterrupted

HERE = str(Path(__file__).parents[2])
sys.path.append(HERE)
plans = import_module("sweep_plans")
Toy, run = plans.Toy, plans.run

SERIAL = run(Toy(1000)).to_arrow()


def rows(study):
    return plans.bits(study.to_arrow())


@pytest.mark.parametrize("chunk", [1, 7, 333, 1000, 5000, 10**30])
def test_the_rows_do_not_depend_on_the_size_of_a_chunk(chunk):
    assert rows(run(Toy(1000), chunk=chunk)) == plans.bits(SERIAL)


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_give_the_same_rows(workers):
    assert rows(run(Toy(1000), chunk=90, workers=workers)) == plans.bits(SERIAL)


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_an_executor_of_the_callers_is_used_and_left_open(pool):
    with pool(2) as executor:
        assert rows(run(Toy(1000), chunk=90, executor=executor)) == plans.bits(SERIAL)
        assert executor.submit(len, "open").result(timeout=20) == 4


class Counting(ThreadPoolExecutor):
    """Knows how many chunks it had at most."""

    flight = most = 0

    def submit(self, fn, /, *args, **kwargs):
        future = super().submit(fn, *args, **kwargs)
        self.flight += 1
        self.most = max(self.most, self.flight)
        return future


def test_two_chunks_a_worker_are_in_flight_and_no_more():
    with Counting(3) as executor:

        def settled(progress):
            executor.flight -= 1

        study = run(Toy(1000, seconds=0.01), chunk=17, executor=executor, progress=settled)

    assert rows(study) == plans.bits(SERIAL)
    assert executor.most == 6


@pytest.mark.parametrize("means", [{}, {"workers": 2}])
def test_a_chunk_that_raises_is_set_aside_and_the_rest_is_solved(means):
    study = run(Toy(1000, "raise", (250, 777)), chunk=100, **means)

    assert study.numbers == (0, 1, 3, 4, 5, 6, 8, 9)
    assert [(f.number, f.start, f.stop, f.tries, f.error) for f in study.failed] == [
        (2, 200, 300, 1, "ZeroDivisionError: row 250"),
        (7, 700, 800, 1, "ZeroDivisionError: row 777"),
    ]
    assert "_go_wrong" in study.failed[0].traceback
    assert not study.complete
    there = [x for row, x in enumerate(SERIAL["x"].to_pylist()) if row // 100 not in (2, 7)]
    assert study.to_numpy(["x"])["x"].tolist() == there


def test_a_chunk_that_always_kills_its_process_is_set_aside_and_no_other(tmp_path):
    study = run(Toy(1000, "exit", (250,), notes=str(tmp_path)), chunk=50, workers=2)

    assert [(f.number, f.tries) for f in study.failed] == [(5, 3)]
    assert "died each time" in study.failed[0].error
    assert len(study) == 950
    assert len(plans.processes(tmp_path)) >= 4


def test_a_killed_process_costs_nothing_but_time(tmp_path):
    plan = Toy(1000, "killed", (0, 480), notes=str(tmp_path))
    study = run(plan, chunk=60, workers=2)

    assert rows(study) == plans.bits(SERIAL)
    assert study.failed == ()
    assert len(list(tmp_path.glob("killed-*"))) == 2


def test_shards_share_the_chunks_among_them():
    shards = [run(Toy(1000), chunk=64, shard=(place, 3)) for place in (1, 2, 3)]

    assert [study.numbers[:3] for study in shards] == [(0, 3, 6), (1, 4, 7), (2, 5, 8)]
    assert sorted(number for study in shards for number in study.numbers) == list(range(16))


def test_progress_counts_rows_and_the_time_that_is_left():
    seen = []
    run(Toy(1000, "raise", (250,)), chunk=100, progress=seen.append)

    assert [progress.done for progress in seen] == [100, 200, 200, 300, 400, 500, 600, 700, 800, 900]
    assert {progress.rows for progress in seen} == {1000}
    assert [progress.failed for progress in seen][1:4] == [0, 100, 100]
    assert seen[-1].seconds_left == 0
    assert all(progress.rate > 0 for progress in seen)


def test_a_pilot_says_what_a_sweep_takes():
    found = pilot(Toy(100_000, seconds=0.06), chunk=1000, workers=4)

    assert (found.rows, found.chunk, found.chunks) == (100_000, 1000, 100)
    assert found.seconds > 100_000 / 32 * 0.06 / 4
    assert 100_000 < found.size < 100_000 * 100


def test_slow_rows_make_small_chunks():
    assert chunk_size(Toy(10**9, seconds=0.1)) in (64, 128, 256)
    assert chunk_size(Toy(10**9)) > 10_000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"chunk": 0}, "a chunk has 1 row or more, got 0"),
        ({"chunk": -1}, "a chunk has 1 row or more, got -1"),
        ({"chunk": 2.5}, "chunk must be a whole number, got 2.5"),
        ({"workers": "2"}, "workers must be a whole number, got '2'"),
        ({"shard": (1,)}, r"a shard is a pair of numbers \(i, n\), got \(1,\)"),
        ({"shard": ("1", 3)}, "must be a whole number, got '1'"),
        ({"workers": 0}, "workers must be 1 or more, got 0"),
        ({"shard": (4, 3)}, "a shard is one of 1 to n of n, got 4 of 3"),
        ({"shard": (0, 3)}, "got 0 of 3"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(arguments, message):
    with pytest.raises(InputError, match=message):
        run(Toy(10), **arguments)


def test_more_rows_than_memory_holds_need_a_folder():
    with pytest.raises(InputError, match="at most 10,000,000 are kept in memory"):
        run(Toy(10_000_001))


def test_a_plan_that_cannot_be_sent_is_refused():
    class Local(Toy):
        pass

    with pytest.raises(InputError, match="cannot be sent to other processes"):
        run(Local(10), workers=1)


def test_a_broken_executor_stops_the_sweep():
    with ProcessPoolExecutor(1) as executor, pytest.raises(SweepStopped, match="the executor is lost"):
        run(Toy(1000, "exit", (250,)), chunk=100, executor=executor)


def test_an_interrupt_says_how_to_go_on(tmp_path):
    def interrupt(progress):
        if progress.done >= 300:
            raise KeyboardInterrupt

    with pytest.raises(SweepInterrupted, match=r"stays in .*folder: run the same again"):
        run(Toy(1000), chunk=100, out=tmp_path / "folder", progress=interrupt)

    assert len(list((tmp_path / "folder" / "parts").iterdir())) == 3
    assert rows(run(Toy(1000), out=tmp_path / "folder")) == plans.bits(SERIAL)


WITHOUT_GUARD = """
import tetrarchy as tt
print("script")
study = tt.sweep(tt.load("stag-hunt"), over={"game.payoffs.0.0.0": [1, 2, 3, 4]}, workers=2, chunk=1)
print(len(study))
"""

OF_ITS_OWN = f"""
import sys
sys.path.append({HERE!r})
from sweep_plans import Toy, run
class Own(Toy):
    pass
run(Own(10), workers=1)
"""


def script(path, text):
    path.write_text(text)
    return subprocess.run([sys.executable, path], check=False, capture_output=True, text=True, timeout=60)


@pytest.mark.slow
def test_a_script_needs_no_main_guard(tmp_path):
    ran = script(tmp_path / "script.py", WITHOUT_GUARD)

    assert (ran.stdout, ran.stderr) == ("script\n4\n", "")


@pytest.mark.slow
def test_a_script_with_a_plan_of_its_own_is_told_that_it_needs_one(tmp_path):
    ran = script(tmp_path / "script.py", OF_ITS_OWN)

    assert ran.returncode == 1
    assert "SweepStopped: worker processes die as they start; the study has something that the script" in ran.stderr
