"""Each permission as an administrator reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PERMISSION_WORDS: dict[str, str | _StrPromise] = {
    "customer.see": _("See customers"),
    "customer.create": _("Add customers"),
    "customer.change": _("Change customers"),
    "customer.export": _("Download lists of customers"),
    "import.run": _("Import files"),
    "purchase.see": _("See purchases"),
    "product.see": _("See the catalogue"),
    "segment.see": _("See segments"),
    "segment.change": _("Make and change segments"),
    "value.see": _("See what customers are worth"),
    "refresh.run": _("Bring the figures up to date"),
    "follow_up.see": _("See follow-ups"),
    "follow_up.create": _("Plan follow-ups"),
    "follow_up.change": _("Complete and move follow-ups"),
    "campaign.see": _("See campaigns"),
    "job.see": _("See jobs"),
    "user.manage": _("Manage users, teams and roles"),
    "audit.see": _("Read the audit trail"),
    "sample.remove": _("Load and remove the sample company"),
}
