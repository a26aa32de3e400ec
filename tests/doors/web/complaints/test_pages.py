from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.complaints.models import Complaint, ComplaintStep
from tests.doors.web.costs import queries_of

pytestmark = pytest.mark.django_db


def act(client, complaint, name, **values):
    complaint.refresh_from_db()
    return client.post(f"/complaints/{complaint.pk}/{name}/", {"version": complaint.version, **values})


def _in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_case_becomes_a_complaint_by_one_press(signed_in, make_case, cast):
    case, client = make_case("The kettle leaks"), signed_in("service")
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f"/complaints/of-case/{case.pk}/" in page
    answer = client.post(f"/complaints/of-case/{case.pk}/")
    complaint = Complaint.objects.get()
    assert answer.url == f"/complaints/{complaint.pk}/"
    assert client.post(f"/complaints/of-case/{case.pk}/").url == answer.url
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f"/complaints/{complaint.pk}/" in page
    assert f"/complaints/of-case/{case.pk}/" not in page


def test_a_complaint_names_whoever_complained_also_in_the_case_of_another(
    signed_in, make_complaint, make_case, make_customer, cast
):
    noi, anan = make_customer(given_name="Noi"), make_customer(given_name="Anan")
    complaint, stays = make_complaint(customer=noi), make_case("The kettle again", customer=anan)
    merge_case(complaint.case, into=stays, by=cast.service)
    client = signed_in("administrator")
    for url in (f"/complaints/{complaint.pk}/", "/complaints/"):
        page = client.get(url).content.decode()
        assert noi.name in page
        assert anan.name not in page


def test_the_six_steps_are_walked_to_the_end(signed_in, make_complaint, cast):
    complaint, client = make_complaint(), signed_in("service")
    url = f"/complaints/{complaint.pk}/"
    walked = [
        ("receipt", {"channel": "phone", "handler": "Somsri", "note": "We are sorry."}),
        ("assessment", {"impacts": ["defect_minor"], "topic": complaint.case.topic_id, "reach": 3}),
        ("investigation", {}),
        ("proposal", {"customer_facts": "It leaks.", "our_facts": "Brittle seal.", "root_cause": "New supplier",
                      "options": "A new kettle"}),
        ("decision", {"decision": "You get a new kettle", "promise": "A new kettle", "promised_for": _in_days(9)}),
        ("verdict", {"verdict": "yes", "satisfied_handling": "5", "satisfied_outcome": "4"}),
        ("promise", {"on": _in_days(0)}),
        ("end", {}),
    ]  # fmt: skip
    for name, values in walked:
        assert client.get(url).status_code == 200
        assert act(client, complaint, name, **values).status_code == 302, name
    complaint.refresh_from_db()
    assert (complaint.state, complaint.satisfied_handling, complaint.reach) == ("closed", 5, 3)
    assert complaint.case.verdict == "confirmed"
    page = client.get(url).content.decode()
    for words in ("Somsri", "We are sorry.", "You get a new kettle", "New supplier"):
        assert words in page


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(signed_in, make_complaint, walk):
    complaint, client = walk(make_complaint(), "proposed"), signed_in("service")
    answer = act(client, complaint, "decision", decision="All my own words", promise="A kettle")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "All my own words</textarea>" in page
    assert 'id="decision-promised_for_error"' in page
    assert Complaint.objects.get().state == "proposed"


