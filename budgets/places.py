"""Where in a document something stands, said in Chinese: "line 206" is 文件第 206 行."""

import re

from django.utils.translation import gettext as _

PLACE = re.compile(r"(line|sheet|page|table|paragraph) (.+?)(?:, row (\d+))?(?:, table \d+)?(?:, column \d+)?")


def describe_place(place: str) -> str:
    """Return a place in words; one of another form as it is."""
    match = PLACE.fullmatch(place)
    if match is None:
        return place
    kind, where, row = match.groups()
    forms = {
        "line": _("文件第 %s 行"),
        "sheet": _("工作簿“%s”表"),
        "page": _("文件第 %s 页"),
        "table": _("文件第 %s 张表格"),
        "paragraph": _("文件第 %s 段"),
    }
    said = forms[kind] % where
    return _("%(place)s第 %(row)s 行") % {"place": said, "row": row} if row else said
