"""A customer of ten years asks for a copy, is erased, and is sent again by the systems that once sent them.

Acceptance tests 1, 2 and 7 of the method; the small form runs with every test, the long one with the slow ones.
"""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from typing import Any

import pytest
from django.db import transaction

from idic.domain.identify.belongings import belongings
from idic.domain.identify.models import Customer, ImportRefusal, SourceRecord
from idic.domain.identify.privacy.enums import ErasureState, RequestState
from idic.domain.identify.privacy.graph import counts_of
from idic.domain.identify.privacy.models import Erasure, PrivacyRequest
from idic.domain.identify.privacy.operations.erasures import confirm_erasure, execute_erasure, propose_erasure
from idic.domain.identify.privacy.operations.packages import fetch_package, hand_out, make_package
from idic.domain.identify.privacy.packages.content import parts_of
from idic.domain.identify.privacy.person import person_of
from idic.domain.identify.queries.search import narrowed
from idic.domain.sales.models import Purchase
from idic.foundation.desk.models import Note
from idic.foundation.events.operations.seal import verify_chain
from idic.foundation.jobs.progress import SilentProgress
from tests.domain.differentiate.test_purposeful_segments import hear
from tests.domain.identify.privacy.every_room import (
    FULL,
    HAN,
    MORE_TRACES,
    OLD_MAIL,
    OLD_PHONE,
    SMALL,
    THAI,
    Size,
    import_lists,
    live_in_every_room,
)
from tests.domain.identify.privacy.searching import traces_in_the_database, traces_in_the_files
from tests.domain.identify.privacy.ten_years import EMAIL, NAME, PHONE, TRACES
from tests.domain.identify.privacy.test_erasure import asked, seal_everything

HOUR = 3600
ALL_TRACES = (*TRACES, *MORE_TRACES)
#: What an erasure of somebody else must leave of a customer, letter for letter.
UNTOUCHED = ("customer", "record", "record_version", "contact_point", "purchase", "purchase_line", "link", "relation")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "size", [pytest.param(SMALL, id="small"), pytest.param(FULL, id="full", marks=pytest.mark.slow)]
)
def test_ten_years_are_handed_out_whole_and_then_gone_for_good(size: Size, cast: Any) -> None:
    customer = live_in_every_room(cast.administrator, size=size)
    seal_everything()
    walk = counts_of(person_of(customer))
    assert {code for code, count in walk.items() if not count} - {"mail_recipient","complaint","complaint_step","incoming_mail"} == set()
    control = Customer.objects.get(email="preecha@kept.example")
    before = _told_of(control)
    assert {one.partition(": ")[2] for one in traces_in_the_database(ALL_TRACES)} == set(ALL_TRACES)
    assert traces_in_the_files(ALL_TRACES)

    started = time.monotonic()
    _check_package(customer, walk, cast)
    erasure = _erased(customer, cast)
    assert time.monotonic() - started < HOUR
    _check_certificate(erasure, walk)
    _check_nothing_is_left(customer, walk)

    people = Customer.objects.count()
    for batch in import_lists(cast.administrator):
        assert (batch.new_count, batch.refused_count) == (0, 1)
        refusal = ImportRefusal.objects.get(batch=batch)
        assert (refusal.code, refusal.value) == ("erased_before", "")
    with transaction.atomic():
        hear("import.customers")
    assert Customer.objects.count() == people
    assert not Customer.objects.filter(email__in=(EMAIL, OLD_MAIL)).exists()
    _check_nothing_is_left(customer, walk)
    assert _told_of(control) == before
    assert Customer.objects.get(email="manee@kept.example").name == "มานี ใจดี"


def _told_of(customer: Customer) -> dict[str, Any]:
    parts = {part.code: part.rows for part in parts_of(person_of(customer))}
    return {code: parts[code] for code in UNTOUCHED}


def _check_package(customer: Customer, walk: dict[str, int], cast: Any) -> None:
    request = asked(customer, kind="access", owner=cast.manager)
    PrivacyRequest.objects.filter(pk=request.pk).update(state=RequestState.WORKING)
    package = make_package(request.pk, progress=SilentProgress())
    _row, content = fetch_package(hand_out(package, by=cast.manager))
    archive = zipfile.ZipFile(io.BytesIO(content))
    told = json.loads(archive.read("data.json"))
    expected = {one.code: walk[one.code] for one in belongings() if one.package}
    expected["privacy_request"] += 1  # the one that asks
    assert {code: len(rows) for code, rows in told["data"].items()} == expected == package.counts
    for code, count in expected.items():
        rows = list(csv.reader(io.StringIO(archive.read(f"tables/{code}.csv").decode("utf-8-sig"))))
        assert len(rows) == count + 1, code
    whole = archive.read("data.json").decode()
    assert [one for one in (EMAIL, OLD_MAIL, *THAI.split(), HAN) if one not in whole] == []
    assert len(told["customers_merged"]) == 3
    assert archive.read("overview.pdf").startswith(b"%PDF")


def _erased(customer: Customer, cast: Any) -> Erasure:
    erasure = propose_erasure(asked(customer), by=cast.manager)
    confirm_erasure(erasure, by=cast.administrator)
    return execute_erasure(erasure.pk, progress=SilentProgress())


def _check_certificate(erasure: Erasure, walk: dict[str, int]) -> None:
    assert erasure.state == ErasureState.DONE
    assert (erasure.left["tables"], erasure.left["files"]) == ({}, [])
    planned = {step["code"]: step["count"] for step in erasure.planned}
    # the two requests and their package and events came after the walk
    later = {"privacy_request", "access_package", "event", "event_about", "erasure"}
    assert {code: count for code, count in planned.items() if code not in later} == {
        code: count for code, count in walk.items() if code not in later
    }
    assert erasure.searched["columns"] > 300
    assert erasure.searched["texts"] > 8


def _check_nothing_is_left(customer: Customer, walk: dict[str, int]) -> None:
    assert traces_in_the_database(ALL_TRACES) == []
    assert traces_in_the_files(ALL_TRACES) == []
    for asked_for in (NAME, EMAIL, PHONE, "089-123 4567", THAI, HAN, OLD_MAIL, OLD_PHONE):
        assert narrowed(Customer.objects.all(), asked_for).first() is None, asked_for
    assert Note.objects.get(text__startswith="Her brother").text.endswith("his own is 086-111-2222")
    gone = person_of(customer)
    assert Purchase.objects.filter(customer_id__in=gone.customers).count() == walk["purchase"], "sums stay as they were"
    for model in (Customer.objects.filter(pk__in=gone.customers), SourceRecord.objects.filter(pk__in=gone.records)):
        assert {one.search_text for one in model} == {""}
        assert [one for one in model if one.search_keys] == []
    seal_everything()
    assert verify_chain().holds
