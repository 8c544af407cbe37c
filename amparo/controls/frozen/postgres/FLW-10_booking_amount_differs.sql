-- FLW-10 booking_amount_differs 1.0.0
-- mode: whole
SELECT
  "t28"."policy_id",
  "t28"."institution_id",
  "t28"."currency",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t28"."as_of") > "t28"."due_rolled_on"
    THEN "t28"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t28"."channel",
  "t28"."charged_on",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t28"."as_of") > "t28"."due_rolled_on"
    THEN "t28"."due_rolled_on"
    ELSE "t28"."house_due_on"
  END AS "limit_on",
  "t28"."charged_minor",
  "t28"."booked_minor",
  "t28"."refunded_minor",
  CASE
    WHEN "t28"."low_currency" <> "t28"."currency"
    THEN "t28"."low_currency"
    ELSE "t28"."high_currency"
  END AS "booked_currency",
  ABS("t28"."booked_minor" - "t28"."charged_minor") AS "amount_minor",
  "t28"."charge_id" AS "record_id",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t28"."as_of") > "t28"."due_rolled_on"
    THEN "t28"."due_rolled_on"
    ELSE "t28"."house_due_on"
  END AS "happened_on"
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
    "t27"."booked_minor",
    "t27"."low_currency",
    "t27"."high_currency",
    "t27"."charged_minor",
    "t27"."refunded_minor",
    "t10"."due_strict_on",
    "t10"."due_rolled_on",
    "t10"."house_due_on",
    "t10"."due_ground",
    "t5"."as_of"
  FROM (
    SELECT
      *
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
        "t24"."remittance_id",
        "t24"."booked_minor",
        "t24"."low_currency",
        "t24"."high_currency",
        "t24"."charged_minor",
        COALESCE("t17"."back_minor", 0) AS "refunded_minor"
      FROM (
        SELECT
          "t22"."charge_id",
          "t22"."policy_id",
          "t22"."instalment_id",
          "t22"."request_id",
          "t22"."instruction_id",
          "t22"."institution_id",
          "t22"."channel",
          "t22"."bank",
          "t22"."kind",
          "t22"."account_token",
          "t22"."payer_name_token",
          "t22"."payer_match",
          "t22"."terminal_id",
          "t22"."merchant_id",
          "t22"."operator_id",
          "t22"."seen_latitude_e6",
          "t22"."seen_longitude_e6",
          "t22"."premises",
          "t22"."amount_minor",
          "t22"."currency",
          "t22"."charged_on",
          "t22"."charged_at",
          "t22"."settled_token",
          "t22"."remittance_id",
          "t22"."booked_minor",
          "t22"."low_currency",
          "t22"."high_currency",
          "t22"."amount_minor" AS "charged_minor"
        FROM (
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
            "t21"."booked_charge_id",
            "t21"."low_currency",
            "t21"."high_currency",
            "t21"."booked_minor"
          FROM "charges" AS "t7"
          INNER JOIN (
            SELECT
              "t19"."booked_charge_id",
              "t19"."low_currency",
              "t19"."high_currency",
              CASE
                WHEN "t19"."premium_count" > 0
                THEN "t19"."premium_minor" + "t19"."held_minor"
                ELSE "t19"."all_minor"
              END AS "booked_minor"
            FROM (
              SELECT
                "t18"."charge_id" AS "booked_charge_id",
                SUM("t18"."amount_minor") AS "all_minor",
                SUM("t18"."premium_minor") AS "premium_minor",
                SUM("t18"."premium_count") AS "premium_count",
                SUM("t18"."held_minor") AS "held_minor",
                MIN("t18"."currency") AS "low_currency",
                MAX("t18"."currency") AS "high_currency"
              FROM (
                SELECT
                  "t15"."booking_id",
                  "t15"."charge_id",
                  "t15"."policy_id",
                  "t15"."institution_id",
                  "t15"."side",
                  "t15"."amount_minor",
                  "t15"."currency",
                  "t15"."booked_on",
                  "t15"."booked_at",
                  "t15"."cleared_on",
                  "t15"."as_of",
                  CASE WHEN "t15"."side" = 'premium' THEN "t15"."amount_minor" ELSE 0 END AS "premium_minor",
                  CASE WHEN "t15"."side" = 'premium' THEN 1 ELSE 0 END AS "premium_count",
                  CASE
                    WHEN (
                      "t15"."side" = 'suspense'
                    ) AND (
                      "t15"."cleared_on" > "t15"."as_of"
                    )
                    THEN "t15"."amount_minor"
                    ELSE 0
                  END AS "held_minor"
                FROM (
                  SELECT
                    "t13"."booking_id",
                    "t13"."charge_id",
                    "t13"."policy_id",
                    "t13"."institution_id",
                    "t13"."side",
                    "t13"."amount_minor",
                    "t13"."currency",
                    "t13"."booked_on",
                    "t13"."booked_at",
                    "t13"."cleared_on",
                    "t6"."as_of"
                  FROM (
                    SELECT
                      *
                    FROM "bookings" AS "t4"
                    WHERE
                      "t4"."charge_id" IS NOT NULL
                  ) AS "t13"
                  CROSS JOIN "run_day" AS "t6"
                ) AS "t15"
              ) AS "t18"
              GROUP BY
                1
            ) AS "t19"
          ) AS "t21"
            ON "t7"."charge_id" = "t21"."booked_charge_id"
        ) AS "t22"
        WHERE
          (
            "t22"."booked_minor" <> "t22"."amount_minor"
          )
          OR (
            "t22"."low_currency" <> "t22"."currency"
          )
          OR (
            "t22"."high_currency" <> "t22"."currency"
          )
      ) AS "t24"
      LEFT OUTER JOIN (
        SELECT
          "t14"."charge_id" AS "back_charge_id",
          SUM("t14"."paid_minor") AS "back_minor"
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
          ) AS "t11"
          WHERE
            "t11"."charge_id" IS NOT NULL
            AND "t11"."paid_minor" IS NOT NULL
            AND "t11"."paid_on" <= "t11"."as_of"
        ) AS "t14"
        GROUP BY
          1
      ) AS "t17"
        ON "t24"."charge_id" = "t17"."back_charge_id"
    ) AS "t25"
    WHERE
      NOT (
        "t25"."booked_minor" = (
          "t25"."charged_minor" - "t25"."refunded_minor"
        )
      )
      OR (
        (
          "t25"."low_currency" <> "t25"."currency"
        )
        OR (
          "t25"."high_currency" <> "t25"."currency"
        )
      )
  ) AS "t27"
  INNER JOIN (
    SELECT
      "t1"."due_strict_on",
      "t1"."due_rolled_on",
      "t1"."house_due_on",
      "t1"."rule" AS "due_rule",
      "t1"."ground" AS "due_ground",
      "t1"."from_on" AS "due_from_on"
    FROM "law_due" AS "t1"
  ) AS "t10"
    ON "t10"."due_rule" = 'charge_booking' AND "t27"."charged_on" = "t10"."due_from_on"
  CROSS JOIN "run_day" AS "t5"
) AS "t28"
WHERE
  (
    COALESCE(CAST(NULL AS DATE), "t28"."as_of") > "t28"."due_rolled_on"
  )
  OR (
    COALESCE(CAST(NULL AS DATE), "t28"."as_of") > "t28"."house_due_on"
  )
