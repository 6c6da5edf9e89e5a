"""The options that commands share, and how what is given to them is read."""

from __future__ import annotations

import os
from contextlib import suppress
from errno import EEXIST, ENOENT, ENOTDIR
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ...games.errors import InputError
from ...reports.outputs import FORMATS, SUFFIXES


def _known_format(name: str) -> str:
    if name not in FORMATS:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(map(repr, FORMATS))}.")
    return name


def _decided(context: typer.Context, name: str) -> str:
    """Let the name of the file of --out decide the format; a --format that says another is refused."""
    out = context.meta.get("out")
    asked = asked_for(context, "format")
    if out is not None and _is_folder(out):
        if name != "csv":
            raise InputError(
                f"--out {out}: the name ends as that of a folder, which --format csv alone fills, not {name}"
            )
        _make(context, named_folder(out))
        return name
    out = None if out is None else Path(out)
    if out is None or not out.suffix or (asked and out.suffix == ".txt"):
        return name
    own = SUFFIXES.get(out.suffix.lower())
    if own is None and not asked:
        known = ", ".join(SUFFIXES)
        raise InputError(f"--out {out}: expected a name that ends in one of {known}, got {out.suffix!r}; or a --format")
    if own is not None and asked and own != name and (own, name) != ("xlsx", "csv"):
        raise InputError(f"--out {out}: the name asks for {own}, --format for {name}")
    return own or name


def named_file(name: str) -> Path:
    """Return the file that an option names."""
    return _named(name, "file")


def named_folder(name: str) -> Path:
    """Return a folder, or one that can be made; refused before anything is worked out for it."""
    folder = _named(name, "folder")
    if os.path.lexists(name) and not folder.is_dir():
        raise FileExistsError(EEXIST, "is there already and not a folder; choose another name", name)
    if folder.suffix.lower() in SUFFIXES and not (_is_folder(name) or folder.is_dir()):
        raise NotADirectoryError(ENOTDIR, "expected the name of a folder, got one that ends as that of a file", name)
    return folder


def _named(name: str, what: str) -> Path:
    if not name:
        raise FileNotFoundError(ENOENT, f"the name of a {what} is empty", "''")
    return Path(name)


def asked_for(context: typer.Context, option: str) -> bool:
    """Tell whether an option was given."""
    source = context.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"


def must_end_in(out: Path | None, *suffixes: str) -> None:
    """Refuse a file of --out whose name ends otherwise."""
    if out is not None and out.suffix and out.suffix.lower() not in suffixes:
        raise InputError(f"--out {out}: expected a name that ends in {' or '.join(suffixes)}, got {out.suffix!r}")


def _noted(context: typer.Context, out: str | None) -> Path | None:
    """Note the name that --out has, with the slash at its end, and return it as a path."""
    if out is None:
        return None
    if _is_folder(out) and "format" not in {each.name for each in context.command.params}:
        raise InputError(f"--out {out}: expected the name of a file, got one that ends as that of a folder")
    context.meta["out"] = out
    return named_file(out)


def _is_folder(name: str) -> bool:
    """Tell whether a name ends as only that of a folder does."""
    return name.endswith(("/", os.sep))


def _make(context: typer.Context, folder: Path) -> None:
    """Make a folder; where the command ends without a file for it, it is taken away again."""
    if not folder.exists():
        folder.mkdir(parents=True)
        context.call_on_close(partial(_leave, folder))


def _leave(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


Source = Annotated[
    str,
    typer.Argument(
        help="A shipped scenario, a file (TOML, .nfg, .efg, CSV, .xlsx, .gmcr), or - for one on standard input."
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="K=V", help="Set a number; may be repeated. @FILE: all that a sheet changes."),
]
As = Annotated[
    str,
    typer.Option(
        "--format",
        parser=_known_format,
        callback=_decided,
        metavar=f"<{'|'.join(FORMATS)}>",
        autocompletion=lambda: list(FORMATS),
        help="How the result is written.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        parser=str,
        callback=_noted,
        is_eager=True,
        metavar="FILE",
        help="Write the result to this file; its suffix decides the format. A folder, for csv: a file for each table.",
    ),
]
Figures = Annotated[
    Path | None,
    typer.Option(
        parser=named_folder, metavar="DIR", help="Write the pictures of the report to this folder too, as SVG and PNG."
    ),
]
Orders = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The coding of what the orders seek: see tetrarchy list codings; or a file that tetrarchy coders wrote.",
    ),
]
Seed = Annotated[int | None, typer.Option(min=0, help="Seed for methods that search at random.")]
Concept = Annotated[str | None, typer.Option(metavar="C", help="A solution concept.")]
Concepts = Annotated[
    list[str] | None, typer.Option("--concept", metavar="C", help="A solution concept; see tetrarchy list concepts.")
]
Discount = Annotated[str | None, typer.Option(help="Discount factor in [0, 1); else the scenario's, or 0.9.")]
Reading = Annotated[
    str,
    typer.Option(
        metavar="R", help="What ties Russia to China: english-school (norms), authoritarian-international, mearsheimer."
    ),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(min=0, metavar="SECONDS", help="Stop after so long with what there is; the result says what is not."),
]
Order = Annotated[
    str | None,
    typer.Option(metavar="O", help='Who moves when, such as "US > Russia+China"; players joined by + move at once.'),
]
Hidden = Annotated[
    list[str] | None,
    typer.Option(metavar="OF:FROM", help="What OF does is not seen by FROM, who moves later; may be repeated."),
]
AS_GIVEN = "english-school"
