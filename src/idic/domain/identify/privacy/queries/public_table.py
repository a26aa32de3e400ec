"""Counts of customers by a few quasi-identifiers, fit to be published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.methods.k_anonymity import PublicTable, anonymise

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: Code -> (label, SQL over the customer `c`). Nothing finer may be asked: a birth date or a postcode tells too much.
IDENTIFIERS: dict[str, tuple[str | _StrPromise, str]] = {
    "birth_decade": (
        _("Birth decade"),
        "coalesce((extract(year FROM c.birth_date)::int / 10 * 10)::text || 's', '')",
    ),
    "sex": (_("Sex"), "c.sex"),
    "country": (_("Country"), "c.country"),
    "province": (_("Province"), "c.province"),
    "postcode_area": (_("Postcode, first two digits"), "left(c.postcode, 2)"),
    "since": (
        _("Customer since"),
        f"extract(year FROM c.created_at AT TIME ZONE '{settings.TIME_ZONE}')::int::text",
    ),
}
MOST = 4


def public_table_of(user: User, identifiers: Sequence[str], *, k: int, merge: bool) -> PublicTable:
    require(user, "customer.export")
    chosen = [name for name in IDENTIFIERS if name in identifiers][:MOST]
    columns = ", ".join(IDENTIFIERS[name][1] for name in chosen)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ARRAY[{columns}]::text[], count(*) FROM identify_customer c WHERE c.merged_into_id IS NULL"  # noqa: S608 - our own texts
            " AND c.kind = 'person' AND NOT EXISTS (SELECT FROM privacy_processinglock l WHERE l.customer_id = c.id"
            " AND l.lifted_at IS NULL) GROUP BY 1"
        )
        counts = {tuple(cell or "" for cell in cells): int(count) for cells, count in cursor.fetchall()}
    return anonymise(counts, k, merge=merge)
