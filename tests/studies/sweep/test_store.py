"""The folder of a study: what is whole is kept, what is not is solved again, what is not ours is left alone."""

import hashlib
import json
import os
import socket
import subprocess
import sys
from errno import ENOSPC
from importlib import import_module
from pathlib import Path

import numpy as np
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet
import pytest

from tetrarchy import InputError, load, sweep
from tetrarchy.studies.sweep.export import export
from tetrarchy.studies.sweep.running.durable import durable
from tetrarchy.studies.sweep.running.lanes import SweepStopped
from tetrarchy.studies.sweep.running.seals import sealed_json
from tetrarchy.studies.sweep.running.store import DifferentStudy, NotAStudy, status

sys.path.append(str(Path(__file__).parents[2]))
plans = import_module("sweep_plans")
Toy, run, retry = plans.Toy, plans.run, plans.retry

PLAN = Toy(1000)
SERIAL = plans.bits(run(PLAN).to_arrow())


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "study"


def rows(study):
    return plans.bits(study.to_arrow())


def times(folder):
    return {path.name: path.stat().st_mtime_ns for path in (folder / "parts").iterdir()}


def test_a_folder_holds_a_manifest_and_a_part_for_each_chunk(folder):
    study = run(PLAN, out=folder, chunk=300)

    assert rows(study) == SERIAL
    assert sorted(path.name for path in (folder / "parts").iterdir()) == [f"part-00000{k}.parquet" for k in range(4)]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["rows"], manifest["chunk"], manifest["study"]) == (1000, 300, PLAN.described())
    assert len(manifest["identity"]) == 64
    assert [part.num_rows for part in study] == [300, 300, 300, 100]


def test_parts_are_parquet_that_others_can_read(folder):
    run(PLAN, out=folder, chunk=300)

    table = pyarrow.parquet.read_table(folder / "parts")
    assert np.array_equal(table["x"].to_numpy(), run(PLAN).to_numpy(["x"])["x"])


def test_an_interrupted_study_goes_on_from_the_parts_that_are_whole(folder):
    run(PLAN, out=folder, chunk=100, shard=(1, 2))
    before = times(folder)

    assert rows(run(PLAN, out=folder)) == SERIAL
    after = times(folder)
    assert len(after) == 10
    assert {name: after[name] for name in before} == before


def test_the_size_of_a_chunk_is_that_of_the_folder(folder):
    run(PLAN, out=folder, chunk=100, shard=(1, 2))

    study = run(PLAN, out=folder, chunk=17)

    assert study.cut.chunk == 100
    assert rows(study) == SERIAL


@pytest.mark.parametrize("chunk", [np.int64(100), 10**30])
def test_a_chunk_may_be_a_whole_number_of_any_kind_and_size(folder, chunk):
    assert rows(run(PLAN, out=folder, chunk=chunk)) == SERIAL
    assert status(folder).chunk == chunk


def test_shards_fill_one_folder(folder):
    for place in (3, 1, 2):
        study = run(PLAN, out=folder, chunk=100, shard=(place, 3))

    assert rows(study) == SERIAL


CORRUPTIONS = {
    "cut short": lambda part: part.write_bytes(part.read_bytes()[:-40]),
    "empty": lambda part: part.write_bytes(b""),
    "no footer": lambda part: part.write_bytes(part.read_bytes()[:-8] + b"????????"),
    "other rows": lambda part: part.write_bytes((part.parent / "part-000000.parquet").read_bytes()),
    "fewer rows": lambda part: part.write_bytes((part.parent / "part-000009.parquet").read_bytes()),
}


@pytest.mark.parametrize("damage", CORRUPTIONS.values(), ids=CORRUPTIONS)
def test_a_part_that_is_not_whole_is_refused_and_solved_again_once_it_is_gone(folder, tmp_path, damage):
    run(PLAN, out=folder, chunk=105)
    part = folder / "parts" / "part-000004.parquet"
    damage(part)

    for read in (status, lambda path: export(path, tmp_path / "rows.csv"), lambda path: run(PLAN, out=path)):
        with pytest.raises(InputError, match=rf"{part}: is damaged; without it the same sweep solves its rows again"):
            read(folder)
    assert not (tmp_path / "rows.csv").exists()
    part.unlink()
    assert status(folder).left == 105
    assert rows(run(PLAN, out=folder)) == SERIAL


