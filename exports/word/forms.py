"""Every form by its kind."""

from __future__ import annotations

from exports.word import forms_hazard, forms_visit
from exports.word.form import Form
from exports.word.paper import PaperKind

FORMS: dict[PaperKind, Form] = {
    "工作方案": forms_visit.PLAN,
    "审批表": forms_visit.APPROVAL,
    "检查通知书": forms_visit.NOTICE,
    "现场检查笔录": forms_visit.RECORD,
    "责令改正通知书": forms_hazard.ORDER,
    "整改回复单": forms_hazard.REPLY,
    "复查意见书": forms_hazard.RECHECK,
    "移送函": forms_hazard.TRANSFER,
    "送达回证": forms_hazard.RECEIPT,
}
