"""How many mails a second become messages: from a real IMAP server on this machine to case, message and clocks.

    python benchmarks/mail_intake.py --home /tmp/mail-intake
    python benchmarks/mail_intake.py --home /tmp/mail-intake --mails 2000

Mails are invented in four languages, a fifth of them answers to earlier ones, one in ten with a file of 50 KB; the standards
are those that an organisation may start with. The database is the embedded one under `--home` with the settings of the
product, so every mail, every batch and every transaction is on the disk. One process fetches and files, as one reader does;
the IMAP server (pymap, as in the tests) is another one on the same cores. Processor time of Python, of the database's process
and of the IMAP server stand beside the wall time, with the load.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import psutil

REPOSITORY = Path(__file__).resolve().parent.parent
TEXTS = {
    "en": "The kettle leaks since Monday. Please send me a new one, or my money back. My order is number {n}.",
    "th": "กาต้มน้ำรั่วตั้งแต่วันจันทร์ ขอเปลี่ยนสินค้าหรือคืนเงินด้วยครับ หมายเลขสั่งซื้อ {n}",
    "zh-hans": "水壶从星期一开始漏水,请换货或退款,谢谢。订单号 {n}。",
    "zh-hant": "水壺從星期一開始漏水,請換貨或退款,謝謝。訂單號碼 {n}。",
}
FOLDER, HOLDER = "INBOX", "benchmark"


def mails(count: int) -> list[bytes]:
    from django.utils import timezone

    chance = random.Random(time.time())  # names that no earlier run has used
    found, names = [], list[tuple[str, str]]()
    for number in range(count):
        letter = EmailMessage()
        answers = bool(names) and chance.random() < 0.2
        earlier = chance.choice(names) if answers else ("", "")
        sender = earlier[1] if answers else f"customer{number}@customer.example"
        name = f"{number}.{chance.getrandbits(64):x}@customer.example"
        letter["From"], letter["To"], letter["Message-ID"] = f"Customer <{sender}>", "desk@example.org", f"<{name}>"
        letter["Date"] = format_datetime(timezone.now())
        letter["Subject"] = f"{'Re: ' if answers else ''}Kettle {number}"
        if answers:
            letter["In-Reply-To"] = f"<{earlier[0]}>"
        text = TEXTS[chance.choice(list(TEXTS))].format(n=number)
        letter.set_content("\n\n".join([text] * 4))
        letter.add_alternative("".join(f"<p>{text}</p>" for _ in range(4)), subtype="html")
        if chance.random() < 0.1:
            letter.add_attachment(chance.randbytes(50_000), maintype="image", subtype="jpeg", filename="kettle.jpg")
        names.append((name, sender))
        found.append(letter.as_bytes())
    return found


def processor(process: psutil.Process | None = None) -> float:
    if process is not None:
        times = process.cpu_times()
        return times.user + times.system
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def database_process() -> psutil.Process:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return psutil.Process(cursor.fetchone()[0])


def measure(count: int) -> None:
    from idic.domain.interact.cases.models import Case, CaseClock, Message
    from idic.domain.interact.mail.models import IncomingMail, Mailbox
    from idic.domain.interact.mail.secrets import hidden
    from idic.domain.interact.standards.models import StandardVersion
    from idic.domain.interact.standards.operations.defaults import start_with_defaults
    from idic.doors.feeds.mail.reading import fetch_once
    from idic.foundation.accounts.models import User
    from tests.doors.feeds.mail.peers import PASSWORD, USER, imap_server

    if not StandardVersion.objects.exists():
        start_with_defaults(by=User.objects.earliest("pk"))
    with imap_server() as peer:
        server = max(psutil.Process().children(), key=lambda one: one.create_time())
        box, _made = Mailbox.objects.update_or_create(
            address="desk@example.org",
            defaults={
                "name": "Desk", "imap_host": "127.0.0.1", "imap_port": peer.port, "imap_security": "none", "imap_user": USER,
                "imap_secret": hidden(PASSWORD), "folder": FOLDER, "uid_validity": 0, "last_uid": 0, "lease_by": HOLDER,
            },
        )  # fmt: skip
        fetch_once(Mailbox.objects.get(pk=box.pk), HOLDER)  # what the server shows with a new mailbox, and every import
        peer.put(FOLDER, *mails(count))
        messages, clocks = Message.objects.count(), CaseClock.objects.count()
        ours = (None, database_process(), server)
        before, began = [processor(one) for one in ours], time.perf_counter()
        fetch_once(Mailbox.objects.get(pk=box.pk), HOLDER)
        wall = time.perf_counter() - began
        python, database, imap = (processor(one) - used for one, used in zip(ours, before, strict=True))
    made = Message.objects.count() - messages
    box.refresh_from_db()
    left = IncomingMail.objects.filter(mailbox=box, uid_validity=box.uid_validity).exclude(state="filed").count()
    print(
        f"{count} mails, {made} messages, {CaseClock.objects.count() - clocks} clocks, {left} not filed, "
        f"{Case.objects.count()} cases in all"
    )
    print(
        f"{count / wall:.0f} mails/s: {wall:.1f} s wall; processor time of a mail in ms: Python {1000 * python / count:.1f}, "
        f"database {1000 * database / count:.1f} (IMAP server {1000 * imap / count:.1f})"
    )
    print("load", " ".join(f"{one:.1f}" for one in os.getloadavg()))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--home", type=Path, required=True)
    asked.add_argument("--mails", type=int, default=1000)
    given = asked.parse_args()
    os.environ.update(IDIC_HOME=str(given.home), DJANGO_SETTINGS_MODULE="idic.settings")
    given.home.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(REPOSITORY))

    from idic.foundation.storage.embedded import held_database

    with held_database(given.home):
        subprocess.run([sys.executable, "-m", "idic.doors.cli.main", "prepare"], check=True)
        import django

        django.setup()
        measure(given.mails)


if __name__ == "__main__":
    main()
