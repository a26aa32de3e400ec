"""How soon 50 agents see what happens, over the product's own server.

    DATABASE_URL=postgresql://... IDIC_HOME=... python benchmarks/live.py --agents 50 --seconds 30

The database holds a world with cases (`idic bench world`). Half of the agents have the inbox open and half a case each; every
one asks as the pages do (static/cases/live.js and case.js), over a connection that stays open, and reads the page anew when
told to. Meanwhile another process opens cases and writes messages into those that are open, through the operations. Measured
is the time from the moment at which such a change is written to the end until the page that shows it has come in whole.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import secrets
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from typing import TYPE_CHECKING, Any

from pages import Request, Server, Wire, running_server, session_of

if TYPE_CHECKING:
    from idic.foundation.accounts.models import User

EVERY = 0.7
#: A beat tells that somebody is there (case.js).
BEAT = 9.0
#: On top stands what was said last.
INBOX = "/cases/?view=all&sort=-message"


@dataclass
class Seen:
    """What one agent has read: (who, word, when)."""

    words: list[tuple[str, str, float]] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    pages: int = 0


def watch_inbox(wire: Wire, name: str, wanted: dict[str, float], seen: Seen, until: float) -> None:
    since = ""
    wire.ask(Request(INBOX))
    while time.time() < until:
        begun = time.time()
        told = _json(wire.ask(Request(f"/cases/live/?since={since}")))
        seen.looks.append(time.time() - begun)
        since = told["last"]
        if told["changed"]:
            _read(wire, INBOX, name, wanted, seen)
        time.sleep(EVERY)


def watch_case(wire: Wire, name: str, pk: int, wanted: dict[str, float], seen: Seen, until: float) -> None:
    known, beaten = "", 0.0
    wire.ask(Request(f"/cases/{pk}/"))
    while time.time() < until:
        if time.time() - beaten > BEAT:
            wire.ask(Request(f"/cases/{pk}/beat/", {"writes": "0"}))
            beaten = time.time()
        begun = time.time()
        state = _json(wire.ask(Request(f"/cases/live/?case={pk}")))["state"]
        seen.looks.append(time.time() - begun)
        if known and state != known:
            wire.ask(Request(f"/cases/{pk}/beat/", {"writes": "0"}))
            _read(wire, f"/cases/{pk}/", name, wanted, seen)
        known = state
        time.sleep(EVERY)


def _json(answer: tuple[int, bytes]) -> dict[str, Any]:
    status, body = answer
    if status != 200:
        raise SystemExit(f"a look was answered {status}: {body[:200]!r}")
    found: dict[str, Any] = json.loads(body)
    return found


def _read(wire: Wire, path: str, name: str, wanted: dict[str, float], seen: Seen) -> None:
    status, body = wire.ask(Request(path))
    now = time.time()
    if status != 200:
        raise SystemExit(f"{path} was answered {status}")
    seen.pages += 1
    text = body.decode()
    known = {word for _name, word, _at in seen.words}
    seen.words += [(name, word, now) for word in list(wanted) if word not in known and word in text]


def _agents(
    server: Server, places: list[tuple[str, int]], said: Queue[tuple[str, float]], until: float, out: Any
) -> None:
    """All agents in one process, a thread each: they wait nearly all the time."""
    wanted: dict[str, float] = {}
    seen = [Seen() for _ in places]

    def listen() -> None:
        while True:
            word, at = said.get()
            if not word:
                return
            wanted[word] = at

    threads = [threading.Thread(target=listen, daemon=True)]
    for place, ((cookies, pk), one) in enumerate(zip(places, seen, strict=True)):
        wire = Wire(server.port, cookies, server.csrf)
        name = f"{pk}:{place}"
        work: tuple[Any, ...] = (watch_case, (wire, name, pk, wanted, one, until)) if pk else (
            watch_inbox, (wire, name, wanted, one, until)
        )  # fmt: skip
        threads.append(threading.Thread(target=work[0], args=work[1], daemon=True))
        # They came at different moments.
        time.sleep(EVERY / len(places))
    for thread in threads:
        thread.start()
    for thread in threads[1:]:
        thread.join()
    out.put([(one.words, one.looks, one.pages) for one in seen])


def _changes(cases: list[int], said: Any, done: Any, start: float, until: float, pause: float) -> None:
    """Through the operations, in a process of its own."""
    import django

    django.setup()
    from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
    from idic.domain.interact.cases.models import Case
    from idic.domain.interact.cases.operations.messages import receive_message
    from idic.domain.interact.cases.operations.open import open_case

    dice, made = random.Random(1), []
    time.sleep(max(0.0, start - time.time()))
    while time.time() < until - 3:
        word = f"bench{secrets.token_hex(6)}"
        pk = dice.choice(cases) if dice.random() < 0.5 else 0
        # The word is looked for before the change is there to be found.
        said.put((word, 0.0))
        if pk:
            receive_message(Case.objects.get(pk=pk), MessageDraft(text=f"What I forgot: {word}"))
        else:
            open_case(CaseDraft(title=f"A wish {word}", mode="email", text="Please help me."), by=None)
        made.append((word, pk, time.time()))
        time.sleep(pause * dice.uniform(0.5, 1.5))
    done.put(made)


def quantile(found: list[float], share: float) -> float:
    ordered = sorted(found)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agents", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two changes, on average")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idic.settings")
    import django

    django.setup()
    from django.db import connection

    from idic.domain.interact.cases.enums import OPEN_STATES
    from idic.domain.interact.cases.rules import visible_cases

    context = multiprocessing.get_context("spawn")
    with running_server(None) as server:
        people = _people(arguments.agents)
        open_now = visible_cases(people[0]).filter(state__in=OPEN_STATES).order_by("-pk").values_list("pk", flat=True)
        places: list[tuple[str, int]] = []
        for number, (person, pk) in enumerate(zip(people, open_now[: len(people)], strict=True)):
            cookies = f"sessionid={session_of(person)}; csrftoken={server.csrf}"
            places.append((cookies, pk if number % 2 else 0))
        cases = [pk for _cookies, pk in places if pk]
        connection.close()
        rest = _at_rest(server, places, context, 10.0)
        said, done, out = context.Queue(), context.Queue(), context.Queue()
        start = time.time() + 6
        until = start + arguments.seconds
        port = _Port(server)
        changes = context.Process(target=_changes, args=(cases, said, done, start, until, arguments.pause))
        agents = context.Process(target=_agents, args=(port, places, said, until, out))
        web, database, begun = server.web_cpu(), server.database_cpu(), time.time()
        changes.start()
        agents.start()
        made = {word: (pk, at) for word, pk, at in done.get(timeout=arguments.seconds + 120)}
        found = out.get(timeout=arguments.seconds + 120)
        said.put(("", 0.0))
        taken = time.time() - begun
        web, database = server.web_cpu() - web, server.database_cpu() - database
        changes.join()
        agents.join()
        delays: dict[bool, list[float]] = {True: [], False: []}
        for words, _looks, _pages in found:
            for name, word, at in words:
                if word in made and (made[word][0] == 0 or name.startswith(f"{made[word][0]}:")):
                    delays[made[word][0] != 0].append(at - made[word][1])
        looks = [one for _words, one_looks, _pages in found for one in one_looks]
        print(f"{len(places)} agents, {len(made)} changes in {arguments.seconds:.0f} s, load {os.getloadavg()[0]:.1f}")
        for is_case, label in ((False, "a new case in the inbox"), (True, "a message on the case's page")):
            one = delays[is_case]
            print(f"{label}: seen {len(one)} times, p50 {quantile(one, 0.5):.2f} s, p95 {quantile(one, 0.95):.2f} s, "
                  f"max {max(one, default=0):.2f} s")  # fmt: skip
        print(f"a look: {len(looks) / taken:.0f}/s, p50 {quantile(looks, 0.5) * 1000:.1f} ms, "
              f"p95 {quantile(looks, 0.95) * 1000:.1f} ms; pages read: {sum(pages for *_rest, pages in found)}")  # fmt: skip
        print(f"processor meanwhile: web {web / taken:.0%}, database {database / taken:.0%} of one core; at rest: "
              f"web {rest[0]:.0%}, database {rest[1]:.0%}")  # fmt: skip
    _remove()


def _people(wanted: int) -> list[User]:
    """Who answers what comes in; the world has but keepers and a manager, so they are made."""
    from idic.foundation.accounts.enums import Language, Role
    from idic.foundation.accounts.models import User

    for number in range(wanted):
        User.objects.get_or_create(
            email=f"agent.{number}@world.example",
            defaults={"display_name": f"Agent {number}", "role": Role.SERVICE, "language": Language.ENGLISH},
        )
    return list(User.with_rights.filter(email__startswith="agent.").order_by("pk")[:wanted])


@dataclass
class _Port:
    """What of the server crosses into another process."""

    server: Any

    def __post_init__(self) -> None:
        self.port, self.csrf = self.server.port, self.server.csrf
        self.server = None


def _at_rest(server: Server, places: list[tuple[str, int]], context: Any, seconds: float) -> tuple[float, float]:
    """Processor seconds of web and database for each second in which nothing happens."""
    said, out = context.Queue(), context.Queue()
    agents = context.Process(target=_agents, args=(_Port(server), places, said, time.time() + seconds + 4, out))
    agents.start()
    time.sleep(3)
    web, database, begun = server.web_cpu(), server.database_cpu(), time.time()
    out.get(timeout=seconds + 120)
    taken = time.time() - begun
    found = (server.web_cpu() - web) / taken, (server.database_cpu() - database) / taken
    said.put(("", 0.0))
    agents.join()
    return found


def _remove() -> None:
    """Cases of this run; their events stay, and so do the messages in cases of the world."""
    from django.db import connection

    with connection.cursor() as cursor:
        opened = "(SELECT id FROM cases_case WHERE title LIKE 'A wish bench%%' AND customer_id IS NULL)"
        for table in ("cases_message", "cases_caseclock"):
            cursor.execute(f"DELETE FROM {table} WHERE case_id IN {opened}", [])
        cursor.execute("DELETE FROM cases_case WHERE title LIKE 'A wish bench%%' AND customer_id IS NULL", [])


if __name__ == "__main__":
    main()
