"""What names a case in this room and in the rooms below it."""

from __future__ import annotations

from idic.domain.interact.cases.following import Follower, follow_case, remain_with_case

_OF_CASE = "noun = 'case'"

follow_case(
    Follower("cases_case", "parent_id"),
    Follower("cases_replydraft"),
    Follower("work_task", "subject_id", "subject_kind = 'case'"),
    *(
        Follower(f"desk_{table}", "subject_id", _OF_CASE)
        for table in ("note", "attachment", "checklist", "follow", "star", "tagging")
    ),
    Follower("letters_delivery", "subject_id", _OF_CASE),
)
# messages go by themselves; pauses and clocks are worked out (operations/taking_over.py, clocks/keeping.py)
remain_with_case("cases_message", "cases_casepause", "cases_caseclock", "cases_targetchange", "cases_casepresence")
