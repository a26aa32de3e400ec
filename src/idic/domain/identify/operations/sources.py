from __future__ import annotations

from django.db import transaction

from idic.domain.identify.enums import SourceKind
from idic.domain.identify.models import Source
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event

DESK_CODE = "desk"
# Above every file and feed: what a person types is believed first.
DESK_RANK = 100


@transaction.atomic
def ensure_source(
    *, code: str, name: str, rank: int = 50, kind: str = SourceKind.FILE, is_sample: bool = False, by: User | None
) -> Source:
    source, created = Source.objects.get_or_create(
        code=code, defaults={"name": name, "rank": rank, "kind": kind, "is_sample": is_sample}
    )
    if created:
        append_event(NewEvent("source.created", "source", source.pk, after={"code": code, "name": name}), by=by)
    return source


def desk_source() -> Source:
    return ensure_source(code=DESK_CODE, name="Desk", rank=DESK_RANK, kind=SourceKind.DESK, by=None)
