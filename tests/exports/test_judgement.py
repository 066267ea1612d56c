"""What is told of pins that collide is no more than what was proven."""

from __future__ import annotations

from constraints import RULES
from exports.judgement import collision_faults
from sites.book import Pin

PINS = (
    Pin(how="must", site="A", cell="人工指定!A3"),
    Pin(how="must", site="B", cell="人工指定!A4"),
)


def test_a_set_that_may_hold_innocent_pins_says_so() -> None:
    rules = (RULES["pinned"], RULES["left_in_peace"])
    for fault in collision_faults(PINS, rules):
        assert "可能不相干" not in fault.in_("zh")
    for fault in collision_faults(PINS, rules, is_minimal=False):
        assert "可能不相干" in fault.in_("zh")
        assert "may not matter" in fault.in_("en")
