"""The words of relations: what stands over a list, on a button, beside a name in the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.identify.enums import Attitude, CustomerKind, HouseholdRole, RelationSide, Stake
from idic.domain.identify.queries.relation_picture import Tie
from idic.doors.web.shell.parts.signs import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: What the other customer is, as seen from this one.
OTHERS: dict[RelationSide, _StrPromise] = {
    RelationSide.WORKS_AT: gettext_lazy("Employer"),
    RelationSide.EMPLOYS: gettext_lazy("Employee"),
    RelationSide.PART_OF: gettext_lazy("Parent organisation"),
    RelationSide.PARENT_OF: gettext_lazy("Subsidiary"),
    RelationSide.REFERRED_BY: gettext_lazy("Referrer"),
    RelationSide.REFERRED: gettext_lazy("Referred customer"),
    RelationSide.STAKEHOLDER_OF: gettext_lazy("Has a say there"),
    RelationSide.HAS_STAKEHOLDER: gettext_lazy("Stakeholder"),
}
#: Over the list of the others.
HEADINGS: dict[RelationSide, _StrPromise] = {
    RelationSide.WORKS_AT: gettext_lazy("Works at"),
    RelationSide.EMPLOYS: gettext_lazy("People who work here"),
    RelationSide.PART_OF: gettext_lazy("Parent organisation"),
    RelationSide.PARENT_OF: gettext_lazy("Subsidiaries"),
    RelationSide.REFERRED_BY: gettext_lazy("Referred by"),
    RelationSide.REFERRED: gettext_lazy("Has referred"),
    RelationSide.STAKEHOLDER_OF: gettext_lazy("Has a say at"),
    RelationSide.HAS_STAKEHOLDER: gettext_lazy("Stakeholders"),
}
#: On the button and over the form that adds one.
ADDING: dict[RelationSide, _StrPromise] = {
    RelationSide.WORKS_AT: gettext_lazy("Add an employer"),
    RelationSide.EMPLOYS: gettext_lazy("Add a person who works here"),
    RelationSide.PART_OF: gettext_lazy("Name the parent organisation"),
    RelationSide.PARENT_OF: gettext_lazy("Add a subsidiary"),
    RelationSide.REFERRED_BY: gettext_lazy("Name the referrer"),
    RelationSide.REFERRED: gettext_lazy("Add somebody referred"),
    RelationSide.STAKEHOLDER_OF: gettext_lazy("Add an organisation"),
    RelationSide.HAS_STAKEHOLDER: gettext_lazy("Add a stakeholder"),
}
PARTS: dict[str, _StrPromise] = {
    "own": gettext_lazy("This organisation itself"),
    "subsidiaries": gettext_lazy("Organisations below it"),
    "people": gettext_lazy("Persons who work there now"),
    "members": gettext_lazy("Members of the household now"),
    "total": gettext_lazy("Together"),
}
STAKE_TONES: dict[str, Tone] = {
    Stake.DECISION_MAKER: "differentiate", Stake.INFLUENCER: "info", Stake.USER: "neutral",
    Stake.GATEKEEPER: "warning", Stake.CHAMPION: "success", Stake.BLOCKER: "danger",
}  # fmt: skip
ATTITUDE_TONES: dict[str, Tone] = {
    Attitude.SUPPORTIVE: "success", Attitude.NEUTRAL: "neutral", Attitude.CRITICAL: "danger",
    Attitude.UNKNOWN: "neutral",
}  # fmt: skip


def tie_in_words(tie: Tie) -> str:
    """What the farther customer is to the nearer one."""
    if tie.side is None:
        role = HouseholdRole(tie.household_role)
        return str(_("Same household") if role == HouseholdRole.OTHER else role.label)
    if tie.job_title:
        return tie.job_title
    if tie.side == RelationSide.HAS_STAKEHOLDER and tie.stake:
        return str(Stake(tie.stake).label)
    return str(OTHERS[tie.side])


def sides_of(kind: str) -> tuple[RelationSide, ...]:
    """The sides that a customer of this kind may take."""
    if kind == CustomerKind.ORGANISATION:
        return (
            RelationSide.EMPLOYS, RelationSide.HAS_STAKEHOLDER, RelationSide.PART_OF, RelationSide.PARENT_OF,
            RelationSide.REFERRED_BY, RelationSide.REFERRED,
        )  # fmt: skip
    return (
        RelationSide.WORKS_AT, RelationSide.STAKEHOLDER_OF, RelationSide.REFERRED_BY, RelationSide.REFERRED,
    )  # fmt: skip
