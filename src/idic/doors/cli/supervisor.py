import http.client
import signal
import time
from collections.abc import Sequence
from types import FrameType

from idic.doors.cli.child import Child
from idic.doors.cli.errors import CommandRefused
from idic.doors.cli.progress import say, tell
from idic.foundation.configuration import Configuration
from idic.foundation.storage.embedded import ensure_running, is_running

READY_LIMIT = 300.0
MOST_QUICK_DEATHS = 5
PATIENCE = {"web": 15.0, "worker": 25.0, "asking": 5.0}


class StopRequested(Exception):
    pass


class Supervisor:
    """Keeps the children and the embedded database alive until a signal asks for the end."""

    def __init__(self, configuration: Configuration, children: Sequence[Child]) -> None:
        self._configuration = configuration
        self._children = children

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _request_stop)
        return self

    def __exit__(self, *_: object) -> None:
        # From here on a second key press must not cut the orderly end short.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for child in self._children:
            if child.pid is not None:
                say(f"Stopping the {child.name}")
                if not child.stop(PATIENCE[child.name]):
                    tell(f"The {child.name} was busy and was ended; the next start takes up what it had not finished.")

    def start(self) -> None:
        for child in self._children:
            child.start()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_LIMIT
        while not _answers(self._configuration):
            if time.monotonic() > deadline:
                words = "\n".join(child.last_words() for child in self._children)
                raise CommandRefused(f"The web pages did not answer within {READY_LIMIT:.0f} seconds.\n{words}")
            self._look_after()
            time.sleep(0.1)

    def run(self) -> None:
        while True:
            self._look_after()
            time.sleep(0.5)

    def _look_after(self) -> None:
        if self._configuration.database.embedded and not is_running(self._configuration.home):
            tell("The database has stopped unexpectedly and is started again.")
            ensure_running(self._configuration.home, say)
        for child in self._children:
            code = child.death()
            if code is not None:
                if child.quick_deaths >= MOST_QUICK_DEATHS:
                    words = child.last_words()
                    raise CommandRefused(f"The {child.name} ends as soon as it starts (exit code {code}).\n{words}")
                tell(f"The {child.name} ended unexpectedly (exit code {code}) and is started again.")
            if child.start_again_at is not None and time.monotonic() >= child.start_again_at:
                child.start()


def _request_stop(number: int, frame: FrameType | None) -> None:
    raise StopRequested


def _answers(configuration: Configuration) -> bool:
    connection = http.client.HTTPConnection(
        configuration.web_address.removeprefix("http://").rpartition(":")[0].strip("[]"), configuration.port, timeout=5
    )
    try:
        # The address it listens on need not be among the names it answers to.
        name = configuration.allowed_hosts[0].lstrip(".").replace("*", "localhost")
        connection.request("GET", "/healthz", headers={"Host": name})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
