from __future__ import annotations

from django.utils.translation import gettext as _

from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.ready_segments import BY_CODE
from idic.domain.identify.models import Customer


def segment_name(segment: Segment) -> str:
    """A ready segment is named in the reader's language as long as nobody has changed its rule."""
    return str(BY_CODE[segment.code].name) if segment.code in BY_CODE else segment.name


def keeper_of(customer: Customer) -> str:
    """Who looks after this customer, as one sentence."""
    if customer.owner and customer.team:
        return _("Looked after by %(owner)s, team %(team)s") % {
            "owner": customer.owner.display_name, "team": customer.team.name
        }  # fmt: skip
    if customer.owner:
        return _("Looked after by %(owner)s") % {"owner": customer.owner.display_name}
    if customer.team:
        return _("Looked after by the team %(team)s") % {"team": customer.team.name}
    return _("Everybody's customer: no person and no team looks after it yet")
