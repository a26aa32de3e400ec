"""Standards and the access map, for whoever may see cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from idic.domain.interact.standards.enums import Offered
from idic.domain.interact.standards.models import AccessCell, Standard, StandardVersion
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


@dataclass(frozen=True)
class Versions:
    """All of one standard, the latest first. `now` None: none has begun."""

    now: StandardVersion | None = None
    all: list[StandardVersion] = field(default_factory=list)

    @property
    def coming(self) -> StandardVersion | None:
        """The next that begins."""
        ahead = [one for one in self.all if self.now is None or one.valid_from > self.now.valid_from]
        return ahead[-1] if ahead else None


def access_standards(user: User, *, archived: bool = False) -> QuerySet[Standard]:
    require(user, "case.see")
    return Standard.objects.filter(is_archived=archived).select_related("owner")


def access_standard(user: User, pk: int) -> Standard:
    """An archived one can still be read: what was measured by it names it."""
    require(user, "case.see")
    found = Standard.objects.filter(pk=pk).select_related("owner").first()
    if found is None:
        raise NotVisible
    return found


def access_cells(user: User) -> QuerySet[AccessCell]:
    require(user, "case.see")
    return AccessCell.objects.select_related("owner", "calendar")


def offered_cells() -> list[AccessCell]:
    """For the public charter: what is offered, with its hours."""
    return list(AccessCell.objects.filter(offered=Offered.YES).select_related("calendar"))


def promised_standards() -> list[Standard]:
    """For the public charter: those in use that hold for everybody."""
    return list(Standard.objects.filter(is_archived=False, tier=""))


def versions_of(standards: Iterable[Standard], *, at: datetime) -> dict[int, Versions]:
    """In one query; a standard without versions is not among them."""
    rows = (
        StandardVersion.objects.filter(standard__in=[one.pk for one in standards])
        .select_related("calendar", "created_by")
        .order_by("-valid_from", "-pk")
    )
    found: dict[int, list[StandardVersion]] = {}
    for row in rows:
        found.setdefault(row.standard_id, []).append(row)
    return {
        pk: Versions(next((one for one in versions if one.valid_from <= at), None), versions)
        for pk, versions in found.items()
    }
