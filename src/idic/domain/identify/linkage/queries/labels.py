from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.identify.linkage.models import Label
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_labels(user: User) -> QuerySet[Label]:
    """Of records whose customers the user may see both."""
    require(user, "customer.merge")
    seen = visible_customers(user).values("pk")
    return (
        Label.objects.filter(first_record__customer__in=seen, second_record__customer__in=seen)
        .select_related("first_record__customer", "second_record__customer", "by")
        .defer(
            *(
                f"{side}_record__{name}"
                for side in ("first", "second")
                for name in ("payload", "search_text", "search_keys")
            )
        )
    )
