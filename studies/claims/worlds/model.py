"""Models: what a prediction is put to, as many worlds at once."""

from __future__ import annotations

from typing import Protocol, TypeVar

from ....games.parameters import Parameter
from .draws import Numbers

W_co = TypeVar("W_co", covariant=True)


class Model(Protocol[W_co]):
    """Something whose numbers are uncertain, an arena for instance."""

    @property
    def name(self) -> str:
        """What owns its parameters."""
        ...

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its uncertain numbers, those of the value matrix apart."""
        ...

    def worlds(self, numbers: Numbers) -> W_co:
        """Return as many worlds as there are numbers for."""
        ...
