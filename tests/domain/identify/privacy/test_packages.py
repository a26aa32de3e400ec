from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.identify.belongings import belongings
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import RequestState
from idic.domain.identify.privacy.errors import LinkSpent
from idic.domain.identify.privacy.graph import counts_of
from idic.domain.identify.privacy.models import AccessPackage, PrivacyRequest
from idic.domain.identify.privacy.operations.packages import fetch_package, hand_out, make_package
from idic.domain.identify.privacy.person import person_of
from idic.foundation.desk.operations.notes import add_note
from idic.foundation.jobs.progress import SilentProgress
from tests.domain.identify.privacy.ten_years import EMAIL, NAME, live_ten_years
from tests.domain.identify.privacy.test_erasure import asked

pytestmark = pytest.mark.django_db


def _package(
    customer: Customer, cast: Any, kind: str = "access", language: str = "en"
) -> tuple[zipfile.ZipFile, AccessPackage]:
    request = asked(customer, kind=kind, language=language, owner=cast.manager)
    PrivacyRequest.objects.filter(pk=request.pk).update(state=RequestState.WORKING)
    package = make_package(request.pk, progress=SilentProgress())
    secret = hand_out(package, by=cast.manager)
    _package_row, content = fetch_package(secret)
    with pytest.raises(LinkSpent):
        fetch_package(secret)
    return zipfile.ZipFile(io.BytesIO(content)), package


def test_a_package_holds_every_row_of_the_walk(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    before = counts_of(person_of(customer))
    archive, package = _package(customer, cast)
    told = json.loads(archive.read("data.json"))
    shown = {one.code for one in belongings() if one.package}
    expected = {code: count for code, count in before.items() if code in shown}
    # the request itself is one row more than before it was made
    expected["privacy_request"] += 1
    assert {code: len(rows) for code, rows in told["data"].items()} == expected
    assert package.counts == expected
    for code, count in expected.items():
        rows = list(csv.reader(io.StringIO(archive.read(f"tables/{code}.csv").decode("utf-8-sig"))))
        assert len(rows) - 1 == count
    assert expected["purchase"] == 10
    assert "Shop" in told["names"]["source_id"].values()
    assert archive.read("overview.pdf").startswith(b"%PDF")


def test_third_persons_in_notes_are_masked(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    add_note(
        "customer",
        customer.pk,
        text="Her neighbour 081 999 8888, n@other.example, not +66 89 123 4567",
        by=cast.manager,
    )
    archive, _row = _package(customer, cast)
    texts = " ".join(row["text"] for row in json.loads(archive.read("data.json"))["data"]["note"])
    assert "999 8888" not in texts
    assert "n@other.example" not in texts
    assert "+66 89 123 4567" in texts
    assert NAME in texts


@pytest.mark.parametrize("language", ["th", "zh-hans"])
def test_a_package_is_made_in_the_language_of_the_person(cast: Any, language: str) -> None:
    customer = live_ten_years(cast.administrator)
    archive, _row = _package(customer, cast, language=language)
    assert archive.read("overview.pdf").startswith(b"%PDF")


def test_a_portable_copy_is_the_machine_readable_part(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    archive, _row = _package(customer, cast, kind="portability")
    told = json.loads(archive.read("data.json"))["data"]
    assert "overview.pdf" not in archive.namelist()
    assert told["customer"][0]["email"] == EMAIL
    assert "note" not in told
    assert len(told["purchase"]) == 10


def test_a_link_is_good_once_and_only_for_a_week(cast: Any) -> None:
    customer = live_ten_years(cast.administrator)
    request = asked(customer, kind="access", owner=cast.manager)
    package = make_package(request.pk, progress=SilentProgress())
    secret = hand_out(package, by=cast.manager)
    AccessPackage.objects.filter(pk=package.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(LinkSpent):
        fetch_package(secret)
