-- RFD-02 refund_short 1.0.0
-- mode: whole
SELECT
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."currency",
  "t4"."kind",
  "t4"."charge_id",
  "t4"."due_minor",
  "t4"."paid_minor",
  "t4"."refund_id" AS "record_id",
  "t4"."paid_on" AS "happened_on",
  "t4"."due_minor" - "t4"."paid_minor" AS "amount_minor"
FROM (
  SELECT
    "t2"."refund_id",
    "t2"."policy_id",
    "t2"."charge_id",
    "t2"."institution_id",
    "t2"."kind",
    "t2"."requested_on",
    "t2"."due_minor",
    "t2"."paid_minor",
    "t2"."paid_on",
    "t2"."currency",
    "t2"."account_token",
    "t2"."verified",
    "t2"."reason_recorded",
    "t2"."senior_approved_by",
    "t2"."collected_by",
    "t3"."as_of"
  FROM "refunds" AS "t2"
  CROSS JOIN "run_day" AS "t3"
) AS "t4"
WHERE
  "t4"."paid_on" <= "t4"."as_of" AND "t4"."paid_minor" < "t4"."due_minor"
-- mode: part
SELECT
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."currency",
  "t4"."kind",
  "t4"."charge_id",
  "t4"."due_minor",
  "t4"."paid_minor",
  "t4"."refund_id" AS "record_id",
  "t4"."paid_on" AS "happened_on",
  "t4"."due_minor" - "t4"."paid_minor" AS "amount_minor"
FROM (
  SELECT
    "t2"."refund_id",
    "t2"."policy_id",
    "t2"."charge_id",
    "t2"."institution_id",
    "t2"."kind",
    "t2"."requested_on",
    "t2"."due_minor",
    "t2"."paid_minor",
    "t2"."paid_on",
    "t2"."currency",
    "t2"."account_token",
    "t2"."verified",
    "t2"."reason_recorded",
    "t2"."senior_approved_by",
    "t2"."collected_by",
    "t3"."as_of"
  FROM "subject" AS "t2"
  CROSS JOIN "run_day" AS "t3"
) AS "t4"
WHERE
  "t4"."paid_on" <= "t4"."as_of" AND "t4"."paid_minor" < "t4"."due_minor"
-- mode: unknown_whole
SELECT
  "t4"."refund_id" AS "record_id",
  'paid_amount_missing' AS "reason"
FROM (
  SELECT
    "t2"."refund_id",
    "t2"."policy_id",
    "t2"."charge_id",
    "t2"."institution_id",
    "t2"."kind",
    "t2"."requested_on",
    "t2"."due_minor",
    "t2"."paid_minor",
    "t2"."paid_on",
    "t2"."currency",
    "t2"."account_token",
    "t2"."verified",
    "t2"."reason_recorded",
    "t2"."senior_approved_by",
    "t2"."collected_by",
    "t3"."as_of"
  FROM "refunds" AS "t2"
  CROSS JOIN "run_day" AS "t3"
) AS "t4"
WHERE
  "t4"."paid_on" <= "t4"."as_of" AND "t4"."paid_minor" IS NULL
-- mode: unknown_part
SELECT
  "t4"."refund_id" AS "record_id",
  'paid_amount_missing' AS "reason"
FROM (
  SELECT
    "t2"."refund_id",
    "t2"."policy_id",
    "t2"."charge_id",
    "t2"."institution_id",
    "t2"."kind",
    "t2"."requested_on",
    "t2"."due_minor",
    "t2"."paid_minor",
    "t2"."paid_on",
    "t2"."currency",
    "t2"."account_token",
    "t2"."verified",
    "t2"."reason_recorded",
    "t2"."senior_approved_by",
    "t2"."collected_by",
    "t3"."as_of"
  FROM "subject" AS "t2"
  CROSS JOIN "run_day" AS "t3"
) AS "t4"
WHERE
  "t4"."paid_on" <= "t4"."as_of" AND "t4"."paid_minor" IS NULL
