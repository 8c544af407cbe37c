"""One delivery: a file, its mapping and its contract become accepted rows in Parquet, and rejected rows with reasons.

Nothing is dropped and nothing is mended in silence: rows read = rows accepted + rows rejected, always. What a person
must decide (too many bad rows, a column that is gone) is a verdict, never an exception.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path

from amparo.law.said import Said
from amparo.records import rejections
from amparo.records.casting import name_sql, text_sql, zone_of
from amparo.records.contract import Contract
from amparo.records.mapping import STATEMENT_FORMATS, Mapping_
from amparo.records.parts import Part
from amparo.records.payers import compare_payers
from amparo.records.plan import CORRECTED, WIDE_SPACES, Plan, make_plan, token_texts
from amparo.records.rawcopy import Progress, Raw, Unnamed, copy_raw
from amparo.records.readers import Reading, UnreadableFile, read_file
from amparo.records.settling import hash_file, settle_file
from amparo.records.sifting import corrected_rows, count_masked, sift
from amparo.records.taken import Taken
from amparo.records.tokening import keep_values, make_tokens
from amparo.records.vault import Vault
from amparo.records.workroom import workroom

__all__ = ["Taken", "sweep", "take_in"]

WORK = ".work-"
WIDE = [space for space in WIDE_SPACES if not space.isascii()]


def take_in(
    source: Path,
    mapping: Mapping_,
    contract: Contract,
    *,
    vault: Vault,
    into: Path,
    zone: str,
    parties: Sequence[Part] = (),
    memory_limit: str = "900MB",
    threads: int = 2,
    progress: Progress | None = None,
    content_sha256: str | None = None,
) -> Taken:
    """Take in one file. `into` is where the part is to lie; `zone` the house's; `parties` the parts of policy_parties.
    `content_sha256` spares hashing the file again where the caller has done so.

    The part is written under a temporary name, synced and renamed; it counts only when the caller records it. A load
    killed midway leaves a folder `.work-…` that `sweep` removes, and nothing else.
    """
    into.mkdir(parents=True, exist_ok=True)
    taken = Taken(contract.name, source.name, "")
    try:
        load = _Load(taken, contract, mapping, vault, into, memory_limit, threads)
        load.run(source, zone, parties, progress, content_sha256)
    except UnreadableFile as error:
        taken.close()
        leads = ("文件无法读取：", "cannot be read: ", "no se puede leer: ")
        taken.refuse(Said(*[f"{lead}{error}" for lead in leads]))
        taken.rows_read = taken.rows_accepted = taken.rows_rejected = 0
        taken._rejected = None
    except BaseException:
        taken.close()
        raise
    return taken


def sweep(into: Path) -> int:
    """Remove what killed loads left in the folder of a table; answers how many. Call it under the lease of the house."""
    left = list(into.glob(f"{WORK}*")) if into.is_dir() else []
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)


class _Load:
    """The steps of one load, over one DuckDB of its own."""

    def __init__(
        self,
        taken: Taken,
        contract: Contract,
        mapping: Mapping_,
        vault: Vault,
        into: Path,
        memory_limit: str,
        threads: int,
    ) -> None:
        self.taken, self.contract, self.mapping, self.vault, self.into = taken, contract, mapping, vault, into
        self.work = into / f"{WORK}{os.getpid()}-{secrets.token_hex(6)}"
        self.work.mkdir(mode=0o700)
        taken._held.callback(shutil.rmtree, self.work, ignore_errors=True)
        self.unnamed = Unnamed(self.work)
        taken._held.callback(self.unnamed.close)
        self.beside = taken._held.enter_context(ThreadPoolExecutor(max_workers=1))
        self.con = taken._held.enter_context(workroom(self.work / "spill", memory_limit=memory_limit, threads=threads))

    def run(
        self, source: Path, zone: str, parties: Sequence[Part], progress: Progress | None, content_sha256: str | None
    ) -> None:
        hashing = self.beside.submit(lambda: content_sha256 or hash_file(source))
        try:
            reading = read_file(source, format=self.mapping.format, options=self.mapping.options)
            self._read(reading, source, hashing, zone, parties, progress)
        finally:
            self.taken.content_sha256 = hashing.result()

    def _read(
        self,
        reading: Reading,
        source: Path,
        hashing: Future[str],
        zone: str,
        parties: Sequence[Part],
        progress: Progress | None,
    ) -> None:
        self.taken.format = reading.format
        missing = self._columns(reading)
        if missing is not None:
            self.taken.refuse(missing)
            return
        raw = copy_raw(self.con, reading, source, self.unnamed, progress=progress)
        self.taken.content_sha256 = hashing.result()
        self.taken.notes += reading.notes
        self.taken.notes += [
            f"{t.where}: states {t.what} {t.stated}, holds {t.found}" for t in reading.expected if not t.agrees
        ]
        self.taken.rows_read = raw.rows
        plan = self._plan(raw, zone, parties)
        with self.con.cursor() as cursor:
            sealing = self.beside.submit(keep_values, cursor, self.tokens, self.vault)
            try:
                good, accepted = sift(self.con, plan, self.work)
            finally:
                sealing.result()
        self._count(plan, accepted)
        self._part(good)
        self.taken._rejected = rejections.Source(self.con, plan, self.vault, self.taken.content_sha256)
        self.taken.decide(self.contract)

    def _columns(self, reading: Reading) -> Said | None:
        """Compare the file's columns with the mapping's; a required one that is gone refuses the file."""
        there = set(reading.columns)
        taken = self.taken
        taken.columns_missing = tuple(name for name in self.mapping.read if name not in there)
        read = {*self.mapping.read, *CORRECTED}
        taken.columns_added = tuple(name for name in reading.columns if name and name not in read)
        if reading.format in STATEMENT_FORMATS or reading.format.startswith("pain"):
            taken.columns_added = ()  # these columns are the reader's, the same for every such file
        gone = [
            name
            for column in self.contract.columns
            if column.required and (filled := self.mapping.columns.get(column.source)) is not None
            for name in filled.columns
            if name not in there
        ]
        if not gone:
            return None
        names = "、".join(gone)
        return Said(
            f"缺少必需的列：{names}；请核对文件，或修改映射",
            f"has no column {names}, which is required; look at the file, or change the mapping",
            f"no tiene la columna {names}, que es obligatoria; revise el archivo o cambie la correspondencia",
        )

    def _plan(self, raw: Raw, zone: str, parties: Sequence[Part]) -> Plan:
        settings = {"zone": zone_of(zone), "content_sha256": self.taken.content_sha256}
        wide = self._wide(raw)
        bare = make_plan(self.contract, self.mapping, raw, wide=wide, **settings)  # type: ignore[arg-type]
        self.tokens = make_tokens(self.con, raw, token_texts(bare.cells), self.vault.tokens)
        plan = make_plan(self.contract, self.mapping, raw, wide=wide, tokens=self.tokens, **settings)  # type: ignore[arg-type]
        match = next((c for c in plan.cells if c.column.derive == "payer_match" and c.text is None), None)
        payers = compare_payers(self.con, plan, parties, self.vault) if match else None
        if payers is None:
            return plan
        return make_plan(
            self.contract,
            self.mapping,
            raw,
            wide=wide,
            tokens=self.tokens,
            payers=payers,
            **settings,  # type: ignore[arg-type]
        )

    def _wide(self, raw: Raw) -> frozenset[str]:
        """Columns some of whose texts are padded with full-width or no-break spaces, which readers leave."""
        plain = {c.source for c in self.contract.columns if c.type == "string" and not c.values and not c.token}
        read = [n for s, f in self.mapping.columns.items() if s in plain for n in f.columns if raw.column(n)]
        read = list(dict.fromkeys(read))
        if not read or not raw.rows:
            return frozenset()
        ends = [" OR ".join(f"contains({raw.column(n)}, '{space}')" for space in WIDE) for n in read]
        found = self.con.execute(f"SELECT {', '.join(f'bool_or({e})' for e in ends)} FROM {raw.sql} AS r").fetchall()[0]
        return frozenset(name for name, is_wide in zip(read, found, strict=True) if is_wide)

    def _count(self, plan: Plan, accepted: int) -> None:
        """Rows accepted and rejected; that they are all the rows there are is checked, not hoped."""
        taken = self.taken
        taken.rows_accepted, taken.rows_rejected = accepted, plan.raw.rows - accepted
        counted = "SELECT count(*), count(*) FILTER (rule = 'repeated') FROM bad"
        listed, taken.rows_repeated = map(int, self.con.execute(counted).fetchall()[0])
        if listed != taken.rows_rejected:
            raise AssertionError(f"{taken.file}: {taken.rows_rejected} rows are not accepted, but {listed} are listed")
        taken.masked = count_masked(self.con, plan)
        taken.corrects = corrected_rows(self.con, plan)

    def _part(self, good: Path) -> None:
        """Give the good rows their final name, which their content decides, unless the file is refused."""
        taken, day = self.taken, name_sql(self.contract.day)
        if taken.above(self.contract.refuse_above_ppm):
            return
        days = f"SELECT min({day}), max({day}) FROM read_parquet({text_sql(str(good))})"
        first, last = self.con.execute(days).fetchall()[0]
        sha256 = hash_file(good)
        final = self.into / f"{taken.content_sha256[:12]}-{sha256[:12]}.parquet"
        settle_file(good, final)
        taken.part = Part(self.contract.name, final, sha256, taken.rows_accepted, _day(first), _day(last))


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
