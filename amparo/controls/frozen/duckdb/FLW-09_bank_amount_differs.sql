-- FLW-09 bank_amount_differs 1.0.0
-- mode: whole
WITH "t13" AS (
  SELECT
    "t9"."line_id",
    "t9"."statement_id",
    "t9"."account_token",
    "t9"."bank",
    "t9"."booked_on",
    "t9"."value_on",
    "t9"."amount_minor",
    "t9"."currency",
    "t9"."counterparty_token",
    "t9"."counterparty_name_token",
    "t9"."charge_reference",
    "t9"."remittance_reference",
    "t9"."refund_reference",
    "t9"."transaction_code",
    "t9"."status",
    "t6"."as_of"
  FROM "bank_lines" AS "t9"
  CROSS JOIN "run_day" AS "t6"
), "t23" AS (
  SELECT
    "t7"."charge_id",
    "t7"."policy_id",
    "t7"."instalment_id",
    "t7"."request_id",
    "t7"."instruction_id",
    "t7"."institution_id",
    "t7"."channel",
    "t7"."bank",
    "t7"."kind",
    "t7"."account_token",
    "t7"."payer_name_token",
    "t7"."payer_match",
    "t7"."terminal_id",
    "t7"."merchant_id",
    "t7"."operator_id",
    "t7"."seen_latitude_e6",
    "t7"."seen_longitude_e6",
    "t7"."premises",
    "t7"."amount_minor",
    "t7"."currency",
    "t7"."charged_on",
    "t7"."charged_at",
    "t7"."settled_token",
    "t7"."remittance_id",
    "t22"."named_id",
    "t22"."bank_minor",
    "t22"."line_count",
    "t22"."low_currency",
    "t22"."high_currency"
  FROM "charges" AS "t7"
  INNER JOIN (
    SELECT
      "t16"."charge_reference" AS "named_id",
      SUM("t16"."amount_minor") AS "bank_minor",
      SUM("t16"."times") AS "line_count",
      MIN("t16"."currency") AS "low_currency",
      MAX("t16"."currency") AS "high_currency"
    FROM (
      SELECT
        "t14"."line_id",
        "t14"."statement_id",
        "t14"."account_token",
        "t14"."bank",
        "t14"."booked_on",
        "t14"."value_on",
        "t14"."amount_minor",
        "t14"."currency",
        "t14"."counterparty_token",
        "t14"."counterparty_name_token",
        "t14"."charge_reference",
        "t14"."remittance_reference",
        "t14"."refund_reference",
        "t14"."transaction_code",
        "t14"."status",
        1 AS "times"
      FROM "t13" AS "t14"
      WHERE
        COALESCE("t14"."status", 'booked') <> 'pending'
        AND "t14"."refund_reference" IS NULL
        AND "t14"."booked_on" <= "t14"."as_of"
        AND "t14"."charge_reference" IS NOT NULL
    ) AS "t16"
    GROUP BY
      1
  ) AS "t22"
    ON "t7"."charge_id" = "t22"."named_id"
)
SELECT
  "t38"."policy_id",
  "t38"."institution_id",
  "t38"."currency",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t38"."as_of") > "t38"."due_rolled_on"
    THEN "t38"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t38"."channel",
  "t38"."bank",
  "t38"."charged_on",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t38"."as_of") > "t38"."due_rolled_on"
    THEN "t38"."due_rolled_on"
    ELSE "t38"."house_due_on"
  END AS "limit_on",
  "t38"."bank_minor",
  "t38"."line_count",
  "t38"."refunded_minor",
  CASE
    WHEN "t38"."low_currency" <> "t38"."currency"
    THEN "t38"."low_currency"
    ELSE "t38"."high_currency"
  END AS "bank_currency",
  "t38"."charged_minor" AS "ledger_minor",
  ABS("t38"."bank_minor" - "t38"."charged_minor") AS "amount_minor",
  "t38"."charge_id" AS "record_id",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t38"."as_of") > "t38"."due_rolled_on"
    THEN "t38"."due_rolled_on"
    ELSE "t38"."house_due_on"
  END AS "happened_on"
