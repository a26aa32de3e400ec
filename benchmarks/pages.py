"""Times the pages of the running product over a world made by `idic bench world`.

    DATABASE_URL=... IDIC_HOME=... python benchmarks/pages.py
    DATABASE_URL=... IDIC_HOME=... python benchmarks/pages.py --seconds 8 --only list,search --markdown pages.md

Starts `idic up` on a free port against that database, signs in as the world's manager, and asks for each page over
connections that stay open, first one client, then eight. Clients and server share the machine, so the processor time
that the server itself takes for a request stands beside the times. The customers that a run creates are taken out again:
they are all called alike, and the next ones would sound like them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import secrets
import socket
import statistics
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from idic.foundation.accounts.models import User

CLIENTS = (1, 8)
CREATED_AT = "bench.example"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Request:
    path: str
    form: dict[str, str] | None = None
    is_part: bool = False


@dataclass(frozen=True)
class Act:
    """`draw(number)` gives the request of that number; no two of them need be the same. `seldom`: an answer that chance
    may bring now and then instead of `status`."""

    name: str
    draw: Callable[[int], Request]
    status: int = 200
    seldom: int | None = None
    #: Who asks; the world's manager unless said otherwise.
    who: str = ""
    #: Asked beforehand instead of some of the same, where what is measured is what nobody has asked for.
    before: tuple[Request, ...] = ()


@dataclass
class Result:
    clients: int
    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    web_cpu: float = 0.0
    database_cpu: float = 0.0

    def quantile(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def rate(self) -> float:
        return len(self.milliseconds) / self.seconds


class Wire:
    """One connection that stays open, and no more work than a measurement needs."""

    def __init__(self, port: int, cookies: str, csrf: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._common = f"Host: 127.0.0.1:{port}\r\nCookie: {cookies}\r\nAccept-Language: en\r\n"
        self._csrf = csrf

    def ask(self, request: Request) -> tuple[int, bytes]:
        body = urlencode(request.form).encode() if request.form is not None else b""
        head = f"{'GET' if request.form is None else 'POST'} {request.path} HTTP/1.1\r\n{self._common}"
        if request.is_part:
            head += "HX-Request: true\r\n"
        if request.form is not None:
            head += f"X-CSRFToken: {self._csrf}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            head += f"Content-Length: {len(body)}\r\n"
        self._socket.sendall(head.encode() + b"\r\n" + body)
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        headers = received[:end].decode("latin-1").lower()
        rest = [received[end + 4 :]]
        length = int(headers.split("content-length:", 1)[1].split("\r\n", 1)[0])
        missing = length - len(rest[0])
        while missing > 0:
            rest.append(self._more())
            missing -= len(rest[-1])
        return int(headers[9:12]), b"".join(rest)

    def _more(self) -> bytes:
        part = self._socket.recv(1 << 18)
        if not part:
            raise ConnectionError("the server closed the connection")
        return part


def _client(act: Act, port: int, cookies: str, csrf: str, seed: int, until: float, answers: object) -> None:
    wire = Wire(port, cookies, csrf)
    times: list[float] = []
    number = seed * 1_000_000
    while (start := time.perf_counter()) < until:
        status, body = wire.ask(act.draw(number))
        times.append((time.perf_counter() - start) * 1000)
        number += 1
        if status not in (act.status, act.seldom):
            raise SystemExit(f"{act.name}: answered {status} instead of {act.status}: {body[:300]!r}")
    answers.put(times)  # type: ignore[attr-defined]


def measure(act: Act, server: Server, clients: int, seconds: float) -> Result:
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    cookies = server.cookies_of(act.who)
    web, database = server.web_cpu(), server.database_cpu()
    start = time.perf_counter()
    seed = random.randrange(1000)
    processes = [
        context.Process(
            target=_client,
            args=(act, server.port, cookies, server.csrf, seed + place * 1000, start + seconds, answers),
        )
        for place in range(clients)
    ]
    for process in processes:
        process.start()
    result = Result(clients)
    for _ in processes:
        result.milliseconds += answers.get(timeout=seconds + 60)
    for process in processes:
        process.join()
    result.seconds = time.perf_counter() - start
    result.web_cpu, result.database_cpu = server.web_cpu() - web, server.database_cpu() - database
    return result


def warm_up(act: Act, server: Server) -> None:
    if not act.before:
        measure(act, server, 4, 1.5)
        return
    wire = Wire(server.port, server.cookies_of(act.who), server.csrf)
    for request in act.before:
        wire.ask(request)


class Server:
    def __init__(self, process: subprocess.Popen[str], port: int, csrf: str) -> None:
        self.process, self.port, self.csrf = process, port, csrf
        self._cookies: dict[str, str] = {}

    def cookies_of(self, email: str) -> str:
        from django.db import connection

        if email not in self._cookies:
            self._cookies[email] = f"sessionid={session_of(_person(email))}; csrftoken={self.csrf}"
            # The clients are forked, and must not share our connection.
            connection.close()
        return self._cookies[email]

    def web_cpu(self) -> float:
        """Seconds of the web server and its workers."""
        return sum(_cpu(pid) for pid in _descendants(self.process.pid) if "granian" in _command(pid))

    def database_cpu(self) -> float:
        """Seconds of the database's processes that serve us; 0 where the database runs elsewhere."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            return sum(_cpu(pid) for (pid,) in cursor.fetchall() if "postgres" in _command(pid))


