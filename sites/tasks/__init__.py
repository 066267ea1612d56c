"""What a published plan asks of people, and what they tell of it: tasks, and how they went.

Pure functions over nouns: ``numbers`` and ``from_plan`` make tasks of a plan, ``checklist`` says
the lines of their papers, ``outcome`` what a task is after people told of it, ``found`` and
``made_visits`` hazards and rows of 检查记录, ``promises`` what is still to come.
"""

from __future__ import annotations

from sites.tasks.checklist import CheckLine, checklist
from sites.tasks.from_plan import kept_plan, plan_id, tasks_of
from sites.tasks.numbers import TASK_NUMBER, task_numbers
from sites.tasks.promises import still_promised

__all__ = [
    "TASK_NUMBER",
    "CheckLine",
    "checklist",
    "kept_plan",
    "plan_id",
    "still_promised",
    "task_numbers",
    "tasks_of",
]
