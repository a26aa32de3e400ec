from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.cases.enums import MessageKind
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.queries.cases import access_case
from idic.domain.interact.papers.errors import PapersError
from idic.domain.interact.papers.operations.sending import send_by_post
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.enums import GroupAccess, Language
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import group_access
from idic.foundation.languages import formats
from idic.foundation.letters.blocks import Block
from idic.foundation.printing.pdf import pdf_of


@require_GET
def paper(request: SignedInRequest, pk: int, message_id: int) -> HttpResponse:
    """The answer as a letter, in the customer's language."""
    case, message = _answer(request.user, pk, message_id)
    known = case.language or (case.customer.language if case.customer is not None else "")
    language = known if known in Language.values else request.user.language
    with translation.override(language):
        data = _paper(case, message, request.user)
    return HttpResponse(
        pdf_of("letter", data, language=language), content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="case-{case.pk}-{message.pk}.pdf"'},
    )  # fmt: skip


@require_POST
def sent(request: SignedInRequest, pk: int, message_id: int) -> HttpResponse:
    case, message = _answer(request.user, pk, message_id)
    try:
        day = parse_date(request.POST.get("on", "")) or timezone.localdate()
        send_by_post(case, message, on=day, by=request.user)
    except (PapersError, ValueError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kept as sent on %(day)s.") % {"day": formats.day(day)})
    return redirect("cases:detail", pk)


def _answer(user: User, pk: int, message_id: int) -> tuple[Case, Message]:
    case = access_case(user, pk)
    found = Message.objects.filter(case=case, pk=message_id, kind=MessageKind.OUTBOUND).first()
    if found is None:
        raise NotVisible
    return case, found


def _paper(case: Case, message: Message, by: User) -> dict[str, object]:
    """In the language that is active. The answer stands as it was written."""
    customer = case.customer
    name = customer.name if customer is not None else case.contact_name
    lines = [name] if name else []
    if customer is not None and group_access(by, "customer", "contact") >= GroupAccess.SEEN:
        parts = (customer.address, customer.district, customer.province, customer.postcode)
        lines += [str(one) for one in parts if one]
    told = _("Please name the number %(number)s when you write or call.") % {"number": case.number}
    subject = f"{case.title} ({case.number})"
    sender = message.author.display_name if message.author else by.display_name
    return {
        "title": subject, "sender": sender, "address": lines, "date": formats.day(timezone.localdate(), "long"),
        "subject": subject, "blocks": [*(_paragraph(one) for one in message.text.split("\n\n")), _paragraph(told)],
    }  # fmt: skip


def _paragraph(text: str) -> Block:
    """Taken as it was typed: no sign of it is markup."""
    runs: list[dict[str, object]] = []
    for line in text.splitlines():
        runs += [{"text": "\n", "bold": False}] if runs else []
        runs.append({"text": line, "bold": False})
    return {"kind": "paragraph", "mark": "", "level": 1, "runs": runs}
