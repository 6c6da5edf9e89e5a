"""Reads the values of `--set` and `--over` into paths with what each of them takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..games.errors import InputError
from ..games.numbers import shown
from ..games.scenario.over import Range, read_over, read_ranges, split_path
from .files.toml import TomlError, TomlExcess, read_toml
from .world.catalogue import mix_named

LONGEST_PATH = 400
"""Characters."""


def settings(texts: Iterable[str]) -> dict[str, Any]:
    """Return paths and values from texts of the form K=V.

    V is read as a TOML value (a number, a table, a list); anything else is a text, such as the name of an order. A part
    of K may stand in quotes, so that it may hold an equals sign.

    Raises
    ------
    InputError
        If a text has no "=", no path, or a path comes twice.

    Examples
    --------
    >>> settings(["p_R=0.8", "US.orders=liberal"])
    {'p_R': Decimal('0.8'), 'US.orders': 'liberal'}
    """
    values: dict[str, Any] = {}
    for text in texts:
        named = _named("--set", text)
        path, value = _halves(named, text, "K=V")
        if path in values:
            raise InputError(f"{named}: {path} is set twice")
        values[path] = _value(named, value)
    return values


def changes(texts: Iterable[str]) -> dict[str, Any]:
    """Return paths and values from the texts of `--do`; of a path that comes twice the later one, as in files.

    Examples
    --------
    >>> changes(["beta=0.8", "without=USA"])
    {'beta': Decimal('0.8'), 'without': 'USA'}
    """
    values: dict[str, Any] = {}
    for text in texts:
        named = _named("--do", text)
        path, value = _halves(named, text, "K=V")
        values[path] = _value(named, value)
    return values


def varied(texts: Iterable[str]) -> dict[str, Any]:
    """Return paths and what they take from the texts of `--over`; see `read_over`.

    Examples
    --------
    >>> varied(["p_R", "m=0:1:3"])
    {'p_R': None, 'm': array([0. , 0.5, 1. ])}
    """
    return _option(read_over, texts)


def ranges(texts: Iterable[str]) -> dict[str, Range | None]:
    """Return paths and their ranges from the texts of `--over`; see `read_ranges`."""
    return _option(read_ranges, texts)


def order_named(text: str) -> list[list[str]]:
    """Return an order of moves from a text such as "US > Russia+China".

    Raises
    ------
    InputError
        If a stage or a name is empty.

    Examples
    --------
    >>> order_named("US > Russia+China")
    [['US'], ['Russia', 'China']]
    """
    order = [[name.strip() for name in stage.split("+")] for stage in text.split(">")]
    if not all(name for stage in order for name in stage):
        raise InputError(f"--order {shown(text, LONGEST_PATH)}: expected stages such as 'US > Russia+China'")
    return order


def hidden_named(texts: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Return what is hidden from texts such as "US:China", or "US:China+Russia".

    Raises
    ------
    InputError
        If a text has another form.

    Examples
    --------
    >>> hidden_named(["US:China"])
    [('US', ['China'])]
    """
    pairs: list[tuple[str, list[str]]] = []
    for text in texts:
        of, mark, blind = text.partition(":")
        names = [name.strip() for name in blind.split("+")]
        if not mark or not of.strip() or not all(names):
            raise InputError(
                f"--hidden {shown(text, LONGEST_PATH)}: expected OF:FROM, such as US:China for what the US does, "
                "hidden from China"
            )
        pairs.append((of.strip(), names))
    return pairs


def _option(read: Callable[[Iterable[str]], dict[str, Any]], texts: Iterable[str]) -> dict[str, Any]:
    try:
        return read(texts)
    except InputError as error:
        raise InputError(f"--over {error}") from None


def _named(option: str, text: str) -> str:
    """Return what messages call an option: as it was given, in one line of at most about a hundred characters."""
    return f"{option} {text if len(text) <= 100 and text.isprintable() else shown(text, 100)}"


def _halves(named: str, text: str, form: str) -> tuple[str, str]:
    path, value = split_path(text)
    if not path or not value:
        raise InputError(f"{named}: expected {form}")
    if len(path) > LONGEST_PATH:
        raise InputError(f"{named}: expected a path of at most {LONGEST_PATH} characters")
    return path, value


def _value(named: str, text: str) -> Any:
    try:
        if (mix := mix_named(text)) is not None:
            return mix
        values = read_toml(f"value = {text}")
    except TomlExcess as error:
        raise InputError(f"{named}: {error.message}") from None
    except TomlError:
        return text
    return values["value"] if len(values) == 1 else text
