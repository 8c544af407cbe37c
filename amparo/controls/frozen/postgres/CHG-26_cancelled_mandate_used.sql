-- CHG-26 cancelled_mandate_used 1.0.0
-- mode: whole
SELECT
  "t8"."mandate_id",
  "t8"."bank",
  "t8"."account_token",
  "t8"."cancelled_on",
  "t8"."charge_id" AS "record_id",
  "t8"."policy_id",
  "t8"."institution_id",
  "t8"."charged_on" AS "happened_on",
  "t8"."amount_minor",
  "t8"."currency",
  CAST(EXTRACT(epoch FROM CAST("t8"."charged_on" AS TIMESTAMP) - CAST("t8"."cancelled_on" AS TIMESTAMP)) / 86400 AS BIGINT) AS "days_after"
FROM (
  SELECT
    "t7"."charge_id",
    "t7"."policy_id",
    "t7"."instalment_id",
    "t7"."request_id",
    "t7"."instruction_id",
    "t7"."institution_id",
    "t7"."channel",
    "t7"."bank",
    "t7"."kind",
    "t7"."account_token",
    "t7"."payer_name_token",
    "t7"."payer_match",
    "t7"."terminal_id",
    "t7"."merchant_id",
    "t7"."operator_id",
    "t7"."seen_latitude_e6",
    "t7"."seen_longitude_e6",
    "t7"."premises",
    "t7"."amount_minor",
    "t7"."currency",
    "t7"."charged_on",
    "t7"."charged_at",
    "t7"."settled_token",
    "t7"."remittance_id",
    "t7"."mandate_id",
    "t7"."signed_on",
    "t7"."valid_from",
    "t7"."valid_to",
    "t7"."cancelled_on",
    "t7"."maximum_minor",
    "t7"."near_currency",
    "t7"."from_day",
    "t7"."to_day",
    ROW_NUMBER() OVER (
      PARTITION BY "t7"."charge_id"
      ORDER BY "t7"."cancelled_on" DESC NULLS LAST, "t7"."mandate_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t5"."charge_id",
        "t5"."policy_id",
        "t5"."instalment_id",
        "t5"."request_id",
        "t5"."instruction_id",
        "t5"."institution_id",
        "t5"."channel",
        "t5"."bank",
        "t5"."kind",
        "t5"."account_token",
        "t5"."payer_name_token",
        "t5"."payer_match",
        "t5"."terminal_id",
        "t5"."merchant_id",
        "t5"."operator_id",
        "t5"."seen_latitude_e6",
        "t5"."seen_longitude_e6",
        "t5"."premises",
        "t5"."amount_minor",
        "t5"."currency",
        "t5"."charged_on",
        "t5"."charged_at",
        "t5"."settled_token",
        "t5"."remittance_id",
        "t3"."mandate_id",
        "t3"."signed_on",
        "t3"."valid_from",
        "t3"."valid_to",
        "t3"."cancelled_on",
        "t3"."maximum_minor",
        "t3"."currency" AS "near_currency",
        "t3"."from_day",
        "t3"."to_day"
      FROM (
        SELECT
          *
        FROM "charges" AS "t0"
        WHERE
          "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."account_token" IS NOT NULL
      ) AS "t5"
      INNER JOIN "mandates" AS "t3"
        ON "t5"."policy_id" = "t3"."policy_id"
        AND "t5"."account_token" = "t3"."account_token"
      WHERE
        NOT EXISTS(
          SELECT
            1
          FROM "mandates" AS "t2"
          WHERE
            "t5"."policy_id" = "t2"."policy_id"
            AND "t2"."valid_from" <= "t5"."charged_on"
            AND "t5"."charged_on" <= "t2"."valid_to"
            AND "t5"."charged_on" < "t2"."cancelled_on"
            AND "t5"."account_token" = "t2"."account_token"
        )
    ) AS "t6"
    WHERE
      "t6"."cancelled_on" <= "t6"."charged_on"
  ) AS "t7"
) AS "t8"
WHERE
  "t8"."nth_of_key" = 0
