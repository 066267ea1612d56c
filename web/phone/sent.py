"""What a phone sends of a visit: JSON in, `TaskTold` out, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from sites.base import Frozen, Text
from sites.errors import Refused
from sites.findings_reading.office import Office
from sites.findings_reading.words_typed import fixed_at_once, moved_to
from sites.kept import CheckResult, Task
from sites.tasks import CheckLine, checklist
from sites.tasks.checklist import OTHER, asked_by
from sites.tasks.told import BodyTold, LineTold, TaskTold
from web.phone.sheet import line_name

Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{8,64}$")]


class SentLine(Frozen):
    """One line; ``line`` is its text as the ledger names it, 其他1 one that nobody listed."""

    item: Said = ""
    line: Said
    result: Literal["fit", "unfit", "not_applicable"]
    finding: Said = ""
    measure: Said = ""
    due: date | None = None
    at_once: bool = False
    photos: int = Field(0, ge=0, le=20)


class SentBody(Frozen):
    """One body's checklist, or why it was not inspected."""

    body: Said
    lines: tuple[SentLine, ...] = Field((), max_length=500)
    rest_fits: bool = False
    not_done: Said = ""


class SentVisit(Frozen):
    """One post. ``key`` is drawn on the phone: what arrives twice under it is recorded once.

    ``who`` filled it in: it is not recorded under the name of the next who logs in there.
    """

    key: Key
    who: Said
    bodies: tuple[SentBody, ...] = Field((), max_length=30)
    began: time | None = None
    ended: time | None = None
    present: tuple[Said, ...] = Field((), max_length=50)
    refusal: Said = ""
    note: Said = ""
    correct: bool = False


class SentPhoto(Frozen):
    """One picture of a line or, with ``stage`` other, of the visit (a signature)."""

    key: Key
    who: Said
    body: Said = ""
    item: Said = ""
    line: Said = ""
    name: Annotated[str, StringConstraints(max_length=120)] = ""
    content: str = Field(description="base64")


def told_from(task: Task, sent: SentVisit, office: Office, bodies: tuple[str, ...]) -> TaskTold:
    """Return what was told; raises `Refused` with all that cannot be recorded."""
    wrong = list(_wrong(task, sent, office, bodies))
    if wrong:
        zh, en = "；".join(w.zh for w in wrong), "; ".join(w.en for w in wrong)
        raise Refused(Text(zh=zh, en=en))
    present = () if set(sent.present) == set(task.officers) else sent.present
    return TaskTold(
        id=task.id,
        bodies=tuple(_body(task, body, office) for body in sent.bodies),
        began=_at(task, sent.began),
        ended=_at(task, sent.ended),
        present=present,
        refusal=sent.refusal,
        note=sent.note,
    )


def _at(task: Task, clock: time | None) -> datetime | None:
    return datetime.combine(task.on, clock) if clock else None


def _lines(task: Task, body: str, office: Office) -> tuple[CheckLine, ...]:
    needs = [n for n in task.needs if n.body == body]
    return checklist(needs, office.items.get(task.plan, {}))


def _wrong(task: Task, sent: SentVisit, office: Office, bodies: tuple[str, ...]) -> Iterator[Text]:
    if not any(b.lines or b.rest_fits or b.not_done for b in sent.bodies):
        yield Text(zh="一行都没有填", en="nothing is filled in")
    if sent.began and sent.ended and sent.ended < sent.began:
        yield Text(zh="离场时间早于到场时间", en="it ends before it begins")
    for person in sent.present:
        if person not in office.officers:
            yield Text(zh=f"执法人员表里没有“{person}”", en=f"nobody is called “{person}”")
    for body in sent.bodies:
        if body.body not in bodies:
            yield Text(zh=f"本任务不由{body.body}填写", en=f"{body.body} is not asked here")
            continue
        yield from _wrong_body(body, {_key(x): x for x in _lines(task, body.body, office)})


def _wrong_body(body: SentBody, known: dict[tuple[str, str], CheckLine]) -> Iterator[Text]:
    if body.not_done and (body.lines or body.rest_fits):
        yield Text(
            zh=f"{body.body}：检查结果和未检查原因只填一样",
            en=f"{body.body}: either results or the reason why it was not inspected",
        )
    for line in body.lines:
        asked = known.get((line.item, line.line))
        if asked is None and not line.line.startswith(OTHER.zh):
            yield Text(zh=f"检查表里没有“{line.line}”", en=f"no such line: “{line.line}”")
        if line.result == "unfit" and not line.finding and not (asked and asked.hazard):
            yield Text(zh=f"“{line.line}”不符合，请写明问题", en=f"“{line.line}”: what was found?")
        if line.result == "not_applicable" and asked and asked.hazard:
            yield Text(
                zh=f"“{line.line}”是复查，只能填符合或不符合",
                en=f"“{line.line}” is a re-check: it is put right, or it is not",
            )


def _key(line: CheckLine) -> tuple[str, str]:
    return line.item, line_name(line)


def _body(task: Task, sent: SentBody, office: Office) -> BodyTold:
    known = {_key(line): line for line in _lines(task, sent.body, office)}
    said = {(line.item, line.line): line for line in sent.lines}
    if sent.rest_fits:
        rest = (k for k, line in known.items() if k not in said and not line.hazard)
        said |= {k: SentLine(item=k[0], line=k[1], result="fit") for k in rest}
    marked = [known[key] for key in said if key in known]
    needs = [n for n in task.needs if n.body == sent.body]
    return BodyTold(
        body=sent.body,
        lines=tuple(_line(task, sent.body, x, known.get(k), office) for k, x in said.items()),
        needs=tuple(n.need for n in needs if any(asked_by(line, n) for line in marked)),
        rest_fits=sent.rest_fits,
        not_done=sent.not_done,
    )


def _line(
    task: Task, body: str, sent: SentLine, asked: CheckLine | None, office: Office
) -> LineTold:
    bad = sent.result == "unfit"
    measure, to = sent.measure if bad else "", moved_to(sent.measure) if bad else ""
    found = office.powers.find(to) if to else ()
    at_once = bad and (sent.at_once or fixed_at_once(measure, ""))
    result = CheckResult(
        task=task.id, body=body, item=sent.item, line=sent.line, result=sent.result,
        finding=sent.finding if bad else "", measure=measure,
        due=(task.on if at_once else sent.due) if bad else None,
    )  # fmt: skip
    return LineTold(
        result=result,
        name=asked.name.zh if asked else OTHER.zh,
        hazard=asked.hazard if asked else "",
        moved_to=found[0] if len(found) == 1 else to,
        at_once=at_once,
        picture=sent.photos > 0,
    )
