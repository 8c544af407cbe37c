-- CHG-12 payer_not_party 1.0.0
-- mode: whole
SELECT
  "t12"."channel",
  "t12"."bank",
  "t12"."account_token",
  "t12"."payer_name_token",
  "t12"."payer_match",
  "t12"."operator_id",
  "t12"."charge_id" AS "record_id",
  "t12"."policy_id",
  "t12"."institution_id",
  "t12"."charged_on" AS "happened_on",
  "t12"."amount_minor",
  "t12"."currency"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t9"."charge_id",
      "t9"."policy_id",
      "t9"."instalment_id",
      "t9"."request_id",
      "t9"."instruction_id",
      "t9"."institution_id",
      "t9"."channel",
      "t9"."bank",
      "t9"."kind",
      "t9"."account_token",
      "t9"."payer_name_token",
      "t9"."payer_match",
      "t9"."terminal_id",
      "t9"."merchant_id",
      "t9"."operator_id",
      "t9"."seen_latitude_e6",
      "t9"."seen_longitude_e6",
      "t9"."premises",
      "t9"."amount_minor",
      "t9"."currency",
      "t9"."charged_on",
      "t9"."charged_at",
      "t9"."settled_token",
      "t9"."remittance_id"
    FROM (
      SELECT
        *
      FROM "charges" AS "t2"
      WHERE
        "t2"."payer_name_token" IS NOT NULL
    ) AS "t9"
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM "policy_parties" AS "t6"
        WHERE
          "t9"."policy_id" = "t6"."policy_id"
          AND "t9"."payer_name_token" = "t6"."name_token"
          AND "t6"."valid_from" <= "t9"."charged_on"
          AND "t9"."charged_on" <= "t6"."valid_to"
      )
  ) AS "t10"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM "charges" AS "t2"
    WHERE
      "t2"."payer_name_token" IS NULL AND "t2"."payer_match" = 'different'
  ) AS "t8"
) AS "t12"
WHERE
  (
    NOT EXISTS(
      SELECT
        1
      FROM "payer_exceptions" AS "t3"
      WHERE
        "t12"."policy_id" = "t3"."policy_id"
        AND "t12"."payer_name_token" = "t3"."payer_name_token"
        AND "t3"."valid_from" <= "t12"."charged_on"
        AND "t12"."charged_on" <= "t3"."valid_to"
    )
    AND NOT EXISTS(
      SELECT
        1
      FROM "payer_exceptions" AS "t4"
      WHERE
        "t12"."policy_id" = "t4"."policy_id"
        AND "t12"."account_token" = "t4"."account_token"
        AND "t4"."valid_from" <= "t12"."charged_on"
        AND "t12"."charged_on" <= "t4"."valid_to"
    )
  )
  AND EXISTS(
    SELECT
      1
    FROM "policy_parties" AS "t5"
    WHERE
      "t12"."policy_id" = "t5"."policy_id"
      AND "t5"."valid_from" <= "t12"."charged_on"
      AND "t12"."charged_on" <= "t5"."valid_to"
  )
