-- FLW-05 step_out_of_order 1.0.0
-- mode: whole
SELECT
  "t9"."policy_id" AS "policy_id",
  "t9"."institution_id" AS "institution_id",
  "t9"."amount_minor" AS "amount_minor",
  "t9"."currency" AS "currency",
  "t9"."request_id" AS "request_id",
  "t9"."instruction_id" AS "instruction_id",
  "t9"."channel" AS "channel",
  CASE
    WHEN "t9"."approved_early" > 0
    THEN 'approved_before_asked'
    WHEN "t9"."sent_early" > 0
    THEN 'sent_before_approved'
    WHEN "t9"."charged_before_sent" > 0
    THEN 'charged_before_sent'
    WHEN "t9"."charged_before_approved" > 0
    THEN 'charged_before_approved'
    WHEN "t9"."charged_before_asked" > 0
    THEN 'charged_before_asked'
    ELSE ''
  END AS "step",
  "t9"."requested_at" AS "requested_at",
  "t9"."approved_at" AS "approved_at",
  "t9"."sent_at" AS "sent_at",
  "t9"."charged_at" AS "charged_at",
  "t9"."charge_id" AS "record_id",
  "t9"."charged_on" AS "happened_on",
  CAST(FLOOR(
    (
      CASE
        WHEN "t9"."approved_early" > 0
        THEN "t9"."approved_early"
        WHEN "t9"."sent_early" > 0
        THEN "t9"."sent_early"
        WHEN "t9"."charged_before_sent" > 0
        THEN "t9"."charged_before_sent"
        WHEN "t9"."charged_before_approved" > 0
        THEN "t9"."charged_before_approved"
        WHEN "t9"."charged_before_asked" > 0
        THEN "t9"."charged_before_asked"
        ELSE 0
      END + 59
    ) / (
      60
    )
  ) AS Nullable(Int64)) AS "minutes_early"
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
    "t8"."requested_at" AS "requested_at",
    "t8"."approved_at" AS "approved_at",
    "t8"."approved_by" AS "approved_by",
    "t8"."sent_at" AS "sent_at",
    COALESCE(
      CAST(toRelativeSecondNum("t8"."requested_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t8"."approved_at") AS Nullable(Int64)),
      0
    ) AS "approved_early",
    COALESCE(
      CAST(toRelativeSecondNum("t8"."approved_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t8"."sent_at") AS Nullable(Int64)),
      0
    ) AS "sent_early",
    COALESCE(
      CAST(toRelativeSecondNum("t8"."sent_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t8"."charged_at") AS Nullable(Int64)),
      0
    ) AS "charged_before_sent",
    COALESCE(
      CAST(toRelativeSecondNum("t8"."approved_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t8"."charged_at") AS Nullable(Int64)),
      0
    ) AS "charged_before_approved",
    COALESCE(
      CAST(toRelativeSecondNum("t8"."requested_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t8"."charged_at") AS Nullable(Int64)),
      0
    ) AS "charged_before_asked"
  FROM (
    SELECT
      "t3"."charge_id" AS "charge_id",
      "t3"."policy_id" AS "policy_id",
      "t3"."instalment_id" AS "instalment_id",
      "t3"."request_id" AS "request_id",
      "t3"."instruction_id" AS "instruction_id",
      "t3"."institution_id" AS "institution_id",
      "t3"."channel" AS "channel",
      "t3"."bank" AS "bank",
      "t3"."kind" AS "kind",
      "t3"."account_token" AS "account_token",
      "t3"."payer_name_token" AS "payer_name_token",
      "t3"."payer_match" AS "payer_match",
      "t3"."terminal_id" AS "terminal_id",
      "t3"."merchant_id" AS "merchant_id",
      "t3"."operator_id" AS "operator_id",
      "t3"."seen_latitude_e6" AS "seen_latitude_e6",
      "t3"."seen_longitude_e6" AS "seen_longitude_e6",
      "t3"."premises" AS "premises",
      "t3"."amount_minor" AS "amount_minor",
      "t3"."currency" AS "currency",
      "t3"."charged_on" AS "charged_on",
      "t3"."charged_at" AS "charged_at",
      "t3"."settled_token" AS "settled_token",
      "t3"."remittance_id" AS "remittance_id",
      "t6"."requested_at" AS "requested_at",
      "t6"."approved_at" AS "approved_at",
      "t6"."approved_by" AS "approved_by",
      "t7"."sent_at" AS "sent_at"
    FROM "charges" AS "t3"
    LEFT OUTER JOIN (
      SELECT
        "t1"."requested_at" AS "requested_at",
        "t1"."approved_at" AS "approved_at",
        "t1"."approved_by" AS "approved_by",
        "t1"."request_id" AS "asked_id",
        "t1"."policy_id" AS "asked_policy_id"
      FROM "charge_requests" AS "t1"
    ) AS "t6"
      ON "t3"."request_id" = "t6"."asked_id" AND "t3"."policy_id" = "t6"."asked_policy_id"
    LEFT OUTER JOIN (
      SELECT
        "t2"."sent_at" AS "sent_at",
        "t2"."instruction_id" AS "sent_id"
      FROM "charge_instructions" AS "t2"
    ) AS "t7"
      ON "t3"."instruction_id" = "t7"."sent_id"
  ) AS "t8"
) AS "t9"
WHERE
  CASE
    WHEN "t9"."approved_early" > 0
    THEN "t9"."approved_early"
    WHEN "t9"."sent_early" > 0
    THEN "t9"."sent_early"
    WHEN "t9"."charged_before_sent" > 0
    THEN "t9"."charged_before_sent"
    WHEN "t9"."charged_before_approved" > 0
    THEN "t9"."charged_before_approved"
    WHEN "t9"."charged_before_asked" > 0
    THEN "t9"."charged_before_asked"
    ELSE 0
  END > 0
