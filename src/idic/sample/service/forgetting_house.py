"""The sample's name, its fax gateway and its mailboxes, as far as nobody else has touched or used them."""

from __future__ import annotations

from idic.sample.service.forgetting_channels import untouched

STATEMENTS = (
    (
        "channels",
        "DELETE FROM organisation_organisation WHERE EXISTS"
        " (SELECT FROM events_event e WHERE e.verb = 'organisation.changed' AND e.actor_id IS NULL) AND NOT EXISTS"
        " (SELECT FROM events_event e WHERE e.verb = 'organisation.changed' AND e.actor_id IS NOT NULL)",
    ),
    (
        "channels",
        f"DELETE FROM fax_faxgateway g WHERE id IN ({untouched('fax_gateway')})"
        " AND NOT EXISTS (SELECT FROM fax_faxsending s WHERE s.gateway_id = g.id)",
    ),
    (
        "channels",
        f"DELETE FROM mail_mailbox m WHERE id IN ({untouched('mailbox')})"
        " AND NOT EXISTS (SELECT FROM mail_incomingmail i WHERE i.mailbox_id = m.id)"
        " AND NOT EXISTS (SELECT FROM mail_outgoingmail o WHERE o.mailbox_id = m.id)"
        " AND NOT EXISTS (SELECT FROM fax_faxgateway g WHERE g.mailbox_id = m.id)",
    ),
)
