from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import Case
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.errors import NotAssignable
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.drafts import FindingDraft
from idic.domain.interact.plans.errors import FindingClosed, FindingRefused
from idic.domain.interact.plans.models import Finding
from idic.domain.interact.plans.operations.findings import close_finding, give_finding, open_case_for, record_result
from idic.domain.interact.plans.queries.findings import access_findings, ageing
from idic.foundation.accounts.errors import NotVisible

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_finding(cast, make_customer, make_follow_up):
    def make(kind="problem", text="The lid does not close", owner=None, by=None, **named):
        customer = make_customer()
        Customer.objects.update(owner=None, team=None)
        follow_up = make_follow_up(customer, owner=cast.service)
        draft = FindingDraft(kind, text, owner=owner, **named)
        return record_result(follow_up, outcome="reached_unhappy", note="Told", finding=draft, by=by or cast.service)

    return make


def test_a_finding_without_words_leaves_the_follow_up_open(cast, make_finding):
    from django.db import transaction

    with pytest.raises(FindingRefused), transaction.atomic():
        make_finding(text="  ")
    assert not FollowUp.objects.filter(state="done").exists()
    assert not Finding.objects.exists()


def test_it_is_closed_once_and_only_with_what_was_done(cast, make_finding):
    finding = make_finding()
    with pytest.raises(FindingRefused):
        close_finding(finding, done=" ", by=cast.service)
    closed = close_finding(finding, done="A new lid was sent", by=cast.service)
    assert (closed.done, closed.closed_by_id) == ("A new lid was sent", cast.service.pk)
    with pytest.raises(FindingClosed):
        close_finding(finding, done="Again", by=cast.service)


def test_praise_asks_for_nothing(cast, make_finding):
    assert make_finding("satisfied", "Very good").closed_at is not None
    assert ageing(cast.service, now=timezone.now()).young == 0


def test_it_becomes_a_case_or_a_complaint_once(cast, make_finding):
    finding = make_finding(severity=3)
    case = open_case_for(finding, is_complaint=True, by=cast.service)
    kept = Case.objects.get(pk=case.pk)
    assert (kept.customer_id, kept.mode, kept.purpose, kept.priority, kept.text) == (
        finding.customer_id, "phone", "complain", "high", "The lid does not close",
    )  # fmt: skip
    assert Complaint.objects.get().case_id == case.pk
    with pytest.raises(FindingClosed):
        open_case_for(finding, by=cast.service)
    assert Finding.objects.get().closed_at is None


def test_others_neither_see_nor_close_it_and_whoever_it_was_given_to_does(cast, make_finding):
    finding = make_finding(owner=cast.service_colleague)
    assert list(access_findings(cast.sales)) == []
    assert list(access_findings(cast.analyst)) == [finding]
    with pytest.raises(NotVisible):
        close_finding(finding, done="Done", by=cast.sales)
    with pytest.raises(NotAssignable):
        make_finding(owner=cast.sales)
    assert close_finding(finding, done="Done", by=cast.service_colleague).closed_at


def test_ageing_counts_open_ones_by_their_age(cast, make_finding):
    for days in (1, 10, 40):
        finding = make_finding()
        Finding.objects.filter(pk=finding.pk).update(created_at=timezone.now() - timedelta(days=days))
    ages = ageing(cast.quality, now=timezone.now())
    assert (ages.young, ages.weeks, ages.months) == (1, 1, 1)


def test_it_is_given_to_somebody_else_who_is_told(cast, make_finding):
    from idic.foundation.desk.models import Notification

    finding = make_finding()
    give_finding(finding, owner=cast.manager, by=cast.administrator)
    assert Finding.objects.get().owner_id == cast.manager.pk
    told = Notification.objects.get(user=cast.manager)
    assert (told.kind, told.data["what"], told.subject_id) == ("assignment", "finding.given", finding.customer_id)
    close_finding(finding, done="A new lid was sent", by=cast.administrator)
    with pytest.raises(FindingClosed):
        give_finding(finding, owner=cast.administrator, by=cast.administrator)
