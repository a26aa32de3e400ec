from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from idic.domain.interact.cases.drafts import FileDraft, MessageDraft
from idic.domain.interact.cases.models import AssignmentRule, CannedReply, Case, CaseTopic, Macro, Message, ReplyDraft
from idic.domain.interact.cases.operations.change import assign_case
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.settings import save_reply
from idic.domain.work.models import Absence
from idic.foundation.desk.models import Note
from idic.foundation.files.storage import store_file
from idic.foundation.languages import formats

pytestmark = pytest.mark.django_db


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    return [one["sql"] for one in found.captured_queries]


def act(client, case, name, **values):
    case.refresh_from_db()
    return client.post(f"/cases/{case.pk}/{name}/", {"version": case.version, **values})


def test_the_inbox_opens_with_what_is_open_and_counts_its_tabs(signed_in, cast, make_case):
    client, mine = signed_in("service"), make_case("Mine to do", owner=cast.service)
    done = make_case("Done long ago")
    act(client, done, "resolution", outcome="solved")
    page = client.get("/cases/").content.decode()
    assert mine.title in page
    assert done.title not in page
    assert done.title in client.get("/cases/?view=all").content.decode()
    for label in ("Mine", "Nobody&#x27;s yet", "Waits for our answer", "Overdue", "Put off", "All open"):
        assert label in page
    assert client.get("/cases/?display=board").status_code == 200


def test_all_cases_begin_with_the_last_word(signed_in, cast, make_case):
    client, older = signed_in("service"), make_case("Wrote first")
    make_case("Wrote later")
    page = client.get("/cases/?view=all").content.decode()
    assert page.index("Wrote later") < page.index("Wrote first")
    receive_message(older, MessageDraft("Still nothing."))
    page = client.get("/cases/?view=all").content.decode()
    assert page.index("Wrote first") < page.index("Wrote later")
    # a filter of the bar leaves it so; the tabs stay by what is due
    page = client.get("/cases/?mode=phone").content.decode()
    assert page.index("Wrote first") < page.index("Wrote later")
    assert "sort=due" in page


def test_a_case_is_put_off_until_a_moment_of_ones_own(signed_in, cast, make_case):
    client, case = signed_in("service"), make_case()
    assert 'name="own"' in client.get(f"/cases/{case.pk}/").content.decode()
    at = timezone.localtime(timezone.now() + timedelta(days=30)).replace(hour=15, minute=30, second=0, microsecond=0)
    act(client, case, "snooze", until="hour", own=f"{at:%Y-%m-%dT%H:%M}")
    assert Case.objects.get(pk=case.pk).snoozed_until == at
    case.refresh_from_db()
    typed = {"version": case.version, "until": "hour", "own": "2001-01-01T09:00"}
    page = client.post(f"/cases/{case.pk}/snooze/", typed, follow=True).content.decode()
    assert "Choose a time to come." in page
    assert Case.objects.get(pk=case.pk).snoozed_until == at
    act(client, case, "snooze")
    assert Case.objects.get(pk=case.pk).snoozed_until is None


def test_whom_a_case_is_given_to_is_told_with_what_they_have_and_who_is_away(signed_in, cast, make_case):
    client, case = signed_in("manager"), make_case("One", owner=cast.service)
    make_case("Two", owner=cast.service)
    done = make_case("Done", owner=cast.service)
    resolve_case(done, outcome="solved", version=done.version, by=cast.service)
    today = timezone.localdate()
    for days in (1, 5):
        Absence.objects.create(
            user=cast.service_colleague, deputy=cast.service, starts_on=today, ends_on=today + timedelta(days=days)
        )
    Absence.objects.create(
        user=cast.service, deputy=cast.manager, starts_on=today + timedelta(days=1), ends_on=today + timedelta(days=2)
    )
    page = client.get(f"/cases/{case.pk}/people/").content.decode()
    assert ">Service · 2 open cases</option>" in page
    last = formats.day(today + timedelta(days=5))
    assert f">Service Colleague · 0 open cases · away until {last}</option>" in page
    asked = queries_of(client, f"/cases/{case.pk}/people/")
    assert len([one for one in asked if "work_absence" in one]) == 1


