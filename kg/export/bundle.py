"""Several files that belong together: into a folder, or into one zip that is the same for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from .files import write_whole


def write_bundle(files: Mapping[str, bytes], output: Path) -> None:
    """A zip where `output` ends in .zip, else a folder, made if it is not there; other files in it stay. OSError when it cannot be written."""
    if output.suffix.lower() == ".zip":
        write_whole(output, zipped(files))
        return
    output.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_whole(output / name, content)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The zip, its files dated 1980: two exports of one graph are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if name.endswith(".sh") else 0o644) << 16
            file.writestr(entry, content)
    return out.getvalue()
