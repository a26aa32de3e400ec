"""Two records of one person disagree: the stricter word holds, and somebody is asked to ask the person."""

from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.queries.panel import panel_of
from idic.domain.identify.privacy.queries.purposes import use_label
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.operations.create import create_task
from idic.domain.work.times import Times
from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import caused_by
from idic.foundation.events.subscriptions import on

_WITHIN = timedelta(days=7)


@on("customer.merged", name="ask_which_consent_holds")
def ask_which_consent_holds(event: Event) -> None:
    """For the surviving customer, once for each merge."""
    customer = Customer.objects.filter(pk=event.customer_id or 0, merged_into=None).first()
    if customer is None or Event.objects.filter(cause_id=event.pk, verb="task.created").exists():
        return
    disputed = panel_of(customer).disputed
    owner = _asked(event, customer)
    if not disputed or owner is None:
        return
    with translation.override(owner.language), caused_by(event.pk):
        uses = ", ".join(use_label(cell.purpose, cell.channel) for cell in disputed)
        create_task(
            TaskDraft(
                _("Ask which consent holds"),
                text=_(
                    "Records that were joined disagree about: %(uses)s. Until the person has answered the stricter word"
                    " holds. Ask them, and record the answer on the customer's page under “Consents”."
                ) % {"uses": uses},
                times=Times(due_on=timezone.localdate() + _WITHIN), customer=customer, owner=owner,
            ),
            by=owner,
        )  # fmt: skip


def _asked(event: Event, customer: Customer) -> User | None:
    """Who merged, else who keeps the customer, else the first administrator."""
    actor, keeper = event.actor_id or 0, customer.owner_id or 0
    people = [
        *User.with_rights.filter(pk=actor, is_active=True),
        *User.with_rights.filter(pk=keeper, is_active=True),
        *User.with_rights.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk")[:1],
    ]
    return next((one for one in people if may(one, "task.create") and may(one, "customer.see")), None)
