from idic.foundation.jobs.outgoing import Outgoing, declare_outgoing

declare_outgoing(
    Outgoing(
        "letters", "e-mails written from records", "Settings → Mailboxes → E-mails that did not leave", "letters_delivery",
        waiting="state = 'waiting'", due="next_at", failed="state = 'failed'", unsure="state = 'unsure'",
    )
)  # fmt: skip
