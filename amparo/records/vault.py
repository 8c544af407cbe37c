"""Keeps personal values out of the records: sealed one by one under their tokens, and raw files sealed whole.

The identity store is one SQLite file; a value is sealed with AES-256-GCM under the vault key, the token being bound to
it. Forgetting a person is deleting rows; forgetting everything is deleting the key.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from amparo.records.identity import Tokens
from amparo.records.settling import CHUNK, settle_file

KEY_BYTES = 32
NONCE_BYTES = 12
MAGIC = b"AMPARO1\n"
_BATCH = 50_000

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vault_keys (number INTEGER PRIMARY KEY, key_id TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS token_keys (key_id TEXT NOT NULL PRIMARY KEY);
CREATE TABLE IF NOT EXISTS identities (
    token TEXT PRIMARY KEY, key_number INTEGER NOT NULL REFERENCES vault_keys, sealed BLOB NOT NULL
) WITHOUT ROWID;
"""


class KeysError(Exception):
    """The keys of a house cannot be read: where · what was expected · what to do."""


class StoreError(Exception):
    """The identity store cannot be read: where · what was expected · what to do."""


class SealError(Exception):
    """Something sealed cannot be opened with this key, or was changed."""


@dataclass(frozen=True)
class Keys:
    """The two keys of a house: one makes tokens, the other seals values and files. Never printed."""

    token: bytes
    vault: bytes

    def __repr__(self) -> str:
        """Without the keys."""
        return f"Keys(vault {self.vault_id})"

    @property
    def vault_id(self) -> str:
        """A name for the vault key that does not give it away."""
        return sha256(b"amparo vault key id" + self.vault).hexdigest()[:16]

    @property
    def token_id(self) -> str:
        """A name for the token key that does not give it away."""
        return sha256(b"amparo token key id" + self.token).hexdigest()[:16]

    @classmethod
    def make(cls, folder: Path) -> Keys:
        """New keys in the folder, readable by their owner only; keys already there are left alone and read."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in ("token.key", "vault.key"):
            with contextlib.suppress(FileExistsError):
                handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "w", encoding="ascii") as file:
                    file.write(secrets.token_bytes(KEY_BYTES).hex() + "\n")
                    file.flush()
                    os.fsync(file.fileno())
        return cls.read(folder)

    @classmethod
    def read(cls, folder: Path) -> Keys:
        """The keys of the folder; raises `KeysError`."""
        return cls(token=_key(folder / "token.key"), vault=_key(folder / "vault.key"))


def _key(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        what = f"{path.name}: cannot be read as a key ({type(error).__name__})"
        raise KeysError(f"{what}; expected 64 hexadecimal digits; restore it from the backup of the house") from error
    if len(key) != KEY_BYTES:
        raise KeysError(f"{path.name}: expected 64 hexadecimal digits; restore it from the backup of the house")
    return key


class Vault:
    """The identity store of a house, and its seal. Use it as a context manager."""

    def __init__(self, path: Path, keys: Keys) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._keys = keys
        self._seal = AESGCM(keys.vault)
        self.tokens = Tokens(keys.token)
        made = not path.exists()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        if made:
            path.chmod(0o600)
        try:
            self._open(path)
        except (KeysError, sqlite3.DatabaseError) as error:
            self._db.close()
            if isinstance(error, KeysError | sqlite3.OperationalError):
                raise  # busy or out of room: nothing is wrong with what it holds
            what = f"{path.name}: damaged ({error}); expected the identity store of this house"
            raise StoreError(f"{what}; restore it from the backup; only names need it") from error

    def _open(self, path: Path) -> None:
        """Make it ready; a store that other keys filled is refused, for their tokens and seals never meet these."""
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA cache_size = -65536")
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.executescript(_SCHEMA)
        ours = {"token_keys": ("token.key", self._keys.token_id), "vault_keys": ("vault.key", self._keys.vault_id)}
        for table, (name, key_id) in ours.items():
            known = {row[0] for row in self._db.execute(f"SELECT key_id FROM {table}")}
            if known and key_id not in known:
                what = f"{name}: is not the key {path.name} was made with; expected the one of that time"
                raise KeysError(f"{what}; restore it from the backup of the house, nothing was changed")
            if not known:
                self._db.execute(f"INSERT INTO {table} (key_id) VALUES (?)", (key_id,))
        found = self._db.execute("SELECT number FROM vault_keys WHERE key_id = ?", (self._keys.vault_id,)).fetchone()
        self._key_number = int(found[0])

    def __enter__(self) -> Vault:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the store."""
        self._db.close()

    def remember(self, pairs: Iterable[tuple[str, str]]) -> int:
        """Keep `(token, value)` pairs, each once; quickest in the order of tokens. Answers how many were new.

        Each batch is kept for good by itself: a value kept for a load that then fails names no record and harms none.
        """
        new = 0
        waiting = iter(pairs)
        while batch := dict(islice(waiting, _BATCH)):
            new += self._keep(batch)
        return new

    def _keep(self, batch: Mapping[str, str]) -> int:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            known = self._known(list(batch))
            fresh = [pair for pair in batch.items() if pair[0] not in known] if known else list(batch.items())
            noise = os.urandom(NONCE_BYTES * len(fresh))
            encrypt, number = self._seal.encrypt, self._key_number
            rows = []
            for start, (token, value) in zip(range(0, len(noise), NONCE_BYTES), fresh, strict=True):
                nonce = noise[start : start + NONCE_BYTES]
                rows.append((token, number, nonce + encrypt(nonce, value.encode(), token.encode())))
            self._db.executemany("INSERT INTO identities VALUES (?, ?, ?)", rows)
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
        return len(rows)

    def _known(self, tokens: Sequence[str]) -> set[str]:
        """Those of the tokens already kept: by their range where the store is sparse, else one by one."""
        most = 4 * len(tokens)
        ranged = "SELECT token FROM identities WHERE token BETWEEN ? AND ? LIMIT ?"
        found = {row[0] for row in self._db.execute(ranged, (min(tokens), max(tokens), most))}
        if len(found) < most:
            return found
        one = "SELECT 1 FROM identities WHERE token = ?"
        return {token for token in tokens if self._db.execute(one, (token,)).fetchone()}

    def open_(self, tokens: Iterable[str]) -> dict[str, str]:
        """Token → value of those still known; only for eyes that may see names."""
        wanted = list(dict.fromkeys(tokens))
        opened: dict[str, str] = {}
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            for token, sealed in self._db.execute(
                f"SELECT token, sealed FROM identities WHERE token IN ({marks})", part
            ):
                opened[token] = self.unseal(sealed, token).decode("utf-8")
        return opened

    def forget(self, tokens: Iterable[str]) -> int:
        """Delete the values of these tokens for good; the records keep tokens that now name no one."""
        wanted = [(token,) for token in dict.fromkeys(tokens)]
        with self._db:
            before = self._db.total_changes
            self._db.executemany("DELETE FROM identities WHERE token = ?", wanted)
        return self._db.total_changes - before

    def seal(self, value: bytes, about: str = "") -> bytes:
        """The value sealed, bound to what it is about."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._seal.encrypt(nonce, value, about.encode("utf-8"))

    def unseal(self, sealed: bytes, about: str = "") -> bytes:
        """The value again; raises `SealError`."""
        try:
            return self._seal.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode("utf-8"))
        except (InvalidTag, ValueError) as error:
            shown = about or "a sealed value"
            raise SealError(f"{shown}: not sealed with this key, or changed; restore vault.key of that time") from error


def seal_file(source: Path, folder: Path, keys: Keys) -> tuple[str, Path]:
    """Keep a file as received, sealed, under the SHA-256 of its content; a file already there is left alone.

    The sealed file is a row of chunks; each carries its number and whether it is the last, so that none can be
    changed, moved or cut off unseen. Written under a temporary name, synced, renamed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    seal, hashed, number = AESGCM(keys.vault), sha256(), 0
    temporary = folder / f".{os.getpid()}-{secrets.token_hex(6)}.tmp"
    try:
        with source.open("rb") as read, temporary.open("xb") as write:
            write.write(MAGIC + keys.vault_id.encode("ascii"))
            chunk = read.read(CHUNK)
            while True:
                following = read.read(CHUNK)
                hashed.update(chunk)
                nonce = os.urandom(NONCE_BYTES)
                sealed = nonce + seal.encrypt(nonce, chunk, struct.pack(">Q?", number, not following))
                write.write(struct.pack(">I", len(sealed)) + sealed)
                if not following:
                    break
                chunk, number = following, number + 1
            write.flush()
            os.fsync(write.fileno())
        final = folder / f"{hashed.hexdigest()}.enc"
        if final.exists():
            temporary.unlink()
        else:
            settle_file(temporary, final)
    finally:
        temporary.unlink(missing_ok=True)
    return hashed.hexdigest(), final


