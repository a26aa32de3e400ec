from __future__ import annotations

import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from idic.domain.identify.belongings import belongings
from idic.domain.identify.models import Customer, ImportRefusal, SourceRecord
from idic.domain.identify.operations.customers import create_customer
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.identify.privacy.enums import ErasureState, RequestKind, RequestState, Verdict
from idic.domain.identify.privacy.errors import HeldBack, SecondPersonNeeded
from idic.domain.identify.privacy.models import Erasure, LegalHold, PrivacyRequest, Suppression
from idic.domain.identify.privacy.operations.erasures import (
    confirm_erasure,
    execute_erasure,
    propose_erasure,
    reapply_erasures,
)
from idic.domain.identify.privacy.operations.suppressions import is_suppressed
from idic.domain.identify.privacy.queries.basis import use_of, verdict_of
from idic.domain.sales.models import Purchase
from idic.foundation.desk.models import Note
from idic.foundation.events.models import Event, EventSeal
from idic.foundation.events.operations.seal import seal_settled_events, verify_chain
from idic.foundation.jobs.progress import SilentProgress
from idic.warehouse.extract import take_snapshot
from tests.domain.identify.privacy.ten_years import (
    EMAIL,
    FAMILY,
    GIVEN,
    NAME,
    PHONE,
    TRACES,
    import_list,
    live_ten_years,
)


def asked(customer: Customer, kind: str = RequestKind.ERASURE, **values: Any) -> PrivacyRequest:
    today = timezone.localdate()
    return PrivacyRequest.objects.create(
        kind=kind, customer=customer, way="email", received_on=today, due_on=today, practical_on=today, warn_on=today,
        state=RequestState.SCOPED, identity_at=timezone.now(), identity_how="Showed the id card", **values,
    )  # fmt: skip


