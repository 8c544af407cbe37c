"""A finding as it is shown and exported: plain, in one language, without names of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class FindingView:
    """One finding in one language, with all a table, an export or a report needs of it.

    `amount_minor` in minor units of `currency`; `evidence` holds the facts compared, as JSON holds them (days as ISO
    text), with `near` for the candidates that did not cover. Words such as `severity` and `status` are code words.
    """

    finding_id: str
    control_id: str
    control_title: str
    control_version: str
    sentence: str
    status: str  # open | cleared
    triage: str  # '' | confirmed | dismissed | waived
    shadow: bool
    ground: str  # law | house
    severity: str  # low | medium | high | critical
    right: str
    right_title: str
    stage: str
    subject_type: str
    record_id: str
    policy_id: str | None
    customer_id: str | None
    institution_id: str | None
    institution_name: str
    happened_on: date
    amount_minor: int
    currency: str
    clause: str
    article: str
    source_id: str
    source_title: str
    source_link: str
    confidence: str
    to_confirm: bool
    law_name: str
    legal_value: int | None
    house_value: int | None
    value_unit: str
    cause_key: str
    run_first: int
    run_last: int
    raised_at: datetime
    seen_at: datetime
    evidence_sha256: str
    evidence: Mapping[str, Any] = field(default_factory=dict)
    language: str = "zh"
