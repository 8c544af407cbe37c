-- RFD-04 refund_unchecked 1.0.0
-- mode: whole
SELECT
  "t10"."policy_id",
  "t10"."institution_id",
  "t10"."currency",
  "t10"."kind",
  "t10"."refund_id" AS "record_id",
  "t10"."paid_on" AS "happened_on",
  "t10"."sum_minor" AS "amount_minor",
  "t10"."limit" AS "limit_minor",
  "t10"."limit_ground" AS "ground",
  CASE
    WHEN NOT (
      COALESCE("t10"."verified", TRUE)
    )
    AND NOT (
      COALESCE("t10"."reason_recorded", TRUE)
    )
    THEN 'unverified_unexplained'
    WHEN NOT (
      COALESCE("t10"."verified", TRUE)
    )
    THEN 'unverified'
    ELSE 'unexplained'
  END AS "missing"
FROM (
  SELECT
    "t9"."refund_id",
    "t9"."policy_id",
    "t9"."charge_id",
    "t9"."institution_id",
    "t9"."kind",
    "t9"."requested_on",
    "t9"."due_minor",
    "t9"."paid_minor",
    "t9"."paid_on",
    "t9"."currency",
    "t9"."account_token",
    "t9"."verified",
    "t9"."reason_recorded",
    "t9"."senior_approved_by",
    "t9"."collected_by",
    "t9"."as_of",
    "t9"."sum_minor",
    "t7"."legal_value",
    "t7"."house_value",
    "t7"."limit",
    "t7"."limit_ground"
  FROM (
    SELECT
      "t6"."refund_id",
      "t6"."policy_id",
      "t6"."charge_id",
      "t6"."institution_id",
      "t6"."kind",
      "t6"."requested_on",
      "t6"."due_minor",
      "t6"."paid_minor",
      "t6"."paid_on",
      "t6"."currency",
      "t6"."account_token",
      "t6"."verified",
      "t6"."reason_recorded",
      "t6"."senior_approved_by",
      "t6"."collected_by",
      "t6"."as_of",
      COALESCE("t6"."paid_minor", "t6"."due_minor") AS "sum_minor"
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
        "t4"."as_of"
      FROM "refunds" AS "t3"
      CROSS JOIN "run_day" AS "t4"
    ) AS "t6"
    WHERE
      "t6"."paid_on" <= "t6"."as_of"
      AND "t6"."kind" IN ('surrender', 'cooling_off', 'service_change')
  ) AS "t9"
  INNER JOIN (
    SELECT
      "t0"."legal_value",
      "t0"."house_value",
      "t0"."value" AS "limit",
      "t0"."ground" AS "limit_ground",
      "t0"."valid_from" AS "law_from",
      "t0"."valid_to" AS "law_to"
    FROM "law_values" AS "t0"
    WHERE
      "t0"."name" = 'refund_check_minor'
  ) AS "t7"
    ON "t7"."law_from" <= "t9"."paid_on" AND "t9"."paid_on" <= "t7"."law_to"
) AS "t10"
WHERE
  "t10"."sum_minor" >= "t10"."limit"
  AND (
    NOT (
      COALESCE("t10"."verified", TRUE)
    )
    OR NOT (
      COALESCE("t10"."reason_recorded", TRUE)
    )
  )
-- mode: part
SELECT
  "t10"."policy_id",
  "t10"."institution_id",
  "t10"."currency",
  "t10"."kind",
  "t10"."refund_id" AS "record_id",
  "t10"."paid_on" AS "happened_on",
  "t10"."sum_minor" AS "amount_minor",
  "t10"."limit" AS "limit_minor",
  "t10"."limit_ground" AS "ground",
  CASE
    WHEN NOT (
      COALESCE("t10"."verified", TRUE)
    )
    AND NOT (
      COALESCE("t10"."reason_recorded", TRUE)
    )
    THEN 'unverified_unexplained'
    WHEN NOT (
      COALESCE("t10"."verified", TRUE)
    )
    THEN 'unverified'
    ELSE 'unexplained'
  END AS "missing"
