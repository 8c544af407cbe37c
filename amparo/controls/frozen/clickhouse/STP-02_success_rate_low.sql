-- STP-02 success_rate_low 1.0.0
-- mode: whole
SELECT
  "t17"."record_id" AS "record_id",
  "t17"."institution_id" AS "institution_id",
  "t17"."happened_on" AS "happened_on",
  "t17"."unit" AS "unit",
  "t17"."unit_name" AS "unit_name",
  "t17"."month" AS "month",
  CAST(NULL AS Nullable(String)) AS "policy_id",
  0 AS "amount_minor",
  'XXX' AS "currency",
  "t17"."item_count" AS "item_count",
  "t17"."accepted_count" AS "accepted_count",
  "t17"."rate_ppm" AS "rate_ppm",
  "t17"."house_ppm" AS "house_ppm",
  "t17"."house_item_count" AS "house_count",
  "t17"."limit" AS "gap_ppm"
FROM (
  SELECT
    "t16"."unit" AS "unit",
    "t16"."unit_name" AS "unit_name",
    "t16"."month" AS "month",
    "t16"."happened_on" AS "happened_on",
    "t16"."item_count" AS "item_count",
    "t16"."accepted_count" AS "accepted_count",
    "t16"."house_item_count" AS "house_item_count",
    "t16"."house_accepted_count" AS "house_accepted_count",
    "t16"."record_id" AS "record_id",
    "t16"."institution_id" AS "institution_id",
    "t16"."rate_ppm" AS "rate_ppm",
    "t16"."house_ppm" AS "house_ppm",
    "t4"."legal_value" AS "legal_value",
    "t4"."house_value" AS "house_value",
    "t4"."limit" AS "limit",
    "t4"."limit_ground" AS "limit_ground"
  FROM (
    SELECT
      "t14"."unit" AS "unit",
      "t14"."unit_name" AS "unit_name",
      "t14"."month" AS "month",
      "t14"."happened_on" AS "happened_on",
      "t14"."item_count" AS "item_count",
      "t14"."accepted_count" AS "accepted_count",
      "t14"."house_item_count" AS "house_item_count",
      "t14"."house_accepted_count" AS "house_accepted_count",
      "t14"."record_id" AS "record_id",
      "t14"."institution_id" AS "institution_id",
      CAST(FLOOR((
        "t14"."accepted_count" * 1000000
      ) / (
        "t14"."item_count"
      )) AS Nullable(Int64)) AS "rate_ppm",
      CAST(FLOOR((
        "t14"."house_accepted_count" * 1000000
      ) / (
        "t14"."house_item_count"
      )) AS Nullable(Int64)) AS "house_ppm"
    FROM (
      SELECT
        "t13"."unit" AS "unit",
        "t13"."unit_name" AS "unit_name",
        "t13"."month" AS "month",
        "t13"."happened_on" AS "happened_on",
        "t13"."item_count" AS "item_count",
        "t13"."accepted_count" AS "accepted_count",
        "t12"."house_item_count" AS "house_item_count",
        "t12"."house_accepted_count" AS "house_accepted_count",
        CONCAT(CONCAT(CONCAT(CONCAT("t13"."unit", ':'), "t13"."unit_name"), ':'), "t13"."month") AS "record_id",
        CASE
          WHEN "t13"."unit" = 'institution'
          THEN "t13"."unit_name"
          ELSE CAST(NULL AS Nullable(String))
        END AS "institution_id",
        "t5"."legal_value" AS "legal_value",
        "t5"."house_value" AS "house_value",
        "t5"."limit" AS "limit",
        "t5"."limit_ground" AS "limit_ground"
      FROM (
        SELECT
          "t9"."unit" AS "unit",
          "t9"."unit_name" AS "unit_name",
          "t9"."month" AS "month",
          MAX("t9"."on") AS "happened_on",
          SUM("t9"."item_count") AS "item_count",
          SUM("t9"."accepted_count") AS "accepted_count"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              CAST((
                CAST(toYear("t1"."sent_on") AS Nullable(Int64)) * 100
              ) + CAST(toMonth("t1"."sent_on") AS Nullable(Int64)) AS Nullable(String)) AS "month",
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
                CAST(toYear("t1"."sent_on") AS Nullable(Int64)) * 100
              ) + CAST(toMonth("t1"."sent_on") AS Nullable(Int64)) AS Nullable(String)) AS "month",
              "t1"."sent_on" AS "on",
              1 AS "item_count",
              CASE WHEN "t1"."answer" = 'accepted' THEN 1 ELSE 0 END AS "accepted_count",
              'bank' AS "unit",
              CONCAT(CONCAT("t1"."bank", '/'), "t1"."channel") AS "unit_name"
            FROM "charge_instructions" AS "t1"
            WHERE
              "t1"."answer" <> 'none' AND isNotNull("t1"."bank")
          ) AS "t7"
        ) AS "t9"
        GROUP BY
          "t9"."unit",
          "t9"."unit_name",
          "t9"."month"
      ) AS "t13"
      INNER JOIN (
        SELECT
          "t8"."month" AS "house_month",
          SUM("t8"."item_count") AS "house_item_count",
          SUM("t8"."accepted_count") AS "house_accepted_count"
        FROM (
          SELECT
            "t1"."institution_id" AS "institution_id",
            "t1"."bank" AS "bank",
            "t1"."channel" AS "channel",
            CAST((
              CAST(toYear("t1"."sent_on") AS Nullable(Int64)) * 100
            ) + CAST(toMonth("t1"."sent_on") AS Nullable(Int64)) AS Nullable(String)) AS "month",
            "t1"."sent_on" AS "on",
            1 AS "item_count",
            CASE WHEN "t1"."answer" = 'accepted' THEN 1 ELSE 0 END AS "accepted_count"
          FROM "charge_instructions" AS "t1"
          WHERE
            "t1"."answer" <> 'none'
        ) AS "t8"
        GROUP BY
          "t8"."month"
      ) AS "t12"
        ON "t13"."month" = "t12"."house_month"
      INNER JOIN (
        SELECT
          "t0"."legal_value" AS "legal_value",
          "t0"."house_value" AS "house_value",
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
      "t0"."legal_value" AS "legal_value",
      "t0"."house_value" AS "house_value",
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
