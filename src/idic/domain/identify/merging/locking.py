from __future__ import annotations

from collections.abc import Iterable

from django.db import OperationalError, connection, transaction

from idic.domain.identify.merging.errors import ImportUnderWay
from idic.domain.identify.models import Customer
from idic.domain.identify.rules import reach
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def locked_customers(ids: Iterable[int], *, by: User | None) -> dict[int, Customer]:
    """In the order of their ids, so that two who lock the same ones never wait for each other. All must be within the
    reach of `by` for changes; nobody (`by` is None) is the system itself."""
    keep_imports_out()
    wanted = set(ids)
    found = Customer.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("pk")
    if by is not None:
        require(by, "customer.merge")
        found = found.filter(reach(by, "customer.change"))
    customers = {one.pk: one for one in found}
    if set(customers) != wanted:
        raise NotVisible
    return customers


def keep_imports_out(*, waits: bool = False) -> None:
    """What an import has looked up must not change hands before it is written: imports hold this table while they are
    taken (`importing/standing_still.py`). Merges do not keep one another waiting; a person is told, a run waits."""
    mode = "" if waits else " NOWAIT"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE merging_merge IN ROW EXCLUSIVE MODE{mode}")
    except OperationalError as error:
        raise ImportUnderWay from error
