"""The words of the field, each declared once: an English identifier and its Chinese label."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    """Where in its year a budget stands (预算法 arts. 43, 67, 74)."""

    BUDGET = "budget", _("预算")
    ADJUSTED = "adjusted", _("调整预算")
    FINAL = "final", _("决算")


class EditionStatus(TextChoices):
    """From being written to being replaced; only a draft's facts may change."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审核")
    APPROVED = "approved", _("已审核")
    SCHEDULED = "scheduled", _("定时公开")
    PUBLISHED = "published", _("已公开")
    SUPERSEDED = "superseded", _("已被更正")
    WITHDRAWN = "withdrawn", _("已撤回")


# What is still in the house; a budget has one such edition at a time.
UNPUBLISHED = (EditionStatus.DRAFT, EditionStatus.SUBMITTED, EditionStatus.APPROVED, EditionStatus.SCHEDULED)


class Role(TextChoices):
    """What somebody is appointed to; the same person never does two of the steps of one edition."""

    CLERK = "clerk", _("经办人")
    APPROVER = "approver", _("审核人")
    PUBLISHER = "publisher", _("财政公开人")
    ADMINISTRATOR = "administrator", _("管理员")


class Step(TextChoices):
    """What people do with an edition as a whole."""

    SUBMIT = "submit", _("提交审核")
    SEND_BACK = "send_back", _("退回修改")
    APPROVE = "approve", _("审核通过")
    SCHEDULE = "schedule", _("定时公开")
    UNSCHEDULE = "unschedule", _("取消定时")
    PUBLISH = "publish", _("公开")
    WITHDRAW = "withdraw", _("撤回")


class ChangeAction(TextChoices):
    """What became of a row."""

    CREATED = "created", _("新增")
    CHANGED = "changed", _("修改")
    DELETED = "deleted", _("删除")
    STEP = "step", _("步骤")


class ImportState(TextChoices):
    """Where an import stands, from the upload to being confirmed or given up."""

    WAITING = "waiting", _("等待读取")
    READING = "reading", _("正在读取")
    READY = "ready", _("等待确认")
    FAILED = "failed", _("没有读成")
    APPLIED = "applied", _("已导入")
    UNDONE = "undone", _("已撤销")
    CANCELLED = "cancelled", _("已放弃")


class SuccessionKind(TextChoices):
    """How departments change from one year to the next."""

    MERGED = "merged", _("合并")
    SPLIT = "split", _("分立")


class ReminderKind(TextChoices):
    """Why somebody is written to."""

    DUE_SOON = "due_soon", _("即将到期")
    LATE = "late", _("已经逾期")
    SUMMARY = "summary", _("地区汇总")


class EditionOrigin(TextChoices):
    """Whether an edition was made here or read from a document published elsewhere."""

    PREPARED = "prepared", _("编制")
    TRANSCRIBED = "transcribed", _("转录")


class Fund(TextChoices):
    """Whose money it is: the revenue a line comes from, or the fund it is spent from."""

    ALL_FUNDS = "all_funds", _("全部资金（不分来源）")
    GOVERNMENT_BUDGET_FUNDS = "government_budget_funds", _("政府预算资金（不分来源）")
    GENERAL_PUBLIC_BUDGET = "general_public_budget", _("一般公共预算")
    FISCAL_APPROPRIATION = "fiscal_appropriation", _("一般公共预算：财政拨款")
    OTHER_GENERAL = "other_general", _("一般公共预算：财政拨款以外")
    GOVERNMENT_MANAGED_FUNDS = "government_managed_funds", _("政府性基金预算")
    STATE_CAPITAL_OPERATIONS = "state_capital_operations", _("国有资本经营预算")
    SPECIAL_ACCOUNT_FUNDS = "special_account_funds", _("财政专户管理资金")
    UNIT_FUNDS = "unit_funds", _("单位资金（不分来源）")
    OPERATIONAL = "operational", _("事业收入")
    BUSINESS = "business", _("事业单位经营收入")
    FROM_SUPERIOR = "from_superior", _("上级补助收入")
    FROM_SUBORDINATES = "from_subordinates", _("附属单位上缴收入")
    OTHER = "other", _("其他收入")


class MoneyOrigin(TextChoices):
    """Whether money belongs to this year or was left over from the years before."""

    CURRENT = "current", _("本年")
    BROUGHT_FORWARD = "brought_forward", _("上年结转结余")


class Nature(TextChoices):
    """What kind of spending it is; the coarse ones serve documents that stop there."""

    ALL_NATURES = "all_natures", _("全部支出（不分性质）")
    BASIC_EXPENDITURE = "basic_expenditure", _("基本支出（不细分）")
    PERSONNEL = "personnel", _("人员经费")
    WAGES = "wages", _("工资福利支出")
    HOUSEHOLD_SUBSIDIES = "household_subsidies", _("对个人和家庭的补助")
    OPERATING = "operating", _("公用经费")
    GOODS_SERVICES = "goods_services", _("商品和服务支出")
    CAPITAL = "capital", _("资本性支出")
    PROJECT_EXPENDITURE = "project_expenditure", _("项目支出（不细分）")
    OTHER_OPERATION = "other_operation", _("其他运转类")
    SPECIFIC_PURPOSE = "specific_purpose", _("特定目标类")
    TO_SUPERIOR = "to_superior", _("上缴上级支出")
    BUSINESS_EXPENDITURE = "business_expenditure", _("事业单位经营支出")
    TO_SUBORDINATES = "to_subordinates", _("对附属单位补助支出")


