from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.customize.models import Campaign, Redemption
from idic.domain.identify.models import Customer, Relation, SourceRecord
from idic.domain.identify.privacy.errors import ReviewFirst, WrongState
from idic.domain.identify.privacy.models import LegalHold, RetentionRule, RetentionRun
from idic.domain.identify.privacy.operations.retention import (
    add_rule,
    change_rule,
    confirm_run,
    execute_run,
    list_due,
    release_hold,
    set_hold,
)
from idic.foundation.desk.models import RecentVisit
from idic.foundation.jobs.progress import SilentProgress

pytestmark = pytest.mark.django_db


def _on(code: str, cast: Any, **values: Any) -> RetentionRule:
    rule = RetentionRule.objects.get(code=code)
    told = {
        "months": rule.months,
        "action": rule.action,
        "basis": rule.basis,
        "is_on": True,
        "reviewed": True,
        **values,
    }
    return change_rule(rule, **told, by=cast.manager)


def _visit(customer: Customer, user: Any, *, months: int) -> RecentVisit:
    at = timezone.now() - timedelta(days=31 * months)
    return RecentVisit.objects.create(user=user, noun="customer", subject_id=customer.pk, at=at)


def _age(customer: Customer, *, years: int) -> None:
    SourceRecord.objects.filter(customer=customer).update(received_at=timezone.now() - timedelta(days=366 * years))


def test_rules_that_came_with_the_product_are_off_until_somebody_checked_them(cast: Any) -> None:
    assert RetentionRule.objects.exists()
    assert not RetentionRule.objects.filter(is_on=True).exists()
    with pytest.raises(ReviewFirst):
        _on("visits", cast, reviewed=False)


def test_what_is_taken_is_exactly_what_was_listed(cast: Any, make_customer: Any) -> None:
    customer = make_customer()
    old = [_visit(customer, user, months=13) for user in (cast.service, cast.sales)]
    young = _visit(customer, cast.manager, months=3)
    run = list_due(_on("visits", cast), as_of=timezone.localdate(), by=cast.manager)
    assert run.ids == [one.pk for one in old]
    assert RecentVisit.objects.count() == 3
    confirm_run(run, by=cast.manager)
    done = execute_run(run.pk, progress=SilentProgress())
    assert done.done_ids == run.ids
    assert list(RecentVisit.objects.values_list("pk", flat=True)) == [young.pk]
    assert execute_run(run.pk, progress=SilentProgress()).done_ids == run.ids


def test_the_last_day_ends_at_the_midnight_of_the_house(cast: Any, make_customer: Any) -> None:
    """Bangkok's first of March begins while it is still February by UTC: what is of that day is kept."""
    day, older, younger = date(2026, 3, 1), make_customer(given_name="Older"), make_customer(given_name="Younger")
    rules = _on("visits", cast, months=12), _on("prospects", cast, months=12)
    for customer, at in ((older, (16, 59)), (younger, (17, 1))):
        moment = datetime(2025, 2, 28, *at, tzinfo=UTC)
        _visit(customer, cast.sales, months=0)
        RecentVisit.objects.filter(subject_id=customer.pk).update(at=moment)
        SourceRecord.objects.filter(customer=customer).update(received_at=moment)
    for rule, found in zip(rules, (RecentVisit.objects.get(subject_id=older.pk).pk, older.pk), strict=True):
        assert list_due(rule, as_of=day, by=cast.manager).ids == [found]


