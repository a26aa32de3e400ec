import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.methods import staffing
from idic.methods.staffing import Load
from tests.methods.oracle import FOLDER

ROWS = json.loads((FOLDER / "sla.json").read_text(encoding="utf-8"))["erlang_c"]["rows"]
HUNDRED_CALLS = Load(calls=100, interval_s=1800, handling_s=180)
# 48 calls a minute of one minute, patience two minutes (Garnett, Mandelbaum and Reiman 2002).
FIFTY_AGENTS = Load(calls=48, interval_s=60, handling_s=60)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["agents"])
def test_erlang_c_of_the_oracle(row):
    found = staffing.patient(HUNDRED_CALLS, row["agents"], target_s=20)
    assert found.erlangs == pytest.approx(10)
    assert found.erlang_b == pytest.approx(row["erlang_b"], abs=5e-7)
    assert found.p_wait == pytest.approx(row["p_wait"], abs=5e-7)
    assert found.service_level == pytest.approx(row["service_level"], abs=5e-7)
    assert found.asa_s == pytest.approx(row["asa_s"], abs=5e-5)
    assert found.occupancy == pytest.approx(row["occupancy"], abs=5e-7)


def test_eighty_in_twenty_needs_14_agents_and_20_on_the_roster():
    found = staffing.needed(HUNDRED_CALLS, share=0.8, target_s=20)
    assert (found.agents, staffing.scheduled(found.agents, 0.3)) == (14, 20)


def test_agents_not_busier_than_allowed():
    assert staffing.needed(HUNDRED_CALLS, share=0.8, target_s=20, most_occupancy=0.65).agents == 16


@pytest.mark.parametrize("agents", [1, 9, 10])
def test_not_more_agents_than_work_is_unstable_and_has_no_figures(agents):
    found = staffing.patient(HUNDRED_CALLS, agents, target_s=20)
    assert (found.reason, found.service_level, found.asa_s) == ("unstable", None, None)


def test_no_calls_need_one_agent_who_answers_at_once():
    quiet = Load(calls=0, interval_s=1800, handling_s=180)
    assert staffing.needed(quiet, share=0.8, target_s=0).agents == 1
    assert staffing.with_patience(quiet, 1, target_s=0, patience_s=60).service_level == 1


def test_the_published_case_of_fifty_agents():
    without, found = (
        staffing.patient(FIFTY_AGENTS, 50, target_s=20),
        staffing.with_patience(FIFTY_AGENTS, 50, target_s=20, patience_s=120),
    )
    assert (without.asa_s, without.occupancy) == pytest.approx((20.8, 0.96), abs=0.05)
    assert found.p_abandon == pytest.approx(0.031, abs=5e-4)
    assert found.wait_s == pytest.approx(3.7, abs=0.05)
    assert found.queue == pytest.approx(3, abs=0.05)
    assert found.occupancy == pytest.approx(0.93, abs=5e-3)


def test_endless_patience_is_erlang_c_and_none_is_erlang_b():
    calm = staffing.with_patience(HUNDRED_CALLS, 14, target_s=20, patience_s=1e9)
    row = next(one for one in ROWS if one["agents"] == 14)
    assert calm.service_level == pytest.approx(row["service_level"], abs=1e-6)
    assert calm.asa_s == pytest.approx(row["asa_s"], abs=1e-4)
    hasty = staffing.with_patience(HUNDRED_CALLS, 10, target_s=20, patience_s=1e-6)
    assert hasty.p_abandon == pytest.approx(staffing.erlang_b(10, 10), abs=1e-7)


def test_an_overload_with_patience_loses_what_agents_cannot_do():
    found = staffing.with_patience(HUNDRED_CALLS, 5, target_s=20, patience_s=3600)
    assert found.p_abandon == pytest.approx(0.5, abs=1e-6)
    assert found.occupancy == pytest.approx(1)


def states(load, agents, patience_s, most):
    """The chain of calls in the system, solved step by step: another way to the same figures."""
    arrivals, service, leaving = load.calls / load.interval_s, 1 / load.handling_s, 1 / patience_s
    weight = [1.0]
    for n in range(1, most):
        weight.append(weight[-1] * arrivals / (min(n, agents) * service + max(0, n - agents) * leaving))
    share = np.array(weight) / sum(weight)
    queue = float((np.maximum(np.arange(most) - agents, 0) * share).sum())
    return float(share[agents:].sum()), queue * leaving / arrivals, queue


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 30), st.floats(5, 200), st.floats(10, 1000), st.floats(0, 120))
def test_patience_agrees_with_the_chain_of_states(agents, calls, patience_s, target_s):
    load = Load(calls=calls, interval_s=1800, handling_s=180)
    found = staffing.with_patience(load, agents, target_s=target_s, patience_s=patience_s)
    p_wait, p_abandon, queue = states(load, agents, patience_s, 400)
    assert (found.p_wait, found.p_abandon, found.queue) == pytest.approx((p_wait, p_abandon, queue), rel=1e-6, abs=1e-9)
    assert found.service_level <= 1 - found.p_abandon + 1e-9
    later = staffing.with_patience(load, agents, target_s=target_s + 10, patience_s=patience_s)
    assert later.service_level >= found.service_level - 1e-12


def test_patience_spares_agents():
    found = staffing.needed_with_patience(HUNDRED_CALLS, share=0.8, target_s=20, patience_s=120)
    assert found.agents == 12
    fewer = staffing.with_patience(HUNDRED_CALLS, 11, target_s=20, patience_s=120)
    assert fewer.service_level < 0.8 <= found.service_level
    assert found.p_abandon == pytest.approx(0.06, abs=5e-3)
    strict = staffing.needed_with_patience(HUNDRED_CALLS, share=0.8, target_s=20, patience_s=120, most_abandon=0.01)
    assert strict.p_abandon <= 0.01 < found.p_abandon


@pytest.mark.parametrize("load", [(-1, 60, 60), (1, 0, 60), (1, 60, 0), (float("nan"), 60, 60), (1e9, 1, 100)])
def test_loads_that_cannot_be_are_refused(load):
    with pytest.raises(staffing.LoadUnusable):
        Load(*load)


@pytest.mark.parametrize(
    "asked",
    [
        lambda: staffing.needed(HUNDRED_CALLS, share=1.0, target_s=20),
        lambda: staffing.needed(HUNDRED_CALLS, share=0.8, target_s=-1),
        lambda: staffing.patient(HUNDRED_CALLS, 0, target_s=20),
        lambda: staffing.scheduled(14, 1.0),
    ],
)
def test_targets_that_cannot_be_are_refused(asked):
    with pytest.raises(staffing.TargetUnusable):
        asked()
