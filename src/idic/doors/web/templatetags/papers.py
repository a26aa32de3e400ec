"""`{% load papers %}`: beside an answer that goes out on paper, what was made of it and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Case
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.fax.models import FaxSending
from idic.domain.interact.hooks.enums import FileTrouble
from idic.domain.interact.mail.enums import MailTrouble
from idic.domain.interact.papers.composing import language_of
from idic.domain.interact.papers.queries.papers import letter_templates
from idic.doors.web.cases.thread import Said
from idic.doors.web.fax.wording import told_of
from idic.doors.web.shell.parts.signs import badge
from idic.foundation.accounts.enums import Language
from idic.foundation.accounts.models import User
from idic.foundation.letters.models import LetterTemplate

register = template.Library()
_AGAIN = (DeliveryState.FAILED, DeliveryState.BOUNCED)


@dataclass
class Desk:
    """`templates` are read only for an answer that can still be made into a letter."""

    reader: User

    @cached_property
    def templates(self) -> list[LetterTemplate]:
        return list(letter_templates(self.reader))


@register.simple_tag
def refused_file(code: str) -> SafeString:
    """Why a file of a message is not handed out, or not yet."""
    if code in FileTrouble.values:
        return badge(str(FileTrouble(code).label), "info" if code == FileTrouble.FETCHING else "warning")
    if code in MailTrouble.values:
        return badge(str(MailTrouble(code).label), "warning")
    if code == "erased":
        return badge(_("erased"), "neutral")
    return badge(_("refused"), "danger")


@register.simple_tag(takes_context=True)
def paper_desk(context: Context, case: Case) -> Desk | None:
    """For a case whose answers go out on paper."""
    user = context["request"].user
    if case.mode in (AccessMode.FAX, AccessMode.LETTER):
        return Desk(user)
    return None


@register.simple_tag(takes_context=True)
def paper_answer(context: Context, desk: Desk, case: Case, one: Said) -> SafeString:
    request, message = context["request"], one.message
    shared = {"case": case, "one": one, "may_change": context.get("may_change")}
    if case.mode == AccessMode.FAX:
        fax: FaxSending | None = getattr(message, "fax", None)
        delivery = message.delivery if message is not None else ""
        told = told_of(fax, delivery) if fax is not None else None
        given: dict[str, Any] = {"fax": fax, "told": told, "may_repeat": fax is not None and delivery in _AGAIN}
        return render_to_string("fax/_answer.html", shared | given, request)
    answer = message.text if message is not None else ""
    given = {
        "language": language_of(case, desk.reader.language, answer=answer),
        "paper": getattr(message, "paper", None), "desk": desk, "languages": Language.choices, "is_unsent": not one.delivery,
    }  # fmt: skip
    return render_to_string("papers/_answer.html", shared | given, request)
