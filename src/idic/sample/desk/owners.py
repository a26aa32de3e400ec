from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.models import Customer
from idic.foundation.accounts.models import User
from idic.sample.desk.bulk import change_many
from idic.sample.desk.cast import without_work


def make_owners(manager: User, *, thai: User, taiwanese: User, seller: User) -> None:
    """About three hundred; whom nobody looks after stays in everybody's reach."""
    people = without_work().filter(kind=CustomerKind.PERSON).order_by("pk")
    firms = without_work().filter(kind=CustomerKind.ORGANISATION).order_by("pk")
    for owner, customers in (
        (thai, [*_ids(people, "th", 110)]),
        (taiwanese, [*_ids(people, "zh-hant", 60), *_ids(people, "en", 40)]),
        (seller, [*_ids(people, "zh-hans", 60), *firms.values_list("pk", flat=True)]),
    ):
        change_many(customers, "set-owner", {"owner": str(owner.pk)}, by=manager)
        change_many(customers, "set-team", {"team": str(owner.team_id)}, by=manager)


def _ids(people: QuerySet[Customer], language: str, most: int) -> Iterable[int]:
    return people.filter(language=language).values_list("pk", flat=True)[:most]
