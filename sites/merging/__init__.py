"""Three-way merge by cell: a file that people edited meets a ledger that went on meanwhile.

Pure functions over rows; `sites.ledger.merging` brings the rows and writes what comes out.
"""

from sites.merging.cells import EXTRA, REASON, cells_of, with_cells
from sites.merging.nouns import Conflict, Reading
from sites.merging.report import MergeReport, RowChange
from sites.merging.three_way import Clash, Merged, merge_row

__all__ = [
    "EXTRA",
    "REASON",
    "Clash",
    "Conflict",
    "MergeReport",
    "Merged",
    "Reading",
    "RowChange",
    "cells_of",
    "merge_row",
    "with_cells",
]
