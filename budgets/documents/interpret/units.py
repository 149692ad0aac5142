"""The department and its units as a document names them."""

from budgets.documents.reading import Reading
from budgets.models import Department


class UnitFinder:
    """Finds the unit a row names, making each unit once for the whole document."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.department = reading.edition.budget.department

    def find(self, code: str, name: str) -> Department | None:
        """Return the unit of a code, or None for the department itself, whose short name is kept."""
        edition = self.reading.edition
        if not code:
            return None
        if code == self.department.code:
            edition.department_short_name = edition.department_short_name or name
            return None
        return self.keep(code, name)

    def keep(self, code: str, name: str) -> Department:
        """Return the unit of a code, made where the document names it for the first time."""
        units = self.reading.rows[Department]
        known = next((unit for unit in units if unit.code == code), None)
        if known is None:
            known = Department(region=self.department.region, code=code, name=name, parent=self.department)
            units.append(known)
        return known
