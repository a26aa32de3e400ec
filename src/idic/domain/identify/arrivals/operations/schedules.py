from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.arrivals.enums import Place
from idic.domain.identify.arrivals.errors import PlaceRefused
from idic.domain.identify.arrivals.models import Schedule
from idic.domain.identify.arrivals.places.folder import watched_folder
from idic.domain.identify.arrivals.places.server_address import split_address
from idic.domain.identify.arrivals.places.web import checked_address
from idic.domain.identify.arrivals.secrets import hidden
from idic.domain.identify.models import Source
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


@dataclass(frozen=True)
class Wish:
    """`secret` is None where the one that is kept shall stay."""

    name: str
    kind: str
    source: Source
    place: str
    address: str
    pattern: str = "*"
    user_name: str = ""
    secret: str | None = None
    host_key: str = ""
    minutes: int = 60
    is_active: bool = True


@transaction.atomic
def save_schedule(schedule: Schedule | None, wish: Wish, *, by: User) -> Schedule:
    """An address that may not be visited is refused here, not at night."""
    require(by, "import.run")
    _check(wish)
    is_new = schedule is None
    kept = (
        Schedule(created_by=by, next_at=timezone.now())
        if schedule is None
        else Schedule.objects.select_for_update().get(pk=schedule.pk)
    )
    moved = (kept.place, kept.address, kept.user_name) != (wish.place, wish.address, wish.user_name)
    if wish.secret is not None:
        kept.secret = hidden(wish.secret)
    elif moved and not is_new:
        # A password is sent nowhere but where it was entered for.
        kept.secret = ""
    for name in (
        "name",
        "kind",
        "source",
        "place",
        "address",
        "pattern",
        "user_name",
        "host_key",
        "minutes",
        "is_active",
    ):
        setattr(kept, name, getattr(wish, name))
    kept.next_at = min(kept.next_at, timezone.now() + timedelta(minutes=wish.minutes))
    kept.save()
    said: dict[str, object] = {"name": kept.name, "place": kept.place, "address": kept.address}
    if is_new:
        append_event(NewEvent("import_schedule.created", "import_schedule", kept.pk, after=said), by=by)
    else:
        append_event(NewEvent("import_schedule.changed", "import_schedule", kept.pk, after=said), by=by)
    return kept


@transaction.atomic
def remove_schedule(schedule: Schedule, *, by: User) -> None:
    require(by, "import.run")
    append_event(
        NewEvent("import_schedule.removed", "import_schedule", schedule.pk, before={"name": schedule.name}), by=by
    )
    schedule.delete()


def _check(wish: Wish) -> None:
    if wish.place == Place.FOLDER:
        watched_folder(wish.address)
    elif wish.place == Place.HTTP:
        checked_address(wish.address)
    else:
        split_address(wish.address)
        if not wish.host_key.startswith("SHA256:"):
            raise PlaceRefused("other_host_key")