def test_a_row_that_names_a_day_has_that_day(cast: Any, make_customer: Any) -> None:
    campaign = Campaign.objects.create(code="tea", name="Tea", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    record = make_customer().records.get()
    older, _younger = (
        Redemption.objects.create(campaign=campaign, record=record, customer=record.customer, coupon="c", on=on)
        for on in (date(2025, 2, 28), date(2025, 3, 1))
    )
    rule = add_rule(
        name="Coupons", belonging="redemption", clock="row", months=12, action="review", basis="Old", by=cast.manager
    )
    assert list_due(rule, as_of=date(2026, 3, 1), by=cast.manager).ids == [older.pk]


def test_a_hold_wins_over_a_rule_also_when_it_comes_after_the_list(cast: Any, make_customer: Any) -> None:
    customer = make_customer()
    _visit(customer, cast.service, months=13)
    rule = _on("visits", cast)
    run = list_due(rule, as_of=timezone.localdate(), by=cast.manager)
    hold = set_hold(customer=customer, classes=[], reason="Dispute", by=cast.manager)
    confirm_run(run, by=cast.manager)
    assert execute_run(run.pk, progress=SilentProgress()).done_ids == []
    again = list_due(rule, as_of=timezone.localdate(), by=cast.manager)
    assert (again.ids, len(again.held_ids)) == ([], 1)
    release_hold(LegalHold.objects.get(pk=hold.pk), by=cast.manager)
    assert len(list_due(rule, as_of=timezone.localdate(), by=cast.manager).ids) == 1


def test_a_hold_on_either_of_two_people_keeps_what_is_about_both(cast: Any, make_customer: Any) -> None:
    person, company = make_customer(), make_customer()
    relation = Relation.objects.create(
        type="works_at", source=person, target=company, created_at=timezone.now() - timedelta(days=400)
    )
    rule = add_rule(
        name="Relations", belonging="relation", clock="row", months=6, action="delete", basis="Ended", by=cast.manager
    )
    rule = change_rule(rule, months=6, action="delete", basis="Ended", is_on=True, reviewed=True, by=cast.manager)
    assert list_due(rule, as_of=timezone.localdate(), by=cast.manager).ids == [relation.pk]
    for held in (person, company):
        hold = set_hold(customer=held, classes=[], reason="Dispute", by=cast.manager)
        run = list_due(rule, as_of=timezone.localdate(), by=cast.manager)
        assert (run.ids, run.held_ids) == ([], [relation.pk])
        release_hold(LegalHold.objects.get(pk=hold.pk), by=cast.manager)


def test_prospects_without_contact_are_erased_and_others_stay(cast: Any, make_customer: Any) -> None:
    silent = make_customer(given_name="Silent", family_name="Prospect", email="silent@example.com")
    fresh = make_customer(given_name="Fresh", family_name="Prospect", email="fresh@example.com")
    _age(silent, years=3)
    run = list_due(_on("prospects", cast), as_of=timezone.localdate(), by=cast.manager)
    assert run.ids == [silent.pk]
    confirm_run(run, by=cast.manager)
    execute_run(run.pk, progress=SilentProgress())
    silent.refresh_from_db()
    fresh.refresh_from_db()
    assert (silent.name, silent.email) == ("", "")
    assert fresh.email == "fresh@example.com"
    assert list_due(RetentionRule.objects.get(code="prospects"), as_of=timezone.localdate(), by=None).ids == []


def test_what_is_to_be_reviewed_is_only_shown(cast: Any) -> None:
    run = list_due(_on("consents", cast), as_of=timezone.localdate(), by=cast.manager)
    with pytest.raises(WrongState):
        confirm_run(run, by=cast.manager)


def test_a_changed_rule_gives_up_its_open_list(cast: Any, make_customer: Any) -> None:
    _visit(make_customer(), cast.service, months=13)
    rule = _on("visits", cast)
    list_due(rule, as_of=timezone.localdate(), by=cast.manager)
    _on("visits", cast, months=24)
    assert not RetentionRun.objects.filter(rule=rule).exists()


def test_a_rule_of_ones_own_deletes_rows_and_never_a_person(cast: Any, make_customer: Any) -> None:
    rule = add_rule(
        name="Visits, short",
        belonging="recent_visit",
        clock="row",
        months=2,
        action="anonymise",
        basis="",
        by=cast.manager,
    )
    assert (rule.action, rule.is_on) == ("delete", False)
    person = add_rule(
        name="Silent", belonging="customer", clock="row", months=60, action="delete", basis="", by=cast.manager
    )
    assert (person.action, person.clock) == ("anonymise", "contact")
    with pytest.raises(WrongState):
        add_rule(name="No day", belonging="tagging", clock="row", months=2, action="delete", basis="", by=cast.manager)
