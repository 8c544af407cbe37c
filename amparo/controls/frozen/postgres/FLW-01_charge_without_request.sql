-- FLW-01 charge_without_request 1.0.0
-- mode: whole
SELECT
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."amount_minor",
  "t4"."currency",
  "t4"."channel",
  "t4"."request_id",
  "t4"."charge_id" AS "record_id",
  "t4"."charged_on" AS "happened_on"
FROM (
  SELECT
    *
  FROM "charges" AS "t0"
  WHERE
    "t0"."channel" IN ('pos', 'direct_debit', 'wallet')
) AS "t4"
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "charge_requests" AS "t2"
    WHERE
      "t4"."request_id" = "t2"."request_id" AND "t4"."policy_id" = "t2"."policy_id"
  )
-- mode: part
SELECT
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."amount_minor",
  "t4"."currency",
  "t4"."channel",
  "t4"."request_id",
  "t4"."charge_id" AS "record_id",
  "t4"."charged_on" AS "happened_on"
FROM (
  SELECT
    *
  FROM "subject" AS "t0"
  WHERE
    "t0"."channel" IN ('pos', 'direct_debit', 'wallet')
) AS "t4"
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "charge_requests" AS "t2"
    WHERE
      "t4"."request_id" = "t2"."request_id" AND "t4"."policy_id" = "t2"."policy_id"
  )
