"""What is known of a table before it is judged by: there or not, how far, and which rows of it could not be read.

Could not judge is an answer: a table that is missing, stale or partly unreadable gives *unjudged* with its reason,
never a finding and never silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from amparo.law.said import Said

REASONS: Mapping[str, Said] = {
    "missing": Said(zh="尚未收到数据", en="has not been delivered", es="no se ha recibido"),
    "stale": Said(zh="数据尚未更新至该日", en="has not been delivered up to that day", es="no llega hasta ese día"),
    "quarantined": Said(zh="数据隔离待处理", en="is in quarantine", es="está en cuarentena"),
    "rejected": Said(
        zh="有相关行未能读取", en="has rejected rows that matter here", es="tiene filas rechazadas que afectan"
    ),
    "unread": Said(
        zh="有无法识别主键的行未能读取",
        en="has rejected rows that name no record",
        es="tiene filas rechazadas sin identificador",
    ),
    "unlawful_day": Said(
        zh="无当日适用的法定值", en="has no value in force that day", es="no tiene valor vigente ese día"
    ),
}


@dataclass(frozen=True)
class Supply:
    """How far one table may be relied on.

    `covers_until`: the last day its rows are complete for (None: it covers every day). `quarantined_from`: the first
    day a delivery still in quarantine might speak of (None: none is waiting). `rejected`: column → values of open
    rejected rows whose column could be read. `unread`: open rejected rows for which that column could not be read.
    """

    table: str
    there: bool = True
    covers_until: date | None = None
    quarantined_from: date | None = None
    rejected: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)
    institutions: frozenset[str] | None = None

    def reason_against(self, *, on: date, key_column: str, key: str | None, institution: str | None) -> str | None:
        """Why a subject row of that day and key cannot be judged by this table, or None when it can."""
        if not self.there:
            return "missing"
        if self.institutions is not None and institution is not None and institution not in self.institutions:
            return "missing"
        if self.covers_until is not None and on > self.covers_until:
            return "stale"
        if self.quarantined_from is not None and on >= self.quarantined_from:
            return "quarantined"
        if key_column and self.unread.get(key_column, 0):
            return "unread"
        if key_column and key is not None and key in self.rejected.get(key_column, frozenset()):
            return "rejected"
        if not key_column and (self.unread or self.rejected):
            return "unread"
        return None
