"""The steps of an edition: who may take which, from which state, and that nobody takes two."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from budgets.editing import editing
from budgets.models import (
    BudgetYear,
    ChangeRecord,
    DeclaredAmount,
    Edition,
    FunctionExpenditure,
    Publication,
    ScheduledPublication,
    StepRecord,
    Waiver,
)
from budgets.publishing import (
    PublishingError,
    approve,
    publish,
    schedule,
    send_back,
    submit,
    unschedule,
    why_not,
    withdraw,
)
from budgets.vocabulary import EditionOrigin, EditionStatus, Step
from tests.make import make_budget, make_edition
from tests.steps.people import OLD_NAME, make_cast, make_sound, take_to_approval

pytestmark = pytest.mark.django_db

S = EditionStatus
# Which of an edition's own people takes a step, and from which states; nobody else does, and a superuser may do all.
ALLOWED = {
    Step.SUBMIT: ({"clerk"}, {S.DRAFT}),
    Step.SEND_BACK: ({"approver", "publisher"}, {S.SUBMITTED, S.APPROVED, S.SCHEDULED}),
    Step.APPROVE: ({"approver"}, {S.SUBMITTED}),
    Step.SCHEDULE: ({"publisher"}, {S.APPROVED, S.SCHEDULED}),
    Step.UNSCHEDULE: ({"publisher"}, {S.SCHEDULED}),
    Step.PUBLISH: ({"publisher"}, {S.APPROVED, S.SCHEDULED}),
    Step.WITHDRAW: ({"publisher"}, {S.PUBLISHED, S.SUPERSEDED}),
}


@pytest.fixture
def edition():
    """A prepared draft that can be submitted."""
    return make_sound()


@pytest.fixture
def cast(edition):
    """The people around it."""
    return make_cast(edition.budget.department)


def again(edition):
    return Edition.objects.with_names().get(pk=edition.pk)


def tomorrow():
    return timezone.now() + timedelta(days=1)


def act(step, edition, by):
    """Take a step with what it needs."""
    acts = {
        Step.SUBMIT: lambda: submit(edition=edition, by=by),
        Step.SEND_BACK: lambda: send_back(edition=edition, by=by, remark="请改"),
        Step.APPROVE: lambda: approve(edition=edition, by=by),
        Step.SCHEDULE: lambda: schedule(edition=edition, by=by, at=tomorrow()),
        Step.UNSCHEDULE: lambda: unschedule(edition=edition, by=by),
        Step.PUBLISH: lambda: publish(edition=edition, by=by),
        Step.WITHDRAW: lambda: withdraw(edition=edition, by=by, reason="误发"),
    }
    return acts[step]()


@pytest.mark.parametrize("origin", EditionOrigin.values)
@pytest.mark.parametrize("status", EditionStatus.values)
def test_each_step_is_for_its_people_in_its_states(status, origin):
    edition = make_sound(origin=origin)
    cast = make_cast(edition.budget.department)
    Edition.objects.filter(pk=edition.pk).update(status=status)
    edition = again(edition)
    for step, (people, states) in ALLOWED.items():
        # What was published elsewhere is published as it is, without the other steps.
        copied = step == Step.PUBLISH and origin == EditionOrigin.TRANSCRIBED
        expected = status in (states | {S.DRAFT} if copied else states)
        for name, person in vars(cast).items():
            allowed = expected and (name in people or name == "superuser")
            assert (why_not(step, edition, person) == "") == allowed, (step, name)


@pytest.mark.parametrize("step", ALLOWED)
def test_what_may_not_be_done_changes_nothing(step, edition, cast):
    Edition.objects.filter(pk=edition.pk).update(status=S.SUPERSEDED if step != Step.WITHDRAW else S.APPROVED)
    before = again(edition).status
    for person in vars(cast).values():
        with pytest.raises(PublishingError):
            act(step, edition, person)
    assert again(edition).status == before
    assert not StepRecord.objects.exists()
    assert not ChangeRecord.objects.exists()
    assert not ScheduledPublication.objects.exists()


def test_an_edition_goes_through_three_hands(edition, cast):
    submit(edition=edition, by=cast.clerk, remark="请审核")
    approve(edition=edition, by=cast.approver)
    record = publish(edition=edition, by=cast.publisher)
    assert again(edition).status == S.PUBLISHED
    assert record.actor == "公开"
    steps = StepRecord.objects.filter(edition=edition).values_list("step", "actor", "remark", "by")
    assert list(steps) == [
        ("submit", "经办", "请审核", cast.clerk.pk),
        ("approve", "审核", "", cast.approver.pk),
        ("publish", "公开", "", cast.publisher.pk),
    ]
    log = ChangeRecord.objects.filter(edition=edition, action="step").order_by("id")
    assert list(log.values_list("detail", "actor")) == [
        ("提交审核：请审核", "经办"),
        ("审核通过", "审核"),
        ("公开", "公开"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (Step.SUBMIT, Step.APPROVE, "您提交过这一版，不能再由您办理“审核通过”"),
        (Step.SUBMIT, Step.PUBLISH, "您提交过这一版，不能再由您办理“公开”"),
        (Step.APPROVE, Step.PUBLISH, "您审核过这一版，不能再由您办理“公开”"),
        (Step.APPROVE, Step.SCHEDULE, "您审核过这一版，不能再由您办理“定时公开”"),
    ],
)
def test_not_even_a_superuser_takes_two_steps(first, second, said, edition, cast):
    people = {Step.SUBMIT: cast.clerk, Step.APPROVE: cast.approver, first: cast.superuser, second: cast.superuser}
    order = [Step.SUBMIT, Step.APPROVE, second] if second != Step.APPROVE else [Step.SUBMIT, Step.APPROVE]
    for step in order[:-1]:
        act(step, edition, people[step])
    with pytest.raises(PublishingError, match=said):
        act(order[-1], edition, cast.superuser)


@pytest.mark.parametrize("step", [Step.APPROVE, Step.PUBLISH, Step.SCHEDULE])
def test_who_changed_a_figure_neither_approves_nor_publishes(step, edition, cast):
    line = FunctionExpenditure.objects.get()
    for person in (cast.superuser, cast.clerk):
        with editing(edition, by=person) as log:
            log.changed(line, {"amount": "1"})
    submit(edition=edition, by=cast.clerk)
    if step != Step.APPROVE:
        approve(edition=edition, by=cast.approver)
    with pytest.raises(PublishingError, match="您填写或修改过这一版的数据"):
        act(step, edition, cast.superuser)


def test_whoever_gave_reasons_may_approve_and_who_approved_may_not_submit(edition, cast):
    submit(edition=edition, by=cast.clerk)
    approve(edition=edition, by=cast.superuser)
    send_back(edition=edition, by=cast.publisher, remark="项目名称有误")
    with pytest.raises(PublishingError, match="您审核过这一版"):
        submit(edition=edition, by=cast.superuser)
    submit(edition=edition, by=cast.clerk)
    approve(edition=edition, by=cast.superuser)


def test_sending_back_wants_a_remark_and_gives_up_the_hour(edition, cast):
    take_to_approval(edition, cast)
    schedule(edition=edition, by=cast.publisher, at=tomorrow())
    with pytest.raises(PublishingError, match="请写明退回的意见"):
        send_back(edition=edition, by=cast.approver, remark="  ")
    send_back(edition=edition, by=cast.approver, remark="三公有误")
    assert again(edition).is_draft
    assert not ScheduledPublication.objects.exists()
    assert StepRecord.objects.latest("id").remark == "三公有误"


def test_errors_keep_a_prepared_edition_from_being_submitted(edition, cast):
    DeclaredAmount.objects.create(edition=edition, table_number=3, row="total", column="total", amount=120000)
    with pytest.raises(PublishingError, match="有 1 处错误须先改正：预算03表“合计”行“合计”为 12.00 万元"):
        submit(edition=edition, by=cast.clerk)
    assert again(edition).is_draft


def test_nothing_is_not_submitted(edition, cast):
    empty = make_edition(make_budget(year=2031))
    with pytest.raises(PublishingError, match="还没有数据"):
        submit(edition=empty, by=cast.clerk)
    assert again(empty).is_draft


def test_a_transcribed_edition_may_go_through_the_steps_with_its_errors():
    edition = make_sound(origin=EditionOrigin.TRANSCRIBED, name=OLD_NAME)
    cast = make_cast(edition.budget.department)
    DeclaredAmount.objects.create(edition=edition, table_number=3, row="total", column="total", amount=120000)
    submit(edition=edition, by=cast.clerk)
    approve(edition=edition, by=cast.approver)
    assert publish(edition=edition, by=cast.publisher).number == 1


def test_a_command_publishes_only_what_was_published_elsewhere(edition, cast):
    take_to_approval(edition, cast)
    with pytest.raises(PublishingError, match="不能由命令公开"):
        publish(edition=edition, by="命令行")


def test_every_warning_wants_a_reason_before_it_is_approved():
    edition = make_sound(name=OLD_NAME)
    cast = make_cast(edition.budget.department)
    submit(edition=edition, by=cast.clerk)
    with pytest.raises(PublishingError, match="还有 1 条提示没有说明理由，例如 R15：.*旧名称"):
        approve(edition=edition, by=cast.approver)
    Waiver.objects.create(edition=edition, rule="R15", reason="沿用旧名。", granted_by="经办")
    approve(edition=edition, by=cast.approver)
    assert Waiver.objects.get().granted_by == "审核", "whoever approves answers for the reasons"


def test_the_approval_of_the_year_is_written_into_what_is_submitted(edition, cast):
    year = {"region": edition.budget.department.region, "year": 2023, "opened_by": "公开"}
    BudgetYear.objects.create(**year, approved_on=date(2023, 2, 3))
    submit(edition=edition, by=cast.clerk)
    assert again(edition).approved_on == date(2023, 2, 3)


def test_an_edition_that_was_changed_is_looked_at_again(edition, cast):
    seen = edition.revision
    with editing(edition, by=cast.clerk):
        pass
    with pytest.raises(PublishingError, match="打开本页以后"):
        submit(edition=edition, by=cast.clerk, revision=seen)
    submit(edition=edition, by=cast.clerk, revision=again(edition).revision)


def test_the_hour_lies_ahead_and_can_be_changed(edition, cast):
    take_to_approval(edition, cast)
    with pytest.raises(PublishingError, match="至少要在一分钟以后"):
        schedule(edition=edition, by=cast.publisher, at=timezone.now() + timedelta(seconds=50))
    schedule(edition=edition, by=cast.publisher, at=tomorrow())
    later = tomorrow() + timedelta(hours=1)
    schedule(edition=edition, by=cast.publisher, at=later)
    assert ScheduledPublication.objects.get().publish_at == later
    unschedule(edition=edition, by=cast.publisher)
    assert again(edition).status == S.APPROVED
    assert not ScheduledPublication.objects.exists()


def test_publishing_by_hand_settles_the_planned_hour(edition, cast):
    take_to_approval(edition, cast)
    schedule(edition=edition, by=cast.publisher, at=tomorrow())
    publish(edition=edition, by=cast.publisher)
    assert not ScheduledPublication.objects.exists()
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("step", [Step.SCHEDULE, Step.PUBLISH])
def test_what_is_marked_as_secret_does_not_become_public(step, edition, cast):
    approved = take_to_approval(edition, cast)
    approved.budget.exemption_ground = "《预算法》第十四条：涉及国家秘密"
    approved.budget.save()
    assert "涉及国家秘密" in why_not(step, again(approved), cast.publisher)
    with pytest.raises(PublishingError, match="不予公开"):
        publish(edition=approved, by=cast.publisher)
    assert Edition.objects.get(pk=edition.pk).status == EditionStatus.APPROVED
