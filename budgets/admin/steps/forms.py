"""What is asked on the pages of the steps: a remark, a reason, an hour, and reasons for warnings."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from budgets.admin.steps.review import Review
from budgets.checks import RULES
from budgets.entry.findings import sheet_of
from budgets.models import ScheduledPublication
from budgets.publishing import Reasons, sentence_of

# Of a rule that finds more than this, one reason for all is asked, and so many are listed.
MOST = 40
AGED = _("打开本页以后，这一版又有变动，没有办理。下面已是最新的内容，请重新核对后再办。")


def _area(rows: int) -> forms.Textarea:
    """Return a field of some lines."""
    return forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})


class StepForm(forms.Form):
    """What every step asks: that what was looked at is still there."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # The fields that a page shows, in order.
    asked: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Any = None, *, review: Review) -> None:
        # What was looked at is what is shown now, also where the form is shown again.
        super().__init__(data, initial={"reason": review.edition.reason}, label_suffix="")
        self.review = review

    def clean(self) -> dict[str, Any]:
        """Refuse where the edition is no longer what was shown."""
        if self.cleaned_data.get("seen") != self.review.seen:
            raise forms.ValidationError(str(AGED))
        return self.cleaned_data

    @property
    def shown(self) -> list[BoundField]:
        """The fields that the page shows."""
        return [self[name] for name in self.asked if name in self.fields]


class RemarkForm(StepForm):
    """A step with a remark for one's colleagues."""

    remark = forms.CharField(
        label=_("意见"), required=False, widget=_area(3), help_text=_("可不填。只有本单位和财政部门能看到，不公开。")
    )
    asked = ("remark",)


class SendBackForm(StepForm):
    """Sending back, with what is to be changed."""

    remark = forms.CharField(
        label=_("退回意见"), widget=_area(4), help_text=_("写明要改什么、在哪张表；经办人登录后首先看到。不公开。")
    )
    asked = ("remark",)


class WithdrawForm(StepForm):
    """Withdrawing, with the public reason."""

    reason = forms.CharField(label=_("撤回原因"), widget=_area(4), help_text=_("写在公开的撤回公告里，请写给读者看。"))
    asked = ("reason",)

    def __init__(self, data: Any = None, *, review: Review) -> None:
        super().__init__(data, review=review)
        self.initial = {}


class PublishForm(StepForm):
    """Publishing; a draft copied from elsewhere may still be given the reason of its correction."""

    reason = forms.CharField(label=_("更正原因"), widget=_area(4), help_text=_("随新版一起公开，请写给读者看。"))
    asked = ("reason",)

    def __init__(self, data: Any = None, *, review: Review) -> None:
        super().__init__(data, review=review)
        if review.superseded is None or not review.edition.is_draft:
            del self.fields["reason"]


class ScheduleForm(StepForm):
    """The hour of publication, in the time of the place."""

    at = forms.DateTimeField(
        label=_("公开时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "vTextField"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("北京时间，至少在一分钟以后；到时自动公开。"),
    )
    asked = ("at",)

    def __init__(self, data: Any = None, *, review: Review) -> None:
        super().__init__(data, review=review)
        planned = ScheduledPublication.objects.filter(edition=review.edition).first()
        self.initial = {"at": planned.publish_at} if planned else {}


@dataclass
class Item:
    """A sentence of a rule, the sheet it is about, whether somebody explained it, and the field for its reason."""

    message: str
    sheet: str
    is_open: bool
    field: BoundField | None


@dataclass
class RuleReasons:
    """The warnings of a rule, and the field for a reason that holds for all of them."""

    code: str
    title: Any
    count: int
    items: list[Item] = field(default_factory=list)
    whole: BoundField | None = None

    @property
    def further(self) -> int:
        """How many are not listed one by one."""
        return self.count - len(self.items)


class ReasonsForm(RemarkForm):
    """A step on whose page the reasons for warnings are written, each for a finding or for a whole rule."""

    def __init__(self, data: Any = None, *, review: Review) -> None:
        super().__init__(data, review=review)
        self.keys: dict[str, tuple[str, str]] = {}
        given = {(waiver.rule, waiver.finding): waiver.reason for waiver in review.waivers}
        for key in self._wanted():
            name = f"reason-{hashlib.sha256('|'.join(key).encode()).hexdigest()[:16]}"
            self.keys[name] = key
            label = _("全部提示的说明理由") if not key[1] else _("说明理由")
            self.fields[name] = forms.CharField(label=label, required=False, widget=_area(2))
            self.initial[name] = given.get(key, "")

    def _wanted(self) -> Iterator[tuple[str, str]]:
        """Yield what a reason may be given for: rules, and of each the first of its sentences."""
        for code, sentences in self._sentences():
            yield code, ""
            yield from ((code, sentence) for sentence in sentences[:MOST])

    def _sentences(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the warnings by rule, each sentence once."""
        for code, findings in groupby(self.review.warnings, key=lambda finding: finding.rule):
            yield code, list(dict.fromkeys(sentence_of(finding) for finding in findings))

    @property
    def reasons(self) -> Reasons:
        """The reasons as written; what was not asked stays as it is."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items() if name in self.data}

    @property
    def rules(self) -> list[RuleReasons]:
        """The warnings for the page, with their fields."""
        titles = {rule.code: rule.title for rule in RULES}
        names = {key: name for name, key in self.keys.items()}
        left = {(finding.rule, sentence_of(finding)) for finding in self.review.unexplained}
        sheets = {(finding.rule, sentence_of(finding)): sheet_of(finding) for finding in self.review.warnings}
        found = []
        for code, sentences in self._sentences():
            rule = RuleReasons(code, titles[code], len(sentences), whole=self[names[code, ""]])
            for one in sentences[:MOST]:
                rule.items.append(Item(one, sheets[code, one], (code, one) in left, self[names[code, one]]))
            found.append(rule)
        return found
