"""What joining two cases means for their complaints: a complaint goes whole to the case that stays; of two, the one there
leads with the older receipt, and the other is kept as told twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from idic.domain.interact.cases.following import Joint, join_with_case
from idic.domain.interact.cases.models import Case
from idic.domain.interact.complaints.enums import ENDED
from idic.domain.interact.complaints.errors import FurtherOn
from idic.domain.interact.complaints.machine import GUIDE
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.rows import step
from idic.foundation.accounts.models import User

#: What the one that leads may take over from the other.
_TAKEN = (
    "received_at",
    "promise",
    "promised_for",
    "next_notice_on",
    "corrective_id",
    "duplicate_of_id",
    "is_emotional",
)
_DAYS, _MOMENTS = frozenset({"promised_for", "next_notice_on"}), frozenset({"received_at"})


def join(gone: Case, stays: Case, by: User) -> Mapping[str, object]:
    rows = {
        one.case_id: one
        for one in Complaint.objects.select_for_update(of=("self",), no_key=True).filter(case__in=(gone, stays))
    }
    other, lead = rows.get(gone.pk), rows.get(stays.pk)
    if other is None:
        return {}
    if lead is None:
        _carry(other, stays)
        return {"complaint_id": other.pk}
    if _way(other) > _way(lead):
        raise FurtherOn
    before = _told(lead)
    again = list(Complaint.objects.filter(duplicate_of=other).values_list("pk", flat=True))
    was = other.duplicate_of_id
    _take_over(lead, other)
    first = lead.pk if lead.duplicate_of_id is None else lead.duplicate_of_id
    Complaint.objects.filter(pk__in=again).exclude(pk=lead.pk).update(duplicate_of=first)
    lead.version += 1
    lead.save()
    other.duplicate_of_id = first
    step(other, other.state, "complaint.joined", by=by, said={"first_id": first})
    after = _told(lead)
    taken = [name for name in _TAKEN if after[name] != before[name]]
    return {
        "lead_id": lead.pk, "other_id": other.pk, "first_id": first, "was_duplicate_of": was, "again": again,
        "before": {name: before[name] for name in taken}, "after": {name: after[name] for name in taken},
    }  # fmt: skip


def part(gone: Case, stays: Case, told: Mapping[str, Any], by: User) -> None:
    """What was said, decided and promised meanwhile stays with its complaint."""
    if "complaint_id" in told:
        row = (
            Complaint.objects.select_for_update(of=("self",), no_key=True)
            .filter(pk=told["complaint_id"], case=stays)
            .first()
        )
        if row is not None:
            _carry(row, gone)
        return
    lead = Complaint.objects.select_for_update(of=("self",), no_key=True).filter(pk=told["lead_id"]).first()
    other = Complaint.objects.select_for_update(of=("self",), no_key=True).filter(pk=told["other_id"]).first()
    if lead is None or other is None:
        return
    _give_back(lead, told)
    Complaint.objects.filter(pk__in=told["again"], duplicate_of=told["first_id"]).update(duplicate_of=other)
    if other.duplicate_of_id == told["first_id"]:
        other.duplicate_of_id = told["was_duplicate_of"]
        step(other, other.state, "complaint.parted", by=by, said={"first_id": told["first_id"]})


def _carry(row: Complaint, case: Case) -> None:
    row.case, row.version = case, row.version + 1
    row.save(update_fields=["case", "version"])


def _way(row: Complaint) -> tuple[bool, int, bool]:
    """One that goes on before one that has ended, then the one further on, then the one that has promised something."""
    return row.state not in ENDED, GUIDE[row.state], bool(row.promise) and row.promise_kept_on is None


def _take_over(lead: Complaint, other: Complaint) -> None:
    if lead.duplicate_of_id == other.pk:
        lead.duplicate_of_id = None
    lead.received_at = min(lead.received_at, other.received_at)
    lead.corrective_id = lead.corrective_id or other.corrective_id
    lead.is_emotional = lead.is_emotional or other.is_emotional
    if other.state in ENDED or lead.state in ENDED:
        return
    lead.next_notice_on = _earlier(lead.next_notice_on, other.next_notice_on)
    if other.promise and other.promise_kept_on is None and other.promise != lead.promise:
        lead.promise = "\n".join(filter(None, (lead.promise, other.promise)))
        lead.promised_for = _earlier(lead.promised_for, other.promised_for)


def _give_back(lead: Complaint, told: Mapping[str, Any]) -> None:
    before, after, now = told["before"], told["after"], _told(lead)
    for name, value in before.items():
        if now[name] == after[name]:
            setattr(lead, name, _value(name, value))
    lead.version += 1
    lead.save()


def _told(row: Complaint) -> dict[str, object]:
    values = {name: getattr(row, name) for name in _TAKEN}
    return {name: one.isoformat() if isinstance(one, date | datetime) else one for name, one in values.items()}


def _value(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if name in _DAYS:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value).astimezone(timezone.get_default_timezone()) if name in _MOMENTS else value


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


join_with_case(Joint("complaint", join, part))
