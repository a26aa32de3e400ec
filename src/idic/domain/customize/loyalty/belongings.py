"""What of a customer's stands in this room. The points of somebody who was erased stay as sums of nobody until they expire:
what is outstanding is owed all the same. For the same reason no rule of retention may take lines out by their age."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

_OF_MEMBER = "member_id IN (SELECT id FROM loyalty_member WHERE customer_id = ANY(%(customers)s))"

declare(
    Belonging(
        "loyalty_member", _("Memberships in loyalty programmes"), "loyalty_member", Follows.CUSTOMER, Erasing.BLANK,
        blanked={"left_at": "coalesce(left_at, now())"}, package=("programme_id", "joined_at", "left_at"),
    ),
    Belonging(
        "loyalty_lot", _("Points that came together"), "loyalty_lot", Follows.CUSTOMER, Erasing.KEEP, customer="",
        parent=_OF_MEMBER, package=("source", "earned_at", "expires_on"),
    ),
    Belonging(
        "loyalty_entry", _("Points"), "loyalty_entry", Follows.CUSTOMER, Erasing.BLANK, customer="", parent=_OF_MEMBER,
        blanked={"reason": "''"}, package=("kind", "points", "at", "source", "reason"), free_text=("reason",),
    ),
)  # fmt: skip
