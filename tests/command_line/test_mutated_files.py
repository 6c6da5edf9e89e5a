"""Thousands of damaged files: each is read and solved, or refused in plain words, in bounded time and memory."""

import re
import subprocess
import sys
from pathlib import Path

DRIVER = Path(__file__).parents[1] / "mutants.py"


def tried(seed, count):
    """Return how many damaged files were sound and refused, and how many megabytes it took."""
    run = subprocess.run(
        [sys.executable, str(DRIVER), str(seed), str(count)], capture_output=True, text=True, timeout=900, check=False
    )
    assert run.returncode == 0, run.stderr[-5000:]
    assert run.stderr == ""
    return tuple(map(int, re.fullmatch(r"(\d+) sound, (\d+) refused, (\d+) MB\n", run.stdout).groups()))


def test_three_thousand_damaged_files_are_read_or_refused_in_plain_words():
    sound, refused, memory = tried(seed=1, count=3000)

    assert sound + refused == 3000
    assert min(sound, refused) > 300
    assert memory < 1000
