"""What happened in a case is told to nobody from whom it is kept; what happened to others does not name it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.joining import link_case
from idic.domain.interact.cases.operations.removal import delete_case
from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import RoleDefinition, Team
from tests.domain.interact.cases.conftest import make_case

__all__ = ["make_case"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(cast: Any, make_case: Any, make_customer: Any) -> Case:
    return make_case("It leaks", customer=make_customer(), by=cast.service, owner=cast.service)


def told(client: Any, case: Case) -> tuple[bool, bool, bool]:
    """On the customer's timeline, in the trail and in its file."""
    answers = [
        client.get(reverse("customers:timeline", args=[case.customer_id])), client.get(reverse("audit:list")),
        client.post(reverse("audit:export")),
    ]  # fmt: skip
    texts = [b"".join(one) if one.streaming else one.content for one in answers]
    first, second, third = (case.title in text.decode() for text in texts)
    return first, second, third


def test_it_is_kept_from_somebody_by_name(cast: Any, signed_in: Any, kept: Case) -> None:
    assert told(signed_in("administrator"), kept) == (True, True, True)
    Case.objects.filter(pk=kept.pk).update(hidden_from=[cast.administrator.pk])
    assert told(signed_in("administrator"), kept) == (False, False, False)
    assert told(signed_in("quality"), kept) == (True, True, True)


def test_what_was_deleted_stays_in_the_trail(cast: Any, signed_in: Any, kept: Case) -> None:
    delete_case(kept, by=cast.administrator)
    assert told(signed_in("administrator"), kept) == (True, True, True)
    Case.objects.filter(pk=kept.pk).update(hidden_from=[cast.administrator.pk])
    assert told(signed_in("administrator"), kept) == (False, False, False)


def test_the_trail_ends_where_the_reach_of_its_reader_does(cast: Any, signed_in: Any, kept: Case) -> None:
    RoleDefinition.objects.filter(code=Role.QUALITY).update(grants={"case.see": "team", "customer.see": "all"})
    cast.quality.team = Team.objects.get(name="Sales north")
    cast.quality.save()
    assert told(signed_in("quality"), kept) == (False, False, False)
    Case.objects.filter(pk=kept.pk).update(team=cast.quality.team)
    assert told(signed_in("quality"), kept) == (True, True, True)


def test_an_event_of_another_case_does_not_name_it(cast: Any, signed_in: Any, kept: Case, make_case: Any) -> None:
    other = make_case("The lid is lost", by=cast.service)
    link_case(other, parent=kept, by=cast.service)
    asked = {"noun": "case", "record": str(other.pk), "verb": "case.linked"}

    def names() -> bool:
        ((_event, _entry, details),) = signed_in("administrator").get(reverse("audit:list"), asked).context["rows"]
        return str(kept.pk) in {one.after for one in details}

    assert names()
    Case.objects.filter(pk=kept.pk).update(hidden_from=[cast.administrator.pk])
    assert not names()
