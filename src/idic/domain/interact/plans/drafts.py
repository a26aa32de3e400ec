"""What a plan and a finding are made of before they are one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from idic.domain.catalogue.models import Category
from idic.domain.differentiate.models import Segment
from idic.domain.identify.privacy.models import Purpose as UsePurpose
from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.plans.enums import DayKind, OwnerRule, Severity
from idic.foundation.accounts.models import Team, User
from idic.foundation.calendars.models import Calendar


@dataclass(frozen=True)
class StepDraft:
    method: str
    days: int
    questions: str = ""


@dataclass(frozen=True)
class PlanDraft:
    """What a version says; the fields are those of `PlanVersion`."""

    trigger: str
    steps: tuple[StepDraft, ...]
    silent_days: int | None = None
    attribute: str = ""
    a_year: int | None = None
    day_kind: str = DayKind.BUSINESS
    calendar: Calendar | None = None
    segment: Segment | None = None
    tiers: tuple[str, ...] = ()
    category: Category | None = None
    topic: CaseTopic | None = None
    case_purpose: str = ""
    value_at_least: Decimal | None = None
    owner_rule: str = OwnerRule.CUSTOMER
    owner: User | None = None
    team: Team | None = None
    use: UsePurpose | None = None
    gap_days: int = 0
    per_day: int = 50
    tries: int = 2
    held_out: int = 0


@dataclass(frozen=True)
class FindingDraft:
    """Without an owner it is for whoever found it."""

    kind: str
    text: str
    severity: int = Severity.MATTERS
    owner: User | None = None
    promised_for: date | None = None