FROM (
  SELECT
    "t9"."refund_id",
    "t9"."policy_id",
    "t9"."charge_id",
    "t9"."institution_id",
    "t9"."kind",
    "t9"."requested_on",
    "t9"."due_minor",
    "t9"."paid_minor",
    "t9"."paid_on",
    "t9"."currency",
    "t9"."account_token",
    "t9"."verified",
    "t9"."reason_recorded",
    "t9"."senior_approved_by",
    "t9"."collected_by",
    "t9"."as_of",
    "t9"."sum_minor",
    "t7"."legal_value",
    "t7"."house_value",
    "t7"."limit",
    "t7"."limit_ground"
  FROM (
    SELECT
      "t6"."refund_id",
      "t6"."policy_id",
      "t6"."charge_id",
      "t6"."institution_id",
      "t6"."kind",
      "t6"."requested_on",
      "t6"."due_minor",
      "t6"."paid_minor",
      "t6"."paid_on",
      "t6"."currency",
      "t6"."account_token",
      "t6"."verified",
      "t6"."reason_recorded",
      "t6"."senior_approved_by",
      "t6"."collected_by",
      "t6"."as_of",
      COALESCE("t6"."paid_minor", "t6"."due_minor") AS "sum_minor"
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
        "t4"."as_of"
      FROM "subject" AS "t3"
      CROSS JOIN "run_day" AS "t4"
    ) AS "t6"
    WHERE
      "t6"."paid_on" <= "t6"."as_of"
      AND "t6"."kind" IN ('surrender', 'cooling_off', 'service_change')
  ) AS "t9"
  INNER JOIN (
    SELECT
      "t0"."legal_value",
      "t0"."house_value",
      "t0"."value" AS "limit",
      "t0"."ground" AS "limit_ground",
      "t0"."valid_from" AS "law_from",
      "t0"."valid_to" AS "law_to"
    FROM "law_values" AS "t0"
    WHERE
      "t0"."name" = 'refund_check_minor'
  ) AS "t7"
    ON "t7"."law_from" <= "t9"."paid_on" AND "t9"."paid_on" <= "t7"."law_to"
) AS "t10"
WHERE
  "t10"."sum_minor" >= "t10"."limit"
  AND (
    NOT (
      COALESCE("t10"."verified", TRUE)
    )
    OR NOT (
      COALESCE("t10"."reason_recorded", TRUE)
    )
  )
-- mode: unknown_whole
SELECT
  "t10"."refund_id" AS "record_id",
  'check_not_recorded' AS "reason"
