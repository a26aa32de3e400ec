from idic.foundation.jobs.outgoing import Outgoing, declare_outgoing

declare_outgoing(
    Outgoing(
        "webhooks", "messages of rules to other systems", "Automation, and the rule", "automation_webhookdelivery",
        waiting="state = 'waiting'", due="next_at", failed="state = 'failed'",
    )
)  # fmt: skip
