-- STP-01 step_slow 1.0.0
-- mode: whole
WITH "t10" AS (
  SELECT
    "t3"."charge_id" AS "charge_id",
    "t3"."policy_id" AS "policy_id",
    "t3"."instalment_id" AS "instalment_id",
    "t3"."request_id" AS "request_id",
    "t3"."instruction_id" AS "instruction_id",
    "t3"."institution_id" AS "institution_id",
    "t3"."channel" AS "channel",
    "t3"."bank" AS "bank",
    "t3"."kind" AS "kind",
    "t3"."account_token" AS "account_token",
    "t3"."payer_name_token" AS "payer_name_token",
    "t3"."payer_match" AS "payer_match",
    "t3"."terminal_id" AS "terminal_id",
    "t3"."merchant_id" AS "merchant_id",
    "t3"."operator_id" AS "operator_id",
    "t3"."seen_latitude_e6" AS "seen_latitude_e6",
    "t3"."seen_longitude_e6" AS "seen_longitude_e6",
    "t3"."premises" AS "premises",
    "t3"."amount_minor" AS "amount_minor",
    "t3"."currency" AS "currency",
    "t3"."charged_on" AS "charged_on",
    "t3"."charged_at" AS "charged_at",
    "t3"."settled_token" AS "settled_token",
    "t3"."remittance_id" AS "remittance_id",
    "t7"."requested_at" AS "requested_at",
    "t7"."asked_id" AS "asked_id"
  FROM "charges" AS "t3"
  INNER JOIN (
    SELECT
      "t2"."requested_at" AS "requested_at",
      "t2"."request_id" AS "asked_id"
    FROM "charge_requests" AS "t2"
  ) AS "t7"
    ON "t3"."request_id" = "t7"."asked_id"
)
SELECT
  "t23"."record_id" AS "record_id",
  "t23"."institution_id" AS "institution_id",
  "t23"."happened_on" AS "happened_on",
  "t23"."unit" AS "unit",
  "t23"."unit_name" AS "unit_name",
  "t23"."month" AS "month",
  CAST(NULL AS Nullable(String)) AS "policy_id",
  0 AS "amount_minor",
  'XXX' AS "currency",
  "t23"."item_count" AS "item_count",
  "t23"."house_item_count" AS "house_count",
  "t23"."mean_seconds" AS "mean_seconds",
  "t23"."house_seconds" AS "house_seconds",
  CAST(FLOOR((
    "t23"."mean_seconds"
  ) / (
    60
  )) AS Nullable(Int64)) AS "mean_minutes",
  CAST(FLOOR((
    "t23"."house_seconds"
  ) / (
    60
  )) AS Nullable(Int64)) AS "house_minutes",
  "t23"."limit" AS "factor_ppm"
