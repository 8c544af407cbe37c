-- RFD-05 collection_untold 1.0.0
-- mode: whole
SELECT
  "t18"."policy_id",
  "t18"."institution_id",
  "t18"."currency",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t18"."told_on" <= "t18"."as_of"
        THEN "t18"."told_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t18"."as_of"
    ) > "t18"."due_rolled_on"
    THEN "t18"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t18"."kind",
  "t18"."paid_on",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t18"."told_on" <= "t18"."as_of"
        THEN "t18"."told_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t18"."as_of"
    ) > "t18"."due_rolled_on"
    THEN "t18"."due_rolled_on"
    ELSE "t18"."house_due_on"
  END AS "limit_on",
  CASE
    WHEN "t18"."told_on" <= "t18"."as_of"
    THEN "t18"."told_on"
    ELSE CAST(NULL AS DATE)
  END AS "done_on",
  "t18"."refund_id" AS "record_id",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t18"."told_on" <= "t18"."as_of"
        THEN "t18"."told_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t18"."as_of"
    ) > "t18"."due_rolled_on"
    THEN "t18"."due_rolled_on"
    ELSE "t18"."house_due_on"
  END AS "happened_on",
  "t18"."sum_minor" AS "amount_minor",
  "t18"."limit" AS "limit_minor"
FROM (
  SELECT
    "t17"."refund_id",
    "t17"."policy_id",
    "t17"."charge_id",
    "t17"."institution_id",
    "t17"."kind",
    "t17"."requested_on",
    "t17"."due_minor",
    "t17"."paid_minor",
    "t17"."paid_on",
    "t17"."currency",
    "t17"."account_token",
    "t17"."verified",
    "t17"."reason_recorded",
    "t17"."senior_approved_by",
    "t17"."collected_by",
    "t17"."sum_minor",
    "t17"."legal_value",
    "t17"."house_value",
    "t17"."limit",
    "t17"."limit_ground",
    "t14"."told_on",
    "t7"."due_strict_on",
    "t7"."due_rolled_on",
    "t7"."house_due_on",
    "t7"."due_ground",
    "t5"."as_of"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t11"."refund_id",
        "t11"."policy_id",
        "t11"."charge_id",
        "t11"."institution_id",
        "t11"."kind",
        "t11"."requested_on",
        "t11"."due_minor",
        "t11"."paid_minor",
        "t11"."paid_on",
        "t11"."currency",
        "t11"."account_token",
        "t11"."verified",
        "t11"."reason_recorded",
        "t11"."senior_approved_by",
        "t11"."collected_by",
        "t11"."sum_minor",
        "t12"."legal_value",
        "t12"."house_value",
        "t12"."limit",
        "t12"."limit_ground"
      FROM (
        SELECT
          "t3"."refund_id",
          "t3"."policy_id",
          "t3"."charge_id",
          "t3"."institution_id",
          "t3"."kind",
          "t3"."requested_on",
          "t3"."due_minor",
          "t3"."paid_minor",
          "t3"."paid_on",
          "t3"."currency",
          "t3"."account_token",
          "t3"."verified",
          "t3"."reason_recorded",
          "t3"."senior_approved_by",
          "t3"."collected_by",
          COALESCE("t3"."paid_minor", "t3"."due_minor") AS "sum_minor"
        FROM "refunds" AS "t3"
        WHERE
          "t3"."paid_on" IS NOT NULL
      ) AS "t11"
      INNER JOIN (
        SELECT
          "t4"."legal_value",
          "t4"."house_value",
          "t4"."value" AS "limit",
          "t4"."ground" AS "limit_ground",
          "t4"."valid_from" AS "law_from",
          "t4"."valid_to" AS "law_to"
        FROM "law_values" AS "t4"
        WHERE
          "t4"."name" = 'collection_result_minor'
      ) AS "t12"
        ON "t12"."law_from" <= "t11"."paid_on" AND "t11"."paid_on" <= "t12"."law_to"
    ) AS "t15"
    WHERE
      "t15"."sum_minor" > "t15"."limit" AND "t15"."collected_by" = 'proxy'
  ) AS "t17"
  LEFT OUTER JOIN (
    SELECT
      "t8"."refund_id" AS "first_of",
      MIN("t8"."sent_on") AS "told_on"
    FROM (
      SELECT
        *
      FROM "notices" AS "t2"
      WHERE
        "t2"."kind" = 'collection_result'
        AND "t2"."delivered"
        AND "t2"."refund_id" IS NOT NULL
    ) AS "t8"
    GROUP BY
      1
  ) AS "t14"
    ON "t17"."refund_id" = "t14"."first_of"
  INNER JOIN (
    SELECT
      "t1"."due_strict_on",
      "t1"."due_rolled_on",
      "t1"."house_due_on",
      "t1"."rule" AS "due_rule",
      "t1"."ground" AS "due_ground",
      "t1"."from_on" AS "due_from_on"
    FROM "law_due" AS "t1"
  ) AS "t7"
    ON "t7"."due_rule" = 'collection_result_notice'
    AND "t17"."paid_on" = "t7"."due_from_on"
  CROSS JOIN "run_day" AS "t5"
) AS "t18"
WHERE
  (
    COALESCE(
      CASE
        WHEN "t18"."told_on" <= "t18"."as_of"
        THEN "t18"."told_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t18"."as_of"
    ) > "t18"."due_rolled_on"
  )
  OR (
    COALESCE(
      CASE
        WHEN "t18"."told_on" <= "t18"."as_of"
        THEN "t18"."told_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t18"."as_of"
    ) > "t18"."house_due_on"
  )