-- mode: part
SELECT
  "t8"."mandate_id",
  "t8"."bank",
  "t8"."account_token",
  "t8"."cancelled_on",
  "t8"."charge_id" AS "record_id",
  "t8"."policy_id",
  "t8"."institution_id",
  "t8"."charged_on" AS "happened_on",
  "t8"."amount_minor",
  "t8"."currency",
  CAST(EXTRACT(epoch FROM CAST("t8"."charged_on" AS TIMESTAMP) - CAST("t8"."cancelled_on" AS TIMESTAMP)) / 86400 AS BIGINT) AS "days_after"
FROM (
  SELECT
    "t7"."charge_id",
    "t7"."policy_id",
    "t7"."instalment_id",
    "t7"."request_id",
    "t7"."instruction_id",
    "t7"."institution_id",
    "t7"."channel",
    "t7"."bank",
    "t7"."kind",
    "t7"."account_token",
    "t7"."payer_name_token",
    "t7"."payer_match",
    "t7"."terminal_id",
    "t7"."merchant_id",
    "t7"."operator_id",
    "t7"."seen_latitude_e6",
    "t7"."seen_longitude_e6",
    "t7"."premises",
    "t7"."amount_minor",
    "t7"."currency",
    "t7"."charged_on",
    "t7"."charged_at",
    "t7"."settled_token",
    "t7"."remittance_id",
    "t7"."mandate_id",
    "t7"."signed_on",
    "t7"."valid_from",
    "t7"."valid_to",
    "t7"."cancelled_on",
    "t7"."maximum_minor",
    "t7"."near_currency",
    "t7"."from_day",
    "t7"."to_day",
    ROW_NUMBER() OVER (
      PARTITION BY "t7"."charge_id"
      ORDER BY "t7"."cancelled_on" DESC NULLS LAST, "t7"."mandate_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t5"."charge_id",
        "t5"."policy_id",
        "t5"."instalment_id",
        "t5"."request_id",
        "t5"."instruction_id",
        "t5"."institution_id",
        "t5"."channel",
        "t5"."bank",
        "t5"."kind",
        "t5"."account_token",
        "t5"."payer_name_token",
        "t5"."payer_match",
        "t5"."terminal_id",
        "t5"."merchant_id",
        "t5"."operator_id",
        "t5"."seen_latitude_e6",
        "t5"."seen_longitude_e6",
        "t5"."premises",
        "t5"."amount_minor",
        "t5"."currency",
        "t5"."charged_on",
        "t5"."charged_at",
        "t5"."settled_token",
        "t5"."remittance_id",
        "t3"."mandate_id",
        "t3"."signed_on",
        "t3"."valid_from",
        "t3"."valid_to",
        "t3"."cancelled_on",
        "t3"."maximum_minor",
        "t3"."currency" AS "near_currency",
        "t3"."from_day",
        "t3"."to_day"
      FROM (
        SELECT
          *
        FROM "subject" AS "t0"
        WHERE
          "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."account_token" IS NOT NULL
      ) AS "t5"
      INNER JOIN "mandates" AS "t3"
        ON "t5"."policy_id" = "t3"."policy_id"
        AND "t5"."account_token" = "t3"."account_token"
      WHERE
        NOT EXISTS(
          SELECT
            1
          FROM "mandates" AS "t2"
          WHERE
            "t5"."policy_id" = "t2"."policy_id"
            AND "t2"."valid_from" <= "t5"."charged_on"
            AND "t5"."charged_on" <= "t2"."valid_to"
            AND "t5"."charged_on" < "t2"."cancelled_on"
            AND "t5"."account_token" = "t2"."account_token"
        )
    ) AS "t6"
    WHERE
      "t6"."cancelled_on" <= "t6"."charged_on"
  ) AS "t7"
) AS "t8"
WHERE
  "t8"."nth_of_key" = 0
-- mode: unknown_whole
SELECT
  "t7"."charge_id" AS "record_id",
  'no_account' AS "reason"
