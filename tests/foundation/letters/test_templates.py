from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import undo_event
from idic.foundation.languages.values import written
from idic.foundation.letters.errors import LetterOutdated, NameTaken, NoAddress, TemplateRefused, TextMissing
from idic.foundation.letters.merging import merge
from idic.foundation.letters.models import Delivery, LetterTemplate
from idic.foundation.letters.operations.deliveries import send_mail
from idic.foundation.letters.operations.delivering import deliver_now
from idic.foundation.letters.operations.templates import Text, archive_template, change_template, create_template
from idic.foundation.letters.queries.templates import access_templates, text_for

THANKS = {"en": Text("Thank you, {{ customer.name }}", "Dear {{ customer.name }},\nfrom {{ customer.province }}"),
          "th": Text("ขอบคุณ {{ customer.name }}", "เรียน {{ customer.name }}")}  # fmt: skip


def _template(by: Any, **more: Any) -> LetterTemplate:
    return create_template(**{"name": "Thanks", "kind": "mail", "noun": "customer", "texts": THANKS, "by": by, **more})


def test_a_text_takes_the_values_of_a_record_and_names_what_is_empty(
    cast: Any, make_customer: Callable[..., Any]
) -> None:
    template, customer = _template(cast.manager), make_customer()
    text = text_for(template, "th", fallback="en")
    assert text.language == "th"
    english = text_for(template, "zh-hans", fallback="en")
    merged = merge(
        (english.subject, english.body), noun="customer", record=customer, by=cast.manager, language="en", write=written
    )
    assert merged.subject == "Thank you, Anan Jaidee"
    assert merged.body == "Dear Anan Jaidee,\nfrom "
    assert merged.empty == ("Province",)


def test_texts_are_needed_and_subjects_for_mails(cast: Any) -> None:
    with pytest.raises(TextMissing):
        _template(cast.manager, texts={})
    with pytest.raises(TextMissing):
        _template(cast.manager, texts={"en": Text("", "body only")})
    assert _template(cast.manager, kind="letter", texts={"en": Text("", "body only")}).pk


def test_a_refused_text_names_its_language_and_stores_nothing(cast: Any) -> None:
    with pytest.raises(TemplateRefused) as refused:
        _template(cast.manager, texts={**THANKS, "zh-hans": Text("你好", "{% for x in y %}{% endfor %}")})
    assert (refused.value.language, refused.value.part) == ("zh-hans", "body")
    assert not LetterTemplate.objects.exists()


def test_two_people_cannot_write_over_each_other(cast: Any) -> None:
    template = _template(cast.manager)
    change_template(template, name="Thanks", texts={"en": THANKS["en"]}, version=1, by=cast.manager)
    assert [text.language for text in template.texts.all()] == ["en"]
    with pytest.raises(LetterOutdated):
        change_template(template, name="Other", texts=THANKS, version=1, by=cast.administrator)


def test_names_are_unique_among_living_templates_and_archiving_can_be_undone(cast: Any) -> None:
    template = _template(cast.manager)
    with pytest.raises(NameTaken):
        _template(cast.manager)
    archive_template(template, by=cast.manager)
    assert not access_templates(cast.manager).exists()
    undo_event(Event.objects.get(verb="letter.archived").pk, by=cast.manager)
    assert access_templates(cast.manager).get() == template


def test_sales_may_use_templates_and_not_write_them(cast: Any) -> None:
    with pytest.raises(NotAllowed):
        _template(cast.sales)
    assert list(access_templates(cast.sales)) == []


def test_a_mail_goes_out_once_and_leaves_its_trace_on_the_customer(
    cast: Any, make_customer: Callable[..., Any], mailoutbox: list[Any]
) -> None:
    template = _template(cast.manager)
    customer = make_customer(given_name="Anan", email="anan@example.com")
    merged = merge(
        ("Thank you", "Dear **Anan**, <script>alert(1)</script>"), noun="customer", record=customer, by=cast.manager,
        language="en", write=written,
    )  # fmt: skip
    with pytest.raises(NoAddress):
        send_mail(
            merged, template=template, noun="customer", record=customer, to="nowhere", language="en", by=cast.manager
        )
    delivery = send_mail(
        merged, template=template, noun="customer", record=customer, to=customer.email, language="en", by=cast.manager
    )
    deliver_now(delivery.pk)
    deliver_now(delivery.pk)
    (mail,) = mailoutbox
    assert mail.to == ["anan@example.com"]
    html = mail.alternatives[0][0]
    assert "<strong>Anan</strong>" in html
    assert "<script" not in html
    assert Delivery.objects.get().state == "sent"
    verbs = list(Event.objects.filter(customer_id=customer.pk).order_by("id").values_list("verb", flat=True))
    assert verbs == ["customer.created", "letter.queued", "letter.sent"]
