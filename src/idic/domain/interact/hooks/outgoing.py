from idic.foundation.jobs.outgoing import Outgoing, declare_outgoing

declare_outgoing(
    Outgoing(
        "messenger_answers", "answers by webhook and LINE", "Settings → Messengers, and the channel", "hooks_hookdelivery",
        waiting="state = 'waiting'", due="next_at", failed="state = 'failed'", unsure="state = 'unsure'",
    ),
    Outgoing(
        "messenger_files", "files that messengers keep for us", "Settings → Messengers, and the channel", "hooks_hookmedia",
        waiting="state = 'waiting'", due="next_at", failed="state = 'failed'",
    ),
)  # fmt: skip
