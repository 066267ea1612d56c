"""The papers of hazards: from the order to mend to the proof that it was served.

They go to the site: only what its notices say stands in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from exports.word.paper import BLANK, KINDS, Paper, PaperKind, day_said, said
from sites.book import Hazard, Site, SiteBook
from sites.closure.flags import deadline
from sites.liable import liable_company
from sites.vocabulary import word

ALWAYS: tuple[PaperKind, ...] = ("责令改正通知书", "整改回复单", "复查意见书", "送达回证")
UNNUMBERED = "草稿，未编文号"
UNDECIDED = "□合格，同意销号　□不合格，继续整改"


def together(hazard: Hazard, hazards: Iterable[Hazard]) -> tuple[Hazard, ...]:
    """The hazards that one notice orders to be mended: of its number and site, else it alone."""
    if not hazard.notice_no:
        return (hazard,)
    return tuple(
        h for h in hazards if h.notice_no == hazard.notice_no and h.site == hazard.site
    ) or (hazard,)


def hazard_papers(hazards: Sequence[Hazard], book: SiteBook) -> Iterator[Paper]:
    """The papers of the hazards of one notice, and a 移送函 where they are transferred."""
    words = _words(hazards, book)
    for kind in KINDS:
        if kind in ALWAYS or (kind == "移送函" and any(h.moved_to for h in hazards)):
            yield Paper(kind, f"{hazards[0].id}_{kind}", words | {"paper": kind})


def _words(hazards: Sequence[Hazard], book: SiteBook) -> dict[str, Any]:
    first = hazards[0]
    site = next((s for s in book.sites if s.id == first.site), None)
    codes = {c.name: c.id for c in book.companies if c.id != c.name}
    company = liable_company(book)(first)
    return {
        "state": "" if first.notice_no else UNNUMBERED,
        "street": said(book.settings.street),
        "number": said(first.notice_no),
        "body": said(first.body or first.found_by_body),
        "site": said(site.name if site else first.site),
        "address": said(site.address if site else ""),
        "company": said(company),
        "company_code": said(codes.get(company, "")),
        "supervisor": said(_company(book, site.supervisor) if site else ""),
        "contact": said(site.manager if site else ""),
        "found_on": day_said(first.found_on),
        "finders": said("、".join(first.finders)),
        "due": day_said(max((d for h in hazards if (d := deadline(h))), default=None)),
        "hazards": [_row(number, h) for number, h in enumerate(hazards, start=1)],
        "count": str(len(hazards)),
        **_recheck(first, site),
        "moved_to": said(first.moved_to),
        "moved_on": day_said(first.moved_on),
        "ids": "、".join(h.id for h in hazards),
    }


def _company(book: SiteBook, id: str) -> str:
    return next((c.name for c in book.companies if c.id == id), id)


def _row(number: int, hazard: Hazard) -> dict[str, str]:
    at_once = "☑立即" if hazard.fixed_at_once else "□立即"
    due = deadline(hazard)
    typed = dict(hazard.typed).get("due", "")
    return {
        "number": str(number),
        "id": hazard.id,
        "place": said(hazard.place),
        "what": hazard.what,
        "clause": said(hazard.clause),
        "measure": said(hazard.measure),
        "limit": typed if typed else f"{at_once}\u3000{'☑' if due else '□'}于{day_said(due)}前",
        "due": typed or day_said(due),
        "person": said(hazard.liable_person),
        "replied_on": day_said(hazard.replied_on),
        "evidence": said(hazard.evidence),
        "result": _result(hazard),
    }


def _result(hazard: Hazard) -> str:
    if hazard.recheck_result is None:
        return UNDECIDED
    return "☑合格，同意销号" if hazard.recheck_result == "passed" else "☑不合格，继续整改"


def _recheck(hazard: Hazard, site: Site | None) -> dict[str, str]:
    mode = word("recheck_mode", hazard.recheck_mode, "zh") if hazard.recheck_mode else BLANK
    return {
        "rechecked_on": day_said(hazard.rechecked_on),
        "recheck_mode": mode,
        "rechecker_1": said(hazard.rechecker_1),
        "rechecker_2": said(hazard.rechecker_2),
        "reviewer": said(hazard.reviewer),
        "closed_on": day_said(hazard.closed_on),
        "round": str(hazard.round + (hazard.recheck_result != "failed")),
    }
