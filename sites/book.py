"""The nouns of a street's workbook: one class for a row of each sheet, and the book of all.

The sheets and their columns are those of ``sheets.toml``; a test asserts that every field here
has its column there. Times of day are minutes since midnight.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from sites.base import Frozen, Text
from sites.drawn import DrawnTask
from sites.standing import Exchange, Incident, Member, Penalty, ScoreRule, ScoreSheet

Colour = Literal["red", "yellow", "green"]
Datum = Literal["GCJ-02", "BD-09", "WGS-84"]
Kind = Literal["routine", "campaign", "case", "recheck"]
Power = Literal["statutory", "conferred", "posted", "entrusted"]
DayPart = Literal["am", "pm", "night", "day"]
Rain = Literal["postpone", "as_planned", "must"]
Weather = Literal["rain", "wind", "heat", "smog", "typhoon", "flood"]
Minute = int


class Company(Frozen):
    """企业: a builder, owner, supervisor or canteen operator; ``id`` is its credit code or name."""

    id: str
    name: str
    short_name: str = ""
    credit_class: str = ""
    pledge_on: date | None = None


class Site(Frozen):
    """工地: one building site."""

    id: str
    name: str
    address: str = ""
    permit: str = ""
    owner: str = Field("", description="建设单位, a Company id")
    builder: str = Field("", description="施工单位, a Company id")
    supervisor: str = Field("", description="监理单位, a Company id")
    canteen: str = Field("", description="食堂经营者, a Company id")
    regulator: str = ""
    street: str = ""
    zone: str = ""
    community: str = ""
    stage: str = ""
    status: Literal["active", "stopped", "finished"] = "active"
    starts_on: date | None = None
    ends_on: date | None = None
    manager: str = ""
    chief_supervisor: str = ""
    contact: str = ""
    phone: str = ""
    colour: Colour = "green"
    rated_on: date | None = None
    rated_why: str = ""
    monitors: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    datum: Datum | None = None
    opens: Minute | None = Field(None, ge=0, le=10_080)
    closes: Minute | None = Field(None, ge=0, le=10_080)
    closed_days: tuple[date, ...] = Field((), description="禁查日期: pouring, exams")
    note: str = ""

    @property
    def companies(self) -> tuple[str, ...]:
        """Ids of the companies at the site, without blanks or repeats, in a fixed order."""
        named = (self.builder, self.owner, self.supervisor, self.canteen)
        return tuple(dict.fromkeys(c for c in named if c))


class Body(Frozen):
    """部门: a department; ``acts_as`` is the body (实施主体) in whose name it inspects."""

    id: str
    type: Literal["enforcing", "posted", "partner"] = "enforcing"
    acts_as: str = ""
    count_by: Literal["company", "project"] = "company"
    ceiling: int | None = Field(None, ge=0)
    recheck_days: int = Field(3, ge=0)
    recheck_in: Literal["workdays", "days"] = "workdays"
    paper_recheck: bool = Field(False, description="the law lets it re-check on paper (书面复查)")
    min_people: int = Field(1, ge=1)
    own: bool | None = Field(None, description="街道自有队伍; None: its name holds the street's")
    contact: str = ""
    phone: str = ""

    @property
    def enforcing(self) -> str:
        """The enforcing body (实施主体): its own name unless it acts in another's."""
        return self.acts_as or self.id


class Officer(Frozen):
    """执法人员: a person who may stand at the gate, certified or not."""

    id: str
    name: str
    body: str = Field(description="编制单位, a Body id")
    kind: Literal["officer", "auxiliary", "expert", "driver"] = "officer"
    posted_to: tuple[str, ...] = Field((), description="派驻街道; empty: anywhere in the book")
    acts_for: tuple[str, ...] = Field((), description="可代表实施主体, enforcing bodies")
    certificate: str = ""
    certificate_until: date | None = None
    skills: tuple[str, ...] = ()
    zone: str = ""
    base: str = Field("", description="出发地; empty: the office")
    own_way: bool = Field(False, description="自行前往: needs no office vehicle")
    phone: str = ""

    def certified(self, day: date) -> bool:
        """Whether a certificate is held and valid on ``day`` (执法证有效期, last day included)."""
        return (
            self.kind == "officer"
            and bool(self.certificate)
            and (self.certificate_until is None or day <= self.certificate_until)
        )


