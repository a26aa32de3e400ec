"""Cases that the sample's people opened, or that hang on a customer who goes; in the order of the foreign keys."""

from __future__ import annotations

from idic.sample.service.forgetting_articles import STATEMENTS as ARTICLE_STATEMENTS
from idic.sample.service.forgetting_channels import CASES_BY_CHANNEL, PLACES
from idic.sample.service.forgetting_channels import STATEMENTS as CHANNEL_STATEMENTS
from idic.sample.service.forgetting_house import STATEMENTS as HOUSE_STATEMENTS
from idic.sample.service.kept import STATEMENTS as KEPT_STATEMENTS

CASES = f"""
CREATE TEMPORARY TABLE going_case ON COMMIT DROP AS
WITH RECURSIVE gone AS (
    SELECT k.id FROM cases_case k LEFT JOIN accounts_user u ON u.id = k.created_by_id
    WHERE u.is_sample OR k.customer_id IN (SELECT id FROM going) OR k.id IN ({CASES_BY_CHANNEL})
    UNION SELECT k.id FROM cases_case k JOIN gone ON k.merged_into_id = gone.id
)
SELECT id FROM gone
"""
# a complaint stands in its case or has come out of it, where two were joined
_OF_GOING = "case_id IN (SELECT id FROM going_case) OR told_in_id IN (SELECT id FROM going_case)"
_COMPLAINTS = f"(SELECT id FROM complaints_complaint WHERE {_OF_GOING})"
_TOPICS = "(SELECT id FROM cases_casetopic WHERE code LIKE 'sample-%')"
_ACTIONS = (
    "(SELECT a.id FROM complaints_correctiveaction a JOIN accounts_user u ON u.id = a.owner_id"
    f" WHERE u.is_sample OR a.created_by_id IS NULL AND a.topic_id IN {_TOPICS})"
)
_MESSAGES = "(SELECT id FROM cases_message WHERE case_id IN (SELECT id FROM going_case))"
STATEMENTS = (
    *ARTICLE_STATEMENTS,
    *CHANNEL_STATEMENTS,
    *KEPT_STATEMENTS,
    # what came in by a form or over the portal as one of the sample's customers
    ("cases", "DELETE FROM portal_portalsession WHERE customer_id IN (SELECT id FROM going)"),
    *(
        ("cases", f"DELETE FROM {table} WHERE message_id IN {_MESSAGES}")
        for table in ("papers_paper", "fax_faxsending", "hooks_hookmedia")
    ),
    (
        "cases",
        "DELETE FROM web_forms_submission WHERE customer_id IN (SELECT id FROM going)"
        " OR case_id IN (SELECT id FROM going_case)",
    ),
    ("complaints", f"UPDATE complaints_complaint SET corrective_id = NULL WHERE corrective_id IN {_ACTIONS}"),
    ("complaints", f"UPDATE complaints_complaint SET duplicate_of_id = NULL WHERE duplicate_of_id IN {_COMPLAINTS}"),
    ("complaints", f"DELETE FROM complaints_correctivestep WHERE action_id IN {_ACTIONS}"),
    ("complaints", f"DELETE FROM desk_notification WHERE noun = 'corrective' AND subject_id IN {_ACTIONS}"),
    ("complaints", f"DELETE FROM complaints_correctiveaction WHERE id IN {_ACTIONS}"),
    (
        "complaints",
        "DELETE FROM complaints_complainttraining WHERE user_id IN (SELECT id FROM accounts_user WHERE is_sample)",
    ),
    ("complaints", f"DELETE FROM complaints_qualityreview WHERE complaint_id IN {_COMPLAINTS}"),
    ("complaints", f"DELETE FROM complaints_complaintstep WHERE complaint_id IN {_COMPLAINTS}"),
    ("complaints", f"DELETE FROM complaints_complaint WHERE {_OF_GOING}"),
    ("cases", "UPDATE cases_case SET parent_id = NULL WHERE parent_id IN (SELECT id FROM going_case)"),
    ("cases", f"UPDATE cases_case SET origin_id = NULL WHERE origin_id IN {_MESSAGES}"),
    ("cases", f"DELETE FROM cases_messagefile WHERE message_id IN {_MESSAGES}"),
    ("cases", "DELETE FROM cases_message WHERE case_id IN (SELECT id FROM going_case)"),
    ("cases", "DELETE FROM cases_casepause WHERE case_id IN (SELECT id FROM going_case)"),
    ("cases", "DELETE FROM cases_targetchange WHERE case_id IN (SELECT id FROM going_case)"),
    ("cases", "DELETE FROM cases_caseclock WHERE case_id IN (SELECT id FROM going_case)"),
    (
        "cases",
        "DELETE FROM cases_draftfile WHERE draft_id IN"
        " (SELECT id FROM cases_replydraft WHERE case_id IN (SELECT id FROM going_case))",
    ),
    ("cases", "DELETE FROM cases_replydraft WHERE case_id IN (SELECT id FROM going_case)"),
    ("cases", "DELETE FROM cases_casepresence WHERE case_id IN (SELECT id FROM going_case)"),
    ("cases", "DELETE FROM cases_case WHERE id IN (SELECT id FROM going_case)"),
    # counted anew within the hour, of the cases that stay
    ("cases", "DELETE FROM cases_termcount"),
    ("cases", "DELETE FROM cases_termtotals"),
    *PLACES,
    *HOUSE_STATEMENTS,
    # what the sample's people can do
    *(
        ("cases", f"DELETE FROM {table} d USING accounts_user u WHERE u.id = {column} AND u.is_sample")
        for table, column in (("cases_skill", "d.desk_id"), ("cases_desk", "d.user_id"))
    ),
    # the access map as far as nobody else has touched it
    (
        "standards",
        "DELETE FROM standards_accesscell c WHERE NOT EXISTS"
        " (SELECT FROM events_event e LEFT JOIN accounts_user u ON u.id = e.actor_id"
        " WHERE e.subject_kind = 'access_cell' AND e.subject_id = c.id AND u.is_sample IS NOT TRUE)",
    ),
    (
        "standards",
        "DELETE FROM standards_servicefunction f WHERE NOT EXISTS"
        " (SELECT FROM events_event e LEFT JOIN accounts_user u ON u.id = e.actor_id"
        " WHERE e.subject_kind = 'service_function' AND e.subject_id = f.id AND u.is_sample IS NOT TRUE)",
    ),
    ("standards", "DELETE FROM standards_executive x USING accounts_user u WHERE u.id = x.user_id AND u.is_sample"),
    # standards that the sample's people set, as far as nothing else was measured by them
    (
        "standards",
        "DELETE FROM standards_standardversion v USING accounts_user u WHERE u.id = v.created_by_id AND u.is_sample"
        " AND NOT EXISTS (SELECT FROM cases_caseclock k WHERE k.standard_version_id = v.id)"
        " AND NOT EXISTS (SELECT FROM cases_targetchange c WHERE v.id IN (c.version_before_id, c.version_after_id))",
    ),
    (
        "standards",
        "DELETE FROM standards_standard s WHERE NOT EXISTS"
        " (SELECT FROM standards_standardversion v WHERE v.standard_id = s.id)",
    ),
    (
        "cases",
        "DELETE FROM cases_casetopic t WHERE code LIKE 'sample-%'"
        " AND NOT EXISTS (SELECT FROM cases_case k WHERE k.topic_id = t.id)"
        " AND NOT EXISTS (SELECT FROM knowledge_article a WHERE a.topic_id = t.id)"
        " AND NOT EXISTS (SELECT FROM web_forms_webform w WHERE w.topic_id = t.id)"
        " AND NOT EXISTS (SELECT FROM chat_chatsite w WHERE w.topic_id = t.id)"
        " AND NOT EXISTS (SELECT FROM hooks_hookchannel w WHERE w.topic_id = t.id)"
        " AND NOT EXISTS (SELECT FROM counter_counterservice w WHERE w.topic_id = t.id)"
        " AND NOT EXISTS (SELECT FROM cases_assignmentrule r WHERE r.topic_id = t.id)"
        " AND NOT EXISTS (SELECT FROM cases_skill s WHERE s.topic_id = t.id)"
        " AND NOT EXISTS (SELECT FROM mail_mailbox m WHERE m.topic_id = t.id)"
        " AND NOT EXISTS (SELECT FROM complaints_correctiveaction a WHERE a.topic_id = t.id)"
        " AND NOT EXISTS (SELECT FROM plans_planversion v WHERE v.topic_id = t.id)",
    ),
)
