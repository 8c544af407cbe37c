-- CHG-22 settled_elsewhere 1.0.0
-- mode: whole
SELECT
  "t4"."settled_token",
  "t4"."channel",
  "t4"."terminal_id",
  "t4"."merchant_id",
  "t4"."operator_id",
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
    "t0"."settled_token" IS NOT NULL
) AS "t4"
ANTI JOIN "own_accounts" AS "t2"
  ON "t4"."settled_token" = "t2"."account_token"
  AND "t2"."kind" = 'premium'
  AND "t2"."valid_from" <= "t4"."charged_on"
  AND "t4"."charged_on" <= "t2"."valid_to"
-- mode: part
SELECT
  "t4"."settled_token",
  "t4"."channel",
  "t4"."terminal_id",
  "t4"."merchant_id",
  "t4"."operator_id",
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
    "t0"."settled_token" IS NOT NULL
) AS "t4"
ANTI JOIN "own_accounts" AS "t2"
  ON "t4"."settled_token" = "t2"."account_token"
  AND "t2"."kind" = 'premium'
  AND "t2"."valid_from" <= "t4"."charged_on"
  AND "t4"."charged_on" <= "t2"."valid_to"
-- mode: unknown_whole
SELECT
  "t0"."charge_id" AS "record_id",
  'not_settled' AS "reason"
FROM "charges" AS "t0"
WHERE
  "t0"."settled_token" IS NULL
-- mode: unknown_part
SELECT
  "t0"."charge_id" AS "record_id",
  'not_settled' AS "reason"
FROM "subject" AS "t0"
WHERE
  "t0"."settled_token" IS NULL
-- mode: pending
SELECT
  "t4"."settled_token",
  "t4"."channel",
  "t4"."terminal_id",
  "t4"."merchant_id",
  "t4"."operator_id",
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
    "t0"."settled_token" IS NOT NULL
) AS "t4"
ANTI JOIN "own_accounts" AS "t2"
  ON "t4"."settled_token" = "t2"."account_token"
  AND "t2"."kind" = 'premium'
  AND "t2"."valid_from" <= "t4"."charged_on"
  AND "t4"."charged_on" <= "t2"."valid_to"
-- mode: unknown_pending
SELECT
  "t0"."charge_id" AS "record_id",
  'not_settled' AS "reason"
FROM "subject" AS "t0"
WHERE
  "t0"."settled_token" IS NULL
-- mode: near
SELECT
  "t2"."charge_id" AS "record_id",
  "t4"."near_own_account_id" AS "candidate_id",
  "t4"."near_kind" AS "kind",
  "t4"."near_institution_id" AS "institution_id",
  "t4"."near_valid_from" AS "valid_from",
  "t4"."near_valid_to" AS "valid_to",
  CASE WHEN "t4"."near_kind" = 'premium' THEN 1 ELSE 0 END AS "met_for_premium",
  CASE WHEN "t4"."near_valid_from" <= "t2"."charged_on" THEN 1 ELSE 0 END AS "met_started",
  CASE WHEN "t2"."charged_on" <= "t4"."near_valid_to" THEN 1 ELSE 0 END AS "met_not_ended"
FROM "subject" AS "t2"
INNER JOIN (
  SELECT
    "t1"."own_account_id" AS "near_own_account_id",
    "t1"."account_token" AS "near_account_token",
    "t1"."institution_id" AS "near_institution_id",
    "t1"."kind" AS "near_kind",
    "t1"."bank" AS "near_bank",
    "t1"."valid_from" AS "near_valid_from",
    "t1"."valid_to" AS "near_valid_to"
  FROM "own_accounts" AS "t1"
) AS "t4"
  ON "t2"."settled_token" = "t4"."near_account_token"
