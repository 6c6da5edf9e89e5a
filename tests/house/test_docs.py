"""The documentation says what the program says.

A block between `<!-- begin: PIPELINE -->` and `<!-- end -->` holds what the pipeline gives now: commands that a reader
can type, with --format markdown, and at the end a stage of this module that picks a part. With REGENERATE=1 in the
environment the blocks are written anew; look at the difference before it is committed.

Numbers in the text of an arena stand in a block of its section, formulas in the program's own documentation, examples
run, and every name that a user can type is there.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from typer.main import get_command
from typer.testing import CliRunner

import tetrarchy
from tetrarchy import InputError, load_world
from tetrarchy.cli import app
from tetrarchy.configs.load import load_both, shipped
from tetrarchy.configs.schema import ScenarioFile, game_sections
from tetrarchy.games.arenas import ARENAS, POPULATIONS
from tetrarchy.games.dimensions import DIMENSIONS
from tetrarchy.games.graph.graph_game import GraphGame
from tetrarchy.games.numbers import percent
from tetrarchy.games.orders.codings import CODINGS
from tetrarchy.games.orders.rows import ROWS
from tetrarchy.games.population import PopulationGame
from tetrarchy.games.ties.relations import Relation
from tetrarchy.games.ties.rival_readings import RIVAL_READINGS
from tetrarchy.reports.format.tables import table as written
from tetrarchy.solvers.concepts.nash import METHODS
from tetrarchy.solvers.n_player import isolated_equilibria
from tetrarchy.solvers.solve import CONCEPTS
from tetrarchy.studies.claims import judge
from tetrarchy.studies.claims.papers import CLAIMS

CHECKOUT = Path(__file__).parents[2]
PACKAGE = Path(tetrarchy.__file__).parent
WITHOUT_EXAMPLES = {"index", "commands", "benchmarks", "reports", "formats"}
PAGES = {path.stem: path for path in sorted((CHECKOUT / "docs").rglob("*.md")) if path.stem not in WITHOUT_EXAMPLES}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in PAGES.items()}

WITH_BLOCKS = {**PAGES, "README": CHECKOUT / "README.md"}

NOTEBOOKS = sorted((CHECKOUT / "docs").rglob("*.ipynb"))

BLOCK = re.compile(r"^<!-- begin: (.+?) -->\n.*?^<!-- end -->$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SCRIPT = re.compile(r"^```python\n(.*?)^```\n\n```output\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{2,3} ", re.MULTILINE)
FIGURE = re.compile(r"(?<![\w.])\d+\.\d+%?|\d+%")


def fences(language: str) -> list[tuple[str, str]]:
    """Return the fenced examples in a language, each with its page."""
    return [(name, body) for name, text in TEXTS.items() for kind, body in FENCE.findall(text) if kind == language]


# The stages of a pipeline: from what came before, and their own words, to text.


def shell_printf(before: str, *words: str) -> str:
    return words[0].replace("\\n", "\n")


@cache
def tetrarchy_command(before: str, *words: str) -> str:
    asked = words if "--format" in words or words[0] == "validate" else (*words, "--format", "markdown")
    result = CliRunner().invoke(app, asked, input=before)
    if isinstance(result.exception, InputError):
        return f"tetrarchy: {result.exception}"
    assert result.exit_code == 0, (words, result.output)
    return result.stdout


def table(before: str, caption: str) -> str:
    """Pick the table under the caption that begins so."""
    assert f"\n{caption}" in before, f"no table {caption!r} in {before[:1000]}"
    return before[before.index(f"\n{caption}") :].strip().split("\n\n")[1]


def paragraph(before: str, beginning: str) -> str:
    """Pick the paragraph, or the list, that begins so."""
    assert f"\n{beginning}" in before, f"no paragraph {beginning!r} in {before[:1000]}"
    return before[before.index(f"\n{beginning}") :].strip().split("\n\n")[0]


def section(before: str, title: str) -> str:
    """Pick what stands below a heading."""
    return before.partition(f"\n### {title}\n")[2].partition("\n### ")[0].strip()


def listing(before: str) -> str:
    return f"```\n{before.strip()}\n```"


def predictions(before: str) -> str:
    """Show every prediction beside its placebo, from the ledger as JSON."""
    rows = [
        (
            found["id"],
            found["statement"],
            "yes" if found["default"] else "no",
            percent(found["share"]),
            percent(found["placebo"]),
            marked(found),
        )
        for found in json.loads(before)["predictions"]
    ]
    return _narrow(("prediction", "in words", "at the defaults", "share", "placebo", "word"), rows)


def claims(before: str) -> str:
    """Show every claim with its word under each coding, a link to it, and what puts it to the test."""
    ledger = json.loads(before)
    under = {rival: {claim["id"]: marked(claim) for claim in own["claims"]} for rival, own in ledger["rivals"].items()}
    return "\n\n".join(_claim(claim, under) for claim in ledger["claims"])


def marked(judged: Mapping[str, Any]) -> str:
    """Return a word, and whether other draws may give another."""
    return f"{judged['word']}{' ~' if judged['near_edge'] else ''}"


def _claim(claim: Mapping[str, Any], under: Mapping[str, Mapping[str, str]]) -> str:
    rivals = "; ".join(f"{rival.replace('_', ' ')}: {words[claim['id']]}" for rival, words in under.items())
    bearing = claim["bears_on"]
    named = f" Bear{'s' if len(bearing) == 1 else ''} on it: {', '.join(bearing)}." if bearing else ""
    lines = [
        f'## <a id="{claim["id"]}"></a>{claim["id"]} v{claim["version"]}: {claim["title"]}',
        f"{claim['statement']} ({claim['source']}.)",
        f"**{marked(claim).capitalize()}.** Core: {', '.join(claim['core']) or 'none'}.{named} "
        f"Under rival codings: {rivals}.",
        f"Version {claim['version']}: {claim['change']} {claim['limits']}".strip(),
    ]
    return "\n\n".join(lines)


def _narrow(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose columns are not filled up with blanks: some cells hold whole sentences."""
    return re.sub(r"-{4,}", "---", re.sub(r" {2,}", " ", written(headers, rows, "markdown")))


