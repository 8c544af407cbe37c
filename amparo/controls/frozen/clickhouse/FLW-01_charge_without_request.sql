-- FLW-01 charge_without_request 1.0.0
-- mode: whole
SELECT
  "t4"."policy_id" AS "policy_id",
  "t4"."institution_id" AS "institution_id",
  "t4"."amount_minor" AS "amount_minor",
  "t4"."currency" AS "currency",
  "t4"."channel" AS "channel",
  "t4"."request_id" AS "request_id",
  "t4"."charge_id" AS "record_id",
  "t4"."charged_on" AS "happened_on"
FROM (
  SELECT
    *
  FROM "charges" AS "t0"
  WHERE
    "t0"."channel" IN ('pos', 'direct_debit', 'wallet')
) AS "t4"
LEFT ANTI JOIN "charge_requests" AS "t2"
  ON "t4"."request_id" = "t2"."request_id" AND "t4"."policy_id" = "t2"."policy_id"
-- mode: part
SELECT
  "t4"."policy_id" AS "policy_id",
  "t4"."institution_id" AS "institution_id",
  "t4"."amount_minor" AS "amount_minor",
  "t4"."currency" AS "currency",
  "t4"."channel" AS "channel",
  "t4"."request_id" AS "request_id",
  "t4"."charge_id" AS "record_id",
  "t4"."charged_on" AS "happened_on"
FROM (
  SELECT
    *
  FROM "subject" AS "t0"
  WHERE
    "t0"."channel" IN ('pos', 'direct_debit', 'wallet')
) AS "t4"
LEFT ANTI JOIN "charge_requests" AS "t2"
  ON "t4"."request_id" = "t2"."request_id" AND "t4"."policy_id" = "t2"."policy_id"
