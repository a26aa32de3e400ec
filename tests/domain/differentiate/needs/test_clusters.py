from __future__ import annotations

import numpy as np

from idic.domain.differentiate.needs.columns import NeedsTable
from idic.domain.differentiate.needs.question import NeedsQuestion
from idic.domain.differentiate.needs.scoring import place
from idic.domain.differentiate.needs.training import cluster
from idic.domain.differentiate.registry.content import canonical, plain

NAMES = ("share:Tea", "share:Milk", "share:Bread")


def _silent(*_told: object) -> None:
    """Nobody watches."""


def _table(numbers: np.ndarray, texts: np.ndarray | None = None) -> NeedsTable:
    size = len(numbers)
    words = texts if texts is not None else np.empty((size, 0), dtype=object)
    names = ("attribute:x_taste",) if texts is not None else ()
    return NeedsTable(np.arange(size), NAMES, numbers, names, words)


def _three_kinds(seed: int = 3, size: int = 60) -> np.ndarray:
    dice = np.random.default_rng(seed)
    return np.vstack([row + dice.normal(0, 0.03, (size, 3)) for row in np.eye(3)])


def test_planted_needs_are_found_and_offered() -> None:
    found = cluster(_table(_three_kinds()), NeedsQuestion(), seed=5, report=_silent)
    assert found.is_offered
    assert found.figures["k"] == found.figures["proposed"] == 3
    assert found.figures["sizes"] == [60, 60, 60]
    assert found.figures["reading"] == "strong"
    assert found.figures["stability"]["mean"] > 0.95


def test_needs_without_structure_are_not_offered() -> None:
    noise = np.random.default_rng(2).random((300, 3))
    found = cluster(_table(noise), NeedsQuestion(k=2), seed=5, report=_silent)
    if found.figures["reading"] == "none":
        assert not found.is_offered
        assert {"code": "no_structure"} in found.warnings
    assert found.figures["k"] == 2


def test_the_same_inputs_give_the_same_bytes_and_new_customers_their_nearest_cluster() -> None:
    rows = _three_kinds()
    first, again = (cluster(_table(rows), NeedsQuestion(), seed=5, report=_silent) for _ in range(2))
    assert canonical(first.content or {}) == canonical(again.content or {})
    kept = plain(first.content)
    newcomers = np.vstack([np.eye(3), [[np.nan, np.nan, 0.1]], [[9.0, 9.0, 9.0]]])
    placed = place(kept, _table(newcomers))
    mine = place(kept, _table(rows)).labels
    assert placed.labels[:3].tolist() == [mine[0], mine[60], mine[120]]
    assert placed.labels[3] == -1
    assert placed.is_outlier[:3].tolist() == [False, False, False]


def test_numbers_and_categories_are_clustered_together() -> None:
    rows = _three_kinds(size=30)
    taste = np.array([["sweet"]] * 30 + [["salty"]] * 30 + [["sour"]] * 28 + [[""]] * 2, dtype=object)
    found = cluster(_table(rows, taste), NeedsQuestion(attributes=("x_taste",), k=3), seed=5, report=_silent)
    assert found.content is not None
    assert found.content["method"] == "k_prototypes"
    assert sorted(found.figures["modes"][0]["modes"]) == ["salty", "sour", "sweet"]
    placed = place(plain(found.content), _table(rows, taste))
    assert len(set(placed.labels[:30].tolist())) == 1


def test_too_few_customers_are_said_to_be_too_few() -> None:
    found = cluster(_table(np.eye(3)), NeedsQuestion(), seed=5, report=_silent)
    assert found.content is None
    assert found.warnings == [{"code": "too_few_rows", "count": 3}]
