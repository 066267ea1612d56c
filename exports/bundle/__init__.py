"""What an offline bundle is: wheels for one platform, and what starts them without internet.

A folder to be carried to a computer of an office: ``wheels/`` holds the program and all it needs,
``start.cmd`` or ``start.sh`` is double-clicked, ``data/`` will hold the ledger. Fetching is not
done here: `collect` is given how.
"""

from exports.bundle.collect import Collected, collect, lacking
from exports.bundle.folder import Bundle, bundle_files
from exports.bundle.target import TARGETS, Target

__all__ = ["TARGETS", "Bundle", "Collected", "Target", "bundle_files", "collect", "lacking"]
