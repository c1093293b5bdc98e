"""A worker: a process of its own that opens one view of the store and answers one job after another.

    python -m kg.serve.worker STORE MEMORY

It reads jobs from standard input and writes replies to standard output (kg/serve/wire.py). The first reply says that it is ready, and
with which view. The server kills it when a job takes too long, so nothing here needs to be stopped from within.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import IO


def main(store: str, memory: str) -> int:
    """Serve until standard input ends; 1 when the store cannot be opened."""
    from ..errors import KgError
    from .fence import end_with_parent, limit_memory, no_network
    from .jobs import handle, warm
    from .wire import Reply, pack_reply, read, unpack_job

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches all: the server tells when to end
    out = private_output()
    end_with_parent()
    limit_memory(int(memory))

    def say(reply: Reply) -> None:
        out.write(pack_reply(reply))
        out.flush()

    try:
        from ..store import Reader

        reader = Reader(Path(store))
        reader.merged  # noqa: B018 (made now, before the time of a question runs)
    except KgError as error:
        say(Reply(500, "text/plain", str(error).encode()))
        return 1
    warm(reader)
    fenced = no_network()
    say(Reply(200, "text/plain", b"", {"view": reader.view.name, "fenced": str(fenced)}))
    while (found := read(sys.stdin.buffer)) is not None:
        say(handle(reader, unpack_job(*found)))
    return 0


def private_output() -> IO[bytes]:
    """Standard output for replies alone: whatever else would be printed goes to standard error."""
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return own


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
