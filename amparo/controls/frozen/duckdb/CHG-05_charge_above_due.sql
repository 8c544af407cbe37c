-- CHG-05 charge_above_due 1.0.0
-- mode: whole
SELECT
  "t4"."instalment_id",
  "t4"."channel",
  "t4"."sequence",
  "t4"."due_on",
  "t4"."charge_id" AS "record_id",
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."charged_on" AS "happened_on",
  "t4"."amount_minor" - "t4"."due_amount_minor" AS "amount_minor",
  "t4"."currency",
  "t4"."due_amount_minor" AS "due_minor",
  "t4"."amount_minor" AS "charged_minor",
  CASE WHEN "t4"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t2"."charge_id",
    "t2"."policy_id",
    "t2"."instalment_id",
    "t2"."request_id",
    "t2"."instruction_id",
    "t2"."institution_id",
    "t2"."channel",
    "t2"."bank",
    "t2"."kind",
    "t2"."account_token",
    "t2"."payer_name_token",
    "t2"."payer_match",
    "t2"."terminal_id",
    "t2"."merchant_id",
    "t2"."operator_id",
    "t2"."seen_latitude_e6",
    "t2"."seen_longitude_e6",
    "t2"."premises",
    "t2"."amount_minor",
    "t2"."currency",
    "t2"."charged_on",
    "t2"."charged_at",
    "t2"."settled_token",
    "t2"."remittance_id",
    "t3"."sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor",
    "t3"."currency" AS "due_currency"
  FROM "charges" AS "t2"
  INNER JOIN "instalments" AS "t3"
    ON "t2"."instalment_id" = "t3"."instalment_id"
    AND "t2"."policy_id" = "t3"."policy_id"
) AS "t4"
WHERE
  "t4"."currency" = "t4"."due_currency"
  AND "t4"."amount_minor" > "t4"."due_amount_minor"
-- mode: part
SELECT
  "t4"."instalment_id",
  "t4"."channel",
  "t4"."sequence",
  "t4"."due_on",
  "t4"."charge_id" AS "record_id",
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."charged_on" AS "happened_on",
  "t4"."amount_minor" - "t4"."due_amount_minor" AS "amount_minor",
  "t4"."currency",
  "t4"."due_amount_minor" AS "due_minor",
  "t4"."amount_minor" AS "charged_minor",
  CASE WHEN "t4"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t2"."charge_id",
    "t2"."policy_id",
    "t2"."instalment_id",
    "t2"."request_id",
    "t2"."instruction_id",
    "t2"."institution_id",
    "t2"."channel",
    "t2"."bank",
    "t2"."kind",
    "t2"."account_token",
    "t2"."payer_name_token",
    "t2"."payer_match",
    "t2"."terminal_id",
    "t2"."merchant_id",
    "t2"."operator_id",
    "t2"."seen_latitude_e6",
    "t2"."seen_longitude_e6",
    "t2"."premises",
    "t2"."amount_minor",
    "t2"."currency",
    "t2"."charged_on",
    "t2"."charged_at",
    "t2"."settled_token",
    "t2"."remittance_id",
    "t3"."sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor",
    "t3"."currency" AS "due_currency"
  FROM "subject" AS "t2"
  INNER JOIN "instalments" AS "t3"
    ON "t2"."instalment_id" = "t3"."instalment_id"
    AND "t2"."policy_id" = "t3"."policy_id"
) AS "t4"
WHERE
  "t4"."currency" = "t4"."due_currency"
  AND "t4"."amount_minor" > "t4"."due_amount_minor"
-- mode: unknown_whole
SELECT
  "t4"."charge_id" AS "record_id",
  'other_currency' AS "reason"
FROM (
  SELECT
    "t2"."charge_id",
    "t2"."policy_id",
    "t2"."instalment_id",
    "t2"."request_id",
    "t2"."instruction_id",
    "t2"."institution_id",
    "t2"."channel",
    "t2"."bank",
    "t2"."kind",
    "t2"."account_token",
    "t2"."payer_name_token",
    "t2"."payer_match",
    "t2"."terminal_id",
    "t2"."merchant_id",
    "t2"."operator_id",
    "t2"."seen_latitude_e6",
    "t2"."seen_longitude_e6",
    "t2"."premises",
    "t2"."amount_minor",
    "t2"."currency",
    "t2"."charged_on",
    "t2"."charged_at",
    "t2"."settled_token",
    "t2"."remittance_id",
    "t3"."sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor",
    "t3"."currency" AS "due_currency"
  FROM "charges" AS "t2"
  INNER JOIN "instalments" AS "t3"
    ON "t2"."instalment_id" = "t3"."instalment_id"
    AND "t2"."policy_id" = "t3"."policy_id"
) AS "t4"
WHERE
  "t4"."currency" <> "t4"."due_currency"
