"""After a run of the benchmarks the table in docs/explanation/benchmarks.md is written anew."""

from __future__ import annotations

from pathlib import Path

import pytest

TABLE = Path(__file__).parents[1] / "docs" / "explanation" / "benchmarks.md"


@pytest.hookimpl(trylast=True)
def pytest_benchmark_update_json(config: pytest.Config, benchmarks: list, output_json: dict) -> None:
    """Write the table; called when the run is saved with --benchmark-json."""
    groups: dict[str, list[dict]] = {}
    for row in output_json["benchmarks"]:
        groups.setdefault(row["group"], []).append(row)
    lines = [
        "# Benchmarks",
        "",
        "Written by `make benchmarks`. Times are the best round of one run on the same games, in milliseconds per "
        "game; what counts is the ratio to ours in the same group. *Found* is the number of equilibria in all games of "
        "the group: fewer than ours are misses, more are duplicates, as Gambit lists some extreme equilibria of "
        "degenerate games twice.",
    ]
    for group, rows in groups.items():
        lines += ["", f"## {group}", "", "| method | ms per game | times ours | found |", "|---|---|---|---|"]
        base = next((_per_game(row) for row in rows if row["extra_info"]["method"].startswith("ours")), None)
        for row in sorted(rows, key=_per_game):
            ratio = f"{_per_game(row) / base:.3g}" if base else ""
            equilibria = row["extra_info"].get("equilibria", "")
            lines.append(f"| {row['extra_info']['method']} | {_per_game(row) * 1e3:.3g} | {ratio} | {equilibria} |")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _per_game(row: dict) -> float:
    return row["stats"]["min"] / row["extra_info"]["games"]
