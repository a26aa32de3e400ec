"""Whose case it is: what a mail or a call from an unknown address does not say."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.addresses import address_in
from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.models import Customer
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.cases.operations.whose import SaidWho, make_customer_of, say_who_wrote
from idic.domain.interact.cases.queries.cases import access_case
from idic.domain.interact.cases.queries.whose import MOST, count_others
from idic.domain.interact.contact import AccessMode
from idic.doors.web.cases.thread import address_shown
from idic.doors.web.customers.taken import taken_words
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.texts import one_line

#: Whoever writes there is known by the conversation itself.
_TALKS = frozenset({AccessMode.LINE, AccessMode.MESSENGER})


@require_GET
def beside(request: SignedInRequest, pk: int) -> HttpResponse:
    """What can be done besides saying who it is: read when somebody wants to."""
    case, user = access_case(request.user, pk, permission="case.change"), request.user
    others = count_others(case, by=user)
    return render(request, "cases/_address.html", {
        "address": address_shown(case.contact_address, user), "others": others, "is_most": others == MOST,
        "may_remember": address_in(case.contact_address) is not None and may(user, "customer.change"),
        "is_talk": case.mode in _TALKS, "is_unknown": case.customer_id is None,
    })  # fmt: skip


@require_POST
def customer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody whom we know, nobody (said so, with an empty one), or somebody new by their name."""
    case, post = access_case(request.user, pk, permission="case.change"), request.POST
    version, others = number_in(post.get("version", "")), "others" in post
    try:
        if "name" in post:
            name = one_line(post.get("name", ""), 300)
            said = make_customer_of(case, name, version=version, by=request.user, others=others)
            first = _("%(name)s is a customer now, and this is their case.") % {"name": said.case.customer}
            messages.success(request, " ".join([first, *_besides(said, request.user)]))
            return redirect("cases:detail", pk=pk)
        if "customer" not in post:
            messages.error(request, _("Choose a customer, or enter a name."))
            return redirect("cases:detail", pk=pk)
        chosen = _chosen_customer(request)
        said = say_who_wrote(
            case, chosen, version=version, by=request.user, remember="remember" in post, others=others
        )  # fmt: skip
    except (CaseError, IdentifyError) as error:
        messages.error(request, str(error))
    else:
        told = {"number": case.number, "name": chosen.name if chosen else ""}
        words = _("Case %(number)s is from %(name)s.") if chosen else _("Case %(number)s is of nobody we know.")
        say_done(request, " ".join([words % told, *_besides(said, request.user)]), noun="case", pk=pk)
        if said.taken is not None and chosen is not None:
            messages.warning(request, taken_words(said.taken, chosen, request.user))
    return redirect("cases:detail", pk=pk)


def _besides(said: SaidWho, reader: User) -> list[str]:
    found = []
    if said.address:
        shown = address_shown(said.address, reader)
        found.append(_("They are known by %(address)s from now on.") % {"address": shown or _("this address")})
    if said.others:
        words = ngettext("%(count)s other case is theirs too.", "%(count)s other cases are theirs too.", said.others)
        found.append(words % {"count": said.others})
    return found


def _chosen_customer(request: SignedInRequest) -> Customer | None:
    text = request.POST.get("customer", "")
    if not text:
        return None
    found = (
        visible_customers(request.user).filter(pk=number_in(text)).first()
        if may(request.user, "customer.see")
        else None
    )
    if found is None:
        raise NotVisible
    return found


def number_in(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
