from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.catalogue.queries.categories import names_from_root
from idic.domain.differentiate.enums import RfmScheme
from idic.domain.differentiate.errors import ValueSettingRefused, ValueSettingsOutdated
from idic.domain.differentiate.models import ValueSettings
from idic.domain.differentiate.models.value_settings import ONLY
from idic.domain.differentiate.scoring.parameters import LIMITED, Parameters
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between

_LIMITS = 4
_MOST_MARGINS = 200
# The warehouse names a product's categories so far down.
_DEPTHS = (1, 2, 3)


@transaction.atomic
def change_value_settings(
    parameters: Parameters, *, version: int, by: User, at: datetime | None = None
) -> ValueSettings:
    """They hold from the next refresh. `version` is the one that was read, 0 where nothing was ever changed.

    Raises ValueSettingRefused and ValueSettingsOutdated.
    """
    require(by, "refresh.run")
    kept = ValueSettings.objects.select_for_update().filter(pk=ONLY).first() or ValueSettings()
    if kept.version != version:
        raise ValueSettingsOutdated
    before = _recorded(kept)
    for name, value in asdict(parameters).items():
        setattr(kept, name, value)
    _check(kept)
    changed_before, changed_after = changes_between(before, _recorded(kept))
    if not changed_after:
        return kept
    kept.version, kept.changed_at, kept.changed_by = version + 1, at or timezone.now(), by
    kept.save()
    append_event(
        NewEvent("value_settings.changed", "value_settings", kept.pk, before=changed_before, after=changed_after),
        by=by, at=at,
    )  # fmt: skip
    return kept


def _check(kept: ValueSettings) -> None:
    try:
        kept.clean_fields(exclude=["changed_by", "changed_at", "breakpoints", "category_margins"])
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise ValueSettingRefused(name, messages[0]) from None
    _check_margins(kept.category_margins)
    if kept.rfm_scheme != RfmScheme.FIXED:
        return
    for name in LIMITED:
        limits = kept.breakpoints.get(name) or []
        if len(limits) != _LIMITS or not all(low < high for low, high in pairwise(limits)):
            raise ValueSettingRefused(name, _("Give four numbers, each larger than the one before it."))


def _check_margins(margins: dict[str, float]) -> None:
    if len(margins) > _MOST_MARGINS:
        raise ValueSettingRefused("category_margins", _("Too many categories have a margin of their own."))
    if not all(0 <= share <= 1 for share in margins.values()):
        raise ValueSettingRefused("category_margins", _("Give a percentage between 0 and 100."))
    known = names_from_root([int(pk) for pk in margins])
    if any(len(known.get(int(pk), ())) not in _DEPTHS for pk in margins):
        raise ValueSettingRefused("category_margins", _("Choose one of the values that are offered."))


def _recorded(kept: ValueSettings) -> dict[str, Any]:
    return {one.name: getattr(kept, one.name) for one in fields(Parameters)}
