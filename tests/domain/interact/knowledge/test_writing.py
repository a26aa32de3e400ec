from __future__ import annotations

import pytest

from idic.domain.interact.knowledge.errors import ArticleOutdated, LanguageTaken, OwnWork, TitleMissing, WrongState
from idic.domain.interact.knowledge.models import Article, ArticleText
from idic.domain.interact.knowledge.operations.states import (
    archive_text,
    publish_text,
    restore_text,
    return_text,
    submit_text,
)
from idic.domain.interact.knowledge.operations.writing import (
    ArticleDraft,
    change_text,
    create_article,
    translate_article,
)
from idic.domain.interact.knowledge.queries.articles import out_of_date, stale_translations, texts_of, versions_of
from idic.domain.interact.knowledge.queries.published import article_for, published_for, readable
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import User
from idic.foundation.desk.queries.notifications import own_notifications, shown_notifications
from idic.foundation.events.models import Event
from tests.domain.interact.knowledge.conftest import published


def test_nobody_approves_what_they_wrote_themselves(cast, make_article):
    text = make_article(is_published=False)
    text = submit_text(text, version=text.version, by=cast.service)
    with pytest.raises(OwnWork):
        publish_text(text, version=text.version, by=cast.service)
    text = publish_text(text, version=text.version, by=cast.manager)
    version = versions_of(text)[0]
    assert (version.written_by, version.approved_by) == (cast.service, cast.manager)
    assert text.article.review_on is None or text.article.review_on.year > 2000
    verbs = list(Event.objects.filter(subject_kind="article").order_by("id").values_list("verb", flat=True))
    assert verbs == ["article.created", "article.submitted", "article.published"]


def test_whoever_wrote_any_version_since_the_published_one_does_not_approve_it(cast, make_article):
    text = make_article()
    text = change_text(text, title=text.title, body="Anywhere.", version=text.version, by=cast.manager)
    text = change_text(text, title=text.title, body="Everywhere.", version=text.version, by=cast.service)
    text = submit_text(text, version=text.version, by=cast.service)
    with pytest.raises(OwnWork):
        publish_text(text, version=text.version, by=cast.manager)
    assert publish_text(text, version=text.version, by=cast.administrator).published_text == "Everywhere."


def test_who_is_alone_approves_their_own(cast, make_article):
    User.objects.exclude(pk=cast.administrator.pk).update(is_active=False)
    text = create_article(ArticleDraft("Opening hours", "en", "Nine to five."), by=cast.administrator)
    text = submit_text(text, version=text.version, by=cast.administrator)
    text = publish_text(text, version=text.version, by=cast.administrator)
    assert versions_of(text)[0].approved_by == cast.administrator


def test_readers_see_the_old_text_until_the_new_one_is_approved(cast, make_article):
    text = make_article(text="Old.")
    changed = change_text(text, title="New title", body="New.", note="Shorter", version=text.version, by=cast.service)
    seen = article_for(text.article_id, "en", "everybody")
    assert (seen.published_title, seen.published_text) == ("How to return a kettle", "Old.")
    assert (changed.state, changed.number, changed.published_number) == ("draft", 2, 1)
    assert [(one.number, one.body, one.note) for one in versions_of(text)] == [(2, "New.", "Shorter"), (1, "Old.", "")]
    assert published(changed, cast).published_title == "New title"


def test_a_stale_form_is_refused(cast, make_article):
    text = make_article()
    change_text(text, title="One", body="One", version=text.version, by=cast.service)
    with pytest.raises(ArticleOutdated):
        change_text(text, title="Two", body="Two", version=text.version, by=cast.manager)


def test_steps_follow_each_other(cast, make_article):
    text = make_article(is_published=False)
    with pytest.raises(WrongState):
        publish_text(text, version=text.version, by=cast.manager)
    text = submit_text(text, version=text.version, by=cast.service)
    text = return_text(text, note="Which shops?", version=text.version, by=cast.manager)
    assert text.state == "draft"
    assert Event.objects.get(verb="article.returned").after["note"] == "Which shops?"
    with pytest.raises(WrongState):
        restore_text(text, version=text.version, by=cast.manager)