-- mode: part
SELECT
  "t9"."policy_id" AS "policy_id",
  "t9"."institution_id" AS "institution_id",
  "t9"."amount_minor" AS "amount_minor",
  "t9"."currency" AS "currency",
  "t9"."request_id" AS "request_id",
  "t9"."instruction_id" AS "instruction_id",
  "t9"."channel" AS "channel",
  CASE
    WHEN "t9"."approved_early" > 0
    THEN 'approved_before_asked'
    WHEN "t9"."sent_early" > 0
    THEN 'sent_before_approved'
    WHEN "t9"."charged_before_sent" > 0
    THEN 'charged_before_sent'
    WHEN "t9"."charged_before_approved" > 0
    THEN 'charged_before_approved'
    WHEN "t9"."charged_before_asked" > 0
    THEN 'charged_before_asked'
    ELSE ''
  END AS "step",
  "t9"."requested_at" AS "requested_at",
  "t9"."approved_at" AS "approved_at",
  "t9"."sent_at" AS "sent_at",
  "t9"."charged_at" AS "charged_at",
  "t9"."charge_id" AS "record_id",
  "t9"."charged_on" AS "happened_on",
  CAST(FLOOR(
    (
      CASE
        WHEN "t9"."approved_early" > 0
        THEN "t9"."approved_early"
        WHEN "t9"."sent_early" > 0
        THEN "t9"."sent_early"
        WHEN "t9"."charged_before_sent" > 0
        THEN "t9"."charged_before_sent"
        WHEN "t9"."charged_before_approved" > 0
        THEN "t9"."charged_before_approved"
        WHEN "t9"."charged_before_asked" > 0
        THEN "t9"."charged_before_asked"
        ELSE 0
      END + 59
    ) / (
      60
    )
  ) AS Nullable(Int64)) AS "minutes_early"
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
    "t8"."requested_at" AS "requested_at",
    "t8"."approved_at" AS "approved_at",
    "t8"."approved_by" AS "approved_by",
    "t8"."sent_at" AS "sent_at",
    COALESCE(
      CAST(toRelativeSecondNum("t8"."requested_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t8"."approved_at") AS Nullable(Int64)),
      0
    ) AS "approved_early",
    COALESCE(
      CAST(toRelativeSecondNum("t8"."approved_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t8"."sent_at") AS Nullable(Int64)),
      0
    ) AS "sent_early",
    COALESCE(
      CAST(toRelativeSecondNum("t8"."sent_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t8"."charged_at") AS Nullable(Int64)),
      0
    ) AS "charged_before_sent",
    COALESCE(
      CAST(toRelativeSecondNum("t8"."approved_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t8"."charged_at") AS Nullable(Int64)),
      0
    ) AS "charged_before_approved",
    COALESCE(
      CAST(toRelativeSecondNum("t8"."requested_at") AS Nullable(Int64)) - CAST(toRelativeSecondNum("t8"."charged_at") AS Nullable(Int64)),
      0
    ) AS "charged_before_asked"
  FROM (
    SELECT
      "t3"."charge_id" AS "charge_id",
      "t3"."policy_id" AS "policy_id",
      "t3"."instalment_id" AS "instalment_id",
      "t3"."request_id" AS "request_id",
      "t3"."instruction_id" AS "instruction_id",
      "t3"."institution_id" AS "institution_id",
      "t3"."channel" AS "channel",
      "t3"."bank" AS "bank",
      "t3"."kind" AS "kind",
      "t3"."account_token" AS "account_token",
      "t3"."payer_name_token" AS "payer_name_token",
      "t3"."payer_match" AS "payer_match",
      "t3"."terminal_id" AS "terminal_id",
      "t3"."merchant_id" AS "merchant_id",
      "t3"."operator_id" AS "operator_id",
      "t3"."seen_latitude_e6" AS "seen_latitude_e6",
      "t3"."seen_longitude_e6" AS "seen_longitude_e6",
      "t3"."premises" AS "premises",
      "t3"."amount_minor" AS "amount_minor",
      "t3"."currency" AS "currency",
      "t3"."charged_on" AS "charged_on",
      "t3"."charged_at" AS "charged_at",
      "t3"."settled_token" AS "settled_token",
      "t3"."remittance_id" AS "remittance_id",
      "t6"."requested_at" AS "requested_at",
      "t6"."approved_at" AS "approved_at",
      "t6"."approved_by" AS "approved_by",
      "t7"."sent_at" AS "sent_at"
    FROM "subject" AS "t3"
    LEFT OUTER JOIN (
      SELECT
        "t1"."requested_at" AS "requested_at",
        "t1"."approved_at" AS "approved_at",
        "t1"."approved_by" AS "approved_by",
        "t1"."request_id" AS "asked_id",
        "t1"."policy_id" AS "asked_policy_id"
      FROM "charge_requests" AS "t1"
    ) AS "t6"
      ON "t3"."request_id" = "t6"."asked_id" AND "t3"."policy_id" = "t6"."asked_policy_id"
    LEFT OUTER JOIN (
      SELECT
        "t2"."sent_at" AS "sent_at",
        "t2"."instruction_id" AS "sent_id"
      FROM "charge_instructions" AS "t2"
    ) AS "t7"
      ON "t3"."instruction_id" = "t7"."sent_id"
  ) AS "t8"
) AS "t9"
WHERE
  CASE
    WHEN "t9"."approved_early" > 0
    THEN "t9"."approved_early"
    WHEN "t9"."sent_early" > 0
    THEN "t9"."sent_early"
    WHEN "t9"."charged_before_sent" > 0
    THEN "t9"."charged_before_sent"
    WHEN "t9"."charged_before_approved" > 0
    THEN "t9"."charged_before_approved"
    WHEN "t9"."charged_before_asked" > 0
    THEN "t9"."charged_before_asked"
    ELSE 0
  END > 0
