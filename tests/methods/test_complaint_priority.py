import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import complaint_priority as rules
from idic.methods.complaint_priority import Budget, Rules, Rung


@pytest.mark.parametrize("impact", ["safety", "legal"])
def test_safety_and_law_are_critical_whatever_else(impact):
    found = rules.priority(rules.severity([impact, "convenience"]))
    assert (found.level, found.severity, found.by) == ("critical", 5, "severity")


@pytest.mark.parametrize(
    ("severity", "customers", "times", "score", "level"),
    [
        (2, 1, 1, 2, "low"),
        (3, 2, 1, 6, "low"),
        (2, 2, 2, 8, "medium"),
        (4, 50, 2, 24, "medium"),
        (3, 10, 3, 27, "high"),
        (4, 99, 4, 36, "high"),
        (4, 100, 5, 64, "critical"),
        (1, 5000, 40, 25, "medium"),
    ],
)
def test_severity_times_reach_times_recurrence(severity, customers, times, score, level):
    found = rules.priority(severity, customers=customers, times=times)
    assert (found.score, found.level, found.by) == (score, level, "score")


def test_bands_are_settings_and_may_never_reach_critical():
    own = Rules(bands=(10, 40, None))
    assert rules.priority(4, customers=10_000, times=99, rules=own).level == "high"
    assert rules.priority(2, customers=2, times=2, rules=own).level == "low"


@pytest.mark.parametrize(
    "wrong",
    [
        {"severity": {"safety": 4, "legal": 5}},
        {"severity": {"safety": 5}},
        {"severity": {"safety": 5, "legal": 5, "smell": 6}},
        {"bands": (8, 8, 64)},
        {"reach": (2, 3, 4, 5, 6)},
        {"recurrence": (1, 3, 2, 5, 10)},
    ],
)
def test_tables_that_cannot_be_are_refused(wrong):
    with pytest.raises(rules.TableUnusable):
        Rules(**wrong)


def test_an_unknown_impact_is_named():
    with pytest.raises(rules.UnknownImpact) as refused:
        rules.severity(["delay", "taste"])
    assert refused.value.unknown == ("taste",)
    with pytest.raises(rules.UnknownImpact):
        rules.severity([])


def test_counts_that_cannot_be_are_refused():
    for wrong in ((0, 1, 1), (6, 1, 1), (3, 0, 1), (3, 1, 0)):
        with pytest.raises(rules.CountUnusable):
            rules.priority(wrong[0], customers=wrong[1], times=wrong[2])


def test_clocks_by_way_of_arrival_and_by_charter():
    usual = rules.clocks("telephone")
    assert [usual[step] for step in rules.STEPS] == [
        Budget(minutes=60), Budget(days=1), Budget(days=5), Budget(days=20)
    ]  # fmt: skip
    assert rules.clocks("mail")["acknowledge"] == Budget(days=1)
    assert rules.clocks("mail", {"acknowledge": Budget(minutes=240)})["acknowledge"] == Budget(minutes=240)
    with pytest.raises(rules.TableUnusable):
        Budget()


def test_the_ladder():
    assert rules.escalated(0.74, "high") == []
    assert rules.escalated(0.75, "high") == ["team_lead"]
    assert rules.escalated(1.0, "high") == ["team_lead", "manager"]
    assert rules.escalated(1.5, "high") == ["team_lead", "manager", "executive"]
    assert rules.escalated(0, "critical") == ["manager"]


def test_nobody_is_told_twice():
    assert rules.escalated(1.2, "high", before=0.8) == ["manager"]
    assert rules.escalated(1.2, "critical", before=0.0) == ["team_lead"]
    assert rules.escalated(0.6, "low", before=0.5, ladder=[Rung(0.5, "handler"), Rung(0.6, "team_lead")]) == [
        "team_lead"
    ]


@given(st.integers(1, 5), st.integers(1, 5000), st.integers(1, 50), st.integers(0, 3))
def test_more_of_anything_is_never_less_urgent(severity, customers, times, more):
    place = rules.LEVELS.index
    base = place(rules.priority(severity, customers=customers, times=times).level)
    assert place(rules.priority(min(5, severity + more), customers=customers, times=times).level) >= base
    assert place(rules.priority(severity, customers=customers + 100 * more, times=times + more).level) >= base
