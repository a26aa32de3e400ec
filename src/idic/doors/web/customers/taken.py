"""An address that belongs to somebody else: who that is, and what can be done about it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from idic.domain.identify.errors import AddressTaken
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import visible_customers_named
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may

_MOST_NAMED = 3


def taken_words(error: AddressTaken, customer: Customer, reader: User) -> SafeString:
    """Of those who have it, the ones that the reader may see are named."""
    links: list[tuple[str, str]] = []
    known = visible_customers_named(reader, error.customers)[:_MOST_NAMED] if may(reader, "customer.see") else []
    for one in known:
        links.append((reverse("customers:detail", args=[one.pk]), one.name))
        if may(reader, "customer.merge") and may(reader, "customer.change"):
            merge = f"{reverse('customers:merge')}?first={customer.pk}&second={one.pk}"
            links.append((merge, _("Merge with %(name)s") % {"name": one.name}))
    said = _("The address was not added: it belongs to another customer already.")
    return (
        format_html("{} {}", said, format_html_join(" · ", '<a href="{}">{}</a>', links)) if links else SafeString(said)
    )
