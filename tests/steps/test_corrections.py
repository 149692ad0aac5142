"""Corrections: a new edition that says the same as the one that stands, until somebody changes it."""

import pytest

from budgets.canonical import canonical_facts
from budgets.models import ChangeRecord, Edition, FunctionExpenditure, SourceTable, Waiver
from budgets.publishing import PublishingError, correct, publish, withdraw
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus, Role
from tests.make import appoint, publish_prepared
from tests.steps.people import make_cast, make_sound

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db


def test_a_correction_of_a_transcribed_edition_keeps_every_fact_and_its_cell(published):
    publisher = appoint("公开", Role.PUBLISHER, region=published.budget.department.region)
    begun = correct(edition=published, by=publisher, reason=" 金额有误 ")
    assert (begun.number, begun.status, begun.reason) == (2, EditionStatus.DRAFT, "金额有误")
    assert begun.source_document == published.source_document
    assert canonical_facts(Facts(begun)) == canonical_facts(Facts(published))
    assert Facts(begun).of(SourceTable)[0].title == Facts(published).of(SourceTable)[0].title
    line = FunctionExpenditure.objects.filter(edition=begun).first()
    old = FunctionExpenditure.objects.filter(edition=published).first()
    assert line.source_table.edition == begun
    assert (line.source_row, line.source_column, line.source_place) == (
        old.source_row,
        old.source_column,
        old.source_place,
    )
    assert {record.actor for record in ChangeRecord.objects.filter(edition=begun)} == {"公开"}
    assert publish(edition=begun, by=publisher).number == 2


def test_a_correction_of_a_prepared_edition_is_its_department_s():
    edition = make_sound(year=2024)
    cast = make_cast(edition.budget.department)
    Waiver.objects.create(edition=edition, rule="R15", reason="沿用旧名。", granted_by="审核")
    publish_prepared(edition)
    edition = Edition.objects.with_names().get(pk=edition.pk)
    for person in (cast.publisher, cast.approver, cast.other_clerk, cast.administrator):
        with pytest.raises(PublishingError, match="没有更正这份预算的权限"):
            correct(edition=edition, by=person, reason="金额有误")
    with pytest.raises(PublishingError, match="请写明更正原因"):
        correct(edition=edition, by=cast.clerk, reason=" ")
    begun = correct(edition=edition, by=cast.clerk, reason="金额有误")
    reasons = [list(one.waivers.values_list("rule", "reason")) for one in (edition, begun)]
    assert reasons == [[("R15", "沿用旧名。")]] * 2
    with pytest.raises(PublishingError, match="这份预算已有第 2 版（草稿）"):
        correct(edition=edition, by=cast.clerk, reason="再来一次")
    with pytest.raises(PublishingError, match="只能更正现行的一版"):
        correct(edition=begun, by=cast.clerk, reason="再来一次")


def test_what_was_withdrawn_can_be_begun_anew():
    edition = make_sound(year=2024)
    cast = make_cast(edition.budget.department)
    publish_prepared(edition)
    withdraw(edition=edition, by=cast.publisher, reason="误发")
    begun = correct(edition=Edition.objects.with_names().get(pk=edition.pk), by=cast.clerk, reason="重新公开")
    assert publish_prepared(begun, by="另一人").edition == begun


def test_who_began_a_correction_does_not_publish_it():
    edition = make_sound(year=2024)
    cast = make_cast(edition.budget.department)
    publish_prepared(edition)
    begun = correct(edition=Edition.objects.get(pk=edition.pk), by=cast.superuser, reason="金额有误")
    with pytest.raises(PublishingError, match="您填写或修改过这一版的数据"):
        publish_prepared(begun, by="全权")
