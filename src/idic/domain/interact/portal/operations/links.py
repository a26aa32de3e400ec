from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from idic.domain.interact.portal.keys import digest_of, new_key
from idic.domain.interact.portal.mails import mail_of_the_house
from idic.domain.interact.portal.models import SignInLink
from idic.domain.interact.senders import customers_with_email
from idic.foundation.jobs.queueing import queue
from idic.foundation.limits.counting import count_up
from idic.methods.normalise.emails import parse_email

#: For how long the link in the mail opens.
LIFE = timedelta(minutes=20)
_KEPT = timedelta(hours=1)
#: To one address within an hour, whoever asks.
MOST_MAILS = 5
_PATIENCE_SECONDS = 30


@transaction.atomic
def ask_link(email: str, *, language: str) -> None:
    """Does and takes the same for every address. Who is behind it is looked up by the worker."""
    from idic.domain.interact.portal.tasks import (
        send_sign_in_link,
    )  # the task module needs the app registry to be ready

    now = timezone.now()
    SignInLink.objects.filter(asked_at__lt=now - _KEPT).delete()
    key = parse_email(email).key
    if not key or count_up("portal.link", key, within=_KEPT) > MOST_MAILS:
        return
    link = SignInLink.objects.create(email=key, language=language, asked_at=now)
    queue(send_sign_in_link, link_id=link.pk)


def send_link(link_id: int) -> bool:
    """Safe to repeat; raises what the mail server raised, and the queue tries again with another key. No transaction waits
    for the server: the key is kept before the mail goes, so that it opens when it arrives."""
    link = SignInLink.objects.filter(pk=link_id, sent_at__isnull=True).first()
    if link is None or timezone.now() - link.asked_at > LIFE:
        return False
    if not customers_with_email(link.email):
        link.delete()
        return False
    key = new_key()
    SignInLink.objects.filter(pk=link.pk).update(digest=digest_of(key))
    _mail(link, key).send()
    SignInLink.objects.filter(pk=link.pk).update(sent_at=timezone.now())
    return True


def link_of(key: str) -> SignInLink | None:
    """One that still opens."""
    since = timezone.now() - LIFE
    return SignInLink.objects.filter(digest=digest_of(key), used_at__isnull=True, asked_at__gte=since).first()


def _mail(link: SignInLink, key: str) -> EmailMessage:
    with translation.override(link.language):
        address = f"{settings.CONFIGURATION.public_url}{reverse('portal:enter', args=[key])}"
        lines = [
            _("Hello,"),
            _("with this link you sign in to our customer portal. It works once, within %(minutes)s minutes:")
            % {"minutes": int(LIFE.total_seconds() // 60)},
            address,
            _("If you did not ask for it, do nothing: without the link nobody comes in."),
        ]
        mail = mail_of_the_house(_("Your link to the customer portal"), lines, to=link.email)
        mail.connection = get_connection(timeout=_PATIENCE_SECONDS)
        return mail