def open_sealed_file(path: Path, keys: Keys, into: BinaryIO) -> str:
    """Write the file as it was received into `into`; answers the SHA-256 of its content. Raises `SealError`."""
    hashed = sha256()
    for chunk in _chunks(path, keys):
        hashed.update(chunk)
        into.write(chunk)
    return hashed.hexdigest()


def _chunks(path: Path, keys: Keys) -> Iterator[bytes]:
    seal = AESGCM(keys.vault)
    with path.open("rb") as read:
        head = read.read(len(MAGIC) + 16)
        if not head.startswith(MAGIC):
            raise SealError(f"{path.name}: no sealed file; expected one made by amparo load")
        if head[len(MAGIC) :] != keys.vault_id.encode("ascii"):
            raise SealError(f"{path.name}: sealed with another vault key; restore vault.key of that time")
        number, size = 0, read.read(4)
        while True:
            sealed = read.read(struct.unpack(">I", size)[0]) if len(size) == 4 else b""
            size = read.read(4)
            try:
                bound = struct.pack(">Q?", number, not size)
                yield seal.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)
            except (InvalidTag, ValueError) as error:
                raise SealError(
                    f"{path.name}: changed or cut off at chunk {number}; restore it from a backup"
                ) from error
            if not size:
                return
            number += 1
