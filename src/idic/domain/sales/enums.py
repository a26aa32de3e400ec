from django.db import models
from django.utils.translation import gettext_lazy as _


class PurchaseKind(models.TextChoices):
    SALE = "sale", _("Sale")
    RETURN = "return", _("Return")
    CANCELLATION = "cancellation", _("Cancellation")
    ADJUSTMENT = "adjustment", _("Adjustment")
