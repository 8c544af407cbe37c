-- FLW-11 remittance_netted 1.0.0
-- mode: whole
SELECT
  "t22"."institution_id",
  "t22"."currency",
  CASE
    WHEN "t22"."remitted_minor" < "t22"."collected_minor"
    THEN "t22"."remitted_on"
    ELSE "t22"."due_rolled_on"
  END AS "happened_on",
  "t22"."partner_id",
  "t22"."remitted_on",
  "t22"."remitted_minor",
  "t22"."arrived_minor",
  "t22"."collected_minor",
  "t22"."charge_count",
  CAST(NULL AS TEXT) AS "policy_id",
  "t22"."remittance_id" AS "record_id",
  "t22"."collected_minor" - CASE
    WHEN COALESCE(
      (
        "t22"."as_of" > "t22"."due_rolled_on"
      )
      AND (
        "t22"."arrived_minor" < "t22"."remitted_minor"
      ),
      FALSE
    )
    THEN "t22"."arrived_minor"
    ELSE "t22"."remitted_minor"
  END AS "amount_minor"
FROM (
  SELECT
    "t21"."remittance_id",
    "t21"."partner_id",
    "t21"."institution_id",
    "t21"."remitted_on",
    "t21"."remitted_minor",
    "t21"."currency",
    "t21"."collected_minor",
    "t21"."charge_count",
    "t21"."arrived_minor",
    "t9"."due_strict_on",
    "t9"."due_rolled_on",
    "t9"."house_due_on",
    "t9"."due_ground",
    "t5"."as_of"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t7"."remittance_id",
        "t7"."partner_id",
        "t7"."institution_id",
        "t7"."remitted_on",
        "t7"."remitted_minor",
        "t7"."currency",
        "t15"."collected_minor",
        "t15"."charge_count",
        "t18"."arrived_minor"
      FROM "remittances" AS "t7"
      INNER JOIN (
        SELECT
          "t10"."remittance_id" AS "sum_id",
          "t10"."currency" AS "sum_currency",
          SUM("t10"."amount_minor") AS "collected_minor",
          COUNT(*) AS "charge_count"
        FROM (
          SELECT
            *
          FROM "charges" AS "t3"
          WHERE
            "t3"."remittance_id" IS NOT NULL
        ) AS "t10"
        GROUP BY
          1,
          2
      ) AS "t15"
        ON "t7"."remittance_id" = "t15"."sum_id" AND "t7"."currency" = "t15"."sum_currency"
      LEFT OUTER JOIN (
        SELECT
          "t16"."remittance_reference" AS "line_id",
          "t16"."currency" AS "line_currency",
          SUM("t16"."amount_minor") AS "arrived_minor"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t12"."line_id",
              "t12"."statement_id",
              "t12"."account_token",
              "t12"."bank",
              "t12"."booked_on",
              "t12"."value_on",
              "t12"."amount_minor",
              "t12"."currency",
              "t12"."counterparty_token",
              "t12"."counterparty_name_token",
              "t12"."charge_reference",
              "t12"."remittance_reference",
              "t12"."refund_reference",
              "t12"."transaction_code",
              "t12"."status",
              "t6"."as_of"
            FROM (
              SELECT
                *
              FROM "bank_lines" AS "t4"
              WHERE
                "t4"."remittance_reference" IS NOT NULL
            ) AS "t12"
            CROSS JOIN "run_day" AS "t6"
          ) AS "t14"
          WHERE
            COALESCE("t14"."status", 'booked') <> 'pending'
            AND "t14"."booked_on" <= "t14"."as_of"
        ) AS "t16"
        GROUP BY
          1,
          2
      ) AS "t18"
        ON "t7"."remittance_id" = "t18"."line_id"
        AND "t7"."currency" = "t18"."line_currency"
    ) AS "t19"
    WHERE
      (
        "t19"."remitted_minor" < "t19"."collected_minor"
      )
      OR (
        "t19"."arrived_minor" < "t19"."collected_minor"
      )
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
  ) AS "t9"
    ON "t9"."due_rule" = 'bank_confirmation'
    AND "t21"."remitted_on" = "t9"."due_from_on"
  CROSS JOIN "run_day" AS "t5"
) AS "t22"
WHERE
  (
    "t22"."collected_minor" - CASE
      WHEN COALESCE(
        (
          "t22"."as_of" > "t22"."due_rolled_on"
        )
        AND (
          "t22"."arrived_minor" < "t22"."remitted_minor"
        ),
        FALSE
      )
      THEN "t22"."arrived_minor"
      ELSE "t22"."remitted_minor"
    END
  ) > 0
-- mode: part
SELECT
  "t25"."institution_id",
  "t25"."currency",
  CASE
    WHEN "t25"."remitted_minor" < "t25"."collected_minor"
    THEN "t25"."remitted_on"
    ELSE "t25"."due_rolled_on"
  END AS "happened_on",
  "t25"."partner_id",
  "t25"."remitted_on",
  "t25"."remitted_minor",
  "t25"."arrived_minor",
  "t25"."collected_minor",
  "t25"."charge_count",
  CAST(NULL AS TEXT) AS "policy_id",
  "t25"."remittance_id" AS "record_id",
  "t25"."collected_minor" - CASE
    WHEN COALESCE(
      (
        "t25"."as_of" > "t25"."due_rolled_on"
      )
      AND (
        "t25"."arrived_minor" < "t25"."remitted_minor"
      ),
      FALSE
    )
    THEN "t25"."arrived_minor"
    ELSE "t25"."remitted_minor"
  END AS "amount_minor"
