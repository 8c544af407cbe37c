-- STP-02 success_rate_low 1.0.0
-- mode: whole
SELECT
  "t17"."record_id",
  "t17"."institution_id",
  "t17"."happened_on",
  "t17"."unit",
  "t17"."unit_name",
  "t17"."month",
  CAST(NULL AS VARCHAR) AS "policy_id",
  0 AS "amount_minor",
  'XXX' AS "currency",
  "t17"."item_count",
  "t17"."accepted_count",
  "t17"."rate_ppm",
  "t17"."house_ppm",
  "t17"."house_item_count" AS "house_count",
  "t17"."limit" AS "gap_ppm"
FROM (
  SELECT
    "t16"."unit",
    "t16"."unit_name",
    "t16"."month",
    "t16"."happened_on",
    "t16"."item_count",
    "t16"."accepted_count",
    "t16"."house_item_count",
    "t16"."house_accepted_count",
    "t16"."record_id",
    "t16"."institution_id",
    "t16"."rate_ppm",
    "t16"."house_ppm",
    "t4"."legal_value",
    "t4"."house_value",
    "t4"."limit",
    "t4"."limit_ground"
  FROM (
    SELECT
      "t14"."unit",
      "t14"."unit_name",
      "t14"."month",
      "t14"."happened_on",
      "t14"."item_count",
      "t14"."accepted_count",
      "t14"."house_item_count",
      "t14"."house_accepted_count",
      "t14"."record_id",
      "t14"."institution_id",
      CAST(FLOOR(
        CAST((
          "t14"."accepted_count" * 1000000
        ) AS DOUBLE PRECISION) / (
          "t14"."item_count"
        )
      ) AS BIGINT) AS "rate_ppm",
      CAST(FLOOR(
        CAST((
          "t14"."house_accepted_count" * 1000000
        ) AS DOUBLE PRECISION) / (
          "t14"."house_item_count"
        )
      ) AS BIGINT) AS "house_ppm"
    FROM (
      SELECT
        "t13"."unit",
        "t13"."unit_name",
        "t13"."month",
        "t13"."happened_on",
        "t13"."item_count",
        "t13"."accepted_count",
        "t12"."house_item_count",
        "t12"."house_accepted_count",
        "t13"."unit" || ':' || "t13"."unit_name" || ':' || "t13"."month" AS "record_id",
        CASE
          WHEN "t13"."unit" = 'institution'
          THEN "t13"."unit_name"
          ELSE CAST(NULL AS VARCHAR)
        END AS "institution_id",
        "t5"."legal_value",
        "t5"."house_value",
        "t5"."limit",
        "t5"."limit_ground"
      FROM (
        SELECT
          "t9"."unit",
          "t9"."unit_name",
          "t9"."month",
          MAX("t9"."on") AS "happened_on",
          SUM("t9"."item_count") AS "item_count",
          SUM("t9"."accepted_count") AS "accepted_count"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              CAST((
                CAST(EXTRACT(year FROM "t1"."sent_on") AS BIGINT) * 100
              ) + CAST(EXTRACT(month FROM "t1"."sent_on") AS BIGINT) AS VARCHAR) AS "month",
              "t1"."sent_on" AS "on",
              1 AS "item_count",
              CASE WHEN "t1"."answer" = 'accepted' THEN 1 ELSE 0 END AS "accepted_count",
              'institution' AS "unit",
              "t1"."institution_id" AS "unit_name"
            FROM "charge_instructions" AS "t1"
            WHERE
              "t1"."answer" <> 'none'
          ) AS "t6"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              CAST((
                CAST(EXTRACT(year FROM "t1"."sent_on") AS BIGINT) * 100
              ) + CAST(EXTRACT(month FROM "t1"."sent_on") AS BIGINT) AS VARCHAR) AS "month",
              "t1"."sent_on" AS "on",
              1 AS "item_count",
              CASE WHEN "t1"."answer" = 'accepted' THEN 1 ELSE 0 END AS "accepted_count",
              'bank' AS "unit",
              "t1"."bank" || '/' || "t1"."channel" AS "unit_name"
            FROM "charge_instructions" AS "t1"
            WHERE
              "t1"."answer" <> 'none' AND "t1"."bank" IS NOT NULL
          ) AS "t7"
        ) AS "t9"
        GROUP BY
          1,
          2,
          3
      ) AS "t13"
      INNER JOIN (
        SELECT
          "t8"."month" AS "house_month",
          SUM("t8"."item_count") AS "house_item_count",
          SUM("t8"."accepted_count") AS "house_accepted_count"
        FROM (
          SELECT
            "t1"."institution_id",
            "t1"."bank",
            "t1"."channel",
            CAST((
              CAST(EXTRACT(year FROM "t1"."sent_on") AS BIGINT) * 100
            ) + CAST(EXTRACT(month FROM "t1"."sent_on") AS BIGINT) AS VARCHAR) AS "month",
            "t1"."sent_on" AS "on",
            1 AS "item_count",
            CASE WHEN "t1"."answer" = 'accepted' THEN 1 ELSE 0 END AS "accepted_count"
          FROM "charge_instructions" AS "t1"
          WHERE
            "t1"."answer" <> 'none'
        ) AS "t8"
        GROUP BY
          1
      ) AS "t12"
        ON "t13"."month" = "t12"."house_month"
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
      ) AS "t5"
        ON "t5"."law_from" <= "t13"."happened_on" AND "t13"."happened_on" <= "t5"."law_to"
    ) AS "t14"
    WHERE
      "t14"."item_count" >= "t14"."limit"
  ) AS "t16"
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
      "t0"."name" = 'step_success_gap_ppm'
  ) AS "t4"
    ON "t4"."law_from" <= "t16"."happened_on" AND "t16"."happened_on" <= "t4"."law_to"
) AS "t17"
WHERE
  (
    "t17"."house_ppm" - "t17"."rate_ppm"
  ) > "t17"."limit"
