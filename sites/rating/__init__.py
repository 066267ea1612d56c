"""三色: the colour of a site, by an editable table over what its ledger says. Internal only.

``table`` holds what is taken off, ``lines`` finds what there is, ``assess`` makes a colour of it:
down at once, up one step at a time (``domain.md`` §2).
"""

from sites.rating.assess import Assessment, assess, by_hand
from sites.rating.facts import SiteFacts
from sites.rating.lines import Line
from sites.rating.table import DEFAULTS, TRIGGERS, scoring_table

__all__ = [
    "DEFAULTS",
    "TRIGGERS",
    "Assessment",
    "Line",
    "SiteFacts",
    "assess",
    "by_hand",
    "scoring_table",
]
