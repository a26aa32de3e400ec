"""What part of each customer's spend comes to us, as far as anybody has told."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
from django.db import connection

# What was last told of each seller up to the day, of everything that the customer buys.
_OWN_SHARE = """
SELECT customer_id, max(percent) FILTER (WHERE competitor_id IS NULL),
       least(sum(percent) FILTER (WHERE competitor_id IS NOT NULL), 100)
FROM (
    SELECT DISTINCT ON (customer_id, competitor_id) customer_id, competitor_id, percent
    FROM identify_walletshare WHERE category = '' AND as_of <= %s
    ORDER BY customer_id, competitor_id, as_of DESC, id DESC
) AS told
GROUP BY customer_id
"""


def own_shares(customers: npt.NDArray[np.int64], day: date) -> npt.NDArray[np.float64]:
    """Between 0 and 1 for each of the ascending `customers`; NaN where nobody knows. What competitors have leaves the
    rest to us, where our own share was not told."""
    shares = np.full(customers.size, np.nan)
    with connection.cursor() as cursor:
        cursor.execute(_OWN_SHARE, [day])
        for pk, ours, theirs in cursor.fetchall():
            place = int(np.searchsorted(customers, pk))
            if place == customers.size or customers[place] != pk:
                continue
            if ours is not None:
                shares[place] = float(ours) / 100
            elif theirs is not None:
                shares[place] = 1 - float(theirs) / 100
    return shares
