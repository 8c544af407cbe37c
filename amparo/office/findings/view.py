"""One finding as everything that shows it sees it: what happened, on which law, whose money, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from amparo.controls.sentences import sentence
from amparo.law.said import Said

STATUSES = ("open", "cleared")
TRIAGES = ("", "confirmed", "dismissed", "waived")


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause a finding stands on, with the limit of that day if it has one: the law's and the house's own."""

    id: str
    article: str
    source_title: str
    link: str = ""
    confidence: str = "V1"
    says: Said | None = None
    legal_value: int | None = None
    house_value: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class NearView:
    """One record that might have made it lawful, and what it failed."""

    candidate: str
    fails: tuple[Said, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """`M1: had ended, had been cancelled` with the punctuation of the language."""
        comma, colon = ("、", "：") if language == "zh" else (", ", ": ")
        return f"{self.candidate}{colon}{comma.join(said.in_(language) for said in self.fails)}"


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding, speaking all three languages. `amount_minor` is the harm in minor units of `currency`.

    `ground` is law or house; `to_confirm`: the law it stands on was seen only at second hand (V2). `says` is the
    control's sentence; `evidence` the facts compared, as JSON holds them (days as ISO text), and no name of a person.
    `run_first`, `run_last`: the runs that raised it and saw it last, at the moments `raised_at` and `seen_at`.
    """

    finding_id: str
    control_id: str
    control_title: Said
    severity: str
    right: str
    ground: str
    to_confirm: bool
    status: str
    triage: str
    subject_type: str
    record_id: str
    policy_id: str | None
    customer_id: str | None
    institution_id: str | None
    institution_name: str
    happened_on: date
    amount_minor: int
    currency: str
    says: Said
    evidence: Mapping[str, Any]
    clauses: tuple[ClauseView, ...] = ()
    near: tuple[NearView, ...] = ()
    control_version: str = ""
    stage: str = ""
    shadow: bool = False
    cause_key: str = ""
    run_first: int | None = None
    run_last: int | None = None
    raised_at: datetime | None = None
    seen_at: datetime | None = None
    evidence_sha256: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """Everything the sentence may name: the evidence and what every finding carries."""
        return {
            **self.evidence,
            "record_id": self.record_id,
            "policy_id": self.policy_id,
            "institution_id": self.institution_id,
            "happened_on": self.happened_on,
            "amount_minor": self.amount_minor,
            "currency": self.currency,
        }

    def sentence(self, language: str) -> str:
        """What happened, in one sentence of that language."""
        return sentence(self.says, self.facts, language)
