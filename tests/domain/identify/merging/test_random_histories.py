"""Merge, go on working, undo in any order: every party holds exactly its own, as if nobody had ever merged anything.

Each customer has a twin that hears the same words and is never merged; at the end both must look the same.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idic.domain.identify.merging.errors import HoldsOthers, LaterMergeFirst
from idic.domain.identify.merging.models import Merge, MovedRecord
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.split import split_record
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import ContactPoint, Customer, SourceRecord
from idic.domain.identify.operations.customers import edit_customer
from idic.domain.identify.queries.customers import access_customer
from idic.domain.interact.models import FollowUp
from idic.domain.sales.models import Purchase
from idic.domain.work.models import Task
from idic.foundation.desk.models import Note
from idic.foundation.desk.operations.notes import add_note
from tests.conftest import Cast
from tests.domain.identify.merging.conftest import START, buy, customer_of, say

GOLDEN = (
    "kind", "name", "phone", "email", "address", "district", "province", "postcode", "country", "birth_date", "facts",
    "record_count", "owner_id", "team_id", "merged_into_id", "created_at",
)  # fmt: skip
PLACES = ({"province": "Chiang Mai"}, {"address": "9 Road", "postcode": "10110"}, {"phone": "0811111111"}, {})
ACTS = ("merge", "merge", "undo", "split", "buy", "note", "task", "follow_up", "import", "edit", "new_record")


class Rollback(Exception):
    pass


class World:
    def __init__(self, cast: Cast, customers: int) -> None:
        self.by: Any = cast.administrator
        self.customers, self.twins = [], []
        # what is written of whom: row -> index of the customer whose own it is
        self.home: dict[tuple[str, int], int] = {}
        self.records: list[tuple[int, int]] = []  # own record, twin's record
        self.clock = 0
        for number in range(customers):
            values = {"name": f"Anan {number}", "phone": f"081000000{number}", "email": f"a{number}@example.com"}
            pair = [customer_of(f"erp{side}", values, rank=40 + number, at=START) for side in ("", "-twin")]
            self.customers.append(pair[0].pk)
            self.twins.append(pair[1].pk)
            self._told(pair[0].records.get(), pair[1].records.get(), number)

    def _told(self, own: SourceRecord, twin: SourceRecord, number: int) -> None:
        self.records.append((own.pk, twin.pk))
        self.home["record", own.pk] = number

    def now(self) -> datetime:
        self.clock += 1
        return START + timedelta(days=1, minutes=self.clock)

    def living(self, number: int) -> int:
        """The index of the customer that the id of this one answers with."""
        return self.customers.index(access_customer(self.by, self.customers[number % len(self.customers)]).pk)

    def act(self, kind: str, first: int, second: int) -> None:
        getattr(self, kind)(first, second)

    def merge(self, first: int, second: int) -> None:
        one, other = self.living(first), self.living(second)
        if one != other:
            merge_customers(
                Customer.objects.get(pk=self.customers[one]), Customer.objects.get(pk=self.customers[other]),
                by=self.by, at=self.now(),
            )  # fmt: skip

    def undo(self, first: int, _second: int) -> None:
        open_merges = list(Merge.objects.filter(undone_at=None).order_by("pk"))
        if open_merges:
            try:
                undo_merge(open_merges[first % len(open_merges)], by=self.by, at=self.now())
            except LaterMergeFirst:
                return

    def split(self, first: int, _second: int) -> None:
        """Only of what came by a merge and can go home: anything else makes a new customer."""
        moved = list(MovedRecord.objects.filter(returned_at=None).select_related("merge__absorbed").order_by("pk"))
        if not moved:
            return
        one = moved[first % len(moved)]
        into = one.merge.absorbed.merged_into_id
        if into != (None if one.merge.is_partial else one.merge.survivor_id):
            return
        try:
            split_record(one.record, by=self.by, at=self.now())
        except HoldsOthers:
            return

    def buy(self, first: int, _second: int) -> None:
        own, twin = self.records[first % len(self.records)]
        for pk in (own, twin):
            buy(SourceRecord.objects.get(pk=pk), f"{pk}-{self.now():%H%M%S}")

    def note(self, first: int, _second: int) -> None:
        number = self.living(first)
        made = add_note("customer", self.customers[number], text="Note", by=self.by)
        self.home["note", made.pk] = number

    def task(self, first: int, _second: int) -> None:
        number = self.living(first)
        made = Task.objects.create(customer_id=self.customers[number], title="Call", owner=self.by)
        self.home["task", made.pk] = number

    def follow_up(self, first: int, _second: int) -> None:
        number = self.living(first)
        made = FollowUp.objects.create(
            customer_id=self.customers[number], owner=self.by, due_on=date(2026, 12, 1), method="phone", reason="other"
        )
        self.home["follow_up", made.pk] = number

    def new_record(self, first: int, second: int) -> None:
        number = self.living(first)
        at, values = self.now(), {"name": f"N {first}", **PLACES[second % len(PLACES)]}
        own, twin = (
            say(Customer.objects.get(pk=pk), values, code=f"pos{side}", rank=30, key=f"k{self.clock}", at=at)
            for pk, side in ((self.customers[number], ""), (self.twins[number], "-twin"))
        )
        self._told(own, twin, number)

    # named `import` in the list of acts
    def change(self, first: int, second: int) -> None:
        at = self.now()
        values = {"name": f"Changed {second}", "email": f"c{self.clock}@example.com", **PLACES[second % len(PLACES)]}
        for pk in self.records[first % len(self.records)]:
            record = SourceRecord.objects.select_related("source", "customer").get(pk=pk)
            if record.source.code != "desk":
                say(record.customer, values, code=record.source.code, key=record.key, at=at)

    def edit(self, first: int, _second: int) -> None:
        number, at = self.living(first), self.now()
        for pk in (self.customers[number], self.twins[number]):
            customer = Customer.objects.get(pk=pk)
            values = {"email": f"typed{self.clock}@example.com"}
            edit_customer(customer, values, version=customer.version, by=self.by, at=at)
        desk = [SourceRecord.objects.filter(source__code="desk", received_at=at, links__customer_id=pk).first()
                for pk in (self.customers[number], self.twins[number])]  # fmt: skip
        if desk[0] and desk[1] and ("record", desk[0].pk) not in self.home:
            self._told(desk[0], desk[1], number)

    def check_on_the_way(self) -> None:
        assert not SourceRecord.objects.filter(customer__merged_into__isnull=False).exists()
        for model in (Purchase, ContactPoint):
            for row in model.objects.select_related("record"):
                assert row.customer_id == row.record.customer_id

    def part_all(self) -> None:
        for _again in range(len(self.customers) * 3):
            for merge in Merge.objects.filter(undone_at=None).order_by("pk"):
                try:
                    undo_merge(merge, by=self.by, at=self.now())
                except LaterMergeFirst:
                    continue
        assert not Merge.objects.filter(undone_at=None).exists()

    def check_as_if_never_merged(self) -> None:
        models = {"record": SourceRecord, "task": Task, "follow_up": FollowUp}
        for (kind, pk), number in self.home.items():
            holder = (
                Note.objects.get(pk=pk).subject_id if kind == "note" else models[kind].objects.get(pk=pk).customer_id
            )
            assert holder == self.customers[number], (kind, pk)
        twin_of = dict(self.records)
        for own, twin in zip(self.customers, self.twins, strict=True):
            shown, wanted = (Customer.objects.filter(pk=pk).values(*GOLDEN).get() for pk in (own, twin))
            assert shown == wanted
            provenance, wanted_from = (
                Customer.objects.values_list("provenance", flat=True).get(pk=pk) for pk in (own, twin)
            )
            assert {name: twin_of[pk] for name, pk in provenance.items()} == wanted_from
            assert [Purchase.objects.filter(customer_id=pk).count() for pk in (own, own)] == [
                Purchase.objects.filter(customer_id=twin).count()
            ] * 2


@pytest.mark.django_db
@settings(
    max_examples=16, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    customers=st.integers(2, 4),
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 40), st.integers(0, 40)), min_size=4, max_size=24),
)
def test_every_party_holds_exactly_its_own(cast: Cast, customers: int, acts: list[tuple[str, int, int]]) -> None:
    try:
        with transaction.atomic():
            world = World(cast, customers)
            for kind, first, second in acts:
                world.act("change" if kind == "import" else kind, first, second)
                world.check_on_the_way()
            world.part_all()
            world.check_as_if_never_merged()
            raise Rollback
    except Rollback:
        pass
