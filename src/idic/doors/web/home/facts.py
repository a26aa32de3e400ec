"""Everything that the page needs from the rooms, each part by one query, and none that the reader may not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from idic.domain.customize.queries.campaigns import CampaignOverview, campaign_overview
from idic.domain.differentiate.models import Refresh, Segment
from idic.domain.differentiate.queries.scores import latest_refreshes
from idic.domain.differentiate.queries.segments import access_segments
from idic.domain.identify.queries.intake import Intake, intake
from idic.domain.interact.models import FollowUp
from idic.domain.interact.queries.follow_ups import Workload, outcomes, own_work, workload
from idic.domain.interact.queries.planning import count_unplanned
from idic.domain.interact.queries.turn import TurnActs, acts_around
from idic.doors.web.home.next_steps import Situation
from idic.doors.web.home.ring import Turn
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.warehouse.models import Dashboard
from idic.warehouse.queries.questions import dashboards_at_hand

# Enough turns for the small line beside a figure.
TURNS = 8
DASHBOARDS = 4


@dataclass(frozen=True)
class Facts:
    refreshes: list[Refresh]
    intake: Intake
    segments: list[Segment]
    work: Workload
    own: list[FollowUp]
    outcomes: dict[str, int]
    campaigns: CampaignOverview
    unplanned: int
    dashboards: list[Dashboard]
    before: TurnActs
    since: TurnActs

    @property
    def latest(self) -> Refresh | None:
        return self.refreshes[0] if self.refreshes else None

    @property
    def figures(self) -> Mapping[str, Any]:
        return self.refreshes[0].figures if self.refreshes else {}

    @property
    def earlier(self) -> Mapping[str, Any] | None:
        return self.refreshes[1].figures if len(self.refreshes) > 1 else None

    def segment(self, code: str) -> Segment | None:
        return next((one for one in self.segments if one.code == code), None)

    def situation(self) -> Situation:
        figures = self.figures
        return Situation(
            has_customers=self.intake.has_customers,
            buyers=int(figures.get("buyers") or 0),
            duplicates=self.intake.duplicates,
            unreachable=int(figures.get("customers") or 0) - int(figures.get("reachable") or 0),
            refreshed_at=self.latest.started_at if self.latest else None,
            imported_at=self.intake.imported_at,
            overdue=self.work.overdue,
            due_today=self.work.today,
            unplanned=self.unplanned,
            campaigns=self.campaigns.campaigns,
            without_control=self.campaigns.without_control,
        )

    def turn(self) -> Turn:
        return Turn(
            refreshed=self.latest is not None,
            stale=self.situation().is_stale or self.since.done > 0,
            open=self.work.open,
            planned=self.since.planned,
            done=self.since.done,
            done_before=self.before.done,
            changed=self.since.changed,
        )


def gather(user: User, *, today: date) -> Facts:
    refreshes = latest_refreshes(TURNS) if may(user, "value.see") else []
    segments = list(access_segments(user)) if may(user, "segment.see") else []
    at_risk = next((one for one in segments if one.code == "at_risk"), None)
    sees_work = may(user, "follow_up.see")
    before, since = TurnActs(), TurnActs()
    if refreshes:
        previous = refreshes[1].watermark if len(refreshes) > 1 else 0
        before, since = acts_around(previous=previous, latest=refreshes[0].watermark)
    return Facts(
        refreshes=refreshes,
        intake=intake(),
        segments=segments,
        work=workload(user, today=today) if sees_work else Workload(0, 0, 0, 0, 0, 0),
        own=own_work(user, until=today) if sees_work else [],
        outcomes=outcomes(user, today=today) if sees_work else {},
        campaigns=campaign_overview() if may(user, "campaign.see") else CampaignOverview(0, 0, 0, 0),
        unplanned=count_unplanned(user, at_risk.pk).value if at_risk else 0,
        dashboards=dashboards_at_hand(user, limit=DASHBOARDS) if may(user, "question.ask") else [],
        before=before,
        since=since,
    )
