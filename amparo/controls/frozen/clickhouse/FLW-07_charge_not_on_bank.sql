-- FLW-07 charge_not_on_bank 1.0.0
-- mode: whole
SELECT
  "t18"."policy_id" AS "policy_id",
  "t18"."institution_id" AS "institution_id",
  "t18"."amount_minor" AS "amount_minor",
  "t18"."currency" AS "currency",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t18"."confirmed_on" <= "t18"."as_of"
        THEN "t18"."confirmed_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t18"."as_of"
    ) > "t18"."due_rolled_on"
    THEN "t18"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t18"."channel" AS "channel",
  "t18"."bank" AS "bank",
  "t18"."charged_on" AS "charged_on",
  "t18"."remittance_id" AS "remittance_id",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t18"."confirmed_on" <= "t18"."as_of"
        THEN "t18"."confirmed_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t18"."as_of"
    ) > "t18"."due_rolled_on"
    THEN "t18"."due_rolled_on"
    ELSE "t18"."house_due_on"
  END AS "limit_on",
  CASE
    WHEN "t18"."confirmed_on" <= "t18"."as_of"
    THEN "t18"."confirmed_on"
    ELSE CAST(NULL AS Nullable(DATE))
  END AS "done_on",
  "t18"."charge_id" AS "record_id",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t18"."confirmed_on" <= "t18"."as_of"
        THEN "t18"."confirmed_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t18"."as_of"
    ) > "t18"."due_rolled_on"
    THEN "t18"."due_rolled_on"
    ELSE "t18"."house_due_on"
  END AS "happened_on"
