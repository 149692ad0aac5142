"""The text of an invented budget: every section and note that the rules ask for, without figures of its own."""

from typing import Any

from django.db.models import Model

from budgets.demonstration.offices import Office
from budgets.models import Edition, GlossaryTerm, Narrative, TableNote
from budgets.vocabulary import NarrativeKind, NarrativePart

INVENTED = "本部门和本预算的全部数字都是为演示而虚构的。"
SECTIONS = (
    (NarrativePart.OVERVIEW, NarrativeKind.OFFICES, "内设办公室、财务科和业务科。"),
    (NarrativePart.EXPLANATION, NarrativeKind.REVENUE_AND_EXPENDITURE, f"收入和支出见各张预算表。{INVENTED}"),
    (NarrativePart.EXPLANATION, NarrativeKind.THREE_PUBLIC, "“三公”经费见预算八表，没有安排因公出国（境）费。"),
    (NarrativePart.EXPLANATION, NarrativeKind.AGENCY_RUNNING_COSTS, "机关运行经费用于办公、差旅和水电等日常支出。"),
    (NarrativePart.EXPLANATION, NarrativeKind.PROCUREMENT, "政府采购按规定实行。"),
    (NarrativePart.EXPLANATION, NarrativeKind.STATE_ASSETS, "国有资产按规定登记和使用。"),
    (NarrativePart.EXPLANATION, NarrativeKind.PERFORMANCE, "全部项目都设置了绩效目标。"),
)
TERMS = {
    "基本支出": "为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。",
    "项目支出": "在基本支出之外，为完成特定工作任务和事业发展目标所发生的支出。",
    "“三公”经费": "因公出国（境）费、公务用车购置及运行费和公务接待费。",
}

# 部门预算09表 is the one that stays empty: nothing is invented of government funds.
EMPTY_TABLE, NOTHING_OF_IT = 9, "本部门没有使用政府性基金预算拨款安排的支出。"


def make_text(edition: Edition, office: Office) -> dict[type[Model], list[Any]]:
    """Return the sections, the glossary and the note on the empty table of an invented edition, unsaved."""
    sections = ((NarrativePart.OVERVIEW, NarrativeKind.DUTIES, office.duties), *SECTIONS)
    return {
        Narrative: [
            Narrative(edition=edition, part=part, kind=kind, heading=str(kind.label), text=text)
            for part, kind, text in sections
        ],
        GlossaryTerm: [GlossaryTerm(edition=edition, term=term, meaning=meaning) for term, meaning in TERMS.items()],
        TableNote: [TableNote(edition=edition, table_number=EMPTY_TABLE, text=NOTHING_OF_IT)],
    }
