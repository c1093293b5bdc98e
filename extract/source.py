"""Files, folders, globs and standard input become Sources: the bytes' text, untouched, and what the format tells about it."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import BinaryIO

from extract.formats import Extracted, FormatError, docx, html, pdf, plain

READ = (".txt", ".md", ".markdown", ".html", ".htm", ".shtml", ".xhtml", ".docx", ".pdf")
# Office files that a person may believe to be read: met in a folder they are named, other files are passed over.
_FOREIGN = {
    ".doc": "It is in Word's old format. Save it as docx and build that one.",
    ".wps": "It is in the WPS format. Save it as docx and build that one.",
    ".rtf": "It is rich text (RTF). Save it as docx and build that one.",
    ".odt": "It is an OpenDocument text. Save it as docx and build that one.",
    ".ofd": "It is an OFD file. Export it as PDF with a text layer and build that one.",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was given: `text` is the decoded file, or what the format's reader extracted, before any repair."""

    name: str  # path or URL as given
    sha256: str  # of the bytes, hex
    text: str
    media: str  # text/plain, text/markdown, text/html, application/pdf or docx's long name
    title: str | None = None
    issued: str | None = None  # as the format or a front matter tells it: YYYY-MM-DD, YYYY-MM or YYYY
    jurisdiction: str | None = None  # as a front matter tells it


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that gives no text; `reason` is a full sentence or two that say why and what to do."""

    name: str
    reason: str


def open_sources(paths: Sequence[str], stdin: BinaryIO) -> Iterator[Source | Unreadable]:
    """Every document under `paths`, in order, each file once; `-` is standard input. Never raises for a bad file."""
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            yield from_bytes("-", stdin.read())
            continue
        for found in _files(path):
            if isinstance(found, Unreadable):
                yield found
                continue
            key = os.path.realpath(found)
            if key not in seen:
                seen.add(key)
                yield open_file(found)


def _files(path: str) -> Iterator[str | Unreadable]:
    if re.match(r"https?://", path):
        yield Unreadable(path, "Addresses are not fetched. Save the page as a file and give its path.")
    elif os.path.isdir(path):  # noqa: PTH112 (Path.is_dir raises for a name that is too long)
        empty = True
        for name in _folder(path):
            empty = False
            yield name
        if empty:
            yield Unreadable(path, f"The folder holds no file that can be read ({', '.join(READ)}). Give another folder or name the files.")
    elif os.path.lexists(path):
        yield path
    else:
        matches = sorted(glob(path, recursive=True)) if has_magic(path) else []  # noqa: PTH207 (Path.glob takes no absolute pattern)
        if not matches:
            yield Unreadable(path, "There is no such file or folder. Check the path.")
        for match in matches:
            if os.path.isdir(match):  # noqa: PTH112
                yield from _folder(match)
            elif not _is_no_file(match) and not _round_and_round(match):
                yield match


def _folder(path: str) -> Iterator[str]:
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in (*READ, *_FOREIGN) and not name.startswith((".", "~$")):
                path = str(Path(folder) / name)
                if not _is_no_file(path):  # a pipe that lies in a folder would be waited for without end
                    yield path


def _is_no_file(path: str) -> bool:
    """Is it a pipe, a socket or a device? Not where nothing can be told: reading it will say why."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _round_and_round(path: str) -> bool:
    """Has a glob followed a loop of links until the system had enough, to come to something that has a shorter name?"""
    return not os.path.exists(path) and os.path.exists(os.path.realpath(path))  # noqa: PTH110


def open_file(path: str) -> Source | Unreadable:
    """One file as a Source."""
    name = os.fsencode(path).decode("utf-8", "replace")
    try:
        if stat.S_ISCHR(os.stat(path).st_mode):  # noqa: PTH116 (/dev/zero has no end)
            return Unreadable(name, "It is a device, not a file. Write - to read standard input.")
        data = Path(path).read_bytes()
    except PermissionError:
        return Unreadable(name, "The file may not be read by this user. Change its permissions or copy it.")
    except OSError as error:
        return Unreadable(name, f"The file could not be read ({error.strerror or error}). Check the path and the disk.")
    return from_bytes(name, data)


def from_bytes(name: str, data: bytes) -> Source | Unreadable:
    """The Source that `data` hold; `name` tells the format where the bytes do not."""
    if not data.strip():
        return Unreadable(name, "The file is empty. Remove it from the list or fetch it again.")
    try:
        media, extracted = _extract(name, data)
    except FormatError as error:
        return Unreadable(name, str(error))
    except Exception as error:  # whatever a hostile file makes a format's reader do costs this file, not the others
        return Unreadable(name, f"It is not formed as such a file should be ({type(error).__name__}: {error}). Open it, save it anew and build that one.")
    if not extracted.text.strip():
        return Unreadable(name, "No text was found in the file. Open it to see whether it holds pictures only, and give its text as txt or docx.")
    digest = hashlib.sha256(data).hexdigest()
    return Source(name, digest, extracted.text, media, extracted.title, extracted.issued, extracted.jurisdiction)


