"""Findings out of memory: filtered as asked, each made a plain view that speaks the three languages."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from amparo.controls.frozen import Frozen, load_frozen
from amparo.law.pack import Pack
from amparo.law.said import Said
from amparo.office.findings import texts
from amparo.office.findings.models import Finding, FindingEvent, RunControl, SqlText
from amparo.office.findings.view import ClauseView, FindingView, NearView

COMMON = ("record_id", "policy_id", "institution_id", "happened_on", "amount_minor", "currency", "ground", "near")
FIRST_FEW = 12


class NoSuchFinding(LookupError):
    """No finding, or more than one, begins with what was given."""


@dataclass(frozen=True)
class Asked:
    """Which findings are asked for; what is empty asks nothing. `institutions`: these and no others."""

    controls: tuple[str, ...] = ()
    institutions: frozenset[str] | None = None
    from_on: date | None = None
    to_on: date | None = None
    status: str = "open"
    triage: str | None = None
    ground: str = ""
    severity: str = ""
    policy: str = ""
    customer: str = ""
    min_amount_minor: int | None = None
    run: int | None = None
    changed_only: bool = False
    shadow: bool | None = None


def asked_for(asked: Asked) -> QuerySet[Finding]:
    """The findings asked for, the newest wrong first."""
    rows = Finding.objects.order_by("-happened_on", "control_id", "record_id")
    plain = {
        "control_id__in": asked.controls,
        "happened_on__gte": asked.from_on,
        "happened_on__lte": asked.to_on,
        "status": "" if asked.status == "all" else asked.status,
        "ground": asked.ground,
        "severity": asked.severity,
        "policy_id": asked.policy,
        "customer_id": asked.customer,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if asked.institutions is not None:
        rows = rows.filter(institution_id__in=sorted(asked.institutions))
    if asked.triage is not None:
        rows = rows.filter(triage=asked.triage)
    if asked.min_amount_minor is not None:
        rows = rows.filter(amount_minor__gte=asked.min_amount_minor)
    if asked.shadow is not None:
        rows = rows.filter(shadow=asked.shadow)
    if asked.run is not None and asked.changed_only:
        rows = rows.filter(key__in=FindingEvent.objects.filter(run_id=asked.run).values("finding_id"))
    elif asked.run is not None:
        rows = rows.filter(run_last_id=asked.run)
    return rows


def by_prefix(prefix: str) -> Finding:
    """The one finding whose number begins so."""
    wanted = prefix.strip().lower()
    found = list(Finding.objects.filter(key__startswith=wanted)[:2]) if wanted else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise NoSuchFinding(
            f"{prefix}: no finding begins so; `amparo findings` lists them, --status all the cleared too"
        )
    raise NoSuchFinding(f"{prefix}: several findings begin so; give more of the number, {found[0].key[:FIRST_FEW]}…")


class Viewer:
    """Makes views of findings: of one pack of law, with the names of the institutions."""

    def __init__(self, pack: Pack, institutions: Mapping[str, str]) -> None:
        self._pack, self._institutions = pack, institutions
        self._now = load_frozen("duckdb")
        self._kept: dict[tuple[str, str], Frozen] = {}

    def views(self, findings: QuerySet[Finding] | Collection[Finding]) -> Iterator[FindingView]:
        """One view after the other, streamed."""
        rows = findings.iterator(2000) if isinstance(findings, QuerySet) else iter(findings)
        for finding in rows:
            yield self.view(finding)

    def control(self, finding: Finding) -> Frozen:
        """The control as it ran when it found this: the one of today if it is the same, else the kept text."""
        today = self._now.get(finding.control_id)
        if today is not None and today.version == finding.version:
            return today
        known = (finding.control_id, finding.version)
        if known not in self._kept:
            self._kept[known] = self._from_texts(*known) or today or _unknown(finding)
        return self._kept[known]

    def view(self, finding: Finding) -> FindingView:
        """The view of one finding."""
        control = self.control(finding)
        facts = json.loads(finding.evidence)
        clauses = tuple(self._clause(cite) for cite in json.loads(finding.cites))
        return FindingView(
            finding_id=finding.key,
            control_id=finding.control_id,
            control_title=control.title,
            severity=finding.severity,
            right=finding.right,
            ground=finding.ground,
            to_confirm=bool(clauses)
            and all(clause.confidence != "V1" for clause in clauses)
            and finding.ground == "law",
            status=finding.status,
            triage=finding.triage,
            subject_type=finding.subject_type,
            record_id=finding.record_id,
            policy_id=finding.policy_id,
            customer_id=finding.customer_id,
            institution_id=finding.institution_id,
            institution_name=self._institutions.get(finding.institution_id or "", ""),
            happened_on=finding.happened_on,
            amount_minor=finding.amount_minor,
            currency=finding.currency,
            says=control.says,
            evidence={name: value for name, value in facts.items() if name not in COMMON},
            clauses=clauses,
            near=tuple(_near(candidate, control) for candidate in facts.get("near") or ()),
            control_version=finding.version,
            stage=finding.stage,
            shadow=finding.shadow,
            cause_key=finding.cause_key,
            run_first=finding.run_first_id,
            run_last=finding.run_last_id,
            raised_at=finding.raised_at,
            seen_at=finding.seen_at,
            evidence_sha256=finding.evidence_sha256,
        )

    def _clause(self, cite: Mapping[str, Any]) -> ClauseView:
        source = self._pack.sources.get(cite["source"])
        requirement = self._pack.requirements.get(cite["clause"])
        says = requirement.says if requirement is not None else None
        name = cite.get("name", "")
        if name in self._pack.parameters:
            says = self._pack.parameters[name].says
        elif name in self._pack.rules:
            says = self._pack.rules[name].says
        return ClauseView(
            id=cite["clause"],
            article=cite["article"],
            source_title=source.title if source is not None else cite["source"],
            link=source.link if source is not None else "",
            confidence=cite["confidence"],
            says=says,
            legal_value=cite.get("legal_value"),
            house_value=cite.get("house_value"),
            unit=cite.get("unit", ""),
        )

    def _from_texts(self, control_id: str, version: str) -> Frozen | None:
        ran = RunControl.objects.filter(control_id=control_id, version=version).order_by("-id").first()
        text = SqlText.objects.filter(sha256=ran.text_id).first() if ran is not None else None
        return texts.kept_control(text)[0] if text is not None else None


def _near(candidate: Mapping[str, Any], control: Frozen) -> NearView:
    fails = tuple(control.near_fails.get(word) or Said(word, word, word) for word in candidate.get("failed", ()))
    facts = {name: value for name, value in candidate.items() if name not in ("candidate", "failed")}
    return NearView(str(candidate["candidate"]), fails, facts)


def _unknown(finding: Finding) -> Frozen:
    """A control no one knows any more still has findings; they are shown by its number."""
    any_control = next(iter(load_frozen("duckdb").values()))
    name = Said(finding.control_id, finding.control_id, finding.control_id)
    return replace(any_control, id=finding.control_id, version=finding.version, title=name, says=name, near_fails={})