def test_what_must_have_a_value_is_offered_no_empty_one_for_many(signed_in, cast, make_case):
    client, case = signed_in("manager"), make_case()
    typed = {"act": "set-value", "ids": [case.pk], "query": ""}
    page = client.post(reverse("lists:act", args=["case"]), typed).content.decode()
    purpose, topic = (page.split(f'name="{name}"', 1)[1].split("</select>")[0] for name in ("purpose", "topic"))
    assert "None" not in purpose
    assert "None" in topic
    refused = client.post(
        reverse("lists:act", args=["case"]), {**typed, "field": "purpose", "purpose": "", "start": "1"}
    )
    assert refused.status_code == 422


def test_an_open_inbox_is_told_when_something_happened(signed_in, cast, make_case):
    client = signed_in("service")
    last = client.get("/cases/live/").json()["last"]
    assert client.get(f"/cases/live/?since={last}").json()["changed"] is False
    make_case()
    told = client.get(f"/cases/live/?since={last}").json()
    assert told["changed"] is True
    assert told["counts"] == ["0", "1", "1", "0", "0", "1"]


def test_a_call_is_written_down_answered_and_ended(signed_in, cast, make_case, make_customer):
    customer, client = make_customer(given_name="Anan", family_name="Jaidee"), signed_in("service")
    typed = {"title": "Leaky kettle", "mode": "phone", "purpose": "complain", "priority": "normal", "customer": customer.pk,
             "text": "It drips all night"}  # fmt: skip
    answer = client.post("/cases/new/", typed)
    case = Case.objects.get()
    assert answer.url == f"/cases/{case.pk}/"
    page = client.get(answer.url).content.decode()
    assert "It drips all night" in page
    assert f"/customers/{customer.pk}/" in page
    act(client, case, "claim")
    client.post(f"/cases/{case.pk}/reply/", {"kind": "said", "text": "Please hurry"})
    client.post(f"/cases/{case.pk}/reply/", {"kind": "answer", "text": "We come tomorrow", "seen": 0})
    client.post(f"/cases/{case.pk}/reply/", {"kind": "note", "text": "Bring a seal"})
    assert [one.kind for one in Message.objects.order_by("pk")] == ["inbound", "outbound"]
    assert Note.objects.get().text == "Bring a seal"
    act(client, case, "pause", reason="agreed_date", note="Tomorrow")
    act(client, case, "resumption")
    act(client, case, "resolution", outcome="solved", note="New seal")
    act(client, case, "confirmation")
    case.refresh_from_db()
    assert (case.state, case.verdict, case.owner) == ("closed", "confirmed", cast.service)
    page = client.get(f"/cases/{case.pk}/?tab=overview").content.decode()
    for words in ("Please hurry", "We come tomorrow", "Bring a seal"):
        assert words in page


def test_several_cases_of_one_contact_and_one_of_somebody_without_a_name(signed_in, cast, make_customer):
    client, customer = signed_in("service"), make_customer(given_name="Anan", family_name="Jaidee")
    typed = {"title": "One", "mode": "counter", "purpose": "seek_information", "priority": "normal"}
    page = client.post("/cases/new/", {**typed, "customer": customer.pk, "then": "another"}).content.decode()
    assert f'value="{customer.pk}" checked' in page
    assert client.post("/cases/new/", {**typed, "title": "Two"}).status_code == 302
    assert list(Case.objects.order_by("pk").values_list("title", "customer")) == [("One", customer.pk), ("Two", None)]
    assert client.post("/cases/new/", {**typed, "title": " "}).status_code == 422


def test_an_answer_by_mail_is_queued_for_its_writer(signed_in, cast, make_case):
    case = make_case(mode="email", contact_address="anan@example.org")
    signed_in("service").post(f"/cases/{case.pk}/reply/", {"kind": "answer", "text": "Hello", "seen": 0})
    message = Message.objects.get()
    assert (message.delivery, message.to, message.subject) == ("queued", ["anan@example.org"], case.title)


