"""Do two people who judge the same cases judge alike, beyond what chance would bring? Cohen's kappa.

Source: Cohen (1960), Educational and Psychological Measurement 20:37; standard error: Fleiss, Cohen and Everitt (1969),
Psychological Bulletin 72:323.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

ONE_ANSWER_ONLY = "one_answer_only"


class AgreementError(ValueError):
    """The judgements cannot be compared; the message says what to change."""


class UnequalColumns(AgreementError):
    pass


class AnswerMissing(AgreementError):
    pass


@dataclass(frozen=True, slots=True)
class Agreement:
    """`counts[i, j]`: cases that the first rater put into answer i and the second into j. `observed`: the share of
    equal judgements; `expected`: by chance, from how often each gives each answer. `kappa` is 1 for full agreement, 0
    for chance, below 0 for less; `se`, `low`, `high`: for large numbers, the interval held within -1 and 1. All four
    None with the reason where both gave one and the same answer throughout: then nothing can be told from chance.
    """

    answers: tuple[str, ...]
    counts: NDArray[np.int64]
    n: int
    observed: float
    expected: float
    kappa: float | None
    se: float | None
    low: float | None
    high: float | None
    reason: str


def cohen_kappa(first: ArrayLike, second: ArrayLike, *, level: float = 0.95) -> Agreement:
    """One answer per case of either rater, as words or numbers, in the same order."""
    one, two = (np.asarray(column, dtype=object) for column in (first, second))
    if one.ndim != 1 or one.shape != two.shape or not one.size:
        raise UnequalColumns("Both raters must have judged the same cases, at least one.")
    if not 0.0 < level < 1.0:
        raise AgreementError("The level lies between 0 and 1, for example 0.95.")
    if any(cell is None or cell == "" or (isinstance(cell, float) and isnan(cell)) for cell in (*one, *two)):
        raise AnswerMissing("A case without a judgement of both raters must be left out.")
    left, right = [str(cell) for cell in one], [str(cell) for cell in two]
    answers = tuple(sorted({*left, *right}))
    number = {answer: place for place, answer in enumerate(answers)}
    counts = np.zeros((len(answers), len(answers)), dtype=np.int64)
    np.add.at(counts, ([number[cell] for cell in left], [number[cell] for cell in right]), 1)
    share = counts / one.size
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    observed, expected = float(share.trace()), float(rows @ columns)
    if len(answers) == 1:
        return Agreement(answers, counts, int(one.size), observed, expected, None, None, None, None, ONE_ANSWER_ONLY)
    kappa = (observed - expected) / (1 - expected)
    same = float((share.diagonal() * (1 - (rows + columns) * (1 - kappa)) ** 2).sum())
    apart = share * (columns[:, None] + rows[None, :]) ** 2
    other = (1 - kappa) ** 2 * float(apart.sum() - apart.trace())
    variance = same + other - (kappa - expected * (1 - kappa)) ** 2
    se = sqrt(max(0.0, variance) / one.size) / (1 - expected)
    reach = NormalDist().inv_cdf(0.5 + level / 2) * se
    return Agreement(
        answers=answers,
        counts=counts,
        n=int(one.size),
        observed=observed,
        expected=expected,
        kappa=kappa,
        se=se,
        low=max(-1.0, kappa - reach),
        high=min(1.0, kappa + reach),
        reason="",
    )