FROM (
  SELECT
    "t37"."charge_id",
    "t37"."policy_id",
    "t37"."instalment_id",
    "t37"."request_id",
    "t37"."instruction_id",
    "t37"."institution_id",
    "t37"."channel",
    "t37"."bank",
    "t37"."kind",
    "t37"."account_token",
    "t37"."payer_name_token",
    "t37"."payer_match",
    "t37"."terminal_id",
    "t37"."merchant_id",
    "t37"."operator_id",
    "t37"."seen_latitude_e6",
    "t37"."seen_longitude_e6",
    "t37"."premises",
    "t37"."amount_minor",
    "t37"."currency",
    "t37"."charged_on",
    "t37"."charged_at",
    "t37"."settled_token",
    "t37"."remittance_id",
    "t37"."named_id",
    "t37"."bank_minor",
    "t37"."line_count",
    "t37"."low_currency",
    "t37"."high_currency",
    "t37"."refunded_minor",
    "t37"."charged_minor",
    "t11"."due_strict_on",
    "t11"."due_rolled_on",
    "t11"."house_due_on",
    "t11"."due_ground",
    "t5"."as_of"
  FROM (
    SELECT
      "t35"."charge_id",
      "t35"."policy_id",
      "t35"."instalment_id",
      "t35"."request_id",
      "t35"."instruction_id",
      "t35"."institution_id",
      "t35"."channel",
      "t35"."bank",
      "t35"."kind",
      "t35"."account_token",
      "t35"."payer_name_token",
      "t35"."payer_match",
      "t35"."terminal_id",
      "t35"."merchant_id",
      "t35"."operator_id",
      "t35"."seen_latitude_e6",
      "t35"."seen_longitude_e6",
      "t35"."premises",
      "t35"."amount_minor",
      "t35"."currency",
      "t35"."charged_on",
      "t35"."charged_at",
      "t35"."settled_token",
      "t35"."remittance_id",
      "t35"."named_id",
      "t35"."bank_minor",
      "t35"."line_count",
      "t35"."low_currency",
      "t35"."high_currency",
      "t35"."refunded_minor",
      "t35"."amount_minor" AS "charged_minor"
    FROM (
      SELECT
        "t27"."charge_id",
        "t27"."policy_id",
        "t27"."instalment_id",
        "t27"."request_id",
        "t27"."instruction_id",
        "t27"."institution_id",
        "t27"."channel",
        "t27"."bank",
        "t27"."kind",
        "t27"."account_token",
        "t27"."payer_name_token",
        "t27"."payer_match",
        "t27"."terminal_id",
        "t27"."merchant_id",
        "t27"."operator_id",
        "t27"."seen_latitude_e6",
        "t27"."seen_longitude_e6",
        "t27"."premises",
        "t27"."amount_minor",
        "t27"."currency",
        "t27"."charged_on",
        "t27"."charged_at",
        "t27"."settled_token",
        "t27"."remittance_id",
        "t34"."named_id",
        "t34"."bank_minor",
        "t34"."line_count",
        "t34"."low_currency",
        "t34"."high_currency",
        COALESCE("t20"."back_minor", 0) AS "refunded_minor"
      FROM (
        SELECT
          "t24"."charge_id",
          "t24"."policy_id",
          "t24"."instalment_id",
          "t24"."request_id",
          "t24"."instruction_id",
          "t24"."institution_id",
          "t24"."channel",
          "t24"."bank",
          "t24"."kind",
          "t24"."account_token",
          "t24"."payer_name_token",
          "t24"."payer_match",
          "t24"."terminal_id",
          "t24"."merchant_id",
          "t24"."operator_id",
          "t24"."seen_latitude_e6",
          "t24"."seen_longitude_e6",
          "t24"."premises",
          "t24"."amount_minor",
          "t24"."currency",
          "t24"."charged_on",
          "t24"."charged_at",
          "t24"."settled_token",
          "t24"."remittance_id"
        FROM "t23" AS "t24"
        WHERE
          (
            "t24"."bank_minor" <> "t24"."amount_minor"
          )
          OR (
            "t24"."low_currency" <> "t24"."currency"
          )
          OR (
            "t24"."high_currency" <> "t24"."currency"
          )
      ) AS "t27"
      INNER JOIN (
        SELECT
          "t32"."charge_reference" AS "named_id",
          SUM("t32"."amount_minor") AS "bank_minor",
          SUM("t32"."times") AS "line_count",
          MIN("t32"."currency") AS "low_currency",
          MAX("t32"."currency") AS "high_currency"
        FROM (
          SELECT
            "t31"."charge_reference",
            "t31"."currency",
            "t31"."times",
            "t31"."amount_minor" * "t31"."times" AS "amount_minor"
          FROM (
            SELECT
              "t30"."charge_reference",
              "t30"."account_token",
              "t30"."booked_on",
              "t30"."amount_minor",
              "t30"."currency",
              MAX("t30"."times") AS "times"
            FROM (
              SELECT
                "t29"."charge_reference",
                "t29"."account_token",
                "t29"."booked_on",
                "t29"."amount_minor",
                "t29"."currency",
                "t29"."statement_id",
                COUNT(*) AS "times"
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
                  "t19"."times",
                  "t28"."doubtful_id"
                FROM (
                  SELECT
                    "t14"."line_id",
                    "t14"."statement_id",
                    "t14"."account_token",
                    "t14"."bank",
                    "t14"."booked_on",
                    "t14"."value_on",
                    "t14"."amount_minor",
                    "t14"."currency",
                    "t14"."counterparty_token",
                    "t14"."counterparty_name_token",
                    "t14"."charge_reference",
                    "t14"."remittance_reference",
                    "t14"."refund_reference",
                    "t14"."transaction_code",
                    "t14"."status",
                    1 AS "times"
                  FROM "t13" AS "t14"
                  WHERE
                    COALESCE("t14"."status", 'booked') <> 'pending'
                    AND "t14"."refund_reference" IS NULL
                    AND "t14"."booked_on" <= "t14"."as_of"
                ) AS "t19"
                INNER JOIN (
                  SELECT
                    "t24"."charge_id" AS "doubtful_id"
                  FROM "t23" AS "t24"
                  WHERE
                    (
                      "t24"."bank_minor" <> "t24"."amount_minor"
                    )
                    OR (
                      "t24"."low_currency" <> "t24"."currency"
                    )
                    OR (
                      "t24"."high_currency" <> "t24"."currency"
                    )
                ) AS "t28"
                  ON "t19"."charge_reference" = "t28"."doubtful_id"
              ) AS "t29"
              GROUP BY
                1,
                2,
                3,
                4,
                5,
                6
            ) AS "t30"
            GROUP BY
              1,
              2,
              3,
              4,
              5
          ) AS "t31"
        ) AS "t32"
        GROUP BY
          1
      ) AS "t34"
        ON "t27"."charge_id" = "t34"."named_id"
      LEFT OUTER JOIN (
        SELECT
          "t15"."charge_id" AS "back_charge_id",
          SUM("t15"."paid_minor") AS "back_minor"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t8"."refund_id",
              "t8"."policy_id",
              "t8"."charge_id",
              "t8"."institution_id",
              "t8"."kind",
              "t8"."requested_on",
              "t8"."due_minor",
              "t8"."paid_minor",
              "t8"."paid_on",
              "t8"."currency",
              "t8"."account_token",
              "t8"."verified",
              "t8"."reason_recorded",
              "t8"."senior_approved_by",
              "t8"."collected_by",
              "t6"."as_of"
            FROM "refunds" AS "t8"
            CROSS JOIN "run_day" AS "t6"
          ) AS "t12"
          WHERE
            "t12"."charge_id" IS NOT NULL
            AND "t12"."paid_minor" IS NOT NULL
            AND "t12"."paid_on" <= "t12"."as_of"
        ) AS "t15"
        GROUP BY
          1
      ) AS "t20"
        ON "t27"."charge_id" = "t20"."back_charge_id"
    ) AS "t35"
    WHERE
      (
        (
          "t35"."bank_minor" <> "t35"."amount_minor"
        )
        AND (
          "t35"."bank_minor" <> (
            "t35"."amount_minor" - "t35"."refunded_minor"
          )
        )
      )
      OR (
        "t35"."low_currency" <> "t35"."currency"
      )
      OR (
        "t35"."high_currency" <> "t35"."currency"
      )
  ) AS "t37"
  INNER JOIN (
    SELECT
      "t1"."due_strict_on",
      "t1"."due_rolled_on",
      "t1"."house_due_on",
      "t1"."rule" AS "due_rule",
      "t1"."ground" AS "due_ground",
      "t1"."from_on" AS "due_from_on"
    FROM "law_due" AS "t1"
  ) AS "t11"
    ON "t11"."due_rule" = 'bank_confirmation'
    AND "t37"."charged_on" = "t11"."due_from_on"
  CROSS JOIN "run_day" AS "t5"
) AS "t38"
WHERE
  (
    COALESCE(CAST(NULL AS DATE), "t38"."as_of") > "t38"."due_rolled_on"
  )
  OR (
    COALESCE(CAST(NULL AS DATE), "t38"."as_of") > "t38"."house_due_on"
  )
