"""What the sample shows of merging, matching, arriving files and privacy, and that people's own things outlive it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from idic.domain.differentiate.models import Segment
from idic.domain.identify.arrivals.models import Schedule
from idic.domain.identify.linkage.enums import PairState
from idic.domain.identify.linkage.models import Label, LinkagePair, LinkageRun
from idic.domain.identify.merging.enums import JudgementKind
from idic.domain.identify.merging.models import CannotLink, Judgement, Merge
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import Customer, ImportBatch
from idic.domain.identify.privacy.enums import ConsentKind, Method
from idic.domain.identify.privacy.models import (
    AccessPackage,
    Breach,
    ConsentEvent,
    Erasure,
    NoticeVersion,
    OptIn,
    PrivacyRequest,
    ProcessingRecord,
    Processor,
    RetentionRun,
    Suppression,
)
from idic.domain.identify.privacy.operations.breaches import log_breach
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.identify.privacy.operations.requests import receive_request
from idic.domain.identify.queries.refused_rows import refused_rows
from idic.foundation.accounts.models import User
from idic.foundation.files.storage import local_path
from idic.foundation.jobs.progress import SilentProgress
from idic.foundation.letters.enums import DeliveryState
from idic.foundation.letters.models import Delivery
from idic.sample.removing import remove_sample

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_newcomer_finds_content_on_every_page_of_identity_and_privacy(loaded: object) -> None:
    _people_have_said_yes_and_no_in_many_ways()
    _requests_stand_at_different_steps()
    _the_house_has_its_papers()
    _merges_can_be_undone_and_mistakes_stay_apart()
    _pairs_wait_and_some_are_labelled()
    _a_file_has_refused_rows_and_a_schedule_is_off()


@pytest.mark.slow
def test_the_ledger_lets_go_of_invented_words_alone_and_peoples_own_things_stay(
    loaded: object, make_customer: Callable[..., Customer]
) -> None:
    person = User.objects.get(email="administrator@example.com")
    own = make_customer(given_name="Kept", family_name="Person", phone="0899998888", email="kept@example.com")
    word = record_consent(
        own, "marketing", "email", kind=ConsentKind.WITHDRAWN, method=Method.PHONE, evidence={"call": "1"}, by=person
    )
    request = receive_request(
        own, kind="access", way="email", received_on=timezone.localdate(), language="en", by=person
    )
    breach = log_breach(title="Ours", found_at=timezone.now(), kinds=["availability"], is_exercise=False, by=person)
    merge_customers(own, Customer.objects.filter(merged_into=None).exclude(pk=own.pk).order_by("pk")[0], by=person)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM privacy_consentevent")
    files = [local_path(one) for one in AccessPackage.objects.values_list("file", flat=True)]
    assert all(path.exists() for path in files)
    remove_sample(SilentProgress(), by=None)
    assert list(Customer.objects.values_list("pk", flat=True)) == [own.pk]
    assert list(ConsentEvent.objects.values_list("pk", flat=True)) == [word.pk]
    assert list(PrivacyRequest.objects.values_list("pk", flat=True)) == [request.pk]
    assert list(Breach.objects.values_list("pk", flat=True)) == [breach.pk]
    assert Suppression.objects.count() == 1
    assert not Merge.objects.exists()
    assert not any(path.exists() for path in files)


def _people_have_said_yes_and_no_in_many_ways() -> None:
    assert ConsentEvent.objects.count() > 2000
    assert ConsentEvent.objects.filter(kind=ConsentKind.WITHDRAWN).count() > 100
    assert len(set(ConsentEvent.objects.values_list("method", flat=True))) >= 8
    assert len(set(ConsentEvent.objects.values_list("channel", flat=True))) >= 5
    assert sorted(one.confirmed_at is not None for one in OptIn.objects.all()) == [False, True]
    assert not Delivery.objects.exclude(state=DeliveryState.STOPPED).exists()
    segment = Segment.objects.get(purpose="marketing", channel="email")
    assert segment.size > 0
    assert segment.left_out


def _requests_stand_at_different_steps() -> None:
    assert sorted(PrivacyRequest.objects.values_list("kind", "state")) == [
        ("access", "answered"), ("erasure", "working"), ("objection", "answered"), ("rectification", "received"),
    ]  # fmt: skip
    assert AccessPackage.objects.get(request__kind="access").size > 1000
    assert Erasure.objects.get().state == "planned"
    today: date = timezone.localdate()
    assert all(one.due_on >= today for one in PrivacyRequest.objects.all())


def _the_house_has_its_papers() -> None:
    assert NoticeVersion.objects.get().state == "published"
    assert Breach.objects.get().is_exercise
    assert (ProcessingRecord.objects.count(), Processor.objects.count()) == (1, 1)
    run = RetentionRun.objects.get()
    assert run.ids
    assert run.executed_at is None


def _merges_can_be_undone_and_mistakes_stay_apart() -> None:
    merges = Merge.objects.filter(run_id=None)
    assert sorted(one.undone_at is not None for one in merges) == [False, True]
    assert CannotLink.objects.filter(first_customer__isnull=False, lifted_at=None).count() == 3
    assert Judgement.objects.get().kind == JudgementKind.VERIFIED
    standing = merges.get(undone_at=None)
    somsri = User.objects.get(email="somsri.phongphan@example.com")
    assert undo_merge(standing, by=somsri).merged_into is None


def _pairs_wait_and_some_are_labelled() -> None:
    run = LinkageRun.objects.get()
    assert not run.merges_itself
    assert LinkagePair.objects.filter(run=run, state=PairState.WAITING).count() > 20
    assert sorted(Label.objects.values_list("answer", flat=True)) == [
        "different", "different", "same", "same", "same", "same", "unsure", "unsure",
    ]  # fmt: skip


def _a_file_has_refused_rows_and_a_schedule_is_off() -> None:
    batch = ImportBatch.objects.get(source__code="tasting_day")
    assert batch.figures["matched"] == {"email": 7}
    _columns, rows = refused_rows(batch)
    assert len(list(rows)) == 4
    assert not Schedule.objects.get().is_active
