"""Two ledgers, one truth: which rows of another ledger are rows we have (docs/matching.md)."""

from sites.matching.companies import Alias, aliases
from sites.matching.doubts import Doubt, OtherName
from sites.matching.hazards import same_hazards
from sites.matching.pairs import Pair
from sites.matching.places import PlaceRow, same_places

__all__ = [
    "Alias",
    "Doubt",
    "OtherName",
    "Pair",
    "PlaceRow",
    "aliases",
    "same_hazards",
    "same_places",
]
