"""Many small worlds judged side by side on one connection: every name carries its world's mark, so none meets another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from amparo.controls.engines import Engine, plain_sql
from amparo.controls.frozen import Frozen, load_frozen
from amparo.controls.run import Outcome, judge
from amparo.controls.supply import Supply
from tests.controls.judging import an_engine, lay_pack
from tests.harm.rows import AS_OF, CONTRACTS, World, marked, unmarked

CONTROLS: Mapping[str, Frozen] = load_frozen("duckdb")


@dataclass
class Answer:
    """What all controls said of one world: what each found, and which subjects each could not judge."""

    found: dict[str, set[str]] = field(default_factory=dict)
    dark: dict[str, set[str]] = field(default_factory=dict)

    def told(self) -> str:
        """In words, for a test that fails."""
        found = "; ".join(f"{c} found {sorted(r)}" for c, r in sorted(self.found.items())) or "nothing found"
        dark = "; ".join(f"{c} could not judge {sorted(r)}" for c, r in sorted(self.dark.items()))
        return f"{found}{'; ' if dark else ''}{dark}"


class Court:
    """One connection with the law laid once; worlds are laid and judged as often as wanted."""

    def __init__(self) -> None:
        self.engine: Engine = an_engine("duckdb")
        lay_pack(self.engine, list(CONTROLS.values()), AS_OF)

    def lay(self, worlds: Sequence[World]) -> None:
        """Put the rows of these worlds in the tables, and nothing else."""
        for table, contract in CONTRACTS.items():
            rows = (row for number, world in enumerate(worlds) for row in marked(world, number, table))
            self.engine.fill(table, contract.types, rows)

    def judge(self, worlds: Sequence[World], controls: Iterable[str] = CONTROLS) -> list[Answer]:
        """What the controls say of each of the worlds."""
        self.lay(worlds)
        answers = [Answer() for _ in worlds]
        for control in (CONTROLS[name] for name in controls):
            outcome = judge(self.engine, control)
            for one in outcome.found:
                number, record = unmarked(one.record_id)
                answers[number].found.setdefault(control.id, set()).add(record)
            if outcome.unjudged:
                self._dark(control, answers)
        return answers

    def _dark(self, control: Frozen, answers: list[Answer]) -> None:
        sql = f"SELECT DISTINCT u.record_id FROM ({control.sql['unknown_whole']}) AS u"
        for (marked_record,) in self.engine.rows(sql, {"record_id": "string"}):
            number, record = unmarked(marked_record)
            if record not in answers[number].found.get(control.id, ()):
                answers[number].dark.setdefault(control.id, set()).add(record)

    def by_supply(self, control: str, *supplies: Supply) -> tuple[set[str], Outcome]:
        """What one control finds in the worlds that lie there now, and its outcome, under these supplies."""
        outcome = judge(self.engine, CONTROLS[control], supplies={s.table: s for s in supplies})
        return {one.record_id for one in outcome.found}, outcome

    def value(self, table: str, column: str, record: str) -> str | None:
        """One value of a row that lies there now."""
        key = CONTRACTS[table].key
        sql = f"SELECT {column} FROM {table} WHERE {key} = {plain_sql(record)}"
        return next((row[0] for row in self.engine.rows(sql, {"v": "string"})), None)
