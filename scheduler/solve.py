"""The only place where CP-SAT runs. One objective, one limit, stoppable, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ortools.sat.python import cp_model

from scheduler import transfer
from scheduler.board import Board
from scheduler.interruptible import interruptible
from scheduler.settings import Settings
from sites.plan import Plan

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
_STATUS: dict[Any, Status] = {
    cp_model.OPTIMAL: "optimal",
    cp_model.FEASIBLE: "feasible",
    cp_model.INFEASIBLE: "infeasible",
    cp_model.UNKNOWN: "unknown",
}


@dataclass
class Outcome:
    """What a search ended with: ``plan`` is there if some solution was found."""

    status: Status
    plan: Plan | None = None
    value: int = 0
    bound: int = 0
    interrupted: bool = False


def solve(
    board: Board,
    objective: Any,
    settings: Settings,
    *,
    effort: float,
    seconds: float,
) -> Outcome:
    """Minimise an expression on a board (any solution, if the objective is None).

    Ctrl-C stops the search and keeps the best solution.
    """
    board.model.clear_objective()
    if objective is not None:
        board.model.minimize(objective)
    solver = _solver(settings, effort, seconds)
    status, interrupted = _run(solver, board.model)
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(board.model.validate())
    outcome = Outcome(_STATUS[status], interrupted=interrupted)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        outcome.plan = transfer.read(board, solver.value)
        if objective is not None:
            outcome.value = round(solver.objective_value)
    if objective is not None and outcome.status != "infeasible":
        outcome.bound = max(0, _ceil(solver.best_objective_bound))
    return outcome


def _solver(settings: Settings, effort: float, seconds: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = effort
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    solver.parameters.random_seed = settings.seed
    # One worker: several are repeatable only when interleaved, which was slower here (ADR 0005).
    solver.parameters.num_workers = 1
    # These parts of presolve cost two thirds of the time of a street's board and shorten no proof.
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.max_presolve_iterations = 1
    solver.parameters.cp_model_use_sat_presolve = False
    solver.parameters.catch_sigint_signal = False
    return solver


def _run(solver: cp_model.CpSolver, model: cp_model.CpModel) -> tuple[Any, bool]:
    found, interrupted = interruptible(lambda: solver.solve(model), solver.stop_search)
    return found[0], interrupted


def _ceil(bound: float) -> int:
    """Round a bound of integer values up, forgiving the solver's floating point."""
    return -int(-(bound - 1e-6) // 1)
