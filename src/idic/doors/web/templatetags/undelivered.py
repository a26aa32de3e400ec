"""`{% load undelivered %}`: beside an answer that did not arrive, why, and what can be done."""

from __future__ import annotations

from django import template

from idic.domain.interact.mail.queries.undelivered import Undelivered, undelivered
from idic.domain.interact.mail.wording import fault
from idic.doors.web.cases.thread import Said, Thread

register = template.Library()


@register.simple_tag
def undelivered_mails(thread: Thread) -> dict[int, Undelivered]:
    """Asked once for all of a page, and only where one did not arrive."""
    return undelivered([one.pk for one in thread.said if one.is_undelivered])


@register.filter
def mail_trouble(one: Said, found: dict[int, Undelivered]) -> Undelivered | None:
    return found.get(one.pk) if one.is_undelivered else None


@register.filter
def told_why(trouble: Undelivered) -> str:
    return fault(trouble.code, trouble.said)
