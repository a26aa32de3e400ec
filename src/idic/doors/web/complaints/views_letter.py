"""The decision on paper, in the customer's language."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.queries.complaints import access_complaint
from idic.domain.interact.complaints.queries.own import case_of_complainer
from idic.doors.web.complaints.views_advice import language_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.enums import GroupAccess, Language
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import group_access
from idic.foundation.languages import formats
from idic.foundation.languages.letters import letter_language
from idic.foundation.printing.letters import Letter, letter_pdf, paragraphs


@require_GET
def letter(request: SignedInRequest, pk: int) -> HttpResponse:
    complaint = access_complaint(request.user, pk)
    if complaint.decided_at is None:
        raise NotVisible
    asked = request.GET.get("language", "")
    language = asked if asked in Language.values else language_of(complaint, request.user.language)
    with letter_language(language):
        paper = paper_of(complaint, request.user)
    return HttpResponse(
        letter_pdf(paper, language=language), content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="complaint-{complaint.pk}.pdf"'},
    )  # fmt: skip


def paper_of(complaint: Complaint, by: User) -> Letter:
    """In the language that is active, to whoever complained. What was written for the decision stands as it was written."""
    case, told = complaint.case, case_of_complainer(complaint)
    customer = told.customer
    name = customer.name if customer is not None else told.contact_name
    lines = [name] if name else []
    if customer is not None and group_access(by, "customer", "contact") >= GroupAccess.SEEN:
        parts = (customer.address, customer.district, customer.province, customer.postcode)
        lines += [str(one) for one in parts if one]
    texts = [
        _("Dear %(name)s,") % {"name": name} if name else _("Dear customer,"),
        _("Thank you for telling us on %(day)s. We have looked into it and have decided as follows.")
        % {"day": formats.day(timezone.localtime(complaint.received_at).date(), "long")},
        complaint.decision,
    ]
    if complaint.promise and complaint.promised_for is not None:
        promised = {"promise": complaint.promise, "day": formats.day(complaint.promised_for, "long")}
        texts.append(_("We promise, by %(day)s at the latest: %(promise)s") % promised)
    texts.append(
        _("If you are not content with this, tell us: somebody who had no part in it will look at it again.")
        + (f" {_('You can also turn to: %(body)s') % {'body': complaint.external_body}}" if complaint.external_body else "")
    )  # fmt: skip
    texts.append(_("Please name the number %(number)s when you write or call.") % {"number": case.number})
    subject = _("Your complaint: %(title)s") % {"title": case.title}
    return Letter(
        subject, [block for text in texts for block in paragraphs(text)], sender=by.display_name,
        date=formats.day(timezone.localdate(), "long"), address=lines,
    )  # fmt: skip