-- mode: unknown_whole
SELECT
  "t8"."charge_id" AS "record_id",
  'approval_moment_missing' AS "reason"
FROM (
  SELECT
    "t3"."charge_id" AS "charge_id",
    "t3"."policy_id" AS "policy_id",
    "t3"."instalment_id" AS "instalment_id",
    "t3"."request_id" AS "request_id",
    "t3"."instruction_id" AS "instruction_id",
    "t3"."institution_id" AS "institution_id",
    "t3"."channel" AS "channel",
    "t3"."bank" AS "bank",
    "t3"."kind" AS "kind",
    "t3"."account_token" AS "account_token",
    "t3"."payer_name_token" AS "payer_name_token",
    "t3"."payer_match" AS "payer_match",
    "t3"."terminal_id" AS "terminal_id",
    "t3"."merchant_id" AS "merchant_id",
    "t3"."operator_id" AS "operator_id",
    "t3"."seen_latitude_e6" AS "seen_latitude_e6",
    "t3"."seen_longitude_e6" AS "seen_longitude_e6",
    "t3"."premises" AS "premises",
    "t3"."amount_minor" AS "amount_minor",
    "t3"."currency" AS "currency",
    "t3"."charged_on" AS "charged_on",
    "t3"."charged_at" AS "charged_at",
    "t3"."settled_token" AS "settled_token",
    "t3"."remittance_id" AS "remittance_id",
    "t6"."requested_at" AS "requested_at",
    "t6"."approved_at" AS "approved_at",
    "t6"."approved_by" AS "approved_by",
    "t7"."sent_at" AS "sent_at"
  FROM "charges" AS "t3"
  LEFT OUTER JOIN (
    SELECT
      "t1"."requested_at" AS "requested_at",
      "t1"."approved_at" AS "approved_at",
      "t1"."approved_by" AS "approved_by",
      "t1"."request_id" AS "asked_id",
      "t1"."policy_id" AS "asked_policy_id"
    FROM "charge_requests" AS "t1"
  ) AS "t6"
    ON "t3"."request_id" = "t6"."asked_id" AND "t3"."policy_id" = "t6"."asked_policy_id"
  LEFT OUTER JOIN (
    SELECT
      "t2"."sent_at" AS "sent_at",
      "t2"."instruction_id" AS "sent_id"
    FROM "charge_instructions" AS "t2"
  ) AS "t7"
    ON "t3"."instruction_id" = "t7"."sent_id"
) AS "t8"
WHERE
  isNotNull("t8"."approved_by") AND isNull("t8"."approved_at")
