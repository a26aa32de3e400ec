from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from idic.domain.differentiate.models import Segment, SegmentMembership
from idic.domain.differentiate.operations.segments import create_segment
from idic.domain.differentiate.operations.static_lists import create_static_list
from idic.domain.differentiate.queries.movement import combinations, movement, overlap_matrix, sizes_over_time
from idic.domain.differentiate.queries.quality import quality_of
from idic.domain.identify.models import Customer
from idic.domain.work.models import Task
from idic.foundation.accounts.models import RoleDefinition
from idic.foundation.views.acts import registered_acts
from tests.conftest import Cast

SignedIn = Callable[[str], Client]


@pytest.fixture
def people(make_customer: Callable[..., Any]) -> list[Customer]:
    return [make_customer(given_name=name, family_name="One", province="Trat") for name in ("A", "B", "C", "D")]


def _list(cast: Cast, name: str, people: list[Customer]) -> Segment:
    return create_static_list(name=name, customer_ids=[one.pk for one in people], by=cast.manager, source="test")


def test_pasted_numbers_make_a_list_and_the_unknown_are_named(
    cast: Cast, signed_in: SignedIn, people: list[Customer]
) -> None:
    browser = signed_in("manager")
    assert browser.get(reverse("segments:create-list")).status_code == 200
    text = f"{people[0].pk}, {people[1].pk}\nX-99"
    answer = browser.post(reverse("segments:create-list"), {"name": "Guests", "numbers": text}, follow=True)
    segment = Segment.objects.get(name="Guests")
    assert segment.is_static
    assert segment.size == 2
    assert "X-99" in answer.content.decode()
    assert browser.post(reverse("segments:create-list"), {"name": "Guests", "numbers": "X-99"}).status_code == 422


def test_a_list_has_a_page_and_is_renamed_without_a_rule(
    cast: Cast, signed_in: SignedIn, people: list[Customer]
) -> None:
    segment = _list(cast, "Guests", people[:2])
    browser = signed_in("manager")
    page = browser.get(reverse("segments:detail", args=[segment.pk])).content.decode()
    assert "its members were named" in page
    assert browser.get(reverse("segments:edit", args=[segment.pk])).status_code == 200
    browser.post(
        reverse("segments:edit", args=[segment.pk]), {"name": "Friends", "description": "", "version": segment.version}
    )
    segment.refresh_from_db()
    assert (segment.name, segment.size, segment.predicate) == ("Friends", 2, {})
    why = browser.get(reverse("customers:membership", args=[people[0].pk, segment.pk])).content.decode()
    assert "somebody named its customers" in why


def test_a_list_leads_to_a_task_for_each_where_one_may_make_them(
    cast: Cast, signed_in: SignedIn, people: list[Customer]
) -> None:
    segment = _list(cast, "Guests", people[:2])
    url, button = reverse("segments:detail", args=[segment.pk]), 'name="act" value="task"'
    browser = signed_in("manager")
    assert button in browser.get(url).content.decode()
    asked = {"act": "task", "query": f"segment={segment.pk}", "all": "1"}
    form = browser.post(reverse("lists:act", args=["customer"]), asked)
    assert form.status_code == 200
    assert "This changes 2 Customers" in form.content.decode()
    RoleDefinition.objects.update_or_create(
        code="manager", defaults={"name": "Manager", "grants": {"task.create": "none"}}
    )
    assert button not in signed_in("manager").get(url).content.decode()


def test_the_builder_knows_behaviour_and_segments_and_refuses_a_circle(
    cast: Cast, signed_in: SignedIn, people: list[Customer]
) -> None:
    browser = signed_in("manager")
    rule: dict[str, Any] = {"behaviour": "contact", "measure": "times", "op": "eq", "value": 0}
    one = create_segment(name="One", description="", rule=rule, by=cast.manager)
    two = create_segment(name="Two", description="", rule={"member_of": [one.pk]}, by=cast.manager)
    page = browser.get(reverse("segments:edit", args=[one.pk])).content.decode()
    words = json.loads(page.split('id="rule-vocabulary" type="application/json">')[1].split("</script>")[0])
    assert "purchase" in words["behaviours"]
    assert [two.pk, "Two"] in words["segments"]
    values = {"name": "One", "description": "", "version": one.version, "rule": json.dumps({"member_of": [two.pk]})}
    refused = browser.post(reverse("segments:edit", args=[one.pk]), values)
    assert refused.status_code == 422
    assert "One → Two → One" in refused.content.decode()
    gone = browser.post(reverse("segments:archive", args=[one.pk]), {"version": one.version}, follow=True)
    assert "Other segments ask for membership" in gone.content.decode()
    shown = browser.get(reverse("segments:detail", args=[two.pk])).content.decode()
    assert "Belongs to: One" in shown


def test_choices_are_found_by_their_name_and_only_of_what_one_may_see(cast: Cast, signed_in: SignedIn) -> None:
    url = reverse("segments:choices")
    found = signed_in("manager").get(url, {"kind": "contact", "name": "kind", "q": "call"}).json()
    assert found == {"choices": [["call", "Call"]]}
    assert signed_in("manager").get(url, {"kind": "contact", "name": "colour"}).status_code == 404


def test_the_overlap_is_counted_both_ways_and_each_customer_once(cast: Cast, people: list[Customer]) -> None:
    one, two = _list(cast, "One", people[:3]), _list(cast, "Two", people[2:])
    assert overlap_matrix([one, two]) == [[3, 1], [1, 2]]
    assert combinations([one, two]) == [([0], 2), ([0, 1], 1), ([1], 1)]