-- mode: part
SELECT
  "t12"."channel",
  "t12"."bank",
  "t12"."account_token",
  "t12"."payer_name_token",
  "t12"."payer_match",
  "t12"."operator_id",
  "t12"."charge_id" AS "record_id",
  "t12"."policy_id",
  "t12"."institution_id",
  "t12"."charged_on" AS "happened_on",
  "t12"."amount_minor",
  "t12"."currency"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t9"."charge_id",
      "t9"."policy_id",
      "t9"."instalment_id",
      "t9"."request_id",
      "t9"."instruction_id",
      "t9"."institution_id",
      "t9"."channel",
      "t9"."bank",
      "t9"."kind",
      "t9"."account_token",
      "t9"."payer_name_token",
      "t9"."payer_match",
      "t9"."terminal_id",
      "t9"."merchant_id",
      "t9"."operator_id",
      "t9"."seen_latitude_e6",
      "t9"."seen_longitude_e6",
      "t9"."premises",
      "t9"."amount_minor",
      "t9"."currency",
      "t9"."charged_on",
      "t9"."charged_at",
      "t9"."settled_token",
      "t9"."remittance_id"
    FROM (
      SELECT
        *
      FROM "subject" AS "t2"
      WHERE
        "t2"."payer_name_token" IS NOT NULL
    ) AS "t9"
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM "policy_parties" AS "t6"
        WHERE
          "t9"."policy_id" = "t6"."policy_id"
          AND "t9"."payer_name_token" = "t6"."name_token"
          AND "t6"."valid_from" <= "t9"."charged_on"
          AND "t9"."charged_on" <= "t6"."valid_to"
      )
  ) AS "t10"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM "subject" AS "t2"
    WHERE
      "t2"."payer_name_token" IS NULL AND "t2"."payer_match" = 'different'
  ) AS "t8"
) AS "t12"
WHERE
  (
    NOT EXISTS(
      SELECT
        1
      FROM "payer_exceptions" AS "t3"
      WHERE
        "t12"."policy_id" = "t3"."policy_id"
        AND "t12"."payer_name_token" = "t3"."payer_name_token"
        AND "t3"."valid_from" <= "t12"."charged_on"
        AND "t12"."charged_on" <= "t3"."valid_to"
    )
    AND NOT EXISTS(
      SELECT
        1
      FROM "payer_exceptions" AS "t4"
      WHERE
        "t12"."policy_id" = "t4"."policy_id"
        AND "t12"."account_token" = "t4"."account_token"
        AND "t4"."valid_from" <= "t12"."charged_on"
        AND "t12"."charged_on" <= "t4"."valid_to"
    )
  )
  AND EXISTS(
    SELECT
      1
    FROM "policy_parties" AS "t5"
    WHERE
      "t12"."policy_id" = "t5"."policy_id"
      AND "t5"."valid_from" <= "t12"."charged_on"
      AND "t12"."charged_on" <= "t5"."valid_to"
  )
-- mode: unknown_whole
SELECT
  *
FROM (
  SELECT
    "t16"."charge_id" AS "record_id",
    'payer_not_told' AS "reason"
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
      FROM "charges" AS "t0"
      WHERE
        "t0"."payer_name_token" IS NULL
        AND (
          (
            "t0"."payer_match" IS NULL
          ) OR (
            "t0"."payer_match" = 'unknown'
          )
        )
    ) AS "t13"
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM "payer_exceptions" AS "t3"
        WHERE
          "t13"."policy_id" = "t3"."policy_id"
          AND "t13"."payer_name_token" = "t3"."payer_name_token"
          AND "t3"."valid_from" <= "t13"."charged_on"
          AND "t13"."charged_on" <= "t3"."valid_to"
      )
      AND NOT EXISTS(
        SELECT
          1
        FROM "payer_exceptions" AS "t4"
        WHERE
          "t13"."policy_id" = "t4"."policy_id"
          AND "t13"."account_token" = "t4"."account_token"
          AND "t4"."valid_from" <= "t13"."charged_on"
          AND "t13"."charged_on" <= "t4"."valid_to"
      )
  ) AS "t16"
) AS "t18"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t19"."record_id",
    'parties_not_told' AS "reason"
  FROM (
    SELECT
      "t17"."charge_id" AS "record_id"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t11"."charge_id",
          "t11"."policy_id",
          "t11"."instalment_id",
          "t11"."request_id",
          "t11"."instruction_id",
          "t11"."institution_id",
          "t11"."channel",
          "t11"."bank",
          "t11"."kind",
          "t11"."account_token",
          "t11"."payer_name_token",
          "t11"."payer_match",
          "t11"."terminal_id",
          "t11"."merchant_id",
          "t11"."operator_id",
          "t11"."seen_latitude_e6",
          "t11"."seen_longitude_e6",
          "t11"."premises",
          "t11"."amount_minor",
          "t11"."currency",
          "t11"."charged_on",
          "t11"."charged_at",
          "t11"."settled_token",
          "t11"."remittance_id"
        FROM (
          SELECT
            *
          FROM "charges" AS "t0"
          WHERE
            "t0"."payer_name_token" IS NOT NULL
        ) AS "t11"
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM "policy_parties" AS "t8"
            WHERE
              "t11"."policy_id" = "t8"."policy_id"
              AND "t11"."payer_name_token" = "t8"."name_token"
              AND "t8"."valid_from" <= "t11"."charged_on"
              AND "t11"."charged_on" <= "t8"."valid_to"
          )
      ) AS "t14"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM "charges" AS "t0"
        WHERE
          "t0"."payer_name_token" IS NULL AND "t0"."payer_match" = 'different'
      ) AS "t10"
    ) AS "t17"
    WHERE
      (
        NOT EXISTS(
          SELECT
            1
          FROM "payer_exceptions" AS "t5"
          WHERE
            "t17"."policy_id" = "t5"."policy_id"
            AND "t17"."payer_name_token" = "t5"."payer_name_token"
            AND "t5"."valid_from" <= "t17"."charged_on"
            AND "t17"."charged_on" <= "t5"."valid_to"
        )
        AND NOT EXISTS(
          SELECT
            1
          FROM "payer_exceptions" AS "t6"
          WHERE
            "t17"."policy_id" = "t6"."policy_id"
            AND "t17"."account_token" = "t6"."account_token"
            AND "t6"."valid_from" <= "t17"."charged_on"
            AND "t17"."charged_on" <= "t6"."valid_to"
        )
      )
      AND NOT EXISTS(
        SELECT
          1
        FROM "policy_parties" AS "t7"
        WHERE
          "t17"."policy_id" = "t7"."policy_id"
          AND "t7"."valid_from" <= "t17"."charged_on"
          AND "t17"."charged_on" <= "t7"."valid_to"
      )
  ) AS "t19"
) AS "t20"
-- mode: unknown_part
SELECT
  *
