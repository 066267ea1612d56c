"""From finding to closure (销号): an explicit machine over hazards, pure and without a database.

`moves.MOVES` is the table and `rules.SPECS` the rules; `machine` makes moves, `between` reads them
off a row that somebody typed in, `flags` and `next_step` say how a hazard stands as of a day.
"""

from sites.closure.between import LIFE_FIELDS, moves_between
from sites.closure.machine import after, found, lawful_moves, moved
from sites.closure.move import KINDS, STATES, TITLES, Move, MoveKind, State
from sites.closure.moves import MOVES
from sites.closure.next_step import next_step
from sites.closure.rules import SPECS
from sites.closure.world import Ambiguous, World, world_of

__all__ = [
    "KINDS",
    "LIFE_FIELDS",
    "MOVES",
    "SPECS",
    "STATES",
    "TITLES",
    "Ambiguous",
    "Move",
    "MoveKind",
    "State",
    "World",
    "after",
    "found",
    "lawful_moves",
    "moved",
    "moves_between",
    "next_step",
    "world_of",
]
