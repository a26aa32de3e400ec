"""What came in by the sample's ways in, and these ways themselves as far as nobody else has touched or used them; in the
order of the foreign keys, before and after the cases go."""

from __future__ import annotations

from idic.sample.service.moments import MARK

#: Cases that a machine opened: of nobody whom the sample's people or customers would name.
CASES_BY_CHANNEL = f"""
    SELECT case_id FROM web_forms_submission WHERE number LIKE '{MARK}%' AND case_id IS NOT NULL
    UNION SELECT case_id FROM chat_chattalk WHERE nonce LIKE '{MARK}%'
    UNION SELECT case_id FROM hooks_hooktalk WHERE external_id LIKE '{MARK}%'
"""
_CASES = "(SELECT id FROM going_case)"
_MESSAGES = f"(SELECT id FROM cases_message WHERE case_id IN {_CASES})"
_CUSTOMERS = "(SELECT id FROM going)"
_STAFF = "(SELECT id FROM accounts_user WHERE is_sample)"


def untouched(kind: str) -> str:
    """Made by the sample's people, and no act of anybody else is told of it."""
    return (
        "SELECT e.subject_id FROM events_event e"
        f" WHERE e.subject_kind = '{kind}' AND e.verb = '{kind}.created' AND e.actor_id IN {_STAFF}"
        " AND NOT EXISTS (SELECT FROM events_event o WHERE o.subject_kind = e.subject_kind"
        f" AND o.subject_id = e.subject_id AND o.actor_id IS NOT NULL AND o.actor_id NOT IN {_STAFF})"
    )


def _place(table: str, kind: str, rows: str, column: str) -> str:
    return (
        f"DELETE FROM {table} p WHERE id IN ({untouched(kind)})"
        f" AND NOT EXISTS (SELECT FROM {rows} r WHERE r.{column} = p.id)"
    )


#: Before the cases go.
STATEMENTS = (
    ("channels", f"DELETE FROM web_forms_submission WHERE number LIKE '{MARK}%'"),
    ("channels", f"DELETE FROM chat_chattalk WHERE case_id IN {_CASES}"),
    ("channels", f"DELETE FROM hooks_hookdelivery WHERE message_id IN {_MESSAGES} OR talk_id IN"
                 f" (SELECT id FROM hooks_hooktalk WHERE case_id IN {_CASES})"),
    ("channels", f"DELETE FROM hooks_hooktalk WHERE case_id IN {_CASES}"),
    ("channels", f"DELETE FROM mail_recipient WHERE mail_id IN"
                 f" (SELECT id FROM mail_outgoingmail WHERE message_id IN {_MESSAGES})"),
    ("channels", f"DELETE FROM mail_outgoingmail WHERE message_id IN {_MESSAGES}"),
    ("channels", f"UPDATE mail_incomingmail SET message_id = NULL WHERE message_id IN {_MESSAGES}"),
    ("channels", f"UPDATE mail_incomingmail SET case_id = NULL WHERE case_id IN {_CASES}"),
    ("channels", f"DELETE FROM telephony_callback WHERE customer_id IN {_CUSTOMERS} OR created_by_id IN {_STAFF}"
                 f" OR call_id IN (SELECT id FROM telephony_call WHERE external_id LIKE '{MARK}%')"),
    ("channels", f"UPDATE telephony_callback SET call_id = NULL WHERE call_id IN"
                 f" (SELECT id FROM telephony_call WHERE customer_id IN {_CUSTOMERS})"),
    ("channels", f"UPDATE telephony_callback SET case_id = NULL WHERE case_id IN {_CASES}"),
    ("channels", f"DELETE FROM telephony_call WHERE external_id LIKE '{MARK}%' OR customer_id IN {_CUSTOMERS}"),
    ("channels", f"UPDATE telephony_call SET case_id = NULL WHERE case_id IN {_CASES}"),
    ("channels", f"DELETE FROM counter_ticket WHERE key LIKE '{MARK}%'"),
    ("channels", f"UPDATE counter_ticket SET customer_id = NULL WHERE customer_id IN {_CUSTOMERS}"),
    ("channels", f"UPDATE counter_ticket SET case_id = NULL WHERE case_id IN {_CASES}"),
)  # fmt: skip

#: After them, before their topics go.
PLACES = (
    ("channels", _place("web_forms_webform", "web_form", "web_forms_submission", "form_id")),
    ("channels", _place("chat_chatsite", "chat_site", "chat_chattalk", "site_id")),
    ("channels", f"DELETE FROM hooks_hookseen WHERE channel_id IN ({untouched('hook')})"),
    ("channels", _place("hooks_hookchannel", "hook", "hooks_hooktalk", "channel_id")),
    ("channels", f"DELETE FROM telephony_extension WHERE user_id IN {_STAFF}"),
    ("channels", _place("telephony_exchange", "exchange", "telephony_call", "exchange_id")),
    ("channels", f"UPDATE counter_desk SET user_id = NULL, since = NULL WHERE user_id IN {_STAFF}"),
    # numbers that visitors took meanwhile at a counter that nobody of ours has sat down at since
    ("channels", f"CREATE TEMPORARY TABLE going_counter ON COMMIT DROP AS {untouched('counter')}"),
    ("channels", "DELETE FROM counter_ticket WHERE counter_id IN (SELECT subject_id FROM going_counter)"),
    ("channels", "DELETE FROM counter_desk WHERE counter_id IN (SELECT subject_id FROM going_counter)"),
    ("channels", "DELETE FROM counter_counterservice WHERE counter_id IN (SELECT subject_id FROM going_counter)"),
    ("channels", "DELETE FROM counter_counter WHERE id IN (SELECT subject_id FROM going_counter)"),
)
