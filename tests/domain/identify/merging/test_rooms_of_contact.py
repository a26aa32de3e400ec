"""Calls, counter numbers, visits to the portal, articles read, plans and findings go with whom they are of, and come back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Model
from django.utils import timezone

from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.chat.models import ChatTalk
from idic.domain.interact.counter.models import Ticket
from idic.domain.interact.hooks.models import HookTalk
from idic.domain.interact.hooks.operations.receiving import Incoming, receive
from idic.domain.interact.knowledge.models import CustomerReading
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.drafts import PlanDraft, StepDraft
from idic.domain.interact.plans.models import Finding, Start
from idic.domain.interact.plans.operations.plans import create_plan
from idic.domain.interact.portal.models import PortalSession
from idic.domain.interact.telephony.models import Call, CallBack
from idic.domain.interact.telephony.operations.queueing import ask_call_back
from idic.domain.interact.web_forms.models import Submission
from tests.conftest import Cast
from tests.contracts.channels import make_chat, make_chat_site, make_hook
from tests.contracts.contact_places import make_counter, make_service, make_ticket
from tests.domain.interact.cases.conftest import make_case
from tests.domain.interact.knowledge.conftest import make_article
from tests.doors.web.web_forms.making import make_form, make_held
from tests.exchanges import make_exchange, tell

__all__ = ["make_article", "make_case"]
pytestmark = pytest.mark.django_db
#: Those that name the customer themselves; chats and messengers hang on their cases.
ROOMS: tuple[type[Model], ...] = (
    Call, CallBack, Ticket, PortalSession, CustomerReading, Start, FollowUp, Finding, Submission, Case,
)  # fmt: skip


def test_every_room_of_contact_follows_a_merge_and_its_undo(
    cast: Cast, pair: tuple[Customer, Customer], make_article
) -> None:
    anan, anon = pair
    by, now = cast.administrator, timezone.now()
    tell(make_exchange(by), "ringing", **{"from": "0800000000", "extension": "201"})
    ask_call_back("0800000001", by=by)
    make_ticket(make_service(make_counter("Town hall", by), "A", by))
    make_held(make_form(by))
    receive(make_hook("Desk", by), Incoming("1", "U1", "It leaks"))
    make_chat(make_chat_site("Shop", by))
    for model in (Call, CallBack, Ticket, Submission, Case):
        model.objects.update(customer=anon)
    Message.objects.filter(kind="inbound").update(customer=anon)
    PortalSession.objects.create(digest="0" * 64, email="a@example.org", customer=anon, began_at=now, expires_at=now)
    CustomerReading.objects.create(customer=anon, text=make_article("Kettles"), at=now)
    plan = create_plan("After", "after_sale", PlanDraft("sale", (StepDraft("telephone", 2),), owner_rule="person", owner=by),
                       by=by)  # fmt: skip
    today = date(2026, 1, 1)
    Start.objects.create(plan=plan, version=plan.versions.get(), customer=anon, cause="silence:2026-01-01", cause_on=today,
                         started_on=today)  # fmt: skip
    told = FollowUp.objects.create(customer=anon, owner=by, due_on=today, method="telephone", reason="thanks")
    Finding.objects.create(follow_up=told, customer=anon, kind="problem", text="It leaks", owner=by, created_at=now)

    def whose() -> dict[str, set[int | None]]:
        found = {model.__name__: set(model.objects.values_list("customer_id", flat=True)) for model in ROOMS}
        found["said"] = set(Message.objects.filter(kind="inbound").values_list("customer_id", flat=True))
        for model in (ChatTalk, HookTalk):
            found[model.__name__] = set(model.objects.values_list("case__customer_id", flat=True))
        return found

    before = whose()
    assert {pk for found in before.values() for pk in found} == {anon.pk}
    merge = merge_customers(anan, anon, by=cast.administrator)
    assert {pk for found in whose().values() for pk in found} == {anan.pk}
    undo_merge(merge, by=cast.administrator)
    assert whose() == before
