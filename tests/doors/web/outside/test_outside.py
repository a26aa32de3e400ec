"""What all pages for people outside share: language, limits, the stamp against machines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import RequestFactory

from idic.doors.web.outside.embedding import embeddable
from idic.doors.web.outside.limiting import limited
from idic.doors.web.outside.spam import BITS, STAMP, TRAP, WORK, Finding, is_worked, looked_at, stamp_fields
from idic.doors.web.outside.visitors import in_visitors_language
from idic.foundation.limits.addresses import network_of
from tests.doors.web.outside.stamps import stamped

pytestmark = pytest.mark.django_db


def posted(**given: str) -> QueryDict:
    found = QueryDict(mutable=True)
    found.update(given)
    return found


def test_the_stamp_tells_people_from_machines() -> None:
    good = stamped("form:a")
    looked = looked_at(posted(**good), "form:a")
    assert looked.finding is Finding.FINE
    assert len(looked.number) == 16
    assert looked_at(posted(**good), "form:b").finding is Finding.BROKEN
    assert looked_at(posted(**good, **{TRAP: "http://buy.example"}), "form:a").finding is Finding.TRAPPED
    assert looked_at(posted(**{**good, WORK: ""}), "form:a").finding is Finding.NO_WORK
    assert looked_at(posted(**{**good, STAMP: good[STAMP][:-2] + "xx"}), "form:a").finding is Finding.BROKEN
    assert looked_at(posted(), "form:a").finding is Finding.BROKEN
    quick, old = stamped("form:a", age=timedelta(minutes=-5)), stamped("form:a", age=timedelta(hours=7))
    assert looked_at(posted(**quick), "form:a").finding is Finding.TOO_FAST
    assert looked_at(posted(**old), "form:a").finding is Finding.TOO_OLD
    # whoever was too quick keeps the stamp, whoever was too slow has a new one
    assert stamp_fields("form:a", posted(**quick))["stamp"] == quick[STAMP]
    assert stamp_fields("form:a", posted(**old))["stamp"] != old[STAMP]


@pytest.mark.parametrize("work", ["-1", "1e3", "٣", "9" * 13, "0x1f", " 1"])
def test_only_plain_numbers_are_work(work: str) -> None:
    assert not is_worked("stamp", work)
    assert BITS >= 12


def test_language_of_the_address_then_the_cookie_then_the_browser() -> None:
    @in_visitors_language
    def said(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.LANGUAGE_CODE)

    asked = RequestFactory()
    browser = {"HTTP_ACCEPT_LANGUAGE": "zh-TW,zh;q=0.9"}
    assert said(asked.get("/", **browser)).content == b"zh-hant"
    chosen = said(asked.get("/?lang=th", **browser))
    assert (chosen.content, chosen.cookies["django_language"].value) == (b"th", "th")
    assert said(asked.get("/?lang=xx", HTTP_COOKIE="django_language=zh-hans")).content == b"zh-hans"
    assert said(asked.get("/", HTTP_ACCEPT_LANGUAGE="fr")).content == b"en"


def test_beyond_the_limit_a_page_says_so() -> None:
    @in_visitors_language
    @limited("test", most=2, minutes=5)
    def taken(request: HttpRequest) -> HttpResponse:
        return HttpResponse("taken")

    asked = RequestFactory()
    codes = [taken(asked.post("/", REMOTE_ADDR="203.0.113.9")).status_code for _time in range(2)]
    refused = taken(asked.post("/", REMOTE_ADDR="203.0.113.9"))
    assert [*codes, refused.status_code, refused["Retry-After"]] == [200, 200, 429, "300"]
    assert "Wait 5 minutes" in refused.content.decode()
    assert taken(asked.get("/", REMOTE_ADDR="203.0.113.9")).status_code == 200
    assert taken(asked.post("/", REMOTE_ADDR="203.0.113.10")).status_code == 200


def test_a_network_of_ipv6_counts_as_one() -> None:
    asked = RequestFactory()
    one, other = (asked.get("/", REMOTE_ADDR=f"2001:db8:1:2::{end}") for end in ("1", "ffff:1"))
    assert network_of(one) == network_of(other) == "2001:db8:1:2::/64"


def test_only_named_sites_may_show_a_page() -> None:
    shown = embeddable(HttpResponse(), ["https://www.example.org"])
    assert "frame-ancestors 'self' https://www.example.org" in shown["Content-Security-Policy"]
    assert "script-src 'self'" in shown["Content-Security-Policy"]
