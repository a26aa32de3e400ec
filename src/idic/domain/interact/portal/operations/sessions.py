from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.portal.errors import LinkUsedUp, NotSignedIn
from idic.domain.interact.portal.keys import digest_of, new_key
from idic.domain.interact.portal.models import PortalSession
from idic.domain.interact.portal.operations.links import link_of
from idic.domain.interact.senders import customers_with_email
from idic.foundation.events.operations.append import NewEvent, append_event

LIFE = timedelta(days=7)


@transaction.atomic
def enter(key: str) -> tuple[str, PortalSession]:
    """The key of the new session, and the session. The link is used up, also where two try it at once."""
    link = link_of(key)
    now = timezone.now()
    if link is None or not type(link).objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=now):
        raise LinkUsedUp
    people = customers_with_email(link.email)
    if not people:
        raise LinkUsedUp
    PortalSession.objects.filter(expires_at__lt=now - LIFE).delete()
    opened = new_key()
    session = PortalSession.objects.create(
        digest=digest_of(opened), email=link.email, began_at=now, expires_at=now + LIFE,
    )  # fmt: skip
    if len(people) == 1:
        _become(session, people[0])
    return opened, session


@transaction.atomic
def choose_customer(session: PortalSession, customer_id: int) -> PortalSession:
    """Which of those who have this address; they may change to another of them later."""
    found = next((one for one in customers_with_email(session.email) if one.pk == customer_id), None)
    if found is None:
        raise NotSignedIn
    return _become(session, found)


@transaction.atomic
def leave(session: PortalSession, *, everywhere: bool = False) -> None:
    """`everywhere`: all browsers in which somebody came in with this address."""
    sessions = PortalSession.objects.filter(ended_at__isnull=True)
    ended = sessions.filter(email=session.email) if everywhere else sessions.filter(pk=session.pk)
    ended.update(ended_at=timezone.now())
    if session.customer is not None:
        _record("portal.signed_out", session.customer, {"everywhere": everywhere})


def _become(session: PortalSession, customer: Customer) -> PortalSession:
    if session.customer_id != customer.pk:
        session.customer = customer
        session.save(update_fields=["customer"])
        _record("portal.signed_in", customer, {})
    return session


def _record(verb: str, customer: Customer, after: dict[str, object]) -> None:
    told = NewEvent(verb, "customer", customer.pk, customer_id=customer.pk, after=after)
    append_event(told, by=None, agent="person")
