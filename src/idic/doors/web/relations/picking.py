"""Whom a form of relations means: the customer that was chosen, or those that the typed text may mean."""

from __future__ import annotations

from django.utils.translation import gettext as _

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.relations import candidates
from idic.doors.web.relations.forms import PickForm
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.texts import trimmed


def picked(
    user: User, form: PickForm, *, but: Customer, kind: CustomerKind | None
) -> tuple[Customer | None, list[Customer]]:
    """The customer, or None with an error in the form and the choices to show."""
    chosen = form.cleaned_data.get("customer")
    if chosen is not None:
        try:
            return access_customer(user, chosen, permission="customer.change"), []
        except NotVisible:
            form.add_error(
                "customer_text", _("This customer is not there, or you may not change it. Choose another one.")
            )
            return None, []
    text = trimmed(form.cleaned_data.get("customer_text", ""))
    if not text:
        form.add_error("customer_text", _("Choose a customer: type a part of the name, a phone number or an e-mail."))
        return None, []
    found = candidates(user, text, kind=kind, but=but)
    if found:
        form.add_error("customer_text", _("Which of these is meant? Choose one."))
    else:
        form.add_error("customer_text", _("Nobody fits this text. Check the spelling, or add the customer first."))
    return None, found
