from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from idic.domain.catalogue.queries.products import numbers_of_products
from idic.domain.interact.contact import Purpose
from idic.domain.interact.sites import checked_sites
from idic.domain.interact.web_forms.drafts import Question, WebFormDraft
from idic.domain.interact.web_forms.enums import Asked, Need, OwnKind
from idic.domain.interact.web_forms.errors import (
    FormOutdated,
    NameMissing,
    ProductsRefused,
    QuestionRefused,
    TextsMissing,
)
from idic.domain.interact.web_forms.models import WebForm
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line, trimmed

#: Of its own in one form.
MOST_QUESTIONS = 5
#: To choose from in one form.
MOST_PRODUCTS = 100
#: For which what was put aside is kept.
MOST_DAYS = 3650
TEXTS = ("title", "intro", "thanks", "consent")
_LONGEST = 5000
_TOLD = (
    "name",
    "purpose",
    "topic_id",
    "team_id",
    "languages",
    "texts",
    "asked",
    "products",
    "questions",
    "sites",
    "keep_days",
    "is_active",
)


@transaction.atomic
def save_form(form: WebForm | None, draft: WebFormDraft, *, by: User, version: int | None = None) -> WebForm:
    require(by, "channel.manage")
    kept = WebForm(key=secrets.token_hex(8)) if form is None else WebForm.objects.select_for_update().get(pk=form.pk)
    if version is not None and form is not None and kept.version != version:
        raise FormOutdated
    before = _told(kept) if form is not None else {}
    _fill(kept, draft)
    kept.version += 0 if form is None else 1
    kept.save()
    after = {name: value for name, value in _told(kept).items() if before.get(name) != value}
    verb = "web_form.created" if form is None else "web_form.changed"
    _record(verb, kept, by=by, before={name: before[name] for name in after if name in before}, after=after)
    return kept


@transaction.atomic
def switch_form(form: WebForm, *, is_active: bool, by: User) -> WebForm:
    """Off, it takes nothing and says so; what was sent before stays."""
    require(by, "channel.manage")
    kept = WebForm.objects.select_for_update().get(pk=form.pk)
    if kept.is_active == is_active:
        return kept
    kept.is_active, kept.version = is_active, kept.version + 1
    kept.save()
    verb = "web_form.switched_on" if is_active else "web_form.switched_off"
    _record(verb, kept, by=by, before={"is_active": not is_active}, after={"is_active": is_active})
    return kept


def _fill(kept: WebForm, draft: WebFormDraft) -> None:
    kept.name = one_line(draft.name, 120)
    if not kept.name:
        raise NameMissing
    known = [code for code, _name in settings.LANGUAGES]
    kept.languages = [code for code in known if code in draft.languages] or [settings.LANGUAGE_CODE]
    # what was written in a language that is not offered now stays for the day when it is
    texts = {code: _texts(draft.texts.get(code, {})) for code in known}
    kept.texts = {code: one for code, one in texts.items() if code in kept.languages or any(one.values())}
    for code in kept.languages:
        if not kept.texts[code]["title"]:
            raise TextsMissing(code)
    kept.purpose, kept.topic, kept.team = Purpose(draft.purpose), draft.topic, draft.team
    kept.asked = {kind: str(Need(draft.asked.get(kind, Need.OFF))) for kind in Asked.values}
    kept.products = _products(draft) if kept.asked[Asked.PRODUCT] != Need.OFF else kept.products
    kept.questions = [
        _question(number, one, kept.languages) for number, one in enumerate(draft.questions[:MOST_QUESTIONS])
    ]
    kept.sites = checked_sites(draft.sites)
    kept.keep_days = min(max(draft.keep_days, 1), MOST_DAYS)


def _products(draft: WebFormDraft) -> list[int]:
    codes = list(dict.fromkeys(code for one in draft.products if (code := one_line(one, 100))))[:MOST_PRODUCTS]
    known = numbers_of_products(codes)
    if unknown := next((code for code in codes if code not in known), ""):
        raise ProductsRefused("products", _("No product has the code “%(code)s”.") % {"code": unknown})
    if not codes:
        raise ProductsRefused("products", _("Name the products to choose from."))
    return [known[code] for code in codes]


def _texts(given: Mapping[str, str]) -> dict[str, str]:
    return {name: trimmed(given.get(name, ""), 300 if name == "title" else _LONGEST) for name in TEXTS}


def _question(number: int, one: Question, languages: Sequence[str]) -> dict[str, Any]:
    labels = {code: one_line(one.labels.get(code, ""), 200) for code in languages}
    choices = {code: _answers(one.choices.get(code, ())) for code in languages}
    if not all(labels.values()):
        raise QuestionRefused(number)
    if one.kind == OwnKind.CHOICE and (min(map(len, choices.values())) < 2 or len({*map(len, choices.values())}) > 1):
        raise QuestionRefused(number)
    kept = Question(OwnKind(one.kind), one.is_required, labels, choices if one.kind == OwnKind.CHOICE else {})
    return {**asdict(kept), "kind": str(kept.kind)}


def _answers(given: Sequence[str]) -> list[str]:
    cleaned = (one_line(one, 200) for one in given)
    return list(dict.fromkeys(one for one in cleaned if one))[:30]


def _told(form: WebForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in _TOLD}


def _record(verb: str, form: WebForm, *, by: User, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    told = {"name": form.name, **after}
    append_event(NewEvent(verb, "web_form", form.pk, before=dict(before), after=told), by=by)
