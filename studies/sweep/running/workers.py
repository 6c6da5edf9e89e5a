"""Worker processes: started afresh (spawn), without the user's script, quiet on Ctrl-C, dead with their parent.

A started process normally imports the script that started it, which runs a script without a main guard again, sweep
and all. Workers need nothing from the script unless the plan itself has something that is defined there, so the script
is hidden while they start. A worker that outlives a killed parent would wait for ever; Linux can be asked to kill it
(prctl(2), PR_SET_PDEATHSIG), and as the parent may have died before the asking, its number is checked afterwards.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

PR_SET_PDEATHSIG = 1

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Read by NumPy's libraries when they are loaded: as many threads in each worker would fight for the cores."""


def worker_process() -> ProcessPoolExecutor:
    """Return a pool of one process, which is started by the first call of `submit` inside `starting`."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_prepare, initargs=(os.getpid(),))


@contextmanager
def starting(main: bool) -> Generator[None]:
    """Let processes that are started meanwhile have single-threaded libraries and, unless `main`, no script."""
    script = sys.modules["__main__"]
    hidden = {} if main else {name: vars(script)[name] for name in ("__file__", "__spec__") if name in vars(script)}
    added = [name for name in ONE_THREAD if name not in os.environ]
    try:
        os.environ.update(dict.fromkeys(added, "1"))
        if hidden:
            vars(script).pop("__file__", None)
            script.__spec__ = None
        yield
    finally:
        vars(script).update(hidden)
        for name in added:
            os.environ.pop(name, None)


def _prepare(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