FROM (
  SELECT
    "t24"."remittance_id",
    "t24"."partner_id",
    "t24"."institution_id",
    "t24"."remitted_on",
    "t24"."remitted_minor",
    "t24"."currency",
    "t24"."collected_minor",
    "t24"."charge_count",
    "t24"."arrived_minor",
    "t9"."due_strict_on",
    "t9"."due_rolled_on",
    "t9"."house_due_on",
    "t9"."due_ground",
    "t5"."as_of"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t6"."remittance_id",
        "t6"."partner_id",
        "t6"."institution_id",
        "t6"."remitted_on",
        "t6"."remitted_minor",
        "t6"."currency",
        "t18"."collected_minor",
        "t18"."charge_count",
        "t21"."arrived_minor"
      FROM "subject" AS "t6"
      INNER JOIN (
        SELECT
          "t15"."remittance_id" AS "sum_id",
          "t15"."currency" AS "sum_currency",
          SUM("t15"."amount_minor") AS "collected_minor",
          COUNT(*) AS "charge_count"
        FROM (
          SELECT
            "t13"."charge_id",
            "t13"."policy_id",
            "t13"."instalment_id",
            "t13"."request_id",
            "t13"."instruction_id",
            "t13"."institution_id",
            "t13"."channel",
            "t13"."bank",
            "t13"."kind",
            "t13"."account_token",
            "t13"."payer_name_token",
            "t13"."payer_match",
            "t13"."terminal_id",
            "t13"."merchant_id",
            "t13"."operator_id",
            "t13"."seen_latitude_e6",
            "t13"."seen_longitude_e6",
            "t13"."premises",
            "t13"."amount_minor",
            "t13"."currency",
            "t13"."charged_on",
            "t13"."charged_at",
            "t13"."settled_token",
            "t13"."remittance_id"
          FROM (
            SELECT
              *
            FROM "charges" AS "t3"
            WHERE
              "t3"."remittance_id" IS NOT NULL
          ) AS "t13"
          INNER JOIN (
            SELECT DISTINCT
              "t2"."remittance_id" AS "wanted"
            FROM "subject" AS "t2"
          ) AS "t10"
            ON "t13"."remittance_id" = "t10"."wanted"
        ) AS "t15"
        GROUP BY
          1,
          2
      ) AS "t18"
        ON "t6"."remittance_id" = "t18"."sum_id" AND "t6"."currency" = "t18"."sum_currency"
      LEFT OUTER JOIN (
        SELECT
          "t19"."remittance_reference" AS "line_id",
          "t19"."currency" AS "line_currency",
          SUM("t19"."amount_minor") AS "arrived_minor"
        FROM (
          SELECT
            *
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
              "t5"."as_of"
            FROM (
              SELECT
                *
              FROM "bank_lines" AS "t4"
              WHERE
                "t4"."remittance_reference" IS NOT NULL
            ) AS "t14"
            INNER JOIN (
              SELECT DISTINCT
                "t2"."remittance_id" AS "wanted"
              FROM "subject" AS "t2"
            ) AS "t10"
              ON "t14"."remittance_reference" = "t10"."wanted"
            CROSS JOIN "run_day" AS "t5"
          ) AS "t16"
          WHERE
            COALESCE("t16"."status", 'booked') <> 'pending'
            AND "t16"."booked_on" <= "t16"."as_of"
        ) AS "t19"
        GROUP BY
          1,
          2
      ) AS "t21"
        ON "t6"."remittance_id" = "t21"."line_id"
        AND "t6"."currency" = "t21"."line_currency"
    ) AS "t22"
    WHERE
      (
        "t22"."remitted_minor" < "t22"."collected_minor"
      )
      OR (
        "t22"."arrived_minor" < "t22"."collected_minor"
      )
  ) AS "t24"
  INNER JOIN (
    SELECT
      "t1"."due_strict_on",
      "t1"."due_rolled_on",
      "t1"."house_due_on",
      "t1"."rule" AS "due_rule",
      "t1"."ground" AS "due_ground",
      "t1"."from_on" AS "due_from_on"
    FROM "law_due" AS "t1"
  ) AS "t9"
    ON "t9"."due_rule" = 'bank_confirmation'
    AND "t24"."remitted_on" = "t9"."due_from_on"
  CROSS JOIN "run_day" AS "t5"
) AS "t25"
WHERE
  (
    "t25"."collected_minor" - CASE
      WHEN COALESCE(
        (
          "t25"."as_of" > "t25"."due_rolled_on"
        )
        AND (
          "t25"."arrived_minor" < "t25"."remitted_minor"
        ),
        FALSE
      )
      THEN "t25"."arrived_minor"
      ELSE "t25"."remitted_minor"
    END
  ) > 0
