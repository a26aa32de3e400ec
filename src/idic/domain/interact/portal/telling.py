"""A mail that says that an answer stands on the portal, and not a word of what it says."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.identify.privacy.locks import why_locked
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.replies import language_of
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.portal.mails import mail_of_the_house
from idic.foundation.house_mail.kinds import MailKind, declare_mail
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.asking import ask_mail

KIND = "portal.answer"


@transaction.atomic
def tell_of_answer(message: Message) -> HouseMail | None:
    """Once for each answer in a case of the portal, however often it is asked."""
    if message.mode != AccessMode.PORTAL or not _address(message.case):
        return None
    about = {"case": message.case_id, "message": message.pk}
    return ask_mail(KIND, str(message.pk), arguments=about, customer_id=message.case.customer_id)


def compose(mail: HouseMail) -> EmailMessage | None:
    message = Message.objects.select_related("case__customer").filter(pk=mail.arguments["message"]).first()
    if message is None:
        return None
    case = message.case
    address = _address(case)
    if not address or case.deleted_at is not None or why_locked(case.customer_id):
        return None
    return _mail(case, address)


def _address(case: Case) -> str:
    if "@" in case.contact_address:
        return case.contact_address
    return case.customer.email if case.customer is not None else ""


def _mail(case: Case, address: str) -> EmailMessage:
    with translation.override(language_of(case)):
        link = f"{settings.CONFIGURATION.public_url}{reverse('portal:case', args=[case.pk])}"
        lines = [
            _("Hello,"),
            _("there is an answer to your request %(number)s. You can read it on our customer portal:")
            % {"number": case.number},
            link,
        ]
        subject = _("There is an answer to your request %(number)s") % {"number": case.number}
        return mail_of_the_house(subject, lines, to=address)


declare_mail(MailKind(KIND, gettext_lazy("Word of an answer on the portal"), compose))
