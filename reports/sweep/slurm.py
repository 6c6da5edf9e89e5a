"""A sweep as a job array of Slurm: a shell script whose tasks fill one folder, each a share of the chunks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import join, quote

from ...games.errors import InputError

_OF_THE_SCRIPT = ("--script", "--shard")
"""Options that the script has in its own way; each has a value."""


def slurm_script(arguments: Sequence[str], folder: str, tasks: int, workers: int) -> str:
    r"""Return a script that submits itself as a job array, and after it the export of the rows.

    Parameters
    ----------
    arguments
        What stands behind `tetrarchy` on the command line; options of the script itself are left out.
    folder
        Where the sweep is kept.
    tasks, workers
        How many tasks the array has, and how many processes each.

    Raises
    ------
    InputError
        If there would be no task.

    Examples
    --------
    >>> lines = slurm_script(["sweep", "my file.toml", "--shard", "1/4", "--out", "study"], "study", 4, 1).splitlines()
    >>> print(lines[1], lines[-1], sep="\n")
    #SBATCH --array=1-4
    tetrarchy sweep 'my file.toml' --out study --shard "$SLURM_ARRAY_TASK_ID/4"
    """
    if tasks < 1:
        raise InputError(f"a job array has 1 task or more, got {tasks}")
    export = join(["tetrarchy", "sweep", "export", folder, f"{folder}.csv"])
    return f"""\
#!/bin/bash
#SBATCH --array=1-{tasks}
#SBATCH --cpus-per-task={workers}
#SBATCH --job-name=tetrarchy-sweep
#SBATCH --output=sweep-%A_%a.log
# Run it with bash: it submits the tasks, and the export of all rows for when they are done.
set -eu
if [ -z "${{SLURM_ARRAY_TASK_ID:-}}" ]; then
    job=$(sbatch --parsable "$0")
    exec sbatch --dependency="afterok:${{job%%;*}}" --output=export-%j.log --wrap {quote(export)}
fi
tetrarchy {join(_own(arguments))} --shard "$SLURM_ARRAY_TASK_ID/{tasks}"
"""


def _own(arguments: Sequence[str]) -> Iterator[str]:
    """Go through the arguments that are not the script's."""
    waiting = iter(arguments)
    for argument in waiting:
        if argument in _OF_THE_SCRIPT:
            next(waiting, None)
        elif not argument.startswith(tuple(f"{option}=" for option in _OF_THE_SCRIPT)):
            yield argument
