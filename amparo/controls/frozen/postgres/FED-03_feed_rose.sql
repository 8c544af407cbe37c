-- FED-03 feed_rose 1.0.0
-- mode: whole
SELECT
  "t15"."institution_id",
  "t15"."feed",
  "t15"."table_name",
  "t15"."rows_taken",
  "t15"."rows_usual",
  "t15"."history_days",
  CAST(NULL AS VARCHAR) AS "policy_id",
  "t15"."feed_day_id" AS "record_id",
  "t15"."expected_on" AS "happened_on",
  "t15"."limit" AS "limit_ppm",
  "t15"."limit_ground" AS "ground",
  0 AS "amount_minor",
  'XXX' AS "currency"
FROM (
  SELECT
    "t14"."feed_day_id",
    "t14"."feed",
    "t14"."table_name",
    "t14"."institution_id",
    "t14"."expected_on",
    "t14"."arrived_on",
    "t14"."rows_taken",
    "t14"."rows_usual",
    "t14"."history_days",
    "t14"."columns_missing",
    "t14"."columns_added",
    "t8"."legal_value",
    "t8"."house_value",
    "t8"."limit",
    "t8"."limit_ground"
  FROM (
    SELECT
      "t12"."feed_day_id",
      "t12"."feed",
      "t12"."table_name",
      "t12"."institution_id",
      "t12"."expected_on",
      "t12"."arrived_on",
      "t12"."rows_taken",
      "t12"."rows_usual",
      "t12"."history_days",
      "t12"."columns_missing",
      "t12"."columns_added"
    FROM (
      SELECT
        "t11"."feed_day_id",
        "t11"."feed",
        "t11"."table_name",
        "t11"."institution_id",
        "t11"."expected_on",
        "t11"."arrived_on",
        "t11"."rows_taken",
        "t11"."rows_usual",
        "t11"."history_days",
        "t11"."columns_missing",
        "t11"."columns_added",
        "t9"."legal_value",
        "t9"."house_value",
        "t9"."limit",
        "t9"."limit_ground"
      FROM (
        SELECT
          "t7"."feed_day_id",
          "t7"."feed",
          "t7"."table_name",
          "t7"."institution_id",
          "t7"."expected_on",
          "t7"."arrived_on",
          "t7"."rows_taken",
          "t7"."rows_usual",
          "t7"."history_days",
          "t7"."columns_missing",
          "t7"."columns_added"
        FROM (
          SELECT
            "t3"."feed_day_id",
            "t3"."feed",
            "t3"."table_name",
            "t3"."institution_id",
            "t3"."expected_on",
            "t3"."arrived_on",
            "t3"."rows_taken",
            "t3"."rows_usual",
            "t3"."history_days",
            "t3"."columns_missing",
            "t3"."columns_added",
            "t4"."as_of"
          FROM "feed_days" AS "t3"
          CROSS JOIN "run_day" AS "t4"
        ) AS "t7"
        WHERE
          "t7"."arrived_on" <= "t7"."as_of"
      ) AS "t11"
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
          "t0"."name" = 'feed_least_history'
      ) AS "t9"
        ON "t9"."law_from" <= "t11"."expected_on" AND "t11"."expected_on" <= "t9"."law_to"
    ) AS "t12"
    WHERE
      "t12"."history_days" >= "t12"."limit"
  ) AS "t14"
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
      "t0"."name" = 'feed_rise_ppm'
  ) AS "t8"
    ON "t8"."law_from" <= "t14"."expected_on" AND "t14"."expected_on" <= "t8"."law_to"
) AS "t15"
WHERE
  (
    "t15"."rows_taken" * 1000000
  ) > (
    "t15"."rows_usual" * "t15"."limit"
  )
-- mode: part
SELECT
  "t15"."institution_id",
  "t15"."feed",
  "t15"."table_name",
  "t15"."rows_taken",
  "t15"."rows_usual",
  "t15"."history_days",
  CAST(NULL AS VARCHAR) AS "policy_id",
  "t15"."feed_day_id" AS "record_id",
  "t15"."expected_on" AS "happened_on",
  "t15"."limit" AS "limit_ppm",
  "t15"."limit_ground" AS "ground",
  0 AS "amount_minor",
  'XXX' AS "currency"
