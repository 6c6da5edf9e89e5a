"""A Dask cluster as an executor (extra `cluster`): `dask.distributed` runs chunks on whatever workers it has.

Workers write their parts themselves, so they and the caller must see the study's folder under the same path. Dask
starts a chunk again when its worker is lost, and gives it up when it has lost several workers.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from ....games.errors import InputError

PATIENCE = 10
"""Seconds to wait for a scheduler to answer."""


@contextmanager
def dask_executor(address: str) -> Generator[tuple[Executor, Callable[[], int]]]:
    """Give an executor on the cluster of a scheduler, and a function that says how many chunks it can work on.

    Raises
    ------
    InputError
        If dask.distributed is not installed, or no scheduler answers at the address.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise InputError(f"a Dask scheduler needs the extra: install tetrarchy[cluster] ({error})") from error
    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(f"no Dask scheduler answers at {address!r}: {error}") from error
    with client:
        yield client.get_executor(pure=False), lambda: sum(client.nthreads().values())