class Grant(Frozen):
    """授权依据: lets an officer (or all officers of a body) use the power of an enforcing body.

    ``officer`` empty means every officer of ``body``. ``items`` empty means all items.
    ``bodies_at_once`` lets one person stand for so many enforcing bodies in one visit.
    """

    officer: str = ""
    body: str = ""
    acts_for: str
    source: Power
    document: str = ""
    items: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    bodies_at_once: int = Field(1, ge=1)


class Absence(Frozen):
    """请假值班: days (and a part of the day) on which an officer cannot be planned."""

    officer: str
    first: date
    last: date
    part: DayPart = "day"
    reason: Literal["leave", "duty", "callout", "training", "court", "rest", "standby"] = "leave"
    noted_at: date | None = None


class Item(Frozen):
    """检查事项: one listed item of one enforcing body, and for which sites it is due."""

    code: str
    name: str
    body: str = Field(description="实施主体")
    power: Power = "statutory"
    target: str = ""
    traits: tuple[str, ...] = Field((), description="any of these site traits; empty: every site")
    stages: tuple[str, ...] = Field((), description="any of these stages; empty: every stage")
    days_red: int | None = Field(None, ge=1, description="calendar days between routine checks")
    days_yellow: int | None = Field(None, ge=1)
    days_green: int | None = Field(None, ge=1)
    mode: str = ""
    offsite_ok: bool = False
    onsite_reason: str = ""
    rain: Rain = "as_planned"
    give_notice: bool = False
    minutes: Minute = Field(30, ge=0)
    skills: tuple[str, ...] = ()
    listed: bool = Field(True, description="on the published list (清单之内)")
    on: bool = Field(True, description="used by needs; the defaults that wait for a list are off")
    likely_filed: bool = Field(False, description="likely to be filed: two of the body's own")
    checks: tuple[str, ...] = Field((), description="lines of the site's checklist")
    basis: str = ""
    mark: str = Field("", description="sure, recalled or estimate: where the row comes from")

    def days(self, colour: Colour) -> int | None:
        """Calendar days between two routine checks at a site of that colour; None: never due."""
        return {"red": self.days_red, "yellow": self.days_yellow, "green": self.days_green}[colour]


class PastVisit(Frozen):
    """检查记录: one visit that happened, for one enforcing body."""

    site: str
    on: date
    body: str
    kind: Kind = "routine"
    items: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    joint: bool = False
    counted: bool | None = Field(None, description="是否计入频次; None: by the rule")
    from_above: bool = False
    task_no: str = ""
    code: str = ""
    approval: str = ""
    starts: Minute | None = None
    ends: Minute | None = None
    result: str = ""
    refused: bool = False
    published_on: date | None = None
    origin: str = ""
    onsite: bool = True


class Complaint(Frozen):
    """投诉: an order number and its clocks; never a name or a phone."""

    id: str
    site: str
    on: date
    channel: str = ""
    sent_at: datetime | None = None
    body: str = ""
    content: str = ""
    contact_by: datetime | None = None
    arrive_by: datetime | None = None
    finish_by: date | None = None
    repeat: bool = False
    verified: bool | None = None
    closed_on: date | None = None
    called_back: str = ""


class Campaign(Frozen):
    """计划与交办: a plan or an order (专项) with its number, its dates and whom it concerns."""

    id: str = Field(description="计划文号")
    name: str = ""
    issuer: str = ""
    from_above: bool = False
    first: date
    last: date
    body: str = Field(description="实施主体")
    items: tuple[str, ...] = ()
    sites: tuple[str, ...] = Field((), description="empty: every site the rest selects")
    zones: tuple[str, ...] = ()
    colours: tuple[Colour, ...] = ()
    traits: tuple[str, ...] = ()
    state: Literal["draft", "submitted", "approved", "cancelled"] = "approved"
    minutes: Minute | None = Field(None, ge=0)


class Recusal(Frozen):
    """回避: the officer stays away from a site or from every site of a company."""

    officer: str
    site: str = ""
    company: str = ""
    reason: str = ""
    decided_by: str = ""
    first: date | None = None
    last: date | None = None

    def bars(self, site: Site, day: date) -> bool:
        """Whether it keeps the officer from that site on that day."""
        named = self.site == site.id or (self.company != "" and self.company in site.companies)
        return (
            named
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )


