"""How a customer is reached, as far as the reader's role shows it: where a customer stands beside something else."""

from __future__ import annotations

from dataclasses import dataclass

from idic.domain.identify.models import Customer
from idic.foundation.accounts.enums import AttributeGroup
from idic.foundation.accounts.masking import ShownText, shown_text
from idic.foundation.accounts.models import User
from idic.foundation.languages.provinces import shown_province


@dataclass(frozen=True)
class Reach:
    phone: ShownText
    email: ShownText
    address: ShownText


def reach_of(user: User, customer: Customer) -> Reach:
    return Reach(*(_shown(user, customer, field) for field in ("phone", "email", "address")))


def short_reach(user: User, customer: Customer) -> str:
    """What tells two of the same name apart in a list to choose from."""
    return (
        _shown(user, customer, "phone").text
        or _shown(user, customer, "email").text
        or shown_province(customer.province)
    )


def long_reach(user: User, customer: Customer) -> str:
    shown = (_shown(user, customer, "phone").text, _shown(user, customer, "email").text)
    return " · ".join(part for part in (*shown, shown_province(customer.province)) if part)


def _shown(user: User, customer: Customer, field: str) -> ShownText:
    return shown_text(user, "customer", AttributeGroup.CONTACT, field, getattr(customer, field))