def everything_in_the_database() -> str:
    """Every text, list and JSON of every table, staff and seals included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        texts = []
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT string_agg("{column}"::text, chr(10)) FROM "{table}"')
            texts.append(f"[{table}.{column}] {cursor.fetchone()[0] or ''}")
    return "\n".join(texts)


def everything_in_the_files() -> list[tuple[str, bytes]]:
    import pyarrow.parquet as parquet

    found = []
    for path in Path(settings.CONFIGURATION.home).rglob("*"):
        if not path.is_file():
            continue
        raw = path.read_bytes()
        if path.suffix == ".parquet":
            raw += str(parquet.read_table(path).to_pydict()).encode()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                raw += b"".join(archive.read(name) for name in archive.namelist())
        found.append((str(path), raw))
    return found


def traces_left() -> list[str]:
    database = everything_in_the_database().lower()
    left = [f"database: {trace}" for trace in TRACES if trace.lower() in database]
    for name, raw in everything_in_the_files():
        left += [f"{name}: {trace}" for trace in TRACES if trace.lower().encode() in raw.lower()]
    return left


def seal_everything() -> None:
    """A transaction elsewhere in the same server may hold the horizon back for a while."""
    newest = Event.objects.order_by("-id").values_list("id", flat=True)[0]
    for _turn in range(3600):
        seal_settled_events()
        if EventSeal.objects.filter(last_id__gte=newest).exists():
            return
        time.sleep(0.25)
    pytest.fail("the events were not settled within a quarter of an hour")


def _erased(customer: Customer, cast: Any) -> Erasure:
    erasure = propose_erasure(asked(customer), by=cast.manager)
    confirm_erasure(erasure, by=cast.administrator)
    return execute_erasure(erasure.pk, progress=SilentProgress())


@pytest.mark.django_db(transaction=True)
def test_after_an_erasure_no_table_and_no_file_names_the_person(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    seal_everything()
    take_snapshot(
        Path(settings.CONFIGURATION.warehouse_folder), at=timezone.now(), time_zone="Asia/Bangkok",
        report=lambda *step: None,
    )  # fmt: skip
    assert len(traces_left()) > 5
    purchases = Purchase.objects.filter(customer=customer).count()

    erasure = _erased(customer, cast)

    assert traces_left() == []
    assert erasure.state == ErasureState.DONE
    assert erasure.left["tables"] == {}
    assert erasure.left["files"] == []
    seal_everything()
    assert verify_chain().holds
    assert verify_chain().redacted
    assert Purchase.objects.filter(customer=customer).count() == purchases == 10
    assert PrivacyRequest.objects.get(pk=erasure.request_id).state == RequestState.ANSWERED
    other = Customer.objects.get(email="preecha@kept.example")
    assert Note.objects.get(noun="customer", subject_id=other.pk).text == "Recommended by ***, ***"


@pytest.mark.django_db(transaction=True)
def test_beside_the_redaction_an_altered_row_still_breaks_the_chain(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    seal_everything()
    _erased(customer, cast)
    seal_everything()
    assert verify_chain().holds
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DISABLE TRIGGER event_append_only")
        cursor.execute(
            "UPDATE events_event SET actor_id = %s WHERE id = (SELECT min(id) FROM events_event)", [cast.sales.pk]
        )
        cursor.execute("ALTER TABLE events_event ENABLE TRIGGER event_append_only")
    assert not verify_chain().holds


@pytest.mark.django_db(transaction=True)
def test_the_old_list_brings_nobody_back_to_marketing(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    _erased(customer, cast)
    assert Suppression.objects.filter(reason="erased").exists()
    import_list(cast.administrator)
    assert not Customer.objects.filter(email=EMAIL).exists()
    assert ImportRefusal.objects.get().code == "erased_before"


@pytest.mark.django_db(transaction=True)
def test_who_comes_back_is_a_customer_again_and_still_not_written_to(cast: Any) -> None:
    """Entered by hand: from then on lists that name them are taken, and marketing waits for a word of their own."""
    customer = live_ten_years(cast.administrator)
    _erased(customer, cast)
    back = create_customer(
        {"given_name": GIVEN, "family_name": FAMILY, "email": EMAIL, "phone": PHONE}, by=cast.administrator
    )
    import_list(cast.administrator)
    assert not ImportRefusal.objects.exists()
    assert SourceRecord.objects.filter(customer=back).count() == 2
    assert verdict_of(back.pk, use_of("marketing", "email")) is Verdict.NOT_GIVEN
    assert is_suppressed("marketing", "email", EMAIL) is not None


@pytest.mark.django_db(transaction=True)
def test_another_list_brings_nobody_back_who_is_known_by_the_phone_alone(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    _erased(customer, cast)
    source = ensure_source(code="rented", name="Rented list", by=None)
    text = f"customer id,first name,last name,phone\nX-1,{GIVEN},{FAMILY},{PHONE}\nX-2,Other,Person,0860000001\n"
    batch = upload_import(
        [text.encode()], file_name="rented.csv", kind="customers", source=source, by=cast.administrator
    )
    done = import_now(batch, by=cast.administrator)
    assert (done.new_count, done.refused_count) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_is_put_back_brings_nobody_back(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    saved = Customer.objects.filter(pk=customer.pk).values("created_at").get()
    _erased(customer, cast)
    with connection.cursor() as cursor:  # as the restored copy of the day before knows them
        cursor.execute("DELETE FROM privacy_erasure")
        cursor.execute("DELETE FROM privacy_processinglock")
        told = [NAME, EMAIL, customer.pk]
        cursor.execute("UPDATE identify_sourcerecord SET name = %s, email = %s WHERE customer_id = %s", told)
        cursor.execute("UPDATE identify_customer SET name = %s, email = %s WHERE id = %s", told)
    assert reapply_erasures(progress=SilentProgress()) == 1
    assert not Customer.objects.filter(email=EMAIL).exists()
    assert reapply_erasures(progress=SilentProgress()) == 0
    assert Customer.objects.get(pk=customer.pk).created_at == saved["created_at"]


@pytest.mark.django_db(transaction=True)
def test_whoever_asks_for_an_erasure_may_not_agree_to_it(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    erasure = propose_erasure(asked(customer), by=cast.manager)
    with pytest.raises(SecondPersonNeeded):
        confirm_erasure(erasure, by=cast.manager)


@pytest.mark.django_db(transaction=True)
def test_a_hold_stops_an_erasure_and_says_why(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    LegalHold.objects.create(customer=customer, reason="Court case 12", set_by=cast.administrator)
    with pytest.raises(HeldBack, match="Court case 12"):
        propose_erasure(asked(customer), by=cast.manager)


@pytest.mark.django_db(transaction=True)
def test_a_shared_phone_stays_with_the_other_and_is_gone_from_the_erased(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    other = create_customer({"given_name": "Malee", "family_name": "Suksai", "phone": "0891234567"}, by=cast.service)
    _erased(customer, cast)
    other.refresh_from_db()
    assert other.phone == "+66891234567"
    assert Customer.objects.get(pk=customer.pk).phone == ""
    assert is_suppressed("marketing", "sms", "+66891234567", name=other.sort_name) is None


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_broke_off_is_done_again_from_the_start(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    erasure = propose_erasure(asked(customer), by=cast.manager)
    confirm_erasure(erasure, by=cast.administrator)

    class Broken(SilentProgress):
        def report(self, step: str, done: int = 0, total: int = 0) -> None:
            if step == "records":
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        execute_erasure(erasure.pk, progress=Broken())
    execute_erasure(erasure.pk, progress=SilentProgress())
    assert traces_left() == []


@pytest.mark.parametrize(
    ("code", "model", "kept"),
    [
        ("record", SourceRecord, {"id", "source_id", "customer_id", "batch_id", "received_at", "kind", "edition"}),
        (
            "customer",
            Customer,
            {
                "id",
                "kind",
                "owner_id",
                "team_id",
                "merged_into_id",
                "record_count",
                "version",
                "created_at",
                "updated_at",
            },
        ),
    ],
)
def test_every_column_that_tells_of_a_person_is_blanked(code: str, model: Any, kept: set[str]) -> None:
    declared = next(one for one in belongings() if one.code == code)
    assert {field.column for field in model._meta.concrete_fields} - set(declared.blanked) == kept
