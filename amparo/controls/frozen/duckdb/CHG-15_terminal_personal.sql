-- CHG-15 terminal_personal 1.0.0
-- mode: whole
SELECT
  "t7"."terminal_id",
  "t7"."registration_id",
  "t7"."keeper_id",
  "t7"."operator_id",
  "t7"."charge_id" AS "record_id",
  "t7"."policy_id",
  "t7"."institution_id",
  "t7"."charged_on" AS "happened_on",
  "t7"."amount_minor",
  "t7"."currency"
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
    "t6"."registration_id",
    "t6"."near_terminal_id",
    "t6"."ownership",
    "t6"."near_merchant_id",
    "t6"."near_institution_id",
    "t6"."keeper_id",
    "t6"."place_latitude_e6",
    "t6"."place_longitude_e6",
    "t6"."longitude_mm_e6",
    "t6"."valid_from",
    "t6"."valid_to",
    ROW_NUMBER() OVER (
      PARTITION BY "t6"."charge_id"
      ORDER BY "t6"."registration_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
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
      "t3"."registration_id",
      "t3"."terminal_id" AS "near_terminal_id",
      "t3"."ownership",
      "t3"."merchant_id" AS "near_merchant_id",
      "t3"."institution_id" AS "near_institution_id",
      "t3"."keeper_id",
      "t3"."place_latitude_e6",
      "t3"."place_longitude_e6",
      "t3"."longitude_mm_e6",
      "t3"."valid_from",
      "t3"."valid_to"
    FROM (
      SELECT
        *
      FROM "charges" AS "t0"
      WHERE
        "t0"."channel" = 'pos' AND "t0"."terminal_id" IS NOT NULL
    ) AS "t5"
    ANTI JOIN "terminals" AS "t2"
      ON "t5"."terminal_id" = "t2"."terminal_id"
      AND "t2"."valid_from" <= "t5"."charged_on"
      AND "t5"."charged_on" <= "t2"."valid_to"
      AND "t2"."ownership" = 'company'
    INNER JOIN "terminals" AS "t3"
      ON "t5"."terminal_id" = "t3"."terminal_id"
      AND "t3"."valid_from" <= "t5"."charged_on"
      AND "t5"."charged_on" <= "t3"."valid_to"
  ) AS "t6"
) AS "t7"
WHERE
  "t7"."nth_of_key" = 0
-- mode: part
SELECT
  "t7"."terminal_id",
  "t7"."registration_id",
  "t7"."keeper_id",
  "t7"."operator_id",
  "t7"."charge_id" AS "record_id",
  "t7"."policy_id",
  "t7"."institution_id",
  "t7"."charged_on" AS "happened_on",
  "t7"."amount_minor",
  "t7"."currency"
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
    "t6"."registration_id",
    "t6"."near_terminal_id",
    "t6"."ownership",
    "t6"."near_merchant_id",
    "t6"."near_institution_id",
    "t6"."keeper_id",
    "t6"."place_latitude_e6",
    "t6"."place_longitude_e6",
    "t6"."longitude_mm_e6",
    "t6"."valid_from",
    "t6"."valid_to",
    ROW_NUMBER() OVER (
      PARTITION BY "t6"."charge_id"
      ORDER BY "t6"."registration_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
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
      "t3"."registration_id",
      "t3"."terminal_id" AS "near_terminal_id",
      "t3"."ownership",
      "t3"."merchant_id" AS "near_merchant_id",
      "t3"."institution_id" AS "near_institution_id",
      "t3"."keeper_id",
      "t3"."place_latitude_e6",
      "t3"."place_longitude_e6",
      "t3"."longitude_mm_e6",
      "t3"."valid_from",
      "t3"."valid_to"
    FROM (
      SELECT
        *
      FROM "subject" AS "t0"
      WHERE
        "t0"."channel" = 'pos' AND "t0"."terminal_id" IS NOT NULL
    ) AS "t5"
    ANTI JOIN "terminals" AS "t2"
      ON "t5"."terminal_id" = "t2"."terminal_id"
      AND "t2"."valid_from" <= "t5"."charged_on"
      AND "t5"."charged_on" <= "t2"."valid_to"
      AND "t2"."ownership" = 'company'
    INNER JOIN "terminals" AS "t3"
      ON "t5"."terminal_id" = "t3"."terminal_id"
      AND "t3"."valid_from" <= "t5"."charged_on"
      AND "t5"."charged_on" <= "t3"."valid_to"
  ) AS "t6"
) AS "t7"
WHERE
  "t7"."nth_of_key" = 0
