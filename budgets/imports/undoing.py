"""Taking an import back, as long as the draft that it went into is one."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.editing import Log, editing
from budgets.imports.contents import CONTENTS, digests, models_of
from budgets.imports.jobs import (
    EditedSinceError,
    ImportRefusedError,
    as_stored,
    lock_edition,
    lock_job,
    settle_units,
    take_over_print,
    unsaved_edition,
)
from budgets.imports.kept import Kept, restore
from budgets.imports.receiving import may_import
from budgets.imports.replacing import replace_facts
from budgets.models import Edition, ImportJob
from budgets.tables import Facts
from budgets.vocabulary import ImportState


def edited_since(job: ImportJob) -> list[str]:
    """Return the labels of the contents that an import wrote and that somebody has edited since."""
    assert job.edition is not None
    assert job.replaced is not None
    written = restore(job.replaced, unsaved_edition(job)).notes["written"]
    now = digests(Facts(as_stored(job.edition)))
    return [str(one.label) for one in CONTENTS if one.key in written and written[one.key] != now[one.key]]


@transaction.atomic
def undo(job: ImportJob, *, by: Any, accepts_loss: bool = False) -> None:
    """Let the draft be what it was before an import; undone twice it is done once.

    What was edited since in the same contents is lost only where that is accepted: else EditedSinceError names it.
    Raises ImportRefusedError where the draft is none any more.
    """
    job = lock_job(job)
    if job.state == ImportState.UNDONE:
        return
    edition = _refuse_undoing(job, by)
    labels = edited_since(job)
    if labels and not accepts_loss:
        raise EditedSinceError(labels)
    assert job.replaced is not None
    former = restore(job.replaced, unsaved_edition(job))
    with editing(edition, by=by) as log:
        log.step(job, _("撤销导入"))
        if _is_untouched(edition, former):
            log.deleted([edition])
            # As rows: the log still names the edition, which a deleted object forgets.
            Edition.objects.filter(pk=edition.pk).delete()
        else:
            _put_back(job, edition, former, log)
    values = {"state": ImportState.UNDONE, "stage": _("已撤销"), "replaced": None}
    ImportJob.objects.filter(pk=job.pk).update(**values)


def _refuse_undoing(job: ImportJob, by: Any) -> Edition:
    """Return the draft that an import is taken back from; raise ImportRefusedError where that cannot be."""
    if job.state != ImportState.APPLIED:
        raise ImportRefusedError(_("这次导入现在是“%s”，没有可以撤销的。") % job.get_state_display())
    if not may_import(by, job.department, job.origin):
        raise ImportRefusedError(_("您不能为“%s”导入，也不能撤销它的导入。") % job.department)
    if job.edition is None:
        raise ImportRefusedError(_("导入的草稿已经删除，没有可以撤销的。"))
    return lock_edition(job.edition)


def _is_untouched(edition: Edition, former: Kept) -> bool:
    """Tell whether a draft is what an import began and nothing more; what was handed in once keeps its history."""
    made = former.notes["is_new"] and edition.revision == former.notes["revision"]
    return made and not edition.steps.exists()


def _put_back(job: ImportJob, edition: Edition, former: Kept, log: Log) -> None:
    """Put what was replaced back in its place."""
    models = models_of(job.chosen)
    settle_units(former.rows, models, job.department, log)
    if former.notes["prints"]:
        take_over_print(edition, former, former.notes["document"], log)
    replace_facts(edition, former.rows, models, log)
