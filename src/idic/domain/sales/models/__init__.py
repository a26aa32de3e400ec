from idic.domain.sales.models.purchase import Purchase
from idic.domain.sales.models.purchase_line import PurchaseLine

__all__ = ["Purchase", "PurchaseLine"]
