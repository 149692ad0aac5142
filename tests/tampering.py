"""What somebody does to published data who has the database's own rights: take the trigger away, then write."""

from django.db import connection


def tamper(table: str, statement: str, action: str = "update") -> None:
    """Run a statement as somebody who took the trigger away; PostgreSQL first wants what is pending to be done."""
    trigger = f"{table}_frozen_{action}"
    drops = {
        "postgresql": ["SET CONSTRAINTS ALL IMMEDIATE", f"DROP TRIGGER {trigger} ON {table}"],
        "sqlite": [f"DROP TRIGGER {trigger}"],
    }
    with connection.cursor() as cursor:
        for sql in [*drops[connection.vendor], statement]:
            cursor.execute(sql)