FROM (
  SELECT
    "t16"."charge_id" AS "record_id",
    'payer_not_told' AS "reason"
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
      FROM "subject" AS "t0"
      WHERE
        "t0"."payer_name_token" IS NULL
        AND (
          (
            "t0"."payer_match" IS NULL
          ) OR (
            "t0"."payer_match" = 'unknown'
          )
        )
    ) AS "t13"
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM "payer_exceptions" AS "t3"
        WHERE
          "t13"."policy_id" = "t3"."policy_id"
          AND "t13"."payer_name_token" = "t3"."payer_name_token"
          AND "t3"."valid_from" <= "t13"."charged_on"
          AND "t13"."charged_on" <= "t3"."valid_to"
      )
      AND NOT EXISTS(
        SELECT
          1
        FROM "payer_exceptions" AS "t4"
        WHERE
          "t13"."policy_id" = "t4"."policy_id"
          AND "t13"."account_token" = "t4"."account_token"
          AND "t4"."valid_from" <= "t13"."charged_on"
          AND "t13"."charged_on" <= "t4"."valid_to"
      )
  ) AS "t16"
) AS "t18"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t19"."record_id",
    'parties_not_told' AS "reason"
  FROM (
    SELECT
      "t17"."charge_id" AS "record_id"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t11"."charge_id",
          "t11"."policy_id",
          "t11"."instalment_id",
          "t11"."request_id",
          "t11"."instruction_id",
          "t11"."institution_id",
          "t11"."channel",
          "t11"."bank",
          "t11"."kind",
          "t11"."account_token",
          "t11"."payer_name_token",
          "t11"."payer_match",
          "t11"."terminal_id",
          "t11"."merchant_id",
          "t11"."operator_id",
          "t11"."seen_latitude_e6",
          "t11"."seen_longitude_e6",
          "t11"."premises",
          "t11"."amount_minor",
          "t11"."currency",
          "t11"."charged_on",
          "t11"."charged_at",
          "t11"."settled_token",
          "t11"."remittance_id"
        FROM (
          SELECT
            *
          FROM "subject" AS "t0"
          WHERE
            "t0"."payer_name_token" IS NOT NULL
        ) AS "t11"
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM "policy_parties" AS "t8"
            WHERE
              "t11"."policy_id" = "t8"."policy_id"
              AND "t11"."payer_name_token" = "t8"."name_token"
              AND "t8"."valid_from" <= "t11"."charged_on"
              AND "t11"."charged_on" <= "t8"."valid_to"
          )
      ) AS "t14"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM "subject" AS "t0"
        WHERE
          "t0"."payer_name_token" IS NULL AND "t0"."payer_match" = 'different'
      ) AS "t10"
    ) AS "t17"
    WHERE
      (
        NOT EXISTS(
          SELECT
            1
          FROM "payer_exceptions" AS "t5"
          WHERE
            "t17"."policy_id" = "t5"."policy_id"
            AND "t17"."payer_name_token" = "t5"."payer_name_token"
            AND "t5"."valid_from" <= "t17"."charged_on"
            AND "t17"."charged_on" <= "t5"."valid_to"
        )
        AND NOT EXISTS(
          SELECT
            1
          FROM "payer_exceptions" AS "t6"
          WHERE
            "t17"."policy_id" = "t6"."policy_id"
            AND "t17"."account_token" = "t6"."account_token"
            AND "t6"."valid_from" <= "t17"."charged_on"
            AND "t17"."charged_on" <= "t6"."valid_to"
        )
      )
      AND NOT EXISTS(
        SELECT
          1
        FROM "policy_parties" AS "t7"
        WHERE
          "t17"."policy_id" = "t7"."policy_id"
          AND "t7"."valid_from" <= "t17"."charged_on"
          AND "t17"."charged_on" <= "t7"."valid_to"
      )
  ) AS "t19"
) AS "t20"
-- mode: pending
SELECT
  "t12"."channel",
  "t12"."bank",
  "t12"."account_token",
  "t12"."payer_name_token",
  "t12"."payer_match",
  "t12"."operator_id",
  "t12"."charge_id" AS "record_id",
  "t12"."policy_id",
  "t12"."institution_id",
  "t12"."charged_on" AS "happened_on",
  "t12"."amount_minor",
  "t12"."currency"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t9"."charge_id",
      "t9"."policy_id",
      "t9"."instalment_id",
      "t9"."request_id",
      "t9"."instruction_id",
      "t9"."institution_id",
      "t9"."channel",
      "t9"."bank",
      "t9"."kind",
      "t9"."account_token",
      "t9"."payer_name_token",
      "t9"."payer_match",
      "t9"."terminal_id",
      "t9"."merchant_id",
      "t9"."operator_id",
      "t9"."seen_latitude_e6",
      "t9"."seen_longitude_e6",
      "t9"."premises",
      "t9"."amount_minor",
      "t9"."currency",
      "t9"."charged_on",
      "t9"."charged_at",
      "t9"."settled_token",
      "t9"."remittance_id"
    FROM (
      SELECT
        *
      FROM "subject" AS "t2"
      WHERE
        "t2"."payer_name_token" IS NOT NULL
    ) AS "t9"
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM "policy_parties" AS "t6"
        WHERE
          "t9"."policy_id" = "t6"."policy_id"
          AND "t9"."payer_name_token" = "t6"."name_token"
          AND "t6"."valid_from" <= "t9"."charged_on"
          AND "t9"."charged_on" <= "t6"."valid_to"
      )
  ) AS "t10"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM "subject" AS "t2"
    WHERE
      "t2"."payer_name_token" IS NULL AND "t2"."payer_match" = 'different'
  ) AS "t8"
) AS "t12"
WHERE
  (
    NOT EXISTS(
      SELECT
        1
      FROM "payer_exceptions" AS "t3"
      WHERE
        "t12"."policy_id" = "t3"."policy_id"
        AND "t12"."payer_name_token" = "t3"."payer_name_token"
        AND "t3"."valid_from" <= "t12"."charged_on"
        AND "t12"."charged_on" <= "t3"."valid_to"
    )
    AND NOT EXISTS(
      SELECT
        1
      FROM "payer_exceptions" AS "t4"
      WHERE
        "t12"."policy_id" = "t4"."policy_id"
        AND "t12"."account_token" = "t4"."account_token"
        AND "t4"."valid_from" <= "t12"."charged_on"
        AND "t12"."charged_on" <= "t4"."valid_to"
    )
  )
  AND EXISTS(
    SELECT
      1
    FROM "policy_parties" AS "t5"
    WHERE
      "t12"."policy_id" = "t5"."policy_id"
      AND "t5"."valid_from" <= "t12"."charged_on"
      AND "t12"."charged_on" <= "t5"."valid_to"
  )
