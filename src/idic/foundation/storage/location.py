import re
from dataclasses import dataclass
from pathlib import Path

from idic.foundation.storage.address import DatabaseAddress

PORT = 5432
SOCKET_NAME = f".s.PGSQL.{PORT}"
# The kernel keeps the whole path of a socket in 104 to 108 bytes, depending on the system, with a closing zero.
LONGEST_SOCKET_PATH = 103
# libpq takes a comma for a list of hosts, and the server takes a quotation mark for its own.
PLAIN_PATH = re.compile(r"/[\w./ +@=:-]*")

DATABASE_NAME = "idic"
OWNER = "idic"
SUPERUSER = "postgres"


@dataclass(frozen=True)
class EmbeddedLocation:
    """The places of the embedded database inside IDIC_HOME; all below `root` belongs to the user the server runs as."""

    home: Path

    @property
    def root(self) -> Path:
        return self.home / "postgresql"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def unfinished_data(self) -> Path:
        return self.root / "data.unfinished"

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def program(self) -> Path:
        return self.root / "program"

    @property
    def use_lock(self) -> Path:
        return self.home / "database-in-use.lock"

    @property
    def start_lock(self) -> Path:
        return self.home / "database-start.lock"

    @property
    def short_socket_record(self) -> Path:
        """Names the folder of the socket when the one in `root` has too long a path."""
        return self.home / "database-socket.txt"

    def socket_folder(self) -> Path:
        own = self.root / "socket"
        if self.socket_fits():
            return own
        try:
            return Path(self.short_socket_record.read_text(encoding="utf-8").strip())
        except FileNotFoundError:
            return own

    def socket_fits(self) -> bool:
        path = str(self.root / "socket" / SOCKET_NAME)
        return len(path.encode()) <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(path) is not None

    def address(self) -> DatabaseAddress:
        return DatabaseAddress(host=str(self.socket_folder()), port=PORT, name=DATABASE_NAME, user=OWNER, embedded=True)
