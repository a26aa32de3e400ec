"""Whose case it is, said by a person where no address could say it."""

from __future__ import annotations

from django.db import transaction

from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import create_customer
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.rows import locked
from idic.foundation.accounts.models import User
from idic.methods.normalise.emails import parse_email
from idic.methods.normalise.phones import parse_phone


@transaction.atomic
def make_customer_of(case: Case, name: str, *, version: int, by: User) -> Customer:
    """Somebody new, with the address or number that they wrote or called from, so that the next time they are known."""
    row = locked(case, by=by, version=version)
    made = create_customer({"kind": "person", "name": name, **_reached_by(row.contact_address)}, by=by)
    change_case(row, {"customer": made}, version=row.version, by=by)
    return made


def _reached_by(address: str) -> dict[str, str]:
    if parse_email(address).valid:
        return {"email": address}
    return {"phone": address} if parse_phone(address).e164 else {}
