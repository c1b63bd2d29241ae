"""Takes the network from a worker process or a thread for good; sockets to programs of this machine (AF_UNIX) are left.

On Linux (x86-64, ARM64) the kernel refuses the socket, to C libraries too; elsewhere Python alone does.
It does not stop foreign machine code, which is what a sandbox is for.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import functools
import platform
import socket
import struct
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Made = TypeVar("Made")

MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Of each processor AUDIT_ARCH_* <linux/audit.h> and the number of the call `socket` <asm/unistd.h>."""

PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, MODE_FILTER = 22, 38, 2
"""From <linux/prctl.h> and <linux/seccomp.h>."""

ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
"""SECCOMP_RET_ALLOW, and SECCOMP_RET_ERRNO with what the caller is told."""

LOAD, IF_EQUAL, RETURN = 0x20, 0x15, 0x06
"""Of BPF: load a word of the call, jump when it is equal, end."""

NUMBER_AT, MACHINE_AT, FAMILY_AT = 0, 4, 16
"""Offsets in struct seccomp_data; the third is the lower half of the first argument."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def cut_off() -> None:
    """Let this process, and the threads and processes it starts from now on, open no socket but local ones."""
    sys.addaudithook(_refuse)
    _ask_kernel()


def apart(work: Callable[[], Made]) -> Made:
    """Do `work` in a thread of its own that has no network, while its process keeps it: a cluster's worker, a caller.

    An interrupt waits for the end of the work, since MuPDF must not run in two threads; a second one does not.

    Raises:
        BaseException: what `work` raises.
    """
    made: Future[Made] = Future()

    def run() -> None:
        _apart.add(threading.get_ident())
        try:
            _ask_kernel()
            made.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is the caller's
            made.set_exception(error)
        finally:
            _apart.discard(threading.get_ident())

    thread = threading.Thread(target=run, daemon=True, name="prefile")
    _hook_threads()
    thread.start()
    try:
        return made.result()
    finally:
        thread.join()


_apart: set[int] = set()
"""Threads that have no network."""


@functools.cache
def _hook_threads() -> None:
    """Have Python ask before each socket of this process, once: a hook cannot be taken back."""
    sys.addaudithook(_refuse_apart)


def _refuse_apart(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__" and threading.get_ident() in _apart:
        _refuse(event, arguments)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what Python makes.

    Raises:
        PermissionError: a socket that is not local.
    """
    if event == "socket.__new__" and arguments[1] != socket.AF_UNIX:
        raise PermissionError(errno.EACCES, "a worker has no network")


def _ask_kernel() -> None:
    """Give the kernel the same rule for this thread and what it starts, where it can be asked."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            _filter()


def _filter() -> None:
    """Install the rule."""
    if platform.machine() not in MACHINES:
        return
    machine, call = MACHINES[platform.machine()]
    steps = (
        (LOAD, 0, 0, MACHINE_AT),
        (IF_EQUAL, 0, 4, machine),
        (LOAD, 0, 0, NUMBER_AT),
        (IF_EQUAL, 0, 3, call),
        (LOAD, 0, 0, FAMILY_AT),
        (IF_EQUAL, 1, 0, socket.AF_UNIX),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    )
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = _Program(len(steps), code)
    ask = ctypes.CDLL(None).prctl
    ask.argtypes = [ctypes.c_int, *[ctypes.c_void_p] * 4]
    ask(PR_SET_NO_NEW_PRIVS, 1, None, None, None)
    ask(PR_SET_SECCOMP, MODE_FILTER, ctypes.addressof(program), None, None)
