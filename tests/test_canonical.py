"""The canonical form of facts: the same facts have the same hash, wherever and in whatever order they were written."""

import copy
from decimal import Decimal

import pytest

from budgets.canonical import canonical_facts, facts_sha256, sha256_of
from budgets.models import (
    DeclaredAmount,
    Department,
    Edition,
    FunctionExpenditure,
    PerformanceIndicator,
    Project,
    ProjectFunding,
    StatedFigure,
)
from budgets.tables import Facts
from budgets.tables.facts import FACT_MODELS
from budgets.vocabulary import EditionOrigin, Fund, Nature
from tests.make import make_budget, make_department, make_edition, make_line, make_project, make_region
from tests.published import facts_of, find, store_twin, twin_facts

pytest_plugins = ["tests.published"]

KNOWN = "f263fd0355ff8c586d874998f7771ccf51af8d783534153d4dde497fe3385a4b"


def line(**fields):
    values = {"code": "2013201", "name": "行政运行", "fund": Fund.ALL_FUNDS, "nature": Nature.WAGES, **fields}
    return FunctionExpenditure(**{"amount": Decimal("100.00"), **values})


def numbered(facts):
    """Return the facts of an edition that is number 1, as the stored one is."""
    facts.edition.number = 1
    return facts


def test_a_document_just_read_hashes_as_the_one_stored(published):
    read = numbered(twin_facts())
    read.edition.department_name = published.department_name
    assert facts_sha256(read) == facts_sha256(Facts(published)) == published.publication.facts_sha256


def test_every_kind_of_fact_is_part_of_it(published):
    facts = canonical_facts(Facts(published))
    assert set(facts) == {model.__name__ for model in FACT_MODELS}
    assert {name: len(found) for name, found in facts.items() if len(found) in (13, 94, 32, 34)} == {
        "EconomicExpenditure": 13,
        "Project": 13,
        "ProjectFunding": 13,
        "PerformanceIndicator": 94,
        "DepartmentIndicator": 32,
        "FunctionExpenditure": 34,
    }


def test_keys_of_the_database_are_no_part_of_it(published):
    store_twin(department="105").delete()
    second = store_twin(department="106")
    assert canonical_facts(Facts(second)) == canonical_facts(Facts(published))
    assert set(Project.objects.filter(edition=second).values_list("pk", flat=True)).isdisjoint(
        Project.objects.filter(edition=published).values_list("pk", flat=True)
    )


def test_the_order_of_writing_is_no_part_of_it(db):
    amounts = [Decimal(amount) for amount in ("1.00", "2.00", "3.00")]
    one, other = (make_edition(make_budget(make_department(code))) for code in ("104", "105"))
    for position, amount in enumerate(amounts):
        make_line(one, position=position, amount=amount)
    for position, amount in reversed(list(enumerate(amounts))):
        make_line(other, position=position, amount=amount)
    assert canonical_facts(Facts(one)) == canonical_facts(Facts(other))


def test_the_printed_order_is():
    lines = [line(code="2013201"), line(code="2013202")]
    assert facts_sha256(facts_of(*lines)) != facts_sha256(facts_of(*reversed(lines)))


@pytest.mark.parametrize("places", ["100", "100.0", "100.00", "1E+2"])
def test_an_amount_is_its_value_and_not_its_spelling(places):
    facts = canonical_facts(facts_of(line(amount=Decimal(places))))
    assert facts["FunctionExpenditure"][0]["amount"] == "100"


def test_blank_and_zero_are_two_things():
    blank, zero = (canonical_facts(facts_of(StatedFigure(amount=amount))) for amount in (None, Decimal("0.00")))
    assert [facts["StatedFigure"][0]["amount"] for facts in (blank, zero)] == [None, "0"]


def test_units_and_projects_stand_under_their_codes_and_keys():
    unit, project = Department(code="104001"), Project(key="p1")
    facts = canonical_facts(facts_of(line(unit=unit), project, ProjectFunding(project=project, amount=Decimal(1))))
    assert facts["FunctionExpenditure"][0]["unit"] == "104001"
    assert facts["ProjectFunding"][0]["project"] == "p1"


def test_where_a_fact_was_read_is_no_part_of_it():
    read = line(source_place="line 9", source_row=3, source_column=4, position=7)
    assert canonical_facts(facts_of(read)) == canonical_facts(facts_of(line()))


CHANGES = {
    "an amount": (FunctionExpenditure, {"code": "2080501", "fund": Fund.ALL_FUNDS}, "amount", Decimal("88600.01")),
    "a name": (Project, {"code": "410796230000000000411"}, "name", "人才发展奖励金"),
    "a total": (
        DeclaredAmount,
        {"table_number": 3, "row": "total", "column": "total"},
        "amount",
        Decimal("28521100.01"),
    ),
    "an indicator": (PerformanceIndicator, {"name": "宣传覆盖率"}, "value", "≥96%"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_of_a_fact_changes_the_hash(what):
    model, where, field, value = CHANGES[what]
    facts = numbered(twin_facts())
    before = facts_sha256(facts)
    setattr(find(facts, model, **where), field, value)
    assert facts_sha256(facts) != before


@pytest.mark.parametrize(
    ("field", "value"),
    [("department_name", "另一个名字"), ("number", 2), ("origin", EditionOrigin.TRANSCRIBED)],
)
def test_whose_facts_they_are_is_part_of_the_hash(field, value):
    facts, other = facts_of(line()), facts_of(line())
    setattr(other.edition, field, value)
    assert facts_sha256(facts) != facts_sha256(other)


def test_region_department_year_and_phase_are_part_of_it():
    hashes = {facts_sha256(facts_of(line()))}
    for names, value in (
        (("budget", "department", "region", "code"), "410797"),
        (("budget", "department", "code"), "105"),
        (("budget", "year"), 2024),
        (("budget", "phase"), "final"),
    ):
        facts = facts_of(line())
        owner = facts.edition
        for name in names[:-1]:
            owner = getattr(owner, name)
        setattr(owner, names[-1], value)
        hashes.add(facts_sha256(facts))
    assert len(hashes) == 5


def test_a_known_edition_has_a_known_hash(db):
    """The figure was computed once; whoever changes the form breaks the chain of all that is published."""
    # Of a region that no other test knows: names and numbers are part of the hash.
    department = make_department("104", region=make_region("410799", "测试区"), name="测试局")
    edition = make_edition(make_budget(department), department_name="测试局")
    make_line(edition)
    make_project(edition, code="410796230000000000411", key="410796230000000000411")
    assert facts_sha256(Facts(Edition.objects.get(pk=edition.pk))) == KNOWN


def test_canonical_json_is_that_of_the_standard():
    assert sha256_of({"b": [1, None, True], "a": "元"}) == sha256_of(copy.deepcopy({"a": "元", "b": [1, None, True]}))
    assert sha256_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
