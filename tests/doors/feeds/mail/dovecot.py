"""A real Dovecot of its own on this machine: own ports, own folder, never as root. See docs/guides/mail.md."""

from __future__ import annotations

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.doors.feeds.mail.certificates import Certificate
from tests.doors.feeds.mail.peers import PASSWORD, USER
from tests.ports import free_port

_SERVER = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
# Its settings are named otherwise from 2.4 on.
_KNOWN = "2.3."

_SETTINGS = """
base_dir = {run}
state_dir = {run}
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{home}/mail
mailbox_list_index = no
ssl = yes
ssl_cert = <{home}/own.pem
ssl_key = <{home}/own.key
disable_plaintext_auth = no
auth_mechanisms = plain login
imap_idle_notify_interval = 10 secs
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {home}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
# a wrong password in one test does not slow down the next
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


def why_missing() -> str:
    """Empty where it can be run."""
    if _SERVER is None:
        return "Dovecot is not installed (apt-get install dovecot-imapd)"
    said = subprocess.run([_SERVER, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    return "" if said.startswith(_KNOWN) else f"Dovecot {said}: these tests know {_KNOWN}x"


@dataclass
class Dovecot:
    home: Path
    port: int
    tls_port: int
    owner: pwd.struct_passwd
    _process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        assert _SERVER is not None
        as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            as_user = {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []}
        arguments = [_SERVER, "-F", "-c", str(self.home / "dovecot.conf")]
        self._process = subprocess.Popen(
            arguments, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_user
        )
        until = time.monotonic() + 300
        while True:
            try:
                self.client().logout()
                return
            except (OSError, imaplib.IMAP4.error):
                assert self._process.poll() is None, f"Dovecot ended: {self.log()}"
                assert time.monotonic() < until, f"Dovecot does not answer: {self.log()}"
                time.sleep(0.05)

    def stop(self) -> None:
        if self._process is not None:
            self._signal(signal.SIGCONT)
            self._signal(signal.SIGKILL)
            self._process.wait()
            (self.home / "run" / "master.pid").unlink(missing_ok=True)

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """It takes connections and says nothing."""
        self._signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(signal.SIGCONT)

    def client(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=60)
        client.login(USER, PASSWORD)
        return client

    def deliver(self, *mails: bytes) -> None:
        """As the server for incoming mail does it: a file in the maildir, whole under its name."""
        for mail in mails:
            name = f"{time.time_ns()}.{os.getpid()}.test"
            draft = self.home / "mail" / "tmp" / name
            draft.write_bytes(mail)
            os.chown(draft, self.owner.pw_uid, self.owner.pw_gid)
            draft.rename(self.home / "mail" / "new" / name)

    def number_anew(self) -> None:
        """Its numbers are named after the second in which they begin."""
        time.sleep(1.1)
        for one in (self.home / "mail").glob("dovecot*"):
            one.unlink()

    def log(self) -> str:
        log = self.home / "log"
        return log.read_text()[-2000:] if log.exists() else ""

    def _signal(self, number: int) -> None:
        assert self._process is not None
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            return


@contextmanager
def dovecot(certificate: Certificate) -> Iterator[Dovecot]:
    owner = pwd.getpwnam("nobody" if os.geteuid() == 0 else getpass.getuser())
    # a path that is short enough for its sockets
    home = Path(tempfile.mkdtemp(prefix="dc", dir="/tmp"))
    server = Dovecot(home, free_port(), free_port(), owner)
    for name in ("run", "mail/cur", "mail/new", "mail/tmp"):
        (home / name).mkdir(parents=True)
    (home / "own.pem").write_text(certificate.pem)
    (home / "own.key").write_text(certificate.key_pem)
    (home / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    (home / "dovecot.conf").write_text(_SETTINGS.format(
        home=home, run=home / "run", user=owner.pw_name, group=grp.getgrgid(owner.pw_gid).gr_name, uid=owner.pw_uid,
        gid=owner.pw_gid, port=server.port, tls_port=server.tls_port,
    ))  # fmt: skip
    for one in (home, *home.rglob("*")):
        os.chown(one, owner.pw_uid, owner.pw_gid)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
