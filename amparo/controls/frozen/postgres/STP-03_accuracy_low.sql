-- STP-03 accuracy_low 1.0.0
-- mode: whole
WITH "t20" AS (
  SELECT
    "t5"."institution_id",
    "t5"."bank",
    "t5"."channel",
    "t5"."charged_on",
    CASE
      WHEN (
        "t5"."amount_minor" = "t10"."asked_minor"
      )
      AND (
        "t5"."currency" = "t10"."asked_currency"
      )
      AND (
        "t5"."amount_minor" = "t19"."booked_minor"
      )
      AND (
        "t5"."currency" = "t19"."low_currency"
      )
      AND (
        "t5"."currency" = "t19"."high_currency"
      )
      THEN 1
      ELSE 0
    END AS "right"
  FROM "charges" AS "t5"
  INNER JOIN (
    SELECT
      "t2"."request_id" AS "asked_id",
      "t2"."amount_minor" AS "asked_minor",
      "t2"."currency" AS "asked_currency"
    FROM "charge_requests" AS "t2"
  ) AS "t10"
    ON "t5"."request_id" = "t10"."asked_id"
  INNER JOIN (
    SELECT
      "t17"."booked_charge_id",
      "t17"."low_currency",
      "t17"."high_currency",
      CASE
        WHEN "t17"."premium_count" > 0
        THEN "t17"."premium_minor" + "t17"."held_minor"
        ELSE "t17"."all_minor"
      END AS "booked_minor"
    FROM (
      SELECT
        "t16"."charge_id" AS "booked_charge_id",
        SUM("t16"."amount_minor") AS "all_minor",
        SUM("t16"."premium_minor") AS "premium_minor",
        SUM("t16"."premium_count") AS "premium_count",
        SUM("t16"."held_minor") AS "held_minor",
        MIN("t16"."currency") AS "low_currency",
        MAX("t16"."currency") AS "high_currency"
      FROM (
        SELECT
          "t15"."booking_id",
          "t15"."charge_id",
          "t15"."policy_id",
          "t15"."institution_id",
          "t15"."side",
          "t15"."amount_minor",
          "t15"."currency",
          "t15"."booked_on",
          "t15"."booked_at",
          "t15"."cleared_on",
          "t15"."as_of",
          CASE WHEN "t15"."side" = 'premium' THEN "t15"."amount_minor" ELSE 0 END AS "premium_minor",
          CASE WHEN "t15"."side" = 'premium' THEN 1 ELSE 0 END AS "premium_count",
          CASE
            WHEN (
              "t15"."side" = 'suspense'
            ) AND (
              "t15"."cleared_on" > "t15"."as_of"
            )
            THEN "t15"."amount_minor"
            ELSE 0
          END AS "held_minor"
        FROM (
          SELECT
            "t14"."booking_id",
            "t14"."charge_id",
            "t14"."policy_id",
            "t14"."institution_id",
            "t14"."side",
            "t14"."amount_minor",
            "t14"."currency",
            "t14"."booked_on",
            "t14"."booked_at",
            "t14"."cleared_on",
            "t6"."as_of"
          FROM (
            SELECT
              *
            FROM "bookings" AS "t3"
            WHERE
              "t3"."charge_id" IS NOT NULL
          ) AS "t14"
          CROSS JOIN "run_day" AS "t6"
        ) AS "t15"
      ) AS "t16"
      GROUP BY
        1
    ) AS "t17"
  ) AS "t19"
    ON "t5"."charge_id" = "t19"."booked_charge_id"
)
SELECT
  "t33"."record_id",
  "t33"."institution_id",
  "t33"."happened_on",
  "t33"."unit",
  "t33"."unit_name",
  "t33"."month",
  CAST(NULL AS VARCHAR) AS "policy_id",
  0 AS "amount_minor",
  'XXX' AS "currency",
  "t33"."item_count",
  "t33"."right_count",
  "t33"."rate_ppm",
  "t33"."house_ppm",
  "t33"."house_item_count" AS "house_count",
  "t33"."limit" AS "gap_ppm"
