-- CHG-05 charge_above_due 1.0.0
-- mode: whole
SELECT
  "t4"."instalment_id" AS "instalment_id",
  "t4"."channel" AS "channel",
  "t4"."sequence" AS "sequence",
  "t4"."due_on" AS "due_on",
  "t4"."charge_id" AS "record_id",
  "t4"."policy_id" AS "policy_id",
  "t4"."institution_id" AS "institution_id",
  "t4"."charged_on" AS "happened_on",
  "t4"."amount_minor" - "t4"."due_amount_minor" AS "amount_minor",
  "t4"."currency" AS "currency",
  "t4"."due_amount_minor" AS "due_minor",
  "t4"."amount_minor" AS "charged_minor",
  CASE WHEN "t4"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t2"."charge_id" AS "charge_id",
    "t2"."policy_id" AS "policy_id",
    "t2"."instalment_id" AS "instalment_id",
    "t2"."request_id" AS "request_id",
    "t2"."instruction_id" AS "instruction_id",
    "t2"."institution_id" AS "institution_id",
    "t2"."channel" AS "channel",
    "t2"."bank" AS "bank",
    "t2"."kind" AS "kind",
    "t2"."account_token" AS "account_token",
    "t2"."payer_name_token" AS "payer_name_token",
    "t2"."payer_match" AS "payer_match",
    "t2"."terminal_id" AS "terminal_id",
    "t2"."merchant_id" AS "merchant_id",
    "t2"."operator_id" AS "operator_id",
    "t2"."seen_latitude_e6" AS "seen_latitude_e6",
    "t2"."seen_longitude_e6" AS "seen_longitude_e6",
    "t2"."premises" AS "premises",
    "t2"."amount_minor" AS "amount_minor",
    "t2"."currency" AS "currency",
    "t2"."charged_on" AS "charged_on",
    "t2"."charged_at" AS "charged_at",
    "t2"."settled_token" AS "settled_token",
    "t2"."remittance_id" AS "remittance_id",
    "t3"."sequence" AS "sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on" AS "due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor" AS "announced_minor",
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
  "t4"."instalment_id" AS "instalment_id",
  "t4"."channel" AS "channel",
  "t4"."sequence" AS "sequence",
  "t4"."due_on" AS "due_on",
  "t4"."charge_id" AS "record_id",
  "t4"."policy_id" AS "policy_id",
  "t4"."institution_id" AS "institution_id",
  "t4"."charged_on" AS "happened_on",
  "t4"."amount_minor" - "t4"."due_amount_minor" AS "amount_minor",
  "t4"."currency" AS "currency",
  "t4"."due_amount_minor" AS "due_minor",
  "t4"."amount_minor" AS "charged_minor",
  CASE WHEN "t4"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t2"."charge_id" AS "charge_id",
    "t2"."policy_id" AS "policy_id",
    "t2"."instalment_id" AS "instalment_id",
    "t2"."request_id" AS "request_id",
    "t2"."instruction_id" AS "instruction_id",
    "t2"."institution_id" AS "institution_id",
    "t2"."channel" AS "channel",
    "t2"."bank" AS "bank",
    "t2"."kind" AS "kind",
    "t2"."account_token" AS "account_token",
    "t2"."payer_name_token" AS "payer_name_token",
    "t2"."payer_match" AS "payer_match",
    "t2"."terminal_id" AS "terminal_id",
    "t2"."merchant_id" AS "merchant_id",
    "t2"."operator_id" AS "operator_id",
    "t2"."seen_latitude_e6" AS "seen_latitude_e6",
    "t2"."seen_longitude_e6" AS "seen_longitude_e6",
    "t2"."premises" AS "premises",
    "t2"."amount_minor" AS "amount_minor",
    "t2"."currency" AS "currency",
    "t2"."charged_on" AS "charged_on",
    "t2"."charged_at" AS "charged_at",
    "t2"."settled_token" AS "settled_token",
    "t2"."remittance_id" AS "remittance_id",
    "t3"."sequence" AS "sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on" AS "due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor" AS "announced_minor",
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
    "t2"."charge_id" AS "charge_id",
    "t2"."policy_id" AS "policy_id",
    "t2"."instalment_id" AS "instalment_id",
    "t2"."request_id" AS "request_id",
    "t2"."instruction_id" AS "instruction_id",
    "t2"."institution_id" AS "institution_id",
    "t2"."channel" AS "channel",
    "t2"."bank" AS "bank",
    "t2"."kind" AS "kind",
    "t2"."account_token" AS "account_token",
    "t2"."payer_name_token" AS "payer_name_token",
    "t2"."payer_match" AS "payer_match",
    "t2"."terminal_id" AS "terminal_id",
    "t2"."merchant_id" AS "merchant_id",
    "t2"."operator_id" AS "operator_id",
    "t2"."seen_latitude_e6" AS "seen_latitude_e6",
    "t2"."seen_longitude_e6" AS "seen_longitude_e6",
    "t2"."premises" AS "premises",
    "t2"."amount_minor" AS "amount_minor",
    "t2"."currency" AS "currency",
    "t2"."charged_on" AS "charged_on",
    "t2"."charged_at" AS "charged_at",
    "t2"."settled_token" AS "settled_token",
    "t2"."remittance_id" AS "remittance_id",
    "t3"."sequence" AS "sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on" AS "due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor" AS "announced_minor",
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
    "t2"."charge_id" AS "charge_id",
    "t2"."policy_id" AS "policy_id",
    "t2"."instalment_id" AS "instalment_id",
    "t2"."request_id" AS "request_id",
    "t2"."instruction_id" AS "instruction_id",
    "t2"."institution_id" AS "institution_id",
    "t2"."channel" AS "channel",
    "t2"."bank" AS "bank",
    "t2"."kind" AS "kind",
    "t2"."account_token" AS "account_token",
    "t2"."payer_name_token" AS "payer_name_token",
    "t2"."payer_match" AS "payer_match",
    "t2"."terminal_id" AS "terminal_id",
    "t2"."merchant_id" AS "merchant_id",
    "t2"."operator_id" AS "operator_id",
    "t2"."seen_latitude_e6" AS "seen_latitude_e6",
    "t2"."seen_longitude_e6" AS "seen_longitude_e6",
    "t2"."premises" AS "premises",
    "t2"."amount_minor" AS "amount_minor",
    "t2"."currency" AS "currency",
    "t2"."charged_on" AS "charged_on",
    "t2"."charged_at" AS "charged_at",
    "t2"."settled_token" AS "settled_token",
    "t2"."remittance_id" AS "remittance_id",
    "t3"."sequence" AS "sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on" AS "due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor" AS "announced_minor",
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
  "t4"."instalment_id" AS "instalment_id",
  "t4"."channel" AS "channel",
  "t4"."sequence" AS "sequence",
  "t4"."due_on" AS "due_on",
  "t4"."charge_id" AS "record_id",
  "t4"."policy_id" AS "policy_id",
  "t4"."institution_id" AS "institution_id",
  "t4"."charged_on" AS "happened_on",
  "t4"."amount_minor" - "t4"."due_amount_minor" AS "amount_minor",
  "t4"."currency" AS "currency",
  "t4"."due_amount_minor" AS "due_minor",
  "t4"."amount_minor" AS "charged_minor",
  CASE WHEN "t4"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t2"."charge_id" AS "charge_id",
    "t2"."policy_id" AS "policy_id",
    "t2"."instalment_id" AS "instalment_id",
    "t2"."request_id" AS "request_id",
    "t2"."instruction_id" AS "instruction_id",
    "t2"."institution_id" AS "institution_id",
    "t2"."channel" AS "channel",
    "t2"."bank" AS "bank",
    "t2"."kind" AS "kind",
    "t2"."account_token" AS "account_token",
    "t2"."payer_name_token" AS "payer_name_token",
    "t2"."payer_match" AS "payer_match",
    "t2"."terminal_id" AS "terminal_id",
    "t2"."merchant_id" AS "merchant_id",
    "t2"."operator_id" AS "operator_id",
    "t2"."seen_latitude_e6" AS "seen_latitude_e6",
    "t2"."seen_longitude_e6" AS "seen_longitude_e6",
    "t2"."premises" AS "premises",
    "t2"."amount_minor" AS "amount_minor",
    "t2"."currency" AS "currency",
    "t2"."charged_on" AS "charged_on",
    "t2"."charged_at" AS "charged_at",
    "t2"."settled_token" AS "settled_token",
    "t2"."remittance_id" AS "remittance_id",
    "t3"."sequence" AS "sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on" AS "due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor" AS "announced_minor",
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
    "t2"."charge_id" AS "charge_id",
    "t2"."policy_id" AS "policy_id",
    "t2"."instalment_id" AS "instalment_id",
    "t2"."request_id" AS "request_id",
    "t2"."instruction_id" AS "instruction_id",
    "t2"."institution_id" AS "institution_id",
    "t2"."channel" AS "channel",
    "t2"."bank" AS "bank",
    "t2"."kind" AS "kind",
    "t2"."account_token" AS "account_token",
    "t2"."payer_name_token" AS "payer_name_token",
    "t2"."payer_match" AS "payer_match",
    "t2"."terminal_id" AS "terminal_id",
    "t2"."merchant_id" AS "merchant_id",
    "t2"."operator_id" AS "operator_id",
    "t2"."seen_latitude_e6" AS "seen_latitude_e6",
    "t2"."seen_longitude_e6" AS "seen_longitude_e6",
    "t2"."premises" AS "premises",
    "t2"."amount_minor" AS "amount_minor",
    "t2"."currency" AS "currency",
    "t2"."charged_on" AS "charged_on",
    "t2"."charged_at" AS "charged_at",
    "t2"."settled_token" AS "settled_token",
    "t2"."remittance_id" AS "remittance_id",
    "t3"."sequence" AS "sequence",
    "t3"."kind" AS "due_kind",
    "t3"."due_on" AS "due_on",
    "t3"."amount_minor" AS "due_amount_minor",
    "t3"."announced_minor" AS "announced_minor",
    "t3"."currency" AS "due_currency"
  FROM "subject" AS "t2"
  INNER JOIN "instalments" AS "t3"
    ON "t2"."instalment_id" = "t3"."instalment_id"
    AND "t2"."policy_id" = "t3"."policy_id"
) AS "t4"
WHERE
  "t4"."currency" <> "t4"."due_currency"
