"""On what a finding stands: the clauses of its control with the limits in force that day, the law's and the house's."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from amparo.controls.frozen import Frozen
from amparo.law.pack import LAWFUL, Pack
from amparo.law.values import LawValue, law_values


class Citer:
    """Cites for the findings of one run: one pack of law, one house's limits and switches."""

    def __init__(
        self, pack: Pack, *, limits: Mapping[str, int], switches: tuple[str, ...], law_on: date | None = None
    ) -> None:
        self._pack, self._limits, self._law_on = pack, limits, law_on
        self._values: dict[str, list[LawValue]] = {}
        for value in law_values(pack, house=limits, house_switches=switches, law_on=law_on):
            self._values.setdefault(value.name, []).append(value)
        self._cached = lru_cache(maxsize=4096)(self._of_day)

    def ground(self, control: Frozen) -> str | None:
        """The ground of a control's findings that name none themselves: of its clauses; None on M and ? alone."""
        return self._pack.ground(control.clauses)

    def cites(self, control: Frozen, facts: Mapping[str, Any]) -> tuple[str, str]:
        """The first clause, and all of them as canonical JSON, for a finding with these facts."""
        on = facts["happened_on"]
        start = facts.get(control.due_start) if control.due_start else None
        rules = self._rules(control, facts)
        clauses = self._clauses(control, rules)
        return self._cached(control.id, clauses, control.law, rules, str(on)[:10], str(start or on)[:10])

    def _clauses(self, control: Frozen, rules: tuple[str, ...]) -> tuple[str, ...]:
        """The control's clauses less those on which only a rule for another kind of thing stands."""
        others = self._clauses_of(set(control.due) - set(rules)) - self._clauses_of(rules)
        return tuple(clause for clause in control.clauses if clause not in others)

    def _clauses_of(self, rules: Collection[str]) -> set[str]:
        known = (self._pack.rules[name] for name in rules if name in self._pack.rules)
        return {dated.clause for rule in known for dated in rule.dated}

    def _rules(self, control: Frozen, facts: Mapping[str, Any]) -> tuple[str, ...]:
        """The deadline rules that speak of this finding: the one named after its kind, where there are several."""
        if len(control.due) < 2:
            return control.due
        kind = str(facts.get("kind") or "")
        return tuple(rule for rule in control.due if kind and rule.endswith(f"_{kind}")) or control.due

    def _of_day(
        self,
        control_id: str,
        clauses: tuple[str, ...],
        law: tuple[str, ...],
        rules: tuple[str, ...],
        on: str,
        start: str,
    ) -> tuple[str, str]:
        day = date.fromisoformat(on)
        cites: dict[str, dict[str, Any]] = {}
        for clause in clauses:
            requirement = self._pack.requirements.get(clause)
            if requirement is not None:
                cites[clause] = {
                    "clause": clause,
                    "source": requirement.source,
                    "article": requirement.article,
                    "confidence": requirement.confidence,
                }
        for name in law:
            value = next((v for v in self._values.get(name, ()) if v.valid_from <= day <= v.valid_to), None)
            if value is not None:
                unit = self._pack.parameters[name].dated[0].unit
                cite = _of_value(value.clause, value.source, value.article, value.confidence, name, unit)
                cite |= {"legal_value": value.legal_value, "house_value": value.house_value}
                cites[name] = cite
        for name in rules:
            if (cite_of_rule := self._of_rule(name, date.fromisoformat(start))) is not None:
                cites[name] = cite_of_rule
        valued = {cite["clause"] for cite in cites.values() if "name" in cite}
        told = [cite for cite in cites.values() if "name" in cite]  # what a value stands on comes first, and once
        told += [cite for cite in cites.values() if "name" not in cite and cite["clause"] not in valued]
        first = told[0]["clause"] if told else ""
        return first, json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def _of_rule(self, name: str, start: date) -> dict[str, Any] | None:
        rule = self._pack.rules.get(name)
        dated = rule.on(self._law_on or start) if rule is not None else None
        if dated is None:
            return None
        cite = _of_value(dated.clause, dated.source, dated.article, dated.confidence, name, dated.unit)
        lawful = dated.confidence in LAWFUL
        own = self._limits.get(name)
        return cite | {
            "legal_value": dated.value if lawful else None,
            "house_value": own if lawful or own is not None else dated.value,
        }


def _of_value(clause: str, source: str, article: str, confidence: str, name: str, unit: str) -> dict[str, Any]:
    return {
        "clause": clause,
        "source": source,
        "article": article,
        "confidence": confidence,
        "name": name,
        "unit": unit,
    }
