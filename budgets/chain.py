"""The chain of publications: what a record is hashed of, and whether what is stored still fits what was recorded."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum

import rfc8785
from django.utils.translation import gettext_lazy as _

from budgets.canonical import facts_sha256
from budgets.models import Publication, Region
from budgets.tables import Facts


class Breach(StrEnum):
    """A way in which a publication does not fit."""

    # Publications before it are missing: numbers go up by one.
    GAP = "gap"
    # It does not name the hash of the record before it.
    LINK = "link"
    # The record itself is not what was hashed.
    RECORD = "record"
    # The edition's facts are not what was hashed.
    FACTS = "facts"


BREACHES: Mapping[Breach, object] = {
    Breach.GAP: _("序号与前一条不连续，中间的记录不见了"),
    Breach.LINK: _("记下的“前一条摘要”不是前一条记录的摘要"),
    Breach.RECORD: _("按记录重新计算的摘要与当时记下的不同"),
    Breach.FACTS: _("按数据重新计算的摘要与当时记下的不同"),
}


@dataclass(frozen=True)
class Verification:
    """What recomputing one publication showed; `facts_sha256` is None where its facts were not read."""

    publication: Publication
    previous: Publication | None
    sha256: str
    facts_sha256: str | None

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """In what the publication does not fit; nothing where all is well."""
        record, previous = self.publication, self.previous
        expected = previous.number + 1 if previous else 1
        found = {
            Breach.GAP: record.number != expected,
            Breach.LINK: record.previous_sha256 != (previous.sha256 if previous else ""),
            Breach.RECORD: record.sha256 != self.sha256,
            Breach.FACTS: self.facts_sha256 not in (None, record.facts_sha256),
        }
        return tuple(breach for breach, is_there in found.items() if is_there)

    @property
    def fits(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.breaches


def publication_json(publication: Publication) -> bytes:
    """Return the bytes that a record is hashed by: its facts' hash, the record before it, number, time and actor."""
    return rfc8785.dumps(
        {
            "region": publication.region.code,
            "number": publication.number,
            "facts_sha256": publication.facts_sha256,
            "previous_sha256": publication.previous_sha256,
            "published_at": publication.published_at.astimezone(UTC).isoformat(),
            "actor": publication.actor,
        }
    )


def publication_sha256(publication: Publication) -> str:
    """Return the hash of a record."""
    return hashlib.sha256(publication_json(publication)).hexdigest()


def verify(publication: Publication, previous: Publication | None, *, reads_facts: bool = True) -> Verification:
    """Recompute one record, and what it says of the record before it; with `reads_facts` its edition's facts too."""
    facts = facts_sha256(Facts(publication.edition)) if reads_facts else None
    return Verification(publication, previous, publication_sha256(publication), facts)


def verify_links(publications: Iterable[Publication], previous: Publication | None) -> Iterator[Verification]:
    """Recompute records in the order of their numbers without reading facts; `previous` is the one before the first."""
    for publication in publications:
        yield verify(publication, previous, reads_facts=False)
        previous = publication


def verify_region(region: Region) -> Iterator[Verification]:
    """Recompute a region's whole chain from its beginning, facts and records."""
    chain = Publication.objects.filter(region=region).select_related("region", "edition__budget__department__region")
    previous = None
    for publication in chain.order_by("number").iterator():
        yield verify(publication, previous)
        previous = publication


def find_broken_publication(region: Region) -> Publication | None:
    """Recompute a region's chain, and return the first publication that does not fit."""
    return next((one.publication for one in verify_region(region) if not one.fits), None)
