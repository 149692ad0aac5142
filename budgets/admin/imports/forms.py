"""The form by which a document is uploaded."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from budgets.admin.imports.lookup import importing_departments, origins_of
from budgets.documents.interpret.identity import YEARS
from budgets.imports.acceptance import ENDINGS
from budgets.imports.receiving import may_import
from budgets.models import Budget, Department, ImportJob
from budgets.rights import permission
from budgets.vocabulary import EditionOrigin, Phase


class DepartmentField(forms.ModelChoiceField):
    """A department to choose, named with its code."""

    def label_from_instance(self, obj: Department) -> str:
        """Name a department, and its region where somebody works for several."""
        return f"{obj.code} {obj.name}（{obj.region.name}）"


class UploadForm(forms.Form):
    """Whose budget of which year, how the edition comes about, and the file."""

    department = DepartmentField(queryset=Department.objects.none(), label=_("部门"), empty_label=_("请选择"))
    year = forms.IntegerField(label=_("年度"), min_value=YEARS[0], max_value=YEARS[-1])
    phase = forms.ChoiceField(label=_("阶段"), choices=Phase.choices)
    origin = forms.ChoiceField(label=_("形成方式"), widget=forms.RadioSelect)
    file = forms.FileField(label=_("文件"), allow_empty_file=True, max_length=None)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["department"].queryset = importing_departments(user)  # type: ignore[attr-defined]
        origins = origins_of(user)
        self.fields["origin"].choices = [(one.value, ORIGINS[one]) for one in origins]  # type: ignore[attr-defined]
        self.fields["origin"].initial = origins[0].value if origins else None
        if len(origins) == 1:
            self.fields["origin"].widget = forms.HiddenInput()
        self.fields["file"].widget.attrs["accept"] = ",".join(ENDINGS)
        self.fields["file"].help_text = _("可以上传 %(endings)s，最大 %(size)s。") % {
            "endings": "、".join(ENDINGS),
            "size": filesizeformat(settings.UPLOAD_LIMIT_BYTES),
        }

    def clean(self) -> dict[str, Any] | None:
        """Refuse a budget that the user may not import for, or that nobody has opened."""
        values = super().clean() or self.cleaned_data
        department, origin = values.get("department"), values.get("origin")
        if department is not None and origin and not may_import(self.user, department, origin):
            raise ValidationError(_("您不能为这个部门按这种方式导入。"))
        if department is not None and values.get("year") and values.get("phase"):
            self._refuse_unopened(department, values["year"], values["phase"])
        return values

    def _refuse_unopened(self, department: Department, year: int, phase: str) -> None:
        """Refuse a budget that is not there, from whoever may not begin one."""
        if self.user.has_perm(permission(Budget, "add")):
            return
        if not Budget.objects.filter(department=department, year=year, phase=phase).exists():
            raise ValidationError(
                _("%(year)d 年%(phase)s还没有开启，请联系财政部门开启这个年度。"),
                params={"year": year, "phase": Phase(phase).label},
            )


ORIGINS = {
    EditionOrigin.PREPARED: _("编制：用文件里的数据编制本部门的预算，错误要改正以后才能提交"),
    EditionOrigin.TRANSCRIBED: _("转录：照录别处已经公布的文件，文件里的错误随同公开"),
}


def values_of(job: ImportJob) -> dict[str, Any]:
    """Return what a form begins with to upload another file for the same budget."""
    return {"department": job.department_id, "year": job.year, "phase": job.phase, "origin": job.origin}
