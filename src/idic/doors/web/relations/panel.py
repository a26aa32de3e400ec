"""All that the relations panel of one customer shows, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.differentiate.queries.roll_up import RollUp, RollUpLine, household_roll_up, organisation_roll_up
from idic.domain.identify.enums import CustomerKind, RelationSide
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.households import HouseholdShown, household_of
from idic.domain.identify.queries.organisation_tree import organisation_tree
from idic.domain.identify.queries.relations import Related, SideOfRelations, relations_of
from idic.domain.identify.queries.wallet_shares import wallets_of
from idic.doors.web.relations.words import ADDING, ATTITUDE_TONES, HEADINGS, PARTS, STAKE_TONES, sides_of
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may


@dataclass(frozen=True)
class RelatedRow:
    related: Related
    stake_tone: Tone
    attitude_tone: Tone


@dataclass(frozen=True)
class SideList:
    heading: str
    current: list[RelatedRow]
    past: list[RelatedRow]
    hidden: int


@dataclass(frozen=True)
class Adding:
    side: str
    label: str


@dataclass(frozen=True)
class Card:
    """`lists` is empty where nothing is known; then `teaching` says what to do."""

    code: str
    title: str
    icon: str
    teaching: str
    lists: list[SideList]
    adding: list[Adding]


_RELATION_ICONS = {
    "work": "briefcase",
    "stakeholders": "users-group",
    "tree": "sitemap",
    "referrals": "user-share",
}


def panel_of(user: User, customer: Customer, *, with_people: bool = True) -> dict[str, object]:
    today = timezone.localdate()
    is_organisation = customer.kind == CustomerKind.ORGANISATION
    sides = relations_of(user, customer, today=today)
    household = household_of(user, customer, today=today) if not is_organisation else None
    return {
        "customer": customer,
        "is_organisation": is_organisation,
        "may_change": may(user, "customer.change"),
        "currency": settings.CONFIGURATION.currency,
        "today": today,
        "cards": _cards(customer, sides),
        "tree": organisation_tree(user, customer, today=today) if is_organisation else None,
        "household": household,
        "wallets": wallets_of(customer),
        "with_people": with_people,
        **_roll_up(user, customer, household, today=today, with_people=with_people),
    }


def _cards(customer: Customer, sides: dict[RelationSide, SideOfRelations]) -> list[Card]:
    is_organisation = customer.kind == CustomerKind.ORGANISATION
    work = RelationSide.EMPLOYS if is_organisation else RelationSide.WORKS_AT
    stakes = RelationSide.HAS_STAKEHOLDER if is_organisation else RelationSide.STAKEHOLDER_OF
    told: list[tuple[str, str, str, tuple[RelationSide, ...]]] = [
        (
            "work", str(HEADINGS[work]),
            _("Say who works here, as what and since when: their purchases then count for this organisation too.")
            if is_organisation
            else _("Say where this person works, as what and since when. A person may work at several places."),
            (work,),
        ),
        (
            "stakeholders", str(HEADINGS[stakes]),
            _("Who decides, who advises, who stands in the way? Name the persons and their attitude before the next offer.")
            if is_organisation
            else _("Does this person decide or advise on what an organisation buys? Say where, and how they stand to us."),
            (stakes,),
        ),
    ]  # fmt: skip
    if is_organisation:
        told.append(
            (
                "tree", _("Group of organisations"),
                _("Name the parent organisation or a subsidiary: the value of the whole group is then added up above."),
                (RelationSide.PART_OF, RelationSide.PARENT_OF),
            )
        )  # fmt: skip
    told.append(
        (
            "referrals", _("Referrals"),
            _("Who brought this customer, and whom did it bring? Good referrers deserve thanks."),
            (RelationSide.REFERRED_BY, RelationSide.REFERRED),
        )
    )  # fmt: skip
    named = {side for _code, _title, _teaching, shown in told for side in shown}
    # A customer whose kind was changed keeps what was said of it.
    strays = tuple(side for side in sides if side not in named)
    offered = sides_of(customer.kind)
    cards = []
    for code, title, teaching, shown in told:
        listed = (*shown, *strays) if code == "work" else shown
        lists = [_side_list(sides[side]) for side in listed if side in sides]
        has_referrer = RelationSide.REFERRED_BY in sides
        adding = [
            Adding(side.value, str(ADDING[side]))
            for side in shown
            if side in offered
            and not (side == RelationSide.REFERRED_BY and has_referrer)
            and not (side == RelationSide.PART_OF and side in sides and sides[side].current)
        ]
        cards.append(Card(code, title, _RELATION_ICONS[code], teaching, lists, adding))
    return cards


def _side_list(side: SideOfRelations) -> SideList:
    return SideList(str(HEADINGS[side.side]), _rows(side.current), _rows(side.past), side.hidden)


def _rows(related: list[Related]) -> list[RelatedRow]:
    return [
        RelatedRow(
            one,
            STAKE_TONES.get(one.relation.stake, "neutral"),
            ATTITUDE_TONES.get(one.relation.attitude, "neutral"),
        )
        for one in related
    ]


def _roll_up(
    user: User, customer: Customer, household: HouseholdShown | None, *, today: date, with_people: bool
) -> dict[str, object]:
    if not may(user, "value.see"):
        return {}
    found: RollUp | None = None
    if customer.kind == CustomerKind.ORGANISATION:
        found = organisation_roll_up(user, customer, today=today, with_people=with_people)
    elif household is not None and household.current:
        found = household_roll_up(user, household.household.pk, today=today)
    if found is None:
        return {}
    lines: list[tuple[str, RollUpLine]] = [(str(PARTS[line.part]), line) for line in found.lines]
    return {"roll_up": found.total, "roll_up_lines": lines}