FROM (
  SELECT
    "t6"."charge_id",
    "t6"."policy_id",
    "t6"."instalment_id",
    "t6"."request_id",
    "t6"."instruction_id",
    "t6"."institution_id",
    "t6"."channel",
    "t6"."bank",
    "t6"."kind",
    "t6"."account_token",
    "t6"."payer_name_token",
    "t6"."payer_match",
    "t6"."terminal_id",
    "t6"."merchant_id",
    "t6"."operator_id",
    "t6"."seen_latitude_e6",
    "t6"."seen_longitude_e6",
    "t6"."premises",
    "t6"."amount_minor",
    "t6"."currency",
    "t6"."charged_on",
    "t6"."charged_at",
    "t6"."settled_token",
    "t6"."remittance_id",
    "t6"."mandate_id",
    "t6"."near_account_token",
    "t6"."signed_on",
    "t6"."valid_from",
    "t6"."valid_to",
    "t6"."cancelled_on",
    "t6"."maximum_minor",
    "t6"."near_currency",
    "t6"."from_day",
    "t6"."to_day",
    ROW_NUMBER() OVER (
      PARTITION BY "t6"."charge_id"
      ORDER BY "t6"."mandate_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t4"."charge_id",
        "t4"."policy_id",
        "t4"."instalment_id",
        "t4"."request_id",
        "t4"."instruction_id",
        "t4"."institution_id",
        "t4"."channel",
        "t4"."bank",
        "t4"."kind",
        "t4"."account_token",
        "t4"."payer_name_token",
        "t4"."payer_match",
        "t4"."terminal_id",
        "t4"."merchant_id",
        "t4"."operator_id",
        "t4"."seen_latitude_e6",
        "t4"."seen_longitude_e6",
        "t4"."premises",
        "t4"."amount_minor",
        "t4"."currency",
        "t4"."charged_on",
        "t4"."charged_at",
        "t4"."settled_token",
        "t4"."remittance_id",
        "t2"."mandate_id",
        "t2"."account_token" AS "near_account_token",
        "t2"."signed_on",
        "t2"."valid_from",
        "t2"."valid_to",
        "t2"."cancelled_on",
        "t2"."maximum_minor",
        "t2"."currency" AS "near_currency",
        "t2"."from_day",
        "t2"."to_day"
      FROM (
        SELECT
          *
        FROM "charges" AS "t0"
        WHERE
          "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."account_token" IS NULL
      ) AS "t4"
      INNER JOIN "mandates" AS "t2"
        ON "t4"."policy_id" = "t2"."policy_id"
    ) AS "t5"
    WHERE
      "t5"."cancelled_on" <= "t5"."charged_on"
  ) AS "t6"
) AS "t7"
WHERE
  "t7"."nth_of_key" = 0
-- mode: unknown_part
SELECT
  "t7"."charge_id" AS "record_id",
  'no_account' AS "reason"
FROM (
  SELECT
    "t6"."charge_id",
    "t6"."policy_id",
    "t6"."instalment_id",
    "t6"."request_id",
    "t6"."instruction_id",
    "t6"."institution_id",
    "t6"."channel",
    "t6"."bank",
    "t6"."kind",
    "t6"."account_token",
    "t6"."payer_name_token",
    "t6"."payer_match",
    "t6"."terminal_id",
    "t6"."merchant_id",
    "t6"."operator_id",
    "t6"."seen_latitude_e6",
    "t6"."seen_longitude_e6",
    "t6"."premises",
    "t6"."amount_minor",
    "t6"."currency",
    "t6"."charged_on",
    "t6"."charged_at",
    "t6"."settled_token",
    "t6"."remittance_id",
    "t6"."mandate_id",
    "t6"."near_account_token",
    "t6"."signed_on",
    "t6"."valid_from",
    "t6"."valid_to",
    "t6"."cancelled_on",
    "t6"."maximum_minor",
    "t6"."near_currency",
    "t6"."from_day",
    "t6"."to_day",
    ROW_NUMBER() OVER (
      PARTITION BY "t6"."charge_id"
      ORDER BY "t6"."mandate_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t4"."charge_id",
        "t4"."policy_id",
        "t4"."instalment_id",
        "t4"."request_id",
        "t4"."instruction_id",
        "t4"."institution_id",
        "t4"."channel",
        "t4"."bank",
        "t4"."kind",
        "t4"."account_token",
        "t4"."payer_name_token",
        "t4"."payer_match",
        "t4"."terminal_id",
        "t4"."merchant_id",
        "t4"."operator_id",
        "t4"."seen_latitude_e6",
        "t4"."seen_longitude_e6",
        "t4"."premises",
        "t4"."amount_minor",
        "t4"."currency",
        "t4"."charged_on",
        "t4"."charged_at",
        "t4"."settled_token",
        "t4"."remittance_id",
        "t2"."mandate_id",
        "t2"."account_token" AS "near_account_token",
        "t2"."signed_on",
        "t2"."valid_from",
        "t2"."valid_to",
        "t2"."cancelled_on",
        "t2"."maximum_minor",
        "t2"."currency" AS "near_currency",
        "t2"."from_day",
        "t2"."to_day"
      FROM (
        SELECT
          *
        FROM "subject" AS "t0"
        WHERE
          "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."account_token" IS NULL
      ) AS "t4"
      INNER JOIN "mandates" AS "t2"
        ON "t4"."policy_id" = "t2"."policy_id"
    ) AS "t5"
    WHERE
      "t5"."cancelled_on" <= "t5"."charged_on"
  ) AS "t6"
) AS "t7"
WHERE
  "t7"."nth_of_key" = 0
