"""The sample company through the real operations: it loads, repeats without effect, finds who is who, and goes."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict

import pytest
from django.db import connection

from idic.domain.customize.models import Campaign
from idic.domain.differentiate.models import CustomerScore, Refresh, Segment
from idic.domain.identify.models import Customer, Source, SourceRecord
from idic.domain.interact.models import FollowUp
from idic.domain.sales.models import Purchase
from idic.foundation.events.models import Event
from idic.foundation.jobs.errors import JobRefused
from idic.foundation.jobs.progress import SilentProgress
from idic.sample.files import SampleFiles
from idic.sample.loading import load_sample
from idic.sample.removing import remove_sample

pytestmark = pytest.mark.django_db(transaction=True)


def _counts() -> dict[str, int]:
    return {
        model.__name__: model.objects.count()
        for model in (Customer, SourceRecord, Purchase, CustomerScore, Campaign, FollowUp, Refresh, Source)
    }


@pytest.mark.slow
def test_loading_twice_adds_nothing_but_another_turn(loaded: object, short_sample: SampleFiles) -> None:
    before = _counts()
    load_sample(files=short_sample)
    after = _counts()
    assert after.pop("Refresh") == before.pop("Refresh") + 1
    assert after == before
    assert before["Customer"] > 800
    assert Segment.objects.filter(size__gt=0).count() >= 5


def test_exact_matching_joins_only_records_of_the_same_person(loaded: object, short_sample: SampleFiles) -> None:
    """Against the truth that came with the data: most of what it joins is right, and relatives stay apart."""
    with gzip.open(short_sample.truth, "rt", encoding="utf-8") as stream:
        truth = {(row["source"], row["key"]): row["customer"] for row in csv.DictReader(stream)}
    found: dict[int, list[str]] = defaultdict(list)
    records = SourceRecord.objects.filter(source__is_sample=True).values_list("source__code", "key", "customer_id")
    for source, key, customer in records:
        if source != "tasting_day":  # the list of guests repeats what is known
            found[customer].append(truth[(source, key)])
    joined = right = 0
    for members in found.values():
        for true, count in Counter(members).items():
            right += count * (count - 1) // 2
            assert true
        joined += len(members) * (len(members) - 1) // 2
    possible = sum(count * (count - 1) // 2 for count in Counter(truth.values()).values())
    assert right / joined > 0.98
    assert right / possible > 0.5


def test_removing_leaves_an_empty_installation_and_the_record_of_what_happened(loaded: object) -> None:
    events = Event.objects.count()
    remove_sample(SilentProgress(), by=None)
    counts = _counts()
    assert counts.pop("Source") <= 1  # the desk
    assert set(counts.values()) == {0}
    assert Event.objects.count() == events + 1
    assert Event.objects.order_by("-id")[0].verb == "sample.removed"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM catalogue_product")
        assert cursor.fetchone()[0] == 0


def test_what_people_brought_themselves_survives_the_removal(loaded: object, make_customer: object) -> None:
    own = make_customer(given_name="Kept", family_name="Person", phone="0899998888")  # type: ignore[operator]
    remove_sample(SilentProgress(), by=None)
    assert list(Customer.objects.values_list("pk", flat=True)) == [own.pk]


def test_the_sample_is_not_mixed_into_records_of_ones_own(short_sample: SampleFiles) -> None:
    Source.objects.create(code="shop", name="Our shop")
    with pytest.raises(JobRefused):
        load_sample(files=short_sample)
    assert Customer.objects.count() == 0
