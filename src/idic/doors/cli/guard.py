import subprocess

# Waits on a pipe whose other end only the supervisor holds: when that closes, the supervisor is gone, however it went.
WATCH = """
while read -r line; do :; done
kill -TERM "-$1" 2>/dev/null
for second in 1 2 3 4 5; do
    kill -0 "-$1" 2>/dev/null || exit 0
    sleep 1
done
kill -KILL "-$1" 2>/dev/null
"""


class Guard:
    """Ends a group of processes when the supervisor dies without a chance to, as by kill -9: none may keep the port or
    go on writing beside the next start. It is a shell of a megabyte, in a session of its own."""

    def __init__(self, group: int) -> None:
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", WATCH, "idic-guard", str(group)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )

    def dismiss(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
