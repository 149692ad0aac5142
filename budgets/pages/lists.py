"""Lists with sorting and paging."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from budgets.money import format_amount


class AmountColumn(tables.Column):
    """A column of amounts in yuan, shown in 万元."""

    attrs = {"td": {"class": "amount"}, "th": {"class": "amount"}}

    def render(self, value: object) -> str:
        """Print the amount."""
        return format_amount(value) or ""  # type: ignore[arg-type]


class ProjectList(tables.Table):
    """Projects of a budget."""

    name = tables.Column(_("项目名称"), linkify=lambda record: record["address"])
    kind = tables.Column(_("类型"))
    amount = AmountColumn(verbose_name=_("金额（万元）"))
    share = tables.Column(_("占项目支出"), attrs={"td": {"class": "amount"}, "th": {"class": "amount"}})
    indicators = tables.Column(_("绩效指标"), attrs={"td": {"class": "amount"}, "th": {"class": "amount"}})

    class Meta:
        order_by = "-amount"
        empty_text = _("这份预算没有项目。")
        attrs = {"class": "list"}

    def render_share(self, value: object) -> str:
        """Print a share as a percentage."""
        return f"{value}%"