-- mode: part
SELECT
  "t22"."policy_id",
  "t22"."institution_id",
  "t22"."currency",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t22"."told_on" <= "t22"."as_of"
        THEN "t22"."told_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t22"."as_of"
    ) > "t22"."due_rolled_on"
    THEN "t22"."due_ground"
    ELSE 'house'
  END AS "ground",
  "t22"."kind",
  "t22"."paid_on",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t22"."told_on" <= "t22"."as_of"
        THEN "t22"."told_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t22"."as_of"
    ) > "t22"."due_rolled_on"
    THEN "t22"."due_rolled_on"
    ELSE "t22"."house_due_on"
  END AS "limit_on",
  CASE
    WHEN "t22"."told_on" <= "t22"."as_of"
    THEN "t22"."told_on"
    ELSE CAST(NULL AS DATE)
  END AS "done_on",
  "t22"."refund_id" AS "record_id",
  CASE
    WHEN COALESCE(
      CASE
        WHEN "t22"."told_on" <= "t22"."as_of"
        THEN "t22"."told_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t22"."as_of"
    ) > "t22"."due_rolled_on"
    THEN "t22"."due_rolled_on"
    ELSE "t22"."house_due_on"
  END AS "happened_on",
  "t22"."sum_minor" AS "amount_minor",
  "t22"."limit" AS "limit_minor"