-- mode: unknown_part
SELECT
  "t8"."charge_id" AS "record_id",
  'approval_moment_missing' AS "reason"
FROM (
  SELECT
    "t3"."charge_id" AS "charge_id",
    "t3"."policy_id" AS "policy_id",
    "t3"."instalment_id" AS "instalment_id",
    "t3"."request_id" AS "request_id",
    "t3"."instruction_id" AS "instruction_id",
    "t3"."institution_id" AS "institution_id",
    "t3"."channel" AS "channel",
    "t3"."bank" AS "bank",
    "t3"."kind" AS "kind",
    "t3"."account_token" AS "account_token",
    "t3"."payer_name_token" AS "payer_name_token",
    "t3"."payer_match" AS "payer_match",
    "t3"."terminal_id" AS "terminal_id",
    "t3"."merchant_id" AS "merchant_id",
    "t3"."operator_id" AS "operator_id",
    "t3"."seen_latitude_e6" AS "seen_latitude_e6",
    "t3"."seen_longitude_e6" AS "seen_longitude_e6",
    "t3"."premises" AS "premises",
    "t3"."amount_minor" AS "amount_minor",
    "t3"."currency" AS "currency",
    "t3"."charged_on" AS "charged_on",
    "t3"."charged_at" AS "charged_at",
    "t3"."settled_token" AS "settled_token",
    "t3"."remittance_id" AS "remittance_id",
    "t6"."requested_at" AS "requested_at",
    "t6"."approved_at" AS "approved_at",
    "t6"."approved_by" AS "approved_by",
    "t7"."sent_at" AS "sent_at"
  FROM "subject" AS "t3"
  LEFT OUTER JOIN (
    SELECT
      "t1"."requested_at" AS "requested_at",
      "t1"."approved_at" AS "approved_at",
      "t1"."approved_by" AS "approved_by",
      "t1"."request_id" AS "asked_id",
      "t1"."policy_id" AS "asked_policy_id"
    FROM "charge_requests" AS "t1"
  ) AS "t6"
    ON "t3"."request_id" = "t6"."asked_id" AND "t3"."policy_id" = "t6"."asked_policy_id"
  LEFT OUTER JOIN (
    SELECT
      "t2"."sent_at" AS "sent_at",
      "t2"."instruction_id" AS "sent_id"
    FROM "charge_instructions" AS "t2"
  ) AS "t7"
    ON "t3"."instruction_id" = "t7"."sent_id"
) AS "t8"
WHERE
  isNotNull("t8"."approved_by") AND isNull("t8"."approved_at")
