-- FED-01 feed_silent 1.0.0
-- mode: whole
SELECT
  "t4"."institution_id",
  "t4"."feed",
  "t4"."table_name",
  CASE
    WHEN COALESCE("t4"."arrived_on" <= "t4"."as_of", FALSE)
    THEN "t4"."arrived_on"
    ELSE CAST(NULL AS DATE)
  END AS "done_on",
  CAST(NULL AS TEXT) AS "policy_id",
  "t4"."feed_day_id" AS "record_id",
  "t4"."expected_on" AS "happened_on",
  DATE_DIFF(
    'DAY',
    "t4"."expected_on",
    CASE
      WHEN COALESCE("t4"."arrived_on" <= "t4"."as_of", FALSE)
      THEN "t4"."arrived_on"
      ELSE CAST(NULL AS DATE)
    END
  ) AS "days_late",
  0 AS "amount_minor",
  'XXX' AS "currency"
FROM (
  SELECT
    "t2"."feed_day_id",
    "t2"."feed",
    "t2"."table_name",
    "t2"."institution_id",
    "t2"."expected_on",
    "t2"."arrived_on",
    "t2"."rows_taken",
    "t2"."rows_usual",
    "t2"."history_days",
    "t2"."columns_missing",
    "t2"."columns_added",
    "t3"."as_of"
  FROM "feed_days" AS "t2"
  CROSS JOIN "run_day" AS "t3"
) AS "t4"
WHERE
  CASE
    WHEN COALESCE("t4"."arrived_on" <= "t4"."as_of", FALSE)
    THEN "t4"."arrived_on"
    ELSE "t4"."as_of"
  END > "t4"."expected_on"
-- mode: part
SELECT
  "t4"."institution_id",
  "t4"."feed",
  "t4"."table_name",
  CASE
    WHEN COALESCE("t4"."arrived_on" <= "t4"."as_of", FALSE)
    THEN "t4"."arrived_on"
    ELSE CAST(NULL AS DATE)
  END AS "done_on",
  CAST(NULL AS TEXT) AS "policy_id",
  "t4"."feed_day_id" AS "record_id",
  "t4"."expected_on" AS "happened_on",
  DATE_DIFF(
    'DAY',
    "t4"."expected_on",
    CASE
      WHEN COALESCE("t4"."arrived_on" <= "t4"."as_of", FALSE)
      THEN "t4"."arrived_on"
      ELSE CAST(NULL AS DATE)
    END
  ) AS "days_late",
  0 AS "amount_minor",
  'XXX' AS "currency"
FROM (
  SELECT
    "t2"."feed_day_id",
    "t2"."feed",
    "t2"."table_name",
    "t2"."institution_id",
    "t2"."expected_on",
    "t2"."arrived_on",
    "t2"."rows_taken",
    "t2"."rows_usual",
    "t2"."history_days",
    "t2"."columns_missing",
    "t2"."columns_added",
    "t3"."as_of"
  FROM "subject" AS "t2"
  CROSS JOIN "run_day" AS "t3"
) AS "t4"
WHERE
  CASE
    WHEN COALESCE("t4"."arrived_on" <= "t4"."as_of", FALSE)
    THEN "t4"."arrived_on"
    ELSE "t4"."as_of"
  END > "t4"."expected_on"
