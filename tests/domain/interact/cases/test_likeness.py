from __future__ import annotations

from datetime import timedelta

from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.likeness import counting
from idic.domain.interact.cases.likeness.counting import count_if_due, keep_up, renew_if_doubled, sign_missing
from idic.domain.interact.cases.likeness.finding import Asked, like_cases, perhaps_same
from idic.domain.interact.cases.models import Case, TermCount, TermTotals
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.joining import split_case
from idic.domain.interact.cases.operations.messages import receive_message


def test_a_case_is_signed_when_it_is_opened_and_changed(cast, make_case):
    case = make_case("หม้อหุงข้าวไม่ร้อน")
    first = Case.objects.get(pk=case.pk).signature
    assert first
    row = Case.objects.get(pk=case.pk)
    change_case(row, {"title": "The lamp flickers"}, version=row.version, by=cast.service)
    second = Case.objects.get(pk=case.pk).signature
    assert "lamp" in second
    assert set(first).isdisjoint(second)


def test_counts_are_taken_once_and_again_when_much_has_come(cast, make_case):
    for number in range(4):
        make_case(f"Kettle {number}")
    assert count_if_due()
    assert not count_if_due()
    assert TermCount.objects.get(term="kettl").count == 4
    totals = TermTotals.objects.get()
    assert totals.documents == 4
    TermTotals.objects.update(counted_at=totals.counted_at - timedelta(days=2))
    Case.objects.order_by("pk").first().delete()
    assert count_if_due()
    assert TermCount.objects.get(term="kettl").count == 3


def test_terms_of_one_case_alone_are_not_kept(cast, make_case):
    make_case("Somchai Jaidee asks")
    make_case("Something else")
    count_if_due()
    assert not TermCount.objects.filter(term__startswith="somchai").exists()


def test_old_cases_are_signed_and_empty_ones_passed_over(cast, make_case):
    cases = [make_case(f"Kettle {number}") for number in range(3)]
    Case.objects.update(signature=[])
    Case.objects.filter(pk=cases[0].pk).update(title="!!")
    assert sign_missing() == 3
    assert [bool(one.signature) for one in Case.objects.order_by("pk")] == [False, True, True]
    assert sign_missing() == 1


def test_signatures_are_renewed_when_the_cases_have_doubled(cast, make_case, monkeypatch):
    make_case("Kettle one")
    keep_up()
    assert renew_if_doubled() == 0
    TermTotals.objects.update(documents=500)
    Case.objects.update(signature=["old"])
    assert renew_if_doubled() == 1
    assert Case.objects.get().signature != ["old"]
    assert TermTotals.objects.get().signed_documents == 500


def test_like_cases_are_those_that_the_asker_may_see(cast, make_case):
    seen = make_case("The kettle leaks on the left", owner=cast.service)
    make_case("The kettle leaks on the right", hidden_from=(cast.service.pk,), by=cast.manager)
    make_case("Opening hours on Sunday")
    case = make_case("My kettle leaks")
    found = like_cases(cast.service, Asked.of("My kettle leaks"), but=case.pk)
    assert [one.case.pk for one in found] == [seen.pk]
    assert "kettl" in found[0].reasons


def test_open_cases_of_the_same_contact_are_perhaps_the_same(cast, make_case, make_customer):
    customer, other = make_customer(), make_customer(given_name="Boon", family_name="Mee", phone="0823456789")
    first = make_case("The kettle leaks at the handle", customer=customer)
    make_case("The kettle leaks at the handle", customer=other)
    make_case("Where is my invoice", customer=customer)
    second = make_case("The kettle leaks at the handle again", customer=customer)
    row = Case.objects.get(pk=second.pk)
    assert [one.case.pk for one in perhaps_same(cast.service, row, Asked.of(row.title))] == [first.pk]


def test_what_a_person_has_parted_is_not_the_same(cast, make_case):
    case = make_case("The kettle leaks at the handle", contact_address="mali@example.org")
    message = receive_message(case, MessageDraft("The kettle leaks at the handle, and the lid is broken"))
    draft = CaseDraft("The kettle leaks, lid", mode="phone", text=message.text, contact_address=case.contact_address)
    rows = Case.objects.filter(pk__in=[case.pk, split_case(case, message=message, draft=draft, by=cast.service).pk])
    assert [perhaps_same(cast.service, row, Asked.of(message.text)) for row in rows] == [[], []]


def test_a_batch_is_as_good_as_one(cast, make_case, monkeypatch):
    monkeypatch.setattr(counting, "_BATCH", 2)
    for number in range(5):
        make_case(f"Kettle {number}")
    Case.objects.update(signature=[])
    assert sign_missing() == 5
    assert all(one.signature for one in Case.objects.all())
