"""Likely duplicates of an import go into the review queue after it.

A bounded number is looked at, so that a file of a million rows costs no more than one of a few thousand; a run over all
customers finds the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.linkage.enums import PairState, RunState
from idic.domain.identify.linkage.models import LinkagePair, LinkageRun
from idic.domain.identify.linkage.operations.runs import probability_of
from idic.domain.identify.linkage.reading import SAID, as_said
from idic.domain.identify.linkage.scorer import Scorer, scorer_of
from idic.domain.identify.merging.queries.cannot_links import forbidden_customer_pairs
from idic.domain.identify.models import ImportBatch
from idic.foundation.events.operations.append import NewEvent, append_event

#: So many pairs are weighed at most; there may be more.
MOST_WEIGHED = 5_000
# A key that more records share tells nobody apart.
_MOST_OF_A_KEY = 5

_OF_BATCH = f"""
SELECT f.id, f.customer_id, o.id, o.customer_id
FROM (SELECT * FROM identify_sourcerecord WHERE batch_id = %(batch)s AND kind = %(kind)s ORDER BY id LIMIT %(most)s) f
CROSS JOIN LATERAL (
    (SELECT r.id, r.customer_id FROM identify_sourcerecord r
     WHERE r.name_key = f.name_key AND NOT r.name_key = '' LIMIT {_MOST_OF_A_KEY})
    UNION
    (SELECT p.record_id, p.customer_id FROM identify_contactpoint p
     WHERE p.kind = 'phone' AND p.value = ANY(f.phones) LIMIT {_MOST_OF_A_KEY})
    UNION
    (SELECT r.id, r.customer_id FROM identify_sourcerecord r
     WHERE r.family_sound = f.family_sound AND r.given_sound = f.given_sound AND NOT r.family_sound = ''
     AND NOT r.given_sound = '' LIMIT {_MOST_OF_A_KEY})) o
WHERE o.customer_id <> f.customer_id LIMIT %(most)s
"""  # noqa: S608 - put together from this file alone

_READ = f"SELECT r.id, {SAID} FROM identify_sourcerecord r WHERE r.id = ANY(%s)"  # noqa: S608


@dataclass(frozen=True)
class _Weighed:
    records: tuple[int, int]
    customers: tuple[int, int]
    weight: float
    posterior: float
    hold: str
    levels: dict[str, int]


@transaction.atomic
def queue_likely_duplicates(batch: ImportBatch) -> int:
    """What an import brought beside what was there, weighed with the weights in force. Returns how many pairs wait.

    Safe to repeat: the pairs of an import that wait are found anew, and decisions stand.
    """
    LinkageRun.objects.filter(batch=batch).exclude(pairs__state__in=(PairState.MERGED, PairState.APART)).delete()
    return sum(_queue(batch, str(kind)) for kind in CustomerKind.values)


def _queue(batch: ImportBatch, kind: str) -> int:
    candidates = _candidates(batch, kind)
    if not candidates:
        return 0
    scorer = scorer_of(kind)
    found = [one for one in _weighed(candidates, scorer) if one.posterior >= scorer.model.thresholds.review]
    if not found:
        return 0
    moment = timezone.now()
    limits = scorer.model.thresholds
    lowest = min(one.weight for one in found)
    run = LinkageRun.objects.create(
        kind=kind, state=RunState.DONE, batch=batch, by=batch.created_by, created_at=moment, started_at=moment,
        finished_at=moment, reused_id=scorer.run, model={**scorer.model.to_json(), "frequencies": {}, "words": {}},
        comparisons=[[one.name, list(one.labels)] for one in scorer.model.comparisons], lower_weight=lowest,
        kept_from=lowest, upper_weight=max(lowest, _weight_of(limits.link, scorer.model.prior)),
        figures={
            "records": len({one[0] for one in candidates}), "compared": len(candidates), "above": 0,
            "between": sum(not one.hold for one in found), "held": sum(bool(one.hold) for one in found),
            "false_per_1000": 0.0, "learned": False,
        },
    )  # fmt: skip
    LinkagePair.objects.bulk_create(
        LinkagePair(
            run=run, first_record_id=one.records[0], second_record_id=one.records[1], first_customer_id=one.customers[0],
            second_customer_id=one.customers[1], weight=one.weight, posterior=one.posterior, levels=one.levels,
            hold=one.hold, found_at=moment,
        )
        for one in found
    )  # fmt: skip
    append_event(
        NewEvent(
            "linkage.finished", "linkage_run", run.pk,
            after={"run": run.pk, "records": run.figures["records"], "pairs": len(found)},
        ),
        by=batch.created_by, agent="linkage",
    )  # fmt: skip
    return len(found)


def _weight_of(probability: float, prior: float) -> float:
    """The weight at which the probability is reached, by halving."""
    low, high = -200.0, 200.0
    for _step in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if probability_of(middle, prior) < probability else (low, middle)
    return high


def _candidates(batch: ImportBatch, kind: str) -> list[tuple[int, int, int, int]]:
    """(record, customer, other record, other customer), without those that are kept apart or wait already."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_BATCH, {"batch": batch.pk, "kind": kind, "most": MOST_WEIGHED})
        rows = cursor.fetchall()
    known = forbidden_customer_pairs() | set(
        LinkagePair.objects.filter(
            state__in=(PairState.WAITING, PairState.UNSURE), first_customer__in={min(row[1], row[3]) for row in rows}
        ).values_list("first_customer_id", "second_customer_id")
    )
    return [row for row in rows if (min(row[1], row[3]), max(row[1], row[3])) not in known]


def _weighed(candidates: list[tuple[int, int, int, int]], scorer: Scorer) -> list[_Weighed]:
    """Every pair of customers once, by the records that are most alike."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [list({one for row in candidates for one in (row[0], row[2])})])
        said = {row[0]: as_said(row[1:]) for row in cursor.fetchall()}
    best: dict[tuple[int, int], _Weighed] = {}
    for record, customer, other, beside in candidates:
        score = scorer.against(dict(said[record]), [said[other]])[0]
        order = customer < beside
        customers = (customer, beside) if order else (beside, customer)
        if customers not in best or score.weight > best[customers].weight:
            levels = {step.comparison: step.level for step in score.waterfall}
            best[customers] = _Weighed(
                (record, other) if order else (other, record),
                customers,
                score.weight,
                score.posterior,
                score.hold,
                levels,
            )
    return list(best.values())
