"""What follow-up plans began for the sample's customers, and the plans of its people; before the cases and follow-ups go."""

from __future__ import annotations

_STARTS = "(SELECT id FROM plans_start WHERE customer_id IN (SELECT id FROM going))"
_PLANS = (
    "SELECT p.id FROM plans_plan p JOIN accounts_user u ON u.id = p.created_by_id"
    " WHERE u.is_sample AND NOT EXISTS (SELECT FROM plans_start b WHERE b.plan_id = p.id)"
    " AND NOT EXISTS (SELECT FROM plans_planversion v LEFT JOIN accounts_user w ON w.id = v.created_by_id"
    " WHERE v.plan_id = p.id AND w.is_sample IS NOT TRUE)"
)
STATEMENTS = (
    ("plans", "DELETE FROM plans_finding WHERE customer_id IN (SELECT id FROM going)"),
    ("plans", "UPDATE plans_finding SET case_id = NULL WHERE case_id IN (SELECT id FROM going_case)"),
    ("plans", f"DELETE FROM plans_touch WHERE start_id IN {_STARTS}"),
    ("plans", "DELETE FROM plans_start WHERE customer_id IN (SELECT id FROM going)"),
    ("plans", f"CREATE TEMPORARY TABLE going_plan ON COMMIT DROP AS {_PLANS}"),
    (
        "plans",
        "DELETE FROM plans_planstep s USING plans_planversion v"
        " WHERE v.id = s.version_id AND v.plan_id IN (SELECT id FROM going_plan)",
    ),
    ("plans", "DELETE FROM plans_planversion WHERE plan_id IN (SELECT id FROM going_plan)"),
    ("plans", "DELETE FROM plans_plan WHERE id IN (SELECT id FROM going_plan)"),
)
