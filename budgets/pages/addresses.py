"""Addresses of public pages, stable for ever: codes identify."""

from dataclasses import dataclass

from budgets.models import Department, Edition, Region
from budgets.vocabulary import EditionStatus, Phase

# What is not public yet is shown to staff below this address: the id of the edition follows, then its public address.
PREVIEW = "/admin/preview/"


def region_address(region: Region) -> str:
    """Return the address of a region: /410796/."""
    return f"/{region.code}/"


def department_address(department: Department) -> str:
    """Return the address of a department: /410796/104/."""
    return f"{region_address(department.region)}{department.code}/"


@dataclass(frozen=True)
class BudgetAddress:
    """Addresses of an edition's pages: at the budget's own address while it stands, at its number for ever."""

    base: str

    @classmethod
    def of(cls, edition: Edition) -> "BudgetAddress":
        """Return the addresses of an edition: /410796/104/2023/, or …/2023/editions/1/ once it was superseded.

        One that the public has never seen is previewed: /admin/preview/17/410796/104/2023/editions/2/.
        """
        budget = edition.budget
        base = f"{department_address(budget.department)}{budget.year}/"
        if budget.phase != Phase.BUDGET:
            base += f"{budget.phase}/"
        if edition.status != EditionStatus.PUBLISHED:
            base += f"editions/{edition.number}/"
        if edition.is_unpublished and edition.pk is not None:
            base = f"{PREVIEW}{edition.pk}{base}"
        return cls(base)

    @classmethod
    def numbered(cls, edition: Edition) -> "BudgetAddress":
        """Return the addresses of an edition at its number, where nothing ever changes."""
        base, own = cls.of(edition).base, f"editions/{edition.number}/"
        return cls(base if base.endswith(own) else base + own)

    def table(self, number: int) -> str:
        """Return the address of a statutory table."""
        return f"{self.base}tables/{number}/"

    def table_file(self, number: int, form: str) -> str:
        """Return the address of a table as a file: csv, json or xlsx."""
        return f"{self.base}tables/{number}.{form}"

    @property
    def projects(self) -> str:
        """The address of the list of projects."""
        return f"{self.base}projects/"

    def project(self, key: str) -> str:
        """Return the address of one project."""
        return f"{self.projects}{key}/"

    @property
    def functions(self) -> str:
        """The address of spending by function."""
        return f"{self.base}functions/"

    def function(self, code: str) -> str:
        """Return the address of one 类, 款 or 项 of the functional classification."""
        return f"{self.functions}{code}/"

    @property
    def economics(self) -> str:
        """The address of spending by economic class."""
        return f"{self.base}economics/"

    def economic(self, code: str) -> str:
        """Return the address of one 类 or 款 of the department's economic classification."""
        return f"{self.economics}{code}/"

    @property
    def units(self) -> str:
        """The address of the units that the budget names."""
        return f"{self.base}units/"

    def unit(self, code: str) -> str:
        """Return the address of one unit within the budget."""
        return f"{self.units}{code}/"

    def charts(self, key: str) -> str:
        """Return the address of one chart with its numbers."""
        return f"{self.base}charts/{key}/"

    @property
    def editions(self) -> str:
        """The address of the history of a budget's editions."""
        return f"{self.base}editions/"

    @property
    def report(self) -> str:
        """The address of the text."""
        return f"{self.base}report/"

    @property
    def checks(self) -> str:
        """The address of the checks."""
        return f"{self.base}checks/"

    @property
    def workbook(self) -> str:
        """The address of the whole edition as a workbook."""
        return f"{self.base}budget.xlsx"

    @property
    def source(self) -> str:
        """The address of the document that the edition was read from."""
        return f"{self.base}source/"

    @property
    def source_file(self) -> str:
        """The address of that document as it was received."""
        return f"{self.source}file"

    def page_picture(self, number: int) -> str:
        """Return the address of the picture of one of its pages."""
        return f"{self.source}pages/{number}.png"
