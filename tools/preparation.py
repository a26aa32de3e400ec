"""Builds what `make run` and `make test` need, each step only when its inputs have changed since it last succeeded."""

import contextlib
import errno
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
TOOLS = ROOT / ".venv-tools"
PYTHON = ENVIRONMENT / "bin" / "python"
PACKAGE = ROOT / "src" / "idic"
COLLECTED = PACKAGE / "static_collected"
BUILT = PACKAGE / "doors" / "web" / "shell" / "static" / "vendor"
ROOM_FOR_EVERYTHING = 3 * 1024**3
OLDEST_NODE = 20
NOT_AVAILABLE = 4
CHECKS = (("style", "ruff", "check"), ("types", "mypy"), ("the import order", "lint-imports"))
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main(task: str) -> None:
    os.chdir(ROOT)
    os.environ.setdefault("IDIC_HOME", str(ROOT / ".idic"))
    if task == "clean":
        clean()
        return
    if not PYTHON.exists():
        check_room()
        if task == "run":
            check_port()
    with contextlib.nullcontext() if task == "lint" else browser_packages():
        prepare_python()
    {"run": run, "test": test, "test-slow": test_slow, "lint": lint}[task]()


def prepare_python() -> None:
    if not PYTHON.exists():
        say("Making the Python environment in .venv")
        make_environment(ENVIRONMENT)
    lock = ROOT / "requirements.lock"
    with step("Installing the Python packages (a few minutes at first)", ENVIRONMENT / "packages.stamp", [lock]) as due:
        if due:
            install(lock)
    project = ROOT / "pyproject.toml"
    with step("Installing IDIC itself", ENVIRONMENT / "project.stamp", [project, lock]) as due:
        if due:
            call([uv(), "pip", "install", "--python", PYTHON, "--no-deps", "--editable", ROOT])


@contextlib.contextmanager
def browser_packages() -> Iterator[None]:
    """Installed beside the block: what takes long is to wait for the network."""
    lock, stamp = ROOT / "package-lock.json", ROOT / "node_modules" / "packages.stamp"
    if not lock.exists() or not is_due(stamp, digest([lock])):
        yield
        return
    # Before the other begins: both may need a place for their tools.
    program = npm()

    def install() -> None:
        with step("Installing the browser packages", stamp, [lock]):
            call([program, "ci", "--no-audit", "--no-fund"])

    with ThreadPoolExecutor() as beside:
        installing = beside.submit(install)
        yield
        installing.result()


def prepare_pages() -> None:
    modules = ROOT / "node_modules"
    lock = ROOT / "package-lock.json"
    if lock.exists():
        inputs = [lock, *(ROOT / "tools").glob("*.mjs"), PACKAGE / "methods" / "normalise" / "places" / "provinces.txt",
                  *files(PACKAGE / "doors" / "web", (".html", ".py"))]  # fmt: skip
        with step("Building the pages' assets", modules / "assets.stamp", inputs) as due:
            if due or not BUILT.exists():
                call([npm(), "run", "build", "--if-present"])
    if (PACKAGE / "foundation" / "languages" / "compile.py").exists():
        with step("Compiling the translations", ENVIRONMENT / "languages.stamp", files(PACKAGE, (".po",))) as due:
            if due or not any(files(PACKAGE, (".mo",))):
                call([PYTHON, "-m", "idic.foundation.languages.compile"])
    static = [path for path in files(PACKAGE, ()) if "static" in path.parts]
    with step("Collecting the static files", COLLECTED / ".stamp", [ROOT / "requirements.lock", *static]) as due:
        if due:
            call([PYTHON, "-m", "django", "collectstatic", "--noinput", "--clear", "--verbosity", "0"],
                 DJANGO_SETTINGS_MODULE="idic.settings")  # fmt: skip


