"""The board: the office's ledger and its week in a browser (extra ``web``).

One page = one public file of ``web/pages``, found by its name. A page shows and calls; what is
lawful, planned or counted is asked of the same functions as the command line. Nothing is loaded
from outside the machine.
"""
