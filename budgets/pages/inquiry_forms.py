"""The forms in which citizens write: what is asked, what is refused, and in which words."""

import re
import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.models import DisclosureRequest, ErrorReport
from budgets.models.inquiry import Inquiry
from budgets.pages.local_addresses import local_address
from budgets.vocabulary import ReplyForm

# Neither 0 and O nor 1, I and L: it is read out on the telephone. 16 signs of 31 are 79 bits: nobody guesses one.
RECEIPT_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RECEIPT_GROUPS, RECEIPT_GROUP = 4, 4
LONGEST_TEXT, SHORTEST_TEXT = 2000, 5


def new_receipt() -> str:
    """Return a receipt number that cannot be guessed: “7KQM-…”."""
    groups = (
        "".join(secrets.choice(RECEIPT_SIGNS) for _sign in range(RECEIPT_GROUP)) for _group in range(RECEIPT_GROUPS)
    )
    return "-".join(groups)


class InquiryForm(forms.ModelForm):
    """What all messages have in common: the text, the contact, and a field that only machines fill in."""

    website = forms.CharField(
        label=_("请留空"),
        required=False,
        help_text=_("这一栏用来识别自动程序，请不要填写。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **{"label_suffix": "", **named})
        for field in self.fields.values():
            field.error_messages["required"] = _("请填写这一项。")

    def clean_text(self) -> str:
        """Refuse what is too short to act on."""
        text: str = self.cleaned_data["text"].strip()
        if len(text) < SHORTEST_TEXT:
            raise forms.ValidationError(_("请写得具体一些，至少 %(count)d 个字。"), params={"count": SHORTEST_TEXT})
        return text

    def clean_website(self) -> str:
        """Refuse what a machine filled in; somebody whose browser did so learns what to do."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("请把这一栏留空，再提交一次。"))
        return ""


def text_area(rows: int) -> forms.Textarea:
    """Return a field of several lines."""
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_TEXT})


class ErrorReportForm(InquiryForm):
    """A reader says what is wrong on a page."""

    class Meta:
        model = ErrorReport
        fields = ("address", "figure", "text", "contact")
        labels = {"address": _("有误的页面"), "text": _("错在哪里"), "contact": _("联系方式（可不填）")}
        help_texts = {
            "address": _("本站的页面地址，如 /410796/104/2023/tables/3/；不清楚可以留空。"),
            "figure": _("页面上的哪个数字或哪句话。"),
            "text": _("请写明应当是什么，依据是什么。最多 2000 字，不要填写身份证号等个人信息。"),
            "contact": _("电话或电子邮箱，只用于核实和回复，不会公开。"),
        }
        widgets = {"text": text_area(6)}

    def __init__(self, *arguments: Any, host: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.host = host

    def clean_address(self) -> str:
        """Keep the path of a page of this site, also where a whole address was pasted."""
        written: str = self.cleaned_data["address"].strip()
        path = re.sub(rf"^https?://{re.escape(self.host)}(?=/)", "", written)
        if path and not local_address(path):
            raise forms.ValidationError(_("请填写本站的页面地址，以“/”开头；不清楚可以留空。"))
        return path


class DisclosureRequestForm(InquiryForm):
    """Somebody asks for information (政府信息公开条例 art. 29)."""

    class Meta:
        model = DisclosureRequest
        fields = ("applicant", "contact", "text", "reply_form")
        labels = {"contact": _("联系方式"), "text": _("申请公开的信息"), "reply_form": _("希望怎样得到")}
        help_texts = {
            "applicant": _(
                "公民填写姓名，法人或其他组织填写名称。受理机构会另行联系核验身份，请不要在这里填写证件号码。"
            ),
            "contact": _("电子邮箱、电话或通信地址，要能按下面选的方式送达。只用于办理，不会公开。"),
            "text": _("信息的名称、文号，或者便于查找的其他特征，如部门、年度、项目。最多 2000 字。"),
        }
        widgets = {"text": text_area(8), "reply_form": forms.RadioSelect}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["contact"].required = True
        self.fields["reply_form"].choices = ReplyForm.choices  # type: ignore[attr-defined]


class ReceiptForm(forms.Form):
    """Somebody asks what became of a message."""

    receipt = forms.CharField(label=_("回执号"), max_length=40)

    def clean_receipt(self) -> str:
        """Return the number in the form in which it was given, however it was typed."""
        signs = "".join(sign for sign in self.cleaned_data["receipt"].upper() if sign.isalnum())
        groups = [signs[start : start + RECEIPT_GROUP] for start in range(0, len(signs), RECEIPT_GROUP)]
        return "-".join(groups)


INQUIRIES: tuple[type[Inquiry], ...] = (ErrorReport, DisclosureRequest)
