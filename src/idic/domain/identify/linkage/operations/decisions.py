"""What a person says of a pair in the queue; every word of theirs can be taken back, one after the other."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from idic.domain.identify.linkage.enums import OPEN_STATES, Answer, PairState
from idic.domain.identify.linkage.errors import AlreadyDecided, NothingToUndo
from idic.domain.identify.linkage.models import Label, LinkagePair
from idic.domain.identify.linkage.queries.review import access_open_pair
from idic.domain.identify.merging.apart import keep_customers_apart, keep_records_apart, lift
from idic.domain.identify.merging.enums import MergeReason
from idic.domain.identify.merging.models import Merge
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.merging.tree import path_from
from idic.domain.identify.models import Customer
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, append_events

STATE_OF = {Answer.SAME: PairState.MERGED, Answer.DIFFERENT: PairState.APART, Answer.UNSURE: PairState.UNSURE}


@transaction.atomic
def decide_pair(pk: int, answer: Answer, *, by: User, survivor: int | None = None) -> LinkagePair:
    """`survivor` is the customer that stays; nobody named: the one with more records, else the older one.

    Raises AlreadyDecided where somebody was faster, NotVisible where the pair is out of reach.
    """
    require(by, "customer.merge")
    pair = access_open_pair(by, pk)
    pair = (
        LinkagePair.objects.select_for_update(of=("self",))
        .select_related("first_record__customer", "second_record__customer", "run")
        .defer("run__model")
        .get(pk=pair.pk)
    )
    one, other = pair.first_record.customer, pair.second_record.customer
    if pair.state not in OPEN_STATES or one.pk == other.pk:
        raise AlreadyDecided
    pair.decided_at, pair.decided_by, pair.state = timezone.now(), by, STATE_OF[answer]
    if answer == Answer.SAME:
        kept, gone = _survivor_first(one, other, survivor)
        pair.merge = merge_customers(kept, gone, by=by, reason=MergeReason.BY_HAND, run_id=pair.run_id)
    elif answer == Answer.DIFFERENT:
        _keep_apart(pair, one, other, by)
    pair.save(update_fields=["decided_at", "decided_by", "state", "merge"])
    Label.objects.create(
        first_record_id=min(pair.first_record_id, pair.second_record_id),
        second_record_id=max(pair.first_record_id, pair.second_record_id), answer=answer, by=by, at=pair.decided_at,
        run_id=pair.run_id, weight=pair.weight, posterior=pair.posterior,
    )  # fmt: skip
    _settle_twins(pair, one.pk, other.pk)
    append_event(
        NewEvent(
            "linkage.labelled",
            "linkage_pair",
            pair.pk,
            after={"answer": answer.value, "run": pair.run_id, "pair": pair.pk},
        ),
        by=by,
    )
    return pair


@transaction.atomic
def take_back_decision(*, by: User) -> LinkagePair:
    """The last decision of this person that still stands; the pair waits again, as if nothing had been said.

    Raises NothingToUndo; MergingRefused where the merged customer was merged on since.
    """
    require(by, "customer.merge")
    label = Label.objects.select_for_update().filter(by=by, taken_back_at=None).order_by("-at", "-id").first()
    pair = _pair_of(label) if label else None
    if label is None or pair is None or pair.decided_by_id != by.pk:
        raise NothingToUndo
    moment = timezone.now()
    if label.answer == Answer.SAME and pair.merge_id:
        merge = Merge.objects.get(pk=pair.merge_id)
        if merge.undone_at is None:
            former = undo_merge(merge, by=by, at=moment)
            lift([former.pk], path_from(merge.survivor_id), at=moment)
    elif label.answer == Answer.DIFFERENT:
        lift(
            [pair.first_customer_id, pair.first_record.customer_id],
            [pair.second_customer_id, pair.second_record.customer_id], at=moment,
        )  # fmt: skip
    label.taken_back_at = moment
    label.save(update_fields=["taken_back_at"])
    LinkagePair.objects.filter(Q(pk=pair.pk) | Q(run_id=pair.run_id, decided_at=pair.decided_at, decided_by=by)).update(
        state=PairState.WAITING, decided_at=None, decided_by=None, merge=None
    )
    append_event(NewEvent("linkage.label_undone", "linkage_pair", pair.pk, after={"pair": pair.pk}), by=by)
    return LinkagePair.objects.get(pk=pair.pk)


def _pair_of(label: Label) -> LinkagePair | None:
    records = (label.first_record_id, label.second_record_id)
    return (
        LinkagePair.objects.select_for_update(of=("self",))
        .select_related("first_record", "second_record")
        .filter(run_id=label.run_id, first_record_id__in=records, second_record_id__in=records)
        .first()
    )


def _survivor_first(one: Customer, other: Customer, survivor: int | None) -> tuple[Customer, Customer]:
    ordered = sorted((one, other), key=lambda customer: (-customer.record_count, customer.pk))
    if survivor in (one.pk, other.pk):
        ordered.sort(key=lambda customer: customer.pk != survivor)
    return ordered[0], ordered[1]


def _keep_apart(pair: LinkagePair, one: Customer, other: Customer, by: User) -> None:
    assert pair.decided_at is not None
    keep_customers_apart(one.pk, [other.pk], by=by, at=pair.decided_at)
    keep_records_apart([pair.first_record_id], [pair.second_record_id], by=by, at=pair.decided_at)
    append_events(
        [
            NewEvent("customer.kept_apart", "customer", this.pk, customer_id=this.pk, after={"other": that.name})
            for this, that in ((one, other), (other, one))
        ],
        by=by,
    )


def _settle_twins(pair: LinkagePair, one: int, other: int) -> None:
    """Other pairs of the queue that are about the same two by now: after a merge many records name one customer."""
    sides = Q(first_record__customer=one, second_record__customer=other) | Q(
        first_record__customer=other, second_record__customer=one
    )
    if pair.state == PairState.MERGED:
        sides = Q(first_record__customer=F("second_record__customer"), first_record__customer__in=(one, other))
    twins = LinkagePair.objects.filter(sides, run_id=pair.run_id, state__in=OPEN_STATES).exclude(pk=pair.pk)
    LinkagePair.objects.filter(pk__in=list(twins.values_list("pk", flat=True))).update(
        state=pair.state, decided_at=pair.decided_at, decided_by=pair.decided_by, merge=pair.merge
    )
