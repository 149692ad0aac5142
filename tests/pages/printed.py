"""The published twin as it is read from a PDF, and from other files, in a region of its own."""

import copy

import pytest
from django.core.cache import cache

from budgets.documents.load import store
from budgets.documents.read import read_document
from budgets.models import Department, Edition, Region
from budgets.publishing import publish
from budgets.vocabulary import Phase
from tests.documents.pdf_files import twin_paper
from tests.published import DEPARTMENT, YEAR

PRINTED = "410888"
BUDGET = f"/{PRINTED}/{DEPARTMENT}/{YEAR}/"
# 一般公共服务 of table 01, printed on one page, and the lines of table 03 that it adds, on another.
FIGURE = "tables/1/cells/201/expenditure_amount/"
OWN, PARTS = ["935.30"], ["10.00", "238.00", "38.44", "42.00", "546.86", "60.00"]


@pytest.fixture
def own_folder(settings, tmp_path):
    """A folder for files, and nothing remembered, for each test."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    return tmp_path


@pytest.fixture(scope="session")
def printed_twin():
    """The twin as a PDF."""
    return twin_paper()


def read_file(name, content):
    """Read a document as the budget of a region that has published nothing else."""
    owner = Department(region=Region(code=PRINTED, name="测试区"), code=DEPARTMENT)
    return read_document(name, content, owner, YEAR)


@pytest.fixture(scope="session")
def printed_reading(printed_twin):
    """What the PDF says, read once."""
    return read_file("部门预算.pdf", printed_twin)


def store_printed(reading, phase=Phase.BUDGET):
    """Store what was read from the PDF as a draft of any phase."""
    own = copy.deepcopy(reading)
    own.edition.budget.phase = phase
    return store(own).edition


@pytest.fixture
def printed_draft(db, own_folder, printed_reading):
    """The twin, read from a PDF."""
    return store_printed(printed_reading)


@pytest.fixture
def edition(printed_draft):
    """The twin, read from a PDF and published."""
    publish(edition=printed_draft, by="测试")
    return Edition.objects.with_names().get(pk=printed_draft.pk)
