from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.errors import AccountError
from idic.foundation.accounts.models import User
from idic.foundation.languages.values import written
from idic.foundation.letters.enums import LetterKind
from idic.foundation.letters.errors import LetterError
from idic.foundation.letters.merging import language_for, merge
from idic.foundation.letters.models import LetterTemplate
from idic.foundation.letters.operations.deliveries import send_mail
from idic.foundation.letters.queries.templates import access_template, text_for
from idic.loop.automation.acts.registry import Act, Occasion, Setting, Settings
from idic.loop.automation.acts.settings import id_of, person_of
from idic.loop.automation.errors import ActRefused


def _check(noun: str, settings: Settings, by: User) -> None:
    template = _template(settings, by)
    if template.kind != LetterKind.MAIL or template.noun != noun:
        raise ActRefused(_now("Choose an e-mail template for these records."), name="template")
    if settings.get("to") == "person":
        person_of(settings, "person")


def _run(occasion: Occasion, settings: Settings) -> dict[str, object]:
    template = _template(settings, occasion.by)
    to_person = settings.get("to") == "person"
    person = person_of(settings, "person") if to_person else None
    wanted = person.language if person else language_for(_language_of(occasion.record))
    text = text_for(template, wanted, fallback=language_for(""))
    merged = merge(
        (text.subject, text.body), noun=occasion.noun, record=occasion.record, by=occasion.by, language=text.language,
        write=written,
    )  # fmt: skip
    address = person.email if person else str(getattr(occasion.record, "email", "") or "")
    try:
        delivery = send_mail(
            merged, template=template, noun=occasion.noun, record=occasion.record, to=address, language=text.language,
            by=occasion.by, purpose="" if to_person else None,
        )  # fmt: skip
    except LetterError as error:
        raise ActRefused(str(error), name="template") from error
    return {"delivery_id": delivery.pk, "template_id": template.pk}


def _template(settings: Settings, by: User) -> LetterTemplate:
    pk = id_of(settings, "template")
    try:
        return access_template(by, pk or 0)
    except AccountError as error:
        raise ActRefused(_now("Choose a template that exists."), name="template") from error


def _language_of(record: Any) -> str:
    return str(getattr(record, "language", "") or "")


ACT = Act(
    "mail", _("Send an e-mail from a template"),
    (
        Setting("template", _("Template"), "template"),
        Setting(
            "to", _("Recipient"), "choice",
            choices=(("record", _("The address on the record")), ("person", _("A colleague"))),
        ),
        Setting("person", _("Colleague"), "person", is_required=False),
    ),
    _check, _run,
)  # fmt: skip
