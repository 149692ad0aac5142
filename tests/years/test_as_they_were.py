"""What was published before a renaming reads as it did, to the byte."""

from django.test import Client

from budgets.canonical import facts_sha256
from budgets.house import rename
from budgets.models import Department, Edition
from budgets.tables import Facts
from tests.compliance.stand import make_person
from tests.make import make_department
from tests.published import ADDRESS

pytest_plugins = ["tests.published"]
PAGES = ("tables/2/", "tables/2.json", "tables/10/", "units/", "checks/", "")


def test_tables_of_years_before_are_the_same_to_the_byte(published):
    by = make_person("publisher")
    pages = [f"{ADDRESS}{page}" for page in PAGES]
    before = {page: Client().get(page).content for page in pages}
    hashed = facts_sha256(Facts(published))
    elsewhere = make_department("199", published.budget.department.region)
    for unit in list(published.budget.department.units.all()):
        rename(department=unit, from_year=2027, name="改了名的单位", short_name="改了名", parent=elsewhere, by=by)
    assert Department.objects.filter(name="改了名的单位").exists()
    own = published.budget.department
    rename(department=own, from_year=2027, name="改了名的局", short_name="", parent=None, by=by)
    assert {page: Client().get(page).content for page in pages} == before
    assert facts_sha256(Facts(Edition.objects.with_names().get(pk=published.pk))) == hashed