FROM (
  SELECT
    "t17"."charge_id" AS "charge_id",
    "t17"."policy_id" AS "policy_id",
    "t17"."instalment_id" AS "instalment_id",
    "t17"."request_id" AS "request_id",
    "t17"."instruction_id" AS "instruction_id",
    "t17"."institution_id" AS "institution_id",
    "t17"."channel" AS "channel",
    "t17"."bank" AS "bank",
    "t17"."kind" AS "kind",
    "t17"."account_token" AS "account_token",
    "t17"."payer_name_token" AS "payer_name_token",
    "t17"."payer_match" AS "payer_match",
    "t17"."terminal_id" AS "terminal_id",
    "t17"."merchant_id" AS "merchant_id",
    "t17"."operator_id" AS "operator_id",
    "t17"."seen_latitude_e6" AS "seen_latitude_e6",
    "t17"."seen_longitude_e6" AS "seen_longitude_e6",
    "t17"."premises" AS "premises",
    "t17"."amount_minor" AS "amount_minor",
    "t17"."currency" AS "currency",
    "t17"."charged_on" AS "charged_on",
    "t17"."charged_at" AS "charged_at",
    "t17"."settled_token" AS "settled_token",
    "t17"."remittance_id" AS "remittance_id",
    "t17"."line_on" AS "line_on",
    "t17"."sum_on" AS "sum_on",
    "t17"."confirmed_on" AS "confirmed_on",
    "t6"."due_strict_on" AS "due_strict_on",
    "t6"."due_rolled_on" AS "due_rolled_on",
    "t6"."house_due_on" AS "house_due_on",
    "t6"."due_ground" AS "due_ground",
    "t4"."as_of" AS "as_of"
  FROM (
    SELECT
      "t15"."charge_id" AS "charge_id",
      "t15"."policy_id" AS "policy_id",
      "t15"."instalment_id" AS "instalment_id",
      "t15"."request_id" AS "request_id",
      "t15"."instruction_id" AS "instruction_id",
      "t15"."institution_id" AS "institution_id",
      "t15"."channel" AS "channel",
      "t15"."bank" AS "bank",
      "t15"."kind" AS "kind",
      "t15"."account_token" AS "account_token",
      "t15"."payer_name_token" AS "payer_name_token",
      "t15"."payer_match" AS "payer_match",
      "t15"."terminal_id" AS "terminal_id",
      "t15"."merchant_id" AS "merchant_id",
      "t15"."operator_id" AS "operator_id",
      "t15"."seen_latitude_e6" AS "seen_latitude_e6",
      "t15"."seen_longitude_e6" AS "seen_longitude_e6",
      "t15"."premises" AS "premises",
      "t15"."amount_minor" AS "amount_minor",
      "t15"."currency" AS "currency",
      "t15"."charged_on" AS "charged_on",
      "t15"."charged_at" AS "charged_at",
      "t15"."settled_token" AS "settled_token",
      "t15"."remittance_id" AS "remittance_id",
      "t15"."line_on" AS "line_on",
      "t15"."sum_on" AS "sum_on",
      COALESCE("t15"."line_on", "t15"."sum_on") AS "confirmed_on"
    FROM (
      SELECT
        "t8"."charge_id" AS "charge_id",
        "t8"."policy_id" AS "policy_id",
        "t8"."instalment_id" AS "instalment_id",
        "t8"."request_id" AS "request_id",
        "t8"."instruction_id" AS "instruction_id",
        "t8"."institution_id" AS "institution_id",
        "t8"."channel" AS "channel",
        "t8"."bank" AS "bank",
        "t8"."kind" AS "kind",
        "t8"."account_token" AS "account_token",
        "t8"."payer_name_token" AS "payer_name_token",
        "t8"."payer_match" AS "payer_match",
        "t8"."terminal_id" AS "terminal_id",
        "t8"."merchant_id" AS "merchant_id",
        "t8"."operator_id" AS "operator_id",
        "t8"."seen_latitude_e6" AS "seen_latitude_e6",
        "t8"."seen_longitude_e6" AS "seen_longitude_e6",
        "t8"."premises" AS "premises",
        "t8"."amount_minor" AS "amount_minor",
        "t8"."currency" AS "currency",
        "t8"."charged_on" AS "charged_on",
        "t8"."charged_at" AS "charged_at",
        "t8"."settled_token" AS "settled_token",
        "t8"."remittance_id" AS "remittance_id",
        "t13"."line_on" AS "line_on",
        "t14"."sum_on" AS "sum_on"
      FROM (
        SELECT
          *
        FROM "charges" AS "t2"
        WHERE
          "t2"."channel" IN ('pos', 'direct_debit', 'wallet', 'transfer')
      ) AS "t8"
      LEFT OUTER JOIN (
        SELECT
          "t9"."charge_reference" AS "first_of",
          MIN("t9"."booked_on") AS "line_on"
        FROM (
          SELECT
            *
          FROM "bank_lines" AS "t3"
          WHERE
            "t3"."amount_minor" > 0
            AND COALESCE("t3"."status", 'booked') <> 'pending'
            AND isNotNull("t3"."charge_reference")
        ) AS "t9"
        GROUP BY
          "t9"."charge_reference"
      ) AS "t13"
        ON "t8"."charge_id" = "t13"."first_of"
      LEFT OUTER JOIN (
        SELECT
          "t10"."remittance_reference" AS "first_of",
          MIN("t10"."booked_on") AS "sum_on"
        FROM (
          SELECT
            *
          FROM "bank_lines" AS "t3"
          WHERE
            "t3"."amount_minor" > 0
            AND COALESCE("t3"."status", 'booked') <> 'pending'
            AND isNotNull("t3"."remittance_reference")
        ) AS "t10"
        GROUP BY
          "t10"."remittance_reference"
      ) AS "t14"
        ON "t8"."remittance_id" = "t14"."first_of"
    ) AS "t15"
  ) AS "t17"
  INNER JOIN (
    SELECT
      "t1"."due_strict_on" AS "due_strict_on",
      "t1"."due_rolled_on" AS "due_rolled_on",
      "t1"."house_due_on" AS "house_due_on",
      "t1"."rule" AS "due_rule",
      "t1"."ground" AS "due_ground",
      "t1"."from_on" AS "due_from_on"
    FROM "law_due" AS "t1"
  ) AS "t6"
    ON "t6"."due_rule" = 'bank_confirmation' AND "t17"."charged_on" = "t6"."due_from_on"
  CROSS JOIN "run_day" AS "t4"
) AS "t18"
WHERE
  (
    COALESCE(
      CASE
        WHEN "t18"."confirmed_on" <= "t18"."as_of"
        THEN "t18"."confirmed_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t18"."as_of"
    ) > "t18"."due_rolled_on"
  )
  OR (
    COALESCE(
      CASE
        WHEN "t18"."confirmed_on" <= "t18"."as_of"
        THEN "t18"."confirmed_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t18"."as_of"
    ) > "t18"."house_due_on"
  )
-- mode: part
SELECT
  "t26"."policy_id" AS "policy_id",
  "t26"."institution_id" AS "institution_id",
  "t26"."amount_minor" AS "amount_minor",
  "t26"."currency" AS "currency",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t26"."confirmed_on" <= "t26"."as_of"
        THEN "t26"."confirmed_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t26"."as_of"
    ) > "t26"."due_rolled_on"
    THEN "t26"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t26"."channel" AS "channel",
  "t26"."bank" AS "bank",
  "t26"."charged_on" AS "charged_on",
  "t26"."remittance_id" AS "remittance_id",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t26"."confirmed_on" <= "t26"."as_of"
        THEN "t26"."confirmed_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t26"."as_of"
    ) > "t26"."due_rolled_on"
    THEN "t26"."due_rolled_on"
    ELSE "t26"."house_due_on"
  END AS "limit_on",
  CASE
    WHEN "t26"."confirmed_on" <= "t26"."as_of"
    THEN "t26"."confirmed_on"
    ELSE CAST(NULL AS Nullable(DATE))
  END AS "done_on",
  "t26"."charge_id" AS "record_id",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t26"."confirmed_on" <= "t26"."as_of"
        THEN "t26"."confirmed_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t26"."as_of"
    ) > "t26"."due_rolled_on"
    THEN "t26"."due_rolled_on"
    ELSE "t26"."house_due_on"
  END AS "happened_on"
