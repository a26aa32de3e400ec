"""Which products people ask about now."""

from __future__ import annotations

from idic.domain.catalogue.models import Product
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.rules import visible_cases
from idic.foundation.accounts.models import User

#: So many of the newest cases are looked at, however many there are.
_NEWEST = 1000
_MOST = 50


def lately_asked_about(user: User) -> list[tuple[str, str]]:
    """By name, of the newest cases as far as this person may see them."""
    newest = Case.objects.order_by("-pk").values("pk")[:_NEWEST]
    named = visible_cases(user).filter(pk__in=newest, product__isnull=False).order_by().values("product")
    found = Product.objects.filter(pk__in=named).order_by("name", "pk").only("name", "code")[:_MOST]
    return [(str(one.pk), str(one)) for one in found]
