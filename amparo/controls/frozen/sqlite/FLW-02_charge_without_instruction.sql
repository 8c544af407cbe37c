-- FLW-02 charge_without_instruction 1.0.0
-- mode: whole
WITH t4 AS (
  SELECT
    *
  FROM "charges" AS "t0"
  WHERE
    "t0"."channel" IN ('direct_debit', 'wallet')
)
SELECT
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."amount_minor",
  "t4"."currency",
  "t4"."channel",
  "t4"."bank",
  "t4"."request_id",
  "t4"."instruction_id",
  "t4"."charge_id" AS "record_id",
  "t4"."charged_on" AS "happened_on"
FROM t4 AS t4
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "charge_instructions" AS "t2"
    WHERE
      "t4"."instruction_id" = "t2"."instruction_id"
      AND (
        (
          "t2"."request_id" IS NULL
        )
        OR (
          "t4"."request_id" IS NULL
        )
        OR (
          "t2"."request_id" = "t4"."request_id"
        )
      )
  )
-- mode: part
WITH t4 AS (
  SELECT
    *
  FROM "subject" AS "t0"
  WHERE
    "t0"."channel" IN ('direct_debit', 'wallet')
)
SELECT
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."amount_minor",
  "t4"."currency",
  "t4"."channel",
  "t4"."bank",
  "t4"."request_id",
  "t4"."instruction_id",
  "t4"."charge_id" AS "record_id",
  "t4"."charged_on" AS "happened_on"
FROM t4 AS t4
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "charge_instructions" AS "t2"
    WHERE
      "t4"."instruction_id" = "t2"."instruction_id"
      AND (
        (
          "t2"."request_id" IS NULL
        )
        OR (
          "t4"."request_id" IS NULL
        )
        OR (
          "t2"."request_id" = "t4"."request_id"
        )
      )
  )
