"""The tables of what came in, what was run, and what was found.

Kinds, states and events are words here, declared in code or pack, not tables of their own. JSON is kept as canonical
text, because its bytes are hashed and must come back as they went in.
"""

from __future__ import annotations

from django.db import models

VERDICTS = ("accepted", "quarantined", "refused")
STATUSES = ("open", "cleared")
TRIAGES = ("", "confirmed", "dismissed", "waived")
EVENTS = ("raised", "changed", "cleared", "reopened")
RUN_STATES = ("running", "done", "failed")


class Delivery(models.Model):
    """One file that came in: known by its content and the mapping that read it, judged as a whole.

    `batch` grows by one with each delivery whose rows count; a refused or waiting one has none. A quarantined delivery
    waits for a person to release or discard it; `settled_by` names the later delivery that took its place.
    """

    batch = models.BigIntegerField(unique=True, null=True)
    table_name = models.CharField(max_length=60)
    mapping_name = models.CharField(max_length=200)
    mapping_sha256 = models.CharField(max_length=64)
    feed = models.CharField(max_length=200, default="")
    institution_id = models.CharField(max_length=60, default="")
    file_name = models.CharField(max_length=400)
    file_bytes = models.BigIntegerField(default=0)
    content_sha256 = models.CharField(max_length=64)
    raw_path = models.CharField(max_length=400, default="")
    arrived_at = models.DateTimeField()
    arrived_on = models.DateField()
    covered_on = models.DateField(null=True)
    verdict = models.CharField(max_length=12)
    notes = models.TextField(default="[]")
    columns = models.TextField(default="{}")
    rows_read = models.BigIntegerField(default=0)
    rows_taken = models.BigIntegerField(default=0)
    rows_rejected = models.BigIntegerField(default=0)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    settled_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="settles")
    released_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["table_name", "batch"]), models.Index(fields=["feed", "covered_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["content_sha256", "mapping_sha256"],
                condition=~models.Q(verdict="refused"),
                name="a_content_comes_in_once",
            )
        ]


class Part(models.Model):
    """One Parquet file of accepted rows; it exists for readers only because this row says so, and only while `live`.

    `batch` is given when its rows begin to count; `facts` holds all that `records` says of it, as JSON, with paths
    under the house's folder.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="parts")
    table_name = models.CharField(max_length=60)
    batch = models.BigIntegerField(null=True)
    path = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64)
    rows = models.BigIntegerField()
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    live = models.BooleanField(default=True)
    facts = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["table_name", "batch"])]


class RejectedRow(models.Model):
    """One row that could not be read: where, by which rules, what to do; its values sealed, its keys as they are kept.

    `reasons` is JSON; `keys` holds those columns by which controls reach the row, as far as they could be read.
    `resolved_by` is the delivery that brought the row again, corrected; `dropped_reason` why a person gave it up.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="rejected")
    table_name = models.CharField(max_length=60)
    record_number = models.BigIntegerField()
    reasons = models.TextField()
    keys = models.TextField(default="{}")
    day = models.DateField(null=True)
    sealed = models.BinaryField()
    open = models.BooleanField(default=True)
    settled_batch = models.BigIntegerField(null=True)
    resolved_by = models.ForeignKey(Delivery, null=True, on_delete=models.PROTECT, related_name="resolves")
    dropped_reason = models.TextField(default="")

    class Meta:
        indexes = [models.Index(fields=["table_name", "open"]), models.Index(fields=["delivery", "record_number"])]


class SqlText(models.Model):
    """A control as it ran: its SQL of every mode and all it says of itself, by the hash of that content."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    control_id = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    dialect = models.CharField(max_length=20)
    content = models.TextField()


class LawText(models.Model):
    """The law as it was laid beside the records: every row controls joined, compressed, by the hash of its content."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    pack_sha256 = models.CharField(max_length=64)
    content = models.BinaryField()


