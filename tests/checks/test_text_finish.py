"""R21: sentences that break off, choices and blanks left open, wrong years, names that are not those of the tables."""

import pytest

from budgets.checks.finding import Fault
from budgets.models import Narrative
from budgets.vocabulary import NarrativeKind, NarrativePart, Phase
from tests.checks.texts import evidence, facts_with, faults, section


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("公务接待费2万元，比上年减少1万元，主要原因是。", "没有写出原因"),
        ("支出增加，主要原因：；收入不变。", "没有写出原因"),
        ("比上年增加（减少）3万元。", "选项没有选定"),
        ("比上年增长/下降3万元。", "选项没有选定"),
        ("本部门有/无政府性基金预算。", "选项没有选定"),
        ("共组织对0个项目开展了评价（如有）。", "模板的提示没有删去"),
        ("XX局2026年收入预算10万元。", "占位符没有填写"),
        ("收入预算××万元。", "占位符没有填写"),
        ("本单位***万元。", "占位符没有填写"),
        ("收入预算____万元。", "占位符没有填写"),
        ("收入0000万元。", "占位符没有填写"),
        ("20XX年收入预算10万元。", "占位符没有填写"),
        ("收入预算……万元。", "金额没有填写"),
        ("2026年收入预算万元。", "金额没有填写"),
        ("公务用车（）辆。", "没有内容"),
        ("与上年相比减少100万元，减少9.52，主要原因是压减经费。", "数字后没有单位"),
        ("2026年预算数3,623.98为万元。", "数字和单位的次序不对"),
        ("主要用于信息化建设支出。。2025年执行数为60万元。", "标点重复"),
    ],
)
def test_what_was_not_finished_is_found(text, said):
    messages = faults("R21", text)
    assert any(said in message for message in messages), messages


def test_a_section_that_stops_in_the_middle_is_found():
    assert "句子没有写完" in faults("R21", "下降9.88％。主要原因是")[0]
    assert faults("R21", "具体情况：\n第一，压缩经费，\n第二，减少会议。") == []


@pytest.mark.parametrize(
    "text",
    [
        "比上年减少1万元，主要原因是公务接待减少。",
        "主要增减变动情况是：我局为新成立单位。",
        "公务用车运行维护费0万元，主要用于无。",
        "文化产业发展专项支出（2079903）20000万元。",
        "本表金额转换为万元时，因四舍五入可能存在尾差。",
        "本表以万元为单位。",
        "维修（护）费、因公出国（境）费5万元。",
        "单位为W060701单元，共3×4间。",
        "2025年增加2026年的安排。",
        "比上年增加3个项目，减少9.52万元。",
        "部门（单位）整体支出预算10万元。",
        "车辆0辆、其他用车0辆；设备0台（套）。",
    ],
)
def test_a_finished_sentence_is_not_reported(text):
    assert faults("R21", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "收入预算9628.22万元，比2026年预算增加793.14万元。",
        "政府性基金支出预算0万元，与2026年预算持平。",
        "收入预算9628.22万元，比2024年预算增加793.14万元。",
        "收入预算9628.22万元，与2023年相比增加793.14万元。",
    ],
)
def test_a_comparison_with_another_year_than_the_last_is_found(text):
    (message,) = faults("R21", text)
    assert "上年应为 2025 年" in message


@pytest.mark.parametrize(
    "text",
    [
        "比2025年预算增加793.14万元，与2025年预算持平。",
        "根据2024年发布的《办法》（沪司发〔2018〕86号），比上年增加3万元。",
        "自2024年起与区人民调解协会合作，支出增加。",
        "截至2024年12月31日，共有车辆3辆。",
        "2025年预算数为9.23万元，2026年预算数为7.61万元。",
    ],
)
def test_another_year_that_is_no_comparison_is_not(text):
    assert faults("R21", text) == []


def test_a_final_account_is_compared_with_the_budget_of_its_own_year():
    assert faults("R21", "支出比2026年预算减少3万元。", phase=Phase.FINAL) == []
    assert len(faults("R21", "支出比2026年决算数减少3万元。", phase=Phase.FINAL)) == 1


def test_the_budget_of_another_year_is_found():
    assert "说的是 2023 年" in faults("R21", "2023年本部门政府采购预算12万元，其中：货物12万元。")[0]
    assert faults("R21", "2026年本部门政府采购预算12万元。") == []


def test_a_heading_of_another_year_is_found():
    assert "不是本文件的 2026 年" in faults("R21", "与上年持平。", heading="一、2025年“三公”经费预算情况说明")[0]
    assert faults("R21", "与上年持平。", heading="一、2026年“三公”经费预算情况说明") == []


def test_a_project_whose_time_is_over_is_found():
    assert "已经结束" in faults("R21", "2025年1月1日-2025年12月31日", heading="五、实施周期")[0]
    assert faults("R21", "2024年1月1日-2026年12月31日", heading="五、实施周期") == []
    assert faults("R21", "第一季度审价；第二季度审计。", heading="五、实施周期") == []


def test_words_of_the_final_accounts_in_a_budget_are_found():
    text = "部门预算包括：本级决算和服务中心决算。"
    assert len(faults("R21", text, kind=NarrativeKind.OFFICES)) == 1
    assert faults("R21", text, kind=NarrativeKind.OFFICES, phase=Phase.FINAL) == []
    assert faults("R21", "部门预算包括：本级预算。", kind=NarrativeKind.OFFICES) == []


def test_an_old_name_of_a_class_is_found_by_its_number():
    text = "11、医疗卫生与计划生育支出（210类）行政事业单位医疗（11款）行政单位医疗（01项）114.97万元。"
    (message,) = faults("R21", text)
    assert "“医疗卫生与计划生育支出”（210）的名称应为“卫生健康支出”" in message
    assert faults("R21", text.replace("医疗卫生与计划生育支出", "卫生健康支出")) == []
    # In its own time it was the right one.
    assert faults("R21", text, year=2018) == []


def test_an_old_name_of_a_section_is_found_by_its_item():
    text = "9.社会保障和就业（类）{}（款）机关事业单位基本养老保险缴费支出（项）。"
    (message,) = faults("R21", text.format("行政事业单位离退休"))
    assert "“行政事业单位离退休”的名称应为“行政事业单位养老支出”" in message
    assert faults("R21", text.format("行政事业单位养老支出")) == []


def test_terms_of_the_glossary_are_not_judged():
    term = Narrative(part=NarrativePart.GLOSSARY, kind=NarrativeKind.OTHER, heading="名词", text="增加（减少）。")
    found = evidence("R21", facts_with(term))
    assert [piece for piece in found if isinstance(piece, Fault)] == []


def test_a_sentence_without_figures_stands_where_the_sentence_before_it_does():
    found = evidence("R21", facts_with(*section("收入预算10万元。\n支出为XX万元。")))
    assert [piece.place for piece in found if isinstance(piece, Fault)] == ["page 9"]
