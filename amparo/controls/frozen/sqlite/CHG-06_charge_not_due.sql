-- CHG-06 charge_not_due 1.0.0
-- mode: whole
SELECT
  "t2"."instalment_id",
  "t2"."channel",
  "t2"."charge_id" AS "record_id",
  "t2"."policy_id",
  "t2"."institution_id",
  "t2"."charged_on" AS "happened_on",
  "t2"."amount_minor",
  "t2"."currency",
  IIF("t2"."channel" IN ('direct_debit', 'wallet'), 'law', 'house') AS "ground"
FROM "charges" AS "t2"
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "instalments" AS "t3"
    WHERE
      "t2"."instalment_id" = "t3"."instalment_id"
      AND "t2"."policy_id" = "t3"."policy_id"
  )
-- mode: part
SELECT
  "t2"."instalment_id",
  "t2"."channel",
  "t2"."charge_id" AS "record_id",
  "t2"."policy_id",
  "t2"."institution_id",
  "t2"."charged_on" AS "happened_on",
  "t2"."amount_minor",
  "t2"."currency",
  IIF("t2"."channel" IN ('direct_debit', 'wallet'), 'law', 'house') AS "ground"
FROM "subject" AS "t2"
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "instalments" AS "t3"
    WHERE
      "t2"."instalment_id" = "t3"."instalment_id"
      AND "t2"."policy_id" = "t3"."policy_id"
  )
-- mode: pending
SELECT
  "t2"."instalment_id",
  "t2"."channel",
  "t2"."charge_id" AS "record_id",
  "t2"."policy_id",
  "t2"."institution_id",
  "t2"."charged_on" AS "happened_on",
  "t2"."amount_minor",
  "t2"."currency",
  IIF("t2"."channel" IN ('direct_debit', 'wallet'), 'law', 'house') AS "ground"
FROM "subject" AS "t2"
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "instalments" AS "t3"
    WHERE
      "t2"."instalment_id" = "t3"."instalment_id"
      AND "t2"."policy_id" = "t3"."policy_id"
  )
-- mode: near
WITH t4 AS (
  SELECT
    "t1"."instalment_id" AS "near_instalment_id",
    "t1"."policy_id" AS "near_policy_id",
    "t1"."sequence" AS "near_sequence",
    "t1"."kind" AS "near_kind",
    "t1"."due_on" AS "near_due_on",
    "t1"."amount_minor" AS "near_amount_minor",
    "t1"."announced_minor" AS "near_announced_minor",
    "t1"."currency" AS "near_currency"
  FROM "instalments" AS "t1"
)
SELECT
  "t2"."charge_id" AS "record_id",
  "t4"."near_instalment_id" AS "candidate_id",
  "t4"."near_due_on" AS "due_on",
  "t4"."near_amount_minor" AS "amount_minor",
  IIF("t2"."policy_id" = "t4"."near_policy_id", 1, 0) AS "met_same_policy"
FROM "subject" AS "t2"
INNER JOIN t4 AS t4
  ON "t2"."instalment_id" = "t4"."near_instalment_id"
