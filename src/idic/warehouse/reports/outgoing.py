from idic.foundation.jobs.outgoing import Outgoing, declare_outgoing

declare_outgoing(
    Outgoing(
        "reports", "reports by mail", "Reports", "warehouse_reportsending",
        waiting="state = 'waiting'", due="next_at", failed="state = 'failed'", unsure="state = 'unsure'", since="due_at",
    )
)  # fmt: skip