def test_who_moved_is_told_by_rows_that_sum_to_one(cast: Cast, people: list[Customer]) -> None:
    one, two = _list(cast, "One", people[:3]), _list(cast, "Two", people[3:])
    SegmentMembership.objects.update(valid_from=datetime(2026, 3, 1, tzinfo=UTC))
    gone = SegmentMembership.objects.get(segment=one, customer=people[0])
    gone.valid_to = datetime(2026, 3, 10, tzinfo=UTC)
    gone.save()
    SegmentMembership.objects.create(
        segment=two, customer=people[0], rule_version=1, valid_from=datetime(2026, 3, 10, tzinfo=UTC)
    )
    found = movement([one, two], date(2026, 3, 5), date(2026, 3, 15))
    assert found.counts == [[2, 1, 0], [0, 1, 0], [0, 0, 0]]
    assert all(sum(row) == pytest.approx(1) for row in found.shares()[:2])  # type: ignore[arg-type]  # both have members
    back = movement([one, two], date(2026, 3, 15), date(2026, 3, 5))
    assert [list(row) for row in zip(*back.counts, strict=True)] == found.counts
    assert movement([one, two], date(2026, 2, 1), date(2026, 3, 5)).counts[2] == [3, 1, 0]


def test_the_size_is_told_day_by_day(cast: Cast, people: list[Customer]) -> None:
    one = _list(cast, "One", people[:3])
    today = timezone.localdate()
    SegmentMembership.objects.update(valid_from=timezone.now() - timedelta(days=400))
    SegmentMembership.objects.filter(customer=people[0]).update(valid_to=timezone.now() - timedelta(days=10))
    assert sizes_over_time(one, until=today)[-1] == (today, 2)
    assert [size for _day, size in sizes_over_time(one, until=today)] == [3, 2, 2] or [
        size for _day, size in sizes_over_time(one, until=today)
    ] == [2, 2]


def test_the_pages_of_comparison_and_history_show(cast: Cast, signed_in: SignedIn, people: list[Customer]) -> None:
    browser = signed_in("manager")
    assert "No segments yet" in browser.get(reverse("segments:compare")).content.decode()
    one, two = _list(cast, "Same", people[:3]), _list(cast, "Same", people[2:])
    page = browser.get(reverse("segments:compare"), {"segment": [one.pk, two.pk]}).content.decode()
    assert "Same (1)" in page
    assert "Same (2)" in page
    assert "none of them" in page
    assert browser.get(reverse("segments:history", args=[one.pk])).status_code == 200
    for response in ("monetary", "tier", "nonsense"):
        part = browser.get(reverse("segments:quality", args=[one.pk]), {"response": response})
        assert part.status_code == 200
        assert "acts on it" in part.content.decode()


def test_five_tests_are_decided_as_far_as_figures_are_there(cast: Cast, people: list[Customer]) -> None:
    found = quality_of(_list(cast, "One", people[:3]))
    assert found.substantial.passed is False
    assert found.measurable.passed is True
    assert found.differentiable.passed is None
    assert found.actionable.passed is False
    assert found.actionable.reason == "no_standard"


def test_each_customer_gets_a_task_and_all_are_taken_back_but_what_was_begun(
    cast: Cast, people: list[Customer]
) -> None:
    act = next(one for one in registered_acts("customer") if one.code == "task")
    values = act.check({"title": " Offer tea ", "due": "2026-12-01", "person": ""}, cast.manager)
    done = act.apply([one.pk for one in people[:3]], values, cast.manager, timezone.now())
    tasks = {one.customer_id: one for one in Task.objects.filter(title="Offer tea")}
    assert set(tasks) == {one.pk for one in people[:3]}
    assert {str(one.due_on) for one in tasks.values()} == {"2026-12-01"}
    Task.objects.filter(pk=tasks[people[0].pk].pk).update(version=9)
    assert act.restore(done, values, cast.manager, timezone.now()) == {people[1].pk, people[2].pk}
    assert Task.objects.filter(title="Offer tea", deleted_at=None).count() == 1


def test_nobody_gets_a_task_for_another_teams_customer(cast: Cast, people: list[Customer]) -> None:
    Customer.objects.filter(pk=people[0].pk).update(team=cast.service.team, owner=None)
    Customer.objects.filter(pk=people[1].pk).update(team=cast.sales.team, owner=None)
    act = next(one for one in registered_acts("customer") if one.code == "task")
    values = act.check({"title": "Call", "due": "", "person": ""}, cast.sales)
    done = act.apply([people[0].pk, people[1].pk], values, cast.sales, timezone.now())
    assert [one.record_id for one in done] == [people[1].pk]


def test_a_selection_becomes_a_list_and_grows_it(cast: Cast, people: list[Customer]) -> None:
    act = next(one for one in registered_acts("customer") if one.code == "list")
    values = act.check({"list": "Tea"}, cast.manager)
    act.apply([people[0].pk], values, cast.manager, timezone.now())
    done = act.apply([people[0].pk, people[1].pk], values, cast.manager, timezone.now())
    assert [one.record_id for one in done] == [people[1].pk]
    segment = Segment.objects.get(name="Tea")
    assert segment.size == 2
    act.restore(done, values, cast.manager, timezone.now())
    segment.refresh_from_db()
    assert segment.size == 1
