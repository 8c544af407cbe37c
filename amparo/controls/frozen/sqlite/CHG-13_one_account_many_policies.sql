-- CHG-13 one_account_many_policies 1.0.0
-- mode: whole
WITH t9 AS (
  SELECT
    "t1"."account_token",
    MIN("t1"."policy_id") AS "one",
    MAX("t1"."policy_id") AS "other"
  FROM "charges" AS "t1"
  GROUP BY
    1
), t13 AS (
  SELECT
    *
  FROM t9 AS t9
  WHERE
    "t9"."one" <> "t9"."other"
), t10 AS (
  SELECT
    "t3"."policy_id",
    "t3"."policyholder_id"
  FROM "policies" AS "t3"
), t14 AS (
  SELECT
    "t4"."charge_id",
    "t4"."policy_id",
    "t10"."policyholder_id",
    "t4"."account_token",
    "t4"."payer_name_token",
    "t4"."institution_id",
    "t4"."amount_minor",
    "t4"."currency",
    "t4"."charged_on"
  FROM "charges" AS "t4"
  INNER JOIN t10 AS t10
    ON "t4"."policy_id" = "t10"."policy_id"
  WHERE
    EXISTS(
      SELECT
        1
      FROM t13 AS t13
      WHERE
        "t4"."account_token" = "t13"."account_token"
    )
), t15 AS (
  SELECT
    "t14"."account_token",
    MIN("t14"."policyholder_id") AS "one",
    MAX("t14"."policyholder_id") AS "other"
  FROM t14 AS t14
  GROUP BY
    1
), t17 AS (
  SELECT
    *
  FROM t15 AS t15
  WHERE
    "t15"."one" <> "t15"."other"
), "t18" AS (
  SELECT
    "t4"."charge_id",
    "t4"."policy_id",
    "t10"."policyholder_id",
    "t4"."account_token",
    "t4"."payer_name_token",
    "t4"."institution_id",
    "t4"."amount_minor",
    "t4"."currency",
    "t4"."charged_on"
  FROM "charges" AS "t4"
  INNER JOIN t10 AS t10
    ON "t4"."policy_id" = "t10"."policy_id"
  WHERE
    (
      (
        EXISTS(
          SELECT
            1
          FROM t13 AS t13
          WHERE
            "t4"."account_token" = "t13"."account_token"
        )
        AND EXISTS(
          SELECT
            1
          FROM t17 AS t17
          WHERE
            "t4"."account_token" = "t17"."account_token"
        )
      )
      AND NOT EXISTS(
        SELECT
          1
        FROM "payer_exceptions" AS "t5"
        WHERE
          "t4"."policy_id" = "t5"."policy_id"
          AND "t4"."account_token" = "t5"."account_token"
          AND "t5"."valid_from" <= "t4"."charged_on"
          AND "t4"."charged_on" <= "t5"."valid_to"
      )
    )
    AND NOT EXISTS(
      SELECT
        1
      FROM "payer_exceptions" AS "t6"
      WHERE
        "t4"."policy_id" = "t6"."policy_id"
        AND "t4"."payer_name_token" = "t6"."payer_name_token"
        AND "t6"."valid_from" <= "t4"."charged_on"
        AND "t4"."charged_on" <= "t6"."valid_to"
    )
), "t21" AS (
  SELECT
    "t19"."charge_id",
    "t19"."policy_id",
    "t19"."policyholder_id",
    "t19"."account_token",
    "t19"."payer_name_token",
    "t19"."institution_id",
    "t19"."amount_minor",
    "t19"."currency",
    "t19"."charged_on",
    ROW_NUMBER() OVER (
      PARTITION BY "t19"."account_token"
      ORDER BY "t19"."charged_on" DESC, "t19"."charge_id" DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
  FROM "t18" AS "t19"
), t20 AS (
  SELECT DISTINCT
    "t19"."account_token",
    "t19"."policyholder_id",
    CAST(JULIANDAY("t19"."charged_on") - JULIANDAY('1970-01-01') AS INTEGER) AS "on_day"
  FROM "t18" AS "t19"
), "t23" AS (
  SELECT
    "t20"."account_token",
    "t20"."policyholder_id",
    "t20"."on_day",
    LAG("t20"."on_day") OVER (
      PARTITION BY "t20"."account_token", "t20"."policyholder_id"
      ORDER BY "t20"."on_day" ASC NULLS LAST, "t20"."policyholder_id" ASC NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "before",
    LEAD("t20"."on_day") OVER (
      PARTITION BY "t20"."account_token", "t20"."policyholder_id"
      ORDER BY "t20"."on_day" ASC NULLS LAST, "t20"."policyholder_id" ASC NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "after"
  FROM t20 AS t20
), t29 AS (
  SELECT
    "t24"."account_token",
    "t24"."policyholder_id",
    "t24"."on_day" AS "tick",
    1 AS "step"
  FROM "t23" AS "t24"
  WHERE
    (
      "t24"."before" IS NULL
    )
    OR (
      (
        "t24"."on_day" - "t24"."before"
      ) > 365
    )
), t30 AS (
  SELECT
    "t24"."account_token",
    "t24"."policyholder_id",
    "t24"."on_day" + 365 + 1 AS "tick",
    -(
      1
    ) AS "step"
  FROM "t23" AS "t24"
  WHERE
    (
      "t24"."after" IS NULL
    )
    OR (
      (
        "t24"."after" - "t24"."on_day"
      ) > 365
    )
), t32 AS (
  SELECT
    *
  FROM t29 AS t29
  UNION ALL
  SELECT
    *
  FROM t30 AS t30
), t35 AS (
  SELECT
    "t32"."account_token",
    "t32"."policyholder_id",
    "t32"."tick",
    "t32"."step",
    SUM("t32"."step") OVER (
      PARTITION BY "t32"."account_token"
      ORDER BY "t32"."tick" ASC NULLS LAST, "t32"."step" ASC NULLS LAST, "t32"."policyholder_id" ASC NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "at_once"
  FROM t32 AS t32
), t37 AS (
  SELECT
    "t35"."account_token",
    MAX("t35"."at_once") AS "policyholders"
  FROM t35 AS t35
  GROUP BY
    1
), t27 AS (
  SELECT
    "t22"."account_token",
    "t22"."institution_id",
    "t22"."currency",
    "t22"."charged_on" AS "last_on"
  FROM "t21" AS "t22"
  WHERE
    "t22"."nth_of_key" = 0
), t28 AS (
  SELECT
    "t22"."account_token",
    "t22"."currency"
  FROM "t21" AS "t22"
  WHERE
    "t22"."nth_of_key" = 0
), t31 AS (
  SELECT
    "t4"."charge_id",
    "t4"."policy_id",
    "t10"."policyholder_id",
    "t4"."account_token",
    "t4"."payer_name_token",
    "t4"."institution_id",
    "t4"."amount_minor",
    "t4"."currency",
    "t4"."charged_on"
  FROM "charges" AS "t4"
  INNER JOIN t10 AS t10
    ON "t4"."policy_id" = "t10"."policy_id"
  INNER JOIN t28 AS t28
    ON "t4"."account_token" = "t28"."account_token"
    AND "t4"."currency" = "t28"."currency"
  WHERE
    (
      (
        EXISTS(
          SELECT
            1
          FROM t13 AS t13
          WHERE
            "t4"."account_token" = "t13"."account_token"
        )
        AND EXISTS(
          SELECT
            1
          FROM t17 AS t17
          WHERE
            "t4"."account_token" = "t17"."account_token"
        )
      )
      AND NOT EXISTS(
        SELECT
          1
        FROM "payer_exceptions" AS "t5"
        WHERE
          "t4"."policy_id" = "t5"."policy_id"
          AND "t4"."account_token" = "t5"."account_token"
          AND "t5"."valid_from" <= "t4"."charged_on"
          AND "t4"."charged_on" <= "t5"."valid_to"
      )
    )
    AND NOT EXISTS(
      SELECT
        1
      FROM "payer_exceptions" AS "t6"
      WHERE
        "t4"."policy_id" = "t6"."policy_id"
        AND "t4"."payer_name_token" = "t6"."payer_name_token"
        AND "t6"."valid_from" <= "t4"."charged_on"
        AND "t4"."charged_on" <= "t6"."valid_to"
    )
), t34 AS (
  SELECT
    "t31"."account_token",
    SUM("t31"."amount_minor") AS "amount_minor",
    COUNT(*) AS "charges",
    COUNT(DISTINCT "t31"."policy_id") AS "policies"
  FROM t31 AS t31
  GROUP BY
    1
), t11 AS (
  SELECT
    "t0"."legal_value",
    "t0"."house_value",
    "t0"."value" AS "limit",
    "t0"."ground" AS "limit_ground",
    "t0"."valid_from" AS "law_from",
    "t0"."valid_to" AS "law_to"
  FROM "law_values" AS "t0"
  WHERE
    "t0"."name" = 'unrelated_policies_per_account'
), t38 AS (
  SELECT
    "t37"."account_token",
    "t37"."policyholders",
    "t27"."institution_id",
    "t27"."currency",
    "t27"."last_on",
    "t34"."amount_minor",
    "t34"."charges",
    "t34"."policies",
    "t11"."legal_value",
    "t11"."house_value",
    "t11"."limit",
    "t11"."limit_ground"
  FROM t37 AS t37
  INNER JOIN t27 AS t27
    ON "t37"."account_token" = "t27"."account_token"
  INNER JOIN t34 AS t34
    ON "t37"."account_token" = "t34"."account_token"
  INNER JOIN t11 AS t11
    ON "t11"."law_from" <= "t27"."last_on" AND "t27"."last_on" <= "t11"."law_to"
)
SELECT
  "t38"."institution_id",
  "t38"."amount_minor",
  "t38"."currency",
  "t38"."account_token",
  "t38"."policyholders",
  "t38"."policies",
  "t38"."charges",
  "t38"."legal_value",
  "t38"."house_value",
  "t38"."account_token" AS "record_id",
  CAST(NULL AS TEXT) AS "policy_id",
  "t38"."last_on" AS "happened_on",
  "t38"."limit" AS "threshold",
  IIF("t38"."policyholders" >= "t38"."legal_value", 'law', 'house') AS "ground"
FROM t38 AS t38
WHERE
  "t38"."policyholders" >= "t38"."limit"
