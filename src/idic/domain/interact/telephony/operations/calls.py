"""What a person does with a call: says who it was, writes something down, opens a case."""

from __future__ import annotations

from django.db import transaction

from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import create_customer
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.telephony.models import Call
from idic.domain.interact.telephony.operations.rows import record
from idic.domain.interact.telephony.rules import visible_calls
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.texts import trimmed


@transaction.atomic
def link_call(call: Call, customer: Customer, *, by: User) -> Call:
    kept = _locked(call, by)
    if not visible_customers(by).filter(pk=customer.pk).exists():
        raise NotVisible
    kept.customer = customer
    _save(kept)
    record("call.linked", kept, by=by)
    return kept


@transaction.atomic
def name_caller(call: Call, name: str, *, by: User) -> Customer:
    """A new customer with the number of the call."""
    kept = _locked(call, by)
    customer = create_customer({"kind": "person", "name": name, "phone": kept.number}, by=by)
    kept.customer = customer
    _save(kept)
    record("call.linked", kept, by=by)
    return customer


@transaction.atomic
def note_call(call: Call, text: str, *, by: User) -> Call:
    kept = _locked(call, by)
    kept.note = trimmed(text, 10_000)
    _save(kept)
    record("call.noted", kept, by=by)
    return kept


@transaction.atomic
def open_case_of_call(call: Call, *, title: str, purpose: str, text: str = "", by: User) -> Case:
    """The first contact is when it rang, not when somebody found the time to write it down."""
    kept = _locked(call, by)
    case = open_case(
        CaseDraft(
            title=title, mode=AccessMode.PHONE, purpose=purpose, text=text or kept.note, customer=kept.customer,
            contact_address=kept.number, received_at=kept.rang_at, owner=by,
        ),
        by=by,
    )  # fmt: skip
    kept.case = case
    _save(kept)
    return case


def _locked(call: Call, by: User) -> Call:
    require(by, "case.create")
    if not visible_calls(by).filter(pk=call.pk).exists():
        raise NotVisible
    return Call.objects.select_for_update().get(pk=call.pk)


def _save(call: Call) -> None:
    call.version += 1
    call.save()
