from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

from tests.sample.conftest import Rows


def test_the_truth_holds_every_master_row_once(rows: Callable[[str], Rows], contacts: Rows) -> None:
    truth = Counter((row["source"], row["key"]) for row in rows("truth"))
    assert truth == Counter((row["source"], row["key"]) for row in contacts)
    assert set(truth.values()) == {1}


def test_801_persons_and_40_organisations_stand_behind_the_rows(rows: Callable[[str], Rows]) -> None:
    customers = {row["customer"] for row in rows("truth")}
    assert Counter(customer[0] for customer in customers) == {"P": 801, "O": 40}


def test_about_a_third_of_the_customers_are_known_to_more_than_one_source(rows: Callable[[str], Rows]) -> None:
    sources: dict[str, set[str]] = defaultdict(set)
    for row in rows("truth"):
        sources[row["customer"]].add(row["source"])
    known_to = Counter(len(found) for found in sources.values())
    assert set(known_to) == {1, 2, 3}
    assert 1 - known_to[1] / len(sources) == pytest.approx(0.35, abs=0.03)


def test_some_customers_hold_two_till_cards(rows: Callable[[str], Rows]) -> None:
    cards = Counter(row["customer"] for row in rows("truth") if row["source"] == "till")
    assert 10 < sum(count > 1 for count in cards.values()) < 60


def test_twins_and_families_name_each_other(rows: Callable[[str], Rows]) -> None:
    relative = {row["customer"]: row["relative"] for row in rows("truth") if row["relative"]}
    kinds = Counter(text.split()[0] for text in relative.values())
    assert kinds == {"twin": 12, "family": 32}
    for customer, text in relative.items():
        kind, other = text.split()
        assert relative[other] == f"{kind} {customer}"


def test_an_exact_match_alone_cannot_find_all_pairs(rows: Callable[[str], Rows], contacts: Rows) -> None:
    """Matching must have work to do, and a start: part of the true pairs share no written phone or mail, part do."""
    customer = {(row["source"], row["key"]): row["customer"] for row in rows("truth")}
    by_customer: dict[str, Rows] = defaultdict(list)
    for contact in contacts:
        by_customer[customer[contact["source"], contact["key"]]].append(contact)
    pairs = [(a, b) for found in by_customer.values() for n, a in enumerate(found) for b in found[n + 1 :]]
    mail = sum(bool(a["email"]) and a["email"].lower() == b["email"].lower() for a, b in pairs)
    assert 0.2 < mail / len(pairs) < 0.8
