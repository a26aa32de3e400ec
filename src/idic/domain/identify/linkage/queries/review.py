"""The queue of pairs that wait for a person, and one pair with all that is known of both sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from idic.domain.identify.linkage.enums import OPEN_STATES, Band, PairState
from idic.domain.identify.linkage.models import LinkagePair, LinkageRun
from idic.domain.identify.linkage.queries.pairs import in_band
from idic.domain.identify.merging.models import CannotLink
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User

SAMPLE = "sample"
#: Whatever its weight: also what a threshold that was moved up has taken out of the queue.
ANY = "any"
_MOST_COUNTED = 1_000


def access_open_pairs(user: User, *, band: str = "", run: int | None = None) -> QuerySet[LinkagePair]:
    """Of which the user may change both customers, and that are still two. The surest first; a sample in its own order;
    what was put off comes last."""
    seen = visible_customers(user, "customer.change").values("pk")
    apart = CannotLink.objects.filter(
        lifted_at=None, first_customer=OuterRef("first_customer"), second_customer=OuterRef("second_customer")
    )
    pairs = LinkagePair.objects.filter(
        ~Q(first_record__customer=F("second_record__customer")), ~Exists(apart), state__in=OPEN_STATES,
        first_record__customer__in=seen, second_record__customer__in=seen,
    )  # fmt: skip
    if run is not None:
        pairs = pairs.filter(run=run)
    if band == SAMPLE:
        return pairs.filter(sample_place__isnull=False).order_by("-state", "sample_place")
    if band in Band.values:
        pairs = in_band(pairs, Band(band))
    elif band != ANY:
        pairs = pairs.filter(weight__gte=F("run__lower_weight"))
    return pairs.order_by("-state", "-weight", "id")


def access_open_pair(user: User, pk: int) -> LinkagePair:
    found = access_open_pairs(user, band=ANY).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def oldest_waiting(user: User, *, band: str) -> datetime | None:
    found: datetime | None = access_open_pairs(user, band=band).order_by().aggregate(oldest=Min("found_at"))["oldest"]
    return found


def decided_since(user: User, since: datetime) -> int:
    """How many pairs this person has decided; bounded."""
    decided = LinkagePair.objects.filter(decided_by=user, decided_at__gte=since)
    return decided.exclude(state__in=(PairState.WAITING, PairState.OBSOLETE))[:_MOST_COUNTED].count()


_HEAVY = ("payload", "search_text", "search_keys")


@dataclass(frozen=True)
class Place:
    """Where a pair stands in the queue: its neighbours, and how many there are up to a bound."""

    number: int
    count: int
    is_more: bool
    before: int | None
    after: int | None


def place_of(user: User, *, band: str, at: int | None) -> tuple[int | None, Place]:
    """The pair to show, which is the first where `at` is not in the queue, and its place."""
    ids = list(access_open_pairs(user, band=band).values_list("pk", flat=True)[: _MOST_COUNTED + 1])
    is_more, ids = len(ids) > _MOST_COUNTED, ids[:_MOST_COUNTED]
    if not ids:
        return None, Place(0, 0, False, None, None)
    number = ids.index(at) if at in ids else 0
    return ids[number], Place(
        number + 1, len(ids), is_more, ids[number - 1] if number else None,
        ids[number + 1] if number + 1 < len(ids) else None,
    )  # fmt: skip


def read_pair(pk: int) -> LinkagePair:
    """With both records, their sources and customers; of the run only what words and weights need."""
    sides = [f"{side}_record" for side in ("first", "second")]
    return (
        LinkagePair.objects.select_related(
            "run", *(f"{side}__{other}" for side in sides for other in ("source", "customer"))
        )
        .defer(
            "run__model", "run__curve", "run__histogram", "run__blocking",
            *(f"{side}__{name}" for side in sides for name in _HEAVY),
            *(f"{side}__customer__{name}" for side in sides for name in ("search_text", "search_keys")),
        )
        .get(pk=pk)
    )  # fmt: skip


def weights_of(run_id: int) -> tuple[dict[str, list[float]], dict[str, list[float]], float]:
    """m and u of the levels, and the prior; not the frequencies, which may be many."""
    row = LinkageRun.objects.values_list("model__m", "model__u", "model__prior").get(pk=run_id)
    return row[0] or {}, row[1] or {}, float(row[2] or 0.001)