FROM (
  SELECT
    "t25"."charge_id" AS "charge_id",
    "t25"."policy_id" AS "policy_id",
    "t25"."instalment_id" AS "instalment_id",
    "t25"."request_id" AS "request_id",
    "t25"."instruction_id" AS "instruction_id",
    "t25"."institution_id" AS "institution_id",
    "t25"."channel" AS "channel",
    "t25"."bank" AS "bank",
    "t25"."kind" AS "kind",
    "t25"."account_token" AS "account_token",
    "t25"."payer_name_token" AS "payer_name_token",
    "t25"."payer_match" AS "payer_match",
    "t25"."terminal_id" AS "terminal_id",
    "t25"."merchant_id" AS "merchant_id",
    "t25"."operator_id" AS "operator_id",
    "t25"."seen_latitude_e6" AS "seen_latitude_e6",
    "t25"."seen_longitude_e6" AS "seen_longitude_e6",
    "t25"."premises" AS "premises",
    "t25"."amount_minor" AS "amount_minor",
    "t25"."currency" AS "currency",
    "t25"."charged_on" AS "charged_on",
    "t25"."charged_at" AS "charged_at",
    "t25"."settled_token" AS "settled_token",
    "t25"."remittance_id" AS "remittance_id",
    "t25"."line_on" AS "line_on",
    "t25"."sum_on" AS "sum_on",
    "t25"."confirmed_on" AS "confirmed_on",
    "t8"."due_strict_on" AS "due_strict_on",
    "t8"."due_rolled_on" AS "due_rolled_on",
    "t8"."house_due_on" AS "house_due_on",
    "t8"."due_ground" AS "due_ground",
    "t4"."as_of" AS "as_of"
  FROM (
    SELECT
      "t23"."charge_id" AS "charge_id",
      "t23"."policy_id" AS "policy_id",
      "t23"."instalment_id" AS "instalment_id",
      "t23"."request_id" AS "request_id",
      "t23"."instruction_id" AS "instruction_id",
      "t23"."institution_id" AS "institution_id",
      "t23"."channel" AS "channel",
      "t23"."bank" AS "bank",
      "t23"."kind" AS "kind",
      "t23"."account_token" AS "account_token",
      "t23"."payer_name_token" AS "payer_name_token",
      "t23"."payer_match" AS "payer_match",
      "t23"."terminal_id" AS "terminal_id",
      "t23"."merchant_id" AS "merchant_id",
      "t23"."operator_id" AS "operator_id",
      "t23"."seen_latitude_e6" AS "seen_latitude_e6",
      "t23"."seen_longitude_e6" AS "seen_longitude_e6",
      "t23"."premises" AS "premises",
      "t23"."amount_minor" AS "amount_minor",
      "t23"."currency" AS "currency",
      "t23"."charged_on" AS "charged_on",
      "t23"."charged_at" AS "charged_at",
      "t23"."settled_token" AS "settled_token",
      "t23"."remittance_id" AS "remittance_id",
      "t23"."line_on" AS "line_on",
      "t23"."sum_on" AS "sum_on",
      COALESCE("t23"."line_on", "t23"."sum_on") AS "confirmed_on"
    FROM (
      SELECT
        "t12"."charge_id" AS "charge_id",
        "t12"."policy_id" AS "policy_id",
        "t12"."instalment_id" AS "instalment_id",
        "t12"."request_id" AS "request_id",
        "t12"."instruction_id" AS "instruction_id",
        "t12"."institution_id" AS "institution_id",
        "t12"."channel" AS "channel",
        "t12"."bank" AS "bank",
        "t12"."kind" AS "kind",
        "t12"."account_token" AS "account_token",
        "t12"."payer_name_token" AS "payer_name_token",
        "t12"."payer_match" AS "payer_match",
        "t12"."terminal_id" AS "terminal_id",
        "t12"."merchant_id" AS "merchant_id",
        "t12"."operator_id" AS "operator_id",
        "t12"."seen_latitude_e6" AS "seen_latitude_e6",
        "t12"."seen_longitude_e6" AS "seen_longitude_e6",
        "t12"."premises" AS "premises",
        "t12"."amount_minor" AS "amount_minor",
        "t12"."currency" AS "currency",
        "t12"."charged_on" AS "charged_on",
        "t12"."charged_at" AS "charged_at",
        "t12"."settled_token" AS "settled_token",
        "t12"."remittance_id" AS "remittance_id",
        "t21"."line_on" AS "line_on",
        "t22"."sum_on" AS "sum_on"
      FROM (
        SELECT
          *
        FROM "subject" AS "t2"
        WHERE
          "t2"."channel" IN ('pos', 'direct_debit', 'wallet', 'transfer')
      ) AS "t12"
      LEFT OUTER JOIN (
        SELECT
          "t17"."charge_reference" AS "first_of",
          MIN("t17"."booked_on") AS "line_on"
        FROM (
          SELECT
            "t15"."line_id" AS "line_id",
            "t15"."statement_id" AS "statement_id",
            "t15"."account_token" AS "account_token",
            "t15"."bank" AS "bank",
            "t15"."booked_on" AS "booked_on",
            "t15"."value_on" AS "value_on",
            "t15"."amount_minor" AS "amount_minor",
            "t15"."currency" AS "currency",
            "t15"."counterparty_token" AS "counterparty_token",
            "t15"."counterparty_name_token" AS "counterparty_name_token",
            "t15"."charge_reference" AS "charge_reference",
            "t15"."remittance_reference" AS "remittance_reference",
            "t15"."refund_reference" AS "refund_reference",
            "t15"."transaction_code" AS "transaction_code",
            "t15"."status" AS "status"
          FROM (
            SELECT
              *
            FROM "bank_lines" AS "t3"
            WHERE
              "t3"."amount_minor" > 0
              AND COALESCE("t3"."status", 'booked') <> 'pending'
              AND isNotNull("t3"."charge_reference")
          ) AS "t15"
          INNER JOIN (
            SELECT DISTINCT
              "t2"."charge_id" AS "wanted"
            FROM "subject" AS "t2"
          ) AS "t9"
            ON "t15"."charge_reference" = "t9"."wanted"
        ) AS "t17"
        GROUP BY
          "t17"."charge_reference"
      ) AS "t21"
        ON "t12"."charge_id" = "t21"."first_of"
      LEFT OUTER JOIN (
        SELECT
          "t18"."remittance_reference" AS "first_of",
          MIN("t18"."booked_on") AS "sum_on"
        FROM (
          SELECT
            "t16"."line_id" AS "line_id",
            "t16"."statement_id" AS "statement_id",
            "t16"."account_token" AS "account_token",
            "t16"."bank" AS "bank",
            "t16"."booked_on" AS "booked_on",
            "t16"."value_on" AS "value_on",
            "t16"."amount_minor" AS "amount_minor",
            "t16"."currency" AS "currency",
            "t16"."counterparty_token" AS "counterparty_token",
            "t16"."counterparty_name_token" AS "counterparty_name_token",
            "t16"."charge_reference" AS "charge_reference",
            "t16"."remittance_reference" AS "remittance_reference",
            "t16"."refund_reference" AS "refund_reference",
            "t16"."transaction_code" AS "transaction_code",
            "t16"."status" AS "status"
          FROM (
            SELECT
              *
            FROM "bank_lines" AS "t3"
            WHERE
              "t3"."amount_minor" > 0
              AND COALESCE("t3"."status", 'booked') <> 'pending'
              AND isNotNull("t3"."remittance_reference")
          ) AS "t16"
          INNER JOIN (
            SELECT DISTINCT
              "t2"."remittance_id" AS "wanted"
            FROM "subject" AS "t2"
          ) AS "t11"
            ON "t16"."remittance_reference" = "t11"."wanted"
        ) AS "t18"
        GROUP BY
          "t18"."remittance_reference"
      ) AS "t22"
        ON "t12"."remittance_id" = "t22"."first_of"
    ) AS "t23"
  ) AS "t25"
  INNER JOIN (
    SELECT
      "t1"."due_strict_on" AS "due_strict_on",
      "t1"."due_rolled_on" AS "due_rolled_on",
      "t1"."house_due_on" AS "house_due_on",
      "t1"."rule" AS "due_rule",
      "t1"."ground" AS "due_ground",
      "t1"."from_on" AS "due_from_on"
    FROM "law_due" AS "t1"
  ) AS "t8"
    ON "t8"."due_rule" = 'bank_confirmation' AND "t25"."charged_on" = "t8"."due_from_on"
  CROSS JOIN "run_day" AS "t4"
) AS "t26"
WHERE
  (
    COALESCE(
      CASE
        WHEN "t26"."confirmed_on" <= "t26"."as_of"
        THEN "t26"."confirmed_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t26"."as_of"
    ) > "t26"."due_rolled_on"
  )
  OR (
    COALESCE(
      CASE
        WHEN "t26"."confirmed_on" <= "t26"."as_of"
        THEN "t26"."confirmed_on"
        ELSE CAST(NULL AS Nullable(DATE))
      END,
      "t26"."as_of"
    ) > "t26"."house_due_on"
  )
