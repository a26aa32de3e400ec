from idic.foundation.jobs.outgoing import Outgoing, declare_outgoing

declare_outgoing(
    Outgoing(
        "faxes", "answers by fax that are to be put on paper", "the case, and the log of the worker",
        "fax_faxsending JOIN cases_message ON cases_message.id = fax_faxsending.message_id",
        waiting="fax_faxsending.state = 'waiting' AND cases_message.delivery = 'queued'"
        " AND NOT EXISTS (SELECT 1 FROM mail_outgoingmail o WHERE o.message_id = fax_faxsending.message_id)",
        due="fax_faxsending.created_at",
    )
)  # fmt: skip
