"""Names of what a session remembers about itself."""

SEEN_AT = "seen_at"
