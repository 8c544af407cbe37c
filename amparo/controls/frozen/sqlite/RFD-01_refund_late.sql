-- RFD-01 refund_late 1.0.0
-- mode: whole
WITH t7 AS (
  SELECT
    "t0"."refund_id",
    "t0"."policy_id",
    "t0"."charge_id",
    "t0"."institution_id",
    "t0"."kind",
    "t0"."requested_on",
    "t0"."due_minor",
    "t0"."paid_minor",
    "t0"."paid_on",
    "t0"."currency",
    "t0"."account_token",
    "t0"."verified",
    "t0"."reason_recorded",
    "t0"."senior_approved_by",
    "t0"."collected_by",
    'refund_' || "t0"."kind" AS "rule"
  FROM "refunds" AS "t0"
  WHERE
    "t0"."due_minor" > 0
), t6 AS (
  SELECT
    "t2"."due_strict_on",
    "t2"."due_rolled_on",
    "t2"."house_due_on",
    "t2"."rule" AS "due_rule",
    "t2"."ground" AS "due_ground",
    "t2"."from_on" AS "due_from_on"
  FROM "law_due" AS "t2"
), t8 AS (
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
    "t7"."rule",
    "t6"."due_strict_on",
    "t6"."due_rolled_on",
    "t6"."house_due_on",
    "t6"."due_ground",
    "t3"."as_of"
  FROM t7 AS t7
  INNER JOIN t6 AS t6
    ON "t6"."due_rule" = "t7"."rule" AND "t7"."requested_on" = "t6"."due_from_on"
  CROSS JOIN "run_day" AS "t3"
)
SELECT
  "t8"."policy_id",
  "t8"."institution_id",
  "t8"."currency",
  IIF(
    COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."due_rolled_on",
    "t8"."due_ground",
    'house'
  ) AS "ground",
  "t8"."kind",
  "t8"."charge_id",
  "t8"."requested_on",
  IIF(
    COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."due_rolled_on",
    "t8"."due_rolled_on",
    "t8"."house_due_on"
  ) AS "limit_on",
  IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)) AS "done_on",
  CAST(JULIANDAY(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL))) - JULIANDAY(
    IIF(
      COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."due_rolled_on",
      "t8"."due_rolled_on",
      "t8"."house_due_on"
    )
  ) AS INTEGER) AS "days_late",
  "t8"."refund_id" AS "record_id",
  IIF(
    COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."due_rolled_on",
    "t8"."due_rolled_on",
    "t8"."house_due_on"
  ) AS "happened_on",
  "t8"."due_minor" AS "amount_minor"
FROM t8 AS t8
WHERE
  (
    COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."due_rolled_on"
  )
  OR (
    COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."house_due_on"
  )
-- mode: part
WITH t7 AS (
  SELECT
    "t0"."refund_id",
    "t0"."policy_id",
    "t0"."charge_id",
    "t0"."institution_id",
    "t0"."kind",
    "t0"."requested_on",
    "t0"."due_minor",
    "t0"."paid_minor",
    "t0"."paid_on",
    "t0"."currency",
    "t0"."account_token",
    "t0"."verified",
    "t0"."reason_recorded",
    "t0"."senior_approved_by",
    "t0"."collected_by",
    'refund_' || "t0"."kind" AS "rule"
  FROM "subject" AS "t0"
  WHERE
    "t0"."due_minor" > 0
), t6 AS (
  SELECT
    "t2"."due_strict_on",
    "t2"."due_rolled_on",
    "t2"."house_due_on",
    "t2"."rule" AS "due_rule",
    "t2"."ground" AS "due_ground",
    "t2"."from_on" AS "due_from_on"
  FROM "law_due" AS "t2"
), t8 AS (
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
    "t7"."rule",
    "t6"."due_strict_on",
    "t6"."due_rolled_on",
    "t6"."house_due_on",
    "t6"."due_ground",
    "t3"."as_of"
  FROM t7 AS t7
  INNER JOIN t6 AS t6
    ON "t6"."due_rule" = "t7"."rule" AND "t7"."requested_on" = "t6"."due_from_on"
  CROSS JOIN "run_day" AS "t3"
)
SELECT
  "t8"."policy_id",
  "t8"."institution_id",
  "t8"."currency",
  IIF(
    COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."due_rolled_on",
    "t8"."due_ground",
    'house'
  ) AS "ground",
  "t8"."kind",
  "t8"."charge_id",
  "t8"."requested_on",
  IIF(
    COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."due_rolled_on",
    "t8"."due_rolled_on",
    "t8"."house_due_on"
  ) AS "limit_on",
  IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)) AS "done_on",
  CAST(JULIANDAY(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL))) - JULIANDAY(
    IIF(
      COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."due_rolled_on",
      "t8"."due_rolled_on",
      "t8"."house_due_on"
    )
  ) AS INTEGER) AS "days_late",
  "t8"."refund_id" AS "record_id",
  IIF(
    COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."due_rolled_on",
    "t8"."due_rolled_on",
    "t8"."house_due_on"
  ) AS "happened_on",
  "t8"."due_minor" AS "amount_minor"
FROM t8 AS t8
WHERE
  (
    COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."due_rolled_on"
  )
  OR (
    COALESCE(IIF("t8"."paid_on" <= "t8"."as_of", "t8"."paid_on", DATE(NULL)), "t8"."as_of") > "t8"."house_due_on"
  )
