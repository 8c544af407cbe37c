"""One load or run at a time in a house: a lease that is kept alive, and taken over when its holder is gone."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction

from amparo.office.findings.models import Lease

NAME = "work"
BEAT_SECONDS = 5.0
STALE_AFTER = timedelta(seconds=90)


class HouseIsBusy(Exception):
    """Another load or run works in this house."""


class LeaseLost(Exception):
    """This process was thought dead and another took its place; nothing more may be written."""


class Held:
    """A lease in hand; `check` before each commit that must not happen twice."""

    def __init__(self, holder: str) -> None:
        self.holder = holder

    def check(self) -> None:
        """Refuse to go on if another process took the lease over."""
        if not Lease.objects.filter(name=NAME, holder=self.holder).exists():
            raise LeaseLost(
                "this load or run stood still so long that another took its place; what it had not yet saved is"
                " dropped; run it again"
            )


@contextmanager
def leased(purpose: str, clock: Callable[[], datetime]) -> Iterator[Held]:
    """Hold the house for one load or run, said to be alive every few seconds; `HouseIsBusy` if another holds it."""
    held = Held(secrets.token_hex(16))
    _take(held.holder, purpose, clock())
    done = threading.Event()
    beat = threading.Thread(target=_beat, args=(held.holder, clock, done), daemon=True)
    beat.start()
    try:
        yield held
    finally:
        done.set()
        beat.join()
        Lease.objects.filter(name=NAME, holder=held.holder).delete()


def _take(holder: str, purpose: str, now: datetime) -> None:
    host, pid = socket.gethostname(), os.getpid()
    with transaction.atomic():
        there = Lease.objects.select_for_update().filter(name=NAME).first()
        if there is not None:
            if not _gone(there, host, now):
                raise HouseIsBusy(
                    f"this house is busy: a {there.purpose} (process {there.pid} on {there.host}) began"
                    f" {there.taken_at:%Y-%m-%d %H:%M:%S} UTC and is alive; one load or run works at a time;"
                    " wait until it is done, or stop it"
                )
            there.delete()
        Lease.objects.create(name=NAME, holder=holder, host=host, pid=pid, purpose=purpose, taken_at=now, beat_at=now)


def _gone(lease: Lease, host: str, now: datetime) -> bool:
    """A holder of this machine whose process is no more, or of another that has been silent too long."""
    if lease.host == host:
        if lease.pid == os.getpid():
            return False
        try:
            os.kill(lease.pid, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
    return now - lease.beat_at > STALE_AFTER


def _beat(holder: str, clock: Callable[[], datetime], done: threading.Event) -> None:
    """Its own thread and connection; a beat that finds the database busy is simply the next one's."""
    try:
        while not done.wait(BEAT_SECONDS):
            with suppress(DatabaseError):
                Lease.objects.filter(name=NAME, holder=holder).update(beat_at=clock())
    finally:
        connection.close()
