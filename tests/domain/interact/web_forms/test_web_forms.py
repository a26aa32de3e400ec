"""Forms and what is sent with them, below the pages."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from idic.domain.identify.privacy.operations.retention import set_hold
from idic.domain.interact.attachments import kept_file
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.unclaimed import drop_unclaimed
from idic.domain.interact.web_forms.drafts import Question, Sent, WebFormDraft
from idic.domain.interact.web_forms.errors import (
    AlreadySettled,
    FormOff,
    FormOutdated,
    NameMissing,
    QuestionRefused,
    SentBefore,
    TextsMissing,
)
from idic.domain.interact.web_forms.models import Submission
from idic.domain.interact.web_forms.operations.forgetting import forget_put_aside
from idic.domain.interact.web_forms.operations.forms import save_form, switch_form
from idic.domain.interact.web_forms.operations.holding import put_aside, release
from idic.domain.interact.web_forms.operations.receiving import receive_submission
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from idic.foundation.files.storage import local_path
from tests.doors.web.web_forms.making import make_form

SENT = Sent(
    number="a1", message="The kettle leaks.", language="en", name="Malee", email="malee@example.com",
    own=(("Which shop?", "North"), ("哪一天？", "周五"), ("Colour", "Red")),
)  # fmt: skip


def test_what_is_sent_becomes_a_case_of_whoever_wrote(cast: Any, make_customer: Any) -> None:
    known = make_customer(given_name="Malee", email="malee@example.com")
    form = make_form(cast.manager, team=cast.service.team)
    row = receive_submission(form, SENT)
    case = Case.objects.get()
    assert (row.case, row.state, row.values) == (case, "filed", {})
    assert (case.customer, case.mode, case.team, case.contact_address) == (
        known, "web_form", cast.service.team, "malee@example.com",
    )  # fmt: skip
    assert (case.title, case.text) == (
        "The kettle leaks.",
        "The kettle leaks.\n\nWhich shop? North\n哪一天？ 周五\nColour: Red",
    )
    assert Message.objects.get().external_id == f"{form.pk}:a1"


def test_twice_under_one_stamp_is_once_and_another_text_is_not_lost(cast: Any) -> None:
    form = make_form(cast.manager)
    first = receive_submission(form, SENT)
    assert receive_submission(form, SENT) == first
    with pytest.raises(SentBefore):
        receive_submission(form, replace(SENT, message="And the lid is broken."))
    assert receive_submission(form, replace(SENT, number="a2", message="And the lid is broken.")).case != first.case
    assert Case.objects.count() == 2


def test_a_telephone_number_names_the_customer_too(cast: Any, make_customer: Any) -> None:
    known = make_customer(given_name="Malee", phone="0812345678")
    row = receive_submission(make_form(cast.manager), replace(SENT, email="", phone="081-234-5678"))
    assert (row.case.customer, row.case.contact_address) == (known, "081-234-5678")


def test_what_is_in_doubt_is_held_and_counts_from_when_it_came(cast: Any) -> None:
    form = make_form(cast.manager)
    then = timezone.now() - timedelta(hours=5)
    row = receive_submission(form, replace(SENT, doubt="no_work", at=then))
    assert (row.state, row.doubt, Case.objects.count()) == ("held", "no_work", 0)
    put_aside(row, by=cast.manager)
    released = release(row, by=cast.manager)
    assert released.case.received_at == then
    assert list(Event.objects.filter(subject_kind="web_form").order_by("id").values_list("verb", flat=True)) == [
        "web_form.created", "web_form.held", "web_form.put_aside", "web_form.released",
    ]  # fmt: skip
    with pytest.raises(AlreadySettled):
        release(row, by=cast.manager)
    assert Case.objects.count() == 1


def test_whoever_was_unwanted_is_held(cast: Any) -> None:
    form = make_form(cast.manager)
    case = Case.objects.get(pk=receive_submission(form, SENT).case_id)
    resolve_case(case, outcome="spam", version=case.version, by=cast.administrator)
    assert receive_submission(form, replace(SENT, number="a2")).doubt == "unwanted"


def test_a_form_for_complaints_opens_one(cast: Any) -> None:
    row = receive_submission(make_form(cast.manager, purpose="complain"), SENT)
    assert Complaint.objects.get().case == row.case


def test_a_form_that_is_off_takes_nothing(cast: Any) -> None:
    form = switch_form(make_form(cast.manager), is_active=False, by=cast.manager)
    with pytest.raises(FormOff):
        receive_submission(form, SENT)
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"name": " \x00"}, NameMissing),
        ({"languages": ["en", "zh-hans"]}, TextsMissing),
        ({"questions": [Question("text", False, {"en": "Which?", "th": ""})]}, QuestionRefused),
        (
            {"questions": [Question("choice", False, {"en": "A", "th": "ก"}, {"en": ["x", "y"], "th": ["x"]})]},
            QuestionRefused,
        ),
    ],
)
def test_what_cannot_be_a_form(cast: Any, given: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        make_form(cast.manager, **given)


def test_who_may_and_which_version(cast: Any) -> None:
    form = make_form(cast.manager)
    row = receive_submission(form, replace(SENT, doubt="trapped"))
    for act in (
        lambda: make_form(cast.service), lambda: switch_form(form, is_active=False, by=cast.service),
        lambda: release(row, by=cast.service), lambda: put_aside(row, by=cast.service),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()
    draft = WebFormDraft("Other", ["en"], {"en": {"title": "Hello"}})
    save_form(form, draft, by=cast.manager, version=1)
    with pytest.raises(FormOutdated):
        save_form(form, draft, by=cast.manager, version=1)


def test_what_was_put_aside_is_deleted_when_its_days_are_over(cast: Any, make_customer: Any) -> None:
    drop_unclaimed()  # what other tests have left
    form, other = make_form(cast.manager, keep_days=30), make_form(cast.manager, "Other", keep_days=90)
    stored = kept_file("watch.png", "image/png", b"\x89PNG watch")
    spam = replace(SENT, doubt="trapped", files=(stored,))
    rows = [receive_submission(one, replace(spam, number=name)) for one in (form, other) for name in ("a", "b")]
    kept = make_customer(given_name="Held", email="held@example.com")
    rows.append(receive_submission(form, replace(spam, number="c", email="held@example.com")))
    for row in (rows[0], rows[2], rows[4]):
        put_aside(row, by=cast.manager)
    Submission.objects.update(received_at=timezone.now() - timedelta(days=400))
    Submission.objects.filter(state="discarded").update(settled_at=timezone.now() - timedelta(days=31))
    set_hold(customer=kept, classes=[], reason="court", by=cast.administrator)
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(local_path(stored.path), (long_ago, long_ago))
    assert forget_put_aside() == 1
    # the file of the others too, and what nobody has decided about
    assert set(Submission.objects.values_list("pk", flat=True)) == {row.pk for row in rows[1:]}
    assert drop_unclaimed() == 0
    assert local_path(stored.path).exists()
    told = Event.objects.get(verb="web_form.forgotten")
    assert (told.after, told.customer_id) == ({"count": 1, "days": 30}, None)
    Submission.objects.exclude(pk=rows[2].pk).delete()
    Submission.objects.update(settled_at=timezone.now() - timedelta(days=91))
    assert forget_put_aside() == 1
    assert drop_unclaimed() == 1
    assert not local_path(stored.path).exists()