def test_who_comes_second_keeps_the_words_and_may_press_again(signed_in, make_complaint, walk):
    complaint, client = walk(make_complaint(), "acknowledged"), signed_in("service")
    answer = client.post(f"/complaints/{complaint.pk}/notice/", {"version": 1, "text": "My own words"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else has changed this complaint" in page
    assert "My own words</textarea>" in page
    # a step that no longer follows is shown with its words as well
    answer = act(client, complaint, "proposal", customer_facts="Said so", our_facts="x", root_cause="y", options="z")
    assert answer.status_code == 422
    assert "Said so</textarea>" in answer.content.decode()


def test_the_topic_of_the_case_is_chosen_while_it_is_weighed(signed_in, make_complaint, walk, topic):
    complaint, client = walk(make_complaint(topic=None), "acknowledged"), signed_in("service")
    refused = act(client, complaint, "assessment", impacts=["delay"], reach=1)
    assert 'id="assessment-topic_error"' in refused.content.decode()
    assert act(client, complaint, "assessment", impacts=["delay"], reach=1, topic=topic.pk).status_code == 302
    complaint.refresh_from_db()
    assert (complaint.case.topic, complaint.severity) == (topic, 2)


def test_three_changes(signed_in, make_complaint, cast):
    complaint, client = make_complaint(), signed_in("service")
    assert act(client, complaint, "person", person=cast.manager.pk, note="She knows him").status_code == 302
    assert act(client, complaint, "place", place="At the shop", note="He comes by").status_code == 302
    assert act(client, complaint, "time", until="2020-01-01T09:00", note="x").status_code == 422
    complaint.refresh_from_db()
    assert complaint.case.owner == cast.manager
    assert ComplaintStep.objects.filter(kind="changed_hands").count() == 2
    assert cast.manager.display_name in client.get(f"/complaints/{complaint.pk}/").content.decode()


def test_advice_while_typing_is_in_the_customers_language(signed_in, make_complaint):
    complaint, client = make_complaint(), signed_in("service")
    url = f"/complaints/{complaint.pk}/advice/"
    page = client.post(url, {"field": "note", "note": "You should have read the manual."}).content.decode()
    assert "Do not reproach the person complaining" in page
    assert "For example" in page
    fine = "We are sorry. Thank you for telling us. We will call you on Monday at 3 pm."
    assert "Nothing here that may hurt." in client.post(url, {"field": "note", "note": fine}).content.decode()
    assert not client.post(url, {"field": "note", "note": " "}).content.strip()


def test_the_decision_letter_speaks_the_customers_language(signed_in, make_complaint, walk, cast):
    from django.utils import translation

    from idic.doors.web.complaints.views_letter import paper_of

    complaint, client = make_complaint(), signed_in("service")
    url = f"/complaints/{complaint.pk}/letter/"
    assert client.get(url).status_code == 404
    complaint = walk(complaint, "decided")
    answer = client.get(url + "?language=th")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content[:4] == b"%PDF"
    with translation.override("en"):
        told = str(paper_of(complaint, cast.service))
    assert "A new kettle" in told
    assert "somebody who had no part in it will look at it again" in told


@pytest.mark.parametrize(
    "query",
    [
        "", "state=open", "state=ended", "state=decided", "severity=4", "topic=x", "whose=mine", "whose=nobody",
        "late=promise", "late=notice", "phase=plan", "gap=unhandled", "gap=unchecked", "gap=untold", "after=nonsense",
    ],
)  # fmt: skip
def test_the_list_answers_every_filter(signed_in, make_complaint, query):
    make_complaint(title="Kettle one")
    page = signed_in("service").get(f"/complaints/?{query}").content.decode()
    shown = query not in ("state=ended", "state=decided", "severity=4", "whose=nobody", "late=promise", "late=notice")
    assert ("Kettle one" in page) is shown


def test_the_gap_of_what_is_not_recorded_shows_the_cases(signed_in, make_case, make_complaint):
    from idic.domain.interact.contact import Purpose

    make_complaint(title="Recorded")
    make_case("Not recorded", purpose=Purpose.COMPLAIN)
    page = signed_in("service").get("/complaints/?gap=unrecorded").content.decode()
    assert "Not recorded" in page
    assert ">Recorded</a>" not in page
    assert "50%" in page


def test_no_page_asks_more_for_more_rows(signed_in, make_complaint, walk):
    client = signed_in("manager")
    first = walk(make_complaint(), "decided")
    pages = ("/complaints/", f"/complaints/{first.pk}/", "/complaints/figures/", "/complaints/actions/")
    before = [queries_of(client, url) for url in pages]
    for number in range(8):
        make_complaint(title=f"Kettle {number}")
    after = [queries_of(client, url) for url in pages]
    assert before == after
    assert max(after) <= 12, dict(zip(pages, after, strict=True))


def test_a_review_is_given_by_who_did_not_handle_it(signed_in, make_complaint, walk, cast):
    from idic.domain.interact.complaints.models import QualityReview
    from idic.doors.web.complaints.wording import DONTS, STEPS

    complaint = walk(make_complaint(), "decided")
    url = f"/complaints/{complaint.pk}/review/"
    typed = {f"dont-{code}": "1" for code in DONTS} | {f"step-{code}": "2" for code in STEPS}
    assert signed_in("service").get(url).status_code == 403
    client = signed_in("quality")
    assert client.post(url, {}).status_code == 422
    assert client.post(url, typed).status_code == 302
    signed_in("manager").post(url, {**typed, "dont-doubting": "0"})
    assert [sum(one.donts) for one in QualityReview.objects.order_by("pk")] == [10, 9]
    page = client.get("/complaints/figures/people/").content.decode()
    assert "Do two raters judge alike?" in page


def test_figures_and_the_iceberg(signed_in, make_complaint, walk):
    from django.utils import timezone

    walk(make_complaint(received_at=timezone.now()), "closed")
    client = signed_in("manager")
    page = client.get("/complaints/figures/?asked=300&dissatisfied=18&complained=6&base=9000").content.decode()
    assert "<strong>360</strong>" in page
    assert "Leaks" in page
    wrong = client.get("/complaints/figures/?asked=3&dissatisfied=18&complained=6&base=9000").content.decode()
    assert "Those who complained are among the dissatisfied" in wrong


def test_whoever_handled_it_is_told_before_filling_in_a_review(signed_in, make_complaint, walk, cast):
    complaint = walk(make_complaint(), "acknowledged", by=cast.quality)
    client = signed_in("quality")
    answer = client.get(f"/complaints/{complaint.pk}/review/", follow=True)
    assert answer.redirect_chain == [(f"/complaints/{complaint.pk}/", 302)]
    assert "Whoever handled it cannot judge it." in answer.content.decode()
    assert signed_in("manager").get(f"/complaints/{complaint.pk}/review/").status_code == 200


def test_what_was_done_is_folded_and_what_is_to_do_stands_open(signed_in, make_complaint, walk, cast):
    complaint, client = walk(make_complaint(), "decided"), signed_in("service")
    page = client.get(f"/complaints/{complaint.pk}/").content.decode()
    main, side = page.split('<div class="complaint-side')
    steps = main.split('class="guide-step')[1:]
    assessed, decided = steps[2], steps[4]
    assert "Sale stopped" in assessed.split('<details class="fold">')[1]
    assert "Severity" in assessed.split('<details class="fold">')[0]
    assert "A new kettle" in decided.split("<details")[0]
    dues = side[side.index("Due dates") :]
    dues = dues[: dues.index("</section>")]
    open_ones, past = dues.split('<details class="fold">')
    assert ("Bring it to an end" in open_ones, "Weigh it" in open_ones) == (True, False)
    assert ("Bring it to an end" in past, "Weigh it" in past) == (False, True)


def test_the_list_asks_for_steps_that_are_overdue_through_their_index(signed_in, make_complaint, make_case, cast):
    make_complaint(timezone.now() - timedelta(days=60), title="Waits since long")
    make_complaint(title="Came just now")
    client = signed_in("service")
    page = client.get("/complaints/?late=step").content.decode()
    assert ("Waits since long" in page, "Came just now" in page) == (True, False)
    assert '<option value="step" selected>' in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'complaint_step_due'")
        assert "WHERE (step_due_at IS NOT NULL)" in cursor.fetchone()[0]
    many = queries_of(client, "/complaints/?late=step")
    make_complaint(timezone.now() - timedelta(days=60))
    assert queries_of(client, "/complaints/?late=step") == many


def test_a_thai_decision_letter_counts_buddhist_years(signed_in, make_complaint, walk, cast):
    from idic.doors.web.complaints.views_letter import paper_of
    from idic.foundation.languages.letters import letter_language

    complaint = walk(make_complaint(), "decided")
    Complaint.objects.filter(pk=complaint.pk).update(promise="A new kettle", promised_for=date(2027, 1, 15))
    complaint.refresh_from_db()
    with letter_language("th"):
        paper = paper_of(complaint, cast.service)
    year = timezone.localdate().year
    assert str(year + 543) in paper.date
    assert "15 มกราคม พ.ศ. 2570" in str(paper.blocks)
    assert str(year) not in f"{paper.date}{paper.blocks}"
    assert signed_in("service").get(f"/complaints/{complaint.pk}/letter/?language=th").status_code == 200