def test_a_shard_checks_its_own_parts_and_whoever_reads_the_others_checks_them(folder):
    run(PLAN, out=folder, chunk=100)
    part = folder / "parts" / "part-000001.parquet"
    part.write_bytes(part.read_bytes() + b"?")

    study = run(PLAN, out=folder, shard=(1, 2))

    for read in (lambda: run(PLAN, out=folder, shard=(2, 2)), study.to_arrow, study.to_numpy):
        with pytest.raises(InputError, match=r"part-000001\.parquet: is damaged"):
            read()


def test_several_damaged_parts_are_named_together(folder):
    run(PLAN, out=folder, chunk=100)
    for number in range(5):
        (folder / "parts" / f"part-00000{number}.parquet").write_bytes(b"")

    with pytest.raises(InputError, match=r"part-000000.*part-000001.*part-000002.parquet and 2 more: are damaged"):
        status(folder)


def test_a_sound_file_with_other_values_is_refused(folder, tmp_path):
    """A part that another program wrote anew has sound pages, and none of its values is as it was solved."""
    run(PLAN, out=folder, chunk=100)
    part = folder / "parts" / "part-000001.parquet"
    with part.open("rb") as file:
        table = pyarrow.parquet.read_table(file)
    flipped = table.set_column(3, "positive", pyarrow.compute.invert(table["positive"]))
    pyarrow.parquet.write_table(flipped.replace_schema_metadata(pyarrow.parquet.read_metadata(part).metadata), part)

    with pytest.raises(InputError, match=r"part-000001\.parquet: is damaged"):
        export(folder, tmp_path / "rows.csv")


@pytest.mark.parametrize(
    "name", ["parts/part-000099.parquet", "parts/part-1.parquet", "parts/copy of part-000001.parquet", "failed/a.json"]
)
def test_a_file_that_is_none_of_the_study_is_refused_by_its_name(folder, name):
    run(PLAN, out=folder, chunk=100)
    (folder / name).write_bytes((folder / "parts" / "part-000001.parquet").read_bytes())

    with pytest.raises(NotAStudy, match=rf"{name}: is no file of this study; remove it"):
        status(folder)


def test_a_part_that_cannot_be_opened_is_refused_by_its_name(folder):
    run(PLAN, out=folder, chunk=100)
    part = folder / "parts" / "part-000001.parquet"
    part.unlink()
    part.mkdir()

    with pytest.raises(InputError, match=r"part-000001\.parquet: cannot be read"):
        status(folder)


