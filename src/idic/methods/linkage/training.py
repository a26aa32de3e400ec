"""Training without labels.

u from random pairs, nearly all of which are non-matches (the expected matches among them are taken out), equality
levels exactly from value counts; m and the prior by EM over the patterns of all blocked pairs together, the pairs
that blocking leaves out counting as non-matches. Same records and seed: same model.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from idic.methods.linkage import em
from idic.methods.linkage.blocking import BlockingReport, random_pairs
from idic.methods.linkage.branches import branch_pairs, is_elsewhere, place_of, with_moves
from idic.methods.linkage.calibration import Seen, kept_prior
from idic.methods.linkage.columns import RECORD, STRATUM
from idic.methods.linkage.errors import NoPatterns
from idic.methods.linkage.fields import Settings
from idic.methods.linkage.frequencies import above_floor
from idic.methods.linkage.kinds import comparisons_of
from idic.methods.linkage.levels import Comparison
from idic.methods.linkage.model import Model, Thresholds, Training
from idic.methods.linkage.preparation import Vocabulary
from idic.methods.linkage.weights import Floats, Patterns

if TYPE_CHECKING:
    from idic.methods.linkage.engine import Engine

_RANDOM_PAIRS: Final = 250_000
_PATTERN_PAIRS: Final = 4_000_000
# Of a value that fewer records hold, those who share it are matches for the most part: it tells nothing of chance.
_WELL_KNOWN: Final = 50
_ROUNDS: Final = 4
_START_EXACT: Final = 0.7
_START_ELSE: Final = 0.1


def train(
    engine: Engine, settings: Settings, words: dict[str, Vocabulary], blocked: BlockingReport, sources: Sequence[int]
) -> Model:
    """Reads the tables `records` and `pairs` of the engine."""
    if blocked.pairs == 0:
        raise NoPatterns
    comparisons = comparisons_of(settings.fields)
    strata = [int(one) for (one,) in engine.rows(f"SELECT {STRATUM} FROM records ORDER BY {RECORD}")]  # noqa: S608
    drawn = random_pairs(strata, sources, settings.link_type, _RANDOM_PAIRS, settings.seed)
    if drawn.num_rows == 0:
        raise NoPatterns
    engine.load("random_pairs", drawn)
    population = max(blocked.all_pairs * _same_stratum(strata), float(blocked.pairs))
    among_random = _chance_shares(engine, comparisons)
    frequencies = {
        column: _frequencies(engine, column, base, settings) for column, base in frequency_columns(comparisons).items()
    }
    # Where all pairs are compared u is what chance makes of them; blocking selects those that share common values.
    told = frequency_columns(comparisons) if settings.rules else {}
    engine.tell_rarity({column: frequencies[column] for column in told}, _WELL_KNOWN)
    seen = _blocked_patterns(engine, comparisons, blocked.pairs, told)
    m = [_start(comparison.size) for comparison in comparisons]
    u = among_random
    prior = min(0.5, len(sources) / 4 / population)
    fitted = None
    silent: set[int] = set()
    address, branches = place_of(settings.fields, comparisons), 0.0
    for turn in range(_ROUNDS):
        taught = seen.only(~is_elsewhere(seen.levels[:, address])) if branches and address is not None else seen
        fitted = em.fit(
            taught.levels, taught.counts, m=m, u=u, prior=prior, fix_u=True, population=population,
            chance=taught.by_value(u), pseudo_count=0.5, tolerance=1e-9, most_iterations=500,
        )  # fmt: skip
        m, prior = list(fitted.m), fitted.prior
        if branches and address is not None:
            m[address] = with_moves(m[address])
        # A field whose strongest level is no sign of a match tells nothing: from here on it is not looked at.
        mute = {int(one.partition(":")[2]) for one in fitted.warnings if one.startswith("uninformative")} - silent
        if mute:
            silent |= mute
            telling = [one for place, one in enumerate(comparisons) if place not in silent]
            told = frequency_columns(telling) if settings.rules else {}
            seen = _blocked_patterns(engine, comparisons, blocked.pairs, told)
            seen.levels[:, sorted(silent)] = -1
        if turn == 0 and address is not None and address not in silent:
            branches = branch_pairs(seen, settings.fields, comparisons, m, u, prior, population)
        u = [_without_matches(share, matched, prior) for share, matched in zip(among_random, m, strict=True)]
    if fitted is None:
        raise NoPatterns
    names = [comparison.name for comparison in comparisons]
    for place in silent:
        m[place] = u[place]
    telling = [comparison for place, comparison in enumerate(comparisons) if place not in silent]
    warnings = [one for one in fitted.warnings if not one.startswith("uninformative")]
    warnings += [f"uninformative:{names[place]}" for place in sorted(silent)]
    model = Model(
        settings=settings,
        prior=prior,
        m={name: tuple(map(float, share)) for name, share in zip(names, m, strict=True)},
        u={name: tuple(map(float, share)) for name, share in zip(names, u, strict=True)},
        frequencies={column: frequencies[column] for column in frequency_columns(telling)},
        words=words,
        training=Training(
            records=len(sources), pairs=population, compared=float(blocked.pairs),
            expected_matches=prior * population, iterations=fitted.iterations,
            log_likelihood=fitted.log_likelihood[-1], warnings=tuple(warnings), branch_pairs=branches,
        ),
        thresholds=Thresholds(),
    )  # fmt: skip
    return replace(model, prior=kept_prior(engine, model, seen, population)) if settings.rules else model


def with_thresholds(model: Model, thresholds: Thresholds) -> Model:
    return replace(model, thresholds=thresholds)


def frequency_columns(comparisons: Sequence[Comparison]) -> dict[str, str]:
    """Columns whose value frequencies count, with the column that holds all values of the field."""
    return {
        level.frequency: comparison.needs[0]
        for comparison in comparisons
        for level in comparison.levels
        if level.frequency
    }


def _start(size: int) -> Floats:
    if size == 2:
        return np.array([1 - _START_EXACT, _START_EXACT])
    middle = (1 - _START_EXACT - _START_ELSE) / (size - 2)
    return np.array([_START_ELSE, *[middle] * (size - 2), _START_EXACT])


def _levels(table: pa.Table, fields: int) -> tuple[Patterns, Floats]:
    columns = [table.column(f"g{place}").to_numpy() for place in range(fields)]
    return np.stack(columns, axis=1).astype(np.int64), table.column("n").to_numpy().astype(np.float64)


def _chance_shares(engine: Engine, comparisons: Sequence[Comparison]) -> list[Floats]:
    patterns, counts = _levels(engine.patterns(comparisons, "random_pairs"), len(comparisons))
    shares = []
    for place, comparison in enumerate(comparisons):
        seen = np.array([counts[patterns[:, place] == level].sum() for level in range(comparison.size)])
        share = (seen + 0.5) / (seen.sum() + 0.5 * comparison.size)
        exact = _chance_of_equality(engine, comparison)
        rest = [level for level in range(comparison.size) if level not in exact]
        share[rest] *= (1 - sum(exact.values())) / share[rest].sum()
        for level, chance in exact.items():
            share[level] = chance
        shares.append(share)
    return shares


def _chance_of_equality(engine: Engine, comparison: Comparison) -> dict[int, float]:
    """Of the levels that are the equality of one column, and of a shared element when that is the strongest level."""
    chances: dict[int, float] = {}
    lists = engine.list_columns()
    held = f"SELECT count(*) AS n FROM records WHERE {comparison.needs[0]} IS NOT NULL GROUP BY {STRATUM}"  # noqa: S608
    pairs = float(engine.rows(f"SELECT coalesce(sum(n * (n - 1)), 0) FROM ({held})")[0][0])  # noqa: S608
    for place, level in enumerate(comparison.levels):
        test = level.alternatives[0][0]
        single = len(level.alternatives) == 1 == len(level.alternatives[0])
        if (
            pairs < 2
            or not single
            or not ((test.kind == "equal" and level.frequency) or (test.kind == "share" and place == 0))
        ):
            continue
        value = f"unnest({test.column})" if test.column in lists else test.column
        agreeing = engine.rows(
            f"SELECT sum(n * (n - 1)) FROM (SELECT v, count(*) AS n FROM (SELECT {value} AS v, {STRATUM} AS s "  # noqa: S608
            f"FROM records WHERE {test.column} IS NOT NULL) GROUP BY v, s)"
        )[0][0]
        chances[len(comparison.levels) - place] = min(max(float(agreeing or 0), 0.5) / pairs, 0.45)
    return chances


def _blocked_patterns(engine: Engine, comparisons: Sequence[Comparison], pairs: int, told: Collection[str]) -> Seen:
    every = max(1, round(pairs / _PATTERN_PAIRS))
    chosen = "pairs" if every == 1 else f"(SELECT * FROM pairs WHERE hash(l * 2147483647 + r) % {every} = 0)"  # noqa: S608
    table = engine.patterns(comparisons, chosen, told=told)
    levels, counts = _levels(table, len(comparisons))
    chance, valued = (table.column(name).to_numpy() for name in ("chance", "valued"))
    return Seen(levels, counts * (pairs / counts.sum()), chance.astype(np.float64), valued.astype(np.int64))


def _without_matches(share: Floats, matched: Floats, prior: float) -> Floats:
    """Random pairs hold a few matches; a tenth of what was seen is kept at least."""
    rest: Floats = np.maximum((share - prior * matched) / (1 - prior), share * 0.1)
    shares: Floats = rest / rest.sum()
    return shares


def _frequencies(engine: Engine, column: str, base: str, settings: Settings) -> dict[str, float]:
    """Chance that another record of the same stratum holds the value too, of records that have the field at all.

    Where the field is split into rare and common values (`column` holds one part of `base`), m of the level is smaller
    by the part's share, and so must the value's chance be."""
    held = f"SELECT {STRATUM} AS s, count(*) AS n FROM records WHERE {base} IS NOT NULL GROUP BY 1"  # noqa: S608
    rows = engine.rows(
        f"SELECT v, sum(c * c / t.n) / sum(c), sum(c) FROM (SELECT {column} AS v, {STRATUM} AS s, "  # noqa: S608
        f"count(*)::DOUBLE AS c FROM records WHERE {column} IS NOT NULL GROUP BY 1, 2) JOIN ({held}) t USING (s) GROUP BY v"
    )
    total = engine.rows(f"SELECT count(*) FROM records WHERE {base} IS NOT NULL")[0][0]  # noqa: S608
    part = sum(count for _, _, count in rows) / max(total, 1)
    return above_floor({str(value): chance * part for value, chance, _ in rows}, settings.frequency_floor)


def _same_stratum(strata: Sequence[int]) -> float:
    """Share of all pairs whose two records are of one stratum."""
    counts = np.unique(np.asarray(strata), return_counts=True)[1].astype(np.float64)
    return float((counts * (counts - 1)).sum() / (counts.sum() * (counts.sum() - 1)))
