from __future__ import annotations

from dataclasses import dataclass

from idic.domain.identify.belongings import Erasing, belongings
from idic.domain.identify.privacy.graph import counts_of
from idic.domain.identify.privacy.holds import classes_held
from idic.domain.identify.privacy.models import Erasure
from idic.domain.identify.privacy.person import Person
from idic.domain.identify.privacy.stores.tables import EVENTS
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


@dataclass(frozen=True)
class Step:
    """What will happen to the rows of one table: delete, blank, redact, keep, or kept by a hold."""

    code: str
    label: str
    table: str
    act: str
    count: int


def plan_of(person: Person) -> list[Step]:
    held, counts = classes_held(person.customers), counts_of(person)
    return [
        Step(one.code, str(one.label), one.table, _act(one.table, one.erasing, one.code in held), count)
        for one in belongings()
        if (count := counts[one.code])
    ]


def access_erasure(user: User, pk: int) -> Erasure:
    require(user, "privacy.see")
    found = Erasure.objects.select_related("request", "asked_by", "confirmed_by", "customer").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def _act(table: str, erasing: Erasing, is_held: bool) -> str:
    if table == EVENTS:
        return "redact"
    return "hold" if is_held else erasing.value
