"""Where a command's answer goes: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from kg.errors import KgError


class OutputError(KgError):
    """The answer cannot be written where it was asked to go."""

    status = 1


def write_pieces(pieces: Iterable[str], output: Path | None) -> None:
    """Write text in UTF-8, piece by piece. Raises OutputError where the file cannot be written."""
    if output is None or str(output) == "-":
        sys.stdout.flush()
        for chunk in _chunks(pieces):
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return
    from kg.export.files import atomic

    try:
        with atomic(output) as file:
            file.writelines(_chunks(pieces))
    except OSError as error:
        raise OutputError(
            f"{output} could not be written ({error.strerror or error}). What was there before is unchanged. "
            "Check the folder, the permissions and the room on the disk."
        ) from error


def written(output: Path | None) -> None:
    """Say on standard error what was written and how large it is; nothing where the answer went to standard output."""
    if output is not None and str(output) != "-":
        size = output.stat().st_size
        print(f"{output}: {size / 1e6:.1f} MB written." if size >= 100_000 else f"{output}: {size:,} bytes written.", file=sys.stderr)


def _chunks(pieces: Iterable[str], size: int = 1 << 16) -> Iterable[bytes]:
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= size:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    yield "".join(waiting).encode()
