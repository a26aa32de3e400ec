from idic.foundation.jobs.outgoing import Outgoing, declare_outgoing

declare_outgoing(
    Outgoing(
        "reports", "reports by mail", "Reports", "warehouse_reportsending",
        # its last attempt is a quarter of an hour after it was due
        waiting="state = 'waiting' AND due_at < now() - interval '20 minutes'", due="due_at", failed="state = 'failed'",
        unsure="state = 'unsure'", since="due_at",
    )
)  # fmt: skip
