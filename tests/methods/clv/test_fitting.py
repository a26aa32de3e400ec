"""The short way to a maximum and the long one, on curves whose top is known."""

import numpy as np
import pytest

from idic.methods import clv
from idic.methods.clv import fitting

from . import oracle


def test_the_short_and_the_long_way_end_at_the_same_parameters(monkeypatch):
    groups = clv.groups.group(*oracle.cdnow_groups())
    short = [module.fit_groups(groups) for module in (clv.bgnbd, clv.mbgnbd, clv.pareto_nbd)]
    monkeypatch.setattr(fitting, "_quickly", lambda *_: None)
    long = [module.fit_groups(groups) for module in (clv.bgnbd, clv.mbgnbd, clv.pareto_nbd)]
    for one, other in zip(short, long, strict=True):
        assert one.converged
        assert other.converged
        assert one.log_likelihood == pytest.approx(other.log_likelihood, abs=1e-6)
        mine, theirs = ([getattr(fit.parameters, name) for name in fit.parameters.__slots__] for fit in (one, other))
        np.testing.assert_allclose(mine, theirs, rtol=1e-5)


def test_a_search_that_leads_to_the_end_of_the_range_says_so():
    def rising(theta):
        return float(-np.exp(-theta).sum()), np.exp(-theta)

    found = fitting.maximise(rising, rising, dimension=2, customers=1.0)
    assert fitting.PARAMETER_AT_BOUNDARY in found.warnings
