from idic.foundation.jobs.outgoing import Outgoing, declare_outgoing

declare_outgoing(
    Outgoing(
        "answers", "answers by mail and fax", "Settings → Mailboxes, and the mailbox", "mail_outgoingmail",
        waiting="state = 'waiting'", due="next_at", failed="state IN ('failed', 'partly')", unsure="state = 'unsure'",
    ),
    Outgoing(
        "mails_to_file", "mails of customers that cannot be filed", "Settings → Mailboxes, and the mailbox", "mail_incomingmail",
        waiting="state = 'taken'", due="received_at", failed="state = 'failed'", since="received_at",
    ),
)  # fmt: skip