-- mode: part
SELECT
  "t30"."policy_id",
  "t30"."institution_id",
  "t30"."currency",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t30"."as_of") > "t30"."due_rolled_on"
    THEN "t30"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t30"."channel",
  "t30"."charged_on",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t30"."as_of") > "t30"."due_rolled_on"
    THEN "t30"."due_rolled_on"
    ELSE "t30"."house_due_on"
  END AS "limit_on",
  "t30"."charged_minor",
  "t30"."booked_minor",
  "t30"."refunded_minor",
  CASE
    WHEN "t30"."low_currency" <> "t30"."currency"
    THEN "t30"."low_currency"
    ELSE "t30"."high_currency"
  END AS "booked_currency",
  ABS("t30"."booked_minor" - "t30"."charged_minor") AS "amount_minor",
  "t30"."charge_id" AS "record_id",
  CASE
    WHEN COALESCE(CAST(NULL AS DATE), "t30"."as_of") > "t30"."due_rolled_on"
    THEN "t30"."due_rolled_on"
    ELSE "t30"."house_due_on"
  END AS "happened_on"
FROM (
  SELECT
    "t29"."charge_id",
    "t29"."policy_id",
    "t29"."instalment_id",
    "t29"."request_id",
    "t29"."instruction_id",
    "t29"."institution_id",
    "t29"."channel",
    "t29"."bank",
    "t29"."kind",
    "t29"."account_token",
    "t29"."payer_name_token",
    "t29"."payer_match",
    "t29"."terminal_id",
    "t29"."merchant_id",
    "t29"."operator_id",
    "t29"."seen_latitude_e6",
    "t29"."seen_longitude_e6",
    "t29"."premises",
    "t29"."amount_minor",
    "t29"."currency",
    "t29"."charged_on",
    "t29"."charged_at",
    "t29"."settled_token",
    "t29"."remittance_id",
    "t29"."booked_minor",
    "t29"."low_currency",
    "t29"."high_currency",
    "t29"."charged_minor",
    "t29"."refunded_minor",
    "t11"."due_strict_on",
    "t11"."due_rolled_on",
    "t11"."house_due_on",
    "t11"."due_ground",
    "t5"."as_of"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t26"."charge_id",
        "t26"."policy_id",
        "t26"."instalment_id",
        "t26"."request_id",
        "t26"."instruction_id",
        "t26"."institution_id",
        "t26"."channel",
        "t26"."bank",
        "t26"."kind",
        "t26"."account_token",
        "t26"."payer_name_token",
        "t26"."payer_match",
        "t26"."terminal_id",
        "t26"."merchant_id",
        "t26"."operator_id",
        "t26"."seen_latitude_e6",
        "t26"."seen_longitude_e6",
        "t26"."premises",
        "t26"."amount_minor",
        "t26"."currency",
        "t26"."charged_on",
        "t26"."charged_at",
        "t26"."settled_token",
        "t26"."remittance_id",
        "t26"."booked_minor",
        "t26"."low_currency",
        "t26"."high_currency",
        "t26"."charged_minor",
        COALESCE("t19"."back_minor", 0) AS "refunded_minor"
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
          "t24"."remittance_id",
          "t24"."booked_minor",
          "t24"."low_currency",
          "t24"."high_currency",
          "t24"."amount_minor" AS "charged_minor"
        FROM (
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
            "t23"."booked_charge_id",
            "t23"."low_currency",
            "t23"."high_currency",
            "t23"."booked_minor"
          FROM "subject" AS "t7"
          INNER JOIN (
            SELECT
              "t21"."booked_charge_id",
              "t21"."low_currency",
              "t21"."high_currency",
              CASE
                WHEN "t21"."premium_count" > 0
                THEN "t21"."premium_minor" + "t21"."held_minor"
                ELSE "t21"."all_minor"
              END AS "booked_minor"
            FROM (
              SELECT
                "t20"."charge_id" AS "booked_charge_id",
                SUM("t20"."amount_minor") AS "all_minor",
                SUM("t20"."premium_minor") AS "premium_minor",
                SUM("t20"."premium_count") AS "premium_count",
                SUM("t20"."held_minor") AS "held_minor",
                MIN("t20"."currency") AS "low_currency",
                MAX("t20"."currency") AS "high_currency"
              FROM (
                SELECT
                  "t17"."booking_id",
                  "t17"."charge_id",
                  "t17"."policy_id",
                  "t17"."institution_id",
                  "t17"."side",
                  "t17"."amount_minor",
                  "t17"."currency",
                  "t17"."booked_on",
                  "t17"."booked_at",
                  "t17"."cleared_on",
                  "t17"."as_of",
                  CASE WHEN "t17"."side" = 'premium' THEN "t17"."amount_minor" ELSE 0 END AS "premium_minor",
                  CASE WHEN "t17"."side" = 'premium' THEN 1 ELSE 0 END AS "premium_count",
                  CASE
                    WHEN (
                      "t17"."side" = 'suspense'
                    ) AND (
                      "t17"."cleared_on" > "t17"."as_of"
                    )
                    THEN "t17"."amount_minor"
                    ELSE 0
                  END AS "held_minor"
                FROM (
                  SELECT
                    "t15"."booking_id",
                    "t15"."charge_id",
                    "t15"."policy_id",
                    "t15"."institution_id",
                    "t15"."side",
                    "t15"."amount_minor",
                    "t15"."currency",
                    "t15"."booked_on",
                    "t15"."booked_at",
                    "t15"."cleared_on",
                    "t5"."as_of"
                  FROM (
                    SELECT
                      *
                    FROM "bookings" AS "t4"
                    WHERE
                      "t4"."charge_id" IS NOT NULL
                  ) AS "t15"
                  INNER JOIN (
                    SELECT DISTINCT
                      "t2"."charge_id" AS "wanted"
                    FROM "subject" AS "t2"
                  ) AS "t12"
                    ON "t15"."charge_id" = "t12"."wanted"
                  CROSS JOIN "run_day" AS "t5"
                ) AS "t17"
              ) AS "t20"
              GROUP BY
                1
            ) AS "t21"
          ) AS "t23"
            ON "t7"."charge_id" = "t23"."booked_charge_id"
        ) AS "t24"
        WHERE
          (
            "t24"."booked_minor" <> "t24"."amount_minor"
          )
          OR (
            "t24"."low_currency" <> "t24"."currency"
          )
          OR (
            "t24"."high_currency" <> "t24"."currency"
          )
      ) AS "t26"
      LEFT OUTER JOIN (
        SELECT
          "t16"."charge_id" AS "back_charge_id",
          SUM("t16"."paid_minor") AS "back_minor"
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
          ) AS "t13"
          WHERE
            "t13"."charge_id" IS NOT NULL
            AND "t13"."paid_minor" IS NOT NULL
            AND "t13"."paid_on" <= "t13"."as_of"
        ) AS "t16"
        GROUP BY
          1
      ) AS "t19"
        ON "t26"."charge_id" = "t19"."back_charge_id"
    ) AS "t27"
    WHERE
      NOT (
        "t27"."booked_minor" = (
          "t27"."charged_minor" - "t27"."refunded_minor"
        )
      )
      OR (
        (
          "t27"."low_currency" <> "t27"."currency"
        )
        OR (
          "t27"."high_currency" <> "t27"."currency"
        )
      )
  ) AS "t29"
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
    ON "t11"."due_rule" = 'charge_booking' AND "t29"."charged_on" = "t11"."due_from_on"
  CROSS JOIN "run_day" AS "t5"
) AS "t30"
WHERE
  (
    COALESCE(CAST(NULL AS DATE), "t30"."as_of") > "t30"."due_rolled_on"
  )
  OR (
    COALESCE(CAST(NULL AS DATE), "t30"."as_of") > "t30"."house_due_on"
  )
