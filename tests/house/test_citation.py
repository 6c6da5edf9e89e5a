"""The file to cite the project by says what the package says of itself."""

from datetime import date
from pathlib import Path

import tetrarchy

CITATION = (Path(__file__).parents[2] / "CITATION.cff").read_text(encoding="utf-8")
FIELDS = dict(line.split(": ", 1) for line in CITATION.splitlines() if line[:1].isalpha() and ": " in line)


def test_version_and_licence_are_those_of_the_package():
    assert FIELDS["version"] == tetrarchy.__version__
    assert (FIELDS["title"], FIELDS["license"]) == ("tetrarchy", "MIT")


def test_the_date_is_one():
    assert date.fromisoformat(FIELDS["date-released"]).isoformat() == FIELDS["date-released"]
