"""The names beside codes: what is left blank, or was the official name of another code, becomes the official one."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from budgets.entry.cells import Entered
from budgets.entry.ledger import Ledger
from budgets.entry.sheet import GridRow


def fill_names(ledger: Ledger, entered: Entered, row: GridRow | None, columns: Iterable[tuple[str, str, str]]) -> None:
    """Fill in names; `columns` are those of code and name, with the classification.

    A code that the classification lacks needs a name typed; it is a finding of the checks, no reason to refuse.
    """
    for code, name, classification in columns:
        if code in entered.errors or not entered[code]:
            continue
        former = row.values.get(code, "") if row is not None else ""
        changed = bool(former) and former != entered[code]
        if entered[name] and not changed:
            continue
        names = ledger.official_names(classification)
        if not entered[name] or entered[name] == names.get(former):
            entered.values[name] = names.get(entered[code], "" if not changed else entered[name])
        if not entered[name]:
            entered.refuse(name, _("分类里没有 %(code)s 这个编码。请核对编码，或填写名称。") % {"code": entered[code]})
