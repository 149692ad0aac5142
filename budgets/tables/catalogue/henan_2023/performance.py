"""Form set `henan-2023`: the four sections of table 11."""

from budgets.tables.catalogue.henan_2023.columns import EVERYTHING
from budgets.tables.catalogue.henan_2023.items import MONEY_ITEMS
from budgets.tables.rows import ItemRows, department_indicator_rows, goal_rows, task_rows
from budgets.tables.spec import Block, Column, Section

PERFORMANCE_SECTIONS = (
    Section("goal", (Block((Column("goal", "年度履职目标", names_row=True),), goal_rows),), "年度履职目标"),
    Section(
        "tasks",
        (
            Block(
                (Column("name", "任务名称", names_row=True), Column("content", "主要内容")),
                task_rows,
            ),
        ),
        "年度主要任务",
    ),
    Section(
        "money",
        (
            Block(
                (
                    Column("item", "项目", names_row=True),
                    Column("amount", "金额", criteria=EVERYTHING, derived=True),
                ),
                ItemRows("item", MONEY_ITEMS),
            ),
        ),
        "预算情况",
        is_fixed=True,
    ),
    Section(
        "indicators",
        (
            Block(
                (
                    Column("level_one", "一级指标", merged=True),
                    Column("level_two", "二级指标", merged=True),
                    Column("name", "三级指标", names_row=True),
                    Column("value", "指标值"),
                    Column("explanation", "指标值说明"),
                ),
                department_indicator_rows,
            ),
        ),
        "绩效指标",
    ),
)