@contextmanager
def running_server(workers: int | None) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"IDIC_PORT": str(port), "IDIC_HOST": "127.0.0.1"}
    if workers:
        environment["IDIC_WEB_WORKERS"] = str(workers)
    process = subprocess.Popen(
        [sys.executable, "-m", "idic.doors.cli.main", "up"], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "is ready at" in line:
                break
        else:
            raise SystemExit("The product did not start.")
        csrf = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(32))
        yield Server(process, port, csrf)
    finally:
        process.terminate()
        process.wait(60)


def session_of(user: User) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _person(email: str) -> User:
    from idic.foundation.accounts.models import User
    from idic.sample.world.staff import MANAGER

    return User.with_rights.get(email=email or MANAGER)


def acts() -> list[Act]:
    from django.urls import reverse

    from idic.domain.differentiate.models import Segment
    from idic.domain.identify.models import ContactPoint, Customer
    from idic.foundation.paging.keyset import Order, keyset_page

    listed = reverse("customers:list")
    by_name = Customer.objects.only("id", "sort_name")
    deep = keyset_page(by_name, Order("sort_name"), size=min(49_950, by_name.count() // 2)).next or ""
    segments = Segment.objects.filter(is_archived=False, size__gt=50).order_by("-size").values_list("pk", flat=True)
    segment = segments[len(segments) // 2]
    ids = list(Customer.objects.filter(pk__lte=20_000, pk__gte=1).values_list("pk", flat=True))
    phones = list(ContactPoint.objects.filter(kind="phone")[:5_000].values_list("value", flat=True))
    english = ("smi", "john", "mary w", "garcia", "emma", "will", "brown", "tho", "cla", "rob")
    thai = ("สมชาย", "ศรี", "ทอง", "วงศ์", "สุข", "แก้ว", "บุญ", "จันทร์", "ประเสริฐ ใจ", "รัตน")
    chinese = ("王伟", "李", "张敏", "陳", "林怡", "刘", "黃", "伟", "芳", "赵")

    def search(words: Sequence[str]) -> Callable[[int], Request]:
        return lambda number: Request(f"{reverse('search')}?q={quote(words[number % len(words)])}", is_part=True)

    given = ("Narin", "Somchai", "Malee", "Kanya", "Anong", "Preecha", "Wichai", "Suda", "Emma", "Daniel", "Grace")
    syllables = [consonant + vowel for consonant in "bcdfghjklmnprstvw" for vowel in "aeiou"]

    def new_customer(number: int) -> Request:
        """Somebody whom nobody knows: looked for among those who sound alike, and not found; but for one in some
        hundreds, who has drawn the phone of somebody else."""
        # Not from `random`, whose state the clients share.
        family = "".join(secrets.choice(syllables) for _ in range(4)).capitalize()
        return Request(reverse("customers:create"), {
            "kind": "person", "given_name": secrets.choice(given), "family_name": family,
            "phone": f"08{secrets.randbelow(10**8):08d}", "email": f"{secrets.token_hex(5)}@{CREATED_AT}",
        })  # fmt: skip

    return [
        Act("list, page 1", lambda _: Request(listed)),
        Act("list, page 1000", lambda _: Request(f"{listed}?after={deep}")),
        Act("list of a segment", lambda _: Request(f"{listed}?segment={segment}")),
        Act("list of a province", lambda _: Request(f"{listed}?province={quote('กรุงเทพมหานคร')}")),
        Act("search as you type, English", search(english)),
        Act("search as you type, Thai", search(thai)),
        Act("search as you type, Chinese", search(chinese)),
        Act("open a customer", lambda n: Request(reverse("customers:detail", args=[ids[n * 7919 % len(ids)]]))),
        Act("create a customer", new_customer, status=302, seldom=422),
        Act("duplicate check while typing", lambda n: Request(
            reverse("customers:duplicates"), {"phone": phones[n * 31 % len(phones)], "given_name": "Narin"}, True)),
        *acts_of_cases(),
    ]  # fmt: skip


def acts_of_cases() -> list[Act]:
    from django.urls import reverse

    from idic.domain.interact.cases.models import Case
    from idic.domain.interact.cases.rules import visible_cases
    from idic.foundation.accounts.models import User
    from idic.foundation.paging.keyset import Order, keyset_page
    from idic.sample.world.case_words import GOODS

    listed = reverse("cases:list")
    ids = list(Case.objects.order_by("pk").values_list("pk", flat=True)[:20_000])
    words = {
        "English": (
            "rice cooker broken",
            "charged twice",
            "invoice mattress",
            "has not arrived",
            "A0001234",
            "giraffe",
            "order",
        ),
        "Thai": ("หม้อหุงข้าว ชำรุด", "เก็บเงินสองครั้ง", "ใบกำกับภาษี", "ยังไม่มาส่ง", "วิธีใช้", "ยีราฟ"),
        "Chinese": ("电饭煲坏了", "重複扣款", "发票", "還沒有送到", "怎么用", "长颈鹿"),
    }
    wishes = {
        "th": ("ชำรุด", "ยังไม่มาส่ง", "ใบกำกับภาษี", "วิธีใช้", "สองครั้ง"), "zh-hans": ("坏了", "没有送到", "发票", "怎么用", "扣款"),
        "zh-hant": ("壞了", "沒有送到", "發票", "怎麼用", "扣款"),
        "en": ("broken", "has not arrived", "invoice", "manual", "charged twice"),
    }  # fmt: skip
    # Half of 320 texts have been asked for by somebody, the other half by nobody.
    every = [f"{good} {wish}" for language, told in wishes.items() for good in GOODS[language] for wish in told]
    mixed = random.Random(1).sample(every, len(every))
    known, new = mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]

    def search(texts: Sequence[str]) -> Callable[[int], Request]:
        return lambda number: Request(f"{listed}?view=all&q={quote(texts[number % len(texts)])}")

    agent = User.objects.filter(email__startswith="keeper.").order_by("pk").values_list("email", flat=True)[0]
    own = list(visible_cases(_person(agent)).order_by("pk").values_list("pk", flat=True)[:2_000])
    last = (
        keyset_page(Case.objects.only("id", "last_message_at"), Order("last_message_at", True), size=5_000).next or ""
    )
    return [
        Act("inbox", lambda _: Request(listed)),
        Act("inbox, all cases", lambda _: Request(f"{listed}?view=all")),
        Act("inbox, page 100", lambda _: Request(f"{listed}?view=all&after={last}")),
        Act("inbox, by a purpose", lambda _: Request(f"{listed}?purpose=complain")),
        Act("inbox of an agent", lambda _: Request(listed), who=agent),
        Act("all cases of an agent", lambda _: Request(f"{listed}?view=all"), who=agent),
        *(Act(f"inbox, search, {script}", search(texts)) for script, texts in words.items()),
        Act("inbox, search, ever other texts", search(new), before=tuple(map(search(known), range(len(known))))),
        Act("open a case", lambda n: Request(reverse("cases:detail", args=[ids[n * 7919 % len(ids)]]))),
        Act(
            "open a case as an agent",
            lambda n: Request(reverse("cases:detail", args=[own[n * 79 % len(own)]])),
            who=agent,
        ),
        Act("look of an open inbox", lambda _: Request(f"{reverse('cases:live')}?since=0-0")),
        Act("wall board", lambda _: Request(reverse("board:wall"))),
        Act("pictures of a year", lambda _: Request(f"{reverse('board:pictures')}?days=365")),
    ]


def remove_created() -> None:
    """Customers of this run, or of one that did not come to its end; their events stay."""
    from django.db import connection

    created = f"(SELECT id FROM identify_customer WHERE email LIKE '%%@{CREATED_AT}')"
    with connection.cursor() as cursor:
        for table in ("identify_link", "identify_contactpoint", "identify_sourcerecord"):
            cursor.execute(f"DELETE FROM {table} WHERE customer_id IN {created}", [])
        cursor.execute(f"DELETE FROM identify_customer WHERE email LIKE '%%@{CREATED_AT}'", [])


def queries_of(act: Act, server: Server) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": f"127.0.0.1:{server.port}"})
    client.cookies["sessionid"] = server.cookies_of(act.who).split("sessionid=")[1].split(";")[0]
    request = act.draw(1)
    headers = {"hx-request": "true"} if request.is_part else {}
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            if request.form is None:
                client.get(request.path, headers=headers)
            else:
                client.post(request.path, act.draw(2).form, headers=headers)
    return sum(1 for query in captured.captured_queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE")))


def _descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, open_ = [], [pid]
    while open_:
        found.append(open_.pop())
        open_ += children.get(found[-1], [])
    return found


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


def _cpu(pid: int) -> float:
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(parts[11]) + int(parts[12])) / TICKS


HEADINGS = (
    "act", "queries", "p50", "p95", "p99", "requests/s", "p50 at 8", "p95 at 8", "p99 at 8", "requests/s at 8",
    "web CPU ms", "database CPU ms",
)  # fmt: skip


def row_of(act: Act, queries: int, one: Result, many: Result) -> list[str]:
    asked = len(many.milliseconds)
    return [
        act.name, str(queries), *(f"{one.quantile(share):.1f}" for share in (0.5, 0.95, 0.99)), f"{one.rate:.0f}",
        *(f"{many.quantile(share):.1f}" for share in (0.5, 0.95, 0.99)), f"{many.rate:.0f}",
        f"{many.web_cpu / asked * 1000:.1f}", f"{many.database_cpu / asked * 1000:.1f}",
    ]  # fmt: skip


def table(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(HEADINGS) + " |", "|---|" + "---:|" * (len(HEADINGS) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--seconds", type=float, default=5.0, help="how long each act is asked for, at each number of clients"
    )
    parser.add_argument("--only", default="", help="parts of the acts' names, with commas")
    parser.add_argument("--workers", type=int, help="web workers; as the product chooses unless given")
    parser.add_argument("--markdown", type=Path, help="write the table here too")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idic.settings")
    import django

    django.setup()
    from django.db import connection

    wanted = [name.strip() for name in arguments.only.split(",") if name.strip()]
    rows = []
    remove_created()
    with running_server(arguments.workers) as server:
        for act in acts():
            if wanted and not any(name in act.name for name in wanted):
                continue
            queries = queries_of(act, server)
            # The clients are forked, and must not share our connection.
            connection.close()
            warm_up(act, server)
            one, many = (measure(act, server, clients, arguments.seconds) for clients in CLIENTS)
            rows.append(row_of(act, queries, one, many))
            print(" ".join(f"{name}={value}" for name, value in zip(HEADINGS, rows[-1], strict=True)), flush=True)
    remove_created()
    print(table(rows))
    print(f"median of the acts' medians: {statistics.median(float(row[2]) for row in rows):.1f} ms" if rows else "")
    if arguments.markdown:
        arguments.markdown.write_text(table(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
