"""What of a customer's stands in this room: kept for the books, it names nobody once the customer is blank."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

declare(
    Belonging(
        "purchase", _("Purchases"), "sales_purchase", Follows.RECORD, Erasing.KEEP, record="record_id",
        package=("key", "at", "kind", "currency", "place", "channel", "payment_kind", "total"), moment="at",
    ),
    Belonging(
        "purchase_line", _("Lines of purchases"), "sales_purchaseline", Follows.RECORD, Erasing.KEEP, customer="",
        parent="purchase_id IN (SELECT id FROM sales_purchase WHERE customer_id = ANY(%(customers)s))",
        package=("purchase_id", "product_id", "quantity", "unit_price", "discount", "amount"),
    ),
)  # fmt: skip