-- mode: part
WITH "t15" AS (
  SELECT
    "t9"."line_id",
    "t9"."statement_id",
    "t9"."account_token",
    "t9"."bank",
    "t9"."booked_on",
    "t9"."value_on",
    "t9"."amount_minor",
    "t9"."currency",
    "t9"."counterparty_token",
    "t9"."counterparty_name_token",
    "t9"."charge_reference",
    "t9"."remittance_reference",
    "t9"."refund_reference",
    "t9"."transaction_code",
    "t9"."status",
    "t6"."as_of"
  FROM "bank_lines" AS "t9"
  CROSS JOIN "run_day" AS "t6"
), "t27" AS (
  SELECT
    "t7"."charge_id",
    "t7"."policy_id",
    "t7"."instalment_id",
    "t7"."request_id",
    "t7"."instruction_id",
    "t7"."institution_id",
    "t7"."channel",
    "t7"."bank",
    "t7"."kind",
    "t7"."account_token",
    "t7"."payer_name_token",
    "t7"."payer_match",
    "t7"."terminal_id",
    "t7"."merchant_id",
    "t7"."operator_id",
    "t7"."seen_latitude_e6",
    "t7"."seen_longitude_e6",
    "t7"."premises",
    "t7"."amount_minor",
    "t7"."currency",
    "t7"."charged_on",
    "t7"."charged_at",
    "t7"."settled_token",
    "t7"."remittance_id",
    "t26"."named_id",
    "t26"."bank_minor",
    "t26"."line_count",
    "t26"."low_currency",
    "t26"."high_currency"
  FROM "subject" AS "t7"
  INNER JOIN (
    SELECT
      "t24"."charge_reference" AS "named_id",
      SUM("t24"."amount_minor") AS "bank_minor",
      SUM("t24"."times") AS "line_count",
      MIN("t24"."currency") AS "low_currency",
      MAX("t24"."currency") AS "high_currency"
    FROM (
      SELECT
        "t22"."line_id",
        "t22"."statement_id",
        "t22"."account_token",
        "t22"."bank",
        "t22"."booked_on",
        "t22"."value_on",
        "t22"."amount_minor",
        "t22"."currency",
        "t22"."counterparty_token",
        "t22"."counterparty_name_token",
        "t22"."charge_reference",
        "t22"."remittance_reference",
        "t22"."refund_reference",
        "t22"."transaction_code",
        "t22"."status",
        "t22"."times"
      FROM (
        SELECT
          "t16"."line_id",
          "t16"."statement_id",
          "t16"."account_token",
          "t16"."bank",
          "t16"."booked_on",
          "t16"."value_on",
          "t16"."amount_minor",
          "t16"."currency",
          "t16"."counterparty_token",
          "t16"."counterparty_name_token",
          "t16"."charge_reference",
          "t16"."remittance_reference",
          "t16"."refund_reference",
          "t16"."transaction_code",
          "t16"."status",
          1 AS "times"
        FROM "t15" AS "t16"
        WHERE
          COALESCE("t16"."status", 'booked') <> 'pending'
          AND "t16"."refund_reference" IS NULL
          AND "t16"."booked_on" <= "t16"."as_of"
          AND "t16"."charge_reference" IS NOT NULL
      ) AS "t22"
      INNER JOIN (
        SELECT DISTINCT
          "t2"."charge_id" AS "wanted"
        FROM "subject" AS "t2"
      ) AS "t13"
        ON "t22"."charge_reference" = "t13"."wanted"
    ) AS "t24"
    GROUP BY
      1
  ) AS "t26"
    ON "t7"."charge_id" = "t26"."named_id"
)
SELECT
  "t42"."policy_id",
  "t42"."institution_id",
  "t42"."currency",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t42"."as_of") > "t42"."due_rolled_on"
    THEN "t42"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t42"."channel",
  "t42"."bank",
  "t42"."charged_on",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t42"."as_of") > "t42"."due_rolled_on"
    THEN "t42"."due_rolled_on"
    ELSE "t42"."house_due_on"
  END AS "limit_on",
  "t42"."bank_minor",
  "t42"."line_count",
  "t42"."refunded_minor",
  CASE
    WHEN "t42"."low_currency" <> "t42"."currency"
    THEN "t42"."low_currency"
    ELSE "t42"."high_currency"
  END AS "bank_currency",
  "t42"."charged_minor" AS "ledger_minor",
  ABS("t42"."bank_minor" - "t42"."charged_minor") AS "amount_minor",
  "t42"."charge_id" AS "record_id",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t42"."as_of") > "t42"."due_rolled_on"
    THEN "t42"."due_rolled_on"
    ELSE "t42"."house_due_on"
  END AS "happened_on"
