from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import Erasure, PrivacyRequest
from idic.domain.identify.privacy.operations.erasures import execute_erasure
from idic.domain.identify.privacy.operations.packages import make_package
from idic.foundation.jobs.progress import SilentProgress

pytestmark = pytest.mark.django_db


def _post_new(client: Client, customer: Customer, kind: str, **more: str) -> PrivacyRequest:
    values = {
        "kind": kind, "way": "email", "received_on": timezone.localdate().isoformat(), "language": "en", "asked": "", **more,
    }  # fmt: skip
    answer = client.post(f"/privacy-requests/new/?customer={customer.pk}", values)
    assert answer.status_code == 302, answer.content.decode()[:500]
    return PrivacyRequest.objects.latest("pk")


def _step(client: Client, request: PrivacyRequest, act: str, **values: str) -> int:
    return client.post(f"/privacy-requests/{request.pk}/steps/{act}/", values).status_code


def test_a_copy_goes_from_the_desk_to_the_person(signed_in: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaidee", email="anan@example.com")
    client = signed_in("manager")
    request = _post_new(client, customer, "access")
    assert _step(client, request, "identity", note="") == 422
    assert _step(client, request, "identity", note="Called back") == 302
    assert _step(client, request, "scope", note="Everything") == 302
    assert _step(client, request, "package") == 302
    make_package(request.pk, progress=SilentProgress())
    page = client.post(f"/privacy-requests/{request.pk}/link/").content.decode()
    address = re.search(r"/privacy-requests/copy/[^/]+/", page)
    assert address is not None
    person = Client()
    assert person.get(address[0]).status_code == 200
    got = person.post(address[0])
    assert zipfile.ZipFile(io.BytesIO(got.content)).testzip() is None
    assert person.post(address[0]).status_code == 410


def test_two_people_erase_one(signed_in: Any, make_customer: Any) -> None:
    customer = make_customer(given_name="Anan", family_name="Jaideesuk", email="anan@example.com")
    manager, administrator = signed_in("manager"), signed_in("administrator")
    request = _post_new(manager, customer, "erasure")
    _step(manager, request, "identity", note="Passport")
    _step(manager, request, "scope", note="All")
    plan = manager.get(f"/privacy-requests/{request.pk}/erasure/")
    assert "Source records" in plan.content.decode()
    assert manager.post(f"/privacy-requests/{request.pk}/erasure/").status_code == 302
    manager.post(f"/privacy-requests/{request.pk}/erasure/agreement/")
    assert Erasure.objects.get().state == "planned"
    administrator.post(f"/privacy-requests/{request.pk}/erasure/agreement/")
    erasure = Erasure.objects.get()
    assert erasure.state == "confirmed"
    execute_erasure(erasure.pk, progress=SilentProgress())
    done = manager.get(f"/privacy-requests/{request.pk}/erasure/").content.decode()
    assert "Nothing was found." in done
    assert "Jaideesuk" not in done
    paper = manager.get(f"/privacy-requests/erasures/{erasure.pk}/certificate/")
    assert paper.content.startswith(b"%PDF")
    assert manager.get(f"/customers/{customer.pk}/").status_code == 404
    assert manager.get(f"/privacy-requests/{request.pk}/").status_code == 200


def test_a_restriction_is_seen_on_the_customer(signed_in: Any, make_customer: Any) -> None:
    customer = make_customer()
    client = signed_in("manager")
    assert b"restricted" not in client.get(f"/customers/{customer.pk}/").content
    request = _post_new(client, customer, "restriction")
    _step(client, request, "identity", note="Passport")
    assert _step(client, request, "restrict", note="Disputes it") == 302
    assert b"The use of this data is restricted" in client.get(f"/customers/{customer.pk}/").content
    refused = client.get(f"/customers/{customer.pk}/edit/")
    assert (refused.status_code, b"is kept and neither changed nor used" in refused.content) == (423, True)
    page = f"/customers/{customer.pk}/"
    for before, shown in ((f"http://testserver{page}", page), ("https://elsewhere.example/", "")):
        refused = client.get(f"{page}edit/", headers={"Referer": before}).content.decode()
        assert (f'href="{page}"' in refused, before in refused) == (bool(shown), False)
    assert _step(client, request, "lift") == 302
    assert b"The use of this data is restricted" not in client.get(f"/customers/{customer.pk}/").content


def test_a_refusal_keeps_the_page_and_says_what_is_missing(signed_in: Any, make_customer: Any) -> None:
    client = signed_in("manager")
    request = _post_new(client, make_customer(), "access")
    assert _step(client, request, "refuse", refusal="excessive", note="Again") == 422
    assert _step(client, request, "refuse", refusal="excessive", note="Again", remedy_told="on") == 302


@pytest.mark.parametrize("address", ["/privacy-requests/", "/privacy-requests/list/?view=all"])
def test_the_pages_cost_the_same_for_one_and_for_many(
    signed_in: Any, make_customer: Any, cast: Any, address: str
) -> None:
    client = signed_in("manager")
    today = timezone.localdate()

    def request(number: int) -> None:
        customer = make_customer(given_name=f"N{number}", family_name="Jaidee", email=f"n{number}@example.com")
        PrivacyRequest.objects.create(
            kind="access", customer=customer, way="email", received_on=today, due_on=today + timedelta(days=30),
            practical_on=today, warn_on=today, owner=cast.manager,
        )  # fmt: skip

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    request(1)
    one = cost()
    for number in range(2, 8):
        request(number)
    assert cost() == one <= 12


def test_whose_data_it_is_about_is_found_and_told_apart(signed_in: Any, make_customer: Any) -> None:
    ones = [
        make_customer(given_name="Anan", family_name="Jaidee", phone=phone) for phone in ("0812345678", "0898765432")
    ]
    client = signed_in("manager")
    page = client.get("/privacy-requests/new/?q=Anan").content.decode()
    for one in ones:
        assert f'href="?customer={one.pk}"' in page
        assert one.phone in page
    assert "Nobody was found" in client.get("/privacy-requests/new/?q=Zzyzx%00").content.decode()


def test_who_only_reads_requests_is_offered_no_new_one(signed_in: Any) -> None:
    for address in ("/privacy-requests/", "/privacy-requests/list/"):
        assert "/privacy-requests/new/" not in signed_in("quality").get(address).content.decode()
        assert "/privacy-requests/new/" in signed_in("manager").get(address).content.decode()
