"""Scenarios as they are written and read: what there is, what a file says, what two of them differ in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import typer

from ..games.errors import InputError, InputErrors
from ..games.text.visible import encodable, visible
from .shared.options import AS_GIVEN, As, Orders, Out, Reading, Seed, Set, Source, TimeLimit, must_end_in, named_file
from .shared.output import emit, encoding, print_out, rendered, tell, write, write_file
from .shared.progress import telling, watched
from .shared.sources import read_scenario, tell_outside

Kind = Literal["scenarios", "arenas", "orders", "codings", "concepts", "claims", "actors"]
ACTORS: Kind = "actors"


def list_(
    kind: Annotated[
        Kind | None, typer.Argument(help="What to list; everything but the 176 actors where left out.")
    ] = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """List what there is, with a line on each.

    Example: tetrarchy list arenas
    """
    from ..configs.load import load, shipped
    from ..configs.world.catalogue import actors
    from ..studies.catalogue import catalogue

    kinds = [kind] if kind else [each for each in get_args(Kind) if each != ACTORS]
    scenarios = [load(name) for name in shipped()] if "scenarios" in kinds else []
    write(catalogue(kinds, scenarios, list(actors().values()) if kind == ACTORS else ()), format, out)


def show(
    source: Source,
    states: Annotated[
        list[str] | None, typer.Argument(metavar="[STATE]...", help="Of the world: codes such as RUS.")
    ] = None,
    set: Set = None,
    orders: Orders = None,
    reading: Reading = AS_GIVEN,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Show a game before it is solved: actors, what they value, options, payoffs, assumptions.

    Of the world: what the votes of each state show, with intervals, drift, size and ties.

    Example: tetrarchy show us-russia-china --set p_R=0.8

    Example: tetrarchy show world RUS
    """
    from ..configs.world.load import SHIPPED
    from ..studies.scenario.unsolved import unsolved

    if source == SHIPPED:
        write(_cards(states or ()), format, out)
        return
    if states:
        raise InputError(f"{source}: a scenario has no states to show; expected one source, got {' '.join(states)} too")
    write(unsolved(read_scenario(source, out, set, seed, orders, reading)), format, out)


def _cards(states: Sequence[str]) -> Any:
    from ..configs.world.catalogue import actor, actors
    from ..studies.world.actors import actor_cards

    return actor_cards(list(actors().values()), [actor(state) for state in states])


def new(
    name: Annotated[str, typer.Argument(help="The new file is NAME.toml.")],
    arena: Annotated[str, typer.Option(metavar="A", help="See tetrarchy list arenas.")],
    states: Annotated[
        str | None, typer.Option(metavar="A,B,..", help="States whose mixes the players take, such as USA,RUS,CHN.")
    ] = None,
    source: Annotated[
        Literal["world"], typer.Option("--from", help="Where the mixes of the states come from.")
    ] = "world",
    out: Annotated[
        Path | None, typer.Option(parser=named_file, metavar="FILE", help="Another file; - for standard output.")
    ] = None,
) -> None:
    """Write a commented scenario file to edit.

    Example: tetrarchy new my-triangle --arena triangle

    Example: tetrarchy new my-triangle --arena triangle --states USA,RUS,CHN --from world
    """
    from ..configs.template import template
    from ..reports.format.toml import toml_character

    must_end_in(out, ".toml")
    text = template(name, arena, [state.strip() for state in (states or "").split(",") if state.strip()])
    target = out or Path(f"{name}.toml")
    if str(target) == "-":
        print_out(encodable(text, encoding(), toml_character))
        return
    if target.exists():
        raise InputError(f"{target}: exists already; choose another name or remove it")
    write_file(target, text)
    print_out(f"{visible(str(target))}\n")


def validate(files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario files, or -.")]) -> None:
    """Check scenario files: every error with file, line and field.

    Example: tetrarchy validate my-triangle.toml
    """
    from ..configs.load import load_both
    from ..configs.world.load import is_world, load_setting

    wrong: list[InputError] = []
    for file in files:
        try:
            if is_world(file):
                notes = load_setting(file).notes
                print_out(f"{visible(file)}: sound\n")
                for note in notes:
                    tell(f"note: {file}: {note}")
                continue
            scenario, study = load_both(file)
        except InputError as error:
            wrong.append(error)
        else:
            print_out(f"{visible(file)}: sound\n")
            tell_outside(scenario, study.design.spans if study else None)
    if wrong:
        raise InputErrors(wrong)


def schema(
    world: Annotated[
        bool, typer.Option("--world", help="Of files of a world, which have a form of their own.")
    ] = False,
    out: Out = None,
) -> None:
    """Print the JSON Schema of scenario files, for editors.

    Example: tetrarchy schema --out scenario.schema.json
    """
    from ..configs.schema import json_schema
    from ..configs.world.schema import world_schema
    from ..reports.format.json import dumped

    must_end_in(out, ".json")
    emit(dumped(world_schema() if world else json_schema()), "json", out)


def assumptions(
    source: Source,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """List every assumption: value, range, source, judgement or not, and how near it is to changing the answer.

    With --format csv, or --out FILE.csv or FILE.xlsx, a sheet with columns to fill in: who, when, why, signed. Other
    commands read its values back with --set @FILE.

    Example: tetrarchy assumptions us-russia-china --out assumptions.xlsx
    """
    from ..studies.scenario.assumption_log import assumption_log

    scenario = read_scenario(source, out, set, seed, orders)
    with watched(time_limit) as watch:
        watch.tell("the nearest tipping point of each number")
        text = rendered(assumption_log(scenario, watch), format, out)
    emit(text, format, out)


def compare(
    first: Source,
    second: Source,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
    seed: Seed = None,
) -> None:
    """Set two scenarios beside each other: what differs in inputs and in the answer, and which inputs do it.

    Example: tetrarchy compare us-russia-china-2014 us-russia-china
    """
    from ..studies.scenario.comparison import compare as compared

    before, after = (read_scenario(source, out, set, seed, orders) for source in (first, second))
    with telling(time_limit) as watch:
        watch.tell("which inputs carry the answer over")
        text = rendered(compared(before, after, watch), format, out)
    emit(text, format, out)
