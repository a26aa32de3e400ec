from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from idic.foundation.accounts.enums import Language
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.events.undoing import ChangedSince, undoes
from idic.foundation.letters.enums import LetterKind
from idic.foundation.letters.errors import LetterOutdated, NameTaken, PurposeUnknown, TemplateRefused, TextMissing
from idic.foundation.letters.gate import letter_purposes
from idic.foundation.letters.merging import roots_of
from idic.foundation.letters.models import LetterTemplate, LetterText
from idic.foundation.letters.sandbox import check
from idic.foundation.nouns.registry import noun_of
from idic.foundation.texts import one_line


@dataclass(frozen=True)
class Text:
    subject: str
    body: str


@transaction.atomic
def create_template(
    *, name: str, kind: str, noun: str, texts: Mapping[str, Text], by: User, purpose: str = ""
) -> LetterTemplate:  # fmt: skip
    """`purpose` is the code of what its letters are for, empty for answers to single persons."""
    require(by, "letter.change")
    noun_of(noun)
    _check_purpose(purpose)
    kept = _checked(texts, kind=kind, noun=noun, by=by)
    template = LetterTemplate(
        name=one_line(name, 120), kind=LetterKind(kind), noun=noun, created_by=by, purpose=purpose
    )
    _save(template)
    _store(template, kept)
    append_event(NewEvent("letter.created", "letter", template.pk, after=_recorded(template)), by=by)
    return template


@transaction.atomic
def change_template(
    template: LetterTemplate, *, name: str, texts: Mapping[str, Text], version: int, by: User,
    purpose: str | None = None,
) -> LetterTemplate:  # fmt: skip
    """Without `purpose` it stays what it was."""
    require(by, "letter.change")
    if purpose is not None and purpose != template.purpose:
        _check_purpose(purpose)
    template = LetterTemplate.objects.select_for_update().get(pk=template.pk)
    if template.version != version or template.is_archived:
        raise LetterOutdated
    kept = _checked(texts, kind=template.kind, noun=template.noun, by=by)
    before = _recorded(template)
    template.name, template.version = one_line(name, 120), template.version + 1
    template.purpose = template.purpose if purpose is None else purpose
    _save(template)
    LetterText.objects.filter(template=template).exclude(language__in=list(kept)).delete()
    _store(template, kept)
    changed_before, changed_after = changes_between(before, _recorded(template))
    append_event(NewEvent("letter.changed", "letter", template.pk, before=changed_before, after=changed_after), by=by)
    return template


@transaction.atomic
def archive_template(template: LetterTemplate, *, by: User) -> LetterTemplate:
    """What was written with it stays; automation that names it says that it is gone."""
    require(by, "letter.change")
    template = LetterTemplate.objects.select_for_update().get(pk=template.pk)
    if not template.is_archived:
        template.is_archived, template.version = True, template.version + 1
        template.save(update_fields=["is_archived", "version", "updated_at"])
        append_event(NewEvent("letter.archived", "letter", template.pk, before={"name": template.name}), by=by)
    return template


@undoes("letter.archived")
def _bring_back(event: Event, by: User) -> None:
    require(by, "letter.change")
    template = LetterTemplate.objects.select_for_update().filter(pk=event.subject_id, is_archived=True).first()
    if template is None:
        raise ChangedSince
    template.is_archived, template.version = False, template.version + 1
    _save(template)
    append_event(
        NewEvent("letter.restored", "letter", template.pk, cause_id=event.pk, after={"name": template.name}), by=by
    )


def _checked(texts: Mapping[str, Text], *, kind: str, noun: str, by: User) -> dict[str, Text]:
    """Only languages in which something is written; every text within the sandbox."""
    roots = roots_of(noun, by)
    kept: dict[str, Text] = {}
    for language in Language.values:
        text = texts.get(language)
        if text is None or not (text.subject.strip() or text.body.strip()):
            continue
        subject = text.subject.strip()
        if len(subject.splitlines()) > 1:
            raise TemplateRefused("subject", part="subject", language=language)
        if not text.body.strip() or (kind == LetterKind.MAIL and not subject):
            raise TextMissing
        check(subject, roots, part="subject", language=language)
        check(text.body, roots, language=language)
        kept[language] = Text(subject[:300], text.body.replace("\r\n", "\n"))
    if not kept:
        raise TextMissing
    return kept


def _check_purpose(purpose: str) -> None:
    if purpose and purpose not in {code for code, _name in letter_purposes()}:
        raise PurposeUnknown


def _save(template: LetterTemplate) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise NameTaken from error


def _store(template: LetterTemplate, texts: Mapping[str, Text]) -> None:
    for language, text in texts.items():
        LetterText.objects.update_or_create(
            template=template, language=language, defaults={"subject": text.subject, "body": text.body}
        )


def _recorded(template: LetterTemplate) -> dict[str, object]:
    texts = LetterText.objects.filter(template=template).order_by("language")
    return {
        "name": template.name, "kind": template.kind, "noun": template.noun, "purpose": template.purpose,
        "texts": {text.language: {"subject": text.subject, "body": text.body} for text in texts},
    }  # fmt: skip
