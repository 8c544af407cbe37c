-- CHG-24 renewed_without_consent 1.0.0
-- mode: whole
WITH t4 AS (
  SELECT
    *
  FROM "charges" AS "t0"
  WHERE
    "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."kind" = 'new_term'
)
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
FROM t4 AS t4
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "consents" AS "t2"
    WHERE
      "t4"."policy_id" = "t2"."policy_id"
      AND "t2"."kind" = 'auto_renewal'
      AND "t2"."given_on" <= "t4"."charged_on"
      AND "t4"."charged_on" < "t2"."withdrawn_on"
  )
-- mode: part
WITH t4 AS (
  SELECT
    *
  FROM "subject" AS "t0"
  WHERE
    "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."kind" = 'new_term'
)
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
FROM t4 AS t4
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "consents" AS "t2"
    WHERE
      "t4"."policy_id" = "t2"."policy_id"
      AND "t2"."kind" = 'auto_renewal'
      AND "t2"."given_on" <= "t4"."charged_on"
      AND "t4"."charged_on" < "t2"."withdrawn_on"
  )
-- mode: pending
WITH t4 AS (
  SELECT
    *
  FROM "subject" AS "t0"
  WHERE
    "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."kind" = 'new_term'
)
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
FROM t4 AS t4
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "consents" AS "t2"
    WHERE
      "t4"."policy_id" = "t2"."policy_id"
      AND "t2"."kind" = 'auto_renewal'
      AND "t2"."given_on" <= "t4"."charged_on"
      AND "t4"."charged_on" < "t2"."withdrawn_on"
  )
-- mode: near
WITH t4 AS (
  SELECT
    "t1"."consent_id" AS "near_consent_id",
    "t1"."policy_id" AS "near_policy_id",
    "t1"."kind" AS "near_kind",
    "t1"."given_on" AS "near_given_on",
    "t1"."withdrawn_on" AS "near_withdrawn_on"
  FROM "consents" AS "t1"
)
SELECT
  "t2"."charge_id" AS "record_id",
  "t4"."near_consent_id" AS "candidate_id",
  "t4"."near_given_on" AS "given_on",
  "t4"."near_withdrawn_on" AS "withdrawn_on",
  IIF("t4"."near_kind" = 'auto_renewal', 1, 0) AS "met_to_renewal",
  IIF("t4"."near_given_on" <= "t2"."charged_on", 1, 0) AS "met_given",
  IIF("t2"."charged_on" < "t4"."near_withdrawn_on", 1, 0) AS "met_not_withdrawn"
FROM "subject" AS "t2"
INNER JOIN t4 AS t4
  ON "t2"."policy_id" = "t4"."near_policy_id"
