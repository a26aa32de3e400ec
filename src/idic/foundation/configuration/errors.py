class ConfigurationError(Exception):
    """A setting cannot be used; the message is one sentence that names it and tells what it takes."""


class Refused(Exception):
    """What a reader raises; its text goes on from “but it takes …”."""
