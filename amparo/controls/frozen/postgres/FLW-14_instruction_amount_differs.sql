-- FLW-14 instruction_amount_differs 1.0.0
-- mode: whole
SELECT
  "t14"."policy_id",
  "t14"."institution_id",
  "t14"."currency",
  "t14"."channel",
  "t14"."request_id",
  "t14"."instruction_id",
  "t14"."asked_minor",
  "t14"."asked_currency",
  "t14"."instructed_minor",
  "t14"."instructed_currency",
  "t14"."amount_minor" AS "charged_minor",
  "t14"."charge_id" AS "record_id",
  "t14"."charged_on" AS "happened_on",
  ABS(
    "t14"."amount_minor" - CASE
      WHEN COALESCE(
        (
          "t14"."asked_currency" <> "t14"."currency"
        )
        OR (
          (
            "t14"."asked_minor" <> "t14"."amount_minor"
          )
          AND NOT (
            (
              "t14"."parts_count" > 1
            )
            AND (
              "t14"."parts_minor" <= "t14"."asked_minor"
            )
          )
        ),
        FALSE
      )
      THEN COALESCE("t14"."asked_minor", "t14"."instructed_minor")
      ELSE "t14"."instructed_minor"
    END
  ) AS "amount_minor"
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
    "t13"."remittance_id",
    "t13"."asked_minor",
    "t13"."asked_currency",
    "t13"."instructed_minor",
    "t13"."instructed_currency",
    "t10"."parts_minor",
    "t10"."parts_count"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t3"."charge_id",
        "t3"."policy_id",
        "t3"."instalment_id",
        "t3"."request_id",
        "t3"."instruction_id",
        "t3"."institution_id",
        "t3"."channel",
        "t3"."bank",
        "t3"."kind",
        "t3"."account_token",
        "t3"."payer_name_token",
        "t3"."payer_match",
        "t3"."terminal_id",
        "t3"."merchant_id",
        "t3"."operator_id",
        "t3"."seen_latitude_e6",
        "t3"."seen_longitude_e6",
        "t3"."premises",
        "t3"."amount_minor",
        "t3"."currency",
        "t3"."charged_on",
        "t3"."charged_at",
        "t3"."settled_token",
        "t3"."remittance_id",
        "t7"."asked_minor",
        "t7"."asked_currency",
        "t8"."instructed_minor",
        "t8"."instructed_currency"
      FROM "charges" AS "t3"
      LEFT OUTER JOIN (
        SELECT
          "t1"."request_id" AS "asked_id",
          "t1"."policy_id" AS "asked_policy_id",
          "t1"."amount_minor" AS "asked_minor",
          "t1"."currency" AS "asked_currency"
        FROM "charge_requests" AS "t1"
      ) AS "t7"
        ON "t3"."request_id" = "t7"."asked_id" AND "t3"."policy_id" = "t7"."asked_policy_id"
      LEFT OUTER JOIN (
        SELECT
          "t2"."instruction_id" AS "sent_id",
          "t2"."amount_minor" AS "instructed_minor",
          "t2"."currency" AS "instructed_currency"
        FROM "charge_instructions" AS "t2"
      ) AS "t8"
        ON "t3"."instruction_id" = "t8"."sent_id"
    ) AS "t11"
    WHERE
      COALESCE(
        (
          "t11"."instructed_minor" <> "t11"."amount_minor"
        )
        OR (
          "t11"."instructed_currency" <> "t11"."currency"
        ),
        FALSE
      )
      OR COALESCE(
        (
          "t11"."asked_minor" <> "t11"."amount_minor"
        )
        OR (
          "t11"."asked_currency" <> "t11"."currency"
        ),
        FALSE
      )
  ) AS "t13"
  LEFT OUTER JOIN (
    SELECT
      "t6"."request_id" AS "parts_id",
      SUM("t6"."amount_minor") AS "parts_minor",
      COUNT(*) AS "parts_count"
    FROM (
      SELECT
        *
      FROM "charges" AS "t0"
      WHERE
        "t0"."request_id" IS NOT NULL
    ) AS "t6"
    GROUP BY
      1
  ) AS "t10"
    ON "t13"."request_id" = "t10"."parts_id"
) AS "t14"
WHERE
  COALESCE(
    (
      "t14"."instructed_minor" <> "t14"."amount_minor"
    )
    OR (
      "t14"."instructed_currency" <> "t14"."currency"
    ),
    FALSE
  )
  OR COALESCE(
    (
      "t14"."asked_currency" <> "t14"."currency"
    )
    OR (
      (
        "t14"."asked_minor" <> "t14"."amount_minor"
      )
      AND NOT (
        (
          "t14"."parts_count" > 1
        )
        AND (
          "t14"."parts_minor" <= "t14"."asked_minor"
        )
      )
    ),
    FALSE
  )
