"""The three changes: another person, another time, another place; and what keeps one's own work from one's own judgement."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.enums import PauseReason
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.change import assign_case
from idic.domain.interact.cases.operations.pausing import pause_case
from idic.domain.interact.complaints.enums import Change
from idic.domain.interact.complaints.errors import FactMissing, NotCheckedYet, OwnWork
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.rows import locked, needed, step
from idic.foundation.accounts.models import User

#: Steps that are no handling.
_OUTSIDE = ("opened", "rechecked", "reviewed", "fed_back", "joined", "parted")


@transaction.atomic
def change_hands(
    complaint: Complaint, *, change: str, note: str, person: User | None = None, until: datetime | None = None,
    place: str = "", version: int, by: User,
) -> Complaint:  # fmt: skip
    """Another person takes the case over; another time is agreed, and its clocks stand still until then; another place
    or channel is written down. Each says why."""
    row = locked(complaint, version=version, by=by)
    told = needed("note", note, _("Write why, and what was agreed with the customer."))
    kind = Change(change)
    said: dict[str, object] = {"change": str(kind)}
    match kind:
        case Change.PERSON:
            if person is None or person.pk == row.case.owner_id:
                raise FactMissing("person", _("Choose somebody else."))
            said["owner_id"] = person.pk
            assign_case(row.case, owner=person, version=row.case.version, by=by)
        case Change.TIME:
            if until is None or until <= timezone.now():
                raise FactMissing("until", _("Choose a time to come."))
            said["until"] = until
            pause_case(
                row.case, reason=PauseReason.AGREED_DATE, note=told, until=until, version=row.case.version, by=by
            )
        case Change.PLACE:
            said["place"] = needed("place", place, _("Write where, or by which channel."))
    step(row, row.state, "complaint.changed_hands", by=by, note=told, said=said)
    return row


@transaction.atomic
def recheck(complaint: Complaint, *, note: str, version: int, by: User, at: datetime | None = None) -> Complaint:
    """Somebody else looks whether what was promised was done."""
    row = locked(complaint, version=version, by=by)
    if row.decided_at is None:
        raise NotCheckedYet
    if by.pk in handlers(row):
        raise OwnWork
    row.rechecked_at = at or timezone.now()
    step(row, row.state, "complaint.rechecked", by=by, note=needed("note", note, _("Write what was found.")), at=at)
    return row


@transaction.atomic
def feed_back(complaint: Complaint, *, text: str, version: int, by: User, at: datetime | None = None) -> Complaint:
    """What was learned goes to those who design, make and sell it."""
    row = locked(complaint, version=version, by=by)
    row.fed_back = needed("fed_back", text, _("Write what was learned, and who was told."))
    step(row, row.state, "complaint.fed_back", by=by, note=row.fed_back, at=at)
    return row


@transaction.atomic
def join_duplicate(complaint: Complaint, *, first: Complaint, by: User) -> Complaint:
    """Told twice: both are kept, one is counted."""
    cases = Case.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=(complaint.case_id, first.case_id))
    list(cases.order_by("pk").values_list("pk"))
    row = locked(complaint, by=by)
    first = Complaint.objects.select_for_update(of=("self",), no_key=True).get(pk=first.pk)
    if first.pk == row.pk or first.duplicate_of_id is not None:
        raise FactMissing("first", _("Choose the complaint that was there first."))
    row.duplicate_of = first
    step(row, row.state, "complaint.joined", by=by, said={"first_id": first.pk})
    return row


def handlers(row: Complaint) -> set[int]:
    """Whoever has it, or took one of its steps. To look at it from outside makes nobody one of them."""
    found = {pk for pk in row.steps.exclude(kind__in=_OUTSIDE).values_list("by_id", flat=True) if pk is not None}
    return found | ({row.case.owner_id} if row.case.owner_id else set())