FROM (
  SELECT
    "t22"."unit" AS "unit",
    "t22"."unit_name" AS "unit_name",
    "t22"."month" AS "month",
    "t22"."happened_on" AS "happened_on",
    "t22"."item_count" AS "item_count",
    "t22"."waited_seconds" AS "waited_seconds",
    "t22"."house_item_count" AS "house_item_count",
    "t22"."house_waited_seconds" AS "house_waited_seconds",
    "t22"."record_id" AS "record_id",
    "t22"."institution_id" AS "institution_id",
    "t22"."mean_seconds" AS "mean_seconds",
    "t22"."house_seconds" AS "house_seconds",
    "t8"."legal_value" AS "legal_value",
    "t8"."house_value" AS "house_value",
    "t8"."limit" AS "limit",
    "t8"."limit_ground" AS "limit_ground"
  FROM (
    SELECT
      "t20"."unit" AS "unit",
      "t20"."unit_name" AS "unit_name",
      "t20"."month" AS "month",
      "t20"."happened_on" AS "happened_on",
      "t20"."item_count" AS "item_count",
      "t20"."waited_seconds" AS "waited_seconds",
      "t20"."house_item_count" AS "house_item_count",
      "t20"."house_waited_seconds" AS "house_waited_seconds",
      "t20"."record_id" AS "record_id",
      "t20"."institution_id" AS "institution_id",
      CAST(FLOOR((
        "t20"."waited_seconds"
      ) / (
        "t20"."item_count"
      )) AS Nullable(Int64)) AS "mean_seconds",
      CAST(FLOOR((
        "t20"."house_waited_seconds"
      ) / (
        "t20"."house_item_count"
      )) AS Nullable(Int64)) AS "house_seconds"
    FROM (
      SELECT
        "t19"."unit" AS "unit",
        "t19"."unit_name" AS "unit_name",
        "t19"."month" AS "month",
        "t19"."happened_on" AS "happened_on",
        "t19"."item_count" AS "item_count",
        "t19"."waited_seconds" AS "waited_seconds",
        "t18"."house_item_count" AS "house_item_count",
        "t18"."house_waited_seconds" AS "house_waited_seconds",
        CONCAT(CONCAT(CONCAT(CONCAT("t19"."unit", ':'), "t19"."unit_name"), ':'), "t19"."month") AS "record_id",
        CASE
          WHEN "t19"."unit" = 'institution'
          THEN "t19"."unit_name"
          ELSE CAST(NULL AS Nullable(String))
        END AS "institution_id",
        "t9"."legal_value" AS "legal_value",
        "t9"."house_value" AS "house_value",
        "t9"."limit" AS "limit",
        "t9"."limit_ground" AS "limit_ground"
      FROM (
        SELECT
          "t15"."unit" AS "unit",
          "t15"."unit_name" AS "unit_name",
          "t15"."month" AS "month",
          MAX("t15"."on") AS "happened_on",
          SUM("t15"."item_count") AS "item_count",
          SUM("t15"."waited_seconds") AS "waited_seconds"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              CAST((
                CAST(toYear("t11"."charged_on") AS Nullable(Int64)) * 100
              ) + CAST(toMonth("t11"."charged_on") AS Nullable(Int64)) AS Nullable(String)) AS "month",
              "t11"."charged_on" AS "on",
              1 AS "item_count",
              CAST(toRelativeSecondNum("t11"."charged_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t11"."requested_at") AS Nullable(Int64)) AS "waited_seconds",
              'institution' AS "unit",
              "t11"."institution_id" AS "unit_name"
            FROM "t10" AS "t11"
            WHERE
              (
                CAST(toRelativeSecondNum("t11"."charged_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t11"."requested_at") AS Nullable(Int64))
              ) >= 0
          ) AS "t12"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              CAST((
                CAST(toYear("t11"."charged_on") AS Nullable(Int64)) * 100
              ) + CAST(toMonth("t11"."charged_on") AS Nullable(Int64)) AS Nullable(String)) AS "month",
              "t11"."charged_on" AS "on",
              1 AS "item_count",
              CAST(toRelativeSecondNum("t11"."charged_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t11"."requested_at") AS Nullable(Int64)) AS "waited_seconds",
              'bank' AS "unit",
              CONCAT(CONCAT("t11"."bank", '/'), "t11"."channel") AS "unit_name"
            FROM "t10" AS "t11"
            WHERE
              (
                CAST(toRelativeSecondNum("t11"."charged_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t11"."requested_at") AS Nullable(Int64))
              ) >= 0
              AND isNotNull("t11"."bank")
          ) AS "t13"
        ) AS "t15"
        GROUP BY
          "t15"."unit",
          "t15"."unit_name",
          "t15"."month"
      ) AS "t19"
      INNER JOIN (
        SELECT
          "t14"."month" AS "house_month",
          SUM("t14"."item_count") AS "house_item_count",
          SUM("t14"."waited_seconds") AS "house_waited_seconds"
        FROM (
          SELECT
            "t11"."institution_id" AS "institution_id",
            "t11"."bank" AS "bank",
            "t11"."channel" AS "channel",
            CAST((
              CAST(toYear("t11"."charged_on") AS Nullable(Int64)) * 100
            ) + CAST(toMonth("t11"."charged_on") AS Nullable(Int64)) AS Nullable(String)) AS "month",
            "t11"."charged_on" AS "on",
            1 AS "item_count",
            CAST(toRelativeSecondNum("t11"."charged_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t11"."requested_at") AS Nullable(Int64)) AS "waited_seconds"
          FROM "t10" AS "t11"
          WHERE
            (
              CAST(toRelativeSecondNum("t11"."charged_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t11"."requested_at") AS Nullable(Int64))
            ) >= 0
        ) AS "t14"
        GROUP BY
          "t14"."month"
      ) AS "t18"
        ON "t19"."month" = "t18"."house_month"
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
      ) AS "t9"
        ON "t9"."law_from" <= "t19"."happened_on" AND "t19"."happened_on" <= "t9"."law_to"
    ) AS "t20"
    WHERE
      "t20"."item_count" >= "t20"."limit"
  ) AS "t22"
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
      "t0"."name" = 'step_wait_factor_ppm'
  ) AS "t8"
    ON "t8"."law_from" <= "t22"."happened_on" AND "t22"."happened_on" <= "t8"."law_to"
) AS "t23"
WHERE
  (
    "t23"."mean_seconds" * 1000000
  ) > (
    "t23"."limit" * "t23"."house_seconds"
  )
