"""The same run everywhere: examples that do not vary, a terminal that does not depend on who is looking."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no reason to fail, so nothing here looks at the clock.
settings.register_profile("tetrarchy", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tetrarchy")

# Typer and Rich read these when they are first imported, which is after this file.
for name in ("COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "LINES", "PY_COLORS"):
    os.environ.pop(name, None)
os.environ.update(NO_COLOR="1", TERM="xterm", TERMINAL_WIDTH="100")

# Where this is set, every process that tests start compiles the libraries anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A shell makes what it starts in the background deaf to interrupts, and so the processes that tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def run(monkeypatch, capsys):
    """Return a function that runs a command in this process and gives exit code, standard output, standard error."""

    from tetrarchy.cli import main

    def command(*arguments):
        monkeypatch.setattr(sys, "argv", ["tetrarchy", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return stopped.value.code or 0, out, err

    return command
