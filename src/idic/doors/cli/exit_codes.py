"""What a script can tell from the way a command ended; `idic --help` and docs/guides/command_line.md say the same."""

DONE = 0
FAILED = 1
WRONG_USAGE = 2
WRONG_SETTING = 3
NOT_AVAILABLE = 4
REFUSED_INPUT = 5
