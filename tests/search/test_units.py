"""What search takes for equal, and what it marks."""

from decimal import Decimal

import pytest

from budgets.search.synonyms import Synonyms, shipped_synonyms
from budgets.search.tokens import amount_marks, range_marks
from budgets.search.units import excerpt, lines_of, mark_words, units_of


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("社保", ("社", "保")),
        ("“三公”经费", ("三", "公", "经", "费")),
        ("１，２５５．１９万元", ("1255.19", "万", "元")),
        ("1,255.190", ("1255.19",)),
        ("100.00", ("100",)),
        ("2023,2024", ("2023", "2024")),
        ("1,2555", ("1", "2555")),
        ("GDP 5G", ("gdp", "5", "g")),
        ("（类）", ("类",)),
        ('" OR * NEAR(', ("or", "near")),
        ("！？——", ()),
    ],
)
def test_units_are_what_remains_of_width_case_and_signs(typed, units):
    assert units_of(typed) == units


def test_a_number_without_end_is_cut():
    assert [len(unit) for unit in units_of("9" * 100)] == [40, 40, 20]


def test_lines_hold_units_apart():
    assert lines_of("2023年，GDP", "！", "一行\n二行") == [" 2023 年 gdp ", "一行", "二行"]


def marked(text, *words):
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in mark_words(text, map(units_of, words)))


def test_what_was_found_is_marked_as_it_is_written():
    assert marked("“三公”经费与公务接待", "三公经费") == "“[三公”经费]与公务接待"
    assert marked("社会保障（ＳＳ）1,255.19 万元", "ss", "1255.19") == "社会保障（[ＳＳ]）[1,255.19] 万元"
    assert marked("社会保障", "社会保", "保障") == "[社会保障]"
    assert marked("1,255.19", "55.19") == "1,255.19"


def test_an_excerpt_goes_around_the_first_word():
    pieces = excerpt("甲" * 60 + "社保" + "乙" * 200, [units_of("社保")], before=4, length=10)
    assert "".join(piece.text for piece in pieces) == "…甲甲甲甲社保乙乙乙乙…"
    assert [piece.text for piece in pieces if piece.found] == ["社保"]
    assert "".join(piece.text for piece in excerpt("短文", [units_of("没有")])) == "短文"


@pytest.mark.parametrize("low", [None, "-5", "0", "0.01", "999.99", "1255", "1999.5"])
@pytest.mark.parametrize("high", [None, "0", "1", "1255", "1256.37", "120000", "9999999999999.99"])
def test_every_amount_of_a_range_has_one_of_its_marks(low, high):
    least, most = (None if one is None else Decimal(one) for one in (low, high))
    covered = set(range_marks(least, most))
    amounts = ("-7", "0", "0.01", "0.1", "1", "99", "999.99", "1000", "1255.19", "1256.38", "119999.99", "5000000")
    inside = [
        amount
        for amount in map(Decimal, amounts)
        if (least is None or amount >= least) and (most is None or amount <= most)
    ]
    assert all(covered & set(amount_marks(amount)) for amount in inside)
    assert len(covered) < 150


def test_the_marks_of_a_range_leave_out_what_is_far_from_it():
    covered = set(range_marks(Decimal(1255), Decimal(1256)))
    assert not covered & set(amount_marks(Decimal(1240)))
    assert not covered & set(amount_marks(Decimal(12550)))


def test_names_of_the_same_take_each_others_place_and_pointers_only_point():
    synonyms = Synonyms([("社保", "社会保障", True), ("三公", "公务接待费", False)])

    def variants(word):
        return ["".join(units) for units in synonyms.variants(units_of(word))]

    assert variants("社保中心") == ["社保中心", "社会保障中心"]
    assert variants("社会保障局") == ["社会保障局", "社保局"]
    assert variants("三公") == ["三公", "公务接待费"]
    assert variants("三公经费") == ["三公经费"]
    assert variants("公务接待费") == ["公务接待费"]


def test_the_shipped_synonyms_are_sound():
    shipped = shipped_synonyms()
    assert len({(one.term, one.meaning) for one in shipped}) == len(shipped) > 100
    for one in shipped:
        assert len(units_of(one.term)) >= 2 and len(units_of(one.meaning)) >= 2
        assert one.term != one.meaning
