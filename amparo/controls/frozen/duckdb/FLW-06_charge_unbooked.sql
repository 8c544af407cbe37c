-- FLW-06 charge_unbooked 1.0.0
-- mode: whole
SELECT
  "t11"."policy_id",
  "t11"."institution_id",
  "t11"."amount_minor",
  "t11"."currency",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t11"."first_booked_on" <= "t11"."as_of"
        THEN "t11"."first_booked_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t11"."as_of"
    ) > "t11"."due_rolled_on"
    THEN "t11"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t11"."channel",
  "t11"."charged_on",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t11"."first_booked_on" <= "t11"."as_of"
        THEN "t11"."first_booked_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t11"."as_of"
    ) > "t11"."due_rolled_on"
    THEN "t11"."due_rolled_on"
    ELSE "t11"."house_due_on"
  END AS "limit_on",
  CASE
    WHEN "t11"."first_booked_on" <= "t11"."as_of"
    THEN "t11"."first_booked_on"
    ELSE CAST(NULL AS DATE)
  END AS "done_on",
  "t11"."charge_id" AS "record_id",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t11"."first_booked_on" <= "t11"."as_of"
        THEN "t11"."first_booked_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t11"."as_of"
    ) > "t11"."due_rolled_on"
    THEN "t11"."due_rolled_on"
    ELSE "t11"."house_due_on"
  END AS "happened_on"
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
    "t10"."first_booked_on",
    "t7"."due_strict_on",
    "t7"."due_rolled_on",
    "t7"."house_due_on",
    "t7"."due_ground",
    "t5"."as_of"
  FROM "charges" AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t8"."charge_id" AS "first_of",
      MIN("t8"."booked_on") AS "first_booked_on"
    FROM (
      SELECT
        *
      FROM "bookings" AS "t3"
      WHERE
        "t3"."charge_id" IS NOT NULL
    ) AS "t8"
    GROUP BY
      1
  ) AS "t10"
    ON "t4"."charge_id" = "t10"."first_of"
  INNER JOIN (
    SELECT
      "t2"."due_strict_on",
      "t2"."due_rolled_on",
      "t2"."house_due_on",
      "t2"."rule" AS "due_rule",
      "t2"."ground" AS "due_ground",
      "t2"."from_on" AS "due_from_on"
    FROM "law_due" AS "t2"
  ) AS "t7"
    ON "t7"."due_rule" = 'charge_booking' AND "t4"."charged_on" = "t7"."due_from_on"
  CROSS JOIN "run_day" AS "t5"
) AS "t11"
WHERE
  (
    COALESCE(
      CASE
        WHEN "t11"."first_booked_on" <= "t11"."as_of"
        THEN "t11"."first_booked_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t11"."as_of"
    ) > "t11"."due_rolled_on"
  )
  OR (
    COALESCE(
      CASE
        WHEN "t11"."first_booked_on" <= "t11"."as_of"
        THEN "t11"."first_booked_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t11"."as_of"
    ) > "t11"."house_due_on"
  )
-- mode: part
SELECT
  "t15"."policy_id",
  "t15"."institution_id",
  "t15"."amount_minor",
  "t15"."currency",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t15"."first_booked_on" <= "t15"."as_of"
        THEN "t15"."first_booked_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t15"."as_of"
    ) > "t15"."due_rolled_on"
    THEN "t15"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t15"."channel",
  "t15"."charged_on",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t15"."first_booked_on" <= "t15"."as_of"
        THEN "t15"."first_booked_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t15"."as_of"
    ) > "t15"."due_rolled_on"
    THEN "t15"."due_rolled_on"
    ELSE "t15"."house_due_on"
  END AS "limit_on",
  CASE
    WHEN "t15"."first_booked_on" <= "t15"."as_of"
    THEN "t15"."first_booked_on"
    ELSE CAST(NULL AS DATE)
  END AS "done_on",
  "t15"."charge_id" AS "record_id",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t15"."first_booked_on" <= "t15"."as_of"
        THEN "t15"."first_booked_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t15"."as_of"
    ) > "t15"."due_rolled_on"
    THEN "t15"."due_rolled_on"
    ELSE "t15"."house_due_on"
  END AS "happened_on"
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
    "t14"."first_booked_on",
    "t9"."due_strict_on",
    "t9"."due_rolled_on",
    "t9"."house_due_on",
    "t9"."due_ground",
    "t5"."as_of"
  FROM "subject" AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t12"."charge_id" AS "first_of",
      MIN("t12"."booked_on") AS "first_booked_on"
    FROM (
      SELECT
        "t11"."booking_id",
        "t11"."charge_id",
        "t11"."policy_id",
        "t11"."institution_id",
        "t11"."side",
        "t11"."amount_minor",
        "t11"."currency",
        "t11"."booked_on",
        "t11"."booked_at",
        "t11"."cleared_on"
      FROM (
        SELECT
          *
        FROM "bookings" AS "t3"
        WHERE
          "t3"."charge_id" IS NOT NULL
      ) AS "t11"
      INNER JOIN (
        SELECT DISTINCT
          "t0"."charge_id" AS "wanted"
        FROM "subject" AS "t0"
      ) AS "t8"
        ON "t11"."charge_id" = "t8"."wanted"
    ) AS "t12"
    GROUP BY
      1
  ) AS "t14"
    ON "t4"."charge_id" = "t14"."first_of"
  INNER JOIN (
    SELECT
      "t2"."due_strict_on",
      "t2"."due_rolled_on",
      "t2"."house_due_on",
      "t2"."rule" AS "due_rule",
      "t2"."ground" AS "due_ground",
      "t2"."from_on" AS "due_from_on"
    FROM "law_due" AS "t2"
  ) AS "t9"
    ON "t9"."due_rule" = 'charge_booking' AND "t4"."charged_on" = "t9"."due_from_on"
  CROSS JOIN "run_day" AS "t5"
) AS "t15"
WHERE
  (
    COALESCE(
      CASE
        WHEN "t15"."first_booked_on" <= "t15"."as_of"
        THEN "t15"."first_booked_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t15"."as_of"
    ) > "t15"."due_rolled_on"
  )
  OR (
    COALESCE(
      CASE
        WHEN "t15"."first_booked_on" <= "t15"."as_of"
        THEN "t15"."first_booked_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t15"."as_of"
    ) > "t15"."house_due_on"
  )
