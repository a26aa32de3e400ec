from idic.foundation.jobs.outgoing import Outgoing, declare_outgoing

declare_outgoing(
    Outgoing(
        "house_mails", "mails of the house", "Settings → Mailboxes → Mails of the house", "house_mail_housemail",
        waiting="state = 'waiting'", due="next_at", failed="state = 'failed'", unsure="state = 'unsure'",
    )
)  # fmt: skip