FROM (
  SELECT
    "t32"."unit",
    "t32"."unit_name",
    "t32"."month",
    "t32"."happened_on",
    "t32"."item_count",
    "t32"."right_count",
    "t32"."house_item_count",
    "t32"."house_right_count",
    "t32"."record_id",
    "t32"."institution_id",
    "t32"."rate_ppm",
    "t32"."house_ppm",
    "t12"."legal_value",
    "t12"."house_value",
    "t12"."limit",
    "t12"."limit_ground"
  FROM (
    SELECT
      "t30"."unit",
      "t30"."unit_name",
      "t30"."month",
      "t30"."happened_on",
      "t30"."item_count",
      "t30"."right_count",
      "t30"."house_item_count",
      "t30"."house_right_count",
      "t30"."record_id",
      "t30"."institution_id",
      CAST(FLOOR(
        CAST((
          "t30"."right_count" * 1000000
        ) AS DOUBLE PRECISION) / (
          "t30"."item_count"
        )
      ) AS BIGINT) AS "rate_ppm",
      CAST(FLOOR(
        CAST((
          "t30"."house_right_count" * 1000000
        ) AS DOUBLE PRECISION) / (
          "t30"."house_item_count"
        )
      ) AS BIGINT) AS "house_ppm"
    FROM (
      SELECT
        "t29"."unit",
        "t29"."unit_name",
        "t29"."month",
        "t29"."happened_on",
        "t29"."item_count",
        "t29"."right_count",
        "t28"."house_item_count",
        "t28"."house_right_count",
        "t29"."unit" || ':' || "t29"."unit_name" || ':' || "t29"."month" AS "record_id",
        CASE
          WHEN "t29"."unit" = 'institution'
          THEN "t29"."unit_name"
          ELSE CAST(NULL AS VARCHAR)
        END AS "institution_id",
        "t13"."legal_value",
        "t13"."house_value",
        "t13"."limit",
        "t13"."limit_ground"
      FROM (
        SELECT
          "t25"."unit",
          "t25"."unit_name",
          "t25"."month",
          MAX("t25"."on") AS "happened_on",
          SUM("t25"."item_count") AS "item_count",
          SUM("t25"."right_count") AS "right_count"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              CAST((
                CAST(EXTRACT(year FROM "t21"."charged_on") AS BIGINT) * 100
              ) + CAST(EXTRACT(month FROM "t21"."charged_on") AS BIGINT) AS VARCHAR) AS "month",
              "t21"."charged_on" AS "on",
              1 AS "item_count",
              "t21"."right" AS "right_count",
              'institution' AS "unit",
              "t21"."institution_id" AS "unit_name"
            FROM "t20" AS "t21"
          ) AS "t22"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              CAST((
                CAST(EXTRACT(year FROM "t21"."charged_on") AS BIGINT) * 100
              ) + CAST(EXTRACT(month FROM "t21"."charged_on") AS BIGINT) AS VARCHAR) AS "month",
              "t21"."charged_on" AS "on",
              1 AS "item_count",
              "t21"."right" AS "right_count",
              'bank' AS "unit",
              "t21"."bank" || '/' || "t21"."channel" AS "unit_name"
            FROM "t20" AS "t21"
            WHERE
              "t21"."bank" IS NOT NULL
          ) AS "t23"
        ) AS "t25"
        GROUP BY
          1,
          2,
          3
      ) AS "t29"
      INNER JOIN (
        SELECT
          "t24"."month" AS "house_month",
          SUM("t24"."item_count") AS "house_item_count",
          SUM("t24"."right_count") AS "house_right_count"
        FROM (
          SELECT
            "t21"."institution_id",
            "t21"."bank",
            "t21"."channel",
            CAST((
              CAST(EXTRACT(year FROM "t21"."charged_on") AS BIGINT) * 100
            ) + CAST(EXTRACT(month FROM "t21"."charged_on") AS BIGINT) AS VARCHAR) AS "month",
            "t21"."charged_on" AS "on",
            1 AS "item_count",
            "t21"."right" AS "right_count"
          FROM "t20" AS "t21"
        ) AS "t24"
        GROUP BY
          1
      ) AS "t28"
        ON "t29"."month" = "t28"."house_month"
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
          "t0"."name" = 'step_least_count'
      ) AS "t13"
        ON "t13"."law_from" <= "t29"."happened_on" AND "t29"."happened_on" <= "t13"."law_to"
    ) AS "t30"
    WHERE
      "t30"."item_count" >= "t30"."limit"
  ) AS "t32"
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
      "t0"."name" = 'step_accuracy_gap_ppm'
  ) AS "t12"
    ON "t12"."law_from" <= "t32"."happened_on" AND "t32"."happened_on" <= "t12"."law_to"
) AS "t33"
WHERE
  (
    "t33"."house_ppm" - "t33"."rate_ppm"
  ) > "t33"."limit"
