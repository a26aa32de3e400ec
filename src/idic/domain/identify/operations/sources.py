from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.text import slugify

from idic.domain.identify.enums import SourceKind
from idic.domain.identify.models import Source
from idic.domain.identify.models.source import CONTACTS_CODE
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.storage.remembered import RememberedQuery
from idic.foundation.texts import one_line

DESK_CODE = "desk"
# Above every file and feed: what a person types is believed first.
DESK_RANK = 100
# Below every file and feed: one address more never takes the place of the first one.
CONTACTS_RANK = 1


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


@transaction.atomic
def name_source(*, name: str, by: User) -> Source:
    """A source by the name that people give it; the same name, however it is capitalised, is the same source."""
    require(by, "import.run")
    name = one_line(name, 120)
    known = Source.objects.filter(name__iexact=name).exclude(kind=SourceKind.DESK).first()
    if known is not None:
        return known
    code = slugify(name)[:40].strip("-")
    if not code or Source.objects.filter(code=code).exists():
        code = f"{code[:31] or 'source'}-{uuid.uuid4().hex[:8]}"
    return ensure_source(code=code, name=name, by=by)


_known = RememberedQuery(lambda code: Source.objects.filter(code=code), "a code")


def desk_source() -> Source:
    return _known.first(DESK_CODE) or ensure_source(
        code=DESK_CODE, name="Desk", rank=DESK_RANK, kind=SourceKind.DESK, by=None
    )


def contacts_source() -> Source:
    return _known.first(CONTACTS_CODE) or ensure_source(
        code=CONTACTS_CODE, name="Contacts", rank=CONTACTS_RANK, kind=SourceKind.DESK, by=None
    )