-- mode: unknown_pending
SELECT
  *
FROM (
  SELECT
    "t16"."charge_id" AS "record_id",
    'payer_not_told' AS "reason"
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
      FROM "subject" AS "t0"
      WHERE
        "t0"."payer_name_token" IS NULL
        AND (
          (
            "t0"."payer_match" IS NULL
          ) OR (
            "t0"."payer_match" = 'unknown'
          )
        )
    ) AS "t13"
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM "payer_exceptions" AS "t3"
        WHERE
          "t13"."policy_id" = "t3"."policy_id"
          AND "t13"."payer_name_token" = "t3"."payer_name_token"
          AND "t3"."valid_from" <= "t13"."charged_on"
          AND "t13"."charged_on" <= "t3"."valid_to"
      )
      AND NOT EXISTS(
        SELECT
          1
        FROM "payer_exceptions" AS "t4"
        WHERE
          "t13"."policy_id" = "t4"."policy_id"
          AND "t13"."account_token" = "t4"."account_token"
          AND "t4"."valid_from" <= "t13"."charged_on"
          AND "t13"."charged_on" <= "t4"."valid_to"
      )
  ) AS "t16"
) AS "t18"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t19"."record_id",
    'parties_not_told' AS "reason"
  FROM (
    SELECT
      "t17"."charge_id" AS "record_id"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t11"."charge_id",
          "t11"."policy_id",
          "t11"."instalment_id",
          "t11"."request_id",
          "t11"."instruction_id",
          "t11"."institution_id",
          "t11"."channel",
          "t11"."bank",
          "t11"."kind",
          "t11"."account_token",
          "t11"."payer_name_token",
          "t11"."payer_match",
          "t11"."terminal_id",
          "t11"."merchant_id",
          "t11"."operator_id",
          "t11"."seen_latitude_e6",
          "t11"."seen_longitude_e6",
          "t11"."premises",
          "t11"."amount_minor",
          "t11"."currency",
          "t11"."charged_on",
          "t11"."charged_at",
          "t11"."settled_token",
          "t11"."remittance_id"
        FROM (
          SELECT
            *
          FROM "subject" AS "t0"
          WHERE
            "t0"."payer_name_token" IS NOT NULL
        ) AS "t11"
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM "policy_parties" AS "t8"
            WHERE
              "t11"."policy_id" = "t8"."policy_id"
              AND "t11"."payer_name_token" = "t8"."name_token"
              AND "t8"."valid_from" <= "t11"."charged_on"
              AND "t11"."charged_on" <= "t8"."valid_to"
          )
      ) AS "t14"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM "subject" AS "t0"
        WHERE
          "t0"."payer_name_token" IS NULL AND "t0"."payer_match" = 'different'
      ) AS "t10"
    ) AS "t17"
    WHERE
      (
        NOT EXISTS(
          SELECT
            1
          FROM "payer_exceptions" AS "t5"
          WHERE
            "t17"."policy_id" = "t5"."policy_id"
            AND "t17"."payer_name_token" = "t5"."payer_name_token"
            AND "t5"."valid_from" <= "t17"."charged_on"
            AND "t17"."charged_on" <= "t5"."valid_to"
        )
        AND NOT EXISTS(
          SELECT
            1
          FROM "payer_exceptions" AS "t6"
          WHERE
            "t17"."policy_id" = "t6"."policy_id"
            AND "t17"."account_token" = "t6"."account_token"
            AND "t6"."valid_from" <= "t17"."charged_on"
            AND "t17"."charged_on" <= "t6"."valid_to"
        )
      )
      AND NOT EXISTS(
        SELECT
          1
        FROM "policy_parties" AS "t7"
        WHERE
          "t17"."policy_id" = "t7"."policy_id"
          AND "t7"."valid_from" <= "t17"."charged_on"
          AND "t17"."charged_on" <= "t7"."valid_to"
      )
  ) AS "t19"
) AS "t20"
-- mode: near
SELECT
  "t2"."charge_id" AS "record_id",
  "t4"."near_party_id" AS "candidate_id",
  "t4"."near_role" AS "role",
  "t4"."near_valid_from" AS "valid_from",
  "t4"."near_valid_to" AS "valid_to",
  CASE WHEN "t2"."payer_name_token" = "t4"."near_name_token" THEN 1 ELSE 0 END AS "met_same_name",
  CASE WHEN "t4"."near_valid_from" <= "t2"."charged_on" THEN 1 ELSE 0 END AS "met_started",
  CASE WHEN "t2"."charged_on" <= "t4"."near_valid_to" THEN 1 ELSE 0 END AS "met_not_ended"
FROM "subject" AS "t2"
INNER JOIN (
  SELECT
    "t1"."party_id" AS "near_party_id",
    "t1"."policy_id" AS "near_policy_id",
    "t1"."customer_id" AS "near_customer_id",
    "t1"."role" AS "near_role",
    "t1"."name_token" AS "near_name_token",
    "t1"."valid_from" AS "near_valid_from",
    "t1"."valid_to" AS "near_valid_to"
  FROM "policy_parties" AS "t1"
) AS "t4"
  ON "t2"."policy_id" = "t4"."near_policy_id"
