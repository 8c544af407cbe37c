-- FLW-08 bank_line_unknown 1.0.0
-- mode: whole
WITH t18 AS (
  SELECT
    *
  FROM "bank_lines" AS "t2"
  WHERE
    "t2"."amount_minor" > 0 AND COALESCE("t2"."status", 'booked') <> 'pending'
), t14 AS (
  SELECT
    "t6"."account_token" AS "other_token"
  FROM "own_accounts" AS "t6"
), t17 AS (
  SELECT
    "t6"."institution_id",
    "t6"."account_token" AS "own_token",
    "t6"."valid_from" AS "own_from",
    "t6"."valid_to" AS "own_to"
  FROM "own_accounts" AS "t6"
  WHERE
    "t6"."kind" = 'premium'
), t19 AS (
  SELECT
    "t18"."line_id",
    "t18"."statement_id",
    "t18"."account_token",
    "t18"."bank",
    "t18"."booked_on",
    "t18"."value_on",
    "t18"."amount_minor",
    "t18"."currency",
    "t18"."counterparty_token",
    "t18"."counterparty_name_token",
    "t18"."charge_reference",
    "t18"."remittance_reference",
    "t18"."refund_reference",
    "t18"."transaction_code",
    "t18"."status",
    "t17"."institution_id",
    "t17"."own_token",
    "t17"."own_from",
    "t17"."own_to"
  FROM t18 AS t18
  INNER JOIN t17 AS t17
    ON "t18"."account_token" = "t17"."own_token"
    AND "t17"."own_from" <= "t18"."booked_on"
    AND "t18"."booked_on" <= "t17"."own_to"
  WHERE
    (
      (
        NOT EXISTS(
          SELECT
            1
          FROM "charges" AS "t8"
          WHERE
            "t18"."charge_reference" = "t8"."charge_id"
        )
        AND NOT EXISTS(
          SELECT
            1
          FROM "remittances" AS "t9"
          WHERE
            "t18"."remittance_reference" = "t9"."remittance_id"
        )
      )
      AND NOT EXISTS(
        SELECT
          1
        FROM "refunds" AS "t10"
        WHERE
          "t18"."refund_reference" = "t10"."refund_id"
      )
    )
    AND NOT EXISTS(
      SELECT
        1
      FROM t14 AS t14
      WHERE
        "t18"."counterparty_token" = "t14"."other_token"
    )
), t21 AS (
  SELECT
    "t19"."line_id",
    "t19"."statement_id",
    "t19"."account_token",
    "t19"."bank",
    "t19"."booked_on",
    "t19"."value_on",
    "t19"."amount_minor",
    "t19"."currency",
    "t19"."counterparty_token",
    "t19"."counterparty_name_token",
    "t19"."charge_reference",
    "t19"."remittance_reference",
    "t19"."refund_reference",
    "t19"."transaction_code",
    "t19"."status",
    MIN("t19"."institution_id") AS "institution_id"
  FROM t19 AS t19
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15
), t13 AS (
  SELECT
    "t1"."due_strict_on",
    "t1"."due_rolled_on",
    "t1"."house_due_on",
    "t1"."rule" AS "due_rule",
    "t1"."ground" AS "due_ground",
    "t1"."from_on" AS "due_from_on"
  FROM "law_due" AS "t1"
), t22 AS (
  SELECT
    "t21"."line_id",
    "t21"."statement_id",
    "t21"."account_token",
    "t21"."bank",
    "t21"."booked_on",
    "t21"."value_on",
    "t21"."amount_minor",
    "t21"."currency",
    "t21"."counterparty_token",
    "t21"."counterparty_name_token",
    "t21"."charge_reference",
    "t21"."remittance_reference",
    "t21"."refund_reference",
    "t21"."transaction_code",
    "t21"."status",
    "t21"."institution_id",
    "t13"."due_strict_on",
    "t13"."due_rolled_on",
    "t13"."house_due_on",
    "t13"."due_ground",
    "t7"."as_of"
  FROM t21 AS t21
  INNER JOIN t13 AS t13
    ON "t13"."due_rule" = 'bank_confirmation'
    AND "t21"."booked_on" = "t13"."due_from_on"
  CROSS JOIN "run_day" AS "t7"
)
SELECT
  "t22"."institution_id",
  "t22"."amount_minor",
  "t22"."currency",
  IIF(
    COALESCE(DATE(NULL), "t22"."as_of") > "t22"."due_rolled_on",
    "t22"."due_ground",
    'house'
  ) AS "ground",
  "t22"."account_token",
  "t22"."bank",
  "t22"."booked_on",
  "t22"."charge_reference",
  "t22"."remittance_reference",
  "t22"."refund_reference",
  IIF(
    COALESCE(DATE(NULL), "t22"."as_of") > "t22"."due_rolled_on",
    "t22"."due_rolled_on",
    "t22"."house_due_on"
  ) AS "limit_on",
  CAST(NULL AS TEXT) AS "policy_id",
  "t22"."line_id" AS "record_id",
  IIF(
    COALESCE(DATE(NULL), "t22"."as_of") > "t22"."due_rolled_on",
    "t22"."due_rolled_on",
    "t22"."house_due_on"
  ) AS "happened_on"