def _extract(name: str, data: bytes) -> tuple[str, Extracted]:
    suffix = Path(name).suffix.lower()
    if data[:1024].lstrip().startswith(b"%PDF"):
        return "application/pdf", pdf.read(data)
    if data.startswith(b"PK\x03\x04") or suffix == ".docx":
        if data.startswith(_OLD_OFFICE):
            raise FormatError("The document is encrypted or in Word's old format. Save it as docx without a password and build that one.")
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.read(data)
    if suffix == ".pdf":
        raise FormatError("The file does not begin as a PDF does: it is damaged or cut off. Fetch it again.")
    if data.startswith(_OLD_OFFICE):
        raise FormatError(_FOREIGN[".doc"])
    if data.startswith(b"{\\rtf"):
        raise FormatError(_FOREIGN[".rtf"])
    if suffix in _FOREIGN:
        raise FormatError(_FOREIGN[suffix])
    if data.startswith(_PICTURES):
        raise FormatError("It is a picture. Run a text recognition over it first and build the text.")
    page = suffix in (".html", ".htm", ".shtml", ".xhtml") or re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)", data[:200], re.I)
    if _is_binary(data):
        raise FormatError("The file is binary, not text. Give a txt, md, html, docx or pdf file.")
    text = decode(data, html.declared_encoding(data) if page else None)
    if page:
        return "text/html", html.read(text)
    return ("text/markdown" if suffix in (".md", ".markdown") else "text/plain"), plain.read(text)


# ---- bytes to characters --------------------------------------------------------------------------------------------

# The commonest characters of administrative prose in both scripts. In a right decoding they make up a tenth of the hanzi and
# more, in a wrong one next to none.
_COMMON = frozenset("的一是在不了有和人大中国会安全生产工作各部门要年月日为以上对发地行政府及市县企业防理国會產業發為對門國區区重责責落实實加強强关於于")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\x1a\x08"))


def _is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding: control bytes that text does not have, and not UTF-16."""
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > max(2, len(sample) // 200) and _utf16(sample) is None


def _utf16(sample: bytes) -> str | None:
    """Which UTF-16 the bytes are, by mark or by where the high bytes lie; None where they are not.

    In Chinese UTF-16 nearly every second byte is 00, 20, 30, 4E to 9F or FF; in other encodings neither half is like that.
    """
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if len(sample) < 4 or b"\0" not in sample and _is_utf8(sample):
        return None
    high = bytes([0x00, 0x20, 0x30, 0xFF, *range(0x4E, 0xA0)])
    for name, half, other in (("utf-16-le", sample[1::2], sample[0::2]), ("utf-16-be", sample[0::2], sample[1::2])):
        share = 1 - len(half.translate(None, high)) / len(half)
        if share >= 0.97 and 1 - len(other.translate(None, high)) / max(1, len(other)) < 0.85 and not (sample.isascii() and b"\0" not in sample):
            return name
    return None


def _is_utf8(sample: bytes) -> bool:
    """Whether the bytes are UTF-8, the last character perhaps cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _fitness(text: str) -> float:
    """How much a decoding looks like Chinese prose: the share of common characters less that of signs of damage."""
    sample = text[:20000]
    hanzi = sum("\u3400" <= character <= "\u9fff" for character in sample)
    damage = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in sample)
    return (sum(map(_COMMON.__contains__, sample)) - 3 * damage) / max(hanzi + damage, 1)


def decode(data: bytes, declared: str | None = None) -> str:
    """The characters of a text file; a leading byte order mark is left out, all else stays as it is, line ends included.

    UTF-8 and UTF-16 by mark or strictly; else GB18030 or Big5, whichever reads as Chinese; else charset-normalizer's guess. Bad
    bytes and a character cut in two become U+FFFD. `declared` is the charset that a page names: it is tried among the first.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    wide = _utf16(data[:65536])
    if wide is not None:
        return data.decode(wide, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        if error.start > len(data) - 4:  # cut within the last character
            return text
        wide_characters = sum(data.count(bytes([lead])) for lead in range(0xE3, 0xEA))
        if text.count("\ufffd") * 20 < wide_characters:  # another encoding read as UTF-8 is damaged at every other character
            return text
    names = ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"]
    if declared in ("gb2312", "gbk", "gb18030", "big5", "utf-8"):
        names.insert(0, {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(declared, declared))
    sample = data[:60000]
    best = max(names, key=lambda name: _fitness(sample.decode(name, "replace")))
    if _fitness(sample.decode(best, "replace")) >= 0.04:
        return data.decode(best, "replace")
    return _guessed(data)


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes as guess

    hanzi = {}
    for name in ("gb18030", "big5hkscs"):  # a few words of Chinese are too little for the detector
        text = data.decode(name, "replace").rstrip("\ufffd")
        if not any(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in text):
            hanzi[name] = sum("\u4e00" <= character <= "\u9fff" for character in text) / max(len(text), 1)
    if hanzi and max(hanzi.values()) >= 0.2:
        return data.decode(max(hanzi, key=lambda name: hanzi[name]), "replace")
    best = guess(data[:200_000]).best()
    if best is not None:
        return data.decode(best.encoding, "replace").removeprefix("\ufeff")
    return data.decode("gb18030", "replace")
