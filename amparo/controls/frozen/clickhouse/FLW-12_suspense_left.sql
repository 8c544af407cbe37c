-- FLW-12 suspense_left 1.0.0
-- mode: whole
SELECT
  "t8"."policy_id" AS "policy_id",
  "t8"."institution_id" AS "institution_id",
  "t8"."amount_minor" AS "amount_minor",
  "t8"."currency" AS "currency",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t8"."cleared_on" <= "t8"."as_of"
        THEN "t8"."cleared_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t8"."as_of"
    ) > "t8"."due_rolled_on"
    THEN "t8"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t8"."charge_id" AS "charge_id",
  "t8"."booked_on" AS "booked_on",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t8"."cleared_on" <= "t8"."as_of"
        THEN "t8"."cleared_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t8"."as_of"
    ) > "t8"."due_rolled_on"
    THEN "t8"."due_rolled_on"
    ELSE "t8"."house_due_on"
  END AS "limit_on",
  CASE
    WHEN "t8"."cleared_on" <= "t8"."as_of"
    THEN "t8"."cleared_on"
    ELSE CAST(NULL AS Nullable(DATE))
  END AS "done_on",
  "t8"."booking_id" AS "record_id",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t8"."cleared_on" <= "t8"."as_of"
        THEN "t8"."cleared_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t8"."as_of"
    ) > "t8"."due_rolled_on"
    THEN "t8"."due_rolled_on"
    ELSE "t8"."house_due_on"
  END AS "happened_on"
FROM (
  SELECT
    "t7"."booking_id" AS "booking_id",
    "t7"."charge_id" AS "charge_id",
    "t7"."policy_id" AS "policy_id",
    "t7"."institution_id" AS "institution_id",
    "t7"."side" AS "side",
    "t7"."amount_minor" AS "amount_minor",
    "t7"."currency" AS "currency",
    "t7"."booked_on" AS "booked_on",
    "t7"."booked_at" AS "booked_at",
    "t7"."cleared_on" AS "cleared_on",
    "t6"."due_strict_on" AS "due_strict_on",
    "t6"."due_rolled_on" AS "due_rolled_on",
    "t6"."house_due_on" AS "house_due_on",
    "t6"."due_ground" AS "due_ground",
    "t3"."as_of" AS "as_of"
  FROM (
    SELECT
      *
    FROM "bookings" AS "t0"
    WHERE
      "t0"."side" = 'suspense' AND "t0"."amount_minor" > 0
  ) AS "t7"
  INNER JOIN (
    SELECT
      "t2"."due_strict_on" AS "due_strict_on",
      "t2"."due_rolled_on" AS "due_rolled_on",
      "t2"."house_due_on" AS "house_due_on",
      "t2"."rule" AS "due_rule",
      "t2"."ground" AS "due_ground",
      "t2"."from_on" AS "due_from_on"
    FROM "law_due" AS "t2"
  ) AS "t6"
    ON "t6"."due_rule" = 'suspense_clearing' AND "t7"."booked_on" = "t6"."due_from_on"
  CROSS JOIN "run_day" AS "t3"
) AS "t8"
WHERE
  (
    COALESCE(
      CASE
        WHEN "t8"."cleared_on" <= "t8"."as_of"
        THEN "t8"."cleared_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t8"."as_of"
    ) > "t8"."due_rolled_on"
  )
  OR (
    COALESCE(
      CASE
        WHEN "t8"."cleared_on" <= "t8"."as_of"
        THEN "t8"."cleared_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t8"."as_of"
    ) > "t8"."house_due_on"
  )
-- mode: part
SELECT
  "t8"."policy_id" AS "policy_id",
  "t8"."institution_id" AS "institution_id",
  "t8"."amount_minor" AS "amount_minor",
  "t8"."currency" AS "currency",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t8"."cleared_on" <= "t8"."as_of"
        THEN "t8"."cleared_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t8"."as_of"
    ) > "t8"."due_rolled_on"
    THEN "t8"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t8"."charge_id" AS "charge_id",
  "t8"."booked_on" AS "booked_on",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t8"."cleared_on" <= "t8"."as_of"
        THEN "t8"."cleared_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t8"."as_of"
    ) > "t8"."due_rolled_on"
    THEN "t8"."due_rolled_on"
    ELSE "t8"."house_due_on"
  END AS "limit_on",
  CASE
    WHEN "t8"."cleared_on" <= "t8"."as_of"
    THEN "t8"."cleared_on"
    ELSE CAST(NULL AS Nullable(DATE))
  END AS "done_on",
  "t8"."booking_id" AS "record_id",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t8"."cleared_on" <= "t8"."as_of"
        THEN "t8"."cleared_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t8"."as_of"
    ) > "t8"."due_rolled_on"
    THEN "t8"."due_rolled_on"
    ELSE "t8"."house_due_on"
  END AS "happened_on"
FROM (
  SELECT
    "t7"."booking_id" AS "booking_id",
    "t7"."charge_id" AS "charge_id",
    "t7"."policy_id" AS "policy_id",
    "t7"."institution_id" AS "institution_id",
    "t7"."side" AS "side",
    "t7"."amount_minor" AS "amount_minor",
    "t7"."currency" AS "currency",
    "t7"."booked_on" AS "booked_on",
    "t7"."booked_at" AS "booked_at",
    "t7"."cleared_on" AS "cleared_on",
    "t6"."due_strict_on" AS "due_strict_on",
    "t6"."due_rolled_on" AS "due_rolled_on",
    "t6"."house_due_on" AS "house_due_on",
    "t6"."due_ground" AS "due_ground",
    "t3"."as_of" AS "as_of"
  FROM (
    SELECT
      *
    FROM "subject" AS "t0"
    WHERE
      "t0"."side" = 'suspense' AND "t0"."amount_minor" > 0
  ) AS "t7"
  INNER JOIN (
    SELECT
      "t2"."due_strict_on" AS "due_strict_on",
      "t2"."due_rolled_on" AS "due_rolled_on",
      "t2"."house_due_on" AS "house_due_on",
      "t2"."rule" AS "due_rule",
      "t2"."ground" AS "due_ground",
      "t2"."from_on" AS "due_from_on"
    FROM "law_due" AS "t2"
  ) AS "t6"
    ON "t6"."due_rule" = 'suspense_clearing' AND "t7"."booked_on" = "t6"."due_from_on"
  CROSS JOIN "run_day" AS "t3"
) AS "t8"
WHERE
  (
    COALESCE(
      CASE
        WHEN "t8"."cleared_on" <= "t8"."as_of"
        THEN "t8"."cleared_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t8"."as_of"
    ) > "t8"."due_rolled_on"
  )
  OR (
    COALESCE(
      CASE
        WHEN "t8"."cleared_on" <= "t8"."as_of"
        THEN "t8"."cleared_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t8"."as_of"
    ) > "t8"."house_due_on"
  )
