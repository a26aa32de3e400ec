from __future__ import annotations

from idic.domain.identify.queries.search import search_customers
from idic.doors.web.customers.reach import long_reach
from idic.doors.web.shell.addresses import address_of
from idic.doors.web.shell.search import Hit
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may


def find_customers(user: User, text: str, limit: int) -> list[Hit]:
    if not may(user, "customer.see"):
        return []
    found = search_customers(user, text.replace("\x00", ""), limit=limit)
    return [
        Hit(one.customer.name, address_of("customers:detail", [one.customer.pk]) or "", long_reach(user, one.customer))
        for one in found
    ]
