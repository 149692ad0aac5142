"""The form of the portal's own workbook: what its cover says, and which sheet and column holds which fact.

Writing and reading share this declaration. A column is a field of a model under its Chinese name.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db.models import Field, Model

from budgets.tables.facts import FACT_MODELS, fact_fields

COVER = "封面"
UNITS = "数据-预算单位"
TABLE_LIST = "数据-表目"
SOURCE = "数据-原文表格"
# A cell of a workbook holds 32,767 characters.
SOURCE_CHUNK = 30_000


class CoverLine(StrEnum):
    """The lines of the cover, in their order."""

    FORM = "表式"
    REGION = "区划代码"
    REGION_NAME = "区划名称"
    DEPARTMENT = "部门代码"
    DEPARTMENT_NAME = "部门名称"
    SHORT_NAME = "部门简称"
    YEAR = "年度"
    PHASE = "阶段"
    PRINTED_DATE = "文件落款日期"
    HINT = "说明"


@dataclass(frozen=True)
class FactSheet:
    """A sheet that holds all facts of one kind."""

    model: type[Model]

    @property
    def name(self) -> str:
        """The sheet's name."""
        return f"数据-{self.model._meta.verbose_name}"

    @cached_property
    def fields(self) -> list[Field]:
        """The fields that make its columns."""
        return fact_fields(self.model)

    @property
    def labels(self) -> list[str]:
        """The head of each column."""
        return [str(field.verbose_name) for field in self.fields]


FACT_SHEETS = tuple(FactSheet(model) for model in FACT_MODELS)
