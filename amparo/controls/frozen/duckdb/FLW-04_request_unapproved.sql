-- FLW-04 request_unapproved 1.0.0
-- mode: whole
SELECT
  "t2"."policy_id",
  "t2"."institution_id",
  "t2"."amount_minor",
  "t2"."currency",
  "t2"."channel",
  "t2"."request_id",
  "t4"."requested_by",
  "t2"."charge_id" AS "record_id",
  "t2"."charged_on" AS "happened_on"
FROM "charges" AS "t2"
INNER JOIN (
  SELECT
    "t1"."requested_by",
    "t1"."request_id" AS "asked_id",
    "t1"."policy_id" AS "asked_policy_id"
  FROM "charge_requests" AS "t1"
  WHERE
    "t1"."approved_by" IS NULL
) AS "t4"
  ON "t2"."request_id" = "t4"."asked_id" AND "t2"."policy_id" = "t4"."asked_policy_id"
-- mode: part
SELECT
  "t2"."policy_id",
  "t2"."institution_id",
  "t2"."amount_minor",
  "t2"."currency",
  "t2"."channel",
  "t2"."request_id",
  "t4"."requested_by",
  "t2"."charge_id" AS "record_id",
  "t2"."charged_on" AS "happened_on"
FROM "subject" AS "t2"
INNER JOIN (
  SELECT
    "t1"."requested_by",
    "t1"."request_id" AS "asked_id",
    "t1"."policy_id" AS "asked_policy_id"
  FROM "charge_requests" AS "t1"
  WHERE
    "t1"."approved_by" IS NULL
) AS "t4"
  ON "t2"."request_id" = "t4"."asked_id" AND "t2"."policy_id" = "t4"."asked_policy_id"
