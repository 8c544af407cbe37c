-- CHG-13 one_account_many_policies 1.0.0
-- mode: whole
WITH "t8" AS (
  SELECT
    "t3"."policy_id",
    "t3"."policyholder_id"
  FROM "policies" AS "t3"
), "t19" AS (
  SELECT
    "t4"."charge_id",
    "t4"."policy_id",
    "t13"."policyholder_id",
    "t4"."account_token",
    "t4"."payer_name_token",
    "t4"."institution_id",
    "t4"."amount_minor",
    "t4"."currency",
    "t4"."charged_on"
  FROM "charges" AS "t4"
  INNER JOIN "t8" AS "t13"
    ON "t4"."policy_id" = "t13"."policy_id"
  WHERE
    (
      EXISTS(
        SELECT
          1
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t15"."account_token",
              MIN("t15"."policyholder_id") AS "one",
              MAX("t15"."policyholder_id") AS "other"
            FROM (
              SELECT
                "t10"."account_token",
                "t10"."policy_id",
                "t14"."policyholder_id"
              FROM (
                SELECT DISTINCT
                  "t1"."account_token",
                  "t1"."policy_id"
                FROM "charges" AS "t1"
              ) AS "t10"
              INNER JOIN "t8" AS "t14"
                ON "t10"."policy_id" = "t14"."policy_id"
            ) AS "t15"
            GROUP BY
              1
          ) AS "t16"
          WHERE
            "t16"."one" <> "t16"."other"
        ) AS "t18"
        WHERE
          "t4"."account_token" = "t18"."account_token"
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
    *
  FROM "t19" AS "t20"
  WHERE
    "t20"."account_token" IS NOT NULL
), "t25" AS (
  SELECT
    "t22"."account_token",
    "t22"."policyholder_id",
    "t22"."on_day",
    LAG("t22"."on_day") OVER (
      PARTITION BY "t22"."account_token", "t22"."policyholder_id"
      ORDER BY "t22"."on_day" ASC, "t22"."policyholder_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "before",
    LEAD("t22"."on_day") OVER (
      PARTITION BY "t22"."account_token", "t22"."policyholder_id"
      ORDER BY "t22"."on_day" ASC, "t22"."policyholder_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "after"
  FROM (
    SELECT DISTINCT
      "t20"."account_token",
      "t20"."policyholder_id",
      CAST(EXTRACT(epoch FROM CAST("t20"."charged_on" AS TIMESTAMP) - CAST(MAKE_DATE(1970, 1, 1) AS TIMESTAMP)) / 86400 AS BIGINT) AS "on_day"
    FROM "t19" AS "t20"
    WHERE
      "t20"."account_token" IS NOT NULL
  ) AS "t22"
), "t27" AS (
  SELECT
    "t23"."charge_id",
    "t23"."policy_id",
    "t23"."policyholder_id",
    "t23"."account_token",
    "t23"."payer_name_token",
    "t23"."institution_id",
    "t23"."amount_minor",
    "t23"."currency",
    "t23"."charged_on",
    ROW_NUMBER() OVER (
      PARTITION BY "t23"."account_token"
      ORDER BY "t23"."charged_on" DESC NULLS LAST, "t23"."charge_id" DESC NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
  FROM "t21" AS "t23"
)
SELECT
  "t42"."institution_id",
  "t42"."amount_minor",
  "t42"."currency",
  "t42"."account_token",
  "t42"."policyholders",
  "t42"."policies",
  "t42"."charges",
  "t42"."legal_value",
  "t42"."house_value",
  "t42"."account_token" AS "record_id",
  CAST(NULL AS VARCHAR) AS "policy_id",
  "t42"."last_on" AS "happened_on",
  "t42"."limit" AS "threshold",
  CASE WHEN "t42"."policyholders" >= "t42"."legal_value" THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t41"."account_token",
    "t41"."policyholders",
    "t33"."institution_id",
    "t33"."currency",
    "t33"."last_on",
    "t40"."amount_minor",
    "t40"."charges",
    "t40"."policies",
    "t12"."legal_value",
    "t12"."house_value",
    "t12"."limit",
    "t12"."limit_ground"
  FROM (
    SELECT
      "t37"."account_token",
      MAX("t37"."at_once") AS "policyholders"
    FROM (
      SELECT
        "t35"."account_token",
        "t35"."policyholder_id",
        "t35"."tick",
        "t35"."step",
        SUM("t35"."step") OVER (
          PARTITION BY "t35"."account_token"
          ORDER BY "t35"."tick" ASC, "t35"."step" ASC, "t35"."policyholder_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "at_once"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t26"."account_token",
            "t26"."policyholder_id",
            "t26"."on_day" AS "tick",
            1 AS "step"
          FROM "t25" AS "t26"
          WHERE
            (
              "t26"."before" IS NULL
            )
            OR (
              (
                "t26"."on_day" - "t26"."before"
              ) > 365
            )
        ) AS "t31"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t26"."account_token",
            "t26"."policyholder_id",
            "t26"."on_day" + 365 + 1 AS "tick",
            -(
              1
            ) AS "step"
          FROM "t25" AS "t26"
          WHERE
            (
              "t26"."after" IS NULL
            )
            OR (
              (
                "t26"."after" - "t26"."on_day"
              ) > 365
            )
        ) AS "t32"
      ) AS "t35"
    ) AS "t37"
    GROUP BY
      1
  ) AS "t41"
  INNER JOIN (
    SELECT
      "t28"."account_token",
      "t28"."institution_id",
      "t28"."currency",
      "t28"."charged_on" AS "last_on"
    FROM "t27" AS "t28"
    WHERE
      "t28"."nth_of_key" = 0
  ) AS "t33"
    ON "t41"."account_token" = "t33"."account_token"
  INNER JOIN (
    SELECT
      "t36"."account_token",
      SUM("t36"."amount_minor") AS "amount_minor",
      COUNT(*) AS "charges",
      COUNT(DISTINCT "t36"."policy_id") AS "policies"
    FROM (
      SELECT
        "t24"."charge_id",
        "t24"."policy_id",
        "t24"."policyholder_id",
        "t24"."account_token",
        "t24"."payer_name_token",
        "t24"."institution_id",
        "t24"."amount_minor",
        "t24"."currency",
        "t24"."charged_on"
      FROM "t21" AS "t24"
      INNER JOIN (
        SELECT
          "t28"."account_token",
          "t28"."currency"
        FROM "t27" AS "t28"
        WHERE
          "t28"."nth_of_key" = 0
      ) AS "t34"
        ON "t24"."account_token" = "t34"."account_token"
        AND "t24"."currency" = "t34"."currency"
    ) AS "t36"
    GROUP BY
      1
  ) AS "t40"
    ON "t41"."account_token" = "t40"."account_token"
  INNER JOIN (
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
  ) AS "t12"
    ON "t12"."law_from" <= "t33"."last_on" AND "t33"."last_on" <= "t12"."law_to"
) AS "t42"
WHERE
  "t42"."policyholders" >= "t42"."limit"
