"""The parts of a control's section: its law with the limits of the day, and its findings one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString

from amparo.controls.facts import measured
from amparo.controls.supply import REASONS
from amparo.office.findings.report_data import RejectedRows, Unjudged
from amparo.office.findings.report_text import cut, day, each, money, number, tri, word
from amparo.office.findings.report_words import WORDS
from amparo.office.findings.view import ClauseView, FindingView
from amparo.office.findings.words import RULES, STATUSES, TRIAGES
from amparo.records.contract import load_contracts
from amparo.records.rules import RULES as REJECTION_RULES

SHOWN_ID = 12  # letters of a finding's number: enough for `amparo explain`
PLAIN_LINK = re.compile(r"https?://[A-Za-z0-9.-]+(/[^\s\"'<>]*)?", re.ASCII)


def finding_row(finding: FindingView, fresh: int | None, names: Mapping[str, str]) -> dict[str, Any]:
    """What one line of the list shows; what the run `fresh` raised is marked; `names` are the institutions' short ones."""
    near = [each(candidate.sentence) for candidate in finding.near]
    return {
        "id": cut(finding.finding_id)[:SHOWN_ID],
        "day": day(finding.happened_on),
        "sentence": each(finding.sentence),
        "near": near,
        "amount": money(finding.amount_minor, finding.currency) if finding.amount_minor else "",
        "minor": str(finding.amount_minor),
        "policy": cut(finding.policy_id or "–"),
        "customer": cut(finding.customer_id or ""),
        "institution": cut(
            names.get(finding.institution_id or "") or finding.institution_name or finding.institution_id or "–"
        ),
        "record": cut(finding.record_id),
        "triage": word(TRIAGES, finding.triage) if finding.triage else "",
        "tone": {"confirmed": "late", "waived": "info", "dismissed": ""}.get(finding.triage, ""),
        "status": word(STATUSES, finding.status) if finding.status != "open" else "",
        "new": fresh is not None and finding.run_first == fresh,
    }


def law_lines(clauses: tuple[ClauseView, ...], currency: str) -> list[dict[str, Any]]:
    """Each clause once, with the limits that applied to any of the findings."""
    limits: dict[str, list[SafeString]] = {}
    first: dict[str, ClauseView] = {}
    for clause in clauses:
        first.setdefault(clause.id, clause)
        if clause.legal_value is not None or clause.house_value is not None:
            limits.setdefault(clause.id, []).append(_limit(clause, currency))
    return [
        {
            "id": cut(clause.id),
            "article": cut(clause.article),
            "source": cut(clause.source_title),
            "link": clause.link if PLAIN_LINK.fullmatch(clause.link) else "",
            "says": tri(clause.says) if clause.says else "",
            "limits": limits.get(id, []),
            "to_confirm": clause.confidence == "V2",
            "doubtful": clause.confidence in ("M", "?"),
        }
        for id, clause in first.items()
    ]


def _limit(clause: ClauseView, currency: str) -> SafeString:
    def of(language: str) -> str:
        told = []
        for name, value in (("legal_limit", clause.legal_value), ("house_limit", clause.house_value)):
            if value is not None:
                told.append(f"{WORDS[name].in_(language)} {measured(value, clause.unit, currency, language)}")
        return " · ".join(told)

    return each(of)


def rule_words(item: RejectedRows) -> tuple[str, str]:
    """The rule's name and what to do, in every language where it is one of ours, and without any row's value."""
    rule = REJECTION_RULES.get(item.rule)
    return word(RULES, item.rule), tri(rule.remedy) if rule else cut(item.remedy)


def unjudged_groups(items: Iterable[Unjudged]) -> list[dict[str, Any]]:
    """What could not be judged, by reason and table: one line for what is missing, with the controls it silences."""
    groups: dict[tuple[SafeString, str], list[Unjudged]] = {}
    for item in items:
        reason = tri(item.says) if item.says else word(REASONS, item.reason)
        groups.setdefault((reason, item.table), []).append(item)
    contracts = load_contracts()
    lines = []
    for (reason, table), given in sorted(groups.items(), key=lambda g: (-sum(i.count for i in g[1]), g[0][1])):
        lines.append(
            {
                "reason": reason,
                "table": tri(contracts[table].names) if table in contracts else "",
                "code": cut(table),
                "controls": [{"id": i.control_id, "title": tri(i.title)} for i in sorted(given, key=_by_control)],
                "count": number(sum(i.count for i in given)),
            }
        )
    return lines


def _by_control(item: Unjudged) -> str:
    return item.control_id
