"""The command line: every command by its name. The commands themselves stand in `commands/`."""

from __future__ import annotations

import sys
import warnings
from io import UnsupportedOperation
from typing import Annotated

import typer

from tetrarchy.commands import answers, claims, conditions, pages, play, scenarios, sweep, workshop, world
from tetrarchy.commands.shared.output import let_go, print_out, standard_output, tell
from tetrarchy.games.errors import InputError, OutsideRangeWarning
from tetrarchy.solvers.deadline import is_interrupt

INTERRUPTED = "tetrarchy: stopped: an interrupt came from the keyboard"

app = typer.Typer(
    name="tetrarchy",
    help="Games of world order: who should do what, why nobody moves, and what it rests on.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# In the order of the help.
app.command("list")(scenarios.list_)
app.command()(scenarios.show)
app.command()(scenarios.new)
app.command()(scenarios.validate)
app.command()(scenarios.schema)
app.command()(answers.solve)
app.command(cls=answers.WhatIfs)(answers.whatif)
app.command()(scenarios.assumptions)
app.command()(scenarios.compare)
app.command()(pages.report)
app.command()(pages.gallery)
app.command()(pages.explore)
app.command()(play.repeat)
app.command()(play.tournament)
app.command()(play.evolve)
app.command()(conditions.thresholds)
app.command()(conditions.conditions)
app.command()(play.stability)
app.command()(claims.thickness)
app.command()(claims.claims)
app.command()(conditions.reveal)
app.command()(workshop.coders)
app.command()(workshop.kit)
app.command()(workshop.elicit)
app.command("export")(pages.export_game)
app.command()(world.evidence)
app.add_typer(sweep.sweeps, name="sweep")
app.add_typer(world.worlds, name="world")


def _print_version(asked: bool) -> None:
    if asked:
        from tetrarchy.reports.format.provenance import version

        print_out(f"tetrarchy {version()}\n")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    warnings.simplefilter("ignore", OutsideRangeWarning)  # commands say so in a line of their own


def main() -> None:
    """Run the command line; what goes wrong ends it with a message on standard error and exit code 2.

    Where nobody reads the result any more the exit code is 1, without a message. An interrupt from the keyboard ends it
    with exit code 130 and a line that says so.
    """
    try:
        with standard_output():
            app()
    except InputError as error:
        tell(*f"tetrarchy: {error}".split("\n"))
        sys.exit(2)
    except (KeyboardInterrupt, SystemError) as error:
        if not is_interrupt(error):
            raise
        tell(INTERRUPTED)
        sys.exit(130)
    except SystemExit as end:
        if isinstance(end.__context__, typer.Exit) and is_interrupt(end.__context__):
            tell(INTERRUPTED)
        raise
    except BrokenPipeError:
        let_go(sys.stdout)
        sys.exit(1)
    except UnsupportedOperation:
        tell("tetrarchy: standard output: cannot be written: it is closed")
        sys.exit(2)
    except OSError as error:
        named = error.filename is not None
        where = error.filename if named else "standard output: cannot be written"
        tell(f"tetrarchy: {where}: {error.strerror or error}")
        if not named:
            let_go(sys.stdout)
        sys.exit(2)