STAGES: Mapping[str, Callable[..., str]] = {
    "printf": shell_printf,
    "tetrarchy": tetrarchy_command,
    "table": table,
    "paragraph": paragraph,
    "section": section,
    "listing": listing,
    "predictions": predictions,
    "claims": claims,
}


def run(pipeline: str) -> str:
    """Return what a pipeline gives."""
    words = shlex.shlex(pipeline, posix=True, punctuation_chars="|")
    words.whitespace_split = True
    words.escape = ""
    text, command = "", list[str]()
    for word in [*words, "|"]:
        if word != "|":
            command.append(word)
            continue
        text, command = STAGES[command[0]](text, *command[1:]), []
    return text.strip()


@pytest.fixture(scope="module")
def judged_once():
    """Let blocks that show the same ledger in other forms share it."""
    ledger = cache(judge.claims)

    def judged(ids, *numbers, watch, **options):
        return ledger(ids and tuple(ids), *numbers, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judge, "claims", judged)
        yield


@pytest.mark.usefixtures("judged_once")
@pytest.mark.parametrize("name", WITH_BLOCKS)
def test_the_blocks_hold_what_their_commands_print_now(name):
    def as_now(block: re.Match[str]) -> str:
        return f"<!-- begin: {block[1]} -->\n\n{run(block[1])}\n\n<!-- end -->"

    text = BLOCK.sub(as_now, WITH_BLOCKS[name].read_text(encoding="utf-8"))
    if os.environ.get("REGENERATE"):
        WITH_BLOCKS[name].write_text(text, encoding="utf-8")

    assert text == WITH_BLOCKS[name].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WITH_BLOCKS)
