"""Puts the clock of a process, and of those it starts, ahead: on the path of a board of a test."""

import os
import time

AHEAD = os.environ.get("BOARD_AHEAD")
"""Seconds; unset where this file is only looked at."""

if AHEAD:
    import time_machine

    time_machine.travel(time.time() + float(AHEAD), tick=True).start()
