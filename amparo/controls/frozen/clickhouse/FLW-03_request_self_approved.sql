-- FLW-03 request_self_approved 1.0.0
-- mode: whole
SELECT
  "t0"."policy_id" AS "policy_id",
  "t0"."institution_id" AS "institution_id",
  "t0"."amount_minor" AS "amount_minor",
  "t0"."currency" AS "currency",
  "t0"."requested_by" AS "requested_by",
  "t0"."approved_at" AS "approved_at",
  "t0"."request_id" AS "record_id",
  "t0"."requested_on" AS "happened_on"
FROM "charge_requests" AS "t0"
WHERE
  "t0"."requested_by" = "t0"."approved_by"
-- mode: part
SELECT
  "t0"."policy_id" AS "policy_id",
  "t0"."institution_id" AS "institution_id",
  "t0"."amount_minor" AS "amount_minor",
  "t0"."currency" AS "currency",
  "t0"."requested_by" AS "requested_by",
  "t0"."approved_at" AS "approved_at",
  "t0"."request_id" AS "record_id",
  "t0"."requested_on" AS "happened_on"
FROM "subject" AS "t0"
WHERE
  "t0"."requested_by" = "t0"."approved_by"