-- mode: unknown_part
SELECT
  "t4"."charge_id" AS "record_id",
  'other_currency' AS "reason"
FROM (
  SELECT
    "t2"."charge_id",
    "t2"."policy_id",
    "t2"."instalment_id",
    "t2"."request_id",
    "t2"."instruction_id",
    "t2"."institution_id",
    "t2"."channel",
    "t2"."bank",
    "t2"."kind",
    "t2"."account_token",
    "t2"."payer_name_token",
    "t2"."payer_match",
    "t2"."terminal_id",
    "t2"."merchant_id",
    "t2"."operator_id",
    "t2"."seen_latitude_e6",
    "t2"."seen_longitude_e6",
    "t2"."premises",
    "t2"."amount_minor",
    "t2"."currency",
    "t2"."charged_on",
    "t2"."charged_at",
    "t2"."settled_token",
    "t2"."remittance_id",
    "t3"."sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor",
    "t3"."currency" AS "due_currency"
  FROM "subject" AS "t2"
  INNER JOIN "instalments" AS "t3"
    ON "t2"."instalment_id" = "t3"."instalment_id"
    AND "t2"."policy_id" = "t3"."policy_id"
) AS "t4"
WHERE
  "t4"."currency" <> "t4"."due_currency"
-- mode: pending
SELECT
  "t4"."instalment_id",
  "t4"."channel",
  "t4"."sequence",
  "t4"."due_on",
  "t4"."charge_id" AS "record_id",
  "t4"."policy_id",
  "t4"."institution_id",
  "t4"."charged_on" AS "happened_on",
  "t4"."amount_minor" - "t4"."due_amount_minor" AS "amount_minor",
  "t4"."currency",
  "t4"."due_amount_minor" AS "due_minor",
  "t4"."amount_minor" AS "charged_minor",
  CASE WHEN "t4"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t2"."charge_id",
    "t2"."policy_id",
    "t2"."instalment_id",
    "t2"."request_id",
    "t2"."instruction_id",
    "t2"."institution_id",
    "t2"."channel",
    "t2"."bank",
    "t2"."kind",
    "t2"."account_token",
    "t2"."payer_name_token",
    "t2"."payer_match",
    "t2"."terminal_id",
    "t2"."merchant_id",
    "t2"."operator_id",
    "t2"."seen_latitude_e6",
    "t2"."seen_longitude_e6",
    "t2"."premises",
    "t2"."amount_minor",
    "t2"."currency",
    "t2"."charged_on",
    "t2"."charged_at",
    "t2"."settled_token",
    "t2"."remittance_id",
    "t3"."sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor",
    "t3"."currency" AS "due_currency"
  FROM "subject" AS "t2"
  INNER JOIN "instalments" AS "t3"
    ON "t2"."instalment_id" = "t3"."instalment_id"
    AND "t2"."policy_id" = "t3"."policy_id"
) AS "t4"
WHERE
  "t4"."currency" = "t4"."due_currency"
  AND "t4"."amount_minor" > "t4"."due_amount_minor"
-- mode: unknown_pending
SELECT
  "t4"."charge_id" AS "record_id",
  'other_currency' AS "reason"
FROM (
  SELECT
    "t2"."charge_id",
    "t2"."policy_id",
    "t2"."instalment_id",
    "t2"."request_id",
    "t2"."instruction_id",
    "t2"."institution_id",
    "t2"."channel",
    "t2"."bank",
    "t2"."kind",
    "t2"."account_token",
    "t2"."payer_name_token",
    "t2"."payer_match",
    "t2"."terminal_id",
    "t2"."merchant_id",
    "t2"."operator_id",
    "t2"."seen_latitude_e6",
    "t2"."seen_longitude_e6",
    "t2"."premises",
    "t2"."amount_minor",
    "t2"."currency",
    "t2"."charged_on",
    "t2"."charged_at",
    "t2"."settled_token",
    "t2"."remittance_id",
    "t3"."sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor",
    "t3"."currency" AS "due_currency"
  FROM "subject" AS "t2"
  INNER JOIN "instalments" AS "t3"
    ON "t2"."instalment_id" = "t3"."instalment_id"
    AND "t2"."policy_id" = "t3"."policy_id"
) AS "t4"
WHERE
  "t4"."currency" <> "t4"."due_currency"
