"""Every amount knows its lines and is their sum, and every column adds up, whatever the lines are."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.models import Department, EconomicExpenditure, FunctionExpenditure, Project, ProjectFunding, RevenueLine
from budgets.money import add
from budgets.tables import Facts, RowKind
from budgets.vocabulary import Fund, MoneyOrigin, Nature, ProjectKind
from tests.published import every_table, facts_of, filled

pytest_plugins = ["tests.published"]

UNITS = (None, *(Department(code=f"10400{number}", name=f"第{number}单位") for number in (1, 2)))
FUNDS = (Fund.FISCAL_APPROPRIATION, Fund.OTHER_GENERAL, Fund.GOVERNMENT_MANAGED_FUNDS, Fund.STATE_CAPITAL_OPERATIONS)
NATURES = (
    Nature.WAGES,
    Nature.HOUSEHOLD_SUBSIDIES,
    Nature.GOODS_SERVICES,
    Nature.CAPITAL,
    Nature.OTHER_OPERATION,
    Nature.SPECIFIC_PURPOSE,
)
amounts = st.decimals(Decimal("-9999999.99"), Decimal("99999999.99"), places=2)
units = st.sampled_from(UNITS)
origins = st.sampled_from(list(MoneyOrigin))
spending = st.builds(
    FunctionExpenditure,
    unit=units,
    code=st.sampled_from(["2013201", "2013202", "2080101", "2230105", "2290804"]),
    name=st.just("科目"),
    fund=st.sampled_from(FUNDS),
    nature=st.sampled_from(NATURES),
    amount=amounts,
)
classes = st.builds(
    EconomicExpenditure,
    department_code=st.sampled_from(["30101", "30201", "30302", "31002"]),
    government_code=st.sampled_from(["50101", "50501"]),
    fund=st.sampled_from(FUNDS),
    origin=origins,
    nature=st.sampled_from(NATURES),
    amount=amounts,
)
revenue = st.builds(
    RevenueLine,
    unit=units,
    fund=st.sampled_from([*FUNDS, Fund.SPECIAL_ACCOUNT_FUNDS, Fund.OPERATIONAL, Fund.OTHER]),
    origin=origins,
    amount=amounts,
)


@st.composite
def fundings(draw):
    """Draw some projects, each with money of several funds."""
    found = []
    for number in range(draw(st.integers(0, 4))):
        project = Project(key=f"p{number}", name=f"项目{number}", kind=draw(st.sampled_from(list(ProjectKind))))
        found.append(project)
        for fund in draw(st.lists(st.sampled_from(FUNDS), max_size=2)):
            found.append(ProjectFunding(project=project, fund=fund, origin=draw(origins), amount=draw(amounts)))
    return found


editions = st.tuples(
    st.lists(spending, max_size=12), st.lists(classes, max_size=8), st.lists(revenue, max_size=8), fundings()
).map(lambda kinds: facts_of(*(fact for kind in kinds for fact in kind)))

whatever = settings(deadline=None, max_examples=60)
# The rows of these are codes or projects; those of 01, 04 and 11 are fixed, with parts of parts.
ADDENDS = dict.fromkeys((3, 5, 6, 7, 9), RowKind.LINE) | {10: RowKind.PROJECT}


def sum_of(cells):
    return add(cell.amount for cell in cells) or Decimal(0)


@whatever
@given(editions)
def test_a_total_is_the_sum_of_its_rows_in_every_column(facts):
    for number, kind in ADDENDS.items():
        rows = filled(facts, number).sections[0].rows
        addends = [row for row in rows if row.kind == kind]
        total = next(row for row in rows if row.kind == RowKind.TOTAL)
        for at, cell in enumerate(total.cells):
            if cell.column.is_amount:
                assert (cell.amount or 0) == sum_of(row.cells[at] for row in addends), (number, cell.column.key)


@whatever
@given(editions)
def test_a_row_is_the_sum_of_its_parts(facts):
    for number in (3, 5, 9):
        for row in filled(facts, number).sections[0].rows:
            amount = {cell.column.key: cell.amount or Decimal(0) for cell in row.cells if cell.column.is_amount}
            basic = [amount[key] for key in ("wages", "household_subsidies", "goods_services", "capital")]
            projects = [amount[key] for key in ("other_operation", "specific_purpose")]
            assert amount["basic_expenditure"] == sum(basic)
            assert amount["project_expenditure"] == sum(projects)
            assert amount["total"] == sum(basic) + sum(projects)


@whatever
@given(editions)
def test_the_sum_of_the_lines_is_the_amount_in_every_cell(facts):
    for number in range(1, 13):
        assert_sums(facts, number)


@every_table
def test_the_lines_of_the_document_are_what_its_cells_print(table, published):
    facts = Facts(published)
    assert_sums(facts, table.number)
    told = [cell for cell in filled(facts, table.number).cells if cell.declared is not None and not cell.unknown]
    assert all((cell.computed or 0) == cell.declared for cell in told)
    assert not any(cell.differs for cell in told)


def assert_sums(facts, number):
    for cell in filled(facts, number).cells:
        if cell.column.is_amount and not cell.unknown:
            assert (cell.computed or 0) == sum(one.amount for one in cell.lines)
