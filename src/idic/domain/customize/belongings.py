"""What of a customer's stands in this room: campaigns are measured on it, and it names nobody by itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

declare(
    Belonging(
        "campaign_contact", _("Campaigns"), "customize_campaigncontact", Follows.RECORD, Erasing.KEEP,
        record="record_id", package=("campaign_id",),
    ),
    Belonging(
        "redemption", _("Coupons used"), "customize_redemption", Follows.RECORD, Erasing.KEEP, record="record_id",
        package=("campaign_id", "coupon", "on"), moment='"on"',
    ),
)  # fmt: skip