FROM (
  SELECT
    "t14"."feed_day_id",
    "t14"."feed",
    "t14"."table_name",
    "t14"."institution_id",
    "t14"."expected_on",
    "t14"."arrived_on",
    "t14"."rows_taken",
    "t14"."rows_usual",
    "t14"."history_days",
    "t14"."columns_missing",
    "t14"."columns_added",
    "t8"."legal_value",
    "t8"."house_value",
    "t8"."limit",
    "t8"."limit_ground"
  FROM (
    SELECT
      "t12"."feed_day_id",
      "t12"."feed",
      "t12"."table_name",
      "t12"."institution_id",
      "t12"."expected_on",
      "t12"."arrived_on",
      "t12"."rows_taken",
      "t12"."rows_usual",
      "t12"."history_days",
      "t12"."columns_missing",
      "t12"."columns_added"
    FROM (
      SELECT
        "t11"."feed_day_id",
        "t11"."feed",
        "t11"."table_name",
        "t11"."institution_id",
        "t11"."expected_on",
        "t11"."arrived_on",
        "t11"."rows_taken",
        "t11"."rows_usual",
        "t11"."history_days",
        "t11"."columns_missing",
        "t11"."columns_added",
        "t9"."legal_value",
        "t9"."house_value",
        "t9"."limit",
        "t9"."limit_ground"
      FROM (
        SELECT
          "t7"."feed_day_id",
          "t7"."feed",
          "t7"."table_name",
          "t7"."institution_id",
          "t7"."expected_on",
          "t7"."arrived_on",
          "t7"."rows_taken",
          "t7"."rows_usual",
          "t7"."history_days",
          "t7"."columns_missing",
          "t7"."columns_added"
        FROM (
          SELECT
            "t3"."feed_day_id",
            "t3"."feed",
            "t3"."table_name",
            "t3"."institution_id",
            "t3"."expected_on",
            "t3"."arrived_on",
            "t3"."rows_taken",
            "t3"."rows_usual",
            "t3"."history_days",
            "t3"."columns_missing",
            "t3"."columns_added",
            "t4"."as_of"
          FROM "subject" AS "t3"
          CROSS JOIN "run_day" AS "t4"
        ) AS "t7"
        WHERE
          "t7"."arrived_on" <= "t7"."as_of"
      ) AS "t11"
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
          "t0"."name" = 'feed_least_history'
      ) AS "t9"
        ON "t9"."law_from" <= "t11"."expected_on" AND "t11"."expected_on" <= "t9"."law_to"
    ) AS "t12"
    WHERE
      "t12"."history_days" >= "t12"."limit"
  ) AS "t14"
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
      "t0"."name" = 'feed_rise_ppm'
  ) AS "t8"
    ON "t8"."law_from" <= "t14"."expected_on" AND "t14"."expected_on" <= "t8"."law_to"
) AS "t15"
WHERE
  (
    "t15"."rows_taken" * 1000000
  ) > (
    "t15"."rows_usual" * "t15"."limit"
  )
-- mode: unknown_whole
SELECT
  "t10"."feed_day_id" AS "record_id",
  'history_short' AS "reason"
FROM (
  SELECT
    "t9"."feed_day_id",
    "t9"."feed",
    "t9"."table_name",
    "t9"."institution_id",
    "t9"."expected_on",
    "t9"."arrived_on",
    "t9"."rows_taken",
    "t9"."rows_usual",
    "t9"."history_days",
    "t9"."columns_missing",
    "t9"."columns_added",
    "t7"."legal_value",
    "t7"."house_value",
    "t7"."limit",
    "t7"."limit_ground"
  FROM (
    SELECT
      "t6"."feed_day_id",
      "t6"."feed",
      "t6"."table_name",
      "t6"."institution_id",
      "t6"."expected_on",
      "t6"."arrived_on",
      "t6"."rows_taken",
      "t6"."rows_usual",
      "t6"."history_days",
      "t6"."columns_missing",
      "t6"."columns_added"
    FROM (
      SELECT
        "t3"."feed_day_id",
        "t3"."feed",
        "t3"."table_name",
        "t3"."institution_id",
        "t3"."expected_on",
        "t3"."arrived_on",
        "t3"."rows_taken",
        "t3"."rows_usual",
        "t3"."history_days",
        "t3"."columns_missing",
        "t3"."columns_added",
        "t4"."as_of"
      FROM "feed_days" AS "t3"
      CROSS JOIN "run_day" AS "t4"
    ) AS "t6"
    WHERE
      "t6"."arrived_on" <= "t6"."as_of"
  ) AS "t9"
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
      "t0"."name" = 'feed_least_history'
  ) AS "t7"
    ON "t7"."law_from" <= "t9"."expected_on" AND "t9"."expected_on" <= "t7"."law_to"
) AS "t10"
WHERE
  (
    "t10"."history_days" < "t10"."limit"
  ) OR (
    "t10"."rows_usual" IS NULL
  )
-- mode: unknown_part
SELECT
  "t10"."feed_day_id" AS "record_id",
  'history_short' AS "reason"
FROM (
  SELECT
    "t9"."feed_day_id",
    "t9"."feed",
    "t9"."table_name",
    "t9"."institution_id",
    "t9"."expected_on",
    "t9"."arrived_on",
    "t9"."rows_taken",
    "t9"."rows_usual",
    "t9"."history_days",
    "t9"."columns_missing",
    "t9"."columns_added",
    "t7"."legal_value",
    "t7"."house_value",
    "t7"."limit",
    "t7"."limit_ground"
  FROM (
    SELECT
      "t6"."feed_day_id",
      "t6"."feed",
      "t6"."table_name",
      "t6"."institution_id",
      "t6"."expected_on",
      "t6"."arrived_on",
      "t6"."rows_taken",
      "t6"."rows_usual",
      "t6"."history_days",
      "t6"."columns_missing",
      "t6"."columns_added"
    FROM (
      SELECT
        "t3"."feed_day_id",
        "t3"."feed",
        "t3"."table_name",
        "t3"."institution_id",
        "t3"."expected_on",
        "t3"."arrived_on",
        "t3"."rows_taken",
        "t3"."rows_usual",
        "t3"."history_days",
        "t3"."columns_missing",
        "t3"."columns_added",
        "t4"."as_of"
      FROM "subject" AS "t3"
      CROSS JOIN "run_day" AS "t4"
    ) AS "t6"
    WHERE
      "t6"."arrived_on" <= "t6"."as_of"
  ) AS "t9"
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
      "t0"."name" = 'feed_least_history'
  ) AS "t7"
    ON "t7"."law_from" <= "t9"."expected_on" AND "t9"."expected_on" <= "t7"."law_to"
) AS "t10"
WHERE
  (
    "t10"."history_days" < "t10"."limit"
  ) OR (
    "t10"."rows_usual" IS NULL
  )
