"""The ledger: the truth that workbooks and the board are faces of (DESIGN §6).

``nouns`` says what is kept, ``tables`` how, ``rows`` reads it, ``act`` writes it and tells it in
``event``s; ``ledger`` opens it. SQLAlchemy is known to this package alone.
"""

from sites.default_ledger import default_place
from sites.ledger.act import Act, Overtaken
from sites.ledger.event import Change, Event
from sites.ledger.ledger import Ledger, open_ledger
from sites.ledger.merging import merge_rows
from sites.ledger.nouns import NOUNS, Noun
from sites.ledger.rows import Rows

__all__ = [
    "NOUNS",
    "Act",
    "Change",
    "Event",
    "Ledger",
    "Noun",
    "Overtaken",
    "Rows",
    "default_place",
    "merge_rows",
    "open_ledger",
]
