-- CHG-21 operator_off_duty 1.0.0
-- mode: whole
SELECT
  "t7"."operator_id",
  "t7"."channel",
  "t7"."terminal_id",
  "t7"."charged_on",
  "t7"."charge_id" AS "record_id",
  "t7"."policy_id",
  "t7"."institution_id",
  "t7"."charged_on" AS "happened_on",
  "t7"."amount_minor",
  "t7"."currency",
  'house' AS "ground"
FROM (
  SELECT
    *
  FROM "charges" AS "t0"
  WHERE
    "t0"."channel" IN ('pos', 'cash') AND "t0"."operator_id" IS NOT NULL
) AS "t7"
WHERE
  (
    NOT EXISTS(
      SELECT
        1
      FROM "duty_days" AS "t3"
      WHERE
        "t7"."operator_id" = "t3"."person_id"
        AND "t7"."charged_on" = "t3"."duty_on"
        AND "t7"."institution_id" = "t3"."institution_id"
    )
    AND EXISTS(
      SELECT
        1
      FROM (
        SELECT
          *
        FROM "registrations" AS "t2"
        WHERE
          "t2"."role" = 'operator'
      ) AS "t8"
      WHERE
        "t7"."operator_id" = "t8"."person_id"
        AND "t7"."institution_id" = "t8"."institution_id"
        AND "t8"."valid_from" <= "t7"."charged_on"
        AND "t7"."charged_on" <= "t8"."valid_to"
    )
  )
  AND EXISTS(
    SELECT
      1
    FROM "duty_days" AS "t4"
    WHERE
      "t7"."institution_id" = "t4"."institution_id"
      AND "t7"."charged_on" = "t4"."duty_on"
  )
-- mode: part
SELECT
  "t7"."operator_id",
  "t7"."channel",
  "t7"."terminal_id",
  "t7"."charged_on",
  "t7"."charge_id" AS "record_id",
  "t7"."policy_id",
  "t7"."institution_id",
  "t7"."charged_on" AS "happened_on",
  "t7"."amount_minor",
  "t7"."currency",
  'house' AS "ground"
FROM (
  SELECT
    *
  FROM "subject" AS "t0"
  WHERE
    "t0"."channel" IN ('pos', 'cash') AND "t0"."operator_id" IS NOT NULL
) AS "t7"
WHERE
  (
    NOT EXISTS(
      SELECT
        1
      FROM "duty_days" AS "t3"
      WHERE
        "t7"."operator_id" = "t3"."person_id"
        AND "t7"."charged_on" = "t3"."duty_on"
        AND "t7"."institution_id" = "t3"."institution_id"
    )
    AND EXISTS(
      SELECT
        1
      FROM (
        SELECT
          *
        FROM "registrations" AS "t2"
        WHERE
          "t2"."role" = 'operator'
      ) AS "t8"
      WHERE
        "t7"."operator_id" = "t8"."person_id"
        AND "t7"."institution_id" = "t8"."institution_id"
        AND "t8"."valid_from" <= "t7"."charged_on"
        AND "t7"."charged_on" <= "t8"."valid_to"
    )
  )
  AND EXISTS(
    SELECT
      1
    FROM "duty_days" AS "t4"
    WHERE
      "t7"."institution_id" = "t4"."institution_id"
      AND "t7"."charged_on" = "t4"."duty_on"
  )
-- mode: unknown_whole
SELECT
  "t9"."record_id",
  'no_roster' AS "reason"
FROM (
  SELECT
    "t7"."charge_id" AS "record_id"
  FROM (
    SELECT
      *
    FROM "charges" AS "t0"
    WHERE
      "t0"."channel" IN ('pos', 'cash') AND "t0"."operator_id" IS NOT NULL
  ) AS "t7"
  WHERE
    (
      NOT EXISTS(
        SELECT
          1
        FROM "duty_days" AS "t3"
        WHERE
          "t7"."operator_id" = "t3"."person_id"
          AND "t7"."charged_on" = "t3"."duty_on"
          AND "t7"."institution_id" = "t3"."institution_id"
      )
      AND EXISTS(
        SELECT
          1
        FROM (
          SELECT
            *
          FROM "registrations" AS "t2"
          WHERE
            "t2"."role" = 'operator'
        ) AS "t8"
        WHERE
          "t7"."operator_id" = "t8"."person_id"
          AND "t7"."institution_id" = "t8"."institution_id"
          AND "t8"."valid_from" <= "t7"."charged_on"
          AND "t7"."charged_on" <= "t8"."valid_to"
      )
    )
    AND NOT EXISTS(
      SELECT
        1
      FROM "duty_days" AS "t4"
      WHERE
        "t7"."institution_id" = "t4"."institution_id"
        AND "t7"."charged_on" = "t4"."duty_on"
    )
) AS "t9"
-- mode: unknown_part
SELECT
  "t9"."record_id",
  'no_roster' AS "reason"
