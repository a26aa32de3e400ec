"""What the sample's people do around their customers, and that all of it goes again."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Count, Q
from django.utils import timezone

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.models import Competitor, Customer, Household, Relation, Source, WalletShare
from idic.domain.identify.queries.customers import access_customers
from idic.foundation.accounts.enums import Language
from idic.foundation.accounts.models import Team, User
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.desk.models import Checklist, Follow, Note, Notification, Star, Tag, Tagging
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.progress import SilentProgress
from idic.foundation.languages.values import written
from idic.foundation.letters.merging import merge
from idic.foundation.letters.models import LetterTemplate
from idic.foundation.letters.operations.templates import Text, change_template
from idic.foundation.views.groups import asked_fields, seen_fields
from idic.foundation.views.looks import Look, hold, narrowed
from idic.foundation.views.models import BulkChange, SavedView
from idic.loop.automation.models import Rule
from idic.sample.files import SampleFiles
from idic.sample.loading import load_sample
from idic.sample.removing import remove_sample
from tests.short_sample import rows

pytestmark = pytest.mark.django_db(transaction=True)

#: The history stays, and with it the people whom it names. Roles, ready segments, the desk as a source and the clocks of
#: the laws, which are made when they are first asked for, are every installation's own.
STAYING = {
    "Event", "EventSeal", "EventHorizon", "EventCursor", "User", "Team", "RoleDefinition", "Segment", "Source",
    "RequestClock", "TableChange",
}  # fmt: skip


def test_a_newcomer_sees_every_part_of_the_desk_at_work(loaded: dict[str, int]) -> None:
    assert Relation.objects.count() == 15
    assert set(Relation.objects.values_list("type", flat=True)) == {
        "works_at", "part_of", "referred_by", "stakeholder_of",
    }  # fmt: skip
    assert Household.objects.count() == 4
    assert (WalletShare.objects.count(), Competitor.objects.count()) == (10, 2)
    assert Note.objects.count() == 26
    assert Notification.objects.filter(kind="mention", read_at=None).count() == 5
    assert Tag.objects.count() == 8
    assert 50 <= Tagging.objects.values("subject_id").distinct().count() <= 70
    assert Checklist.objects.count() == 3
    assert Follow.objects.count() > 10
    assert Star.objects.count() > 5
    assert sorted(Rule.objects.values_list("is_on", flat=True)) == [False, True]
    assert BulkChange.objects.filter(state="done", job__state="done").count() == BulkChange.objects.count() == 14
    _owners_and_teams_are_spread_and_scopes_follow()
    _attributes_are_told_of_many_and_nobody_looks_better_known_for_it()
    _every_view_holds_against_the_fields_and_shows_somebody()
    _every_template_reads_whole_in_all_four_languages()
    _days_lie_behind()


def test_removing_the_sample_leaves_no_row_of_its_desk_and_it_can_come_back(
    loaded: dict[str, int], short_sample: SampleFiles
) -> None:
    there = rows()
    remove_sample(SilentProgress(), by=None)
    after = rows()
    assert {name: count for name, count in after.items() if name not in STAYING and count != loaded[name]} == {}
    assert not User.objects.filter(is_sample=True, is_active=True).exists()
    assert not Job.objects.exists()
    load_sample(files=short_sample)
    again = rows()
    # what has run out by then is told, and that may be one more
    assert {name for name, count in again.items() if count != there[name]} <= {
        "Event", "EventSeal", "EventHorizon", "TableChange", "Notification",
    }  # fmt: skip


def test_what_a_person_made_their_own_survives_the_removal(loaded: dict[str, int], make_customer: object) -> None:
    person = User.objects.get(email="administrator@example.com")
    own = make_customer(given_name="Kept", family_name="Person", phone="0899998888")  # type: ignore[operator]
    Customer.objects.filter(pk=own.pk).update(facts={"x_newsletter": "yes"})
    Tagging.objects.create(noun="customer", subject_id=own.pk, tag=Tag.objects.get(name="Vegetarian"))
    template = LetterTemplate.objects.get(name="Apology")
    texts = {"en": Text("Sorry", "Dear {{ customer.name }}, we are sorry.")}
    change_template(template, name="Our apology", texts=texts, version=template.version, by=person)
    remove_sample(SilentProgress(), by=None)
    assert list(LetterTemplate.objects.values_list("name", flat=True)) == ["Our apology"]
    assert list(AttributeDefinition.objects.values_list("code", flat=True)) == ["newsletter"]
    assert list(Tag.objects.values_list("name", flat=True)) == ["Vegetarian"]


def _owners_and_teams_are_spread_and_scopes_follow() -> None:
    assert 250 <= Customer.objects.filter(owner__isnull=False, team__isnull=False).count() <= 350
    seller = User.objects.get(email="wei.wang@example.com")
    others = Customer.objects.filter(team=Team.objects.get(name="Service desk"))
    assert others.exists()
    assert not access_customers(seller).filter(pk__in=others).exists()


def _attributes_are_told_of_many_and_nobody_looks_better_known_for_it() -> None:
    told = Customer.objects.filter(facts__has_key="x_member_since")
    assert AttributeDefinition.objects.count() == 3
    assert 150 <= told.count() <= 200
    imported = Source.objects.filter(is_sample=True)
    assert (
        not told.annotate(known=Count("records", filter=Q(records__source__in=imported))).filter(known__lt=2).exists()
    )


def _every_view_holds_against_the_fields_and_shows_somebody() -> None:
    manager = User.objects.get(email="nok.srisawat@example.com")
    views = list(SavedView.objects.all())
    assert len(views) == 3
    for view in views:
        fields = asked_fields("customer", manager, seen_fields("customer", manager))
        held = hold(Look.read(view.state), fields, columns=())
        assert held.faults == ()
        assert held.look.sort == "-lifetime_value"
        assert narrowed(access_customers(manager), "customer", held, fields).exists()


def _every_template_reads_whole_in_all_four_languages() -> None:
    manager = User.objects.get(email="nok.srisawat@example.com")
    customer = Customer.objects.filter(kind=CustomerKind.PERSON, score__last_at__isnull=False).order_by("pk")[0]
    assert LetterTemplate.objects.count() == 4
    for template in LetterTemplate.objects.prefetch_related("texts"):
        assert {text.language for text in template.texts.all()} == set(Language.values)
        for text in template.texts.all():
            merged = merge(
                (text.subject, text.body), noun="customer", record=customer, by=manager, language=text.language,
                write=written,
            )  # fmt: skip
            assert customer.name in merged.body
            assert "{" not in merged.subject + merged.body
            assert merged.empty == ()


def _days_lie_behind() -> None:
    today: date = timezone.localdate()
    assert not Relation.objects.filter(starts_on__gt=today).exists()
    assert not WalletShare.objects.filter(as_of__gt=today).exists()
    assert Relation.objects.filter(ends_on__lt=today).count() == 1
