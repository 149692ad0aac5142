"""Fills the database of a site that is about to be killed: drafts to type into, imports to confirm, drafts to publish.

Run as a script in the site's environment: `python -m tests.crashes.stand ROUNDS` prints what it made as JSON.
"""

import json
import sys

import django


def main() -> None:
    """Make everything and print the keys."""
    django.setup()
    from django.contrib.auth import get_user_model

    from tests.site import CLERK

    user = get_user_model().objects.create_superuser("root", password=CLERK["password"])
    rounds = range(int(sys.argv[1]))
    made = {
        "save": make_draft(),
        "confirm": [make_import(user, number) for number in rounds],
        "publish": [make_transcription(number) for number in rounds],
        "full": make_transcription(len(rounds)),
    }
    print(json.dumps(made))


def make_draft() -> int:
    """Make a draft with one subject in three natures."""
    from budgets.vocabulary import Fund, Nature
    from tests.make import make_budget, make_department, make_edition, make_line

    edition = make_edition(make_budget(make_department("900")))
    for nature in (Nature.WAGES, Nature.GOODS_SERVICES, Nature.CAPITAL):
        make_line(edition, nature=nature, fund=Fund.FISCAL_APPROPRIATION, amount="100.00")
    return edition.pk


def make_import(user, number: int) -> int:
    """Make an import that was read and waits for being confirmed."""
    from budgets.vocabulary import EditionOrigin
    from tests.imports.importing import read, upload
    from tests.make import make_department, make_region

    department = make_department("104", make_region(str(410910 + number), "某县"), name="组织人社局")
    return read(upload(department, user, origin=EditionOrigin.TRANSCRIBED)).pk


def make_transcription(number: int) -> int:
    """Make a transcribed draft that may be published."""
    from tests.published import store_twin

    return store_twin(region="410999", department=str(930 + number)).pk


if __name__ == "__main__":
    main()