def test_every_block_is_closed(name):
    text = WITH_BLOCKS[name].read_text(encoding="utf-8")

    assert text.count("<!-- begin: ") == text.count("<!-- end -->") == len(BLOCK.findall(text))


def test_figures_in_the_text_stand_in_a_block_of_their_section():
    starts = [found.start() for found in HEADING.finditer(TEXTS["theory"])]
    for start, end in pairwise([0, *starts, len(TEXTS["theory"])]):
        section = TEXTS["theory"][start:end]
        title = section.partition("\n")[0]
        shown = set(FIGURE.findall(" ".join(block[0] for block in BLOCK.finditer(section))))
        told = re.sub(r"`[^`]*`|doi\s+\S+", "", FENCE.sub("", BLOCK.sub("", section)))
        assert set(FIGURE.findall(told)) <= shown, title


@pytest.mark.parametrize("example", [body for _, body in fences("toml")])
def test_scenario_examples_and_their_studies_are_sound(example, tmp_path):
    file = tmp_path / "docs.toml"
    file.write_text(example, encoding="utf-8")
    if 'kind = "world"' in example:
        assert len(load_world(file).states) > 2
        return
    scenario, _ = load_both(file)

    assert isinstance(scenario.game, PopulationGame | GraphGame) or scenario.build().payoffs.size


