"""Whose customer it is: the owner and the team, from which rights follow."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.errors import InvalidValue, Outdated
from idic.domain.identify.models import Customer
from idic.domain.identify.rules import reach
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import Team, User
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.events.undoing import ChangedSince, undoes


@transaction.atomic
def assign_customer(
    customer: Customer, *, owner_id: int | None, team_id: int | None, by: User, version: int | None = None
) -> Customer:
    """Who gives a customer away may lose sight of it: that is allowed, and the event tells who did it."""
    locked = _locked(customer.pk, by)
    if version is not None and locked.version != version:
        raise Outdated
    before = _assigned(locked)
    if owner_id is not None and owner_id != locked.owner_id and not User.objects.filter(
        pk=owner_id, is_active=True
    ).exists():  # fmt: skip
        raise InvalidValue("owner", "there is no such user who can sign in")
    if team_id is not None and not Team.objects.filter(pk=team_id).exists():
        raise InvalidValue("team", "there is no such team")
    after = {"owner_id": owner_id, "team_id": team_id}
    changed_before, changed_after = changes_between(before, after)
    if not changed_after:
        return locked
    locked.owner_id, locked.team_id = owner_id, team_id
    locked.version, locked.updated_at = locked.version + 1, timezone.now()
    locked.save(update_fields=["owner", "team", "version", "updated_at"])
    append_event(
        NewEvent(
            "customer.assigned", "customer", locked.pk, customer_id=locked.pk, before=changed_before,
            after=changed_after,
        ),
        by=by,
    )  # fmt: skip
    return locked


@undoes("customer.assigned")
def _give_back(event: Event, by: User) -> None:
    """Even where the act took the customer out of the reach of who did it."""
    locked = Customer.objects.select_for_update(of=("self",)).filter(pk=event.subject_id, merged_into=None).first()
    if locked is None or any(_assigned(locked)[name] != value for name, value in event.after.items()):
        raise ChangedSince
    before = {**_assigned(locked)}
    for name, value in event.before.items():
        setattr(locked, name, value)
    locked.version, locked.updated_at = locked.version + 1, timezone.now()
    locked.save(update_fields=["owner", "team", "version", "updated_at"])
    changed_before, changed_after = changes_between(before, _assigned(locked))
    append_event(
        NewEvent(
            "customer.assigned", "customer", locked.pk, customer_id=locked.pk, cause_id=event.pk, before=changed_before,
            after=changed_after,
        ),
        by=by,
    )  # fmt: skip


def _locked(pk: int, by: User) -> Customer:
    found = (
        Customer.objects.select_for_update(of=("self",))
        .filter(reach(by, "customer.change"), pk=pk, merged_into__isnull=True)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def _assigned(customer: Customer) -> dict[str, object]:
    return {"owner_id": customer.owner_id, "team_id": customer.team_id}
