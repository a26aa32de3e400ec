"""One or more fields of a case changed where they are shown: texts as typed become values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from idic.domain.catalogue.models import Product
from idic.domain.interact.cases.drafts import CaseValues
from idic.domain.interact.cases.enums import ENDED_STATES, PAUSED_STATES, CaseState, PauseReason
from idic.domain.interact.cases.errors import CaseError, CaseOutdated
from idic.domain.interact.cases.models import Case, CaseTopic
from idic.domain.interact.cases.operations.change import assign_case, change_case
from idic.domain.interact.cases.operations.ending import reopen_case
from idic.domain.interact.cases.operations.pausing import pause_case, resume_case
from idic.domain.interact.contact import Priority, Purpose
from idic.foundation.accounts.models import Team, User
from idic.foundation.attributes.queries.values import clean_values
from idic.foundation.attributes.reading import Typed
from idic.foundation.nouns.errors import FieldLocked, RecordOutdated, ValueRefused

M = TypeVar("M", bound=Model)


@transaction.atomic
def change_from_texts(case: Case, values: Mapping[str, Typed], *, version: int | None = None, by: User) -> Case:
    """Custom attributes come under their keys, as every other field under its name."""
    number = case.version if version is None else version
    if set(values) == {"state"}:
        return _moved(case, values["state"], version=number, by=by)
    wanted = CaseValues()
    attributes = clean_values("case", values, record_id=case.pk)
    if attributes:
        wanted["attributes"] = dict(attributes)
    for name, value in values.items():
        if name not in attributes:
            _put(wanted, name, value)
    try:
        return change_case(case, wanted, version=number, by=by)
    except CaseOutdated as error:
        raise RecordOutdated from error
    except CaseError as error:
        raise ValueRefused(next(iter(values), ""), str(error)) from error


def _moved(case: Case, value: Typed, *, version: int, by: User) -> Case:
    """On the board. What needs more words than a place on it is done on the page of the case."""
    try:
        match value:
            case CaseState.OPEN if case.state in PAUSED_STATES:
                return resume_case(case, version=version, by=by)
            case CaseState.OPEN if case.state in ENDED_STATES:
                return reopen_case(case, version=version, by=by)
            case CaseState.OPEN if case.state == CaseState.NEW:
                return assign_case(case, owner=by, version=version, by=by)
            case CaseState.WAITING:
                return pause_case(case, reason=PauseReason.CUSTOMER, version=version, by=by)
    except CaseOutdated as error:
        raise RecordOutdated from error
    except CaseError as error:
        raise ValueRefused("state", str(error)) from error
    if value == case.state:
        return case
    raise ValueRefused("state", _("Open the case for this: there it is asked what came of it, or why it waits."))


def _put(wanted: CaseValues, name: str, value: Typed) -> None:
    text = value if isinstance(value, str) else ""
    match name:
        case "title":
            wanted["title"] = text
        case "text":
            wanted["text"] = text
        case "purpose" if text in Purpose.values:
            wanted["purpose"] = text
        case "priority" if text in Priority.values:
            wanted["priority"] = text
        case "topic":
            wanted["topic"] = _found(CaseTopic.objects.filter(is_archived=False), text, name)
        case "product":
            wanted["product"] = _found(Product.objects.all(), text, name)
        case "owner":
            wanted["owner"] = _found(User.objects.filter(is_active=True), text, name)
        case "team":
            wanted["team"] = _found(Team.objects.all(), text, name)
        case "purpose" | "priority":
            raise ValueRefused(name, _("Choose one of the values on offer."))
        case _:
            raise FieldLocked(name)


def _found(rows: QuerySet[M], text: str, name: str) -> M | None:
    if not text:
        return None
    found = rows.filter(pk=int(text)).first() if text.isdecimal() and len(text) < 19 else None
    if found is None:
        raise ValueRefused(name, _("Choose one of the values on offer."))
    return found
