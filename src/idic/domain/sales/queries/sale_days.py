from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from idic.domain.sales.enums import PurchaseKind

if TYPE_CHECKING:
    from idic.methods.sale_days import SaleDays


def sale_days(customers: Collection[int], *, currency: str) -> SaleDays:
    """When these customers bought, and for how much: what scores are worked out from, so sales above nothing in one currency
    and nothing that was given back. One statement, along the index of the customers' purchases. No purchase is shown by it:
    who asks for more than sums asks for what may be seen."""
    import numpy as np

    from idic.methods.sale_days import SaleDays

    ids = sorted(set(customers))
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT customer_id, (at AT TIME ZONE %s)::date - date '1970-01-01', sum(total)::float8
               FROM sales_purchase
               WHERE customer_id = ANY(%s) AND kind = %s AND currency = %s AND total > 0 GROUP BY 1, 2""",
            [settings.TIME_ZONE, ids, PurchaseKind.SALE, currency],
        )
        rows = cursor.fetchall() if ids else []
    told = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return SaleDays.of(ids, told[:, 0].astype(np.int64), told[:, 1].astype(np.int64), told[:, 2])
