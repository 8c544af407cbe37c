-- FLW-08 bank_line_unknown 1.0.0
-- mode: whole
SELECT
  "t22"."institution_id",
  "t22"."amount_minor",
  "t22"."currency",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t22"."as_of") > "t22"."due_rolled_on"
    THEN "t22"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t22"."account_token",
  "t22"."bank",
  "t22"."booked_on",
  "t22"."charge_reference",
  "t22"."remittance_reference",
  "t22"."refund_reference",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t22"."as_of") > "t22"."due_rolled_on"
    THEN "t22"."due_rolled_on"
    ELSE "t22"."house_due_on"
  END AS "limit_on",
  CAST(NULL AS TEXT) AS "policy_id",
  "t22"."line_id" AS "record_id",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t22"."as_of") > "t22"."due_rolled_on"
    THEN "t22"."due_rolled_on"
    ELSE "t22"."house_due_on"
  END AS "happened_on"
FROM (
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
  FROM (
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
    FROM (
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
      FROM (
        SELECT
          *
        FROM "bank_lines" AS "t2"
        WHERE
          "t2"."amount_minor" > 0 AND COALESCE("t2"."status", 'booked') <> 'pending'
      ) AS "t18"
      ANTI JOIN "charges" AS "t8"
        ON "t18"."charge_reference" = "t8"."charge_id"
      ANTI JOIN "remittances" AS "t9"
        ON "t18"."remittance_reference" = "t9"."remittance_id"
      ANTI JOIN "refunds" AS "t10"
        ON "t18"."refund_reference" = "t10"."refund_id"
      ANTI JOIN (
        SELECT
          "t6"."account_token" AS "other_token"
        FROM "own_accounts" AS "t6"
      ) AS "t14"
        ON "t18"."counterparty_token" = "t14"."other_token"
      INNER JOIN (
        SELECT
          "t6"."institution_id",
          "t6"."account_token" AS "own_token",
          "t6"."valid_from" AS "own_from",
          "t6"."valid_to" AS "own_to"
        FROM "own_accounts" AS "t6"
        WHERE
          "t6"."kind" = 'premium'
      ) AS "t17"
        ON "t18"."account_token" = "t17"."own_token"
        AND "t17"."own_from" <= "t18"."booked_on"
        AND "t18"."booked_on" <= "t17"."own_to"
    ) AS "t19"
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
  ) AS "t21"
  INNER JOIN (
    SELECT
      "t1"."due_strict_on",
      "t1"."due_rolled_on",
      "t1"."house_due_on",
      "t1"."rule" AS "due_rule",
      "t1"."ground" AS "due_ground",
      "t1"."from_on" AS "due_from_on"
    FROM "law_due" AS "t1"
  ) AS "t13"
    ON "t13"."due_rule" = 'bank_confirmation'
    AND "t21"."booked_on" = "t13"."due_from_on"
  CROSS JOIN "run_day" AS "t7"
) AS "t22"
WHERE
  (
    COALESCE(CAST(NULL AS DATE), "t22"."as_of") > "t22"."due_rolled_on"
  )
  OR (
    COALESCE(CAST(NULL AS DATE), "t22"."as_of") > "t22"."house_due_on"
  )
-- mode: part
SELECT
  "t22"."institution_id",
  "t22"."amount_minor",
  "t22"."currency",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t22"."as_of") > "t22"."due_rolled_on"
    THEN "t22"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t22"."account_token",
  "t22"."bank",
  "t22"."booked_on",
  "t22"."charge_reference",
  "t22"."remittance_reference",
  "t22"."refund_reference",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t22"."as_of") > "t22"."due_rolled_on"
    THEN "t22"."due_rolled_on"
    ELSE "t22"."house_due_on"
  END AS "limit_on",
  CAST(NULL AS TEXT) AS "policy_id",
  "t22"."line_id" AS "record_id",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t22"."as_of") > "t22"."due_rolled_on"
    THEN "t22"."due_rolled_on"
    ELSE "t22"."house_due_on"
  END AS "happened_on"
FROM (
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
  FROM (
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
    FROM (
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
      FROM (
        SELECT
          *
        FROM "subject" AS "t2"
        WHERE
          "t2"."amount_minor" > 0 AND COALESCE("t2"."status", 'booked') <> 'pending'
      ) AS "t18"
      ANTI JOIN "charges" AS "t8"
        ON "t18"."charge_reference" = "t8"."charge_id"
      ANTI JOIN "remittances" AS "t9"
        ON "t18"."remittance_reference" = "t9"."remittance_id"
      ANTI JOIN "refunds" AS "t10"
        ON "t18"."refund_reference" = "t10"."refund_id"
      ANTI JOIN (
        SELECT
          "t6"."account_token" AS "other_token"
        FROM "own_accounts" AS "t6"
      ) AS "t14"
        ON "t18"."counterparty_token" = "t14"."other_token"
      INNER JOIN (
        SELECT
          "t6"."institution_id",
          "t6"."account_token" AS "own_token",
          "t6"."valid_from" AS "own_from",
          "t6"."valid_to" AS "own_to"
        FROM "own_accounts" AS "t6"
        WHERE
          "t6"."kind" = 'premium'
      ) AS "t17"
        ON "t18"."account_token" = "t17"."own_token"
        AND "t17"."own_from" <= "t18"."booked_on"
        AND "t18"."booked_on" <= "t17"."own_to"
    ) AS "t19"
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
  ) AS "t21"
  INNER JOIN (
    SELECT
      "t1"."due_strict_on",
      "t1"."due_rolled_on",
      "t1"."house_due_on",
      "t1"."rule" AS "due_rule",
      "t1"."ground" AS "due_ground",
      "t1"."from_on" AS "due_from_on"
    FROM "law_due" AS "t1"
  ) AS "t13"
    ON "t13"."due_rule" = 'bank_confirmation'
    AND "t21"."booked_on" = "t13"."due_from_on"
  CROSS JOIN "run_day" AS "t7"
) AS "t22"
WHERE
  (
    COALESCE(CAST(NULL AS DATE), "t22"."as_of") > "t22"."due_rolled_on"
  )
  OR (
    COALESCE(CAST(NULL AS DATE), "t22"."as_of") > "t22"."house_due_on"
  )
-- mode: unknown_whole
SELECT
  "t4"."line_id" AS "record_id",
  'account_unregistered' AS "reason"
FROM (
  SELECT
    *
  FROM "bank_lines" AS "t0"
  WHERE
    "t0"."amount_minor" > 0 AND COALESCE("t0"."status", 'booked') <> 'pending'
) AS "t4"
ANTI JOIN "own_accounts" AS "t2"
  ON "t4"."account_token" = "t2"."account_token"
-- mode: unknown_part
SELECT
  "t4"."line_id" AS "record_id",
  'account_unregistered' AS "reason"
FROM (
  SELECT
    *
  FROM "subject" AS "t0"
  WHERE
    "t0"."amount_minor" > 0 AND COALESCE("t0"."status", 'booked') <> 'pending'
) AS "t4"
ANTI JOIN "own_accounts" AS "t2"
  ON "t4"."account_token" = "t2"."account_token"
