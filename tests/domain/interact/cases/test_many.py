from __future__ import annotations

import pytest
from django.utils import timezone

from idic.domain.interact.cases.models import CannedReply, CasePause, Macro, ReplyDraft
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.pausing import pause_case
from idic.domain.interact.cases.operations.reply_drafts import keep_draft
from idic.domain.interact.cases.operations.settings import save_macro
from idic.foundation.desk.models import Tagging
from idic.foundation.nouns.errors import ValueRefused
from idic.foundation.views.offers import act_of


@pytest.fixture
def macro(cast):
    reply = CannedReply.objects.create(name="Wait", shortcut="wait", texts={"en": "We come back to you."})
    acts = [{"act": "priority", "value": "high"}, {"act": "tag", "value": "storm"}, {"act": "reply", "value": str(reply.pk)},
            {"act": "pause", "value": "customer"}]  # fmt: skip
    return save_macro(None, name="Storm", acts=acts, team=None, by=cast.manager)


def run(name, cases, macro, by):
    act, now = act_of("case", "macro"), timezone.now()
    values = act.check({"macro": str(macro.pk)}, by)
    if name == "restore":
        return act.restore(cases, values, by, now)
    return act.apply([one.pk for one in cases], values, by, now)


def state(case, by):
    case.refresh_from_db()
    tags = Tagging.objects.filter(noun="case", subject_id=case.pk).count()
    draft = ReplyDraft.objects.filter(case=case, user=by).values_list("text", flat=True).first()
    return case.state, case.priority, tags, draft, CasePause.objects.filter(case=case, ended_at__isnull=True).count()


def test_a_macro_is_done_on_many_cases_and_taken_back(cast, make_case, macro):
    by = cast.service
    cases = [make_case(f"Case {number}", owner=by) for number in range(3)]
    keep_draft(cases[0], "Dear Anan", by=by)
    pause_case(cases[1], reason="third_party", note="The maker", version=cases[1].version, by=by)
    before = [state(one, by) for one in cases]
    done = run("apply", cases, macro, by)
    assert [one.record_id for one in done] == [one.pk for one in cases]
    assert {state(one, by)[:3] for one in cases} == {("waiting", "high", 1)}
    assert state(cases[0], by)[3].startswith("Dear Anan\n\nWe come back")
    assert run("restore", done, macro, by) == {one.pk for one in cases}
    assert [state(one, by) for one in cases] == before
    assert CasePause.objects.get().reason == "third_party"


def test_what_cannot_be_done_or_was_changed_since_is_left_alone(cast, make_case, macro):
    by = cast.service
    ended, changed = make_case("Ended"), make_case("Changed", owner=by)
    resolve_case(ended, outcome="solved", version=ended.version, by=by)
    assert run("apply", [ended, changed], macro, cast.sales) == []
    done = run("apply", [ended, changed], macro, by)
    assert [one.record_id for one in done] == [changed.pk]
    assert state(ended, by)[:3] == ("resolved", "normal", 0)
    changed.refresh_from_db()
    change_case(changed, {"priority": "low"}, version=changed.version, by=by)
    assert run("restore", done, macro, by) == set()
    assert state(changed, by)[:2] == ("waiting", "low")


def test_a_macro_of_another_team_is_not_offered(cast, macro):
    Macro.objects.update(team=cast.sales.team)
    with pytest.raises(ValueRefused):
        act_of("case", "macro").check({"macro": str(macro.pk)}, cast.service)
