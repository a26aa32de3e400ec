"""A field's value as a text in the active language: one wording for letters, files and pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from idic.foundation.languages import formats
from idic.foundation.nouns.fields import Field, Shown


def written(field: Field, value: object) -> str:
    """An unknown value is an empty text. People and teams are named one by one: a list asks `field.names` once."""
    if value is None or value == "" or value == []:
        return ""
    if field.names is not None:
        return field.names([value]).get(value, str(value))
    if field.spelling is not None:
        return field.spelling.shown(str(value))
    if isinstance(value, list | tuple):
        labels = field.choice_labels()
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    match field.shown:
        case Shown.YES_NO:
            return _("Yes") if value in (True, "yes", "true", "1") else _("No")
        case Shown.CODE:
            return field.choice_labels().get(str(value), str(value))
    if isinstance(value, datetime):
        return formats.day(value) if field.shown == Shown.DAY else formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    match field.shown:
        case Shown.MONEY:
            return formats.money(value, settings.CONFIGURATION.currency)
        case Shown.SHARE:
            return formats.percent(value)
    return formats.number(value)