-- mode: pending
SELECT
  "t8"."mandate_id",
  "t8"."bank",
  "t8"."account_token",
  "t8"."cancelled_on",
  "t8"."charge_id" AS "record_id",
  "t8"."policy_id",
  "t8"."institution_id",
  "t8"."charged_on" AS "happened_on",
  "t8"."amount_minor",
  "t8"."currency",
  CAST(EXTRACT(epoch FROM CAST("t8"."charged_on" AS TIMESTAMP) - CAST("t8"."cancelled_on" AS TIMESTAMP)) / 86400 AS BIGINT) AS "days_after"
FROM (
  SELECT
    "t7"."charge_id",
    "t7"."policy_id",
    "t7"."instalment_id",
    "t7"."request_id",
    "t7"."instruction_id",
    "t7"."institution_id",
    "t7"."channel",
    "t7"."bank",
    "t7"."kind",
    "t7"."account_token",
    "t7"."payer_name_token",
    "t7"."payer_match",
    "t7"."terminal_id",
    "t7"."merchant_id",
    "t7"."operator_id",
    "t7"."seen_latitude_e6",
    "t7"."seen_longitude_e6",
    "t7"."premises",
    "t7"."amount_minor",
    "t7"."currency",
    "t7"."charged_on",
    "t7"."charged_at",
    "t7"."settled_token",
    "t7"."remittance_id",
    "t7"."mandate_id",
    "t7"."signed_on",
    "t7"."valid_from",
    "t7"."valid_to",
    "t7"."cancelled_on",
    "t7"."maximum_minor",
    "t7"."near_currency",
    "t7"."from_day",
    "t7"."to_day",
    ROW_NUMBER() OVER (
      PARTITION BY "t7"."charge_id"
      ORDER BY "t7"."cancelled_on" DESC NULLS LAST, "t7"."mandate_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t5"."charge_id",
        "t5"."policy_id",
        "t5"."instalment_id",
        "t5"."request_id",
        "t5"."instruction_id",
        "t5"."institution_id",
        "t5"."channel",
        "t5"."bank",
        "t5"."kind",
        "t5"."account_token",
        "t5"."payer_name_token",
        "t5"."payer_match",
        "t5"."terminal_id",
        "t5"."merchant_id",
        "t5"."operator_id",
        "t5"."seen_latitude_e6",
        "t5"."seen_longitude_e6",
        "t5"."premises",
        "t5"."amount_minor",
        "t5"."currency",
        "t5"."charged_on",
        "t5"."charged_at",
        "t5"."settled_token",
        "t5"."remittance_id",
        "t3"."mandate_id",
        "t3"."signed_on",
        "t3"."valid_from",
        "t3"."valid_to",
        "t3"."cancelled_on",
        "t3"."maximum_minor",
        "t3"."currency" AS "near_currency",
        "t3"."from_day",
        "t3"."to_day"
      FROM (
        SELECT
          *
        FROM "subject" AS "t0"
        WHERE
          "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."account_token" IS NOT NULL
      ) AS "t5"
      INNER JOIN "mandates" AS "t3"
        ON "t5"."policy_id" = "t3"."policy_id"
        AND "t5"."account_token" = "t3"."account_token"
      WHERE
        NOT EXISTS(
          SELECT
            1
          FROM "mandates" AS "t2"
          WHERE
            "t5"."policy_id" = "t2"."policy_id"
            AND "t2"."valid_from" <= "t5"."charged_on"
            AND "t5"."charged_on" <= "t2"."valid_to"
            AND "t5"."charged_on" < "t2"."cancelled_on"
            AND "t5"."account_token" = "t2"."account_token"
        )
    ) AS "t6"
    WHERE
      "t6"."cancelled_on" <= "t6"."charged_on"
  ) AS "t7"
) AS "t8"
WHERE
  "t8"."nth_of_key" = 0
