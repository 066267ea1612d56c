"""What a need weighs in coverage: the numbers are settings, all of them [estimate].

Weights order needs when there are not people enough for all; they say nothing about officers.
"""

from __future__ import annotations

from sites.book import Colour, Settings

MOST_WEEKS_LATE = 5
MOST_HAZARDS = 6


def need_weight(
    settings: Settings,
    colour: Colour,
    *,
    weeks_late: int = 0,
    complaints: int = 0,
    hazards: int = 0,
    statutory: bool = False,
) -> int:
    """Return the weight of a need: its site's colour, then lateness, complaints and hazards.

    Lateness counts whole weeks, five at most; hazards open at the site count six at most, so that
    an old backlog never outweighs everything else; complaints are those open at the site.

    >>> need_weight(Settings(), "red")
    100
    >>> need_weight(Settings(), "yellow", weeks_late=2, complaints=1, hazards=3)
    115
    >>> need_weight(Settings(), "green", weeks_late=40, hazards=90, statutory=True)
    140
    """
    return (
        {
            "red": settings.weight_red,
            "yellow": settings.weight_yellow,
            "green": settings.weight_green,
        }[colour]
        + settings.weight_week_late * min(max(weeks_late, 0), MOST_WEEKS_LATE)
        + settings.weight_complaint * complaints
        + settings.weight_hazard * min(hazards, MOST_HAZARDS)
        + settings.weight_statutory * statutory
    )