def prepare_spark() -> None:
    """Half a gigabyte that only the slow tests need; without Java they are skipped and say so."""
    lock = ROOT / "requirements-spark.lock"
    with step("Installing Apache Spark for its tests", ENVIRONMENT / "spark.stamp", [lock]) as due:
        if due:
            install(lock)
    if shutil.which("java") is None and not apt_install("openjdk-17-jre-headless", "Java, which Apache Spark needs"):
        say("The tests of Apache Spark need Java 17 and will be skipped.")


def run() -> NoReturn:
    prepare_pages()
    program = ENVIRONMENT / "bin" / "python"
    sys.stdout.flush()
    os.execv(program, [str(program), "-m", "idic.doors.cli.main", "up", "--sample"])


def test() -> None:
    with checks() as tell_those_that_ended:
        prepare_pages()
        ensure_chromium()
        # Once, and not by each of the processes that the tests start.
        call([PYTHON, "-m", "compileall", "-q", PACKAGE])
        tell_those_that_ended()
        # The tests make a home of their own; one from outside must not be touched by them.
        os.environ.pop("IDIC_HOME", None)
        say("Running the tests")
        tests = subprocess.run([PYTHON, "-m", "pytest", "-n", processes(), "--dist", "loadgroup"], check=False)
    if tests.returncode != 0:
        refuse_step("pytest", tests.returncode)