class ProjectKind(TextChoices):
    """The two kinds of project."""

    OTHER_OPERATION = Nature.OTHER_OPERATION.value, _("其他运转类")
    SPECIFIC_PURPOSE = Nature.SPECIFIC_PURPOSE.value, _("特定目标类")


class CodeLevel(IntegerChoices):
    """Levels of a classification; the value counts from the top."""

    CATEGORY = 1, _("类")
    SECTION = 2, _("款")
    ITEM = 3, _("项")


class EconomicScheme(TextChoices):
    """The two economic classifications."""

    DEPARTMENT = "department", _("部门预算支出经济分类")
    GOVERNMENT = "government", _("政府预算支出经济分类")


class IndicatorKind(TextChoices):
    """The four kinds of indicator a project's goal is measured by."""

    COST = "cost", _("成本指标")
    OUTPUT = "output", _("产出指标")
    BENEFIT = "benefit", _("效益指标")
    SATISFACTION = "satisfaction", _("满意度指标")


class Comparison(TextChoices):
    """How an indicator's value bounds what is measured."""

    AT_LEAST = "at_least", "≥"
    AT_MOST = "at_most", "≤"
    MORE_THAN = "more_than", "＞"
    LESS_THAN = "less_than", "＜"
    EQUAL = "equal", "="


class ThreePublicItem(TextChoices):
    """The parts of “三公”经费."""

    OVERSEAS_VISITS = "overseas_visits", _("因公出国（境）费")
    VEHICLE_PURCHASE = "vehicle_purchase", _("公务用车购置费")
    VEHICLE_OPERATION = "vehicle_operation", _("公务用车运行费")
    HOSPITALITY = "hospitality", _("公务接待费")


class NarrativePart(IntegerChoices):
    """The three parts of the published text."""

    OVERVIEW = 1, _("部门概况")
    EXPLANATION = 2, _("部门预算情况说明")
    GLOSSARY = 3, _("名词解释")


class NarrativeKind(TextChoices):
    """What a section of the text speaks of."""

    DUTIES = "duties", _("主要职责")
    OFFICES = "offices", _("机构设置")
    UNITS = "units", _("所属预算单位构成")
    REVENUE_AND_EXPENDITURE = "revenue_and_expenditure", _("收入支出预算总体情况说明")
    REVENUE = "revenue", _("收入预算总体情况说明")
    EXPENDITURE = "expenditure", _("支出预算总体情况说明")
    FISCAL_APPROPRIATION = "fiscal_appropriation", _("财政拨款收支预算总体情况说明")
    GENERAL_PUBLIC_BUDGET = "general_public_budget", _("一般公共预算支出预算情况说明")
    BASIC_EXPENDITURE = "basic_expenditure", _("一般公共预算基本支出情况说明")
    THREE_PUBLIC = "three_public", _("“三公”经费支出预算情况说明")
    GOVERNMENT_MANAGED_FUNDS = "government_managed_funds", _("政府性基金支出预算情况说明")
    OTHER_MATTERS = "other_matters", _("其他重要事项情况说明")
    AGENCY_RUNNING_COSTS = "agency_running_costs", _("机关运行经费")
    PROCUREMENT = "procurement", _("政府采购支出情况")
    PERFORMANCE = "performance", _("绩效目标设置情况")
    STATE_ASSETS = "state_assets", _("国有资产占用情况")
    TRANSFER_PAYMENTS = "transfer_payments", _("专项转移支付项目情况")
    OTHER = "other", _("其他")


class StatedMeasure(TextChoices):
    """What a figure of the text measures."""

    AMOUNT = "amount", _("金额")
    SHARE = "share", _("占比")
    CHANGE = "change", _("增减额")
    CHANGE_RATE = "change_rate", _("增减幅度")


class Dimension(TextChoices):
    """What published amounts are compared by across departments and years."""

    TOTAL = "total", _("总计")
    REVENUE = "revenue", _("收入来源")
    FUNCTION = "function", _("支出功能分类")
    NATURE = "nature", _("支出性质")
    ECONOMIC = "economic", _("一般公共预算基本支出经济分类")
    THREE_PUBLIC = "three_public", _("“三公”经费")
    PROJECT = "project", _("项目")


class InquiryState(TextChoices):
    """What became of a citizen's message."""

    RECEIVED = "received", _("已收到")
    IN_PROGRESS = "in_progress", _("办理中")
    ANSWERED = "answered", _("已答复")


class ReplyForm(TextChoices):
    """How somebody who asks for information wants to get it."""

    EMAIL = "email", _("电子邮件")
    POST = "post", _("邮寄")
    PICK_UP = "pick_up", _("自行领取")


class TableState(StrEnum):
    """What a filled table is to its reader."""

    FILLED = "filled"
    EMPTY = "empty"
    DERIVED = "derived"
    PARTLY_DERIVED = "partly_derived"


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"


class Outcome(StrEnum):
    """What became of a rule."""

    HOLDS = "holds"
    ROUNDING = "rounding"
    FAILS = "fails"
    UNKNOWN = "unknown"


OUTCOME_LABELS: Mapping[Outcome, object] = {
    Outcome.HOLDS: _("相符"),
    Outcome.ROUNDING: _("四舍五入后相符"),
    Outcome.FAILS: _("不符"),
    Outcome.UNKNOWN: _("无从核对"),
}
SEVERITY_LABELS: Mapping[Severity, object] = {Severity.ERROR: _("错误"), Severity.WARNING: _("提示")}
