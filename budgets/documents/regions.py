"""The name of a region, where only a department's name tells it."""

import re

from django.utils.translation import gettext as _

# 市场 and 市政 are names of offices, not of cities.
REGION = re.compile(r"^(.{1,20}(?:省|市(?!场|政)|县|区|州|旗|盟))")


def name_region(department_name: str, code: str) -> str:
    """Return the region that a department's name begins with: 新乡经济技术开发区 of 新乡经济技术开发区管理委员会…"""
    match = REGION.match(department_name)
    return match.group(1) if match else _("行政区划 %s") % code
