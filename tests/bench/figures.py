"""All figures of one database, which the environment names and which is empty at first."""

import sys
from pathlib import Path

import django
from django.core.management import call_command

from tests.bench.documents import measure_import
from tests.bench.entry import measure_entry
from tests.bench.pages import measure_pages
from tests.bench.serving import measure_serving


def main(folder: Path) -> None:
    """Make the database, import the document, and print what each step costs."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    measure_import()
    measure_pages()
    measure_entry()
    measure_serving(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