def processes() -> str:
    """Three, even on two processors: one of them waits for a browser, a server or a clock all the time. Each takes up to
    a gigabyte, and what they start as much again."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return "3" if memory > 7 * 1024**3 else "2"


def test_slow() -> None:
    prepare_pages()
    ensure_chromium()
    prepare_spark()
    os.environ.pop("IDIC_HOME", None)
    # The looks of all pages are most of it: each process opens a product of its own and takes one look after the other.
    call([PYTHON, "-m", "pytest", "-m", "slow", "-n", "2", "--dist", "loadgroup"])


def lint() -> None:
    with checks():
        pass


@contextlib.contextmanager
def checks() -> Iterator[Callable[[], None]]:
    """The checks that read the code alone run beside the block. What they say comes after it, one after the other; of
    those that have ended, when the block calls what it is given."""
    with contextlib.ExitStack() as stack:
        running = []
        for name, program, *arguments in CHECKS:
            output = stack.enter_context(tempfile.TemporaryFile())
            # Standing back behind the block, which takes longer.
            command = ["nice", "-n", "5", str(ENVIRONMENT / "bin" / program), *arguments]
            process = stack.enter_context(subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT))
            stack.callback(process.kill)
            running.append((name, program, process, output))

        def tell(*, all_of_them: bool = False) -> None:
            for one in list(running):
                name, program, process, output = one
                if not all_of_them and process.poll() is None:
                    continue
                running.remove(one)
                say(f"Checking {name}")
                code = process.wait()
                output.seek(0)
                sys.stdout.write(output.read().decode(errors="replace"))
                sys.stdout.flush()
                if code != 0:
                    refuse_step(program, code)

        yield tell
        tell(all_of_them=True)


def clean() -> None:
    say("Removing what was built; your records in .idic stay")
    for path in (ENVIRONMENT, TOOLS, ROOT / "node_modules", COLLECTED, BUILT, ROOT / ".idic-test"):
        shutil.rmtree(path, ignore_errors=True)


def install(lock: Path) -> None:
    call([uv(), "pip", "install", "--python", PYTHON, "--compile-bytecode", "--require-hashes", "--requirement", lock])


def uv() -> Path:
    program = TOOLS / "bin" / "uv"
    ensure_tool(program, "uv.lock.txt")
    return program


def npm() -> Path:
    found, node = shutil.which("npm"), shutil.which("node")
    if found and node and node_major(node) >= OLDEST_NODE:
        return Path(found)
    program = TOOLS / "bin" / "npm"
    if not program.exists():
        say("This machine has no Node.js of its own that is new enough; getting one for this folder only")
    ensure_tool(program, "node.lock.txt")
    os.environ["PATH"] = f"{TOOLS / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return program


def node_major(node: str) -> int:
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    digits = version.strip().lstrip("v").split(".")[0]
    return int(digits) if digits.isdigit() else 0


def ensure_tool(program: Path, lock_name: str) -> None:
    lock = ROOT / "tools" / lock_name
    with step(f"Getting {program.name}", TOOLS / f"{lock_name}.stamp", [lock]) as due:
        if due or not program.exists():
            if not (TOOLS / "bin" / "python").exists():
                make_environment(TOOLS)
            call([TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                  "--require-hashes", "--requirement", lock])  # fmt: skip


def make_environment(folder: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        refuse(f"Python {version} lacks its venv part; install it (Debian, Ubuntu: apt install python{version}-venv).")
    call([sys.executable, "-m", "venv", "--clear", folder])


def ensure_chromium() -> None:
    if any(shutil.which(name) for name in CHROMIUM_NAMES) or apt_install(
        "chromium", "Chromium, which the browser tests need"
    ):
        return
    refuse("The browser tests need Chromium; install it (Debian: apt install chromium) and run `make test` again.")


def apt_install(package: str, title: str) -> bool:
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (sudo and not shutil.which("sudo")):
        return False
    say(f"Installing {title}")
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    wanted = [*sudo, "apt-get", "install", "--yes", "--no-install-recommends", package]
    if attempt(wanted, **environment):
        return True
    attempt([*sudo, "apt-get", "update"])
    return attempt(wanted, **environment)


@contextlib.contextmanager
def step(title: str, stamp: Path, inputs: Iterable[Path]) -> Iterator[bool]:
    """Yields whether the work is due. The stamp is written after the work, so a step that was cut off is done again."""
    now = digest(inputs)
    due = is_due(stamp, now)
    if due:
        say(title)
    started = time.monotonic()
    yield due
    if due:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(now, encoding="ascii")
        print(f"   done in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)


def is_due(stamp: Path, now: str) -> bool:
    return not stamp.exists() or stamp.read_text(encoding="ascii") != now


def digest(inputs: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(set(inputs)):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def files(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and (not endings or path.suffix in endings)
        and not {"static_collected", "__pycache__"} & set(path.parts)
    ]


def call(arguments: list[str | Path], **environment: str) -> None:
    code = subprocess.run([str(part) for part in arguments], env=os.environ | environment, check=False).returncode
    if code != 0:
        refuse_step(Path(arguments[0]).name, code)


def attempt(arguments: list[str], **environment: str) -> bool:
    return subprocess.run(arguments, env=os.environ | environment, check=False).returncode == 0


def check_room() -> None:
    if shutil.disk_usage(ROOT).free < ROOM_FOR_EVERYTHING:
        refuse_full_disk()


def check_port() -> None:
    """Before minutes of building; `idic up` checks again and knows more."""
    port = os.environ.get("IDIC_PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        refuse(f"IDIC_PORT is “{port}”, but it takes a port number from 1 to 65535.", 3)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("IDIC_HOST", "127.0.0.1"), int(port)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                refuse(f"Port {port} is in use. Stop the other program, or choose another: make run IDIC_PORT=8080")


def refuse_step(program: str, code: int) -> NoReturn:
    if shutil.disk_usage(ROOT).free < 50 * 1024**2:
        refuse_full_disk()
    refuse(f"The step above failed: {program} ended with exit code {code}.", 1)


def refuse_full_disk() -> NoReturn:
    refuse(f"The disk that holds {ROOT} is nearly full; IDIC needs 3 GB to set itself up.")


def refuse(sentence: str, code: int = NOT_AVAILABLE) -> NoReturn:
    print(f"Error: {sentence}", file=sys.stderr, flush=True)
    sys.exit(code)


def say(sentence: str) -> None:
    print(f"== {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            refuse_full_disk()
        raise