class Vehicle(Frozen):
    """车辆: an office vehicle; seats do not count the driver's."""

    id: str
    seats: int = Field(ge=1)
    driver: str = ""
    base: str = ""
    parts: tuple[DayPart, ...] = Field((), description="可用时段; empty: all")
    closed_days: tuple[date, ...] = ()


class Pin(Frozen):
    """人工指定: what the clerk fixed, wants, forbids or overrides, with reason and name.

    ``must``: the site is visited (on that day or part, by those officers, when given).
    ``never``: the site (or, with ``officers``, these people there) is not planned (that day).
    ``fixed``: as ``must``, and nobody else than ``officers`` may come.
    ``override``: the local rule ``rule`` does not look at the visits of this site.
    """

    how: Literal["must", "never", "fixed", "override"]
    site: str = ""
    day: date | None = None
    part: DayPart | None = None
    officers: tuple[str, ...] = ()
    rule: str = ""
    reason: str = ""
    by: str = ""
    until: date | None = None
    cell: str = Field("", description="where it stands, as 人工指定!A3")


class DayMark(Frozen):
    """节假日与天气: a day declared off or working, or marked with weather."""

    on: date
    working: bool | None = None
    weather: tuple[Weather, ...] = ()
    reason: str = ""
    suspended: bool = Field(False, description="a flood or typhoon response suspends the plan")


class RuleSetting(Frozen):
    """规则: one number of one rule, as the office set it."""

    rule: str
    param: str
    value: str
    unit: str = ""
    basis: str = ""
    changed_by: str = ""
    changed_on: date | None = None
    cell: str = ""


class Place(Frozen):
    """出发地与片区: a base or a zone with its coordinates."""

    id: str
    lon: float
    lat: float
    datum: Datum | None = None
    is_zone: bool = False


class Leg(Frozen):
    """路程: minutes from one place or site to another, over-riding the great circle."""

    origin: str
    target: str
    minutes: float = Field(ge=0)


class Hazard(Frozen):
    """问题隐患台账: one hazard and its way to closure.

    ``extra`` keeps, heading by heading, the columns we do not know; ``typed`` keeps, field by
    field, what a person wrote where the model cannot hold it (a deadline 立即整改, 王某/李某).
    Both are written back as they were.
    """

    id: str
    site: str = Field("", description="检查工点, a Site id, or the text found")
    found_on: date | None = None
    found_by_body: str = ""
    finders: tuple[str, ...] = ()
    subject: str = Field("", description="检查项目")
    what: str
    type: str = ""
    grade: str = ""
    measure: str = ""
    due: date | None = None
    liable: str = Field("", description="整改责任单位")
    liable_person: str = ""
    fixed_on: date | None = None
    closing: str = Field("", description="销号情况, as the office wrote it")
    task_no: str = ""
    body: str = Field("", description="责令主体")
    clause: str = ""
    place: str = Field("", description="部位")
    fixed_at_once: bool | None = None
    notice_no: str = ""
    extended_to: date | None = None
    extended_by: str = ""
    replied_on: date | None = None
    evidence: str = ""
    round: int = Field(0, ge=0, description="复查轮次")
    rechecker_1: str = ""
    rechecker_2: str = ""
    rechecked_on: date | None = None
    recheck_result: Literal["passed", "failed"] | None = Field(
        None, description="复查结论 of the last re-check; None: it waits for one"
    )
    recheck_mode: Literal["onsite", "paper"] | None = None
    reviewer: str = ""
    closed_on: date | None = None
    moved_to: str = ""
    moved_on: date | None = None
    moved_reply: str = ""
    filed_on: date | None = None
    case_no: str = ""
    stopped_on: date | None = None
    resumed_on: date | None = None
    reported_on: date | None = Field(None, description="重大隐患上报日期")
    listed_on: date | None = Field(None, description="挂牌督办日期")
    reminded_on: date | None = Field(None, description="催办日期, of this deadline")
    talked_on: date | None = Field(None, description="约谈日期, of this deadline")
    cancelled_on: date | None = None
    cancelled_by: str = Field("", description="撤销批准人")
    state: Literal["open", "recheck", "closed", "moved", "moved_done", "cancelled", "paused"] = (
        "open"
    )
    unverified: bool = Field(False, description="未核: its state was imported, not judged here")
    note: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    typed: tuple[tuple[str, str], ...] = ()


