from __future__ import annotations

from typing import Any

import pytest

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.desk.errors import NotTheAuthor, TextMissing, TextTooLong
from idic.foundation.desk.markdown import mentioned_in, plain, rendered
from idic.foundation.desk.models import Note, Notification
from idic.foundation.desk.operations.notes import add_note, delete_note, edit_note, pin_note
from idic.foundation.desk.queries.notes import mentionable, notes_of
from idic.foundation.desk.subjects import access_subject
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import latest_event_id, undo_event
from idic.foundation.nouns.errors import RecordOutdated


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("<script>alert(1)</script>", "<script"),
        ('<img src=x onerror="alert(1)">', "<img"),
        ("[x](javascript:alert(1))", 'href="javascript'),
        ("[x](JaVaScRiPt&#58;alert(1))", 'href="ja'),
        ("[x](data:text/html;base64,PHNjcmlwdD4=)", 'href="data'),
        ("![x](https://example.com/a.png)", "<img"),
        ('<a href="https://x" onclick="y">z</a>', "<a"),
        ("[x](https://e.example \"t' onmouseover='y\")", "onmouseover='y'>"),
        ("<!-- --><style>*{}</style>", "<style"),
    ],
)
def test_html_and_script_are_only_text(text: str, never: str) -> None:
    assert never not in rendered(text, {})


def test_what_is_written_is_shown_as_it_was_meant() -> None:
    html = rendered("**bold** and *soft*\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n# Head", {})
    for part in ("<strong>bold</strong>", "<em>soft</em>", "<li>one</li>", "<td>1</td>", "<h3>Head</h3>"):
        assert part in html
    assert "<b>" in rendered("a &lt;b&gt;", {}).replace("&lt;", "<").replace("&gt;", ">")


def test_a_link_leads_out_without_telling_where_from() -> None:
    html = rendered("[shop](https://shop.example/a?b=1&c=2)", {})
    assert 'href="https://shop.example/a?b=1&amp;c=2"' in html
    assert 'rel="noopener nofollow"' in html


def test_a_mention_carries_the_present_name_and_cannot_smuggle_html() -> None:
    text = "Ask @[Old Name](user:7) and @[<b>x</b>](user:8)."
    html = rendered(text, {7: "New <i>Name</i>"})
    assert "@New &lt;i&gt;Name&lt;/i&gt;</span>" in html
    assert "<b>" not in html
    assert mentioned_in(text) == [7, 8]
    assert plain(text, {7: "Nim"}) == "Ask @Nim and @<b>x</b>."


def test_a_very_deep_or_long_text_is_answered_in_time() -> None:
    assert rendered(">" * 2000 + " deep", {})
    assert rendered("[" * 3000 + "x" + "](y)" * 3000, {})


def test_a_note_tells_its_event_how_long_it_is_and_never_what_it_says(cast: Any, make_customer: Any) -> None:
    customer = make_customer()
    note = add_note("customer", customer.pk, text="A secret thing", by=cast.service)
    event = Event.objects.get(verb="note.added")
    assert (event.subject_kind, event.subject_id, event.customer_id) == ("customer", customer.pk, customer.pk)
    assert event.after == {"note_id": note.pk, "length": 14}


def test_an_empty_or_endless_note_is_refused(cast: Any, make_customer: Any) -> None:
    customer = make_customer()
    with pytest.raises(TextMissing):
        add_note("customer", customer.pk, text=" \n\x00 ", by=cast.service)
    with pytest.raises(TextTooLong):
        add_note("customer", customer.pk, text="x" * 20_001, by=cast.service)


def test_only_the_author_edits_and_the_old_text_is_kept(cast: Any, make_customer: Any) -> None:
    customer = make_customer()
    note = add_note("customer", customer.pk, text="First", by=cast.administrator)
    with pytest.raises(NotTheAuthor):
        edit_note(note.pk, text="Mine now", version=1, by=cast.manager)
    edit_note(note.pk, text="Second", version=1, by=cast.administrator)
    with pytest.raises(RecordOutdated):
        edit_note(note.pk, text="Third", version=1, by=cast.administrator)
    note.refresh_from_db()
    assert (note.text, note.version, [one.text for one in note.versions.all()]) == ("Second", 2, ["First"])


def test_pinned_notes_come_first_and_pages_miss_none(cast: Any, make_customer: Any) -> None:
    customer = make_customer()
    made = [add_note("customer", customer.pk, text=f"Note {number}", by=cast.administrator) for number in range(9)]
    for one in (made[1], made[3], made[5]):
        pin_note(one.pk, is_pinned=True, by=cast.administrator)
    subject = access_subject(cast.administrator, "customer", customer.pk)
    seen: list[int] = []
    page = notes_of(subject, size=2)
    while True:
        seen += [one.note.pk for one in page.notes]
        if page.next is None:
            break
        page = notes_of(subject, after=page.next, size=2)
    expected = [made[n].pk for n in (5, 3, 1, 8, 7, 6, 4, 2, 0)]
    assert seen == expected


def test_a_deleted_note_comes_back(cast: Any, make_customer: Any) -> None:
    customer = make_customer()
    note = add_note("customer", customer.pk, text="Keep me", by=cast.administrator)
    delete_note(note.pk, by=cast.administrator)
    subject = access_subject(cast.administrator, "customer", customer.pk)
    assert notes_of(subject).notes == []
    event_id = latest_event_id(cast.administrator, "customer", customer.pk)
    assert event_id is not None
    undo_event(event_id, by=cast.administrator)
    assert [one.note.text for one in notes_of(subject).notes] == ["Keep me"]
    assert Note.objects.get(pk=note.pk).deleted_at is None


def test_another_team_neither_writes_nor_is_told(cast: Any, make_customer: Any) -> None:
    customer = make_customer()
    type(customer).objects.filter(pk=customer.pk).update(team=cast.service.team, owner=None)
    with pytest.raises(NotVisible):
        add_note("customer", customer.pk, text="Hello", by=cast.sales)
    text = f"@[Sales](user:{cast.sales.pk}) @[Colleague](user:{cast.service_colleague.pk}) look"
    add_note("customer", customer.pk, text=text, by=cast.service)
    assert [one.user_id for one in Notification.objects.filter(kind="mention")] == [cast.service_colleague.pk]
    subject = access_subject(cast.service, "customer", customer.pk)
    assert cast.sales not in mentionable(subject, "sales")
    assert cast.service_colleague in mentionable(subject, "Service Coll")


def test_editing_tells_only_the_newly_mentioned(cast: Any, make_customer: Any) -> None:
    customer = make_customer()
    first, second = cast.service, cast.manager
    note = add_note("customer", customer.pk, text=f"@[S](user:{first.pk})", by=cast.administrator)
    edit_note(note.pk, text=f"@[S](user:{first.pk}) @[M](user:{second.pk})", version=1, by=cast.administrator)
    told = list(Notification.objects.filter(kind="mention").order_by("id").values_list("user_id", flat=True))
    assert told == [first.pk, second.pk]


def test_a_record_that_is_deleted_for_good_leaves_nothing_here(cast: Any, make_customer: Any) -> None:
    from idic.foundation.desk.operations.forgetting import forget_records

    gone, stays = make_customer(given_name="Anan"), make_customer(given_name="Boon")
    for customer in (gone, stays):
        add_note("customer", customer.pk, text="Hello", by=cast.administrator)
    forget_records("customer", [gone.pk])
    assert [note.subject_id for note in Note.objects.all()] == [stays.pk]
