"""One delivery: a file, its mapping and its contract become accepted rows in Parquet, and rejected rows with reasons.

Nothing is dropped and nothing is mended in silence: rows read = rows accepted + rows rejected, always. What a person
must decide (too many bad rows, a column that is gone) is a verdict, never an exception.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType

from amparo.law.said import Said
from amparo.records import rejections
from amparo.records.casting import name_sql, text_sql, zone_of
from amparo.records.contract import Contract
from amparo.records.mapping import Mapping_
from amparo.records.parts import RECORD, ROW, Part
from amparo.records.payers import compare_payers
from amparo.records.plan import CORRECTED, WIDE_SPACES, Plan, make_plan, token_texts
from amparo.records.rawcopy import Progress, Raw, Unnamed, copy_raw
from amparo.records.readers import Reading, UnreadableFile, read_file
from amparo.records.rejections import Rejected
from amparo.records.settling import hash_file, settle_file
from amparo.records.tokening import keep_values, make_tokens
from amparo.records.vault import Vault
from amparo.records.workroom import workroom

PPM = 1_000_000
SLICE = 5_000_000
WORK = ".work-"


@dataclass
class Taken:
    """What became of one file. Use it as a context manager: `rejected` can be read until it is closed.

    `rows_repeated` are those of the rejected that only repeat a row taken; thresholds do not count them.
    `verdict` is accepted, quarantined (the part lies there, a person decides) or refused (no part). `columns_missing`
    are columns the mapping reads and the file lacks, `columns_added` columns of the file no mapping reads.
    `corrects` lists the (source, record) of earlier rejected rows that came in corrected with this file.
    """

    table: str
    file: str
    content_sha256: str
    format: str | None = None
    rows_read: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0
    rows_repeated: int = 0
    verdict: str = "accepted"
    reason: Said | None = None
    part: Part | None = None
    columns_missing: tuple[str, ...] = ()
    columns_added: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    masked: Mapping[str, int] = field(default_factory=dict)
    corrects: tuple[tuple[str, int], ...] = ()
    _rejected: rejections.Source | None = field(default=None, repr=False)
    _held: ExitStack = field(default_factory=ExitStack, repr=False)

    def rejected(self) -> Iterator[Rejected]:
        """Every rejected row with its reasons, in the order of the file."""
        return self._rejected.rows() if self._rejected else iter(())

    def close(self) -> None:
        """Let go of the working copy; the part stays."""
        self._held.close()

    def __enter__(self) -> Taken:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


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
) -> Taken:
    """Take in one file. `into` is where the part is to lie; `zone` the house's; `parties` the parts of policy_parties.

    The part is written under a temporary name, synced and renamed; it counts only when the caller records it. A load
    killed midway leaves a folder `.work-…` that `sweep` removes, and nothing else.
    """
    into.mkdir(parents=True, exist_ok=True)
    taken = Taken(contract.name, source.name, "")
    try:
        load = _Load(taken, contract, mapping, vault, into, memory_limit, threads)
        load.run(source, zone, parties, progress)
    except UnreadableFile as error:
        taken.close()
        _refuse(
            taken, Said(*[f"{lead}{error}" for lead in ("文件无法读取：", "cannot be read: ", "no se puede leer: ")])
        )
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
        self.good = self.work / "good.parquet"

    def run(self, source: Path, zone: str, parties: Sequence[Part], progress: Progress | None) -> None:
        hashing = self.beside.submit(hash_file, source)
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
            _refuse(self.taken, missing)
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
                self._type(plan)
            finally:
                sealing.result()
        self._part(plan)
        self.taken._rejected = rejections.Source(self.con, plan, self.vault, self.taken.content_sha256)
        self._decide(plan)

    def _columns(self, reading: Reading) -> Said | None:
        """Compare the file's columns with the mapping's; a required one that is gone refuses the file."""
        there = set(reading.columns)
        taken = self.taken
        taken.columns_missing = tuple(name for name in self.mapping.read if name not in there)
        read = {*self.mapping.read, *CORRECTED}
        taken.columns_added = tuple(name for name in reading.columns if name and name not in read)
        if reading.format.partition(".")[0] in STATEMENTS:
            taken.columns_added = ()
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

    def _type(self, plan: Plan) -> None:
        """Write the good rows, then find the rows that are not among them."""
        columns = ", ".join(name_sql(c) for c in plan.stored)
        sql = f"SELECT {columns}, _record AS {RECORD}, _row AS {ROW} FROM ({plan.typed}) WHERE {plan.good}"
        self.con.execute("SET disabled_optimizers = 'filter_pushdown'")  # or every value would be made twice
        good = int(self.con.execute(f"COPY ({sql}) TO {text_sql(str(self.good))} {PARQUET}").fetchall()[0][0])
        self.con.execute("SET disabled_optimizers = ''")
        self.con.execute("CREATE OR REPLACE TABLE bad (row BIGINT, rule VARCHAR, other BIGINT)")
        if good < plan.raw.rows:
            self._find_bad(plan.raw.rows)
        if not (plan.cell(self.contract.key).derived and self.contract.column(self.contract.key).derive == "line_id"):
            good -= self._find_repeated(plan)
        self.taken.rows_accepted, self.taken.rows_rejected = good, plan.raw.rows - good
        listed, repeated = self.con.execute("SELECT count(*), count(*) FILTER (rule = 'repeated') FROM bad").fetchall()[
            0
        ]
        self.taken.rows_repeated = int(repeated)
        if listed != self.taken.rows_rejected:
            raise AssertionError(
                f"{self.taken.file}: {self.taken.rows_rejected} rows are not accepted, {listed} are listed"
            )

    def _find_bad(self, rows: int) -> None:
        """The rows of the file that are not among the good ones, a slice at a time so that memory stays small."""
        for start in range(0, rows, SLICE):
            end = min(start + SLICE, rows)
            self.con.execute(
                f"INSERT INTO bad SELECT n.range, NULL, NULL FROM range({start}, {end}) AS n ANTI JOIN "
                f"(SELECT {ROW} AS row FROM read_parquet({text_sql(str(self.good))}) "
                f"WHERE {ROW} >= {start} AND {ROW} < {end}) AS g ON g.row = n.range"
            )

    def _find_repeated(self, plan: Plan) -> int:
        """Take out rows whose key stands twice: of equal rows the first stays, of unequal ones none."""
        key, good = name_sql(self.contract.key), f"read_parquet({text_sql(str(self.good))})"
        self.con.execute(
            f"CREATE OR REPLACE TABLE twice AS SELECT h FROM (SELECT hash({key}) AS h FROM {good}) GROUP BY h HAVING count(*) > 1"
        )
        if not self.con.execute("SELECT count(*) FROM twice").fetchall()[0][0]:
            return 0
        content = ", ".join(map(name_sql, plan.stored))
        self.con.execute(
            f"CREATE OR REPLACE TABLE repeats AS SELECT {key} AS key, {ROW} AS row, {RECORD} AS record, "
            f"row({content}) AS content FROM {good} WHERE hash({key}) IN (SELECT h FROM twice)"
        )
        found = self.con.execute(
            """INSERT INTO bad
            SELECT r.row, CASE WHEN k.contents = 1 THEN 'repeated' ELSE 'conflicting' END,
                CASE WHEN r.row = k.first_row THEN k.second_record ELSE k.first_record END
            FROM repeats AS r JOIN (
                SELECT key, count(DISTINCT content) AS contents, min(row) AS first_row,
                    arg_min(record, row) AS first_record, arg_min(record, row, 2)[2] AS second_record
                FROM repeats GROUP BY key HAVING count(*) > 1) AS k ON k.key = r.key
            WHERE k.contents > 1 OR r.row <> k.first_row"""
        ).fetchall()[0][0]
        if found:
            rest = self.work / "rest.parquet"
            self.con.execute(
                f"COPY (SELECT g.* FROM {good} AS g ANTI JOIN bad ON bad.row = g.{ROW}) TO {text_sql(str(rest))} {PARQUET}"
            )
            self.good = rest
        return int(found)

    def _part(self, plan: Plan) -> None:
        """Give the good rows their final name, which their content decides."""
        day = name_sql(self.contract.day)
        good = f"read_parquet({text_sql(str(self.good))})"
        first, last = self.con.execute(f"SELECT min({day}), max({day}) FROM {good}").fetchall()[0]
        sha256 = hash_file(self.good)
        final = self.into / f"{self.taken.content_sha256[:12]}-{sha256[:12]}.parquet"
        self.taken.masked = self._masked(plan)
        self.taken.corrects = self._corrects(plan)
        if _limit(self.taken, self.contract.refuse_above_ppm):
            return
        settle_file(self.good, final)
        self.taken.part = Part(self.contract.name, final, sha256, self.taken.rows_accepted, _day(first), _day(last))

    def _masked(self, plan: Plan) -> dict[str, int]:
        """Column → how many of its texts were masked and stay empty: they can be compared, not joined."""
        counted = {}
        for cell in plan.cells:
            table = self.tokens.get(cell.column.token.kind) if cell.column.token else None
            if cell.text is None or table is None:
                continue
            sql = f"SELECT count(*) FROM {plan.raw.sql} AS r SEMI JOIN (SELECT v FROM {table} WHERE masked) AS k ON k.v = {cell.text}"
            if self.con.execute(f"SELECT 1 FROM {table} WHERE masked LIMIT 1").fetchall():
                counted[cell.column.name] = int(self.con.execute(sql).fetchall()[0][0])
        return {name: number for name, number in counted.items() if number}

    def _corrects(self, plan: Plan) -> tuple[tuple[str, int], ...]:
        source, record = (plan.raw.column(name) for name in CORRECTED[:2])
        if source is None or record is None:
            return ()
        rows = self.con.execute(
            f"SELECT DISTINCT r.{source}, try_cast(r.{record} AS BIGINT) FROM {plan.raw.sql} AS r ANTI JOIN bad ON bad.row = r._row "
            f"WHERE r.{source} IS NOT NULL AND try_cast(r.{record} AS BIGINT) IS NOT NULL ORDER BY ALL"
        ).fetchall()
        return tuple((str(name), int(number)) for name, number in rows)

    def _decide(self, plan: Plan) -> None:
        taken, contract = self.taken, self.contract
        if _limit(taken, contract.refuse_above_ppm):
            _refuse(taken, _too_many(taken, contract.refuse_above_ppm))
        elif _limit(taken, contract.quarantine_above_ppm):
            taken.verdict, taken.reason = "quarantined", _too_many(taken, contract.quarantine_above_ppm)
        elif taken.columns_missing:
            names = "、".join(taken.columns_missing)
            taken.verdict = "quarantined"
            taken.reason = Said(
                f"缺少映射所读的列：{names}；确认后放行，或修改映射",
                f"has no column {names}, which the mapping reads; release it if that is right, or change the mapping",
                f"no tiene la columna {names}, que la correspondencia lee; libérelo si es correcto o cambie la correspondencia",
            )


STATEMENTS = frozenset({"camt", "mt940", "ofx", "pain", "alipay", "wechat", "icbc", "cmb"})
WIDE = [space for space in WIDE_SPACES if not space.isascii()]
# Version 2 keeps rising numbers in next to nothing; a dictionary of more than a thousand words costs more than it saves.
PARQUET = "(FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1000)"


def _limit(taken: Taken, ppm: int) -> bool:
    return (taken.rows_rejected - taken.rows_repeated) * PPM > ppm * taken.rows_read


def _too_many(taken: Taken, ppm: int) -> Said:
    share = f"{taken.rows_rejected}/{taken.rows_read}"
    most = f"{ppm / 10_000:g} %"
    return Said(
        f"不能读取的行过多（{share}，上限{most}）；请更正文件或映射",
        f"too many rows could not be read ({share}, at most {most}); correct the file or the mapping",
        f"demasiadas filas no se pudieron leer ({share}, como máximo {most}); corrija el archivo o la correspondencia",
    )


def _refuse(taken: Taken, reason: Said) -> None:
    taken.verdict, taken.reason, taken.part = "refused", reason, None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