FROM (
  SELECT
    "t7"."charge_id" AS "record_id"
  FROM (
    SELECT
      *
    FROM "subject" AS "t0"
    WHERE
      "t0"."channel" IN ('pos', 'cash') AND "t0"."operator_id" IS NOT NULL
  ) AS "t7"
  WHERE
    (
      NOT EXISTS(
        SELECT
          1
        FROM "duty_days" AS "t3"
        WHERE
          "t7"."operator_id" = "t3"."person_id"
          AND "t7"."charged_on" = "t3"."duty_on"
          AND "t7"."institution_id" = "t3"."institution_id"
      )
      AND EXISTS(
        SELECT
          1
        FROM (
          SELECT
            *
          FROM "registrations" AS "t2"
          WHERE
            "t2"."role" = 'operator'
        ) AS "t8"
        WHERE
          "t7"."operator_id" = "t8"."person_id"
          AND "t7"."institution_id" = "t8"."institution_id"
          AND "t8"."valid_from" <= "t7"."charged_on"
          AND "t7"."charged_on" <= "t8"."valid_to"
      )
    )
    AND NOT EXISTS(
      SELECT
        1
      FROM "duty_days" AS "t4"
      WHERE
        "t7"."institution_id" = "t4"."institution_id"
        AND "t7"."charged_on" = "t4"."duty_on"
    )
) AS "t9"
-- mode: pending
SELECT
  "t7"."operator_id",
  "t7"."channel",
  "t7"."terminal_id",
  "t7"."charged_on",
  "t7"."charge_id" AS "record_id",
  "t7"."policy_id",
  "t7"."institution_id",
  "t7"."charged_on" AS "happened_on",
  "t7"."amount_minor",
  "t7"."currency",
  'house' AS "ground"
FROM (
  SELECT
    *
  FROM "subject" AS "t0"
  WHERE
    "t0"."channel" IN ('pos', 'cash') AND "t0"."operator_id" IS NOT NULL
) AS "t7"
WHERE
  (
    NOT EXISTS(
      SELECT
        1
      FROM "duty_days" AS "t3"
      WHERE
        "t7"."operator_id" = "t3"."person_id"
        AND "t7"."charged_on" = "t3"."duty_on"
        AND "t7"."institution_id" = "t3"."institution_id"
    )
    AND EXISTS(
      SELECT
        1
      FROM (
        SELECT
          *
        FROM "registrations" AS "t2"
        WHERE
          "t2"."role" = 'operator'
      ) AS "t8"
      WHERE
        "t7"."operator_id" = "t8"."person_id"
        AND "t7"."institution_id" = "t8"."institution_id"
        AND "t8"."valid_from" <= "t7"."charged_on"
        AND "t7"."charged_on" <= "t8"."valid_to"
    )
  )
  AND EXISTS(
    SELECT
      1
    FROM "duty_days" AS "t4"
    WHERE
      "t7"."institution_id" = "t4"."institution_id"
      AND "t7"."charged_on" = "t4"."duty_on"
  )
-- mode: unknown_pending
SELECT
  "t9"."record_id",
  'no_roster' AS "reason"
FROM (
  SELECT
    "t7"."charge_id" AS "record_id"
  FROM (
    SELECT
      *
    FROM "subject" AS "t0"
    WHERE
      "t0"."channel" IN ('pos', 'cash') AND "t0"."operator_id" IS NOT NULL
  ) AS "t7"
  WHERE
    (
      NOT EXISTS(
        SELECT
          1
        FROM "duty_days" AS "t3"
        WHERE
          "t7"."operator_id" = "t3"."person_id"
          AND "t7"."charged_on" = "t3"."duty_on"
          AND "t7"."institution_id" = "t3"."institution_id"
      )
      AND EXISTS(
        SELECT
          1
        FROM (
          SELECT
            *
          FROM "registrations" AS "t2"
          WHERE
            "t2"."role" = 'operator'
        ) AS "t8"
        WHERE
          "t7"."operator_id" = "t8"."person_id"
          AND "t7"."institution_id" = "t8"."institution_id"
          AND "t8"."valid_from" <= "t7"."charged_on"
          AND "t7"."charged_on" <= "t8"."valid_to"
      )
    )
    AND NOT EXISTS(
      SELECT
        1
      FROM "duty_days" AS "t4"
      WHERE
        "t7"."institution_id" = "t4"."institution_id"
        AND "t7"."charged_on" = "t4"."duty_on"
    )
) AS "t9"
-- mode: near
SELECT
  "t2"."charge_id" AS "record_id",
  "t4"."near_duty_id" AS "candidate_id",
  "t4"."near_duty_on" AS "duty_on",
  "t4"."near_institution_id" AS "institution_id",
  CASE WHEN "t2"."charged_on" = "t4"."near_duty_on" THEN 1 ELSE 0 END AS "met_same_day",
  CASE WHEN "t2"."institution_id" = "t4"."near_institution_id" THEN 1 ELSE 0 END AS "met_same_institution"
FROM "subject" AS "t2"
INNER JOIN (
  SELECT
    "t1"."duty_id" AS "near_duty_id",
    "t1"."person_id" AS "near_person_id",
    "t1"."institution_id" AS "near_institution_id",
    "t1"."duty_on" AS "near_duty_on"
  FROM "duty_days" AS "t1"
) AS "t4"
  ON "t2"."operator_id" = "t4"."near_person_id"
