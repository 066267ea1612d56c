"""Peers: three vehicle-routing libraries on team orienteering with time windows.

Each leaves points out at a price, so each can express it; none can say that people of several
departments stand at one site from start to end together, so none can plan a week of ours.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from benchmarks.tours import Instance, matrix

THREADS = 2
PRIORITIES = 100


def or_tools(instance: Instance, seconds: float, seed: int) -> list[list[int]]:
    """OR-Tools routing: disjunctions priced by score, guided local search (it takes no seed)."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    legs, points, ticks = matrix(instance), instance.points, instance.ticks_per_unit
    manager = pywrapcp.RoutingIndexManager(len(points), instance.tours, 0)
    routing = pywrapcp.RoutingModel(manager)
    node = manager.IndexToNode
    drive = routing.RegisterTransitCallback(lambda a, b: legs[node(a)][node(b)])
    lasts = routing.RegisterTransitCallback(
        lambda a, b: legs[node(a)][node(b)] + points[node(a)].service * ticks
    )
    routing.SetArcCostEvaluatorOfAllVehicles(drive)
    opens, closes = points[0].opens * ticks, points[0].closes * ticks
    routing.AddDimension(lasts, closes, closes, False, "clock")
    clock = routing.GetDimensionOrDie("clock")
    for vehicle in range(instance.tours):
        clock.CumulVar(routing.Start(vehicle)).SetRange(opens, closes)
        clock.CumulVar(routing.End(vehicle)).SetRange(opens, closes)
    for k, point in enumerate(points[1:], 1):
        index = manager.NodeToIndex(k)
        clock.CumulVar(index).SetRange(point.opens * ticks, point.closes * ticks)
        routing.AddDisjunction([index], point.score * _more_than_any_way(instance))
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    enums = routing_enums_pb2
    parameters.first_solution_strategy = enums.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = enums.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(int(seconds * 1000))
    found = routing.SolveWithParameters(parameters)
    return [_followed(routing, found, node, v) for v in range(instance.tours)] if found else []


def _followed(routing: Any, found: Any, node: Any, vehicle: int) -> list[int]:
    order, index = [], found.Value(routing.NextVar(routing.Start(vehicle)))
    while not routing.IsEnd(index):
        order.append(node(index))
        index = found.Value(routing.NextVar(index))
    return order


def _more_than_any_way(instance: Instance) -> int:
    """A price above all travel of all tours, so that score comes first and travel second."""
    return instance.tours * instance.points[0].closes * instance.ticks_per_unit + 1


def vroom(instance: Instance, seconds: float, seed: int) -> list[list[int]]:
    """VROOM at its highest exploration level: scores as priorities, scaled where above 100."""
    import numpy
    import vroom as library

    ticks, (depot, *points) = instance.ticks_per_unit, instance.points
    most = max(p.score for p in points)
    given = library.Input()
    given.set_durations_matrix("car", numpy.array(matrix(instance), dtype=numpy.uint32))
    day = library.TimeWindow(depot.opens * ticks, depot.closes * ticks)
    given.add_vehicle(
        [library.Vehicle(k + 1, start=0, end=0, time_window=day) for k in range(instance.tours)]
    )
    given.add_job(
        [
            library.Job(
                k,
                k,
                default_service=p.service * ticks,
                priority=p.score if most <= PRIORITIES else p.score * PRIORITIES // most,
                time_windows=[library.TimeWindow(p.opens * ticks, p.closes * ticks)],
            )
            for k, p in enumerate(points, 1)
        ]
    )
    found = given.solve(5, nb_threads=THREADS, timeout=timedelta(seconds=seconds))
    steps = found.routes
    jobs = steps[steps["type"] == "job"]
    return [[int(k) for k in of["id"]] for _, of in jobs.groupby("vehicle_id", sort=True)]


def pyvrp(instance: Instance, seconds: float, seed: int) -> list[list[int]]:
    """PyVRP: optional clients with prizes above any travel."""
    from pyvrp import Model
    from pyvrp.stop import MaxRuntime

    ticks, (depot, *points) = instance.ticks_per_unit, instance.points
    model, legs, price = Model(), matrix(instance), _more_than_any_way(instance)
    places = [model.add_location(float(p.x), float(p.y)) for p in instance.points]
    home = model.add_depot(places[0])
    model.add_vehicle_type(
        instance.tours,
        start_depot=home,
        end_depot=home,
        tw_early=depot.opens * ticks,
        tw_late=depot.closes * ticks,
    )
    for place, point in zip(places[1:], points, strict=True):
        model.add_client(
            place,
            service_duration=point.service * ticks,
            tw_early=point.opens * ticks,
            tw_late=point.closes * ticks,
            prize=point.score * price,
            required=False,
        )
    for a, origin in enumerate(places):
        for b, target in enumerate(places):
            model.add_edge(origin, target, legs[a][b], legs[a][b])
    best = model.solve(MaxRuntime(seconds), seed=seed, collect_stats=False, display=False).best
    return [[int(v.idx) + 1 for v in route if v.is_client()] for route in best.routes()]
