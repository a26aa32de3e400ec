from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.differentiate.errors import ListEmpty, ListTooLong, NotStatic, SegmentNameMissing
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.operations import static_lists
from idic.domain.differentiate.operations.evaluation import evaluate_everybody
from idic.domain.differentiate.operations.segments import create_segment
from idic.domain.differentiate.operations.static_lists import (
    add_to_list,
    create_static_list,
    listed_ids,
    take_from_list,
)
from idic.domain.differentiate.queries.members import members_of
from idic.domain.differentiate.queries.segments import explain_membership
from idic.domain.identify.models import Customer
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import undo_event
from tests.conftest import Cast


@pytest.fixture
def people(make_customer: Callable[..., Any]) -> list[Customer]:
    return [make_customer(given_name=name, family_name="One") for name in ("A", "B", "C")]


def _members(segment: Segment, cast: Cast) -> set[int]:
    return set(members_of(segment, cast.administrator, sort="value").values_list("pk", flat=True))


def test_a_list_holds_those_who_were_named(cast: Cast, people: list[Customer]) -> None:
    segment = create_static_list(
        name=" Guests ", customer_ids=[people[0].pk, people[2].pk, people[0].pk], by=cast.manager, source="selection"
    )
    assert (segment.name, segment.is_static, segment.size) == ("Guests", True, 2)
    assert _members(segment, cast) == {people[0].pk, people[2].pk}
    told = Event.objects.get(verb="segment.listed", subject_id=segment.pk)
    assert told.after == {"name": "Guests", "source": "selection", "customers": 2}
    evaluate_everybody(at=timezone.now())
    assert _members(segment, cast) == {people[0].pk, people[2].pk}
    assert explain_membership(segment, people[0].pk).is_member
    assert not explain_membership(segment, people[1].pk).is_member


def test_another_teams_customer_cannot_be_listed(cast: Cast, people: list[Customer]) -> None:
    Customer.objects.filter(pk=people[0].pk).update(team=cast.service.team, owner=None)
    Customer.objects.filter(pk=people[1].pk).update(team=cast.sales.team, owner=None)
    with pytest.raises(NotAllowed):
        create_static_list(name="X", customer_ids=[people[1].pk], by=cast.sales, source="selection")
    seen = static_lists._seen([people[0].pk, people[1].pk], cast.sales)
    assert seen == [people[1].pk]


def test_a_list_is_refused_without_name_or_anybody(
    cast: Cast, people: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SegmentNameMissing):
        create_static_list(name=" ", customer_ids=[people[0].pk], by=cast.manager, source="selection")
    with pytest.raises(ListEmpty):
        create_static_list(name="X", customer_ids=[1], by=cast.manager, source="selection")
    monkeypatch.setattr(static_lists, "MOST_LISTED", 2)
    with pytest.raises(ListTooLong) as refused:
        create_static_list(name="X", customer_ids=[1, 2, 3], by=cast.manager, source="selection")
    assert "2" in str(refused.value)


def test_the_making_of_a_list_can_be_taken_back(cast: Cast, people: list[Customer]) -> None:
    segment = create_static_list(name="X", customer_ids=[people[0].pk], by=cast.manager, source="selection")
    undo_event(Event.objects.get(verb="segment.listed").pk, by=cast.manager)
    segment.refresh_from_db()
    assert segment.is_archived
    assert _members(segment, cast) == set()


def test_who_is_added_or_taken_off_comes_and_goes_and_that_is_undone(cast: Cast, people: list[Customer]) -> None:
    segment = create_static_list(name="X", customer_ids=[people[0].pk], by=cast.manager, source="selection")
    assert add_to_list(segment, [people[0].pk, people[1].pk], by=cast.manager, source="selection") == 1
    assert take_from_list(segment, [people[0].pk], by=cast.manager) == 1
    assert listed_ids(segment) == [people[1].pk]
    assert _members(segment, cast) == {people[1].pk}
    undo_event(Event.objects.get(verb="segment.list_taken").pk, by=cast.manager)
    assert _members(segment, cast) == {people[0].pk, people[1].pk}
    undo_event(Event.objects.get(verb="segment.list_added", after__source="selection").pk, by=cast.manager)
    assert _members(segment, cast) == {people[0].pk}


def test_the_members_of_a_rule_are_not_named_by_hand(cast: Cast, people: list[Customer]) -> None:
    segment = create_segment(name="R", description="", rule={"field": "name", "op": "is_known"}, by=cast.manager)
    with pytest.raises(NotStatic):
        add_to_list(segment, [people[0].pk], by=cast.manager, source="selection")
