from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.models import User
from idic.foundation.desk.operations.fields import editable_field
from idic.foundation.nouns.errors import FieldLocked
from idic.foundation.nouns.fields import Input
from idic.foundation.nouns.registry import noun_of
from idic.loop.automation.acts.registry import Act, Occasion, Setting, Settings
from idic.loop.automation.acts.settings import text_of
from idic.loop.automation.errors import ActRefused


def _check(noun: str, settings: Settings, by: User) -> None:
    try:
        field = editable_field(by, noun, text_of(settings, "field"))
    except FieldLocked as error:
        raise ActRefused(_now("Choose a field that you may change."), name="field") from error
    value = text_of(settings, "value", is_required=field.is_required)
    if field.input in (Input.CHOICE, Input.YES_NO) and value and field.choices and value not in field.choice_labels():
        raise ActRefused(_now("Choose a value that this field has."), name="value")


def _run(occasion: Occasion, settings: Settings) -> dict[str, object]:
    noun = noun_of(occasion.noun)
    assert noun.change is not None
    name, value = str(settings["field"]), str(settings.get("value") or "")
    # The owner's rights, or the field itself, may have changed since the rule was written.
    editable_field(occasion.by, occasion.noun, name)
    noun.change(occasion.record, {name: value}, version=noun.version_of(occasion.record), by=occasion.by)
    return {"field": name, "value": value}


ACT = Act(
    "set", _("Set a field"),
    (Setting("field", _("Field"), "field"), Setting("value", _("Value"), "value", is_required=False)),
    _check, _run,
)  # fmt: skip