def test_who_answers_second_reads_the_first_answer_and_loses_nothing(signed_in, cast, make_case):
    case, client = make_case(), signed_in("service")
    answer_case(case, MessageDraft("Already on its way"), by=cast.service_colleague)
    typed = {"kind": "answer", "text": "My own words", "seen": 0}
    answer = client.post(f"/cases/{case.pk}/reply/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Service Colleague has answered" in page
    assert page.count("Already on its way") >= 2
    assert "My own words" in page
    assert ReplyDraft.objects.get().text == "My own words"
    assert client.post(f"/cases/{case.pk}/reply/", {**typed, "has_read": "on"}).status_code == 302
    assert Message.objects.count() == 2


def test_two_who_have_the_case_open_see_each_other_and_the_begun_answer(signed_in, cast, make_case):
    case, first, second = make_case(), signed_in("service"), signed_in("manager")
    first.post(f"/cases/{case.pk}/beat/", {"writes": "1"})
    first.post(f"/cases/{case.pk}/draft/", {"text": "Dear Anan"})
    answer = second.post(f"/cases/{case.pk}/beat/", {})
    assert answer["X-Case-Version"] == str(case.version)
    assert "is writing here now" in answer.content.decode()
    assert "Dear Anan" in answer.content.decode()
    second.post(f"/cases/{case.pk}/drafts/{ReplyDraft.objects.get().pk}/")
    assert "Dear Anan</textarea>" in second.get(f"/cases/{case.pk}/").content.decode()
    first.post(f"/cases/{case.pk}/beat/", {"leaves": "1"})
    assert "is writing" not in second.post(f"/cases/{case.pk}/beat/", {}).content.decode()


def test_what_cannot_be_done_is_said_and_changes_nothing(signed_in, cast, make_case):
    case, client = make_case(), signed_in("service")
    page = client.post(f"/cases/{case.pk}/claim/", {"version": 99}, follow=True).content.decode()
    assert "Somebody else has changed this case" in page
    assert act(client, case, "resolution").status_code == 302
    assert client.post(f"/cases/{case.pk}/nonsense/", {"version": 1}).status_code == 404
    assert signed_in("sales").post(f"/cases/{case.pk}/claim/", {"version": 1}).status_code == 404
    case.refresh_from_db()
    assert (case.state, case.owner) == ("new", None)


def test_cases_are_merged_found_by_words_and_parted_again(signed_in, cast, make_case):
    client, gone, stays = signed_in("service"), make_case("Drips"), make_case("Leaky kettle")
    message = receive_message(gone, MessageDraft("Drip"))
    assert stays.title in client.get(f"/cases/{gone.pk}/find/?q=kettle").content.decode()
    assert client.get(f"/cases/{gone.pk}/find/?q=%23{stays.pk}").content.decode().count('type="radio"') == 1
    answer = client.post(f"/cases/{gone.pk}/merge/", {"other": stays.pk})
    assert answer.url == f"/cases/{stays.pk}/"
    assert client.get(f"/cases/{gone.pk}/").url == f"/cases/{stays.pk}/"
    page = client.get(answer.url).content.decode()
    assert "/undo/" in page
    split = client.post(
        f"/cases/{stays.pk}/split/{message.pk}/",
        {"title": "Only the drip", "mode": "phone", "purpose": "complain", "priority": "low"},
    )
    made = Case.objects.get(title="Only the drip")
    assert (split.url, made.origin) == (f"/cases/{made.pk}/", message)
    client.post(f"/cases/{made.pk}/parent/", {"other": stays.pk})
    made.refresh_from_db()
    assert made.parent == stays


def test_a_case_opens_with_what_was_said_whatever_was_open_in_the_case_before(signed_in, make_case):
    client, case = signed_in("service"), make_case("First")
    assert client.post("/records/case/tab/", {"tab": "checklists"}).status_code == 204
    assert "case-thread" in client.get(f"/cases/{case.pk}/").content.decode()
    assert "case-thread" not in client.get(f"/cases/{case.pk}/?tab=checklists").content.decode()


def test_the_next_case_is_the_one_that_is_due_first_and_mine_or_nobodys(signed_in, cast, make_case):
    client, first, second = signed_in("service"), make_case("First"), make_case("Second")
    assign_case(second, owner=cast.service_colleague, version=second.version, by=cast.manager)
    assert client.get("/cases/next/").url == f"/cases/{first.pk}/"
    assert client.get(f"/cases/next/?after={first.pk}").url == "/cases/"
    assert client.post(
        f"/cases/{second.pk}/reply/", {"kind": "note", "text": "x", "then": "next"}
    ).url == f"/cases/{first.pk}/"  # fmt: skip


def test_what_is_set_up_for_the_inbox_is_kept_by_who_may(signed_in, cast, make_case):
    client = signed_in("manager")
    assert client.post("/cases/topics/", {"name": "Repairs"}).status_code == 302
    topic = CaseTopic.objects.get()
    reply = {"name": "Thanks", "shortcut": "thanks", "text_en": "Dear {{ customer.name }}"}
    assert client.post("/cases/replies/", reply).status_code == 302
    answer = client.post("/cases/replies/", {**reply, "shortcut": "bad", "text_en": "{{ customer.phone }}"})
    assert answer.status_code == 422
    assert "does not exist" in answer.content.decode()
    assert client.post("/cases/macros/", {"name": "All", "priority": "high", "topic": topic.pk}).status_code == 302
    rule = {"name": "Calls", "mode": "phone", "team": cast.service.team.pk, "giving": "team", "is_on": "on"}
    assert client.post("/cases/rules/", rule).status_code == 302
    case = make_case(contact_name="Malee", by=cast.manager)
    assert case.team == cast.service.team
    offered = client.get(f"/cases/{case.pk}/replies/?q=tha").content.decode()
    assert 'data-value="Dear Malee"' in offered
    act(client, case, "macro", macro=Macro.objects.get().pk)
    case.refresh_from_db()
    assert (case.priority, case.topic) == ("high", topic)
    for page in ("topics", "replies", "macros", "rules"):
        pk = {"topics": topic, "replies": CannedReply.objects.get(), "macros": Macro.objects.get(),
              "rules": AssignmentRule.objects.get()}[page].pk  # fmt: skip
        assert client.get(f"/cases/{page}/?edit={pk}").status_code == 200
    client.post(f"/cases/topics/{topic.pk}/archiving/", {"archived": "yes"})
    client.post(f"/cases/rules/{AssignmentRule.objects.get().pk}/order/", {"step": "delete"})
    assert CaseTopic.objects.get().is_archived
    assert not AssignmentRule.objects.exists()
    assert signed_in("service").get("/cases/topics/").status_code == 403
    assert signed_in("service").get("/cases/replies/").status_code == 200


def test_of_a_text_as_long_as_a_book_the_first_part_is_shown_and_all_on_request(signed_in, cast, make_case):
    text = "\n".join(f"> line {number} <b>" for number in range(9000)) + "\nThe end"
    case, client = make_case(), signed_in("service")
    name = f"message-{receive_message(case, MessageDraft(text)).pk}"
    page = client.get(f"/cases/{case.pk}/").content.decode()
    # counted: pytest would compare two long texts for minutes
    shown = [page.count(words) for words in ("line 900 &lt;b&gt;", "The end", f'href="?whole={name}#text-{name}"')]
    assert shown == [1, 0, 1]
    whole = client.get(f"/cases/{case.pk}/?whole={name}").content.decode()
    assert [whole.count(f"line {number} &lt;b&gt;") for number in (0, 900, 1200, 8999)] == [1, 1, 1, 1]
    assert (whole.count("The end"), whole.count('href="?whole=')) == (1, 0)


def test_an_archived_topic_stays_where_it_was_chosen(signed_in, cast, make_case):
    client, topic = signed_in("manager"), CaseTopic.objects.create(code="old", name="Old")
    client.post("/cases/macros/", {"name": "All", "priority": "high", "topic": topic.pk})
    client.post(f"/cases/topics/{topic.pk}/archiving/", {"archived": "yes"})
    macro = Macro.objects.get()
    assert "selected>Old" in client.get(f"/cases/macros/?edit={macro.pk}").content.decode()
    said = {"name": "Renamed", "priority": "high", "topic": topic.pk, "version": macro.version}
    assert client.post(f"/cases/macros/?edit={macro.pk}", said).status_code == 302
    macro.refresh_from_db()
    assert (macro.name, [one["value"] for one in macro.acts]) == ("Renamed", ["high", str(topic.pk)])
    assert "Old" not in client.get("/cases/macros/").content.decode().partition("<form")[2].partition("</form>")[0]


def test_the_customer_page_shows_what_the_customer_wanted(signed_in, cast, make_case, make_customer):
    customer = make_customer(given_name="Anan", family_name="Jaidee")
    make_case(customer=customer)
    part = signed_in("service").get(f"/cases/of/{customer.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "The kettle leaks" in part
    assert "tab=cases" in signed_in("service").get(f"/customers/{customer.pk}/").content.decode()


def test_a_page_costs_few_queries_and_the_same_for_one_row_and_for_many(signed_in, cast, make_case, make_customer):
    customer, client = make_customer(given_name="Anan", family_name="Jaidee"), signed_in("administrator")
    case = make_case(customer=customer, owner=cast.service, by=cast.administrator)
    receive_message(case, MessageDraft("Hello"))

    def fill(number):
        other = make_case(f"Case {number}", customer=customer, owner=cast.service, by=cast.administrator)
        receive_message(case, MessageDraft(f"Hello {number}"))
        receive_message(other, MessageDraft("Hi"))
        save_reply(None, name=f"R{number}", shortcut=f"r{number}", texts={"en": "x"}, team=None, by=cast.administrator)

    fill(0)
    urls = ["/cases/", "/cases/?view=all", f"/cases/{case.pk}/", "/cases/replies/", f"/cases/of/{customer.pk}/"]
    with_one = {url: queries_of(client, url) for url in urls}
    for number in range(1, 30):
        fill(number)
    with_many = {url: queries_of(client, url) for url in urls}
    assert {url: len(found) for url, found in with_many.items()} == {url: len(found) for url, found in with_one.items()}
    assert {url: found for url, found in with_many.items() if len(found) > 12} == {}


def test_a_file_that_came_along_is_handed_out_as_a_download_and_a_refused_one_is_not(signed_in, cast, make_case):
    case = make_case(team=cast.service.team)
    kept = store_file([b"<script>"], folder="cases", suffix=".bin")
    files = tuple(
        FileDraft("page.html", "text/html", kept.size, kept.digest, kept.path, refused=why) for why in ("", "virus")
    )
    message = receive_message(case, MessageDraft("See the file", files=files))
    good, bad = message.files.order_by("pk")
    answer = signed_in("service").get(f"/cases/{case.pk}/files/{good.pk}/")
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (b"<script>", "application/octet-stream")
    assert answer["Content-Disposition"].startswith("attachment")
    assert signed_in("service").get(f"/cases/{case.pk}/files/{bad.pk}/").status_code == 404
    assert signed_in("sales").get(f"/cases/{case.pk}/files/{good.pk}/").status_code == 404


def test_cards_are_moved_on_the_board_as_far_as_no_words_are_needed(signed_in, cast, make_case):
    case, client = make_case(), signed_in("service")

    def move(to):
        case.refresh_from_db()
        client.post("/lists/case/move/", {"pk": case.pk, "version": case.version, "to": to, "query": "display=board"})
        case.refresh_from_db()
        return case.state

    assert move("open") == "open"
    assert case.owner == cast.service
    assert move("waiting") == "waiting"
    assert move("open") == "open"
    assert move("resolved") == "open"


def test_the_palette_finds_cases_by_their_words_and_by_number(signed_in, cast, make_case):
    case, client = make_case("ทางร้านส่งกาน้ำรั่ว"), signed_in("service")
    for text in ("กาน้ำ", str(case.pk)):
        assert f"/cases/{case.pk}/" in client.get("/search/", {"q": text}).content.decode()
    assert case.title in client.get("/cases/", {"q": "กาน้ำ", "view": "all"}).content.decode()


def test_the_words_of_the_customer_stand_on_the_page_once(signed_in, make_case):
    client, ending = signed_in("service"), "and the neighbours see the same brown water."
    case = make_case(text=f"The water has been brown since Monday. {'It smells of iron. ' * 20}{ending}")
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert page.count(ending) == 1
    # whole again where it is changed
    assert ending in client.get(f"/records/case/{case.pk}/fields/text/?edit").content.decode()
