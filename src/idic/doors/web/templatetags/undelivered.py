"""`{% load undelivered %}`: beside an answer that did not arrive, why, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from idic.domain.interact.contact import AccessMode
from idic.domain.interact.fax.queries.undelivered import undelivered_faxes
from idic.domain.interact.hooks.enums import HookState
from idic.domain.interact.hooks.queries.undelivered import undelivered_answers
from idic.domain.interact.mail.operations.queueing import BY_MAIL
from idic.domain.interact.mail.queries.undelivered import Undelivered, undelivered
from idic.domain.interact.mail.wording import fault
from idic.doors.web.cases.thread import Said, Thread
from idic.doors.web.hooks.wording import fault as hook_fault

register = template.Library()


@dataclass(frozen=True)
class Trouble:
    why: str
    # whoever works on the case may send it again: nobody can get it twice
    may_go_again: bool = False


@register.simple_tag
def undelivered_answers_of(thread: Thread) -> dict[int, Trouble]:
    """Asked once for all of a page and each way out, and only where one did not arrive."""
    left = [one for one in thread.said if one.undelivered]
    mails = undelivered([one.pk for one in left if one.undelivered in BY_MAIL])
    found = {pk: Trouble(_told(one), may_go_again=True) for pk, one in mails.items()}
    faxes = undelivered_faxes([one.message for one in left if one.message and one.undelivered == AccessMode.FAX])
    found |= {pk: Trouble(_told(one)) for pk, one in faxes.items()}
    others = [one.pk for one in left if one.undelivered not in BY_MAIL and one.undelivered != AccessMode.FAX]
    for pk, delivery in undelivered_answers(others).items():
        if why := hook_fault(delivery):
            found[pk] = Trouble(why, may_go_again=delivery.state == HookState.FAILED)
    return found


@register.filter
def trouble_of(one: Said, found: dict[int, Trouble]) -> Trouble | None:
    return found.get(one.pk)


def _told(one: Undelivered) -> str:
    match one.code:
        case "fax_gateway":
            return _("No gateway sends faxes, or no number is known to which this one could go.")
        case "fax_paper":
            return _("The fax could not be put on paper. The log of the worker says why.")
        case "fax_mail":
            return _("The mail to the fax gateway came back.")
    return fault(one.code, one.said)
