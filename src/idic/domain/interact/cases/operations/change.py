from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseValues
from idic.domain.interact.cases.errors import DateOver
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.rows import (
    begin_work,
    checked_customer,
    checked_owner,
    checked_title,
    locked,
    record,
    recorded,
    require_open,
    save,
    set_search,
    told,
)
from idic.domain.interact.cases.operations.telling import tell_owner
from idic.domain.interact.contact import Priority, Purpose
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import changes_between
from idic.foundation.texts import trimmed


@transaction.atomic
def change_case(
    case: Case, values: CaseValues, *, version: int, by: User, told: Mapping[str, object] | None = None
) -> Case:
    """`told` is what else was done with it, for whoever takes it back."""
    row = locked(case, by=by, version=version)
    before = recorded(row)
    _put(row, values, by=by)
    if recorded(row) == before:
        return row
    if row.owner_id is not None:
        begin_work(row)
    old, new = changes_between(before, recorded(row))
    if {"title", "text", "customer_id"} & set(new):
        set_search(row)
    save(row, by=by, measured_anew="customer_id" in new)
    verb = "case.assigned" if set(new) <= {"owner_id", "team_id", "state"} else "case.changed"
    record(verb, row, by=by, before={**old, **(told or {})}, after=new)
    if "owner_id" in new:
        tell_owner(row, "case.assigned", by=by)
    return row


@transaction.atomic
def assign_case(case: Case, *, owner: User | None, version: int, by: User) -> Case:
    """To somebody, whose team it then is; or back to nobody, where it stays with its team."""
    require_open(locked(case, by=by))
    values = CaseValues(owner=owner)
    if owner is not None and owner.team_id is not None:
        values["team"] = owner.team
    return change_case(case, values, version=version, by=by)


@transaction.atomic
def snooze_case(case: Case, *, until: datetime | None, version: int, by: User) -> Case:
    """Out of sight until then, or until the customer writes; without a moment in sight again. Its clocks run on."""
    row = locked(case, by=by, version=version)
    require_open(row)
    if until is not None and until <= timezone.now():
        raise DateOver
    before = told(row, "snoozed_until")
    row.snoozed_until = until
    save(row)
    record(
        "case.snoozed" if row.snoozed_until else "case.woken", row, by=by, before=before,
        after=told(row, "snoozed_until"),
    )  # fmt: skip
    return row


def _put(row: Case, values: CaseValues, *, by: User) -> None:
    if "title" in values:
        row.title = checked_title(values["title"])
    if "text" in values:
        row.text = trimmed(values["text"])
    if "purpose" in values:
        row.purpose = Purpose(values["purpose"])
    if "priority" in values:
        row.priority = Priority(values["priority"])
    if "topic" in values:
        row.topic = values["topic"]
    if "product" in values:
        row.product = values["product"]
    if "language" in values:
        row.language = values["language"]
    if "owner" in values:
        row.owner = checked_owner(values["owner"], by=by, before=row.owner_id)
    if "team" in values:
        row.team = values["team"]
    if "customer" in values and (values["customer"].pk if values["customer"] else None) != row.customer_id:
        row.customer = checked_customer(values["customer"], by=by)
    if "attributes" in values:
        known = {**row.attributes, **values["attributes"]}
        row.attributes = {key: value for key, value in known.items() if value is not None}
