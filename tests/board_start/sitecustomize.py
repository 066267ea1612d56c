"""Makes a board of a test live at another time or on a slow disk: runs as its process starts."""

import os
import time

AHEAD = os.environ.get("BOARD_AHEAD")
"""Seconds its clock is put ahead, and of the processes it starts."""

SLOW = os.environ.get("BOARD_SLOW")
"""Seconds that whatever it reads beside its loop takes longer."""

if AHEAD:
    import time_machine

    time_machine.travel(time.time() + float(AHEAD), tick=True).start()

if SLOW:
    from nicegui import run

    at_once = run.io_bound

    async def slowly(work, *args, **named):
        def late():
            time.sleep(float(SLOW))
            return work(*args, **named)

        return await at_once(late)

    run.io_bound = slowly
