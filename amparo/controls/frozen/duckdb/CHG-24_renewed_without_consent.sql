-- CHG-24 renewed_without_consent 1.0.0
-- mode: whole
SELECT
  "t4"."channel",
  "t4"."bank",
  "t4"."instalment_id",
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
    "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."kind" = 'new_term'
) AS "t4"
ANTI JOIN "consents" AS "t2"
  ON "t4"."policy_id" = "t2"."policy_id"
  AND "t2"."kind" = 'auto_renewal'
  AND "t2"."given_on" <= "t4"."charged_on"
  AND "t4"."charged_on" < "t2"."withdrawn_on"
-- mode: part
SELECT
  "t4"."channel",
  "t4"."bank",
  "t4"."instalment_id",
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
    "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."kind" = 'new_term'
) AS "t4"
ANTI JOIN "consents" AS "t2"
  ON "t4"."policy_id" = "t2"."policy_id"
  AND "t2"."kind" = 'auto_renewal'
  AND "t2"."given_on" <= "t4"."charged_on"
  AND "t4"."charged_on" < "t2"."withdrawn_on"
-- mode: pending
SELECT
  "t4"."channel",
  "t4"."bank",
  "t4"."instalment_id",
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
    "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."kind" = 'new_term'
) AS "t4"
ANTI JOIN "consents" AS "t2"
  ON "t4"."policy_id" = "t2"."policy_id"
  AND "t2"."kind" = 'auto_renewal'
  AND "t2"."given_on" <= "t4"."charged_on"
  AND "t4"."charged_on" < "t2"."withdrawn_on"
-- mode: near
SELECT
  "t2"."charge_id" AS "record_id",
  "t4"."near_consent_id" AS "candidate_id",
  "t4"."near_given_on" AS "given_on",
  "t4"."near_withdrawn_on" AS "withdrawn_on",
  CASE WHEN "t4"."near_kind" = 'auto_renewal' THEN 1 ELSE 0 END AS "met_to_renewal",
  CASE WHEN "t4"."near_given_on" <= "t2"."charged_on" THEN 1 ELSE 0 END AS "met_given",
  CASE WHEN "t2"."charged_on" < "t4"."near_withdrawn_on" THEN 1 ELSE 0 END AS "met_not_withdrawn"
FROM "subject" AS "t2"
INNER JOIN (
  SELECT
    "t1"."consent_id" AS "near_consent_id",
    "t1"."policy_id" AS "near_policy_id",
    "t1"."kind" AS "near_kind",
    "t1"."given_on" AS "near_given_on",
    "t1"."withdrawn_on" AS "near_withdrawn_on"
  FROM "consents" AS "t1"
) AS "t4"
  ON "t2"."policy_id" = "t4"."near_policy_id"
