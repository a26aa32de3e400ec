from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from idic.domain.identify.merging.queries.cannot_links import forbidden_customer_pairs
from idic.domain.identify.models import Customer, PossibleDuplicate
from idic.domain.identify.operations.possible_duplicates import dismiss_pair
from idic.domain.identify.queries.intake import intake
from idic.domain.identify.queries.possible_duplicates import pairs_shown
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.events.models import Event
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(make_customer: Callable[..., Customer]) -> PossibleDuplicate:
    first = make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678", email="anan@example.com")
    second = make_customer(given_name="Anan", family_name="Jaidi", phone="0812345678")
    return PossibleDuplicate.objects.create(first=first, second=second, found_at=timezone.now())


def test_a_pair_shows_what_agrees(cast: Cast, pair: PossibleDuplicate) -> None:
    (shown,) = pairs_shown(cast.service)
    assert (shown.first, shown.second, shown.same) == (pair.first, pair.second, {"phone"})


def test_who_says_that_they_are_two_is_never_asked_again(cast: Cast, pair: PossibleDuplicate) -> None:
    assert intake().duplicates == 1
    dismiss_pair(pair.pk, by=cast.service)
    assert pairs_shown(cast.service) == []
    assert intake().duplicates == 0
    told = Event.objects.filter(verb="customer.kept_apart").values_list("customer_id", "actor_id")
    assert set(told) == {(pair.first_id, cast.service.pk), (pair.second_id, cast.service.pk)}
    assert forbidden_customer_pairs() == {(pair.first_id, pair.second_id)}
    with pytest.raises(NotVisible):
        dismiss_pair(pair.pk, by=cast.service)


def test_a_pair_with_a_customer_of_another_team_is_not_shown(cast: Cast, pair: PossibleDuplicate) -> None:
    Customer.objects.filter(pk=pair.first_id).update(owner=cast.service, team=cast.service.team)
    assert pairs_shown(cast.sales) == []
    with pytest.raises(NotVisible):
        dismiss_pair(pair.pk, by=cast.sales)


def test_an_analyst_looks_and_does_not_decide(cast: Cast, pair: PossibleDuplicate) -> None:
    assert len(pairs_shown(cast.analyst)) == 1
    with pytest.raises(NotAllowed):
        dismiss_pair(pair.pk, by=cast.analyst)
