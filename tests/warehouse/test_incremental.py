"""Random histories through the real operations: after each round, what was read in part is to the byte what is read in full."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from idic.domain.customize.operations.campaigns import CampaignRow, load_campaigns
from idic.domain.identify.arrivals.operations.undoing import start_undo, undo_import
from idic.domain.identify.enums import ImportKind
from idic.domain.identify.merging.models import Merge
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.split import split_record
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import Customer, ImportBatch, SourceRecord
from idic.domain.identify.operations.assignment import assign_customer
from idic.domain.identify.operations.bulk import Word, take_back, tell_customers
from idic.domain.identify.operations.customers import create_customer
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.identify.privacy.operations.erasures import erase_customer_now
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.ending import reopen_case, resolve_case
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.cases.operations.removal import delete_case
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import cancel_follow_up, create_follow_up
from idic.domain.interact.standards.operations.defaults import start_with_defaults
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.models import Task
from idic.domain.work.operations.completion import complete_task
from idic.domain.work.operations.create import create_task
from idic.domain.work.operations.removal import delete_task
from idic.foundation.jobs.progress import SilentProgress
from idic.warehouse.extract import drafted, take_snapshot
from idic.warehouse.reading import opened
from idic.warehouse.snapshots import Snapshot
from idic.warehouse.star.declaration import Kind
from idic.warehouse.star.marts import MARTS
from tests.conftest import Cast

ZONE = "Asia/Bangkok"
#: Each round writes into blocks of its own, so that a small history has many.
_NUMBERED = ("identify_customer", "sales_purchase", "work_task", "interact_followup", "catalogue_product", "cases_case")


def _silent(step: str, done: int = 0, total: int = 0) -> None:
    """Nobody watches."""


def snapshot(warehouse: Path) -> Snapshot:
    return take_snapshot(warehouse, at=timezone.now(), time_zone=ZONE, report=_silent)


def files_of(one: Snapshot) -> dict[str, bytes]:
    return {str(path.relative_to(one.folder)): path.read_bytes() for path in one.paths()}


def files_read_in_full(other: Path) -> dict[str, bytes]:
    """Never published: the database still speaks of the warehouse that is tested."""
    with drafted(other, at=timezone.now(), time_zone=ZONE, report=_silent, full=True) as draft:
        assert draft.reading["full"] == "asked"
        return files_of(draft.snapshot)


def jump() -> None:
    with connection.cursor() as cursor:
        for table in _NUMBERED:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
            cursor.execute(
                f"ALTER TABLE {table} ALTER COLUMN id RESTART WITH {((cursor.fetchone()[0] >> 16) + 1 << 16) + 1}"
            )


class History:
    def __init__(self, by: Any, seed: int) -> None:
        self.by, self.dice = by, random.Random(seed)
        self.number = 0

    def customer(self) -> Customer:
        known = list(Customer.objects.filter(merged_into=None).order_by("id"))
        return self.dice.choice(known) if len(known) > 2 else self.create()

    def create(self) -> Customer:
        self.number += 1
        return create_customer(
            {"name": f"Given{self.number} Family{self.number}", "email": f"c{self.number}@kept.example"}, by=self.by
        )

    def _import(self, kind: ImportKind, text: str) -> None:
        source = ensure_source(code="shop", name="Shop", by=None)
        batch = upload_import([text.encode()], file_name="list.csv", kind=kind, source=source, by=self.by)
        import_now(batch, by=self.by)

    def import_customers(self) -> None:
        rows = [
            f"C-{key},Anan{key},Jaidee{key},a{key}@kept.example,{self.dice.choice(['Bangkok', 'Chiang Mai'])}"
            for key in self.dice.sample(range(12), 4)
        ]
        self._import(ImportKind.CUSTOMERS, "\n".join(["customer id,first name,last name,email,province", *rows, ""]))

    def import_purchases(self) -> None:
        """New receipts, some dated years ago; some that came before, with other lines."""
        rows = []
        for key in self.dice.sample(range(30), 6):
            day = date(2026, 10, 1) - timedelta(days=self.dice.randrange(900))
            for line in range(self.dice.randrange(1, 4)):
                rows.append(f"P-{key},{day},C-{key % 12},SKU-{(key + line) % 7},{self.dice.randrange(1, 5)},15.50")
        head = "purchase id,date,customer id,product code,quantity,unit price"
        self._import(ImportKind.PURCHASES, "\n".join([head, *rows, ""]))

    def undo_an_import(self) -> None:
        batch = self.dice.choice(list(ImportBatch.objects.filter(state="done")))
        start_undo(batch, by=self.by)
        undo_import(batch.pk, SilentProgress())

    def merge(self) -> None:
        merge_customers(self.customer(), self.customer(), by=self.by)

    def undo_a_merge(self) -> None:
        undo_merge(self.dice.choice(list(Merge.objects.filter(undone_at=None))), by=self.by)

    def split(self) -> None:
        split_record(self.dice.choice(list(SourceRecord.objects.order_by("id"))), by=self.by)

    def plan(self) -> None:
        customer = self.customer()
        create_task(TaskDraft(title="Ring", customer=customer), by=self.by)
        create_follow_up(
            customer, owner=self.by, due_on=timezone.localdate() + timedelta(days=3), method="telephone", reason="thanks",
            note="", by=self.by,
        )  # fmt: skip

    def close(self) -> None:
        tasks = list(Task.objects.filter(deleted_at=None, state="open").order_by("id"))
        self.dice.choice([complete_task, delete_task])(self.dice.choice(tasks), by=self.by)
        cancel_follow_up(self.dice.choice(list(FollowUp.objects.filter(state="open"))), by=self.by)

    def consent(self) -> None:
        record_consent(
            self.customer(), "marketing", "email", kind=self.dice.choice(["given", "withdrawn"]), method="phone",
            evidence={"call": "7"}, by=self.by,
        )  # fmt: skip

    def assign(self) -> None:
        customer = self.customer()
        assign_customer(customer, owner_id=None if customer.owner_id else self.by.pk, team_id=None, by=self.by)

    def campaign(self) -> None:
        self.number += 1
        code, day = f"spring-{self.dice.randrange(20)}", date(2026, 3, 1)
        keys = [f"C-{key}" for key in self.dice.sample(range(12), 5)]
        load_campaigns(
            [CampaignRow(code, code, "coupon", day, day + timedelta(days=30))], [(code, "shop", key) for key in keys],
            [(code, "shop", keys[0], f"K{self.number}", day + timedelta(days=self.dice.randrange(30)))], by=self.by,
        )  # fmt: skip

    def tell_and_take_back(self) -> None:
        ids = [self.customer().pk, self.customer().pk]
        done = tell_customers(ids, Word("province", "Tak", "Tak"), by=self.by, at=timezone.now())
        if self.dice.random() < 0.5:
            take_back(done, at=timezone.now())

    def write(self) -> None:
        case = open_case(CaseDraft("It leaks", "email", customer=self.customer()), by=self.dice.choice([None, self.by]))
        receive_message(case, MessageDraft("It leaks since Monday."), by=None)
        if self.dice.random() < 0.5:
            open_complaint(case, by=self.by)

    def see_to_a_case(self) -> None:
        case, other = self.dice.choices(list(Case.objects.filter(deleted_at=None).order_by("id")), k=2)
        acts: tuple[Callable[[], object], ...] = (
            lambda: answer_case(case, MessageDraft("We see to it."), by=self.by),
            lambda: resolve_case(case, outcome="solved", version=case.version, by=self.by),
            lambda: reopen_case(case, version=case.version, by=self.by),
            lambda: merge_case(case, into=other, by=self.by),
            lambda: delete_case(case, by=self.by),
        )
        self.dice.choice(acts)()

    def erase(self) -> None:
        erase_customer_now(self.customer(), reason="asked", by=self.by, progress=SilentProgress())


_ACTS: tuple[Callable[[History], object], ...] = (
    History.create, History.import_customers, History.import_purchases, History.undo_an_import, History.merge,
    History.undo_a_merge, History.split, History.plan, History.close, History.consent, History.assign,
    History.campaign, History.tell_and_take_back, History.erase, History.write, History.see_to_a_case,
)  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [pytest.param(1, marks=pytest.mark.slow), 2])
def test_read_in_part_is_to_the_byte_what_is_read_in_full(seed: int, cast: Cast, settings: Any, tmp_path: Path) -> None:
    warehouse = Path(settings.CONFIGURATION.warehouse_folder)
    history = History(cast.administrator, seed)
    start_with_defaults(by=cast.administrator)
    history.import_customers()
    history.import_purchases()
    history.write()
    snapshot(warehouse)
    done: list[str] = []
    linked = 0
    for _round in range(8):
        jump()
        for act in history.dice.choices(_ACTS, k=4):
            # what cannot be done now (a merge of one with itself, nothing to undo) is refused, and nothing has changed
            with suppress(Exception):
                act(history)
                done.append(act.__name__)
        taken = snapshot(warehouse)
        assert taken.reading is not None
        assert taken.reading["full"] == ""
        linked += taken.reading["linked"]
        assert files_of(taken) == files_read_in_full(tmp_path), done
        with opened(taken) as star:
            broken = {
                one.code: one.broken(star).count().to_pyarrow().as_py() for mart in MARTS for one in mart.invariants
            }
        assert set(broken.values()) == {0}, broken
    assert linked > 20
    assert len(set(done)) >= 8


@pytest.mark.django_db(transaction=True)
def test_a_correction_of_an_old_block_reads_that_block_alone(cast: Cast, settings: Any) -> None:
    """A purchase that was dated last year and comes today, and one that is changed after a long time."""
    warehouse = Path(settings.CONFIGURATION.warehouse_folder)
    history = History(cast.administrator, 5)
    for _turn in range(4):
        history.import_customers()
        history.import_purchases()
        jump()
    snapshot(warehouse)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sales_purchase SET at = at - interval '1 year' WHERE id = (SELECT min(id) FROM sales_purchase)"
        )
    taken = snapshot(warehouse)
    assert taken.reading is not None
    # the block of the purchase in the two marts that tell of it; staff is compared and found equal
    assert taken.reading["read"] == 2


@pytest.mark.django_db(transaction=True)
def test_nothing_changed_reads_nothing(cast: Cast, settings: Any) -> None:
    warehouse = Path(settings.CONFIGURATION.warehouse_folder)
    History(cast.administrator, 1).import_customers()
    before, after = snapshot(warehouse), snapshot(warehouse)
    assert after.reading is not None
    assert after.reading["read"] == 0
    assert {path.stat().st_ino for path in before.paths()} == {path.stat().st_ino for path in after.paths()}


def _untold(cursor: Any) -> None:
    cursor.execute("UPDATE warehouse_published SET token = 'of a backup', pending = ''")


def _without_a_trigger(cursor: Any) -> None:
    cursor.execute("ALTER TABLE sales_purchase DISABLE TRIGGER warehouse_sales_purchase_u")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("act", "why"), [(_untold, "another"), (_without_a_trigger, "triggers")])
def test_where_the_log_cannot_be_trusted_everything_is_read(act: Any, why: str, cast: Cast, settings: Any) -> None:
    warehouse = Path(settings.CONFIGURATION.warehouse_folder)
    History(cast.administrator, 1).import_customers()
    snapshot(warehouse)
    with connection.cursor() as cursor:
        act(cursor)
        try:
            taken = snapshot(warehouse)
        finally:
            cursor.execute("ALTER TABLE sales_purchase ENABLE ALWAYS TRIGGER warehouse_sales_purchase_u")
    assert taken.reading is not None
    assert taken.reading["full"] == why


@pytest.mark.django_db(transaction=True)
def test_emptying_a_table_makes_every_block_stale(cast: Cast, settings: Any, tmp_path: Path) -> None:
    warehouse = Path(settings.CONFIGURATION.warehouse_folder)
    history = History(cast.administrator, 1)
    history.import_customers()
    history.import_purchases()
    snapshot(warehouse)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE sales_purchaseline")
    taken = snapshot(warehouse)
    assert taken.rows["sales"] == 0
    assert files_of(taken) == files_read_in_full(tmp_path)


def test_every_copied_mart_is_compared() -> None:
    assert {mart.name for mart in MARTS if mart.kind == Kind.COMPUTED} == {"scores", "memberships"}
