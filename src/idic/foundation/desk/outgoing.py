from idic.foundation.jobs.outgoing import Outgoing, declare_outgoing

declare_outgoing(
    Outgoing(
        "file_checks", "files that wait for the scanner", "the log of the worker, and IDIC_SCAN_COMMAND", "desk_attachment",
        waiting="state = 'scanning' AND deleted_at IS NULL", due="created_at",
    )
)  # fmt: skip
