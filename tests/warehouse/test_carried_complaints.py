"""Of whom a complaint tells that stands in somebody else's case, where two cases were joined."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.warehouse.star.complaints import COMPLAINTS


@pytest.mark.django_db
def test_a_carried_complaint_is_read_once_and_tells_of_whoever_complained(cast: Any, make_customer: Any) -> None:
    noi, anan = make_customer(given_name="Noi"), make_customer(given_name="Anan")
    gone, stays, other = (
        open_case(CaseDraft("The kettle leaks", "phone", customer=one), by=cast.service) for one in (noi, anan, anan)
    )
    for case in (gone, other):
        open_complaint(case, by=cast.service)
    merge_case(gone, into=stays, by=cast.service)
    read = []
    with connection.cursor() as cursor:
        for part in COMPLAINTS.parts:
            block = stays.pk >> part.shift if part.bounds else None
            cursor.execute(f"SELECT case_id, customer_id FROM ({part.select('Asia/Bangkok', block)}) rows")
            read += cursor.fetchall()
    assert sorted(read) == [(stays.pk, noi.pk), (other.pk, anan.pk)]
