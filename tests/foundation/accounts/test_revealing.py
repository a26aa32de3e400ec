from __future__ import annotations

from typing import Any

import pytest

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess, Role, Scope
from idic.foundation.accounts.errors import MayNotReveal, NotAllowed, ReasonMissing
from idic.foundation.accounts.operations.revealing import reveal
from idic.foundation.accounts.operations.roles import change_role
from idic.foundation.accounts.queries.roles import access_role
from idic.foundation.events.models import Event


def look(by: Any, reason: str = "The customer asked to confirm the number") -> None:
    reveal(
        noun="customer", pk=40001, field="phone", group=AttributeGroup.CONTACT, reason=reason, customer_id=40001, by=by
    )


def test_who_looked_at_what_and_why_is_written_down(cast: Any) -> None:
    look(cast.service, "  call \n back ")
    event = Event.objects.get(verb="customer.revealed")
    assert (event.subject_kind, event.subject_id, event.customer_id) == ("customer", 40001, 40001)
    assert (event.actor_id, event.after) == (cast.service.pk, {"field": "phone", "reason": "call back"})


@pytest.mark.parametrize("reason", ["", "   ", "\x00\x00\x00\x00", "x"])
def test_nothing_is_shown_without_a_reason(cast: Any, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        look(cast.service, reason)
    assert not Event.objects.filter(verb="customer.revealed").exists()


def test_the_right_to_reveal_is_a_right_of_its_own(cast: Any) -> None:
    with pytest.raises(NotAllowed):
        look(cast.analyst)


def test_a_hidden_group_stays_hidden(cast: Any) -> None:
    analyst = access_role(cast.administrator, Role.ANALYST)
    change_role(
        analyst, grants={"customer.reveal": Scope.ALL},
        group_access={"customer": {AttributeGroup.CONTACT: GroupAccess.HIDDEN}}, version=1, by=cast.administrator,
    )  # fmt: skip
    cast.analyst.refresh_from_db()
    with pytest.raises(MayNotReveal):
        look(cast.analyst)
