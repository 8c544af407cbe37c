"""The first look at a file: what its beginning and end are, and in which encoding its text is."""

from __future__ import annotations

import codecs
import os
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from amparo.records.readers.reading import UnreadableFile

HEAD = 1 << 20
TAIL = 1 << 16

# What is not a table at all, by its first bytes.
_STRANGERS = (
    (b"%PDF", "a PDF document", "ask for the statement as CSV, XLSX or the bank's own data format"),
    (b"\x89PNG", "a picture", "ask for the table itself"),
    (b"\xff\xd8\xff", "a picture", "ask for the table itself"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"{\\rtf", "a word-processor document", "save the table as CSV or XLSX"),
)


@dataclass(frozen=True)
class Look:
    """Beginning and end of a file that exists, can be opened and is not empty."""

    path: Path
    size: int
    start: bytes  # at most 1 MiB
    end: bytes  # at most 64 KiB

    @property
    def name(self) -> str:
        """How messages name the file."""
        return self.path.name

    @property
    def whole(self) -> bool:
        """Whether `start` is all there is."""
        return self.size <= len(self.start)

    @cached_property
    def encoding(self) -> str | None:
        """The encoding of the text the file begins with; None when it is no text we know."""
        return encoding_of(self.start, whole=self.whole)

    @cached_property
    def text(self) -> str:
        """The beginning as text, empty when it is none."""
        return decoded(self.start, self.encoding) if self.encoding else ""


def look(path: Path) -> Look:
    """Opens `path` far enough to know its beginning and end, or says why it cannot."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise UnreadableFile(path.name, "this is a folder, not a file", "name the files in it one by one")
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableFile(path.name, "this is a device or pipe, not a file", "copy what it holds into a file")
        with path.open("rb") as file:
            start = file.read(HEAD)
            file.seek(max(0, about.st_size - TAIL), os.SEEK_SET)
            end = file.read(TAIL)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(path.name, f"cannot be opened ({reason})", "check the name and who may read it") from None
    if not start.strip(b" \t\r\n\xef\xbb\xbf"):
        if not start or about.st_size <= HEAD:
            raise UnreadableFile(path.name, "the file is empty", "ask its sender for it again")
        raise UnreadableFile(path.name, "the file begins with a megabyte of blanks", "ask its sender for it again")
    return Look(path, about.st_size, start, end)


def stranger(seen: Look) -> UnreadableFile | None:
    """The refusal of a file that is plainly something else than a table, statement or payment file."""
    for magic, what, remedy in _STRANGERS:
        if seen.start.startswith(magic):
            return UnreadableFile(seen.name, f"this is {what}, whatever its name says", remedy)
    begins = seen.text.lstrip("\ufeff \t\r\n")[:200].lower()
    if begins.startswith(("<!doctype html", "<html", "<table", "<head", "<meta")) or "<html" in begins:
        return UnreadableFile(
            seen.name, "this is a web page, whatever its name says", "open it and save the table as CSV or XLSX"
        )
    return None


def encoding_of(sample: bytes, *, whole: bool) -> str | None:
    """utf-8, utf-8-sig, utf-16 (with mark), utf-16-le, utf-16-be or gb18030, as the sample shows; None if none fits.

    `whole` is false when the sample may end inside a character.
    """
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig" if _decodes(sample, "utf-8-sig", whole) else None
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16" if _decodes(sample, "utf-16", whole) else None
    if b"\0" in sample:
        return _utf16_without_mark(sample, whole)
    if _decodes(sample, "utf-8", whole):
        return "utf-8"
    if _decodes(sample, "gb18030", whole) and _looks_chinese(sample):
        return "gb18030"
    return None


def decoded(sample: bytes, encoding: str) -> str:
    """The sample as text; a character cut at its end is left out."""
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(sample, False)


def _decodes(sample: bytes, encoding: str, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample, whole)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_mark(sample: bytes, whole: bool) -> str | None:
    """Western letters show as every second byte zero; the text must hold no control characters."""
    even, odd = sample[0:4096:2], sample[1:4096:2]
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high.count(0) * 10 > len(high) and low.count(0) * 50 < len(low) and _decodes(sample, encoding, whole):
            begins = decoded(sample[:4096], encoding)
            if all(character >= " " or character in "\t\r\n" for character in begins):
                return encoding
    return None


def _looks_chinese(sample: bytes) -> bool:
    """Whether most two-byte characters are of the everyday set; western text read as GB18030 is not."""
    everyday = others = place = 0
    while place < len(sample) - 1:
        first, second = sample[place], sample[place + 1]
        if first < 0x80:
            place += 1
            continue
        everyday += 0xA1 <= first <= 0xF7 and second >= 0xA1
        others += not (0xA1 <= first <= 0xF7 and second >= 0xA1)
        place += 2
        if everyday + others > 20_000:
            break
    return everyday > others * 4
