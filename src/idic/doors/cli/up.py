import os
import signal
import socket
import sys

import click

from idic.doors.cli import exit_codes
from idic.doors.cli.child import Child
from idic.doors.cli.errors import CommandRefused
from idic.doors.cli.installation import running_database
from idic.doors.cli.progress import say, tell
from idic.doors.cli.supervisor import StopRequested, Supervisor
from idic.doors.cli.up_lock import only_one
from idic.foundation.configuration import Configuration, load_configuration
from idic.foundation.storage.databases import is_empty
from idic.foundation.storage.restore import finish_interrupted_restore

# A page reads a few rows by index. Where the planner would start helpers for that, or compile the plan, their start
# takes longer than the work; the worker's large statements keep both.
STATEMENTS_OF_A_PAGE = "-c max_parallel_workers_per_gather=0 -c jit=off"
# A page in Python keeps a core busy, so more threads than this only make each other wait; a second one fills the time
# that the first waits for the database.
THREADS_OF_A_WEB_WORKER = 2
PATIENCE_WITH_A_STEP = 20.0


@click.command(epilog="\b\nExamples:\n  idic up\n  idic up --sample\n  IDIC_PORT=8080 idic up\n  idic up --logs")
@click.option("--sample", is_flag=True, help="Load the sample company when the database is new.")
@click.option("--logs", is_flag=True, help="Write the log of web and worker to the terminal instead of IDIC_HOME/logs.")
def command(sample: bool, logs: bool) -> None:
    """Start IDIC: the database, the web pages and the worker, until Ctrl-C or SIGTERM."""
    configuration = load_configuration(os.environ)
    with only_one(configuration):
        _check_port(configuration)
        signal.signal(signal.SIGTERM, _stop_early)
        try:
            with running_database(configuration):
                _prepare(configuration, sample)
                _serve(configuration, logs)
        except (StopRequested, KeyboardInterrupt):
            pass
    tell("IDIC has stopped.")


def _serve(configuration: Configuration, logs: bool) -> None:
    say("Starting the web pages and the worker")
    with Supervisor(configuration, _children(configuration, logs)) as supervisor:
        supervisor.start()
        supervisor.wait_until_ready()
        click.echo(f"IDIC is ready at {configuration.web_address}")
        click.echo(_how_to_sign_in(configuration))
        sys.stdout.flush()
        supervisor.run()


def _children(configuration: Configuration, logs: bool) -> list[Child]:
    environment = _environment(configuration)
    folder = configuration.logs_folder
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi",
        "--host", configuration.host, "--port", str(configuration.port),
        "--workers", str(configuration.web_workers), "--blocking-threads", str(THREADS_OF_A_WEB_WORKER),
        "--respawn-failed-workers", "--workers-kill-timeout", "10",
        "--no-ws", "--log-level", "warning", "idic.wsgi:application",
    ]  # fmt: skip
    return [
        Child("web", web, _for_pages(environment), None if logs else folder / "web.log"),
        Child("worker", _idic("worker"), environment, None if logs else folder / "worker.log"),
        Child("asking", _idic("asking"), environment, None if logs else folder / "asking.log"),
    ]


def _for_pages(environment: dict[str, str]) -> dict[str, str]:
    """What an operator has set for connections stands behind ours and so wins."""
    return environment | {"PGOPTIONS": f"{STATEMENTS_OF_A_PAGE} {environment.get('PGOPTIONS', '')}".strip()}


def _prepare(configuration: Configuration, sample: bool) -> None:
    """First-start work is marked before it begins: killed in the middle, it is taken up at the next start."""
    finish_interrupted_restore(configuration, tell)
    mark = configuration.home / "sample-wanted"
    if sample and is_empty(configuration.database):
        mark.touch()
    _run(_idic("prepare"), configuration)
    if mark.exists():
        say("Loading the sample company")
        _run(_idic("sample"), configuration)
        mark.unlink()


def _run(arguments: list[str], configuration: Configuration) -> None:
    step = Child(arguments[-1], arguments, _environment(configuration), None)
    step.start()
    try:
        code = step.wait()
    finally:
        step.stop(PATIENCE_WITH_A_STEP)
    if code != 0:
        raise CommandRefused(f"IDIC could not start: the step “{arguments[-1]}” failed; its reason stands above.")


def _idic(name: str) -> list[str]:
    return [sys.executable, "-m", "idic.doors.cli.main", name]


def _environment(configuration: Configuration) -> dict[str, str]:
    """Web and worker only hold the database's lock through us, so their home must be the very same folder."""
    return os.environ | {
        "IDIC_HOME": str(configuration.home),
        "DJANGO_SETTINGS_MODULE": "idic.settings",
        "PYTHONUNBUFFERED": "1",
    }


def _check_port(configuration: Configuration) -> None:
    """Before anything starts: a busy port must not be found out after minutes of work."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            configuration.host, configuration.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        raise CommandRefused(
            f"IDIC_HOST is “{configuration.host}”, which is no address of this machine.", exit_codes.WRONG_SETTING
        ) from None
    except PermissionError:
        raise CommandRefused(
            f"Port {configuration.port} may be used by root only. Set IDIC_PORT to a number above 1023.",
            exit_codes.NOT_AVAILABLE,
        ) from None
    except OSError as error:
        raise CommandRefused(
            f"Port {configuration.port} on {configuration.host} cannot be used: {_lower(error)}. "
            "Stop the other program, or set IDIC_PORT to another number.",
            exit_codes.NOT_AVAILABLE,
        ) from None


def _lower(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()


def _how_to_sign_in(configuration: Configuration) -> str:
    try:
        email, password = configuration.first_sign_in_file.read_text(encoding="utf-8").split()[:2]
    except (FileNotFoundError, ValueError):
        return "Sign in with your e-mail address and password."
    return f"Sign in as {email} with the password {password} (kept in {configuration.first_sign_in_file})."


def _stop_early(number: int, frame: object) -> None:
    raise StopRequested
