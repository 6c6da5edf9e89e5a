"""What is asked of a sweep: what drives its outcomes, in which boxes a regime lies, what is robust.

The design decides how. *Sobol indices* need the blocks of Saltelli's design, *elementary effects* the trajectories of
Morris's, and any other rows that cover a region give *PAWN* indices. A grid covers its region too, if evenly, with as
much weight on the ends as between them. A list of what-ifs around one point covers nothing: it has none of these.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...games.errors import InputError
from .boxes.prim import Boxes, prim
from .drivers.morris_screening import MorrisScreening, morris_screening
from .drivers.pawn import Pawn, pawn
from .drivers.sobol_indices import SobolIndices, sobol_indices
from .parts import Parts
from .robust.robustness import ActionRobustness, Survival, action_robustness, equilibrium_robustness
from .study_rows import SolvedRows, study_rows

Sensitivity = SobolIndices | MorrisScreening | Pawn

MOST_REGIMES = 3


def sensitivity(study: SolvedRows, outputs: Sequence[str] = (), rows: Parts | None = None) -> Sensitivity:
    """Return what outcomes depend on: Sobol indices, elementary effects or PAWN indices, as the design allows.

    Parameters
    ----------
    outputs
        Columns or conditions such as "regime=LABEL" (see `parts`); left out, `usual_outputs`.
    rows
        The rows that are used, with their numbers as `row`; all of the study where left out.

    Raises
    ------
    InputError
        If the design is a list of what-ifs or a grid along one path, an output is unknown, or too few rows were solved.
    """
    design = study.plan.design
    asked = ([outputs] if isinstance(outputs, str) else list(outputs)) or usual_outputs(study)
    rows = study_rows(study, [*design.paths, *asked]) if rows is None else rows
    own_seed, seed, factors = design.random_seed, study.plan.scenario.seed, design.factor_paths
    match design.sensitivity_method:
        case "sobol":
            return sobol_indices(rows, factors, asked, seed=seed if own_seed is None else own_seed)
        case "morris":
            ranges = {name: design.spans[name] for name, paths in factors.items() if len(paths) == 1}
            return morris_screening(rows, factors, asked, ranges=ranges, seed=seed if own_seed is None else own_seed)
        case "pawn" if len(design.paths) > 1:
            return pawn(rows, design.paths, asked, seed=seed)
        case "pawn":
            raise InputError("where one number varies there is nothing to set it against")
        case None:
            raise InputError("a list of what-ifs around one point has no sensitivity indices: draw a sample of ranges")


def boxes(
    study: SolvedRows, target: str | None = None, rows: Parts | None = None, *, chosen: Sequence[int] = ()
) -> Boxes:
    """Return boxes of inputs in which a target is dense; see `prim`.

    Parameters
    ----------
    target
        A yes/no column or a condition; left out, the most frequent regime.
    rows
        The rows that are used; all of the study where left out.
    chosen
        For the first boxes, which of their peelings' boxes are taken.

    Raises
    ------
    InputError
        If the rows do not cover a region (a list of what-ifs, levels of a Morris design), the target is unknown or not
        yes or no, or no row was solved.
    """
    design = study.plan.design
    if not design.fills:
        raise InputError("boxes need points that fill a region: a grid, a sample or a table")
    asked = target or next(iter(leading_regimes(study)), None)
    if asked is None:
        raise InputError("no regime of the study is free of ties: name a target")
    rows = study_rows(study, [*design.paths, asked]) if rows is None else rows
    return prim(rows, design.paths, asked, chosen=chosen)


def survival(study: SolvedRows) -> tuple[Survival, ...]:
    """Return in which share of the rows each pure profile is an equilibrium; errors as in `equilibrium_robustness`."""
    profiles = [column.name for column in study.plan.columns if column.name.startswith("pure.")]
    return equilibrium_robustness(study_rows(study, ["knife_edge", *profiles]))


def action_measures(study: SolvedRows, player: str, rows: Parts | None = None) -> ActionRobustness:
    """Return the robustness of a player's actions over rows of a study; errors as in `action_robustness`."""
    paths = study.plan.design.paths
    return action_robustness(study.plan.scenario, study_rows(study, paths) if rows is None else rows, paths, player)


def leading_regimes(study: SolvedRows) -> list[str]:
    """Return the most frequent regimes as conditions, knife edges left out."""
    return [f"regime={regime.name}" for regime in study.regimes() if not regime.knife_edge][:MOST_REGIMES]


def usual_outputs(study: SolvedRows) -> list[str]:
    """Return the most frequent regimes, and the welfare where every game has an equilibrium that is described."""
    described = all(regime.profiles for regime in study.regimes())
    return [*leading_regimes(study), *(["welfare"] if described else [])]