FROM (
  SELECT
    "t20"."refund_id",
    "t20"."policy_id",
    "t20"."charge_id",
    "t20"."institution_id",
    "t20"."kind",
    "t20"."requested_on",
    "t20"."due_minor",
    "t20"."paid_minor",
    "t20"."paid_on",
    "t20"."currency",
    "t20"."account_token",
    "t20"."verified",
    "t20"."reason_recorded",
    "t20"."senior_approved_by",
    "t20"."collected_by",
    "t20"."sum_minor",
    "t20"."legal_value",
    "t20"."house_value",
    "t20"."limit",
    "t20"."limit_ground",
    "t21"."told_on",
    "t8"."due_strict_on",
    "t8"."due_rolled_on",
    "t8"."house_due_on",
    "t8"."due_ground",
    "t5"."as_of"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t13"."refund_id",
        "t13"."policy_id",
        "t13"."charge_id",
        "t13"."institution_id",
        "t13"."kind",
        "t13"."requested_on",
        "t13"."due_minor",
        "t13"."paid_minor",
        "t13"."paid_on",
        "t13"."currency",
        "t13"."account_token",
        "t13"."verified",
        "t13"."reason_recorded",
        "t13"."senior_approved_by",
        "t13"."collected_by",
        "t13"."sum_minor",
        "t14"."legal_value",
        "t14"."house_value",
        "t14"."limit",
        "t14"."limit_ground"
      FROM (
        SELECT
          "t2"."refund_id",
          "t2"."policy_id",
          "t2"."charge_id",
          "t2"."institution_id",
          "t2"."kind",
          "t2"."requested_on",
          "t2"."due_minor",
          "t2"."paid_minor",
          "t2"."paid_on",
          "t2"."currency",
          "t2"."account_token",
          "t2"."verified",
          "t2"."reason_recorded",
          "t2"."senior_approved_by",
          "t2"."collected_by",
          COALESCE("t2"."paid_minor", "t2"."due_minor") AS "sum_minor"
        FROM "subject" AS "t2"
        WHERE
          "t2"."paid_on" IS NOT NULL
      ) AS "t13"
      INNER JOIN (
        SELECT
          "t3"."legal_value",
          "t3"."house_value",
          "t3"."value" AS "limit",
          "t3"."ground" AS "limit_ground",
          "t3"."valid_from" AS "law_from",
          "t3"."valid_to" AS "law_to"
        FROM "law_values" AS "t3"
        WHERE
          "t3"."name" = 'collection_result_minor'
      ) AS "t14"
        ON "t14"."law_from" <= "t13"."paid_on" AND "t13"."paid_on" <= "t14"."law_to"
    ) AS "t16"
    WHERE
      "t16"."sum_minor" > "t16"."limit" AND "t16"."collected_by" = 'proxy'
  ) AS "t20"
  LEFT OUTER JOIN (
    SELECT
      "t17"."refund_id" AS "first_of",
      MIN("t17"."sent_on") AS "told_on"
    FROM (
      SELECT
        "t15"."notice_id",
        "t15"."policy_id",
        "t15"."kind",
        "t15"."instalment_id",
        "t15"."charge_id",
        "t15"."refund_id",
        "t15"."channel",
        "t15"."sent_on",
        "t15"."sent_at",
        "t15"."delivered"
      FROM (
        SELECT
          *
        FROM "notices" AS "t4"
        WHERE
          "t4"."kind" = 'collection_result'
          AND "t4"."delivered"
          AND "t4"."refund_id" IS NOT NULL
      ) AS "t15"
      INNER JOIN (
        SELECT DISTINCT
          "t2"."refund_id" AS "wanted"
        FROM "subject" AS "t2"
      ) AS "t9"
        ON "t15"."refund_id" = "t9"."wanted"
    ) AS "t17"
    GROUP BY
      1
  ) AS "t21"
    ON "t20"."refund_id" = "t21"."first_of"
  INNER JOIN (
    SELECT
      "t1"."due_strict_on",
      "t1"."due_rolled_on",
      "t1"."house_due_on",
      "t1"."rule" AS "due_rule",
      "t1"."ground" AS "due_ground",
      "t1"."from_on" AS "due_from_on"
    FROM "law_due" AS "t1"
  ) AS "t8"
    ON "t8"."due_rule" = 'collection_result_notice'
    AND "t20"."paid_on" = "t8"."due_from_on"
  CROSS JOIN "run_day" AS "t5"
) AS "t22"
WHERE
  (
    COALESCE(
      CASE
        WHEN "t22"."told_on" <= "t22"."as_of"
        THEN "t22"."told_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t22"."as_of"
    ) > "t22"."due_rolled_on"
  )
  OR (
    COALESCE(
      CASE
        WHEN "t22"."told_on" <= "t22"."as_of"
        THEN "t22"."told_on"
        ELSE CAST(NULL AS DATE)
      END,
      "t22"."as_of"
    ) > "t22"."house_due_on"
  )
