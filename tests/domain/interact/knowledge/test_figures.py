from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.knowledge.errors import ImageRefused
from idic.domain.interact.knowledge.models import ArticleText, ArticleVoter, ArticleVotes, CustomerReading, Gap
from idic.domain.interact.knowledge.operations.cases import draft_from_case, forget_use, use_article
from idic.domain.interact.knowledge.operations.counting import count_view
from idic.domain.interact.knowledge.operations.forgetting import forget_old_gaps, forget_old_voters
from idic.domain.interact.knowledge.operations.images import add_image
from idic.domain.interact.knowledge.operations.keeping import change_article, confirm_article
from idic.domain.interact.knowledge.operations.voting import vote
from idic.domain.interact.knowledge.queries.articles import due_for_review, readings_of, reasons_against, uses_in
from idic.domain.interact.knowledge.queries.figures import figures
from idic.domain.interact.knowledge.queries.published import image_for
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.events.models import Event

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def test_who_reads_and_does_not_get_in_touch_within_a_day_was_helped(cast, make_article, make_customer):
    text, at = make_article(), timezone.now() - timedelta(days=3)
    helped, asked, later = (make_customer(name=f"Reader {number}") for number in range(3))
    for one in (helped, helped, asked, later):
        CustomerReading.objects.create(customer=one, text=text, at=at)
    CustomerReading.objects.create(customer=asked, text=text, at=timezone.now())  # too young to judge
    for one, after in ((asked, timedelta(hours=5)), (later, timedelta(hours=30))):
        open_case(CaseDraft("Still", mode="phone", customer=one, received_at=at + after), by=cast.service)
    found = figures(cast.service)
    assert (found.deflected.part, found.deflected.of) == (2, 3)
    assert (found.self_service.part, found.self_service.of) == (2, 4)


def test_views_and_votes_are_counted_without_anybody(cast, make_article):
    text = make_article()
    for _time in range(3):
        count_view(text, "help")
    vote(text, "help", voter="a", is_helpful=True)
    vote(text, "help", voter="b", is_helpful=False, reason="unclear")
    vote(text, "portal", voter="c", is_helpful=False, reason="unclear")
    found = readings_of([text])[text.pk]
    assert (found.views, found.helpful, found.not_helpful) == (3, 1, 2)
    assert reasons_against(text) == [("unclear", 2)]


def test_a_reader_votes_once_and_may_change_it(cast, make_article):
    text, other = make_article(), make_article("Other")
    for _time in range(3):
        vote(text, "portal", voter="customer:1", is_helpful=True)
    vote(other, "portal", voter="customer:1", is_helpful=True)
    assert [(one.text_id, one.count) for one in ArticleVotes.objects.order_by("pk")] == [(text.pk, 1), (other.pk, 1)]
    vote(text, "portal", voter="customer:1", is_helpful=False, reason="unclear")
    found = readings_of([text])[text.pk]
    assert (found.helpful, found.not_helpful) == (0, 1)
    assert len(set(ArticleVoter.objects.values_list("voter", flat=True))) == 2
    ArticleVoter.objects.update(day=timezone.localdate() - timedelta(days=366))
    assert (forget_old_voters(), readings_of([text])[text.pk].not_helpful) == (2, 1)


def test_what_is_due_for_review_is_listed_and_confirmed(cast, make_article):
    article = make_article().article
    article.refresh_from_db()
    article = change_article(article, {"review_on": timezone.localdate()}, version=article.version, by=cast.manager)
    assert list(due_for_review(cast.service)) == [article]
    confirm_article(article, version=article.version, by=cast.manager)
    assert not due_for_review(cast.service).exists()


def test_what_was_used_in_a_case_is_noted_once(cast, make_article, make_case):
    case, text = make_case(), make_article()
    use_article(case, text, how="link", by=cast.service)
    use_article(case, text, how="text", by=cast.service)
    assert [one.text_id for one in uses_in(case)] == [text.pk]
    assert Event.objects.filter(verb="article.used", subject_kind="case", subject_id=case.pk).count() == 1
    forget_use(case, text, by=cast.service)
    assert uses_in(case) == []
    with pytest.raises(NotVisible):
        use_article(case, make_article("Draft", is_published=False), how="link", by=cast.service)


def test_a_draft_from_a_case_is_for_us_alone_and_holds_no_markup_of_strangers(cast, make_case):
    case = make_case("Does it boil?", text="[click](javascript:x) <b>hi</b>")
    text = draft_from_case(case, by=cast.service)
    assert (text.title, text.article.audience, text.article.from_case, text.state) == (
        "Does it boil?",
        "staff",
        case,
        "draft",
    )
    assert "](" not in text.text.replace("\\]", "")
    private = make_case("Hidden", hidden_from=(cast.service.pk,), by=cast.manager)
    with pytest.raises(NotVisible):
        draft_from_case(private, by=cast.service)


def test_a_picture_is_one_by_its_bytes_and_shown_to_who_reads_the_article(cast, make_article, tmp_path, settings):
    text = make_article(is_published=False)
    image = add_image(text.article, name="tap.png", chunks=[PNG], by=cast.service)
    assert image_for(image.pk, "staff") is None, "nobody reads the draft"
    shown = add_image(make_article("Open").article, name="tap.png", chunks=[PNG], by=cast.service)
    assert image_for(shown.pk, "everybody") == shown
    for name, content in (
        ("tap.png", b"<svg onload=x>"),
        ("tap.svg", b"<svg/>"),
        ("a.pdf", b"%PDF-1.4 x"),
        ("big.png", PNG * 90_000),
    ):
        with pytest.raises(ImageRefused):
            add_image(text.article, name=name, chunks=[content], by=cast.service)


def test_gaps_nobody_asks_about_for_a_year_are_dropped(cast):
    old = timezone.localdate() - timedelta(days=400)
    Gap.objects.create(key="x y", language="en", text="x y", count=1, first_on=old, last_on=old)
    assert forget_old_gaps() == 1


def test_texts_say_where_they_stand(cast, make_article):
    make_article()
    make_article("Second", is_published=False)
    found = figures(cast.service)
    assert (found.by_state["published"], found.by_state["draft"], found.published) == (1, 1, 1)
    assert ArticleText.objects.count() == 2
