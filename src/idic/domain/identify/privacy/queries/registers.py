from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.privacy.models import ImpactAssessment, ProcessingRecord, Processor, Transfer
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.domain.identify.privacy.operations.registers import Entry


@dataclass(frozen=True)
class Register:
    """`fields` are what a person writes; `shown` the columns of its list."""

    code: str
    label: str | _StrPromise
    hint: str | _StrPromise
    model: type[ProcessingRecord] | type[Processor] | type[Transfer] | type[ImpactAssessment]
    fields: dict[str, str | _StrPromise]
    shown: tuple[str, ...]


REGISTERS = {
    one.code: one
    for one in (
        Register(
            "processing", _("Records of processing"), _("What is done with which data, why, and for how long."),
            ProcessingRecord,
            {
                "name": _("Name"), "purpose": _("Purpose"), "basis": _("Legal basis"), "people": _("Whose data"),
                "data": _("Which data"), "receivers": _("Receivers"), "retention": _("Kept for"),
                "security": _("Security measures"), "responsible": _("Responsible"),
            },
            ("name", "purpose", "basis", "retention"),
        ),
        Register(
            "processors", _("Processors"), _("Who works with personal data on our behalf, under which contract."), Processor,
            {
                "name": _("Name"), "country": _("Country"), "service": _("Service"), "data": _("Which data"),
                "contract_on": _("Contract of"), "contract_ends_on": _("Contract ends"), "contact": _("Contact"),
                "sub_processors": _("Their own processors"),
            },
            ("name", "country", "service", "contract_ends_on"),
        ),
        Register(
            "transfers", _("Transfers abroad"), _("What leaves the country, to whom, and on what ground."), Transfer,
            {
                "receiver": _("Receiver"), "country": _("Country"), "purpose": _("Purpose"), "data": _("Which data"),
                "ground": _("Ground"), "safeguards": _("Safeguards"), "assessed_on": _("Assessed on"),
                "review_on": _("To be reviewed on"),
            },
            ("receiver", "country", "ground", "review_on"),
        ),
        Register(
            "assessments", _("Impact assessments"),
            _("Before sensitive data, automated decisions, sharing or sending abroad. Kept three years."), ImpactAssessment,
            {
                "name": _("Name"), "processing": _("What is planned"), "necessity": _("Why it is needed, and no less will do"),
                "risks": _("Risks for people"), "measures": _("Measures against them"), "result": _("Result"),
            },
            ("name", "processing", "state", "keep_until"),
        ),
    )
}  # fmt: skip


def entries_of(user: User, register: Register) -> list[Entry]:
    require(user, "privacy.see")
    return list(register.model._default_manager.all()[:500])


def access_entry(user: User, register: Register, pk: int, *, permission: str = "privacy.see") -> Entry:
    require(user, permission)
    found = register.model._default_manager.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
