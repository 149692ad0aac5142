"""What an import would do, before anybody confirms it: what is new, changed or gone, and what the checks would say."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from budgets.checks import Finding, check, findings_of
from budgets.differences import Differences, compare_editions
from budgets.imports.contents import TEXTS, Content, complete, models_of, offered
from budgets.imports.jobs import reading_to_confirm, unsaved_edition
from budgets.imports.kept import NAMES, Kept, Rows
from budgets.imports.receiving import unpublished_edition
from budgets.imports.replacing import pair_facts, says_the_same
from budgets.models import Edition, ImportJob, SourceTable
from budgets.tables import Facts
from budgets.tables.facts import FACT_MODELS
from budgets.vocabulary import EditionOrigin


@dataclass(frozen=True)
class Choice:
    """A kind of content to choose: how many rows were read and are in the draft, and what would become of them.

    `is_fixed` marks what a transcription takes over together with the other tables.
    """

    content: Content
    is_wanted: bool
    is_fixed: bool
    read: int
    stored: int
    added: int
    changed: int
    gone: int
    same: int

    @property
    def only_clears(self) -> bool:
        """Whether choosing it would leave the draft without what it has, since the document says nothing of it."""
        return self.read == 0 and self.stored > 0

    @property
    def is_empty(self) -> bool:
        """Whether neither the document nor the draft has any of it."""
        return self.read == 0 and self.stored == 0


@dataclass(frozen=True)
class Preview:
    """What an import would do to a draft; without one there is nothing to compare with.

    `findings` are what the checks would say of the draft if all that is proposed were confirmed.
    """

    edition: Edition | None
    choices: Sequence[Choice]
    differences: Differences | None
    findings: Sequence[Finding]

    @property
    def revision(self) -> int | None:
        """The revision of the draft that the preview was held against."""
        return self.edition.revision if self.edition is not None else None


def preview(job: ImportJob) -> Preview:
    """Hold what was read against the draft as it is now."""
    reading = reading_to_confirm(job)
    edition = unpublished_edition(job.department, job.year, job.phase)
    before = Facts(edition if edition is not None else unsaved_edition(job), None if edition is not None else {})
    same_form = reading.names["form_set"] == before.edition.form_set
    choices = [_choice(one, before, reading, job.origin) for one in offered(job.origin, same_form=same_form)]
    chosen = complete([one.content.key for one in choices if one.is_wanted], job.origin)
    after = _after(job, before, reading, chosen)
    return Preview(
        edition,
        choices,
        compare_editions(before, after) if edition is not None else None,
        findings_of(check(after)),
    )


def _choice(content: Content, before: Facts, reading: Kept, origin: str) -> Choice:
    """Count what would become of one kind of content."""
    pairs = [both for model in content.models for both in pair_facts(model, before.of(model), reading.rows[model])]
    added = sum(old is None for old, _new in pairs)
    gone = sum(new is None for _old, new in pairs)
    both = [(old, new) for old, new in pairs if old is not None and new is not None]
    same = sum(says_the_same(old, new) for old, new in both)
    read, stored = len(pairs) - gone, len(pairs) - added
    is_fixed = origin == EditionOrigin.TRANSCRIBED and content.key not in TEXTS
    is_wanted = is_fixed or (content.is_wanted(origin) and read > 0)
    return Choice(content, is_wanted, is_fixed, read, stored, added, len(both) - same, gone, same)


def _after(job: ImportJob, before: Facts, reading: Kept, chosen: frozenset[str]) -> Facts:
    """Return the facts that the draft would have."""
    replaced = models_of(chosen)
    rows: Rows = {model: (reading.rows[model] if model in replaced else before.of(model)) for model in FACT_MODELS}
    edition = copy.copy(before.edition)
    if job.origin == EditionOrigin.TRANSCRIBED and not chosen <= TEXTS:
        rows[SourceTable] = reading.rows[SourceTable]
        for name in NAMES:
            setattr(edition, name, reading.names[name] or getattr(edition, name))
    elif before.edition.pk is not None:
        rows[SourceTable] = list(SourceTable.objects.filter(edition=before.edition.pk))
    return Facts(edition, rows)
