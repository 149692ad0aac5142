"""Every address of the workspace answers each role as the table in the docs says: none is missing, none says more."""

from budgets.vocabulary import Role
from tests.admin.rights import COLUMNS, TABLE, lines, make_sides, table
from tests.make import make_department
from tests.staff import client_of, foreign_department, make_person

FOREIGN = [number for number, column in enumerate(COLUMNS) if column.endswith("别人的")]


def test_every_address_answers_each_role_as_the_table_says(db):
    true_lines = lines(make_sides())
    written = table()
    different = [line for route, line in true_lines.items() if written.get(route) != line]
    gone = [f"  {route}" for route in written if route not in true_lines]
    told = [f"Lines that {TABLE.name} lacks or has otherwise, as they are true:", *different] if different else []
    told += ["Lines of addresses that are no more:", *gone] if gone else []
    assert not told, "\n".join(told)


def test_searching_for_a_row_to_refer_to_finds_no_foreign_one(db):
    own, foreign = make_department(), foreign_department()
    asked = {"app_label": "budgets", "model_name": "department", "field_name": "parent", "term": ""}
    found = {}
    for role in (Role.PUBLISHER, Role.ADMINISTRATOR):
        answer = client_of(make_person(role.value, role)).get("/admin/autocomplete/", asked)
        found[role] = {row["id"] for row in answer.json()["results"]}
    assert found[Role.PUBLISHER] == {str(own.pk)}
    assert found[Role.ADMINISTRATOR] == {str(own.pk), str(foreign.pk)}


def test_by_the_table_what_is_foreign_is_never_shown():
    shown = {}
    for route, cells in cells_of_table().items():
        open_to_foreign = [cells[number] for number in FOREIGN if set(cells[number]) & set("开误")]
        if open_to_foreign and not belongs_to_nobody(route):
            shown[route] = open_to_foreign
    assert shown == {}


def test_by_the_table_whoever_is_not_logged_in_gets_nothing():
    assert {route for route, cells in cells_of_table().items() if set(cells[0]) - {"登", " "}} == {"login/"}


def test_the_table_names_every_role_and_every_column():
    text = TABLE.read_text(encoding="utf-8")
    assert all(f" {column} |" in text for column in COLUMNS)
    assert all(str(role.label) in text for role in Role)


def cells_of_table() -> dict[str, list[str]]:
    """Return what the table says of each address, a text a column."""
    return {route: [cell.strip() for cell in line.split("|")[2:-1]] for route, line in table().items()}


def belongs_to_nobody(route: str) -> bool:
    """Tell whether what stands behind an address is the same for all departments."""
    return route.startswith(NOBODYS) or route == "<app_label>/"


# Classifications.
NOBODYS = tuple(f"budgets/{model}/" for model in ("economiccode", "economicpair", "functioncode", "revenuecode"))
