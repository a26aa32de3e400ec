from itertools import pairwise

import numpy as np
import pytest

from idic.methods.linkage import em
from idic.methods.linkage.errors import NoPatterns

from .oracle import binary, em_patterns


def start(known, m=None, u=None):
    first = known["start"]
    return {"m": binary(m or first["m"]), "u": binary(u or first["u"]), "prior": first["lambda"]}


def agreement(shares):
    return [float(share[1]) for share in shares]


def test_em_returns_the_true_values():
    patterns, counts, known = em_patterns()
    found = em.fit(patterns, counts, **start(known))
    assert found.prior == pytest.approx(known["true"]["lambda"], abs=1e-8)
    assert agreement(found.m) == pytest.approx(known["true"]["m"], abs=1e-8)
    assert agreement(found.u) == pytest.approx(known["true"]["u"], abs=1e-8)
    assert found.warnings == ()


def test_one_iteration_gives_the_published_steps():
    patterns, counts, known = em_patterns()
    found = em.fit(patterns, counts, **start(known), most_iterations=1)
    after = known["after_1_iteration"]
    assert found.prior == pytest.approx(after["lambda"], abs=5e-9)
    assert agreement(found.m) == pytest.approx(after["m"], abs=5e-9)
    assert agreement(found.u) == pytest.approx(after["u"], abs=5e-9)
    assert found.log_likelihood[0] == pytest.approx(known["loglik_at_start"], abs=5e-5)
    assert found.warnings == ("not_converged",)


def test_the_likelihood_never_falls():
    patterns, counts, known = em_patterns()
    history = em.fit(patterns, counts, **start(known)).log_likelihood
    assert all(later >= earlier - 1e-6 for earlier, later in pairwise(history))


def test_an_exchanged_start_is_turned_round_with_a_warning():
    patterns, counts, known = em_patterns()
    found = em.fit(patterns, counts, **start(known, m=[0.1] * 3, u=[0.9] * 3))
    assert "label_switched" in found.warnings
    assert agreement(found.m) == pytest.approx(known["true"]["m"], abs=1e-6)
    assert found.prior == pytest.approx(known["true"]["lambda"], abs=1e-6)


def test_probabilities_stay_off_zero_and_one():
    patterns = np.array([[0, 0], [1, 1]])
    found = em.fit(patterns, np.array([900.0, 100.0]), m=binary([0.9, 0.9]), u=binary([0.1, 0.1]), prior=0.1)
    for share in (*found.m, *found.u):
        assert share.min() >= em.CLAMP
        assert share.max() <= 1 - em.CLAMP


def test_a_missing_value_takes_no_part():
    patterns, counts, known = em_patterns()
    missing = patterns.copy()
    missing[:, 2] = -1
    both = np.vstack([patterns, missing])
    found = em.fit(both, np.concatenate([counts, counts]), **start(known))
    assert agreement(found.m) == pytest.approx(known["true"]["m"], abs=1e-7)


def test_pairs_left_out_by_blocking_count_as_non_matches():
    patterns, counts, known = em_patterns()
    kept = patterns.sum(axis=1) >= 1
    found = em.fit(
        patterns[kept], counts[kept], **start(known, u=known["true"]["u"]), fix_u=True, population=counts.sum()
    )
    # 0.075 % of the matches agree in nothing and stay unseen, so both come out a little off.
    assert found.prior == pytest.approx(known["true"]["lambda"], rel=0.005)
    assert agreement(found.m) == pytest.approx(known["true"]["m"], abs=4e-3)


def test_no_pattern_is_an_error():
    with pytest.raises(NoPatterns):
        em.fit(np.empty((0, 1), dtype=int), np.empty(0), m=binary([0.9]), u=binary([0.1]), prior=0.1)
