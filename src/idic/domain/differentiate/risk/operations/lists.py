from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils.translation import gettext as _

from idic.domain.differentiate.models import Prediction, RiskList, RiskListEntry, TrainedModel
from idic.domain.differentiate.registry.errors import QuestionRefused
from idic.domain.differentiate.registry.operations.models import SEED
from idic.domain.differentiate.risk.queries.ranking import LEAVE, Terms, as_money, ranked
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event

LARGEST_LIST = 1000
HELD_OUT_SHARE = 0.10


@transaction.atomic
def make_risk_list(
    model: TrainedModel, terms: Terms, *, size: int, owner: User, due_on: date, method: str,
    held_out_share: float = HELD_OUT_SHARE, seed: int = SEED, by: User,
) -> RiskList:  # fmt: skip
    """The most profitable `size` customers; a share of them, drawn by the seed, is left alone so that the effect of the
    contacts can be told later. Nobody is listed whose contact costs more than it brings. The follow-ups for the others
    come after commit, from the loop.
    """
    require(by, "follow_up.create")
    if not 1 <= size <= LARGEST_LIST or not 0 <= held_out_share <= 0.5:
        raise QuestionRefused("size", _("Choose from 1 to 1,000 customers, and hold out half of them at most."))
    chosen = [one for one in ranked(by, model, terms, limit=size) if one.action != LEAVE]
    if not chosen:
        raise QuestionRefused(
            "size", _("No contact would bring more than it costs. Look at the cost and the worth again.")
        )
    said_on = Prediction.objects.filter(model=model, customer=chosen[0].customer).values_list("as_of", flat=True).get()
    made = RiskList.objects.create(
        model=model, as_of=said_on, contact_cost=as_money(terms.contact_cost), save_rate=terms.save_rate,
        value=None if terms.worth is None else as_money(terms.worth), held_out_share=held_out_share, seed=seed,
        owner=owner, due_on=due_on, method=method, created_by=by,
    )  # fmt: skip
    left_alone = held_out([one.customer.pk for one in chosen], share=held_out_share, seed=seed)
    RiskListEntry.objects.bulk_create(
        [
            RiskListEntry(
                risk_list=made, customer=one.customer, place=place, risk=one.risk,
                expected_profit=Decimal(as_money(one.profit)), is_held_out=one.customer.pk in left_alone,
            )
            for place, one in enumerate(chosen, start=1)
        ]
    )  # fmt: skip
    told = {
        "size": len(chosen), "held_out": len(left_alone), "name": model.name, "about": model.about, "owner_id": owner.pk,
    }  # fmt: skip
    append_event(NewEvent("risk_list.made", "risk_list", made.pk, after=told), by=by)
    return made


def held_out(customers: list[int], *, share: float, seed: int) -> frozenset[int]:
    """The same customers and seed give the same draw, whatever their order."""
    count = round(share * len(customers))
    return frozenset(Random(seed).sample(sorted(customers), count))  # noqa: S311 - a draw that must be repeatable


@transaction.atomic
def note_follow_up(entry: RiskListEntry, follow_up_id: int) -> None:
    RiskListEntry.objects.filter(pk=entry.pk).update(follow_up_id=follow_up_id)


def waiting_for_follow_up(risk_list_id: int) -> list[RiskListEntry]:
    """Chosen, not held out, and nobody told to get in touch yet."""
    return list(
        RiskListEntry.objects.filter(risk_list_id=risk_list_id, is_held_out=False, follow_up_id__isnull=True)
        .select_related("customer", "risk_list__owner", "risk_list__created_by")
        .order_by("place")
    )
