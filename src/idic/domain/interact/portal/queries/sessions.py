from __future__ import annotations

from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.portal.keys import digest_of
from idic.domain.interact.portal.models import PortalSession
from idic.domain.interact.senders import customers_with_email


def session_of(key: str) -> PortalSession | None:
    """One that lives. A customer who no longer has this address, was merged away or erased is signed in no more."""
    if not key:
        return None
    living = PortalSession.objects.filter(ended_at__isnull=True, expires_at__gt=timezone.now())
    session = living.filter(digest=digest_of(key)).first()
    if session is None or session.customer_id is None:
        return session
    session.customer = next((one for one in people_of(session) if one.pk == session.customer_id), None)
    return session


def people_of(session: PortalSession) -> list[Customer]:
    """Everybody who has the address with which somebody came in."""
    return customers_with_email(session.email)
