"""Papers meet the ledger: a task's pages become what was told of it, or faults with cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sites.base import Text
from sites.findings_reading.lines_told import body_told, same_as
from sites.findings_reading.office import Office
from sites.findings_reading.recognised import FoundFile
from sites.findings_reading.told import Page, Said, WeekRow
from sites.findings_reading.words_typed import clocks_of
from sites.kept import Task
from sites.reading.cells import Unreadable, as_list, as_text, seen
from sites.reading.findings import Findings, Spot, quoted
from sites.roster_words import key_of
from sites.tasks.told import BodyTold, TaskTold

A_TASK = Text(zh="台账中已发布计划的任务编号", en="the number of a task that is published")
_STILL = "已取消"


def tasks_told(
    files: Sequence[FoundFile], office: Office, findings: Findings
) -> tuple[TaskTold, ...]:
    """Return what all files together tell of each task, in the order of their numbers.

    What two files say differently of one thing is a fault: neither is taken for the truth.
    """
    pages = _by_task(files, office, findings)
    rows = [row for file in files for row in file.week_rows if row.said]
    orders = [order for file in files for order in file.orders]
    for spot, number in [(r.spot, r.task) for r in rows] + [(s.spot, t) for t, s in orders]:
        _known(number, spot, office, findings)
    named = {*pages, *(r.task for r in rows), *(t for t, _ in orders)} & office.tasks.keys()
    told = []
    for number in sorted(named):
        task = office.tasks[number]
        reader = _Reader(task, office, findings)
        reader.pages(pages.get(number, []))
        for row in (r for r in rows if r.task == number):
            reader.week_row(row)
        for _, said in (o for o in orders if o[0] == number):
            reader.order(said)
        told.append(reader.told())
    return tuple(told)


def named_tasks(files: Iterable[FoundFile]) -> tuple[str, ...]:
    """Numbers of all tasks that the files name and tell something of."""
    found = [p.task for f in files for p in f.pages]
    found += [r.task for f in files for r in f.week_rows if r.said]
    found += [task for f in files for task, _ in f.orders]
    return tuple(dict.fromkeys(n for n in found if n))


def _by_task(
    files: Sequence[FoundFile], office: Office, findings: Findings
) -> dict[str, list[Page]]:
    """Pages of the tasks that anything was written of."""
    found: dict[str, list[Page]] = {}
    for page in (page for file in files for page in file.pages):
        if page.task:
            found.setdefault(page.task, []).append(page)
        elif page.filled or page.said:
            nothing = Text(zh="没有任务编号的一页", en="a page without a task number")
            findings.fault(page.spot, nothing, A_TASK)
    told = {n: pages for n, pages in found.items() if any(p.filled or p.said for p in pages)}
    for number, pages in told.items():
        _known(number, pages[0].spot, office, findings)
    return {number: pages for number, pages in told.items() if number in office.tasks}


def _known(number: str, spot: Spot, office: Office, findings: Findings) -> None:
    if number not in office.tasks:
        findings.fault(spot, quoted(number), A_TASK)


class _Reader:
    """Collects what is told of one task; the first to say a thing is remembered with its place."""

    def __init__(self, task: Task, office: Office, findings: Findings):
        self.task, self.office, self.findings = task, office, findings
        self.fields: dict[str, Any] = {}
        self.said: dict[str, Said] = {}
        self.bodies: list[BodyTold] = []
        self.settled: dict[str, bool | None] = {}

    def told(self) -> TaskTold:
        """Return it."""
        settled = tuple(self.settled.items())
        return TaskTold(id=self.task.id, bodies=tuple(self.bodies), settled=settled, **self.fields)

    def pages(self, pages: Sequence[Page]) -> None:
        """Take cover and body pages; without a mark on any of them nothing is said of the check."""
        for page in pages:
            self._labels(page)
        by_body: dict[str, list[Page]] = {}
        for page in pages:
            if page.body is not None and (body := self._body(page)):
                by_body.setdefault(body, []).append(page)
        if not any(p.filled for p in pages):
            if "began" in self.fields:
                self.findings.warn(
                    f"任务{self.task.id}填了起止时间，检查表全部空白，未计为已检查",
                    f"task {self.task.id}: times are filled in, all checklists are blank; "
                    "not taken as carried out",
                )
            return
        for body, several in by_body.items():
            self.bodies.append(body_told(self.task, body, several, self.office, self.findings))

    def _body(self, page: Page) -> str:
        """The body of a page; a fault if the task has no such."""
        own = list(dict.fromkeys(n.body for n in self.task.needs))
        body = (page.body or "").strip()
        if body in own:
            return body
        if page.filled:
            expected = Text(zh=f"本任务的部门：{'、'.join(own)}", en=f"one of {', '.join(own)}")
            self.findings.fault(page.spot, quoted(body), expected)
        return ""

    def _labels(self, page: Page) -> None:
        for key, said in page.said.items():
            if key == "code":
                self._set(key, said)
            elif key == "refusal":
                self._refused(seen(self._with_witness(page, said).value).strip())
            elif key == "task_no":
                self._platform_no(said)
            elif key == "not_done" and page.body is None:
                self._set("not_done", said)
            elif key in ("actual", "present"):
                self._read(key, said)

    def _refused(self, text: str) -> None:
        """Pages of several bodies may tell of several refusals."""
        told = self.fields.get("refusal", "")
        if text not in told:
            self.fields["refusal"] = f"{told}；{text}" if told else text

    def _read(self, key: str, said: Said) -> None:
        try:
            if key == "present":
                self._set("present", said, self._people(said))
                return
            began, ended = clocks_of(said.value, self.task.on)
            self._set("began", said, began)
            if ended:
                self._set("ended", said, ended)
        except Unreadable as error:
            self.findings.fault(said.spot, quoted(seen(said.value)), error.expected)

    def _people(self, said: Said) -> tuple[str, ...]:
        found = []
        for name in as_list(as_text(said.value)):
            ids = self.office.people.find(name)
            if len(ids) != 1:
                near = self.office.people.like(name)
                hint = (
                    Text(zh=f"（“{near}”？）", en=f" (“{near}”?)") if near else Text(zh="", en="")
                )
                raise Unreadable(
                    Text(
                        zh=f"执法人员表里的一个人：{name}{hint.zh}",
                        en=f"one person of the office for {name}{hint.en}",
                    )
                )
            found.append(ids[0])
        return tuple(found)

    def _with_witness(self, page: Page, said: Said) -> Said:
        witness = page.said.get("witness")
        return (
            Said(f"{seen(said.value)}；见证人：{seen(witness.value)}", said.spot)
            if witness
            else said
        )

    def _platform_no(self, said: Said) -> None:
        """A number that a person typed; what the program printed there is none."""
        printed = {part for n in self.task.needs for part in n.task_no.split("、")}
        lines = (line.strip() for line in seen(said.value).splitlines())
        typed = [
            x
            for x in lines
            if x and x not in printed and "预抽" not in x and "pre" not in x.lower()
        ]
        if typed:
            self._set("platform_no", said, "、".join(typed))

    def week_row(self, row: WeekRow) -> None:
        """Take what stands beside the visit in 周检查计划."""
        for key, said in row.said.items():
            if key == "task_no":
                self._platform_no(said)
            elif key in ("code", "note"):
                self._set(key, said)
        state = row.said.get("state")
        if state is None:
            return
        if key_of("states", seen(state.value)) == "done":
            self.fields["made"] = True
        else:
            note = row.said.get("note")
            self._set("not_done", note or Said(_STILL, state.spot))

    def order(self, said: Said) -> None:
        """办结工单: numbers of complaints that this visit settled, 属实 or 不属实 behind them."""
        own = [c for n in self.task.needs for c in n.complaints]
        for piece in as_list(seen(said.value)):
            number = next(
                (c for c in sorted(own, key=len, reverse=True) if piece.startswith(c)), ""
            )
            if not number:
                listed = "、".join(own)
                expected = Text(zh=f"本任务的工单：{listed}", en=f"an order of this task: {listed}")
                self.findings.fault(said.spot, quoted(piece), expected)
                continue
            rest = piece.removeprefix(number)
            self.settled[number] = None if "属实" not in rest else "不属实" not in rest

    def _set(self, key: str, said: Said, value: Any = None) -> None:
        value = seen(said.value).strip() if value is None else value
        if key in self.said and self.fields[key] != value:
            expected = same_as(self.said[key])
            self.findings.fault(said.spot, quoted(seen(said.value)), expected)
            return
        self.fields[key], self.said[key] = value, said


def pages_of(files: Iterable[FoundFile], task: str) -> Iterator[Page]:
    """Every page of a task in all files."""
    yield from (p for f in files for p in f.pages if p.task == task)
