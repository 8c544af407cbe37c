"""What a control is: a wrong that can be done to a customer, and the expression that finds it in tables.

A control is one file holding one function named like the file, decorated with `control(...)`; its examples lie beside
it in a YAML file of the same name. This module knows nothing of Ibis beyond type names: `build.py` compiles.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from amparo.law.said import Said

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from amparo.controls.context import Context

    Expression = Callable[[Context], ir.Table]
    Condition = Callable[[Any, Any], ir.BooleanValue]

RIGHTS = ("know", "choose", "fair_dealing", "property", "redress", "education", "respect", "information")
STAGES = ("sale", "request", "charge", "booking", "refund", "service", "supply")
SEVERITIES = ("low", "medium", "high", "critical")
LIVES = ("off", "shadow", "on")


class ControlError(Exception):
    """A control declares something a control cannot declare."""


@dataclass(frozen=True)
class Reach:
    """How a subject row reaches the rows of a table it is judged by: `subject_column` equals `table_column`.

    Used to find which subjects a changed row makes dirty, and which subjects a rejected row leaves unjudged.
    Both empty: every change of the table touches every subject.
    """

    subject_column: str = ""
    table_column: str = ""


@dataclass(frozen=True)
class Near:
    """The candidates that might have covered a row, and the conditions each must meet: written once, used twice.

    In the control they are the anti-join (`Context.uncovered`); in the explanation they are 0/1 columns for each
    candidate reached. `on` is the subject's column, `table_on` the candidate's (the same name unless given). `fails`
    says, for each condition, why a candidate does not count.
    """

    table: str
    on: str
    key: str
    conditions: Mapping[str, Condition]
    fails: Mapping[str, Said]
    facts: tuple[str, ...] = ()
    table_on: str = ""


@dataclass(frozen=True)
class Control:
    """One wrong: what it is called, on what law it stands, what it reads, what it opens, and how it is found.

    `find(context)` returns one row for each subject row that is wrong, with the columns `record_id`, `policy_id`,
    `institution_id`, `happened_on`, `amount_minor` (the harm in minor units), `currency`, optionally `ground`
    ('law' | 'house'), and the compared facts as further columns, which `says` may name. A `grouped` control judges
    groups of subject rows (a bank's month): its `record_id` names the group, and it always runs whole.
    `reaches` holds every way to a table, `reads` the first of each. `due_start` is the subject's day on which its
    deadline starts (of the rules in `due`; without one the deadline is that day itself): such a row must be judged
    again when the deadline passes, though no row changed.
    """

    id: str
    version: str
    name: str
    folder: str
    title: Said
    says: Said
    doc: str
    subject: str
    reads: Mapping[str, Reach]
    clauses: tuple[str, ...]
    law: tuple[str, ...]
    due: tuple[str, ...]
    right: str
    stage: str
    severity: str
    opens: str
    overlaps: tuple[str, ...]
    cause: tuple[str, ...]
    askable: bool
    history: str
    life: str
    grouped: bool
    find: Expression
    unknown: Expression | None = None
    near: Near | None = None
    unknown_says: Mapping[str, Said] | None = None
    reaches: Mapping[str, tuple[Reach, ...]] = field(default_factory=dict)
    due_start: str = ""

    @property
    def major(self) -> int:
        """The part of the version that belongs to a finding's identity: a new meaning is a new finding."""
        return int(self.version.split(".")[0])


def control(
    *,
    id: str,
    version: str,
    title: Said,
    says: Said,
    subject: str,
    reads: Mapping[str, str | tuple[str, str] | tuple[tuple[str, str], ...] | None],
    clauses: tuple[str, ...],
    right: str,
    stage: str,
    severity: str,
    opens: str = "charge_dispute",
    law: tuple[str, ...] = (),
    due: tuple[str, ...] = (),
    due_start: str = "",
    overlaps: tuple[str, ...] = (),
    cause: tuple[str, ...] = (),
    askable: bool = False,
    history: str = "",
    life: str = "on",
    grouped: bool = False,
    unknown: Expression | None = None,
    unknown_says: Mapping[str, Said] | None = None,
    near: Near | None = None,
) -> Callable[[Expression], Control]:
    """Declare a control; the decorated function is its `find`, its docstring what the public page says.

    `reads`: table → the column both sides share, or (subject column, table column), several such
    pairs, or None when any change of that table may touch any subject. `clauses`: ids of the law pack it stands on; their confidence gives the ground of a
    finding. `law`, `due`: names of dated values and deadline rules it joins. `history`: the column by which the
    subject's own log is read. `cause`: evidence columns whose equal values mean one cause. `overlaps`: ids that may
    rightly fire on the same wrong.
    """

    def declare(find: Expression) -> Control:
        doc = inspect.cleandoc(find.__doc__ or "")
        made = Control(
            id=id,
            version=version,
            name=find.__name__,
            folder=find.__module__.split(".")[-2],
            title=title,
            says=says,
            doc=doc,
            subject=subject,
            reads={table: _reaches(given)[0] for table, given in reads.items()},
            reaches={table: _reaches(given) for table, given in reads.items()},
            due_start=due_start,
            clauses=clauses,
            law=law,
            due=due,
            right=right,
            stage=stage,
            severity=severity,
            opens=opens,
            overlaps=overlaps,
            cause=cause,
            askable=askable,
            history=history,
            life=life,
            grouped=grouped,
            find=find,
            unknown=unknown,
            unknown_says=unknown_says or {},
            near=near,
        )
        _check(made)
        return made

    return declare


def _reaches(given: str | tuple[str, str] | tuple[tuple[str, str], ...] | None) -> tuple[Reach, ...]:
    if given is None:
        return (Reach(),)
    if isinstance(given, str):
        return (Reach(given, given),)
    pairs = [given] if isinstance(given[0], str) else given
    return tuple(Reach(str(subject), str(table)) for subject, table in pairs)


def _check(made: Control) -> None:
    for word, known, what in (
        (made.right, RIGHTS, "right"),
        (made.stage, STAGES, "stage"),
        (made.severity, SEVERITIES, "severity"),
        (made.life, LIVES, "life"),
    ):
        if word not in known:
            raise ControlError(f"{made.id}: {what} {word!r}; expected one of {', '.join(known)}")
    if "Not a finding:" not in made.doc:
        raise ControlError(f"{made.id}: the docstring must say 'Not a finding:' and name the near misses")
    if not made.clauses:
        raise ControlError(f"{made.id}: name at least one clause of the law pack it stands on")
    if made.due and not made.due_start:
        raise ControlError(
            f"{made.id}: joins deadlines of {', '.join(made.due)}; name the subject's day as `due_start`"
        )
    if bool(made.unknown) != bool(made.unknown_says):
        raise ControlError(f"{made.id}: `unknown` and `unknown_says` go together")
    if made.near and set(made.near.conditions) != set(made.near.fails):
        raise ControlError(f"{made.id}: each near condition needs its sentence in `fails`, and no other")
