-- CHG-01 charge_without_mandate 1.0.0
-- mode: whole
SELECT
  "t4"."channel",
  "t4"."bank",
  "t4"."charge_id" AS "record_id",
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."charged_on" AS "happened_on",
  "t4"."amount_minor",
  "t4"."currency"
FROM (
  SELECT
    *
  FROM "charges" AS "t0"
  WHERE
    "t0"."channel" IN ('direct_debit', 'wallet')
) AS "t4"
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "mandates" AS "t2"
    WHERE
      "t4"."policy_id" = "t2"."policy_id"
      AND "t2"."valid_from" <= "t4"."charged_on"
      AND "t4"."charged_on" <= "t2"."valid_to"
      AND "t4"."charged_on" < "t2"."cancelled_on"
  )
-- mode: part
SELECT
  "t4"."channel",
  "t4"."bank",
  "t4"."charge_id" AS "record_id",
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."charged_on" AS "happened_on",
  "t4"."amount_minor",
  "t4"."currency"
FROM (
  SELECT
    *
  FROM "subject" AS "t0"
  WHERE
    "t0"."channel" IN ('direct_debit', 'wallet')
) AS "t4"
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "mandates" AS "t2"
    WHERE
      "t4"."policy_id" = "t2"."policy_id"
      AND "t2"."valid_from" <= "t4"."charged_on"
      AND "t4"."charged_on" <= "t2"."valid_to"
      AND "t4"."charged_on" < "t2"."cancelled_on"
  )
-- mode: pending
SELECT
  "t4"."channel",
  "t4"."bank",
  "t4"."charge_id" AS "record_id",
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."charged_on" AS "happened_on",
  "t4"."amount_minor",
  "t4"."currency"
FROM (
  SELECT
    *
  FROM "subject" AS "t0"
  WHERE
    "t0"."channel" IN ('direct_debit', 'wallet')
) AS "t4"
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "mandates" AS "t2"
    WHERE
      "t4"."policy_id" = "t2"."policy_id"
      AND "t2"."valid_from" <= "t4"."charged_on"
      AND "t4"."charged_on" <= "t2"."valid_to"
      AND "t4"."charged_on" < "t2"."cancelled_on"
  )
-- mode: near
SELECT
  "t2"."charge_id" AS "record_id",
  "t4"."near_mandate_id" AS "candidate_id",
  "t4"."near_valid_from" AS "valid_from",
  "t4"."near_valid_to" AS "valid_to",
  "t4"."near_cancelled_on" AS "cancelled_on",
  CASE WHEN "t4"."near_valid_from" <= "t2"."charged_on" THEN 1 ELSE 0 END AS "met_started",
  CASE WHEN "t2"."charged_on" <= "t4"."near_valid_to" THEN 1 ELSE 0 END AS "met_not_ended",
  CASE WHEN "t2"."charged_on" < "t4"."near_cancelled_on" THEN 1 ELSE 0 END AS "met_not_cancelled"
FROM "subject" AS "t2"
INNER JOIN (
  SELECT
    "t1"."mandate_id" AS "near_mandate_id",
    "t1"."policy_id" AS "near_policy_id",
    "t1"."account_token" AS "near_account_token",
    "t1"."signed_on" AS "near_signed_on",
    "t1"."valid_from" AS "near_valid_from",
    "t1"."valid_to" AS "near_valid_to",
    "t1"."cancelled_on" AS "near_cancelled_on",
    "t1"."maximum_minor" AS "near_maximum_minor",
    "t1"."currency" AS "near_currency",
    "t1"."from_day" AS "near_from_day",
    "t1"."to_day" AS "near_to_day"
  FROM "mandates" AS "t1"
) AS "t4"
  ON "t2"."policy_id" = "t4"."near_policy_id"
