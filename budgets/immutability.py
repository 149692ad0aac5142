"""Triggers, in both databases, that refuse any change of what has been submitted or published.

An edition's facts may change while it is a draft. Afterwards the database itself refuses: only the edition's
status may still go on, back to a draft as long as it is not published, from published to superseded or withdrawn.
Reasons for findings may also be given while an edition is examined. SQLite rebuilds a table when a field is
altered and drops its triggers, so every migration that does so ends with `protect_published`.
"""

from collections.abc import Iterator, Sequence

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from budgets.vocabulary import EditionStatus

# How a row of each table finds its edition: its own column, or the table and column it goes through.
OWNED_BY_EDITION = (
    "budgets_revenueline",
    "budgets_carryforward",
    "budgets_functionexpenditure",
    "budgets_economicexpenditure",
    "budgets_threepublicexpense",
    "budgets_project",
    "budgets_performancegoal",
    "budgets_performancetask",
    "budgets_departmentindicator",
    "budgets_narrative",
    "budgets_glossaryterm",
    "budgets_tablenote",
    "budgets_declaredamount",
    "budgets_statedfigure",
    "budgets_sourcetable",
    "budgets_waiver",
)
# The states in which what belongs to an edition may change; reasons are given by those who examine it.
OPEN = (EditionStatus.DRAFT,)
OPEN_OF = {"budgets_waiver": (EditionStatus.DRAFT, EditionStatus.SUBMITTED)}
# Rows are added to these and stay as they are.
ONLY_ADDED_TO = ("budgets_publication", "budgets_withdrawal", "budgets_changerecord")
OWNED_BY_PROJECT = ("budgets_projectfunding", "budgets_performanceindicator")
# What names a published budget in addresses and hashes: these columns are frozen once anything of it left the draft
# stage. The condition finds the editions of a row.
IDENTITIES = {
    "budgets_budget": (("department_id", "year", "phase"), "e.budget_id = OLD.id"),
    "budgets_department": (
        ("region_id", "code"),
        "e.budget_id IN (SELECT b.id FROM budgets_budget b WHERE b.department_id IN (OLD.id, OLD.parent_id))",
    ),
    "budgets_region": (
        ("code",),
        "e.budget_id IN (SELECT b.id FROM budgets_budget b JOIN budgets_department d ON d.id = b.department_id"
        " WHERE d.region_id = OLD.id)",
    ),
}
PROTECTED_TABLES = (
    *OWNED_BY_EDITION,
    *OWNED_BY_PROJECT,
    "budgets_edition",
    *ONLY_ADDED_TO,
    "budgets_sourcedocument",
    *IDENTITIES,
)
MESSAGE = "a submitted or published edition does not change"
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
ONWARD = {
    EditionStatus.SUBMITTED: (EditionStatus.DRAFT, EditionStatus.APPROVED),
    EditionStatus.APPROVED: (EditionStatus.DRAFT, EditionStatus.SCHEDULED, EditionStatus.PUBLISHED),
    EditionStatus.SCHEDULED: (EditionStatus.DRAFT, EditionStatus.APPROVED, EditionStatus.PUBLISHED),
    EditionStatus.PUBLISHED: (EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN),
    EditionStatus.SUPERSEDED: (EditionStatus.WITHDRAWN,),
}


