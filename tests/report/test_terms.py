"""Terms carry their meaning where they first stand in a section, the longest first, and never within a figure."""

from budgets.models import GlossaryTerm
from budgets.report.glossary import by_subject, standard_terms
from budgets.report.pieces import Piece, Reference
from budgets.report.terms import Terms


def terms(*own):
    """Return the terms of an edition whose glossary has these."""
    return Terms([GlossaryTerm(term=term, meaning=f"{term}的意思") for term in own])


def explained(marker, *texts):
    """Return the words that are explained in a section, with whether the department explains them itself."""
    paragraphs = marker.mark([(Piece(text),) for text in texts])
    return [
        (piece.text, piece.explanation.is_own) for paragraph in paragraphs for piece in paragraph if piece.explanation
    ]


def test_the_first_of_each_term_in_a_section_is_explained():
    marker = terms("基本支出")
    assert explained(marker, "基本支出和项目支出，", "基本支出又一次") == [("基本支出", True), ("项目支出", False)]
    assert explained(marker, "另一部分的基本支出") == [("基本支出", True)]


def test_the_longest_term_comes_first():
    assert explained(terms("财政拨款", "财政拨款收入"), "财政拨款收入")[0] == ("财政拨款收入", True)


def test_no_word_is_lost_or_changed():
    text = "2023 年“三公”经费预算，含公务接待费，用一般公共预算。"
    (paragraph,) = terms("“三公”经费").mark([(Piece(text),)])
    assert "".join(piece.text for piece in paragraph) == text


def test_quotes_brackets_and_spaces_do_not_matter():
    assert explained(terms("“三公”经费"), '"三公" 经费') == [('三公" 经费', True)]
    path = "卫生健康支出(类)行政事业单位医疗(款)行政单位医疗(项)"
    assert explained(terms(path), "行政事业单位医疗（款）行政单位医疗（项）支出") == [
        ("行政事业单位医疗（款）行政单位医疗（项）", True)
    ]


def test_the_departments_own_meaning_stands_before_the_portals():
    (paragraph,) = terms("机关运行经费").mark([(Piece("机关运行经费"),)])
    assert paragraph[0].explanation.meaning == "机关运行经费的意思"
    assert paragraph[0].explanation.anchor == "term-1"


def test_a_figure_that_leads_somewhere_stays_as_it_is():
    figure = Piece("基本支出", Reference(3, "预算03表", "total", "total", 1, 1))
    assert terms("基本支出").mark([(figure,)]) == ((figure,),)


def test_words_of_every_sentence_are_not_explained():
    assert explained(terms(), "2023 年预算和决算经批复") == []


def test_the_portals_terms_are_sound():
    found = standard_terms()
    assert 40 <= len(found) <= 70
    words = [word for term in found for word in term.words]
    assert len(words) == len(set(words))
    assert len({term.slug for term in found}) == len(found)
    for term in found:
        assert term.slug.replace("-", "").isalpha()
        assert term.slug.isascii()
        assert term.meaning.endswith("。")
        assert 10 <= len(term.meaning) <= 120, term.term
        assert not term.source or "《" in term.source or "〔" in term.source


def test_terms_of_a_subject_stand_in_the_order_of_their_sounds():
    revenue = [term.term for term in by_subject()["收入"]]
    assert revenue == [
        "财政拨款",
        "财政专户管理资金",
        "单位资金",
        "附属单位上缴收入",
        "其他收入",
        "上级补助收入",
        "事业单位经营收入",
        "事业收入",
        "转移支付",
    ]