class Run(models.Model):
    """One judging of records: on which day, by which law and settings, over which parts."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default="running")
    as_of = models.DateField()
    country = models.CharField(max_length=10)
    pack_version = models.CharField(max_length=60)
    pack_sha256 = models.CharField(max_length=64)
    house_sha256 = models.CharField(max_length=64)
    law = models.ForeignKey(LawText, on_delete=models.PROTECT)
    batch = models.BigIntegerField()
    inputs = models.TextField()
    inputs_sha256 = models.CharField(max_length=64)
    supplies = models.TextField(default="{}")
    engine = models.CharField(max_length=20, default="duckdb")
    amparo_version = models.CharField(max_length=20)


class RunControl(models.Model):
    """What one control made of one run: how many it judged, could not judge and why, found, and what changed."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="controls")
    control_id = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    life = models.CharField(max_length=10)
    mode = models.CharField(max_length=10)
    text = models.ForeignKey(SqlText, on_delete=models.PROTECT)
    sql_sha256 = models.CharField(max_length=64)
    subjects = models.BigIntegerField()
    judged = models.BigIntegerField()
    unjudged = models.TextField(default="[]")
    found = models.BigIntegerField()
    raised = models.BigIntegerField()
    changed = models.BigIntegerField()
    reopened = models.BigIntegerField()
    cleared = models.BigIntegerField()
    held = models.BigIntegerField(default=0)
    milliseconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "control_id"], name="a_control_runs_once_a_run")]


class Finding(models.Model):
    """One wrong: by control, major version and record it is the same finding for ever; what is known of it may change.

    `evidence`: every fact compared, as canonical JSON. `cites`: the clauses it stands on with the limits of that day.

    Columns from `triage` to `assigned_to` belong to people: a run never writes them.
    """

    key = models.CharField(max_length=32, primary_key=True)
    control_id = models.CharField(max_length=20)
    control_major = models.IntegerField()
    version = models.CharField(max_length=20)
    subject_type = models.CharField(max_length=60)
    record_id = models.CharField(max_length=200)
    policy_id = models.CharField(max_length=100, null=True)
    customer_id = models.CharField(max_length=100, null=True)
    institution_id = models.CharField(max_length=60, null=True)
    happened_on = models.DateField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    ground = models.CharField(max_length=10)
    severity = models.CharField(max_length=10)
    right = models.CharField(max_length=30)
    stage = models.CharField(max_length=20)
    shadow = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    evidence = models.TextField()
    evidence_sha256 = models.CharField(max_length=64)
    clause = models.CharField(max_length=60, default="")
    cites = models.TextField(default="[]")
    cause_key = models.CharField(max_length=32)
    sql_sha256 = models.CharField(max_length=64)
    run_first = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    run_last = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    triage = models.CharField(max_length=12, default="")
    triage_reason = models.TextField(default="")
    triage_by = models.CharField(max_length=100, default="")
    triage_at = models.DateTimeField(null=True)
    waived_until = models.DateField(null=True)
    assigned_to = models.CharField(max_length=100, default="")

    class Meta:
        indexes = [
            models.Index(fields=["control_id", "status", "record_id"]),
            models.Index(fields=["status", "happened_on"]),
            models.Index(fields=["institution_id", "status"]),
            models.Index(fields=["policy_id"]),
        ]


class FindingEvent(models.Model):
    """What a run did to a finding: raised, changed, cleared, reopened; `before` is the evidence it replaced."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="events", db_index=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, db_index=False)
    event = models.CharField(max_length=10)
    version = models.CharField(max_length=20)
    evidence_sha256 = models.CharField(max_length=64)
    before = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "run"], name="a_finding_changes_once_a_run")]
        indexes = [models.Index(fields=["run", "event"])]


class Watermark(models.Model):
    """How far a control has judged: up to which batch and day, on which basis; another basis means a whole run."""

    control_id = models.CharField(max_length=20, primary_key=True)
    batch = models.BigIntegerField()
    as_of = models.DateField()
    basis_sha256 = models.CharField(max_length=64)
    supplies = models.TextField(default="{}")
    run = models.ForeignKey(Run, on_delete=models.PROTECT)


class Lease(models.Model):
    """Who works in the house now: one load or run at a time."""

    name = models.CharField(max_length=20, primary_key=True)
    holder = models.CharField(max_length=64)
    host = models.CharField(max_length=200)
    pid = models.IntegerField()
    purpose = models.CharField(max_length=60)
    taken_at = models.DateTimeField()
    beat_at = models.DateTimeField()


class NamesSeen(models.Model):
    """Each time someone had names shown: when, who, of which finding, for what."""

    at = models.DateTimeField()
    who = models.CharField(max_length=100)
    finding_key = models.CharField(max_length=32)
    purpose = models.CharField(max_length=200, default="")
    tokens = models.IntegerField(default=0)