def protect_published(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make every trigger again; for RunPython at the end of a migration."""
    # An early migration knows none of the tables that later ones make.
    tables = {model._meta.db_table for model in apps.get_app_config("budgets").get_models()}
    for statement in statements(schema_editor.connection.vendor, _edition_columns(apps), tables):
        schema_editor.execute(statement, params=None)


def release_published(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop every trigger for the length of a migration that makes the table of editions anew; for RunPython.

    SQLite renames no table that triggers of other tables name. `protect_published` follows in the same migration.
    """
    tables = {model._meta.db_table for model in apps.get_app_config("budgets").get_models()}
    for table in tables.intersection(PROTECTED_TABLES):
        for action in ROWS:
            of_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen_{action.lower()}{of_table}", params=None)


def statements(vendor: str, edition_columns: list[str], tables: set[str]) -> Iterator[str]:
    """Yield the SQL that drops and makes the triggers of some tables, for "sqlite" or "postgresql"."""
    if vendor == "postgresql":
        yield _postgresql_function()
    for table in PROTECTED_TABLES:
        if table not in tables:
            continue
        for action in ROWS:
            condition = _refusal(table, action, edition_columns)
            if condition:
                yield from _trigger(vendor, table, action, condition)


def _edition_columns(apps: Apps) -> list[str]:
    """Name the columns of an edition that are frozen: all but its status."""
    fields = apps.get_model("budgets", "Edition")._meta.local_concrete_fields
    return [field.column for field in fields if field.column and field.column != "status"]


def _refusal(table: str, action: str, edition_columns: list[str]) -> str:
    """Return the condition under which `action` on a row of `table` is refused, as SQL both databases read."""
    if table == "budgets_edition":
        return _edition_refusal(action, edition_columns)
    if table in ONLY_ADDED_TO:
        return "" if action == "INSERT" else "1 = 1"
    if table == "budgets_sourcedocument":
        return "" if action == "INSERT" else _not_draft("e.source_document_id = OLD.id")
    if table in IDENTITIES:
        return _identity_refusal(table) if action == "UPDATE" else ""
    states = OPEN_OF.get(table, OPEN)
    return " OR ".join(_not_draft(match, states) for match in _editions_of_fact(table, action))


def _editions_of_fact(table: str, action: str) -> list[str]:
    """Return the conditions that find the editions a fact belongs to, before and after; none for other tables."""
    if table in OWNED_BY_PROJECT:
        through = "e.id = (SELECT p.edition_id FROM budgets_project p WHERE p.id = {row}.project_id)"
    elif table in OWNED_BY_EDITION:
        through = "e.id = {row}.edition_id"
    else:
        return []
    return [through.format(row=row) for row in ROWS[action]]


def _not_draft(match: str, states: Sequence[str] = OPEN) -> str:
    """Return the SQL that tells whether a matching edition has left the states in which it may change."""
    listed = ", ".join(f"'{state}'" for state in states)
    return f"EXISTS (SELECT 1 FROM budgets_edition e WHERE {match} AND e.status NOT IN ({listed}))"


def _identity_refusal(table: str) -> str:
    """Return what is refused of a budget, a department or a region: another identity, once something is published."""
    columns, editions = IDENTITIES[table]
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    return f"({changed}) AND {_not_draft(editions)}"


def _edition_refusal(action: str, columns: list[str]) -> str:
    """Return what is refused of an edition itself: every change but its status going on."""
    if action == "INSERT":
        return ""
    left_draft = f"OLD.status <> '{EditionStatus.DRAFT}'"
    if action == "DELETE":
        return left_draft
    onward = " OR ".join(f"(OLD.status = '{before}' AND NEW.status = '{after}')" for before, after in _onward_pairs())
    unchanged = " AND ".join(f"OLD.{column} IS NOT DISTINCT FROM NEW.{column}" for column in columns)
    return f"{left_draft} AND NOT ((OLD.status = NEW.status OR {onward}) AND {unchanged})"


def _onward_pairs() -> Iterator[tuple[str, str]]:
    """Yield every step an edition may take after it was submitted."""
    for before, afters in ONWARD.items():
        for after in afters:
            yield before, after


def _trigger(vendor: str, table: str, action: str, condition: str) -> Iterator[str]:
    """Yield the statements that replace one trigger."""
    name = f"{table}_frozen_{action.lower()}"
    if vendor == "postgresql":
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        # A WHEN clause may not look into other tables in PostgreSQL: the function evaluates the condition.
        yield _postgresql_row_function(name, condition, _editions_of_fact(table, action))
        yield f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    else:
        yield f"DROP TRIGGER IF EXISTS {name}"
        # SQLite before 3.39 does not know IS NOT DISTINCT FROM; its IS says the same.
        spelled = condition.replace("IS NOT DISTINCT FROM", "IS").replace("IS DISTINCT FROM", "IS NOT")
        yield (
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW WHEN {spelled} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def _postgresql_function() -> str:
    """Return the function that says no."""
    return f"""
        CREATE OR REPLACE FUNCTION refuse_change_of_published() RETURNS void LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """


def _postgresql_row_function(name: str, condition: str, editions: list[str]) -> str:
    """Return a trigger function that refuses under `condition` and lets everything else through.

    It waits for whoever is publishing one of the `editions`, and keeps others from publishing what is being written.
    """
    locks = " ".join(f"PERFORM 1 FROM budgets_edition e WHERE {edition} FOR KEY SHARE;" for edition in editions)
    return f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {locks}
            IF {condition} THEN PERFORM refuse_change_of_published(); END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$
    """
