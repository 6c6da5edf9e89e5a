"""Damaged files by the thousand: `python tests/mutants.py SEED COUNT` reads each, solves what is sound, and tells.

A file is a sound one to which some damage is done, drawn from the seed: bytes changed, parts cut out, doubled or taken
from another file, numbers and words replaced by nasty ones. Printed are how many files were sound and refused, and
the memory used; the first file that raises anything but the package's own errors, or at which the program sits for
a minute, is printed and ends the run with exit code 1.
"""

import io
import random
import re
import resource
import signal
import sys
import tempfile
import traceback
import warnings
import zipfile
from collections import Counter
from importlib import resources
from math import prod
from pathlib import Path

import xlsxwriter

from tetrarchy import InputError, OutsideRangeWarning, PureNash, solve
from tetrarchy.configs.load import load_both

PATIENCE = 60

NASTY = [
    *(b"0", b"-1", b"1e400", b"1e999999999", b"-1e-999999999", b"nan", b"inf", b"1/0", b"0x" + b"f" * 400, b"9" * 5000),
    *(b"1000000", b"1" * 400, b"1_0", b"2020-01-01", b'""', b"''", b'"' + b"x" * 300 + b'"', b"\xef\xbb\xbf", b"\x00"),
    *(b"[" * 70, b"{" * 70, b"(" * 60, b"a." * 40, b"[[a]]\n", b"[a]\n", b"{}", b"true", b"\xff", b"\xe2\x80\xae"),
    *(
        b"\n\n",
        b"\r",
        b",",
        b";",
        b"\t",
        b"NFG",
        b"EFG",
        b'"',
        b"\\",
        b"#",
        b"\n",
        b"**8",
        b"1/3",
        b"-",
        b"+",
        b"\x1b",
        b"=",
    ),
]

GAMES = [
    b"3,0\n5,1\n\n3,5\n0,1\n",
    b",C,D,,C,D\nC,3,0,,3,5\nD,5,1,,0,1\n",
    b"a;b\n1,5;0\n5;1\n\n3;5\n0;-,25\n",
    b'"(3, 3)","(0, 5)"\n"5, 0","1; 1"\n',
    b'NFG 1 R "Chicken" { "A" "B" } { { "dare" "yield" } { "dare" "yield" } } "" -9 -9 0 1 1 0 1/2 1/2',
    b'NFG 1 D "" { "A" "B" "C" } { 2 2 2 } { { "win" 3 -1, 2 } { "" 1 1 1 } } 1 0 0 1 2 2 0 1',
    b'title = "x"\n[game]\nkind = "normal_form"\nplayers = ["A", "B"]\nactions = [["x", "y"], ["u", "v"]]\n'
    b'payoffs = [[[3, 0], [5, "1/3"]], [[3, 5], [0, 1.5]]]\n[status_quo]\nA = "x"\nB = "u"\n'
    b'[strategies.s]\nkind = "limited_punishment"\nlength = 2\n[repeated]\ndiscount = 0.9\n'
    b'[study.over]\n"game.payoffs.0.0.0" = "0:4:3"\n"game.payoffs.1.0.0" = [1, 2]\n',
    b'title = "Ranks"\n[game]\nkind = "ordinal"\nplayers = ["A", "B"]\nactions = [["x", "y"], ["u", "v"]]\n'
    b'[game.ranking]\nA = [["x", "u"], [["x", "v"], ["y", "v"]], ["y", "u"]]\n'
    b'B = [["x", "u"], ["x", "v"], ["y", "v"], ["y", "u"]]\n',
    b'title = "Types"\n[game]\nkind = "sanctions"\n[actors.US]\n'
    b'types = [{ prior = 0.7, orders = "liberal" }, { prior = 0.3, orders = { liberal = 0.5, conservative = 0.5 } }]\n',
]

TOKEN = re.compile(rb'"[^"\n]*"|[\w.+-]+|\s+|.', re.DOTALL)


