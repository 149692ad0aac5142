"""Who imports, for whom, and documents on their way."""

from typing import Any

from django.contrib.auth import get_user_model

from budgets.imports.reading import read_import
from budgets.imports.receiving import receive
from budgets.models import Appointment, Department, ImportJob, Region
from budgets.vocabulary import EditionOrigin, Phase, Role
from tests.make import make_department, make_region
from tests.published import DEPARTMENT, ELSEWHERE, TWIN, YEAR


def importing_department() -> Department:
    """Return a department of a region that has published nothing, under the sample's code."""
    return make_department(DEPARTMENT, make_region(ELSEWHERE, "某县"), name="组织人社局", short_name="人社局")


def make_clerk(department: Department, name: str = "王芳") -> Any:
    """Return somebody who prepares a department's budget."""
    user = get_user_model().objects.create_user(f"clerk-{name}", is_staff=True, first_name=name)
    Appointment.objects.create(user=user, role=Role.CLERK, department=department)
    return user


def make_publisher(region: Region, name: str = "李强") -> Any:
    """Return somebody who transcribes, and publishes, for a whole region."""
    user = get_user_model().objects.create_user(f"publisher-{name}", is_staff=True, first_name=name)
    Appointment.objects.create(user=user, role=Role.PUBLISHER, region=region)
    return user


def upload(department: Department, by: Any, content: bytes | None = None, **values: Any) -> ImportJob:
    """Receive a document, the sample's twin unless another is given."""
    values = {"name": TWIN.name, "year": YEAR, "phase": Phase.BUDGET, "origin": EditionOrigin.PREPARED, **values}
    return receive(content=TWIN.read_bytes() if content is None else content, department=department, by=by, **values)


def read(job: ImportJob) -> ImportJob:
    """Read a job's document, and return the job as it stands then."""
    read_import(job.pk)
    return again(job)


def again(job: ImportJob) -> ImportJob:
    """Return a job as it stands."""
    return ImportJob.objects.select_related("department__region", "document", "edition").get(pk=job.pk)