-- mode: unknown_whole
SELECT
  "t11"."refund_id" AS "record_id",
  'collector_missing' AS "reason"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t7"."refund_id",
      "t7"."policy_id",
      "t7"."charge_id",
      "t7"."institution_id",
      "t7"."kind",
      "t7"."requested_on",
      "t7"."due_minor",
      "t7"."paid_minor",
      "t7"."paid_on",
      "t7"."currency",
      "t7"."account_token",
      "t7"."verified",
      "t7"."reason_recorded",
      "t7"."senior_approved_by",
      "t7"."collected_by",
      "t7"."sum_minor",
      "t8"."legal_value",
      "t8"."house_value",
      "t8"."limit",
      "t8"."limit_ground"
    FROM (
      SELECT
        "t1"."refund_id",
        "t1"."policy_id",
        "t1"."charge_id",
        "t1"."institution_id",
        "t1"."kind",
        "t1"."requested_on",
        "t1"."due_minor",
        "t1"."paid_minor",
        "t1"."paid_on",
        "t1"."currency",
        "t1"."account_token",
        "t1"."verified",
        "t1"."reason_recorded",
        "t1"."senior_approved_by",
        "t1"."collected_by",
        COALESCE("t1"."paid_minor", "t1"."due_minor") AS "sum_minor"
      FROM "refunds" AS "t1"
      WHERE
        "t1"."paid_on" IS NOT NULL
    ) AS "t7"
    INNER JOIN (
      SELECT
        "t2"."legal_value",
        "t2"."house_value",
        "t2"."value" AS "limit",
        "t2"."ground" AS "limit_ground",
        "t2"."valid_from" AS "law_from",
        "t2"."valid_to" AS "law_to"
      FROM "law_values" AS "t2"
      WHERE
        "t2"."name" = 'collection_result_minor'
    ) AS "t8"
      ON "t8"."law_from" <= "t7"."paid_on" AND "t7"."paid_on" <= "t8"."law_to"
  ) AS "t9"
  WHERE
    "t9"."sum_minor" > "t9"."limit" AND "t9"."collected_by" IS NULL
) AS "t11"
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM (
      SELECT
        *
      FROM "notices" AS "t0"
      WHERE
        "t0"."kind" = 'collection_result' AND "t0"."delivered"
    ) AS "t6"
    WHERE
      "t11"."refund_id" = "t6"."refund_id"
  )
-- mode: unknown_part
SELECT
  "t11"."refund_id" AS "record_id",
  'collector_missing' AS "reason"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t7"."refund_id",
      "t7"."policy_id",
      "t7"."charge_id",
      "t7"."institution_id",
      "t7"."kind",
      "t7"."requested_on",
      "t7"."due_minor",
      "t7"."paid_minor",
      "t7"."paid_on",
      "t7"."currency",
      "t7"."account_token",
      "t7"."verified",
      "t7"."reason_recorded",
      "t7"."senior_approved_by",
      "t7"."collected_by",
      "t7"."sum_minor",
      "t8"."legal_value",
      "t8"."house_value",
      "t8"."limit",
      "t8"."limit_ground"
    FROM (
      SELECT
        "t1"."refund_id",
        "t1"."policy_id",
        "t1"."charge_id",
        "t1"."institution_id",
        "t1"."kind",
        "t1"."requested_on",
        "t1"."due_minor",
        "t1"."paid_minor",
        "t1"."paid_on",
        "t1"."currency",
        "t1"."account_token",
        "t1"."verified",
        "t1"."reason_recorded",
        "t1"."senior_approved_by",
        "t1"."collected_by",
        COALESCE("t1"."paid_minor", "t1"."due_minor") AS "sum_minor"
      FROM "subject" AS "t1"
      WHERE
        "t1"."paid_on" IS NOT NULL
    ) AS "t7"
    INNER JOIN (
      SELECT
        "t2"."legal_value",
        "t2"."house_value",
        "t2"."value" AS "limit",
        "t2"."ground" AS "limit_ground",
        "t2"."valid_from" AS "law_from",
        "t2"."valid_to" AS "law_to"
      FROM "law_values" AS "t2"
      WHERE
        "t2"."name" = 'collection_result_minor'
    ) AS "t8"
      ON "t8"."law_from" <= "t7"."paid_on" AND "t7"."paid_on" <= "t8"."law_to"
  ) AS "t9"
  WHERE
    "t9"."sum_minor" > "t9"."limit" AND "t9"."collected_by" IS NULL
) AS "t11"
WHERE
  NOT EXISTS(
    SELECT
      1
    FROM (
      SELECT
        *
      FROM "notices" AS "t0"
      WHERE
        "t0"."kind" = 'collection_result' AND "t0"."delivered"
    ) AS "t6"
    WHERE
      "t11"."refund_id" = "t6"."refund_id"
  )