FROM t22 AS t22
WHERE
  (
    COALESCE(DATE(NULL), "t22"."as_of") > "t22"."due_rolled_on"
  )
  OR (
    COALESCE(DATE(NULL), "t22"."as_of") > "t22"."house_due_on"
  )
-- mode: part
WITH t18 AS (
  SELECT
    *
  FROM "subject" AS "t2"
  WHERE
    "t2"."amount_minor" > 0 AND COALESCE("t2"."status", 'booked') <> 'pending'
), t14 AS (
  SELECT
    "t6"."account_token" AS "other_token"
  FROM "own_accounts" AS "t6"
), t17 AS (
  SELECT
    "t6"."institution_id",
    "t6"."account_token" AS "own_token",
    "t6"."valid_from" AS "own_from",
    "t6"."valid_to" AS "own_to"
  FROM "own_accounts" AS "t6"
  WHERE
    "t6"."kind" = 'premium'
), t19 AS (
  SELECT
    "t18"."line_id",
    "t18"."statement_id",
    "t18"."account_token",
    "t18"."bank",
    "t18"."booked_on",
    "t18"."value_on",
    "t18"."amount_minor",
    "t18"."currency",
    "t18"."counterparty_token",
    "t18"."counterparty_name_token",
    "t18"."charge_reference",
    "t18"."remittance_reference",
    "t18"."refund_reference",
    "t18"."transaction_code",
    "t18"."status",
    "t17"."institution_id",
    "t17"."own_token",
    "t17"."own_from",
    "t17"."own_to"
  FROM t18 AS t18
  INNER JOIN t17 AS t17
    ON "t18"."account_token" = "t17"."own_token"
    AND "t17"."own_from" <= "t18"."booked_on"
    AND "t18"."booked_on" <= "t17"."own_to"
  WHERE
    (
      (
        NOT EXISTS(
          SELECT
            1
          FROM "charges" AS "t8"
          WHERE
            "t18"."charge_reference" = "t8"."charge_id"
        )
        AND NOT EXISTS(
          SELECT
            1
          FROM "remittances" AS "t9"
          WHERE
            "t18"."remittance_reference" = "t9"."remittance_id"
        )
      )
      AND NOT EXISTS(
        SELECT
          1
        FROM "refunds" AS "t10"
        WHERE
          "t18"."refund_reference" = "t10"."refund_id"
      )
    )
    AND NOT EXISTS(
      SELECT
        1
      FROM t14 AS t14
      WHERE
        "t18"."counterparty_token" = "t14"."other_token"
    )
), t21 AS (
  SELECT
    "t19"."line_id",
    "t19"."statement_id",
    "t19"."account_token",
    "t19"."bank",
    "t19"."booked_on",
    "t19"."value_on",
    "t19"."amount_minor",
    "t19"."currency",
    "t19"."counterparty_token",
    "t19"."counterparty_name_token",
    "t19"."charge_reference",
    "t19"."remittance_reference",
    "t19"."refund_reference",
    "t19"."transaction_code",
    "t19"."status",
    MIN("t19"."institution_id") AS "institution_id"
  FROM t19 AS t19
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15
), t13 AS (
  SELECT
    "t1"."due_strict_on",
    "t1"."due_rolled_on",
    "t1"."house_due_on",
    "t1"."rule" AS "due_rule",
    "t1"."ground" AS "due_ground",
    "t1"."from_on" AS "due_from_on"
  FROM "law_due" AS "t1"
), t22 AS (
  SELECT
    "t21"."line_id",
    "t21"."statement_id",
    "t21"."account_token",
    "t21"."bank",
    "t21"."booked_on",
    "t21"."value_on",
    "t21"."amount_minor",
    "t21"."currency",
    "t21"."counterparty_token",
    "t21"."counterparty_name_token",
    "t21"."charge_reference",
    "t21"."remittance_reference",
    "t21"."refund_reference",
    "t21"."transaction_code",
    "t21"."status",
    "t21"."institution_id",
    "t13"."due_strict_on",
    "t13"."due_rolled_on",
    "t13"."house_due_on",
    "t13"."due_ground",
    "t7"."as_of"
  FROM t21 AS t21
  INNER JOIN t13 AS t13
    ON "t13"."due_rule" = 'bank_confirmation'
    AND "t21"."booked_on" = "t13"."due_from_on"
  CROSS JOIN "run_day" AS "t7"
)
SELECT
  "t22"."institution_id",
  "t22"."amount_minor",
  "t22"."currency",
  IIF(
    COALESCE(DATE(NULL), "t22"."as_of") > "t22"."due_rolled_on",
    "t22"."due_ground",
    'house'
  ) AS "ground",
  "t22"."account_token",
  "t22"."bank",
  "t22"."booked_on",
  "t22"."charge_reference",
  "t22"."remittance_reference",
  "t22"."refund_reference",
  IIF(
    COALESCE(DATE(NULL), "t22"."as_of") > "t22"."due_rolled_on",
    "t22"."due_rolled_on",
    "t22"."house_due_on"
  ) AS "limit_on",
  CAST(NULL AS TEXT) AS "policy_id",
  "t22"."line_id" AS "record_id",
  IIF(
    COALESCE(DATE(NULL), "t22"."as_of") > "t22"."due_rolled_on",
    "t22"."due_rolled_on",
    "t22"."house_due_on"
  ) AS "happened_on"
FROM t22 AS t22
WHERE
  (
    COALESCE(DATE(NULL), "t22"."as_of") > "t22"."due_rolled_on"
  )
  OR (
    COALESCE(DATE(NULL), "t22"."as_of") > "t22"."house_due_on"
  )
-- mode: unknown_whole
WITH t4 AS (
  SELECT
    *
  FROM "bank_lines" AS "t0"
  WHERE
    "t0"."amount_minor" > 0 AND COALESCE("t0"."status", 'booked') <> 'pending'
)
SELECT
  "t4"."line_id" AS "record_id",
  'account_unregistered' AS "reason"
FROM t4 AS t4
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "own_accounts" AS "t2"
    WHERE
      "t4"."account_token" = "t2"."account_token"
  )
-- mode: unknown_part
WITH t4 AS (
  SELECT
    *
  FROM "subject" AS "t0"
  WHERE
    "t0"."amount_minor" > 0 AND COALESCE("t0"."status", 'booked') <> 'pending'
)
SELECT
  "t4"."line_id" AS "record_id",
  'account_unregistered' AS "reason"
FROM t4 AS t4
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM "own_accounts" AS "t2"
    WHERE
      "t4"."account_token" = "t2"."account_token"
  )