FROM (
  SELECT
    "t9"."refund_id",
    "t9"."policy_id",
    "t9"."charge_id",
    "t9"."institution_id",
    "t9"."kind",
    "t9"."requested_on",
    "t9"."due_minor",
    "t9"."paid_minor",
    "t9"."paid_on",
    "t9"."currency",
    "t9"."account_token",
    "t9"."verified",
    "t9"."reason_recorded",
    "t9"."senior_approved_by",
    "t9"."collected_by",
    "t9"."as_of",
    "t9"."sum_minor",
    "t7"."legal_value",
    "t7"."house_value",
    "t7"."limit",
    "t7"."limit_ground"
  FROM (
    SELECT
      "t6"."refund_id",
      "t6"."policy_id",
      "t6"."charge_id",
      "t6"."institution_id",
      "t6"."kind",
      "t6"."requested_on",
      "t6"."due_minor",
      "t6"."paid_minor",
      "t6"."paid_on",
      "t6"."currency",
      "t6"."account_token",
      "t6"."verified",
      "t6"."reason_recorded",
      "t6"."senior_approved_by",
      "t6"."collected_by",
      "t6"."as_of",
      COALESCE("t6"."paid_minor", "t6"."due_minor") AS "sum_minor"
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
        "t4"."as_of"
      FROM "refunds" AS "t3"
      CROSS JOIN "run_day" AS "t4"
    ) AS "t6"
    WHERE
      "t6"."paid_on" <= "t6"."as_of"
      AND "t6"."kind" IN ('surrender', 'cooling_off', 'service_change')
  ) AS "t9"
  INNER JOIN (
    SELECT
      "t0"."legal_value",
      "t0"."house_value",
      "t0"."value" AS "limit",
      "t0"."ground" AS "limit_ground",
      "t0"."valid_from" AS "law_from",
      "t0"."valid_to" AS "law_to"
    FROM "law_values" AS "t0"
    WHERE
      "t0"."name" = 'refund_check_minor'
  ) AS "t7"
    ON "t7"."law_from" <= "t9"."paid_on" AND "t9"."paid_on" <= "t7"."law_to"
) AS "t10"
WHERE
  "t10"."sum_minor" >= "t10"."limit"
  AND COALESCE("t10"."verified", TRUE)
  AND COALESCE("t10"."reason_recorded", TRUE)
  AND (
    (
      "t10"."verified" IS NULL
    ) OR (
      "t10"."reason_recorded" IS NULL
    )
  )
-- mode: unknown_part
SELECT
  "t10"."refund_id" AS "record_id",
  'check_not_recorded' AS "reason"
FROM (
  SELECT
    "t9"."refund_id",
    "t9"."policy_id",
    "t9"."charge_id",
    "t9"."institution_id",
    "t9"."kind",
    "t9"."requested_on",
    "t9"."due_minor",
    "t9"."paid_minor",
    "t9"."paid_on",
    "t9"."currency",
    "t9"."account_token",
    "t9"."verified",
    "t9"."reason_recorded",
    "t9"."senior_approved_by",
    "t9"."collected_by",
    "t9"."as_of",
    "t9"."sum_minor",
    "t7"."legal_value",
    "t7"."house_value",
    "t7"."limit",
    "t7"."limit_ground"
  FROM (
    SELECT
      "t6"."refund_id",
      "t6"."policy_id",
      "t6"."charge_id",
      "t6"."institution_id",
      "t6"."kind",
      "t6"."requested_on",
      "t6"."due_minor",
      "t6"."paid_minor",
      "t6"."paid_on",
      "t6"."currency",
      "t6"."account_token",
      "t6"."verified",
      "t6"."reason_recorded",
      "t6"."senior_approved_by",
      "t6"."collected_by",
      "t6"."as_of",
      COALESCE("t6"."paid_minor", "t6"."due_minor") AS "sum_minor"
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
        "t4"."as_of"
      FROM "subject" AS "t3"
      CROSS JOIN "run_day" AS "t4"
    ) AS "t6"
    WHERE
      "t6"."paid_on" <= "t6"."as_of"
      AND "t6"."kind" IN ('surrender', 'cooling_off', 'service_change')
  ) AS "t9"
  INNER JOIN (
    SELECT
      "t0"."legal_value",
      "t0"."house_value",
      "t0"."value" AS "limit",
      "t0"."ground" AS "limit_ground",
      "t0"."valid_from" AS "law_from",
      "t0"."valid_to" AS "law_to"
    FROM "law_values" AS "t0"
    WHERE
      "t0"."name" = 'refund_check_minor'
  ) AS "t7"
    ON "t7"."law_from" <= "t9"."paid_on" AND "t9"."paid_on" <= "t7"."law_to"
) AS "t10"
WHERE
  "t10"."sum_minor" >= "t10"."limit"
  AND COALESCE("t10"."verified", TRUE)
  AND COALESCE("t10"."reason_recorded", TRUE)
  AND (
    (
      "t10"."verified" IS NULL
    ) OR (
      "t10"."reason_recorded" IS NULL
    )
  )