@pytest.mark.parametrize(("page", "example"), fences("console"))
def test_commands_run_in_their_order(page, example, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^\$ tetrarchy ([^#\n]*)", example, re.MULTILINE)

    assert commands
    for command in commands:
        result = CliRunner().invoke(app, shlex.split(command))
        assert result.exit_code == 0, (page, command, result.output, result.exception)


def typed(text: str) -> list[str]:
    """Return the command lines of a page that no test runs, in blocks and in its sentences."""
    shown = [body.replace("\\\n", " ") for kind, body in FENCE.findall(text) if kind in ("", "sh")]
    lines = [line for body in shown for line in re.findall(r"^(tetrarchy [a-z].*)", body, re.MULTILINE)]
    return [*lines, *re.findall(r"`(tetrarchy [a-z][^`|>]*)`", FENCE.sub("", text))]


@pytest.mark.parametrize("line", sorted({" ".join(line.split()) for text in TEXTS.values() for line in typed(text)}))
def test_command_lines_that_are_not_run_have_commands_and_options_that_there_are(line):
    words = shlex.split(line, comments=True)[1:]

    assert CliRunner().invoke(app, [*words, "--help"]).exit_code == 0


@pytest.mark.parametrize(("script", "output"), [found for text in TEXTS.values() for found in SCRIPT.findall(text)])
def test_scripts_print_what_stands_below_them(script, output, capsys):
    exec(compile(script, "docs", "exec"), {})

    assert capsys.readouterr().out == output


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run_from_cell_to_cell_and_are_kept_without_outputs(notebook):
    written = json.loads(notebook.read_text(encoding="utf-8"))
    assert (written["nbformat"], written["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in written["cells"]}) == len(written["cells"])
    said: dict[str, Any] = {}
    for cell in written["cells"]:
        kept = {"id", "cell_type", "metadata", "source"}
        if cell["cell_type"] == "markdown":
            assert cell.keys() == kept
            continue
        assert cell.keys() == {*kept, "outputs", "execution_count"}
        assert (cell["cell_type"], cell["outputs"], cell["execution_count"]) == ("code", [], None)
        *steps, shown = ast.parse("".join(cell["source"])).body
        exec(compile(ast.Module(steps, []), notebook.name, "exec"), said)
        value = eval(compile(ast.Expression(shown.value), notebook.name, "eval"), said)
        assert hasattr(value, "_repr_html_") or value._repr_svg_().startswith(("<?xml", "<svg"))


@pytest.mark.parametrize("command", get_command(app).list_commands(None))
def test_every_command_is_in_the_documentation(command):
    documented = [*TEXTS.values(), (CHECKOUT / "README.md").read_text(encoding="utf-8")]

    assert any(f"tetrarchy {command}" in text for text in documented)


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("theory", [*ARENAS, *POPULATIONS]),
        ("theory", ROWS),
        ("theory", [dimension.name for dimension in DIMENSIONS]),
        ("theory", CODINGS),
        ("theory", RIVAL_READINGS),
        ("solvers", CONCEPTS),
        ("solvers", METHODS),
        ("scenarios", shipped()),
        ("scenarios", game_sections()),
        ("scenarios", Relation.__dataclass_fields__),
    ],
    ids=[
        "arenas",
        "orders",
        "dimensions",
        "codings",
        "readings",
        "concepts",
        "methods",
        "scenarios",
        "kinds",
        "relations",
    ],
)
def test_every_name_is_in_the_documentation(page, names):
    assert [name for name in names if not re.search(rf"[`| ]{re.escape(name)}[`| \n]", TEXTS[page])] == []


def keys(model: type[BaseModel]) -> set[str]:
    """Return the keys of a part of a scenario file, and of the parts inside it."""
    properties = [model.model_json_schema(), *model.model_json_schema().get("$defs", {}).values()]
    return {key for part in properties for key in part.get("properties", {})}


def test_every_key_of_a_scenario_file_is_in_the_documentation():
    known = set().union(*(keys(model) for model in (ScenarioFile, *game_sections().values())))

    assert {key for key in known if f"`{key}`" not in TEXTS["scenarios"]} == set()


@pytest.mark.parametrize("dimension", DIMENSIONS, ids=lambda dimension: dimension.name)
def test_the_dimensions_are_those_of_the_program(dimension):
    assert f"| `{dimension.name}` | {dimension.meaning} |" in TEXTS["theory"]


def test_counts_are_those_of_the_program():
    sakwa = sum(claim.startswith("C") for claim in CLAIMS)

    assert f"{len(CLAIMS)} claims, {sakwa} of Sakwa and {len(CLAIMS) - sakwa} of Paikin" in TEXTS["theory"]


def test_the_sentence_that_counts_the_words_adds_up_the_table_below_it():
    text = " ".join(TEXTS["theory"].partition("## What came out")[2].split())
    counts = dict(
        re.findall(
            r"\| (supported|not distinguished from placebo|undecided|against|partly put|untested) \| (\d+)", text
        )
    )

    assert sum(map(int, counts.values())) == len(CLAIMS)
    assert (
        "Of these {supported} are supported, {not distinguished from placebo} not distinguished from placebo, "
        "{undecided} undecided and {against} against; {partly put} is partly put and {untested} are untested."
    ).format(**counts) in text


def test_limits_are_those_of_the_program():
    measured = " ".join(
        (PACKAGE / "solvers" / "two_player" / "extreme_equilibria.py").read_text(encoding="utf-8").split()
    )

    assert "0.2 ms at 2 x 2, 3 ms at 8 x 8, 0.1 s at 12 x 12 and 2 s at 15 x 15, but 10 ms at 3 x 200" in measured
    rows = ("2 x 2 | 0.2 ms", "8 x 8 | 3 ms", "12 x 12 | 0.1 s", "15 x 15 | 2 s", "3 x 200 | 10 ms")
    assert all(f"| {row} |" in TEXTS["solvers"] for row in rows)
    assert f"{isolated_equilibria.MOST_PROFILES:,} support profiles" in " ".join(TEXTS["solvers"].split())


def test_the_figures_of_the_campaigns_add_up():
    two_players, more_players = re.findall(r"^\| (?:all|together) .*\|$", TEXTS["solvers"], re.MULTILINE)
    for total in (two_players, more_players):
        before = TEXTS["solvers"].partition(total)[0].rpartition("|---")[2].splitlines()[1:]
        rows = [_figures(line) for line in [*before, total] if line.startswith("|")]
        assert all(sum(column[:-1]) == column[-1] for column in zip(*rows, strict=True))


def _figures(row: str) -> list[int]:
    cells = row.strip("| ").split("|")[1:]
    return [int(cell.replace(",", "")) for cell in cells]
