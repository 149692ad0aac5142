"""What may stand in an address: codes and years, nothing else."""


class RegionConverter:
    """A region's code: six digits."""

    regex = r"\d{6}"

    def to_python(self, value: str) -> str:
        """Keep the code as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Keep the code as it is."""
        return value


class DepartmentConverter(RegionConverter):
    """A department's or unit's code."""

    regex = r"\d{3,12}"


class YearConverter:
    """A year of four digits."""

    regex = r"(?:19|20)\d{2}"

    def to_python(self, value: str) -> int:
        """Return the year as a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Print the year."""
        return str(value)