FROM (
  SELECT
    "t41"."charge_id",
    "t41"."policy_id",
    "t41"."instalment_id",
    "t41"."request_id",
    "t41"."instruction_id",
    "t41"."institution_id",
    "t41"."channel",
    "t41"."bank",
    "t41"."kind",
    "t41"."account_token",
    "t41"."payer_name_token",
    "t41"."payer_match",
    "t41"."terminal_id",
    "t41"."merchant_id",
    "t41"."operator_id",
    "t41"."seen_latitude_e6",
    "t41"."seen_longitude_e6",
    "t41"."premises",
    "t41"."amount_minor",
    "t41"."currency",
    "t41"."charged_on",
    "t41"."charged_at",
    "t41"."settled_token",
    "t41"."remittance_id",
    "t41"."named_id",
    "t41"."bank_minor",
    "t41"."line_count",
    "t41"."low_currency",
    "t41"."high_currency",
    "t41"."refunded_minor",
    "t41"."charged_minor",
    "t12"."due_strict_on",
    "t12"."due_rolled_on",
    "t12"."house_due_on",
    "t12"."due_ground",
    "t5"."as_of"
  FROM (
    SELECT
      "t39"."charge_id",
      "t39"."policy_id",
      "t39"."instalment_id",
      "t39"."request_id",
      "t39"."instruction_id",
      "t39"."institution_id",
      "t39"."channel",
      "t39"."bank",
      "t39"."kind",
      "t39"."account_token",
      "t39"."payer_name_token",
      "t39"."payer_match",
      "t39"."terminal_id",
      "t39"."merchant_id",
      "t39"."operator_id",
      "t39"."seen_latitude_e6",
      "t39"."seen_longitude_e6",
      "t39"."premises",
      "t39"."amount_minor",
      "t39"."currency",
      "t39"."charged_on",
      "t39"."charged_at",
      "t39"."settled_token",
      "t39"."remittance_id",
      "t39"."named_id",
      "t39"."bank_minor",
      "t39"."line_count",
      "t39"."low_currency",
      "t39"."high_currency",
      "t39"."refunded_minor",
      "t39"."amount_minor" AS "charged_minor"
    FROM (
      SELECT
        "t31"."charge_id",
        "t31"."policy_id",
        "t31"."instalment_id",
        "t31"."request_id",
        "t31"."instruction_id",
        "t31"."institution_id",
        "t31"."channel",
        "t31"."bank",
        "t31"."kind",
        "t31"."account_token",
        "t31"."payer_name_token",
        "t31"."payer_match",
        "t31"."terminal_id",
        "t31"."merchant_id",
        "t31"."operator_id",
        "t31"."seen_latitude_e6",
        "t31"."seen_longitude_e6",
        "t31"."premises",
        "t31"."amount_minor",
        "t31"."currency",
        "t31"."charged_on",
        "t31"."charged_at",
        "t31"."settled_token",
        "t31"."remittance_id",
        "t38"."named_id",
        "t38"."bank_minor",
        "t38"."line_count",
        "t38"."low_currency",
        "t38"."high_currency",
        COALESCE("t23"."back_minor", 0) AS "refunded_minor"
      FROM (
        SELECT
          "t28"."charge_id",
          "t28"."policy_id",
          "t28"."instalment_id",
          "t28"."request_id",
          "t28"."instruction_id",
          "t28"."institution_id",
          "t28"."channel",
          "t28"."bank",
          "t28"."kind",
          "t28"."account_token",
          "t28"."payer_name_token",
          "t28"."payer_match",
          "t28"."terminal_id",
          "t28"."merchant_id",
          "t28"."operator_id",
          "t28"."seen_latitude_e6",
          "t28"."seen_longitude_e6",
          "t28"."premises",
          "t28"."amount_minor",
          "t28"."currency",
          "t28"."charged_on",
          "t28"."charged_at",
          "t28"."settled_token",
          "t28"."remittance_id"
        FROM "t27" AS "t28"
        WHERE
          (
            "t28"."bank_minor" <> "t28"."amount_minor"
          )
          OR (
            "t28"."low_currency" <> "t28"."currency"
          )
          OR (
            "t28"."high_currency" <> "t28"."currency"
          )
      ) AS "t31"
      INNER JOIN (
        SELECT
          "t36"."charge_reference" AS "named_id",
          SUM("t36"."amount_minor") AS "bank_minor",
          SUM("t36"."times") AS "line_count",
          MIN("t36"."currency") AS "low_currency",
          MAX("t36"."currency") AS "high_currency"
        FROM (
          SELECT
            "t35"."charge_reference",
            "t35"."currency",
            "t35"."times",
            "t35"."amount_minor" * "t35"."times" AS "amount_minor"
          FROM (
            SELECT
              "t34"."charge_reference",
              "t34"."account_token",
              "t34"."booked_on",
              "t34"."amount_minor",
              "t34"."currency",
              MAX("t34"."times") AS "times"
            FROM (
              SELECT
                "t33"."charge_reference",
                "t33"."account_token",
                "t33"."booked_on",
                "t33"."amount_minor",
                "t33"."currency",
                "t33"."statement_id",
                COUNT(*) AS "times"
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
                  "t21"."times",
                  "t32"."doubtful_id"
                FROM (
                  SELECT
                    "t16"."line_id",
                    "t16"."statement_id",
                    "t16"."account_token",
                    "t16"."bank",
                    "t16"."booked_on",
                    "t16"."value_on",
                    "t16"."amount_minor",
                    "t16"."currency",
                    "t16"."counterparty_token",
                    "t16"."counterparty_name_token",
                    "t16"."charge_reference",
                    "t16"."remittance_reference",
                    "t16"."refund_reference",
                    "t16"."transaction_code",
                    "t16"."status",
                    1 AS "times"
                  FROM "t15" AS "t16"
                  WHERE
                    COALESCE("t16"."status", 'booked') <> 'pending'
                    AND "t16"."refund_reference" IS NULL
                    AND "t16"."booked_on" <= "t16"."as_of"
                ) AS "t21"
                INNER JOIN (
                  SELECT
                    "t28"."charge_id" AS "doubtful_id"
                  FROM "t27" AS "t28"
                  WHERE
                    (
                      "t28"."bank_minor" <> "t28"."amount_minor"
                    )
                    OR (
                      "t28"."low_currency" <> "t28"."currency"
                    )
                    OR (
                      "t28"."high_currency" <> "t28"."currency"
                    )
                ) AS "t32"
                  ON "t21"."charge_reference" = "t32"."doubtful_id"
              ) AS "t33"
              GROUP BY
                1,
                2,
                3,
                4,
                5,
                6
            ) AS "t34"
            GROUP BY
              1,
              2,
              3,
              4,
              5
          ) AS "t35"
        ) AS "t36"
        GROUP BY
          1
      ) AS "t38"
        ON "t31"."charge_id" = "t38"."named_id"
      LEFT OUTER JOIN (
        SELECT
          "t17"."charge_id" AS "back_charge_id",
          SUM("t17"."paid_minor") AS "back_minor"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t8"."refund_id",
              "t8"."policy_id",
              "t8"."charge_id",
              "t8"."institution_id",
              "t8"."kind",
              "t8"."requested_on",
              "t8"."due_minor",
              "t8"."paid_minor",
              "t8"."paid_on",
              "t8"."currency",
              "t8"."account_token",
              "t8"."verified",
              "t8"."reason_recorded",
              "t8"."senior_approved_by",
              "t8"."collected_by",
              "t6"."as_of"
            FROM "refunds" AS "t8"
            CROSS JOIN "run_day" AS "t6"
          ) AS "t14"
          WHERE
            "t14"."charge_id" IS NOT NULL
            AND "t14"."paid_minor" IS NOT NULL
            AND "t14"."paid_on" <= "t14"."as_of"
        ) AS "t17"
        GROUP BY
          1
      ) AS "t23"
        ON "t31"."charge_id" = "t23"."back_charge_id"
    ) AS "t39"
    WHERE
      (
        (
          "t39"."bank_minor" <> "t39"."amount_minor"
        )
        AND (
          "t39"."bank_minor" <> (
            "t39"."amount_minor" - "t39"."refunded_minor"
          )
        )
      )
      OR (
        "t39"."low_currency" <> "t39"."currency"
      )
      OR (
        "t39"."high_currency" <> "t39"."currency"
      )
  ) AS "t41"
  INNER JOIN (
    SELECT
      "t1"."due_strict_on",
      "t1"."due_rolled_on",
      "t1"."house_due_on",
      "t1"."rule" AS "due_rule",
      "t1"."ground" AS "due_ground",
      "t1"."from_on" AS "due_from_on"
    FROM "law_due" AS "t1"
  ) AS "t12"
    ON "t12"."due_rule" = 'bank_confirmation'
    AND "t41"."charged_on" = "t12"."due_from_on"
  CROSS JOIN "run_day" AS "t5"
) AS "t42"
WHERE
  (
    COALESCE(CAST(NULL AS DATE), "t42"."as_of") > "t42"."due_rolled_on"
  )
  OR (
    COALESCE(CAST(NULL AS DATE), "t42"."as_of") > "t42"."house_due_on"
  )