-- mode: unknown_pending
SELECT
  "t7"."charge_id" AS "record_id",
  'no_account' AS "reason"
FROM (
  SELECT
    "t6"."charge_id",
    "t6"."policy_id",
    "t6"."instalment_id",
    "t6"."request_id",
    "t6"."instruction_id",
    "t6"."institution_id",
    "t6"."channel",
    "t6"."bank",
    "t6"."kind",
    "t6"."account_token",
    "t6"."payer_name_token",
    "t6"."payer_match",
    "t6"."terminal_id",
    "t6"."merchant_id",
    "t6"."operator_id",
    "t6"."seen_latitude_e6",
    "t6"."seen_longitude_e6",
    "t6"."premises",
    "t6"."amount_minor",
    "t6"."currency",
    "t6"."charged_on",
    "t6"."charged_at",
    "t6"."settled_token",
    "t6"."remittance_id",
    "t6"."mandate_id",
    "t6"."near_account_token",
    "t6"."signed_on",
    "t6"."valid_from",
    "t6"."valid_to",
    "t6"."cancelled_on",
    "t6"."maximum_minor",
    "t6"."near_currency",
    "t6"."from_day",
    "t6"."to_day",
    ROW_NUMBER() OVER (
      PARTITION BY "t6"."charge_id"
      ORDER BY "t6"."mandate_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t4"."charge_id",
        "t4"."policy_id",
        "t4"."instalment_id",
        "t4"."request_id",
        "t4"."instruction_id",
        "t4"."institution_id",
        "t4"."channel",
        "t4"."bank",
        "t4"."kind",
        "t4"."account_token",
        "t4"."payer_name_token",
        "t4"."payer_match",
        "t4"."terminal_id",
        "t4"."merchant_id",
        "t4"."operator_id",
        "t4"."seen_latitude_e6",
        "t4"."seen_longitude_e6",
        "t4"."premises",
        "t4"."amount_minor",
        "t4"."currency",
        "t4"."charged_on",
        "t4"."charged_at",
        "t4"."settled_token",
        "t4"."remittance_id",
        "t2"."mandate_id",
        "t2"."account_token" AS "near_account_token",
        "t2"."signed_on",
        "t2"."valid_from",
        "t2"."valid_to",
        "t2"."cancelled_on",
        "t2"."maximum_minor",
        "t2"."currency" AS "near_currency",
        "t2"."from_day",
        "t2"."to_day"
      FROM (
        SELECT
          *
        FROM "subject" AS "t0"
        WHERE
          "t0"."channel" IN ('direct_debit', 'wallet') AND "t0"."account_token" IS NULL
      ) AS "t4"
      INNER JOIN "mandates" AS "t2"
        ON "t4"."policy_id" = "t2"."policy_id"
    ) AS "t5"
    WHERE
      "t5"."cancelled_on" <= "t5"."charged_on"
  ) AS "t6"
) AS "t7"
WHERE
  "t7"."nth_of_key" = 0
-- mode: near
SELECT
  "t2"."charge_id" AS "record_id",
  "t4"."near_mandate_id" AS "candidate_id",
  "t4"."near_valid_from" AS "valid_from",
  "t4"."near_valid_to" AS "valid_to",
  "t4"."near_cancelled_on" AS "cancelled_on",
  CASE WHEN "t4"."near_valid_from" <= "t2"."charged_on" THEN 1 ELSE 0 END AS "met_started",
  CASE WHEN "t2"."charged_on" <= "t4"."near_valid_to" THEN 1 ELSE 0 END AS "met_not_ended",
  CASE WHEN "t2"."charged_on" < "t4"."near_cancelled_on" THEN 1 ELSE 0 END AS "met_not_cancelled",
  CASE WHEN "t2"."account_token" = "t4"."near_account_token" THEN 1 ELSE 0 END AS "met_account"
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
