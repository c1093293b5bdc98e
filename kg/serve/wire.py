"""What passes between the server and its workers: a job one way, a reply the other way, each a short head and a body."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, field
from typing import IO, Any

_SIZES = struct.Struct(">IQ")  # bytes of the head, bytes of the body
SIZES = _SIZES.size


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do: `kind` names a function of kg/serve/jobs.py, `values` are what it is given."""

    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request is answered with. `media` is a media type; where `file` is given the body is in that file."""

    status: int
    media: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    file: str = ""


def sizes(head: bytes) -> tuple[int, int]:
    """How long head and body are."""
    first, second = _SIZES.unpack(head)
    return int(first), int(second)


def _packed(head: dict[str, Any], body: bytes) -> bytes:
    text = json.dumps(head).encode()
    return _SIZES.pack(len(text), len(body)) + text + body


def pack_job(job: Job) -> bytes:
    return _packed({"kind": job.kind, "values": job.values}, job.body)


def pack_reply(reply: Reply) -> bytes:
    head = asdict(reply)
    del head["body"]
    return _packed(head, reply.body)


def unpack_job(head: bytes, body: bytes) -> Job:
    return Job(**json.loads(head), body=body)


def unpack_reply(head: bytes, body: bytes) -> Reply:
    return Reply(**json.loads(head), body=body)


def read(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next head and body; None at the end of the stream."""
    start = stream.read(SIZES)
    if len(start) < SIZES:
        return None
    first, second = sizes(start)
    return stream.read(first), stream.read(second)
