import os
import pwd

from idic.foundation.storage.location import EmbeddedLocation
from idic.foundation.storage.system_account import SystemAccount

MEGABYTE = 1024 * 1024


def durability() -> dict[str, str]:
    """What "acknowledged means kept" rests on; said aloud, so that no default of a wheel or a version decides it."""
    return {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        # Nobody copies this server's log: what is written into a table of the same transaction goes to the disk with its
        # commit instead of through the log.
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "restart_after_crash": "on",
        "zero_damaged_pages": "off",
        "ignore_checksum_failure": "off",
    }


def resources(memory: int) -> dict[str, str]:
    """`memory` in bytes. Shared buffers cost only what is touched, so an idle server stays small. In a large house what was
    read stays there, whatever the system does with pages of files (decision 46)."""
    shared = min(max(memory // 6, 64 * MEGABYTE), 4096 * MEGABYTE)
    return {
        "max_connections": "60",
        "shared_buffers": f"{shared // MEGABYTE}MB",
        "effective_cache_size": f"{max(memory // 2, 256 * MEGABYTE) // MEGABYTE}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{min(max(memory // 16, 64 * MEGABYTE), 512 * MEGABYTE) // MEGABYTE}MB",
        "max_wal_size": "2GB",
        "min_wal_size": "128MB",
        # Whole pages are written to the log after each checkpoint; a crash costs a longer start instead.
        "checkpoint_timeout": "15min",
        "wal_compression": "on",
        # What a process does is told by pg_stat_activity; its title would be written twice for every statement.
        "update_process_title": "off",
        "random_page_cost": "1.1",
        "jit": "off",
    }


def configuration_text(location: EmbeddedLocation) -> str:
    settings = {
        "listen_addresses": "",
        "port": "5432",
        # Quotation marks inside: the value is a list, and a folder's name may hold a space.
        "unix_socket_directories": f'"{location.socket_folder()}"',
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_checkpoints": "off",
        "log_line_prefix": "%m [%p] ",
        # A statement that failed stands in the log with every value in it; whoever asked tells of it, without them.
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        **durability(),
        **resources(machine_memory()),
    }
    lines = [f"{name} = {_quoted(value)}" for name, value in settings.items()]
    return "\n".join(
        ["# Written by IDIC at every start. Your own settings go to own.conf, which is read after this.", *lines, ""]
    )


def access_text() -> str:
    return "# Written by IDIC at every start.\nlocal all all peer map=idic\n"


def identity_text(account: SystemAccount) -> str:
    """Only the server's user and whoever starts it (root, where they differ) may enter, told apart by the kernel."""
    users = sorted({_current_user(), account.name})
    lines = [f'idic "{user}" {role}' for user in users for role in ("postgres", "idic")]
    return "\n".join(["# Written by IDIC at every start.", *lines, ""])


def machine_memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _current_user() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
