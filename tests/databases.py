"""Databases made for one run and dropped after it."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


@contextmanager
def temporary_database(server: str, template: str = "template1") -> Iterator[str]:
    """Give the address of a database made on the server for this run; what it holds otherwise is not touched.

    It is a copy of the database called `template`, to which nobody may be connected meanwhile.
    """
    names = (f"portal_{secrets.token_hex(8)}", template)
    name = names[0]
    # Connected for as long as each takes: nobody can copy a database that somebody else is connected to.
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, names)))
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


class Template:
    """A database of tables without rows, migrated once in a run and copied by whoever needs one of its own."""

    def __init__(self, address: str) -> None:
        self.address = address

    @contextmanager
    def copied(self, folder: Path) -> Iterator[str]:
        """Give the address of a copy: a file in the folder, or a database on the same server."""
        if self.address.startswith("sqlite"):
            path = folder / "site.sqlite3"
            shutil.copyfile(self.address.removeprefix("sqlite:///"), path)
            yield f"sqlite:///{path}"
            return
        with temporary_database(self.address, urlsplit(self.address).path.removeprefix("/")) as address:
            yield address
