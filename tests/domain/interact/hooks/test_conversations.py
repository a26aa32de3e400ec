from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseValues
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.hooks.models import HookTalk
from idic.domain.interact.hooks.operations.receiving import Incoming, receive
from idic.foundation.accounts.errors import NotAllowed
from tests.contracts.channels import make_hook

pytestmark = pytest.mark.django_db


def test_whoever_comes_back_after_a_week_begins_another_case_as_the_same_customer(cast, make_customer):
    channel, customer = make_hook("LINE", cast.administrator, "line"), make_customer()
    first, _is_new = receive(channel, Incoming("1", "U1", "It leaks", name="Mali"))
    case = change_case(
        first.case, CaseValues(customer=customer), version=Case.objects.get().version, by=cast.administrator
    )
    case = resolve_case(case, outcome="solved", version=case.version, by=cast.administrator)
    again, _is_new = receive(channel, Incoming("2", "U1", "It leaks again"))
    assert (again.case_id, Case.objects.get().state) == (case.pk, "open")
    case = Case.objects.get()
    resolve_case(case, outcome="solved", version=case.version, by=cast.administrator)
    Case.objects.update(resolved_at=timezone.now() - timedelta(days=8))
    later, _is_new = receive(channel, Incoming("3", "U1", "Something else"))
    assert later.case_id != case.pk
    assert (later.case.customer, later.case.contact_name, later.customer) == (customer, "Mali", customer)


def test_what_is_said_to_a_joined_case_goes_on_in_the_other(cast):
    channel = make_hook("Other desk", cast.administrator)
    first, _is_new = receive(channel, Incoming("1", "c1", "It leaks"))
    other, _is_new = receive(channel, Incoming("1b", "c2", "Mine too"))
    merge_case(first.case, into=other.case, by=cast.administrator)
    again, is_new = receive(channel, Incoming("2", "c1", "Hello?"))
    assert (again.case_id, is_new) == (other.case_id, True)
    assert HookTalk.objects.get(external_id="c1").case_id == other.case_id


def test_only_who_keeps_channels_makes_one(cast):
    with pytest.raises(NotAllowed):
        make_hook("Mine", cast.service)