-- mode: part
SELECT
  "t19"."policy_id",
  "t19"."institution_id",
  "t19"."currency",
  "t19"."channel",
  "t19"."request_id",
  "t19"."instruction_id",
  "t19"."asked_minor",
  "t19"."asked_currency",
  "t19"."instructed_minor",
  "t19"."instructed_currency",
  "t19"."amount_minor" AS "charged_minor",
  "t19"."charge_id" AS "record_id",
  "t19"."charged_on" AS "happened_on",
  ABS(
    "t19"."amount_minor" - CASE
      WHEN COALESCE(
        (
          "t19"."asked_currency" <> "t19"."currency"
        )
        OR (
          (
            "t19"."asked_minor" <> "t19"."amount_minor"
          )
          AND NOT (
            (
              "t19"."parts_count" > 1
            )
            AND (
              "t19"."parts_minor" <= "t19"."asked_minor"
            )
          )
        ),
        FALSE
      )
      THEN COALESCE("t19"."asked_minor", "t19"."instructed_minor")
      ELSE "t19"."instructed_minor"
    END
  ) AS "amount_minor"
FROM (
  SELECT
    "t17"."charge_id",
    "t17"."policy_id",
    "t17"."instalment_id",
    "t17"."request_id",
    "t17"."instruction_id",
    "t17"."institution_id",
    "t17"."channel",
    "t17"."bank",
    "t17"."kind",
    "t17"."account_token",
    "t17"."payer_name_token",
    "t17"."payer_match",
    "t17"."terminal_id",
    "t17"."merchant_id",
    "t17"."operator_id",
    "t17"."seen_latitude_e6",
    "t17"."seen_longitude_e6",
    "t17"."premises",
    "t17"."amount_minor",
    "t17"."currency",
    "t17"."charged_on",
    "t17"."charged_at",
    "t17"."settled_token",
    "t17"."remittance_id",
    "t17"."asked_minor",
    "t17"."asked_currency",
    "t17"."instructed_minor",
    "t17"."instructed_currency",
    "t18"."parts_minor",
    "t18"."parts_count"
  FROM (
    SELECT
      *
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
        "t9"."asked_minor",
        "t9"."asked_currency",
        "t10"."instructed_minor",
        "t10"."instructed_currency"
      FROM "subject" AS "t4"
      LEFT OUTER JOIN (
        SELECT
          "t1"."request_id" AS "asked_id",
          "t1"."policy_id" AS "asked_policy_id",
          "t1"."amount_minor" AS "asked_minor",
          "t1"."currency" AS "asked_currency"
        FROM "charge_requests" AS "t1"
      ) AS "t9"
        ON "t4"."request_id" = "t9"."asked_id" AND "t4"."policy_id" = "t9"."asked_policy_id"
      LEFT OUTER JOIN (
        SELECT
          "t2"."instruction_id" AS "sent_id",
          "t2"."amount_minor" AS "instructed_minor",
          "t2"."currency" AS "instructed_currency"
        FROM "charge_instructions" AS "t2"
      ) AS "t10"
        ON "t4"."instruction_id" = "t10"."sent_id"
    ) AS "t12"
    WHERE
      COALESCE(
        (
          "t12"."instructed_minor" <> "t12"."amount_minor"
        )
        OR (
          "t12"."instructed_currency" <> "t12"."currency"
        ),
        FALSE
      )
      OR COALESCE(
        (
          "t12"."asked_minor" <> "t12"."amount_minor"
        )
        OR (
          "t12"."asked_currency" <> "t12"."currency"
        ),
        FALSE
      )
  ) AS "t17"
  LEFT OUTER JOIN (
    SELECT
      "t14"."request_id" AS "parts_id",
      SUM("t14"."amount_minor") AS "parts_minor",
      COUNT(*) AS "parts_count"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t5"."charge_id",
          "t5"."policy_id",
          "t5"."instalment_id",
          "t11"."request_id",
          "t5"."instruction_id",
          "t5"."institution_id",
          "t5"."channel",
          "t5"."bank",
          "t5"."kind",
          "t5"."account_token",
          "t5"."payer_name_token",
          "t5"."payer_match",
          "t5"."terminal_id",
          "t5"."merchant_id",
          "t5"."operator_id",
          "t5"."seen_latitude_e6",
          "t5"."seen_longitude_e6",
          "t5"."premises",
          "t5"."amount_minor",
          "t5"."currency",
          "t5"."charged_on",
          "t5"."charged_at",
          "t5"."settled_token",
          "t5"."remittance_id"
        FROM (
          SELECT DISTINCT
            "t0"."request_id"
          FROM "subject" AS "t0"
          WHERE
            "t0"."request_id" IS NOT NULL
        ) AS "t11"
        INNER JOIN "charges" AS "t5"
          ON "t11"."request_id" = "t5"."request_id"
      ) AS "t13"
      WHERE
        "t13"."request_id" IS NOT NULL
    ) AS "t14"
    GROUP BY
      1
  ) AS "t18"
    ON "t17"."request_id" = "t18"."parts_id"
) AS "t19"
WHERE
  COALESCE(
    (
      "t19"."instructed_minor" <> "t19"."amount_minor"
    )
    OR (
      "t19"."instructed_currency" <> "t19"."currency"
    ),
    FALSE
  )
  OR COALESCE(
    (
      "t19"."asked_currency" <> "t19"."currency"
    )
    OR (
      (
        "t19"."asked_minor" <> "t19"."amount_minor"
      )
      AND NOT (
        (
          "t19"."parts_count" > 1
        )
        AND (
          "t19"."parts_minor" <= "t19"."asked_minor"
        )
      )
    ),
    FALSE
  )
