"""Mappings that keep what they hold, so that what is worked out from a scenario once stays true of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A dict that takes no other value; it is pickled and copied as what it is.

    Examples
    --------
    >>> shares = FrozenDict({"liberal": 1})
    >>> shares | {"liberal": 0}
    {'liberal': 0}
    >>> shares["liberal"] = 0
    Traceback (most recent call last):
    ...
    TypeError: a scenario is frozen: replace gives another one with other values
    """

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a scenario is frozen: replace gives another one with other values")

    refuse: Any = _refuse
    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = refuse
    del refuse

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the values."""
        return FrozenDict, (dict(self),)


def frozen(values: Mapping[K, V]) -> Mapping[K, V]:
    """Return a mapping that takes no other value, and mappings in it alike."""
    if isinstance(values, FrozenDict):
        return values
    return FrozenDict({key: frozen(value) if isinstance(value, dict) else value for key, value in values.items()})