-- mode: pending
SELECT
  "t7"."terminal_id",
  "t7"."registration_id",
  "t7"."keeper_id",
  "t7"."operator_id",
  "t7"."charge_id" AS "record_id",
  "t7"."policy_id",
  "t7"."institution_id",
  "t7"."charged_on" AS "happened_on",
  "t7"."amount_minor",
  "t7"."currency"
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
    "t6"."registration_id",
    "t6"."near_terminal_id",
    "t6"."ownership",
    "t6"."near_merchant_id",
    "t6"."near_institution_id",
    "t6"."keeper_id",
    "t6"."place_latitude_e6",
    "t6"."place_longitude_e6",
    "t6"."longitude_mm_e6",
    "t6"."valid_from",
    "t6"."valid_to",
    ROW_NUMBER() OVER (
      PARTITION BY "t6"."charge_id"
      ORDER BY "t6"."registration_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
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
      "t3"."registration_id",
      "t3"."terminal_id" AS "near_terminal_id",
      "t3"."ownership",
      "t3"."merchant_id" AS "near_merchant_id",
      "t3"."institution_id" AS "near_institution_id",
      "t3"."keeper_id",
      "t3"."place_latitude_e6",
      "t3"."place_longitude_e6",
      "t3"."longitude_mm_e6",
      "t3"."valid_from",
      "t3"."valid_to"
    FROM (
      SELECT
        *
      FROM "subject" AS "t0"
      WHERE
        "t0"."channel" = 'pos' AND "t0"."terminal_id" IS NOT NULL
    ) AS "t5"
    ANTI JOIN "terminals" AS "t2"
      ON "t5"."terminal_id" = "t2"."terminal_id"
      AND "t2"."valid_from" <= "t5"."charged_on"
      AND "t5"."charged_on" <= "t2"."valid_to"
      AND "t2"."ownership" = 'company'
    INNER JOIN "terminals" AS "t3"
      ON "t5"."terminal_id" = "t3"."terminal_id"
      AND "t3"."valid_from" <= "t5"."charged_on"
      AND "t5"."charged_on" <= "t3"."valid_to"
  ) AS "t6"
) AS "t7"
WHERE
  "t7"."nth_of_key" = 0
-- mode: near
SELECT
  "t2"."charge_id" AS "record_id",
  "t4"."near_registration_id" AS "candidate_id",
  "t4"."near_ownership" AS "ownership",
  "t4"."near_keeper_id" AS "keeper_id",
  "t4"."near_valid_from" AS "valid_from",
  "t4"."near_valid_to" AS "valid_to",
  CASE WHEN "t4"."near_valid_from" <= "t2"."charged_on" THEN 1 ELSE 0 END AS "met_started",
  CASE WHEN "t2"."charged_on" <= "t4"."near_valid_to" THEN 1 ELSE 0 END AS "met_not_ended",
  CASE WHEN "t4"."near_ownership" = 'company' THEN 1 ELSE 0 END AS "met_company_owned"
FROM "subject" AS "t2"
INNER JOIN (
  SELECT
    "t1"."registration_id" AS "near_registration_id",
    "t1"."terminal_id" AS "near_terminal_id",
    "t1"."ownership" AS "near_ownership",
    "t1"."merchant_id" AS "near_merchant_id",
    "t1"."institution_id" AS "near_institution_id",
    "t1"."keeper_id" AS "near_keeper_id",
    "t1"."place_latitude_e6" AS "near_place_latitude_e6",
    "t1"."place_longitude_e6" AS "near_place_longitude_e6",
    "t1"."longitude_mm_e6" AS "near_longitude_mm_e6",
    "t1"."valid_from" AS "near_valid_from",
    "t1"."valid_to" AS "near_valid_to"
  FROM "terminals" AS "t1"
) AS "t4"
  ON "t2"."terminal_id" = "t4"."near_terminal_id"
