"""The points of the sample's customers, and the programmes of its people where nobody else is in them."""

from __future__ import annotations

_MEMBERS = "(SELECT id FROM loyalty_member WHERE customer_id IN (SELECT id FROM going))"
_PROGRAMMES = (
    "SELECT p.id FROM loyalty_programme p JOIN accounts_user u ON u.id = p.created_by_id"
    " WHERE u.is_sample AND NOT EXISTS (SELECT FROM loyalty_member m WHERE m.programme_id = p.id)"
    " AND NOT EXISTS (SELECT FROM loyalty_rule r LEFT JOIN accounts_user w ON w.id = r.created_by_id"
    " WHERE r.programme_id = p.id AND w.is_sample IS NOT TRUE)"
)
STATEMENTS = (
    # nothing else may take a line of the ledger away
    ("points", "SET LOCAL idic.forgets_points = 'yes'"),
    ("points", f"DELETE FROM loyalty_entry WHERE member_id IN {_MEMBERS}"),
    ("points", "SET LOCAL idic.forgets_points = ''"),
    ("points", f"DELETE FROM loyalty_lot WHERE member_id IN {_MEMBERS}"),
    ("points", "DELETE FROM loyalty_member WHERE customer_id IN (SELECT id FROM going)"),
    ("points", f"CREATE TEMPORARY TABLE going_programme ON COMMIT DROP AS {_PROGRAMMES}"),
    ("points", "DELETE FROM loyalty_rule WHERE programme_id IN (SELECT id FROM going_programme)"),
    ("points", "DELETE FROM loyalty_programme WHERE id IN (SELECT id FROM going_programme)"),
)
