"""Needs → visit slots: which needs of a site may share a visit, and how many visits that takes."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from constraints._registry import Rule
from sites.need import Need
from sites.round import Round, Visit


def bundle(round: Round, rules: Iterable[Rule]) -> Round:
    """Return the round with the visit slots its needs call for.

    Two needs are joined in a graph where every rule's ``may_join`` lets them share a visit. A
    cover of that graph by cliques (a colouring of its complement) tells how many visits the
    routine and campaign needs of a site take; every urgent need may have to go on a day of its own.
    Every slot may meet any need of its site, so the search is free to split them otherwise.
    """
    asked = [r for r in rules if r.has("may_join")]
    visits = [
        Visit(id=f"{site.id}#{k + 1}", site=site.id, order=k, needs=tuple(n.id for n in needs))
        for site in round.sites
        if (needs := round.needs_at[site.id])
        for k in range(_slots(needs, joinable(needs, asked, round)))
    ]
    return round.but(visits=tuple(visits))


def joinable(needs: Iterable[Need], rules: Iterable[Rule], round: Round) -> nx.Graph:
    """The graph of a site's needs, joined where they may share a visit."""
    listed = tuple(needs)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(n.id for n in listed)
    questions = [(rule.module.may_join, rule.params(round)) for rule in rules]
    for i, a in enumerate(listed):
        for b in listed[:i]:
            if all(may_join(a, b, params) for may_join, params in questions):
                graph.add_edge(a.id, b.id)
    return graph


def _slots(needs: tuple[Need, ...], graph: nx.Graph[str]) -> int:
    """Visits that are always enough: one for each urgent need, and a clique cover of the rest."""
    urgent = [n.id for n in needs if n.kind in ("case", "recheck")]
    rest = graph.subgraph(n.id for n in needs if n.id not in urgent)
    colours = nx.greedy_color(nx.complement(rest), strategy="DSATUR")
    return len(urgent) + max(colours.values(), default=-1) + 1