def damaged(content, other, draw):
    """Return a content with one damage done to it."""
    at = draw.randrange(len(content) + 1)
    to = min(len(content), at + draw.choice([1, 4, 30, 300]))
    match draw.randrange(9):
        case 0:
            return content[:at] + bytes([draw.randrange(256)]) + content[at + 1 :]
        case 1:
            return content[:at] + (content[to:] if draw.random() < 0.7 else b"")
        case 2:
            return content[:to] + content[at:to] * draw.choice([1, 2, 50]) + content[to:]
        case 3:
            start = draw.randrange(len(other) + 1)
            return content[:at] + other[start : start + draw.choice([10, 100, 1000])] + content[to:]
        case 4:
            return content[:at] + draw.choice(NASTY) + content[at:]
        case _:
            return with_other_token(content, draw)


def with_other_token(content, draw):
    """Return a content with one of its tokens replaced by a nasty one, or exchanged for another."""
    tokens = TOKEN.findall(content) or [b""]
    first, second = (draw.randrange(len(tokens)) for _ in range(2))
    if draw.random() < 0.5:
        tokens[first] = draw.choice(NASTY)
    else:
        tokens[first], tokens[second] = tokens[second], tokens[first]
    return b"".join(tokens)


def workbook():
    """Return the bytes of a workbook with a game."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([["", "C", "D"], ["C", 3, 0.5], ["D", "=2+3", 1], [], ["", 3, 5], ["", "1/3", 1]]):
            sheet.write_row(row, 0, cells)
    return stream.getvalue()


def damaged_workbook(content, other, draw):
    """Return a workbook with a damage to one of its parts, or to the archive."""
    if draw.random() < 0.2:
        return damaged(content, other, draw)
    source, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    part = draw.choice([name for name in source.namelist() if "docProps" not in name])
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            text = source.read(name)
            archive.writestr(name, damaged(text, other, draw) if name == part else text)
    return stream.getvalue()


def sources():
    """Return sound files of every kind that is read."""
    data, shipped = Path(__file__).parent / "games" / "arenas" / "data", resources.files("tetrarchy.configs")
    rooms = [room for room in (shipped / "scenarios").iterdir() if room.is_dir()]
    entries = [entry for room in rooms for entry in room.iterdir() if entry.name.endswith(".toml")]
    scenarios = [entry.read_bytes() for entry in sorted(entries, key=lambda entry: entry.name)]
    return [*scenarios, *(path.read_bytes() for path in sorted(data.glob("*.toml"))), *GAMES * 3, *[workbook()] * 4]


def mutants(seed, count):
    """Go through damaged files, each with the ending of its name."""
    draw, sound = random.Random(seed), sources()
    for _ in range(count):
        content, other = draw.choice(sound), draw.choice(sound)
        if content.startswith(b"PK"):
            content = damaged_workbook(content, other, draw)
        else:
            for _ in range(draw.choice([1, 1, 1, 2, 5])):
                content = damaged(content, other, draw)
        yield content, draw.choice([".toml", ".toml", ".txt", ".csv", ".nfg", ".xlsx"])


def outcome(file):
    """Read a file and solve its game if it is small; return what it was, or raise what should not be."""
    try:
        scenario, _ = load_both(file)
        if not scenario.population and prod(map(len, scenario.actions)) <= 500:
            solve(scenario, PureNash())
    except InputError as error:
        message = str(error)
    else:
        return "sound"
    strange = [letter for letter in message if not (letter.isprintable() or letter in "\n\t")]
    if strange or len(message) > 100_000:
        raise AssertionError(f"a message of {len(message)} letters with {strange}: {message[:300]}")
    return "refused"


def main(seed, count):
    """Try so many damaged files."""
    warnings.simplefilter("ignore", OutsideRangeWarning)
    counts = Counter()
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("sits for a minute"))
    with tempfile.TemporaryDirectory() as folder:
        for number, (content, suffix) in enumerate(mutants(seed, count)):
            file = Path(folder) / f"mutant{suffix}"
            file.write_bytes(content)
            signal.alarm(PATIENCE)
            try:
                counts[outcome(file)] += 1
            except BaseException:
                traceback.print_exc()
                sys.exit(f"file {number} of seed {seed}, {suffix}: {content!r:.3000}")
            signal.alarm(0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{counts['sound']} sound, {counts['refused']} refused, {memory} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