class Settings(Frozen):
    """设置: what holds for the whole book. Defaults marked [estimate] in ``domain.md`` §6."""

    street: str = ""
    today: date | None = Field(None, description="截至日期")
    datum: Datum | None = None
    office: str = "街道办"
    am_start: Minute = 540
    am_end: Minute = 690
    pm_start: Minute = 810
    pm_end: Minute = 1020
    opening_minutes: Minute = Field(10, ge=0)
    merge_days: int = Field(15, ge=0)
    detour: float = Field(1.4, ge=1)
    km_per_hour: float = Field(25, gt=0)
    parking_minutes: float = Field(5, ge=0)
    default_case_days: int = Field(5, ge=0, description="workdays for a complaint without a clock")
    night_start: Minute | None = Field(None, description="no night sessions without both ends")
    night_end: Minute | None = None
    recheck_minutes: Minute = Field(15, ge=0, description="a re-check takes at least")
    recheck_minutes_each: Minute = Field(5, ge=0, description="for each hazard; an hour at most")
    case_minutes: Minute = Field(30, ge=0, description="a visit that names no listed item")
    weight_red: int = Field(100, ge=0)
    weight_yellow: int = Field(60, ge=0)
    weight_green: int = Field(30, ge=0)
    weight_week_late: int = Field(10, ge=0)
    weight_complaint: int = Field(20, ge=0)
    weight_hazard: int = Field(5, ge=0)
    weight_statutory: int = Field(30, ge=0)
    draw_percent_red: int = Field(20, ge=0, le=100, description="预抽 of a week [estimate]")
    draw_percent_yellow: int = Field(10, ge=0, le=100)
    draw_percent_green: int = Field(5, ge=0, le=100)
    draw_days_red: int = Field(182, ge=0, description="inspected so lately: not drawn [estimate]")
    draw_days_yellow: int = Field(182, ge=0)
    draw_days_green: int = Field(365, ge=0)
    draw_people: int = Field(2, ge=1, description="certified people drawn for each body")
    draw_exempt: tuple[str, ...] = Field(("白名单", "免检"), description="traits never drawn")
    rating_days: int = Field(90, ge=1, description="rolling window of the rating [estimate]")
    rating_green: int = Field(90, ge=0, le=100, description="green from so many points [estimate]")
    rating_yellow: int = Field(75, ge=0, le=100, description="yellow from so many [estimate]")
    call_arrive_minutes: Minute = Field(15, ge=0, description="urgent calls [recalled]")
    call_report_minutes: Minute = Field(30, ge=0, description="urgent calls [recalled]")
    remind_days: int = Field(1, ge=1, description="days overdue to a reminder [estimate]")
    talk_days: int = Field(3, ge=1, description="days overdue to a talk (约谈) [estimate]")
    case_days: int = Field(7, ge=1, description="days overdue to a case or stop-work [estimate]")
    keep_personal_days: int | None = Field(
        None, ge=1, description="forget blanks personal data older than that; None: they are kept"
    )
    prepared_by: str = ""
    reviewed_by: str = ""


class SiteBook(Frozen):
    """All that a street's workbook says, and what it left unsaid (``warnings``)."""

    settings: Settings = Settings()
    companies: tuple[Company, ...] = ()
    sites: tuple[Site, ...] = ()
    bodies: tuple[Body, ...] = ()
    officers: tuple[Officer, ...] = ()
    grants: tuple[Grant, ...] = ()
    absences: tuple[Absence, ...] = ()
    items: tuple[Item, ...] = ()
    history: tuple[PastVisit, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    draws: tuple[DrawnTask, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    pins: tuple[Pin, ...] = ()
    day_marks: tuple[DayMark, ...] = ()
    rule_settings: tuple[RuleSetting, ...] = ()
    places: tuple[Place, ...] = ()
    legs: tuple[Leg, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    scoring: tuple[ScoreRule, ...] = ()
    incidents: tuple[Incident, ...] = ()
    score_sheets: tuple[ScoreSheet, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    members: tuple[Member, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    warnings: tuple[Text, ...] = ()
    digest: str = Field("", description="SHA-256 of the file or files that were read")
    mark: str = Field("", description="of a ledger's book: which ledger, and its last event then")
