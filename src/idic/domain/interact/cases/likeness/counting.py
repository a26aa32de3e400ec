"""The counts behind likeness, taken anew now and then, and signatures for cases that have none."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.interact.cases.likeness.store import COMPARED, compared_text, known_of
from idic.domain.interact.cases.models import Case, TermCount, TermTotals
from idic.methods.likeness import signature, terms_of

#: The latest so many cases tell how common a word is, so that counting costs the same however many there are.
COUNTED = 200_000
_BATCH = 500
_LONGEST_TERM = 60
_GROWN, _AGE = 1.1, timedelta(hours=20)
_WRITE = """
UPDATE cases_case SET signature = string_to_array(f.signature, E'\\x1f')
FROM unnest(%s::bigint[], %s::text[]) AS f(id, signature) WHERE cases_case.id = f.id
"""


def keep_up() -> None:
    """Nothing while little has changed. Safe to repeat, and to cut off at any moment."""
    count_if_due()
    # before the missing ones, or else those would be signed twice
    renew_if_doubled()
    sign_missing()


def count_if_due() -> bool:
    totals = _totals()
    cases = Case.objects.filter(deleted_at__isnull=True).order_by("-pk").values_list("pk", flat=True).first() or 0
    is_old = totals.counted_at is None or totals.counted_at < timezone.now() - _AGE
    if not cases or not (is_old or cases > totals.cases * _GROWN):
        return False
    count_terms(newest=cases)
    return True


def count_terms(*, newest: int, limit: int = COUNTED) -> None:
    """What was erased since is gone from the counts, too."""
    counted: Counter[str] = Counter()
    documents, lengths = 0, list[float]()
    for text in _latest_texts(limit):
        terms = terms_of(text)
        documents += 1
        lengths.append(math.fsum(terms.values()))
        counted.update(terms.keys())
    kept = [(term, count) for term, count in counted.items() if count > 1 and len(term) <= _LONGEST_TERM]
    with transaction.atomic():
        totals = TermTotals.objects.select_for_update().get(pk=_totals().pk)
        TermCount.objects.all().delete()
        for start in range(0, len(kept), 20_000):
            part = kept[start : start + 20_000]
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO cases_termcount (term, count) SELECT * FROM unnest(%s::text[], %s::int[])",
                    [[term for term, _count in part], [count for _term, count in part]],
                )
        totals.documents, totals.length = documents, math.fsum(lengths)
        totals.cases, totals.counted_at = newest, timezone.now()
        totals.save()


def sign_missing(*, limit: int = 50_000) -> int:
    """Old cases that nobody has touched since signatures are made. What says nothing gets none and is passed over."""
    done, after = 0, 0
    while done < limit:
        rows = Case.objects.filter(signature=[], deleted_at__isnull=True, pk__gt=after).exclude(title="-", text="")
        found = list(rows.order_by("pk").values_list("pk", "title", "text")[:_BATCH])
        if not found:
            break
        _sign(found)
        done, after = done + len(found), found[-1][0]
    return done


def renew_if_doubled() -> int:
    """All of them by what is known now; goes on where it was cut off."""
    totals = _totals()
    if totals.documents < 2 * max(totals.signed_documents, 50) and not totals.signed_up_to:
        return 0
    done, up_to = 0, totals.signed_up_to
    while True:
        rows = Case.objects.filter(deleted_at__isnull=True, pk__gt=up_to).order_by("pk")
        found = list(rows.values_list("pk", "title", "text")[:_BATCH])
        if not found:
            break
        _sign(found)
        done, up_to = done + len(found), found[-1][0]
        TermTotals.objects.filter(pk=totals.pk).update(signed_up_to=up_to)
    TermTotals.objects.filter(pk=totals.pk).update(signed_documents=totals.documents, signed_up_to=0)
    return done


@transaction.atomic
def _sign(rows: list[tuple[int, str, str]]) -> None:
    """Locked, so that what is written meanwhile is not overwritten with a signature of the old text."""
    fresh = (
        Case.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=[pk for pk, _title, _text in rows])
        .order_by("pk")
    )
    terms = {pk: _terms(compared_text(title, text)) for pk, title, text in fresh.values_list("pk", "title", "text")}
    known = known_of({term for one in terms.values() for term in one})
    signed = [(pk, "\x1f".join(signature(one, known))) for pk, one in terms.items() if one]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [[pk for pk, _ in signed], [text for _, text in signed]])


def _terms(text: str) -> dict[str, float]:
    return {term: weight for term, weight in terms_of(text).items() if len(term) <= _LONGEST_TERM}


def _latest_texts(limit: int) -> Iterator[str]:
    below, left = None, limit
    while left > 0:
        rows = Case.objects.filter(deleted_at__isnull=True)
        found = list((rows if below is None else rows.filter(pk__lt=below)).order_by("-pk")
                     .values_list("pk", "title", "text")[: min(left, 2_000)])  # fmt: skip
        if not found:
            return
        for _pk, title, text in found:
            yield compared_text(title, text)[:COMPARED]
        below, left = found[-1][0], left - len(found)


def _totals() -> TermTotals:
    return TermTotals.objects.get_or_create(pk=1)[0]
