"""Counterfactuals: a world in which some inputs are replaced and the rest stays.

Inputs go by their paths: beta, gamma, monism.ORDER, appeal.ORDER, push.STATE.ORDER (one entry of the push), theta.STATE
(an order, or shares), tie.STATE.STATE (both ways), size.STATE (the others keep their proportions), expel and admit (a
body and a state), without (a state).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from ..errors import InputError, InputErrors, unknown
from ..numbers import read_fraction, shown

_DEPTHS = {"monism": 1, "appeal": 1, "push": 2, "theta": 1, "tie": 2, "size": 1}
"""How many names stand behind the first word of a path."""


def changed(world: Any, changes: Mapping[str, Any]) -> Any:
    """Return a world with changes made, in their order.

    Raises
    ------
    InputErrors
        Naming every change that cannot be made.
    """
    faults: list[InputError] = []
    for path, value in flat(changes):
        try:
            world = _CHANGES.get(path[0], _unknown)(world, path, value)
        except InputErrors as error:
            faults.extend(InputError(f"{'.'.join(path)}: {own}") for own in error.args)
        except InputError as error:
            faults.append(InputError(f"{'.'.join(path)}: {error}"))
    if faults:
        raise InputErrors(faults)
    return world


def flat(changes: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Go through changes by their whole paths, whether they are written with dots or nested.

    Examples
    --------
    >>> list(flat({"push.RUS": {"liberal": 1}, "beta": 2}))
    [(('push', 'RUS', 'liberal'), 1), (('beta',), 2)]
    """
    for written, value in changes.items():
        head, *rest = written.split(".")
        yield from _deeper((head, *rest), value, _DEPTHS.get(head, 0) - len(rest))


def _deeper(path: tuple[str, ...], value: Any, depth: int) -> Iterator[tuple[tuple[str, ...], Any]]:
    if depth > 0 and isinstance(value, Mapping):
        for name, own in value.items():
            yield from _deeper((*path, str(name)), own, depth - 1)
    else:
        yield path, value


def _place(what: str, name: str, names: Sequence[str]) -> int:
    if name not in names:
        raise InputError(unknown(what, name, names))
    return list(names).index(name)


def _number(value: Any) -> Fraction:
    try:
        return read_fraction(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"expected a number, {error}") from None


def _names(path: Sequence[str], form: str) -> Sequence[str]:
    if len(path) != len(form.split(".")):
        raise InputError(f"expected {form}")
    return path[1:]


def _unknown(world: Any, path: Sequence[str], value: Any) -> Any:
    raise InputError(unknown("change", path[0], _CHANGES))


def _weight(world: Any, path: Sequence[str], value: Any) -> Any:
    _names(path, path[0])
    return world.replace(**{path[0]: _number(value)})


def _of_order(world: Any, path: Sequence[str], value: Any) -> Any:
    (order,) = _names(path, f"{path[0]}.ORDER")
    numbers = getattr(world, path[0]).copy()
    numbers[_place("order", order, world.orders)] = _number(value)
    return world.replace(**{path[0]: numbers})


def _push(world: Any, path: Sequence[str], value: Any) -> Any:
    state, order = _names(path, "push.STATE.ORDER")
    push = world.push.copy()
    push[_place("state", state, world.states), _place("order", order, world.orders)] = _number(value)
    return world.replace(push=push)


def _theta(world: Any, path: Sequence[str], value: Any) -> Any:
    (state,) = _names(path, "theta.STATE")
    theta = world.theta.copy()
    given = {value: 1} if isinstance(value, str) else value
    if not isinstance(given, Mapping):
        raise InputError(f"expected the name of an order or shares of orders, got {shown(value)}")
    shares = np.full(len(world.orders), Fraction(0), dtype=object)
    for order, share in given.items():
        shares[_place("order", order, world.orders)] = _number(share)
    theta[_place("state", state, world.states)] = shares
    return world.replace(theta=theta)


def _size(world: Any, path: Sequence[str], value: Any) -> Any:
    (state,) = _names(path, "size.STATE")
    place, share = _place("state", state, world.states), _number(value)
    if not 0 < share < 1:
        raise InputError(f"must lie between 0 and 1, got {shown(value)}")
    size = world.size * ((1 - share) / (1 - world.size[place]))
    size[place] = share
    network = world.network if world.basis is None else world.basis.network(size)
    return world.replace(size=size, network=network)


def _tie(world: Any, path: Sequence[str], value: Any) -> Any:
    one, other = _names(path, "tie.STATE.STATE")
    i, j = _place("state", one, world.states), _place("state", other, world.states)
    if i == j:
        raise InputError("a state has no tie to itself")
    return _with_ties(world, {(i, j): _number(value)})


def _with_ties(world: Any, strengths: Mapping[tuple[int, int], Fraction]) -> Any:
    """Return a world with ties of given strengths, both ways; without a basis the network takes them as they are."""
    ties = (world.network if world.basis is None else world.basis.ties).copy()
    for (i, j), strength in strengths.items():
        ties[i, j] = ties[j, i] = strength
    if world.basis is None:
        return world.replace(network=ties)
    tied = world.basis.with_ties(ties)
    return world.replace(network=tied.network(world.size), basis=tied)


def _member(world: Any, path: Sequence[str], value: Any) -> Any:
    if not isinstance(value, Mapping) or set(value) != {"body", "state"} or not isinstance(value["body"], str):
        raise InputError(f'expected {{ body = "NATO", state = "TUR" }}, got {shown(value)}')
    bodies = {} if world.basis is None else world.basis.bodies
    if value["body"] not in bodies:
        raise InputError(unknown("body", str(value["body"]), bodies))
    place = _place("state", str(value["state"]), world.states)
    others = [other for other, code in enumerate(world.states) if code in bodies[value["body"]] and other != place]
    strength = Fraction(int(path[0] == "admit"))
    return _with_ties(world, {(place, other): strength for other in others})


def _without(world: Any, path: Sequence[str], value: Any) -> Any:
    place = _place("state", str(value), world.states)
    kept = [other for other in range(len(world.states)) if other != place]
    return world.replace(
        theta=world.theta[kept],
        network=world.network[np.ix_(kept, kept)],
        size=world.size[kept] / (1 - world.size[place]),
        push=world.push[kept],
        states=[world.states[other] for other in kept],
        basis=None if world.basis is None else world.basis.only(kept, 1 - world.size[place]),
    )


_CHANGES: Mapping[str, Callable[[Any, Sequence[str], Any], Any]] = {
    "beta": _weight,
    "gamma": _weight,
    "monism": _of_order,
    "appeal": _of_order,
    "push": _push,
    "theta": _theta,
    "tie": _tie,
    "size": _size,
    "expel": _member,
    "admit": _member,
    "without": _without,
}
"""What can be changed, by the first word of its path."""
