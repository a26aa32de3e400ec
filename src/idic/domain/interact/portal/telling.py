"""A mail that says that an answer stands on the portal, and not a word of what it says."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from idic.domain.identify.privacy.locks import why_locked
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.replies import language_of
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.portal.mails import mail_of_the_house
from idic.domain.interact.portal.models import AnswerNotice
from idic.foundation.jobs.queueing import queue
from idic.foundation.letters.handing_over import has_surely_not_left

_PATIENCE_SECONDS = 30


@transaction.atomic
def tell_of_answer(message: Message) -> None:
    """Once for each answer in a case of the portal, however often it is asked."""
    from idic.domain.interact.portal.tasks import (
        send_answer_notice,
    )  # the task module needs the app registry to be ready

    if message.mode != AccessMode.PORTAL or not _address(message.case):
        return
    notice, is_new = AnswerNotice.objects.get_or_create(message=message)
    if is_new:
        queue(send_answer_notice, notice_id=notice.pk)


def send_notice(notice_id: int) -> bool:
    """Safe to repeat; raises what the mail server raised before it could have the mail, and the queue tries again. Handed
    over without an answer it may have arrived, and one notice is enough. No transaction waits for the server."""
    waiting = AnswerNotice.objects.filter(sent_at__isnull=True, handed_at__isnull=True)
    notice = waiting.select_related("message__case__customer").filter(pk=notice_id).first()
    if notice is None:
        return False
    case = notice.message.case
    address = _address(case)
    if not address or case.deleted_at is not None or why_locked(case.customer_id):
        return False
    mail = _mail(case, address)
    server = mail.connection = get_connection(timeout=_PATIENCE_SECONDS)
    try:
        server.open()
        if not waiting.filter(pk=notice.pk).update(handed_at=timezone.now()):
            return False
        mail.send()
    except (OSError, ValueError) as error:
        if has_surely_not_left(error):
            AnswerNotice.objects.filter(pk=notice.pk).update(handed_at=None)
        raise
    finally:
        server.close()
    AnswerNotice.objects.filter(pk=notice.pk).update(sent_at=timezone.now())
    return True


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
