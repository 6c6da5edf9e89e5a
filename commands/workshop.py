"""Games with people: sheets for coders and for the heads of a room, and what they say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..games.errors import InputError, InputErrors
from .shared.options import As, Orders, Out, Set, Source, TimeLimit, asked_for, named_file, named_folder
from .shared.output import emit, rendered, tell, write, write_file, write_new_folder
from .shared.progress import telling
from .shared.sources import read_scenario, tell_outside

if TYPE_CHECKING:
    from ..studies.coders import CodedMatrices


def coders(
    sheets: Annotated[
        list[str] | None, typer.Argument(metavar="SHEET...", help="Sheets that coders filled in: CSV or .xlsx, or -.")
    ] = None,
    new: Annotated[
        Path | None,
        typer.Option(parser=named_file, metavar="FILE", help="Write a sheet to fill in, .csv or .xlsx, and stop."),
    ] = None,
    coding: Annotated[
        Path | None,
        typer.Option(parser=named_file, metavar="FILE", help="Write the coding that follows to this file, .toml."),
    ] = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Say how far people agree who coded the value matrix, and make a coding of what they wrote.

    --orders FILE then puts any command on that coding, and so does coding = "FILE" in the [orders] of a scenario.

    Example: tetrarchy coders --new sheet.xlsx

    Example: tetrarchy coders ann.xlsx bob.csv --coding ours.toml
    """
    from ..configs.files.coding_sheets import read_sheets
    from ..studies.coding_sheet import write_blank_sheet

    if new is not None:
        if sheets or coding is not None:
            raise InputError("--new writes an empty sheet: it takes no sheets and makes no coding")
        write_blank_sheet(new)
        tell(f"written: {new}")
        return
    coded, faults = read_sheets(sheets or ())
    if coded is not None:
        write(coded, format, out)
    if faults or coded is None:
        raise InputErrors(faults)
    if coding is not None:
        _write_coding(coded, coding)


def _write_coding(coded: CodedMatrices, file: Path) -> None:
    from ..games.orders.codings import is_file_name
    from ..reports.coders import coding_file

    if not is_file_name(file.name):
        raise InputError(f"--coding {file}: expected a name that ends in .toml")
    write_file(file, coding_file(coded.coding(file.stem)))
    tell(f"written: {file}")


def kit(
    source: Source,
    out: Annotated[Path, typer.Option(parser=named_folder, metavar="DIR", help="A new folder, or an empty one.")],
    heads: Annotated[int | None, typer.Option(min=1, metavar="N", help="How many sheets; else 12.")] = None,
    names: Annotated[
        Path | None, typer.Option(parser=named_file, metavar="FILE", help="A sheet for each name, one on a line.")
    ] = None,
    set: Set = None,
    orders: Orders = None,
) -> None:
    """Write what a workshop needs: role cards, a plan of ninety minutes, a sheet for each participant.

    tetrarchy elicit reads the sheets back.

    Example: tetrarchy kit us-russia-china --out kit
    """
    from ..configs.files.workshop_sheets import read_names
    from ..reports.workshop.kit import kit as files_of

    if out.exists() and any(out.iterdir()):
        raise InputError(f"--out {out}: is there already and not an empty folder; choose another name")
    scenario, named = read_scenario(source, None, set, None, orders), () if names is None else read_names(names)
    with telling() as watch:
        watch.tell("what the program finds, and what would change it")
        files = files_of(scenario, heads, named)
    write_new_folder(out, files)
    tell(f"written: {out}, {len(files)} files")


def elicit(
    context: typer.Context,
    source: Source,
    sheets: Annotated[
        list[str] | None, typer.Argument(metavar="SHEET...", help="Sheets that were filled in: CSV, .xlsx, folders.")
    ] = None,
    rule: Annotated[str, typer.Option(metavar="borda|kemeny", help="How the group's rankings follow.")] = "borda",
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Put no name into anything that is written.")] = False,
    time_limit: TimeLimit = None,
    set: Set = None,
    orders: Orders = None,
    format: As = "table",
    out: Out = None,
) -> None:
    """Say what a room holds that filled in the sheets of a kit: who ends where, and which differences decide.

    With --out FILE.html the page for the projector, one dot a head; with --format html besides, the report as a page.

    Example: tetrarchy elicit us-russia-china filled --out room.html
    """
    from ..configs.files.workshop_sheets import elicitation, read_heads
    from ..reports.workshop.room import elicit_page
    from ..studies.workshop.questions import questionnaire

    asked = questionnaire(read_scenario(source, None, set, None, orders))
    heads, faults = read_heads(asked, sheets or ())
    if heads:
        room = format == "html" and not asked_for(context, "format")
        with telling(time_limit) as watch:
            found = elicitation(asked, heads, rule, anonymous, watch)
            for each in found.scenarios:
                tell_outside(each)
            watch.tell("a game for each head, and which differences decide")
            text = elicit_page(found) if room else rendered(found, format, out)
        emit(text, format, out)
    if faults:
        raise InputErrors(faults)
