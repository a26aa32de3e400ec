"""Cases, their messages and complaints in the warehouse: the rows that each reader's pages show, and the room's figures."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.operations.assignment import assign_customer
from idic.domain.identify.operations.customers import create_customer
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Case, CaseTopic, Message
from idic.domain.interact.cases.operations.ending import reopen_case, resolve_case
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.cases.operations.removal import delete_case
from idic.domain.interact.cases.queries.attainment import Period, attained, clocks_in
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.domain.interact.complaints.queries.figures import indicators
from idic.domain.interact.standards.operations.defaults import start_with_defaults
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import RoleDefinition, User
from idic.warehouse.adhoc.process import answer as answer_sql
from idic.warehouse.asking.desk import Desk
from idic.warehouse.questions.answering import answer
from idic.warehouse.questions.pivot import Pivot
from idic.warehouse.questions.reading import read_question
from idic.warehouse.reading import opened
from idic.warehouse.rights import cut_for
from idic.warehouse.snapshots import Snapshot
from tests.conftest import Cast
from tests.warehouse.test_incremental import snapshot

_LONG_AGO = {"preset": "between", "from": "2020-01-01", "to": "2020-01-31"}


@dataclass
class World:
    users: dict[str, User]
    since: datetime
    until: datetime
    first: Snapshot
    now: Snapshot
    kept: int
    settings: Any


def _people(cast_of: Cast) -> dict[str, User]:
    return {name: cast(User, getattr(cast_of, name)) for name in (
        "administrator", "manager", "service", "service_colleague", "sales", "sales_colleague", "analyst", "quality",
    )}  # fmt: skip


def _cases(people: dict[str, User], customers: list[Customer], since: datetime) -> list[Case]:
    """Whose each is, answered and resolved after ever longer times; the last ones stay open."""
    high = CaseTopic.objects.create(code="goods", name="Goods")
    leak = CaseTopic.objects.create(code="leak", name="Leaks", parent=high)
    owners = [people["service"], people["sales"], people["sales_colleague"], None, people["service_colleague"]]
    made = []
    for n in range(12):
        owner = owners[n % len(owners)]
        at = since + timedelta(days=2 * n, hours=n)
        team = people["sales"].team if n == 3 else None
        draft = CaseDraft(
            f"Case {n}", "email" if n % 3 else "phone", "complain" if n % 4 == 0 else "request_service", owner=owner,
            team=team, topic=leak if n % 2 else None, customer=customers[n % 3] if n % 5 else None, received_at=at,
        )  # fmt: skip
        case = open_case(draft, by=people["manager"] if n % 2 else None)
        receive_message(case, MessageDraft("It leaks.", at=at), by=None)
        if n < 9:
            answer_case(
                case, MessageDraft("We see to it.", at=at + timedelta(minutes=25 * n + 1)), by=people["service"]
            )
        if n < 7:
            resolve_case(
                _row(case), outcome="solved", version=_row(case).version, by=people["manager"],
                at=at + timedelta(hours=9 * n + 2),
            )  # fmt: skip
        made.append(case)
    return made


def _row(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def world(transactional_db: None, cast: Cast, settings: Any) -> World:
    shutil.rmtree(settings.CONFIGURATION.warehouse_folder, ignore_errors=True)  # what other tests published
    people = _people(cast)
    now = timezone.now()
    since = now - timedelta(days=40)
    start_with_defaults(since=since, by=people["manager"])
    customers = [create_customer({"name": f"Given{n} Family{n}"}, by=people["administrator"]) for n in range(3)]
    for customer, owner in zip(customers, ("sales", "service", "sales"), strict=True):
        assign_customer(customer, owner_id=people[owner].pk, team_id=people[owner].team_id, by=people["administrator"])
    cases = _cases(people, customers, since)
    reopen_case(_row(cases[1]), version=_row(cases[1]).version, by=people["manager"])
    for case in (cases[0], cases[4], cases[8]):
        open_complaint(_row(case), by=people["manager"])
    Case.objects.filter(pk=cases[8].pk).update(created_by=people["sales"])
    twice = Complaint.objects.get(case=cases[8])
    twice.duplicate_of = Complaint.objects.get(case=cases[4])
    twice.save()
    merge_case(_row(cases[10]), into=_row(cases[9]), by=people["manager"])
    delete_case(_row(cases[11]), by=people["administrator"])
    first = snapshot(Path(settings.CONFIGURATION.warehouse_folder))
    # it turns out to speak of two of them, and the figures are refreshed
    Case.objects.filter(pk=cases[2].pk).update(hidden_from=[people["quality"].pk, people["sales_colleague"].pk])
    return World(
        people, since, now, first, snapshot(Path(settings.CONFIGURATION.warehouse_folder)), cases[2].pk, settings
    )


def test_each_reader_reads_the_cases_that_the_pages_show(world: World, tmp_path: Path) -> None:
    RoleDefinition.objects.filter(code="quality").update(grants={"case.see": Scope.OWN.code})
    read: dict[str, list[int]] = {}
    with opened(world.now) as star, opened(world.first) as older:
        for name in world.users:
            user = User.with_rights.get(pk=world.users[name].pk)
            cut = cut_for(user)
            shown = sorted(visible_cases(user).values_list("pk", flat=True))
            read[name] = shown
            assert _ids(cut.table(star, "cases")) == shown, name
            assert "kept_from" not in cut.table(star, "cases").columns
            # what was read once gives no right today
            assert _ids(cut.table(older, "cases", today=lambda mart: older.borrow(world.now, mart))) == shown, name
            messages = sorted(Message.objects.filter(case__in=shown).values_list("pk", flat=True))
            assert _ids(cut.table(star, "messages"), "message_id") == messages, name
            complaints = sorted(Complaint.objects.filter(case__in=shown).values_list("case_id", flat=True))
            assert _ids(cut.table(star, "complaints")) == complaints, name
            if name in ("quality", "sales"):
                for mart in ("cases", "complaints"):
                    found = answer_sql(
                        f"SELECT case_id FROM {mart} ORDER BY 1", cut=cut, snapshot=world.now, places=tmp_path
                    )
                    assert [row[0] for row in found.rows] == _ids(cut.table(star, mart)), (name, mart)
    assert len(read["manager"]) == 11
    assert 0 < len(read["sales"]) < len(read["service"])
    # the one that is kept from somebody who works on it
    assert world.kept in set(read["sales"]) - set(read["sales_colleague"])


def test_the_figures_are_those_of_the_room(world: World) -> None:
    manager = world.users["manager"]
    period = Period(world.since - timedelta(days=1), world.until)
    desk = Desk(world.settings.CONFIGURATION)
    for measure, promise in (("first_response", "answer"), ("resolution", "resolution")):
        told = attained(clocks_in(manager, period, measure=measure))
        code = "answered_in_time" if promise == "answer" else "resolved_in_time"
        found = _asked(desk, world, code, f"{promise}_median", f"{promise}_ninth", "cases", rows=["case_mode"])
        assert told.share is not None
        assert 0 < told.met < told.n
        assert _value(found, 0) == pytest.approx(told.met / told.n)
        assert _value(found, 1) == pytest.approx(told.median, abs=1e-3)
        assert _value(found, 2) == pytest.approx(told.p90, abs=1e-3)
        assert _value(found, 3) == Case.objects.filter(deleted_at=None, merged_into=None).count()
    said = indicators(manager, period.since, period.until, today=world.until)
    found = _asked(desk, world, "complaints", "reopened_share", "first_contact_share", "cases_open")
    assert _value(found, 0) == said.received == 2
    # one of the seven that were resolved; of the six that have ended all had one message and one answer
    assert (_value(found, 1), _value(found, 2)) == (pytest.approx(1 / 7), 1.0)
    assert _value(found, 3) == 4
    # nothing to put in order is no time at all, and not none
    nothing = _asked(desk, world, "answer_median", "cases", rows=["case_purpose"], period=_LONG_AGO)
    assert _value(nothing, 0) is None

    _every_way_to_split_them_adds_up_to_the_same(desk, world)


def _every_way_to_split_them_adds_up_to_the_same(desk: Desk, world: World) -> None:
    whole = _value(_asked(desk, world, "cases"), 0)
    for code in ("month", "weekday", "case_hour", "case_mode", "case_purpose", "case_topic_1", "case_topic", "category_1",
                 "case_team", "case_owner", "case_state", "case_priority", "severity", "province"):  # fmt: skip
        pivot = _asked(desk, world, "cases", rows=[code])
        assert sum(pivot.figure(line.key, (), 0).value or 0 for line in pivot.full_rows) == whole, code
    staff = _asked(desk, world, "messages_in", "answers", rows=["message_staff"], columns=["case_mode"])
    assert _value(staff, 1) == Message.objects.filter(kind="outbound", case__deleted_at=None).count()


def _ids(table: Any, column: str = "case_id") -> list[int]:
    return sorted(table.select(column).to_pyarrow().column(column).to_pylist())


def _asked(desk: Desk, world: World, *measures: str, **more: Any) -> Pivot:
    stored = {"measures": list(measures), **more}
    cut = cut_for(world.users["manager"])
    body = {"question": stored, "cut": cut.key, "today": timezone.localdate().isoformat(), "currency": "THB"}
    with desk.within(60):
        return Pivot(read_question(stored), json.loads(answer(body, desk)))


def _value(pivot: Pivot, measure: int) -> float | None:
    return pivot.figure((), (), measure).value
