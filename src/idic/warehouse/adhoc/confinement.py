"""What the process of one question takes away from itself, before it looks at the question."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
from collections.abc import Sequence

# linux/landlock.h; the numbers are the same on every architecture that has these calls
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_READ_FILE = 1 << 2
_RIGHTS_OF_FILES = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NO_NEW_PRIVILEGES = 38
_KIB = 1024


def limit_resources(*, memory_mb: int, seconds: int) -> None:
    """No file may grow, no core is written, no program is started, and the kernel ends what outlives its time."""
    # the interpreter, the engine's code and its reserved address space come on top of what a question may use
    space = (memory_mb + 2048) * _KIB * _KIB
    for kind, most in (
        (resource.RLIMIT_AS, space), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 256),
    ):  # fmt: skip
        _soft, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
    signal.setitimer(signal.ITIMER_REAL, seconds)


def read_only(files: Sequence[str]) -> bool:
    """From here on this process opens nothing but these files, and those for reading only. False where the kernel has
    no Landlock (before Linux 5.13, or switched off): the other walls stand without it."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return False
    handled = (1 << _RIGHTS_OF_FILES.get(min(version, 5), 13)) - 1
    network = 3 if version >= 4 else 0
    rules = struct.pack("=QQ", handled, network)[: 16 if version >= 4 else 8]
    ruleset = libc.syscall(_CREATE, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        for file in files:
            opened = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
            rule = struct.pack("=Qi", _READ_FILE, opened)
            libc.syscall(_ADD, ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint32(0))
            os.close(opened)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            return False
        return bool(libc.syscall(_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)