def test_a_translation_is_out_of_date_once_the_source_is_published_anew(cast, make_article):
    text = make_article()
    thai = translate_article(text.article, "th", title="คืนกาต้มน้ำ", text="นำมาคืนได้ทุกสาขา", by=cast.service)
    thai = published(thai, cast)
    assert not out_of_date(texts_of(cast.service, text.article))
    text = ArticleText.objects.get(pk=text.pk)
    changed = change_text(text, title=text.title, body="Within a week.", version=text.version, by=cast.service)
    assert not out_of_date(texts_of(cast.service, text.article)), "readers still see what it follows"
    published(changed, cast)
    assert out_of_date(texts_of(cast.service, text.article)) == {thai.pk}
    assert list(stale_translations(cast.service)) == [thai]
    thai = ArticleText.objects.get(pk=thai.pk)
    change_text(thai, title=thai.title, body="ภายในหนึ่งสัปดาห์", version=thai.version, by=cast.service)
    assert not out_of_date(texts_of(cast.service, text.article))
    with pytest.raises(LanguageTaken):
        translate_article(text.article, "th", title="อีก", text="", by=cast.service)


def test_what_is_archived_is_read_no_more_and_comes_back(cast, make_article):
    text = make_article()
    text = archive_text(text, version=text.version, by=cast.service)
    assert text.article.is_archived
    assert not readable("staff").exists()
    text = restore_text(text, version=text.version, by=cast.service)
    assert (text.state, readable("everybody").count()) == ("published", 1)


def test_each_audience_reads_its_own_and_what_more_people_read(cast, make_article):
    for audience in ("everybody", "customers", "staff"):
        make_article(f"For {audience}", audience=audience)
    seen = {audience: [one.published_title for one in published_for(audience, "en")]
            for audience in ("everybody", "customers", "staff")}  # fmt: skip
    assert seen["everybody"] == ["For everybody"]
    assert seen["customers"] == ["For customers", "For everybody"]
    assert seen["staff"] == ["For customers", "For everybody", "For staff"]


def test_of_an_article_the_nearest_language_is_read(cast, make_article):
    text = make_article()
    published(translate_article(text.article, "zh-hant", title="退貨", text="任何門市", by=cast.service), cast)
    titles = {code: published_for("everybody", code)[0].published_title for code in ("en", "th", "zh-hans", "zh-hant")}
    assert titles == {"en": text.title, "th": text.title, "zh-hans": "退貨", "zh-hant": "退貨"}


def test_only_who_may_writes(cast):
    with pytest.raises(NotAllowed):
        create_article(ArticleDraft("Mine", "en"), by=cast.sales)
    with pytest.raises(TitleMissing):
        create_article(ArticleDraft("  ", "en"), by=cast.service)


def _told(person) -> list[str]:
    rows = own_notifications(person, only_unread=True).order_by("pk")
    return [str(one.row.data["what"]) for one in shown_notifications(person, list(rows)) if one.title]


def test_whoever_can_approve_is_asked_and_the_writer_hears_what_came_of_it(cast, make_article):
    text = make_article(is_published=False)
    text = submit_text(text, version=text.version, by=cast.service)
    assert _told(cast.manager) == ["article.submitted"]
    assert _told(cast.service) == []
    text = return_text(text, note="Say where", version=text.version, by=cast.manager)
    assert (_told(cast.manager), _told(cast.service)) == ([], ["article.returned"])
    text = submit_text(text, version=text.version, by=cast.service)
    publish_text(text, version=text.version, by=cast.manager)
    assert (_told(cast.manager), _told(cast.service)) == ([], ["article.returned", "article.published"])


def test_whose_it_is_is_asked_alone(cast, make_article):
    text = make_article(is_published=False)
    Article.objects.update(owner=cast.administrator)
    submit_text(ArticleText.objects.get(), version=text.version, by=cast.service)
    assert (_told(cast.administrator), _told(cast.manager)) == (["article.submitted"], [])
