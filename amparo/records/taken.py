"""What became of one file: how many rows, which verdict and why, the part, and the rejected rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType

from amparo.law.said import Said
from amparo.records import rejections
from amparo.records.contract import Contract
from amparo.records.parts import Part
from amparo.records.rejections import Rejected

PPM = 1_000_000


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

    def refuse(self, reason: Said) -> None:
        """Nothing of the file counts."""
        self.verdict, self.reason, self.part = "refused", reason, None

    def decide(self, contract: Contract) -> None:
        """The verdict, by the contract's thresholds and the columns that are missing."""
        if self.above(contract.refuse_above_ppm):
            self.refuse(self._too_many(contract.refuse_above_ppm))
        elif self.above(contract.quarantine_above_ppm):
            self.verdict, self.reason = "quarantined", self._too_many(contract.quarantine_above_ppm)
        elif self.columns_missing:
            names = "、".join(self.columns_missing)
            self.verdict = "quarantined"
            self.reason = Said(
                f"缺少映射所读的列：{names}；确认后放行，或修改映射",
                f"has no column {names}, which the mapping reads; release it if that is right, or change the mapping",
                f"no tiene la columna {names}, que la correspondencia lee; "
                "libérelo si es correcto o cambie la correspondencia",
            )

    def above(self, ppm: int) -> bool:
        """Whether more rows are missing than this share; a repeated row misses nothing."""
        return (self.rows_rejected - self.rows_repeated) * PPM > ppm * self.rows_read

    def _too_many(self, ppm: int) -> Said:
        share, most = f"{self.rows_rejected}/{self.rows_read}", f"{ppm / 10_000:g} %"
        return Said(
            f"不能读取的行过多（{share}，上限{most}）；请更正文件或映射",
            f"too many rows could not be read ({share}, at most {most}); correct the file or the mapping",
            f"demasiadas filas no se pudieron leer ({share}, como máximo {most}); corrija el archivo o la correspondencia",
        )

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
