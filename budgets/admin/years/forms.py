"""What is asked for on the pages of years, approvals and changes of the house; each field says what it is for."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models import Budget, Department, Region
from budgets.tables.catalogue import FORM_SET_TITLES
from budgets.vocabulary import Phase
from budgets.years import FIRST_YEAR, LAST_YEAR

GROUND = _("《中华人民共和国预算法》第十四条：涉及国家秘密")


class DayInput(forms.DateInput):
    """A day, chosen from the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def year_field(label: Any, help_text: Any = "") -> forms.IntegerField:
    """Return a field for a year."""
    return forms.IntegerField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text=help_text)


class OfRegion(forms.Form):
    """A form about one of the user's regions."""

    region = forms.ModelChoiceField(label=_("行政区划"), queryset=Region.objects.none(), empty_label=None)

    def __init__(self, data: Any = None, *, regions: QuerySet[Region], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]


class OpeningForm(OfRegion):
    """Which year to open, in which form."""

    year = year_field(_("年度"), _("要编制哪一年的预算，例如 2027。"))
    form_set = forms.ChoiceField(
        label=_("表式"), choices=list(FORM_SET_TITLES.items()), help_text=_("各部门预算用的一套表。")
    )


class PeriodForm(OfRegion):
    """Which year and phase a page is about."""

    year = year_field(_("年度"))
    phase = forms.ChoiceField(label=_("阶段"), choices=Phase.choices)


class ApprovalForm(forms.Form):
    """The day of approval, and that of one budget that was approved on another day."""

    approved_on = forms.DateField(
        label=_("批复日期"),
        required=False,
        widget=DayInput(),
        help_text=_("财政部门批复各部门的日期，只填这一次；公开期限从第二天起算，共二十日。"),
    )
    budget = forms.ModelChoiceField(
        label=_("例外的部门"),
        queryset=Budget.objects.none(),
        required=False,
        empty_label=_("没有例外"),
        help_text=_("在另一天批复的部门；一次填一个，可以再填。"),
    )
    own_day = forms.DateField(label=_("该部门的批复日期"), required=False, widget=DayInput())

    def __init__(self, data: Any = None, *, budgets: QuerySet[Budget], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["budget"].queryset = budgets  # type: ignore[attr-defined]
        self.fields["budget"].label_from_instance = _department_of  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the day where a department is chosen, and the other way round; refuse days to come."""
        values = self.cleaned_data
        if bool(values.get("budget")) != bool(values.get("own_day")) and "own_day" not in self.errors:
            self.add_error("own_day", _("例外的部门和它的批复日期要一起填。"))
        for name in ("approved_on", "own_day"):
            day = values.get(name)
            if day is not None and day > timezone.localdate():
                self.add_error(name, _("这一天还没有到；批复以后再填。"))
        return values


class ExemptionForm(forms.Form):
    """Which budget is not to be published, and on what ground."""

    budget = forms.ModelChoiceField(label=_("部门"), queryset=Budget.objects.none(), empty_label=_("请选择"))
    ground = forms.CharField(
        label=_("依据"),
        max_length=200,
        initial=GROUND,
        widget=forms.TextInput(attrs={"size": 60}),
        help_text=_("会公开显示在部门名称旁边。"),
    )

    def __init__(self, data: Any = None, *, budgets: QuerySet[Budget], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["budget"].queryset = budgets  # type: ignore[attr-defined]
        self.fields["budget"].label_from_instance = _department_of  # type: ignore[attr-defined]


class HouseForm(forms.Form):
    """A change of departments of one region, from a year on; units are offered in the fields of `with_units` alone."""

    with_units: ClassVar[frozenset[str]] = frozenset()
    from_year = year_field(_("从哪一年起"), _("这一年的预算起用新的；以前各年的页面保持原样。"))

    def __init__(self, data: Any = None, *, departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(data, initial={"from_year": timezone.localdate().year + 1}, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = departments if name in self.with_units else departments.filter(parent__isnull=True)


class RenamingForm(HouseForm):
    """A department or unit, and what it is called from a year on."""

    with_units = frozenset({"department"})
    department = forms.ModelChoiceField(label=_("部门或预算单位"), queryset=Department.objects.none())
    name = forms.CharField(label=_("新的全称"), max_length=100, widget=forms.TextInput(attrs={"size": 40}))
    short_name = forms.CharField(label=_("新的简称"), max_length=50, required=False)
    parent = forms.ModelChoiceField(
        label=_("主管部门"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("没有（本身是部门）"),
        help_text=_("预算单位选它从这一年起的主管部门；部门本身不选。"),
    )
    field_order = ("department", "from_year", "name", "short_name", "parent")


class MergerForm(HouseForm):
    """Departments, and the one they become part of."""

    predecessors = forms.ModelMultipleChoiceField(
        label=_("并入的部门"),
        queryset=Department.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=_("按住 Ctrl 可以选多个。它们编制预算到前一年为止，预算单位转到承接部门。"),
    )
    into = forms.ModelChoiceField(
        label=_("承接部门"),
        queryset=Department.objects.none(),
        help_text=_("新设的部门，先在“部门和预算单位”里增加。"),
    )
    field_order = ("predecessors", "into", "from_year")


class SplitForm(HouseForm):
    """A department, and those that take over its work."""

    department = forms.ModelChoiceField(label=_("原部门"), queryset=Department.objects.none())
    into = forms.ModelMultipleChoiceField(
        label=_("分立后的部门"),
        queryset=Department.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=_("按住 Ctrl 选至少两个；原部门继续存在的，把它也选上。新设的先在“部门和预算单位”里增加。"),
    )
    field_order = ("department", "into", "from_year")


def units_form(data: Any, units: QuerySet[Department], into: QuerySet[Department]) -> forms.Form:
    """Return a form that asks of each unit to which of some departments it goes."""
    form = forms.Form(data)
    for unit in units:
        form.fields[f"unit-{unit.pk}"] = forms.ModelChoiceField(
            label=str(unit), queryset=into, required=False, empty_label=_("请选择")
        )
    return form


def _department_of(budget: Budget) -> str:
    """Name a budget by its department."""
    return str(budget.department)
