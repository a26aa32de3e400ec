from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.identify.privacy.models import (
    Breach,
    ImpactAssessment,
    LegalHold,
    Processor,
    RequestClock,
    RetentionRule,
)

pytestmark = pytest.mark.django_db


def test_a_rule_is_checked_switched_on_and_listed(signed_in: Any) -> None:
    client = signed_in("manager")
    rule = RetentionRule.objects.get(code="visits")
    values = {"months": 12, "action": "delete", "basis": "Access log"}
    assert client.post(f"/retention/{rule.pk}/", {**values, "is_on": "on"}).status_code == 422
    assert client.post(f"/retention/{rule.pk}/", {**values, "is_on": "on", "reviewed": "on"}).status_code == 302
    assert client.post(f"/retention/{rule.pk}/list/").status_code == 302
    assert client.get(f"/retention/{rule.pk}/").context["latest"].ids == []


def test_a_new_rule_and_a_hold_are_written_down(signed_in: Any, make_customer: Any) -> None:
    client = signed_in("manager")
    values = {"name": "Old notes", "belonging": "note", "clock": "row", "months": 36, "action": "delete", "basis": ""}
    assert client.post("/retention/new/", values).status_code == 302
    assert client.post("/retention/holds/", {"reason": "Audit"}).status_code == 422
    assert client.post("/retention/holds/", {"reason": "Audit", "customer": 1}).status_code == 422
    assert client.post("/retention/holds/", {"reason": "Audit", "customer": make_customer().pk}).status_code == 302
    hold = LegalHold.objects.get()
    assert b"Audit" in client.get("/retention/").content
    assert client.post(f"/retention/holds/{hold.pk}/release/").status_code == 302


def test_an_incident_goes_from_the_log_to_the_authority(signed_in: Any) -> None:
    client = signed_in("manager")
    moment = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    assert client.post("/breaches/new/", {"title": "Lost laptop", "found_at": moment}).status_code == 302
    breach = Breach.objects.get()
    facts = {"title": "Lost laptop", "persons_told": "TH 1200, EU 3", "likelihood": "2", "severity": "3", "version": 1}
    assert client.post(f"/breaches/{breach.pk}/", {**facts, "persons_told": "many"}).status_code == 422
    assert client.post(f"/breaches/{breach.pk}/", facts).status_code == 302
    breach.refresh_from_db()
    assert (breach.persons, breach.risk) == ({"TH": 1200, "EU": 3}, 6)
    decision = {"decision": "notify", "reason": "Not encrypted", "version": breach.version}
    assert client.post(f"/breaches/{breach.pk}/decisions/authority/", decision).status_code == 302
    assert client.post(f"/breaches/{breach.pk}/told/authority/").status_code == 302
    assert "Told in time" in client.get("/breaches/").content.decode()


def test_a_register_is_kept_and_exported(signed_in: Any) -> None:
    client = signed_in("manager")
    values = {"name": "=cmd()", "service": "Letters", "country": "Thailand"}
    assert client.post("/registers/processors/new/", {**values, "service": ""}).status_code == 422
    assert client.post("/registers/processors/new/", values).status_code == 302
    entry = Processor.objects.get()
    text = client.get("/registers/processors/file/").content.decode("utf-8-sig")
    assert "'=cmd()" in text
    assert client.post(f"/registers/processors/{entry.pk}/removal/").status_code == 302
    assert client.get("/registers/nonsense/").status_code == 404


def test_an_assessment_is_decided_by_a_second_person(signed_in: Any) -> None:
    author, second = signed_in("manager"), signed_in("administrator")
    author.post("/registers/assessments/new/", {"name": "Scores", "processing": "Scores", "result": "Low"})
    entry = ImpactAssessment.objects.get()
    author.post(f"/registers/assessments/{entry.pk}/decision/", {"decision": "approve"})
    assert ImpactAssessment.objects.get().state == "draft"
    second.post(f"/registers/assessments/{entry.pk}/decision/", {"decision": "approve"})
    assert ImpactAssessment.objects.get().state == "approved"
    assert second.get(f"/registers/assessments/{entry.pk}/").status_code == 200


def test_a_public_table_is_made_and_taken_away(signed_in: Any, make_customer: Any) -> None:
    client = signed_in("manager")
    for number in range(6):
        make_customer(given_name=f"N{number}", family_name="Jaidee", email=f"n{number}@example.com", province="Bangkok")
    assert client.get("/registers/public-table/?by=province&k=2").status_code == 422
    page = client.get("/registers/public-table/?by=province&k=5")
    ((place,), count) = page.context["rows"][0]
    assert count == 6
    assert f"{place},6" in client.get("/registers/public-table/?by=province&k=5&csv=1").content.decode()


def test_a_clock_needs_some_time(signed_in: Any) -> None:
    client = signed_in("manager")
    client.get("/privacy-requests/clocks/")
    clock = RequestClock.objects.get(jurisdiction__code="CN")
    values = {"days": 0, "months": 0, "extension_days": 0, "extension_months": 0, "breach_hours": 0}
    assert client.post(f"/privacy-requests/clocks/{clock.pk}/", values).status_code == 422
    assert client.post(f"/privacy-requests/clocks/{clock.pk}/", {**values, "days": 10}).status_code == 302


def test_a_breach_is_found_in_the_past_and_begins_before_it_is_found(signed_in: Any) -> None:
    client = signed_in("manager")
    moment = "%Y-%m-%dT%H:%M"
    found = timezone.localtime() - timedelta(hours=1)
    values = {"title": "Laptop lost", "kinds": "confidentiality"}
    coming = client.post("/breaches/new/", {**values, "found_at": (found + timedelta(hours=3)).strftime(moment)})
    assert coming.status_code == 422
    assert "This moment is still to come." in coming.content.decode()
    assert client.post("/breaches/new/", {**values, "found_at": found.strftime(moment)}).status_code == 302
    breach = Breach.objects.get()
    facts = {
        **values,
        "version": breach.version,
        "persons_told": "",
        "classes": "",
        "cause": "",
        "effects": "",
        "measures": "",
    }
    late = client.post(f"/breaches/{breach.pk}/", {**facts, "started_at": timezone.localtime().strftime(moment)})
    assert late.status_code == 422
    assert "It cannot have begun after it was found." in late.content.decode()
    earlier = (found - timedelta(days=2)).strftime(moment)
    assert client.post(f"/breaches/{breach.pk}/", {**facts, "started_at": earlier}).status_code == 302


def test_the_public_table_speaks_of_women_and_men_in_words(signed_in: Any, make_customer: Any) -> None:
    for number in range(5):
        make_customer(given_name=f"Wipa{number}", family_name="Jaidee", sex="female")
    for address in ("/registers/public-table/?by=sex&k=5", "/registers/public-table/?by=sex&k=5&csv=1"):
        text = signed_in("manager").get(address).content.decode()
        assert "Female" in text
        assert "female" not in text.replace("Female", "")
