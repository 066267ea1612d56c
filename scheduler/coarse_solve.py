"""Multipliers of a linear model's rows, named by an LP solver; what they prove is worked out apart.

GLOP was the fastest of those in OR-Tools here (HiGHS took three times as long, PDLP twice).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from scheduler.coarse_linear import Row
from scheduler.interruptible import interruptible


def multipliers(
    cost: Mapping[int, int],
    rows: Sequence[Row],
    most: Sequence[int],
    *,
    effort: float,
    seconds: float,
) -> list[float]:
    """A non-negative multiplier for each row, near the best; zeros if none was found in time.

    Ctrl-C stops the solver and is raised again.
    """
    model = mathopt.Model.from_model_proto(_model(cost, rows, most))
    params = mathopt.SolveParameters(time_limit=timedelta(seconds=max(seconds, 0.01)))
    params.glop.max_deterministic_time = effort
    result = _solve(model, params)
    if result is None or not result.has_dual_feasible_solution():
        return [0.0] * len(rows)
    duals = {c.id: value for c, value in result.dual_values().items()}
    return [max(0.0, -duals.get(k, 0.0)) for k in range(len(rows))]


def _solve(model: mathopt.Model, params: mathopt.SolveParameters) -> mathopt.SolveResult | None:
    stop = SolveInterrupter()
    found, interrupted = interruptible(
        lambda: mathopt.solve(model, mathopt.SolverType.GLOP, params=params, interrupter=stop),
        stop.interrupt,
    )
    if interrupted:
        raise KeyboardInterrupt
    return found[0] if found else None


def _model(
    cost: Mapping[int, int], rows: Sequence[Row], most: Sequence[int]
) -> model_pb2.ModelProto:
    proto = model_pb2.ModelProto()
    variables, limits = proto.variables, proto.linear_constraints
    variables.ids.extend(range(len(most)))
    variables.lower_bounds.extend([0.0] * len(most))
    variables.upper_bounds.extend(map(float, most))
    variables.integers.extend([False] * len(most))
    limits.ids.extend(range(len(rows)))
    limits.lower_bounds.extend([-float("inf")] * len(rows))
    limits.upper_bounds.extend(float(limit) for _, limit in rows)
    for x in sorted(cost):
        proto.objective.linear_coefficients.ids.append(x)
        proto.objective.linear_coefficients.values.append(float(cost[x]))
    matrix = proto.linear_constraint_matrix
    for k, (row, _) in enumerate(rows):
        summed: defaultdict[int, int] = defaultdict(int)
        for a, x in row:
            summed[x] += a
        own = sorted((x, a) for x, a in summed.items() if a)
        matrix.row_ids.extend([k] * len(own))
        matrix.column_ids.extend(x for x, _ in own)
        matrix.coefficients.extend(float(a) for _, a in own)
    return proto
