from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.interact.portal.keys import digest_of, new_key
from idic.domain.interact.portal.mails import mail_of_the_house
from idic.domain.interact.portal.models import SignInLink
from idic.domain.interact.senders import customers_with_email
from idic.foundation.house_mail.errors import TooLate
from idic.foundation.house_mail.kinds import MailKind, declare_mail
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.asking import ask_mail
from idic.foundation.limits.counting import count_up
from idic.methods.normalise.emails import parse_email

KIND = "portal.link"
#: For how long the link in the mail opens.
LIFE = timedelta(minutes=20)
_KEPT = timedelta(hours=1)
#: To one address within an hour, whoever asks.
MOST_MAILS = 5


@transaction.atomic
def ask_link(email: str, *, language: str) -> None:
    """Does and takes the same for every address. Who is behind it is looked up by the worker."""
    now = timezone.now()
    SignInLink.objects.filter(asked_at__lt=now - _KEPT).delete()
    key = parse_email(email).key
    if not key or count_up("portal.link", key, within=_KEPT) > MOST_MAILS:
        return
    link = SignInLink.objects.create(email=key, language=language, asked_at=now)
    ask_mail(KIND, str(link.pk), arguments={"link": link.pk})


def compose(mail: HouseMail) -> EmailMessage | None:
    """Each attempt has a key of its own, kept before it goes, so that it opens when it arrives. Handed over and not
    answered it is not repeated: whoever misses it asks again."""
    link = SignInLink.objects.filter(pk=mail.arguments["link"]).first()
    if link is None or timezone.now() - link.asked_at > LIFE:
        raise TooLate
    if not customers_with_email(link.email):
        link.delete()
        return None
    key = new_key()
    SignInLink.objects.filter(pk=link.pk).update(digest=digest_of(key))
    return _mail(link, key)


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
        return mail_of_the_house(_("Your link to the customer portal"), lines, to=link.email)


declare_mail(MailKind(KIND, gettext_lazy("Link to the customer portal"), compose, is_repeatable=False))
