"""One body's checklist as people filled it in: results, findings, and which needs were met."""

from __future__ import annotations

from collections.abc import Sequence

from sites.base import Text
from sites.findings_reading.office import Office
from sites.findings_reading.told import Page, PaperLine, Said
from sites.findings_reading.words_typed import (
    deadline_of,
    fixed_at_once,
    liable_in,
    moved_to,
    person_in,
    photo_names,
)
from sites.kept import CheckResult, Task
from sites.reading.cells import Unreadable, seen
from sites.reading.findings import Findings, Spot, quoted
from sites.roster_words import word
from sites.tasks.checklist import OTHER, CheckLine, asked_by, checklist
from sites.tasks.told import BodyTold, LineTold
from sites.vocabulary import fold

_FINE = {
    fold(word) for word in ("正常", "良好", "无问题", "未发现问题", "未见异常", "合格", "符合")
}
FIT = Text(zh="空白（结果为符合或不适用时），或把结果改为不符合", en="nothing, or the result “no”")
WHAT = Text(zh="写明存在的问题（结果为不符合）", en="what was found (the result is “no”)")
ONE_OF_BOTH = Text(
    zh="只填一样：检查结果，或未检查原因",
    en="either results or the reason why it was not inspected",
)


def body_told(
    task: Task, body: str, pages: Sequence[Page], office: Office, findings: Findings
) -> BodyTold:
    """Return what the pages of one body tell, those of several copies taken together."""
    needs = [n for n in task.needs if n.body == body]
    known = _known(checklist(needs, office.items.get(task.plan, {})))
    rest = any(page.rest_fits for page in pages)
    reader = _Lines(task, body, office, findings)
    lines: dict[tuple[str, str], tuple[PaperLine, LineTold | None]] = {}
    marked: list[CheckLine] = []
    for page in pages:
        others = 0
        for line in page.lines:
            asked = known.get((fold(line.name), fold(line.check)))
            if asked is None:
                others += 1
            by_rest = rest and asked is not None and not asked.hazard and line.choice == ""
            if line.filled or by_rest:
                told = reader.told(line, asked, others, by_rest)
                _add(
                    lines,
                    (asked.item if asked else "", line_name(line, asked, others)),
                    line,
                    told,
                    findings,
                )
                if told is not None and asked is not None:
                    marked.append(asked)
    met = tuple(n.need for n in needs if any(asked_by(line, n) for line in marked))
    why = _reason(pages, findings)
    if why is not None and (rest or len(met) == len(needs)):
        findings.fault(why.spot, quoted(seen(why.value)), ONE_OF_BOTH)
    return BodyTold(
        body=body,
        lines=tuple(told for _, told in lines.values() if told is not None),
        needs=met,
        rest_fits=rest,
        not_done=seen(why.value).strip() if why else "",
    )


def _reason(pages: Sequence[Page], findings: Findings) -> Said | None:
    """未检查原因 of a body; a fault if copies of its page give several."""
    told = [page.said["not_done"] for page in pages if "not_done" in page.said]
    for other in told[1:]:
        if seen(other.value).strip() != seen(told[0].value).strip():
            findings.fault(other.spot, quoted(seen(other.value)), same_as(told[0]))
    return told[0] if told else None


def same_as(said: Said) -> Text:
    """What a cell that says otherwise ought to say."""
    told = seen(said.value)
    return Text(zh=f"与{said.spot}相同（{told}）", en=f"the same as {said.spot} ({told})")


def line_name(line: PaperLine, asked: CheckLine | None, others: int) -> str:
    """What names a line among those of its item: its text; one that nobody listed by its place."""
    if asked is None:
        return f"{OTHER.zh}{others}"
    return asked.check.zh or asked.name.zh


def _known(lines: Sequence[CheckLine]) -> dict[tuple[str, str], CheckLine]:
    return {
        (fold(line.name.in_(lang)), fold(line.check.in_(lang))): line
        for line in lines
        for lang in ("zh", "en")
    }


def _add(
    lines: dict[tuple[str, str], tuple[PaperLine, LineTold | None]],
    key: tuple[str, str],
    line: PaperLine,
    told: LineTold | None,
    findings: Findings,
) -> None:
    """Keep a line; of two copies the one that was filled in, and a fault if both differ."""
    if key not in lines or (told is not None and not lines[key][0].filled):
        lines[key] = (line, told)
        return
    first, before = lines[key]
    if told is None or before is None or not line.filled or told == before:
        return
    expected = Text(zh=f"与{first.spot}相同的内容", en=f"what {first.spot} says")
    findings.fault(line.spot, _shown(told), expected)


def _shown(told: LineTold) -> Text:
    zh, en = (word("results", told.result.result, lang) for lang in ("zh", "en"))
    found = f" {told.result.finding}" if told.result.finding else ""
    return Text(zh=f"“{zh}{found}”", en=f"“{en}{found}”")


class _Lines:
    """Reads the lines of one body at one task."""

    def __init__(self, task: Task, body: str, office: Office, findings: Findings):
        self.task, self.body, self.office, self.findings = task, body, office, findings

    def told(
        self, line: PaperLine, asked: CheckLine | None, others: int, by_rest: bool
    ) -> LineTold | None:
        """Return what a line tells; None if only that nobody looked (未查)."""
        finding, measure = self._text(line, "finding"), self._text(line, "measure")
        result = "fit" if by_rest and not line.filled else self._result(line, asked, finding)
        if result is None:
            return None
        due, sent = line.said.get("due"), moved_to(measure)
        at_once = fixed_at_once(measure, seen(due.value) if due else "")
        return LineTold(
            result=CheckResult(
                task=self.task.id,
                body=self.body,
                item=asked.item if asked else "",
                line=line_name(line, asked, others),
                result=result,
                finding="" if fold(finding) in _FINE else finding,
                measure=measure,
                due=self._due(due, at_once) if due else None,
            ),
            name=asked.name.zh if asked else (line.check or line.name),
            hazard=asked.hazard if asked else "",
            moved_to=self._body(sent),
            at_once=at_once,
            photos=photo_names(finding, measure),
            picture=line.picture,
            liable=liable_in(measure),
            person=person_in(measure),
        )

    def _result(self, line: PaperLine, asked: CheckLine | None, finding: str) -> str | None:
        wrong = finding != "" and fold(finding) not in _FINE
        if line.choice in ("fit", "not_applicable") and wrong:
            self.findings.fault(line.said["finding"].spot, quoted(finding), FIT)
        if line.choice == "unfit" and not finding and (asked is None or not asked.hazard):
            self.findings.fault(_spot_of(line, "finding"), Text(zh="空白", en="nothing"), WHAT)
        if line.choice in ("", "not_seen"):
            return "unfit" if wrong and line.choice == "" else None
        return line.choice

    def _due(self, said: Said, at_once: bool) -> object:
        try:
            return deadline_of(said.value, self.task.on, self.office.calendar)
        except Unreadable as error:
            if at_once:
                return self.task.on
            self.findings.fault(said.spot, quoted(seen(said.value)), error.expected)
            return None

    def _body(self, text: str) -> str:
        """A body by its own name; another unit as it was written."""
        found = self.office.powers.find(text) if text else ()
        return found[0] if len(found) == 1 else text

    @staticmethod
    def _text(line: PaperLine, key: str) -> str:
        said = line.said.get(key)
        return seen(said.value).strip() if said else ""


def _spot_of(line: PaperLine, key: str) -> Spot:
    said = line.said.get(key)
    return said.spot if said else line.spot
