from __future__ import annotations

import base64
import fnmatch
import hashlib
import hmac
import io
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import paramiko

from idic.domain.identify.arrivals.errors import PlaceRefused, PlaceUnreachable
from idic.domain.identify.arrivals.models import Schedule
from idic.domain.identify.arrivals.places.folder import SETTLED_SECONDS
from idic.domain.identify.arrivals.places.found import Found
from idic.domain.identify.arrivals.places.hosts import address_of
from idic.domain.identify.arrivals.places.server_address import split_address
from idic.domain.identify.arrivals.secrets import revealed

_PATIENCE_SECONDS = 30
_PIECE = 1 << 18
_KEYS = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)


@contextmanager
def files_of_server(schedule: Schedule) -> Iterator[Iterator[Found]]:
    """The server proves itself by the key that its administrator told; any other one ends the visit before a password
    is sent."""
    host, port, folder = split_address(schedule.address)
    address = address_of(host, port)
    try:
        with socket.create_connection((address, port), timeout=_PATIENCE_SECONDS) as link:
            transport = paramiko.Transport(link)
            try:
                transport.start_client(timeout=_PATIENCE_SECONDS)
                if not hmac.compare_digest(fingerprint(transport.get_remote_server_key()), schedule.host_key):
                    raise PlaceRefused("other_host_key")
                _sign_in(transport, schedule.user_name, revealed(schedule.secret))
                client = paramiko.SFTPClient.from_transport(transport)
                if client is None:
                    raise PlaceUnreachable("no_connection")
                yield _files(client, folder, schedule.pattern)
            finally:
                transport.close()
    except paramiko.AuthenticationException as error:
        raise PlaceUnreachable("refused_by_server") from error
    except FileNotFoundError as error:
        raise PlaceUnreachable("no_folder") from error
    except (OSError, EOFError, paramiko.SSHException) as error:
        raise PlaceUnreachable("no_connection") from error


def fingerprint(key: paramiko.PKey) -> str:
    """As `ssh-keygen -l` shows it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode("ascii").rstrip("=")


def _sign_in(transport: paramiko.Transport, user_name: str, secret: str) -> None:
    if "PRIVATE KEY-----" not in secret:
        transport.auth_password(user_name, secret)
        return
    for kind in _KEYS:
        try:
            key = kind.from_private_key(io.StringIO(secret))
        except (paramiko.SSHException, ValueError):
            continue
        transport.auth_publickey(user_name, key)
        return
    raise PlaceRefused("bad_key")


def _files(client: paramiko.SFTPClient, folder: str, pattern: str) -> Iterator[Found]:
    for entry in sorted(client.listdir_attr(folder), key=lambda one: one.filename):
        if not stat.S_ISREG(entry.st_mode or 0) or not fnmatch.fnmatch(entry.filename, pattern):
            continue
        if time.time() - (entry.st_mtime or 0) < SETTLED_SECONDS:
            continue
        path = f"{folder.rstrip('/')}/{entry.filename}"
        stamp = f"{entry.filename}|{entry.st_size}|{entry.st_mtime}"
        yield Found(entry.filename, stamp, partial(_pieces, client, path, entry.st_size))


def _pieces(client: paramiko.SFTPClient, path: str, size: int | None) -> Iterator[bytes]:
    with client.open(path, "rb") as stream:
        stream.prefetch(size)
        while piece := stream.read(_PIECE):
            yield piece