def test_no_flipped_bit_of_a_folder_goes_unnoticed(folder, tmp_path):
    """Every file in turn, 360 bits in all, by each of the ways to read a folder: the file is refused by its name."""
    plan = Toy(300, "raise", (250,))
    run(plan, out=folder, chunk=100)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    ways = (status, lambda path: export(path, tmp_path / "rows.csv"), lambda path: run(plan, out=path))
    rng = np.random.default_rng(0)
    assert len(files) == 4

    for number in range(360):
        file, read = files[number % 4], ways[number // 4 % 3]
        kept = file.read_bytes()
        content, bit = bytearray(kept), int(rng.integers(8 * len(kept)))
        content[bit // 8] ^= 1 << bit % 8
        file.write_bytes(content)
        with pytest.raises(InputError, match=file.name):
            read(folder)
        file.write_bytes(kept)
    assert (status(folder).done, export(folder, tmp_path / "rows.csv"), len(run(plan, out=folder))) == (200, 200, 200)


def test_a_note_on_another_chunk_or_of_another_study_is_refused(folder, tmp_path):
    run(Toy(300, "raise", (150, 250)), out=folder, chunk=100)
    run(Toy(301, "raise", (150,)), out=tmp_path / "other", chunk=100)
    notes = [folder / "failed" / "000002.json", tmp_path / "other" / "failed" / "000001.json"]

    for note in notes:
        (folder / "failed" / "000001.json").write_bytes(note.read_bytes())
        with pytest.raises(NotAStudy, match=r"000001.json: is no note on this chunk; without it the chunk is solved"):
            status(folder)


@pytest.mark.parametrize(
    ("before", "after"),
    [('"rows": 1000', '"rows": 900'), ('"chunk": 100', '"chunk": 50'), ('"name": "toy"', '"name": "tot"'), ("a", "b")],
)
def test_an_edited_manifest_is_refused(folder, tmp_path, before, after):
    run(PLAN, out=folder, chunk=100)
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace(before, after, 1))

    for read in (status, lambda path: export(path, tmp_path / "rows.csv"), lambda path: run(PLAN, out=path)):
        with pytest.raises(NotAStudy, match=r"manifest.json: cannot be read \(it has no checksum, or not that"):
            read(folder)


def test_the_seal_is_the_hash_of_the_file_with_noughts_in_its_place(folder):
    run(PLAN, out=folder, chunk=500)

    for file in (folder / "manifest.json", folder / "parts" / "part-000001.parquet"):
        content = file.read_bytes()
        head, mark, tail = content.rpartition(b"sha256:")
        assert hashlib.sha256(head + mark + b"0" * 64 + tail[64:]).hexdigest().encode() == tail[:64]


def test_a_part_of_the_same_study_cut_otherwise_is_refused(folder, tmp_path):
    run(PLAN, out=folder, chunk=100)
    run(PLAN, out=tmp_path / "other", chunk=250)
    name = "parts/part-000000.parquet"
    (folder / name).write_bytes((tmp_path / "other" / name).read_bytes())

    with pytest.raises(InputError, match=r"part-000000\.parquet: is damaged"):
        status(folder)


def test_another_study_in_the_folder_is_refused_with_what_differs(folder):
    run(PLAN, out=folder, chunk=100)
    before = times(folder)

    with pytest.raises(DifferentStudy, match=r"study\.design\.rows: 1000 there, 1001 here; give another folder"):
        run(Toy(1001), out=folder)
    assert times(folder) == before


def test_another_version_makes_another_study(folder):
    run(PLAN, out=folder, chunk=100)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["versions"]["numpy"] = "1.0"
    (folder / "manifest.json").write_bytes(sealed_json({**manifest, "identity": "0" * 64}))

    with pytest.raises(DifferentStudy, match=r'versions\.numpy: "1\.0" there'):
        run(PLAN, out=folder)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("thesis.doc", "years of work", r"holds other things and no study \(thesis.doc\)"),
        ("manifest.json", "{", "cannot be read"),
        ("manifest.json", '{"schema": "tetrarchy.sweep-folder/1"}', "it has no checksum"),
        ("manifest.json", sealed_json({"schema": "else"}).decode(), "expected the schema"),
        ("manifest.json", sealed_json({"schema": "tetrarchy.sweep-folder/1"}).decode(), "is no manifest of a study"),
    ],
)
def test_a_folder_that_is_no_study_is_refused_and_left_alone(folder, name, text, message):
    folder.mkdir()
    (folder / name).write_text(text)

    with pytest.raises(NotAStudy, match=message):
        run(PLAN, out=folder)
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(name, text)]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("text")

    with pytest.raises(NotAStudy, match="expected a folder, got a file"):
        run(PLAN, out=tmp_path / "file")
    with pytest.raises(NotAStudy, match="holds no study"):
        status(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("text")
    with pytest.raises(InputError, match="cannot be written"):
        run(PLAN, out=tmp_path / "file" / "study")


def test_more_rows_than_the_disk_holds_are_refused(folder):
    with pytest.raises(InputError, match="rows need more than"):
        run(Toy(10**15), out=folder, chunk=1000)
    assert not folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full, which is a full disk")
def test_a_full_disk_stops_the_sweep_and_the_next_call_goes_on(folder, monkeypatch):
    opened = Path.open

    def on_a_full_disk(path, *arguments, **more):
        return opened(Path("/dev/full") if "part-000004" in path.name else path, *arguments, **more)

    monkeypatch.setattr(Path, "open", on_a_full_disk)
    with pytest.raises(SweepStopped, match=r"the disk is full; what is solved stays in .*run the same again"):
        run(PLAN, out=folder, chunk=100)
    monkeypatch.undo()

    assert len(list((folder / "parts").iterdir())) == 4
    assert rows(run(PLAN, out=folder)) == SERIAL


def test_a_chunk_that_fails_is_noted_with_its_inputs_and_not_tried_again(folder):
    study = run(Toy(1000, "raise", (250,)), out=folder, chunk=100)
    note = json.loads((folder / "failed" / "000002.json").read_text())

    assert (note["number"], note["start"], note["stop"], note["tries"]) == (2, 200, 300, 1)
    assert note["error"] == "ZeroDivisionError: row 250"
    assert note["inputs"] == {"x": np.sin(np.arange(200.0, 300.0)).tolist()}
    assert study.failed[0].traceback == note["traceback"]

    again = run(PLAN, out=folder)
    assert [failure.number for failure in again.failed] == [2]
    assert len(again) == 900
    found = status(folder)
    assert (found.rows, found.done, found.failed, found.left, found.chunk) == (1000, 900, 100, 0, 100)
    assert found.size == sum(path.stat().st_size for path in (folder / "parts").iterdir())


def test_what_failed_is_tried_again_when_that_is_asked(folder):
    trouble = Toy(1000, "raise", (250, 650))
    run(trouble, out=folder, chunk=100)

    assert [failure.number for failure in retry(folder, trouble).failed] == [2, 6]
    study = retry(folder, PLAN)
    assert rows(study) == SERIAL
    assert list((folder / "failed").iterdir()) == []


def test_progress_counts_what_an_earlier_run_has_done_and_set_aside(folder):
    run(Toy(1000, "raise", (250,)), out=folder, chunk=100, shard=(1, 2))
    seen = []
    run(PLAN, out=folder, progress=seen.append)

    assert [(progress.done, progress.failed) for progress in seen] == [(done, 100) for done in range(500, 1000, 100)]
    assert {progress.rows for progress in seen} == {1000}


def test_half_written_files_of_dead_processes_are_cleared_away_and_no_others(folder):
    run(PLAN, out=folder, chunk=500)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait(timeout=60)
    host = socket.gethostname().replace(".", "_")
    parts = folder / "parts"
    strays = [parts / f".part-000001.parquet.{host}-{dead.pid}.tmp", folder / f".manifest.json.{host}-{dead.pid}.tmp"]
    others = [
        parts / f".part-000001.parquet.{host}-{os.getpid()}.tmp",
        parts / f".part-000001.parquet.elsewhere-{dead.pid}.tmp",
        parts / ".notes.tmp",
    ]
    for path in strays + others:
        path.write_text("half")

    run(PLAN, out=folder)

    assert [path.exists() for path in strays] == [False, False]
    assert [path.exists() for path in others] == [True, True, True]


def test_where_nothing_failed_a_study_is_opened_and_nothing_is_solved(folder):
    run(PLAN, out=folder, chunk=100, shard=(2, 2))

    study = retry(folder, PLAN)

    assert study.numbers == (1, 3, 5, 7, 9)
    assert not study.complete


TRIANGLE = load("us-russia-china")


def test_a_sweep_in_a_folder_answers_as_one_in_memory(folder):
    over = {"p_R": (0, 1), "US.orders.mercantilist": None}
    memory = sweep(TRIANGLE, over, samples=40, concepts=("logit:precision=5",))
    disk = sweep(TRIANGLE, over, samples=40, concepts=("logit:precision=5",), out=folder, chunk=16)

    assert rows(disk) == rows(memory)
    assert disk.regimes() == memory.regimes()
    assert np.array_equal(disk.regime_of_points(), memory.regime_of_points())
    with pytest.raises(DifferentStudy, match=r"study\.design\.seed"):
        sweep(TRIANGLE, over, samples=40, concepts=("logit:precision=5",), out=folder, seed=5)


def test_exports_hold_every_row_in_order(folder, tmp_path):
    run(PLAN, out=folder, chunk=300)
    table = run(PLAN).to_arrow()
    export(folder, tmp_path / "rows.csv")
    export(folder, tmp_path / "rows.parquet")

    csv = pyarrow.csv.read_csv(tmp_path / "rows.csv")
    assert csv.column_names == table.column_names
    assert csv["x"].to_pylist() == table["x"].to_pylist()
    assert csv["square"].null_count == sum(k % 11 == 0 for k in range(1000))
    assert csv["name"].to_pylist() == table["name"].to_pylist()
    parquet = pyarrow.parquet.read_table(tmp_path / "rows.parquet")
    assert plans.bits(parquet.unify_dictionaries()) == SERIAL


def test_a_workbook_holds_every_row_and_no_formula(folder, tmp_path):
    from zipfile import ZipFile

    run(PLAN, out=folder, chunk=300)
    export(folder, tmp_path / "rows.xlsx")

    with ZipFile(tmp_path / "rows.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 1001
    assert "<f>" not in sheet


def test_an_export_of_another_kind_or_of_too_many_rows_is_refused(folder, tmp_path, monkeypatch):
    run(PLAN, out=folder, chunk=300)

    with pytest.raises(InputError, match=r"unknown suffix '.xls' \(did you mean '.xlsx'\?\)"):
        export(folder, tmp_path / "rows.xls")
    monkeypatch.setattr("tetrarchy.studies.sweep.export.SHEET_ROWS", 999)
    with pytest.raises(InputError, match="a sheet holds 999 rows, the study has 1,000"):
        export(folder, tmp_path / "rows.xlsx")
    assert list(tmp_path.glob("rows*")) == []


def test_a_disk_that_gets_full_is_told_of_by_the_file(tmp_path):
    with pytest.raises(OSError, match="No space left") as told, durable(tmp_path / "part"):
        raise OSError(ENOSPC, "No space left on device")

    assert told.value.filename == str(tmp_path / "part")
    assert list(tmp_path.iterdir()) == []
