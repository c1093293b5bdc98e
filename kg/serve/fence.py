"""A worker's fence: whatever a query might make the engine do, the kernel lets this process open no socket and start no program.

Queries are refused before they run when they reach outside (kg/guard.py). This is the second lock on the same door: Linux' seccomp,
which a process can only put on, never take off. On other systems there is the first lock alone.
"""

from __future__ import annotations

import ctypes
import platform
import signal
import struct
import sys

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 1, 38, 22, 2
_EPERM = 1
# By machine: the architecture's number in <linux/audit.h>, and the calls that are refused:
# socket, connect, accept, bind, listen, socketpair, accept4, sendto, execve, execveat, ptrace, io_uring_setup
_MACHINES = {
    "x86_64": (0xC000003E, (41, 42, 43, 49, 50, 53, 288, 44, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 202, 200, 201, 199, 242, 206, 221, 281, 117, 425)),
}
_X32 = 0x40000000  # calls of the x32 interface, which would go by other numbers


def end_with_parent() -> None:
    """Let the kernel end this process when the one that started it ends, however it does. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def limit_memory(size: int) -> None:
    """The process ends rather than taking more than `size` bytes of data. Nothing happens where the system has no such limit."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if size:
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def no_network() -> bool:
    """Refuse sockets and new programs from now on, in all threads. False where the kernel cannot."""
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    program = _program(*machine)
    code = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    # seccomp(SECCOMP_SET_MODE_FILTER, TSYNC): prctl would fence this thread only, and the engine has its own
    number = 317 if platform.machine() == "x86_64" else 277
    return bool(libc.syscall(number, 1, 1, ctypes.c_void_p(ctypes.addressof(header))) == 0)


def _program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """The filter, in the kernel's classic BPF: (operation, jump if true, jump if false, operand) each."""
    load, jump_equal, jump_greater_equal, leave = 0x20, 0x15, 0x35, 0x06
    refuse = 0x00050000 | _EPERM
    allow = 0x7FFF0000
    last = len(calls)
    lines = [
        (load, 0, 0, 4),  # seccomp_data.arch
        (jump_equal, 0, last + 3, architecture),
        (load, 0, 0, 0),  # seccomp_data.nr
        (jump_greater_equal, last + 1, 0, _X32),
        *((jump_equal, last - at, 0, call) for at, call in enumerate(calls)),
        (leave, 0, 0, allow),
        (leave, 0, 0, refuse),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)
