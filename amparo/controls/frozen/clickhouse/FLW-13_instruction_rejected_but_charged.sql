-- FLW-13 instruction_rejected_but_charged 1.0.0
-- mode: whole
SELECT
  "t2"."policy_id" AS "policy_id",
  "t2"."institution_id" AS "institution_id",
  "t2"."amount_minor" AS "amount_minor",
  "t2"."currency" AS "currency",
  "t2"."channel" AS "channel",
  "t2"."instruction_id" AS "instruction_id",
  "t4"."answered_by" AS "answered_by",
  "t4"."answered_at" AS "answered_at",
  "t2"."charge_id" AS "record_id",
  "t2"."charged_on" AS "happened_on"
FROM "charges" AS "t2"
INNER JOIN (
  SELECT
    "t1"."answered_at" AS "answered_at",
    "t1"."bank" AS "answered_by",
    "t1"."instruction_id" AS "refused_id"
  FROM "charge_instructions" AS "t1"
  WHERE
    "t1"."answer" = 'rejected'
) AS "t4"
  ON "t2"."instruction_id" = "t4"."refused_id"
-- mode: part
SELECT
  "t2"."policy_id" AS "policy_id",
  "t2"."institution_id" AS "institution_id",
  "t2"."amount_minor" AS "amount_minor",
  "t2"."currency" AS "currency",
  "t2"."channel" AS "channel",
  "t2"."instruction_id" AS "instruction_id",
  "t4"."answered_by" AS "answered_by",
  "t4"."answered_at" AS "answered_at",
  "t2"."charge_id" AS "record_id",
  "t2"."charged_on" AS "happened_on"
FROM "subject" AS "t2"
INNER JOIN (
  SELECT
    "t1"."answered_at" AS "answered_at",
    "t1"."bank" AS "answered_by",
    "t1"."instruction_id" AS "refused_id"
  FROM "charge_instructions" AS "t1"
  WHERE
    "t1"."answer" = 'rejected'
) AS "t4"
  ON "t2"."instruction_id" = "t4"."refused_id"
