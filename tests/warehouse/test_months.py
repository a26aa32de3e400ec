from __future__ import annotations

from datetime import date

import ibis
import numpy as np
import pytest

from idic.warehouse.marts import months

JANUARY = 2026 * 12


def _purchases(rows: list[tuple[int | None, str, str, int]], currency: str = "THB") -> ibis.Table:
    return ibis.memtable(
        {
            "customer_id": [row[0] for row in rows], "kind": [row[1] for row in rows],
            "day": [date.fromisoformat(row[2]) for row in rows], "total_e4": [row[3] * 10_000 for row in rows],
            "currency": [currency] * len(rows), "place": ["Siam" if row[3] > 0 else "Ari" for row in rows],
        },
        schema={
            "customer_id": "int64", "kind": "string", "day": "date", "total_e4": "int64", "currency": "string",
            "place": "string",
        },
    )  # fmt: skip


def test_the_month_of_its_last_day_is_whole_and_any_other_is_not() -> None:
    assert months.last_whole_month(date(2026, 1, 31)) == JANUARY
    assert months.last_whole_month(date(2026, 1, 30)) == JANUARY - 1
    assert months.last_whole_month(date(2024, 2, 28)) == 2024 * 12
    assert months.month_day(JANUARY + 11) == date(2026, 12, 1)


def test_a_month_without_a_sale_is_there_with_zeros_and_a_return_lowers_the_net_only() -> None:
    rows = [(1, "sale", "2026-01-05", 100), (2, "sale", "2026-01-31", 50), (1, "sale", "2026-03-01", 20),
            (1, "return", "2026-03-02", -30), (None, "sale", "2026-03-03", 5), (1, "sale", "2026-04-01", 9)]  # fmt: skip
    found = months.flows(_purchases(rows), currency="THB", last=JANUARY + 2)
    assert [tuple(row.values()) for row in found] == [
        (JANUARY, 150, 2, 2), (JANUARY + 1, 0, 0, 0), (JANUARY + 2, -5, 2, 1),
    ]  # fmt: skip


def test_before_the_first_purchase_there_is_nothing() -> None:
    assert months.flows(_purchases([(1, "sale", "2026-05-01", 1)]), currency="THB", last=JANUARY) == []
    assert months.flows(_purchases([(1, "sale", "2026-01-01", 1)], "EUR"), currency="THB", last=JANUARY) == []


def test_everybody_is_new_once_and_kept_is_the_share_that_came_again() -> None:
    rows = [(1, "sale", "2025-01-05", 1), (2, "sale", "2025-02-05", 1), (3, "sale", "2025-02-06", 1),
            (1, "sale", "2025-11-05", 1), (3, "sale", "2025-12-24", 1), (4, "sale", "2025-12-25", 1),
            (None, "sale", "2025-12-26", 1), (2, "return", "2025-12-26", -1)]  # fmt: skip
    first, last = 2025 * 12, 2025 * 12 + 11
    new, kept = months.newcomers_and_kept(_purchases(rows), currency="THB", first=first, last=last)
    assert new.tolist() == [1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    # January to September: 1, 2 and 3 bought; October to December: 1 and 3 again
    assert kept[-1] == pytest.approx(2 / 3)
    assert np.isnan(kept[:-1]).all()


def test_late_is_what_was_not_done_by_its_day_and_nothing_due_is_not_zero() -> None:
    contacts = ibis.memtable(
        {
            "due_on": [date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7), date(2026, 1, 8), None],
            "done_on": [date(2026, 1, 5), date(2026, 1, 9), None, None, None],
            "state": ["done", "done", "open", "cancelled", "open"],
        },
        schema={"due_on": "date", "done_on": "date", "state": "string"},
    )  # fmt: skip
    shares = months.late_contacts(contacts, first=JANUARY, last=JANUARY + 1)
    assert shares[0] == pytest.approx(2 / 3)
    assert np.isnan(shares[1])


def test_members_of_one_month_add_up_to_its_net() -> None:
    rows = [(1, "sale", "2026-01-05", 100), (1, "return", "2026-01-06", -30), (1, "sale", "2026-02-01", 7)]
    assert months.net_by_member(_purchases(rows), "place", "total_e4", currency="THB", month=JANUARY) == {
        "Siam": 100, "Ari": -30,
    }  # fmt: skip
