-- CHG-08 renewal_collected_too_early 1.0.0
-- mode: whole
SELECT
  "t19"."instalment_id",
  "t19"."product_id",
  "t19"."ends_on",
  "t19"."days_left",
  "t19"."legal_value",
  "t19"."house_value",
  "t19"."charge_id" AS "record_id",
  "t19"."policy_id",
  "t19"."institution_id",
  "t19"."charged_on" AS "happened_on",
  "t19"."amount_minor",
  "t19"."currency",
  "t19"."limit" AS "allowed",
  CASE WHEN "t19"."days_left" > "t19"."legal_value" THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t18"."charge_id",
    "t18"."policy_id",
    "t18"."instalment_id",
    "t18"."request_id",
    "t18"."instruction_id",
    "t18"."institution_id",
    "t18"."channel",
    "t18"."bank",
    "t18"."kind",
    "t18"."account_token",
    "t18"."payer_name_token",
    "t18"."payer_match",
    "t18"."terminal_id",
    "t18"."merchant_id",
    "t18"."operator_id",
    "t18"."seen_latitude_e6",
    "t18"."seen_longitude_e6",
    "t18"."premises",
    "t18"."amount_minor",
    "t18"."currency",
    "t18"."charged_on",
    "t18"."charged_at",
    "t18"."settled_token",
    "t18"."remittance_id",
    "t18"."product_id",
    "t18"."ends_on",
    "t18"."due_instalment_id",
    "t18"."due_on",
    "t18"."due_policy_id",
    "t18"."days_left",
    "t18"."days_renewed",
    "t18"."renewed",
    "t11"."legal_value",
    "t11"."house_value",
    "t11"."limit",
    "t11"."limit_ground"
  FROM (
    SELECT
      "t16"."charge_id",
      "t16"."policy_id",
      "t16"."instalment_id",
      "t16"."request_id",
      "t16"."instruction_id",
      "t16"."institution_id",
      "t16"."channel",
      "t16"."bank",
      "t16"."kind",
      "t16"."account_token",
      "t16"."payer_name_token",
      "t16"."payer_match",
      "t16"."terminal_id",
      "t16"."merchant_id",
      "t16"."operator_id",
      "t16"."seen_latitude_e6",
      "t16"."seen_longitude_e6",
      "t16"."premises",
      "t16"."amount_minor",
      "t16"."currency",
      "t16"."charged_on",
      "t16"."charged_at",
      "t16"."settled_token",
      "t16"."remittance_id",
      "t16"."product_id",
      "t16"."ends_on",
      "t16"."due_instalment_id",
      "t16"."due_on",
      "t16"."due_policy_id",
      DATE_DIFF('DAY', "t16"."charged_on", "t16"."ends_on") AS "days_left",
      DATE_DIFF('DAY', "t16"."due_on", "t16"."ends_on") AS "days_renewed",
      CASE WHEN DATE_DIFF('DAY', "t16"."due_on", "t16"."ends_on") > 180 THEN 1 ELSE 0 END AS "renewed"
    FROM (
      SELECT
        "t12"."charge_id",
        "t12"."policy_id",
        "t12"."instalment_id",
        "t12"."request_id",
        "t12"."instruction_id",
        "t12"."institution_id",
        "t12"."channel",
        "t12"."bank",
        "t12"."kind",
        "t12"."account_token",
        "t12"."payer_name_token",
        "t12"."payer_match",
        "t12"."terminal_id",
        "t12"."merchant_id",
        "t12"."operator_id",
        "t12"."seen_latitude_e6",
        "t12"."seen_longitude_e6",
        "t12"."premises",
        "t12"."amount_minor",
        "t12"."currency",
        "t12"."charged_on",
        "t12"."charged_at",
        "t12"."settled_token",
        "t12"."remittance_id",
        "t15"."product_id",
        "t15"."ends_on",
        "t9"."instalment_id" AS "due_instalment_id",
        "t9"."due_on",
        "t9"."due_policy_id"
      FROM (
        SELECT
          *
        FROM "charges" AS "t1"
        WHERE
          "t1"."kind" = 'new_term'
      ) AS "t12"
      INNER JOIN (
        SELECT
          "t5"."policy_id",
          "t5"."product_id",
          "t5"."ends_on"
        FROM "policies" AS "t5"
        SEMI JOIN (
          SELECT
            "t4"."product_id"
          FROM "products" AS "t4"
          WHERE
            "t4"."line" = 'accident' AND "t4"."term_kind" = 'short'
        ) AS "t13"
          ON "t5"."product_id" = "t13"."product_id"
      ) AS "t15"
        ON "t12"."policy_id" = "t15"."policy_id"
      LEFT OUTER JOIN (
        SELECT
          "t2"."instalment_id",
          "t2"."due_on",
          "t2"."policy_id" AS "due_policy_id"
        FROM "instalments" AS "t2"
      ) AS "t9"
        ON "t12"."instalment_id" = "t9"."instalment_id"
        AND "t12"."policy_id" = "t9"."due_policy_id"
    ) AS "t16"
    WHERE
      CASE WHEN DATE_DIFF('DAY', "t16"."due_on", "t16"."ends_on") > 180 THEN 1 ELSE 0 END = 0
  ) AS "t18"
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
      "t0"."name" = 'accident_renewal_window_days'
  ) AS "t11"
    ON "t11"."law_from" <= "t18"."charged_on" AND "t18"."charged_on" <= "t11"."law_to"
) AS "t19"
WHERE
  "t19"."days_left" > "t19"."limit"
-- mode: part
SELECT
  "t19"."instalment_id",
  "t19"."product_id",
  "t19"."ends_on",
  "t19"."days_left",
  "t19"."legal_value",
  "t19"."house_value",
  "t19"."charge_id" AS "record_id",
  "t19"."policy_id",
  "t19"."institution_id",
  "t19"."charged_on" AS "happened_on",
  "t19"."amount_minor",
  "t19"."currency",
  "t19"."limit" AS "allowed",
  CASE WHEN "t19"."days_left" > "t19"."legal_value" THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t18"."charge_id",
    "t18"."policy_id",
    "t18"."instalment_id",
    "t18"."request_id",
    "t18"."instruction_id",
    "t18"."institution_id",
    "t18"."channel",
    "t18"."bank",
    "t18"."kind",
    "t18"."account_token",
    "t18"."payer_name_token",
    "t18"."payer_match",
    "t18"."terminal_id",
    "t18"."merchant_id",
    "t18"."operator_id",
    "t18"."seen_latitude_e6",
    "t18"."seen_longitude_e6",
    "t18"."premises",
    "t18"."amount_minor",
    "t18"."currency",
    "t18"."charged_on",
    "t18"."charged_at",
    "t18"."settled_token",
    "t18"."remittance_id",
    "t18"."product_id",
    "t18"."ends_on",
    "t18"."due_instalment_id",
    "t18"."due_on",
    "t18"."due_policy_id",
    "t18"."days_left",
    "t18"."days_renewed",
    "t18"."renewed",
    "t11"."legal_value",
    "t11"."house_value",
    "t11"."limit",
    "t11"."limit_ground"
  FROM (
    SELECT
      "t16"."charge_id",
      "t16"."policy_id",
      "t16"."instalment_id",
      "t16"."request_id",
      "t16"."instruction_id",
      "t16"."institution_id",
      "t16"."channel",
      "t16"."bank",
      "t16"."kind",
      "t16"."account_token",
      "t16"."payer_name_token",
      "t16"."payer_match",
      "t16"."terminal_id",
      "t16"."merchant_id",
      "t16"."operator_id",
      "t16"."seen_latitude_e6",
      "t16"."seen_longitude_e6",
      "t16"."premises",
      "t16"."amount_minor",
      "t16"."currency",
      "t16"."charged_on",
      "t16"."charged_at",
      "t16"."settled_token",
      "t16"."remittance_id",
      "t16"."product_id",
      "t16"."ends_on",
      "t16"."due_instalment_id",
      "t16"."due_on",
      "t16"."due_policy_id",
      DATE_DIFF('DAY', "t16"."charged_on", "t16"."ends_on") AS "days_left",
      DATE_DIFF('DAY', "t16"."due_on", "t16"."ends_on") AS "days_renewed",
      CASE WHEN DATE_DIFF('DAY', "t16"."due_on", "t16"."ends_on") > 180 THEN 1 ELSE 0 END AS "renewed"
    FROM (
      SELECT
        "t12"."charge_id",
        "t12"."policy_id",
        "t12"."instalment_id",
        "t12"."request_id",
        "t12"."instruction_id",
        "t12"."institution_id",
        "t12"."channel",
        "t12"."bank",
        "t12"."kind",
        "t12"."account_token",
        "t12"."payer_name_token",
        "t12"."payer_match",
        "t12"."terminal_id",
        "t12"."merchant_id",
        "t12"."operator_id",
        "t12"."seen_latitude_e6",
        "t12"."seen_longitude_e6",
        "t12"."premises",
        "t12"."amount_minor",
        "t12"."currency",
        "t12"."charged_on",
        "t12"."charged_at",
        "t12"."settled_token",
        "t12"."remittance_id",
        "t15"."product_id",
        "t15"."ends_on",
        "t9"."instalment_id" AS "due_instalment_id",
        "t9"."due_on",
        "t9"."due_policy_id"
      FROM (
        SELECT
          *
        FROM "subject" AS "t1"
        WHERE
          "t1"."kind" = 'new_term'
      ) AS "t12"
      INNER JOIN (
        SELECT
          "t5"."policy_id",
          "t5"."product_id",
          "t5"."ends_on"
        FROM "policies" AS "t5"
        SEMI JOIN (
          SELECT
            "t4"."product_id"
          FROM "products" AS "t4"
          WHERE
            "t4"."line" = 'accident' AND "t4"."term_kind" = 'short'
        ) AS "t13"
          ON "t5"."product_id" = "t13"."product_id"
      ) AS "t15"
        ON "t12"."policy_id" = "t15"."policy_id"
      LEFT OUTER JOIN (
        SELECT
          "t2"."instalment_id",
          "t2"."due_on",
          "t2"."policy_id" AS "due_policy_id"
        FROM "instalments" AS "t2"
      ) AS "t9"
        ON "t12"."instalment_id" = "t9"."instalment_id"
        AND "t12"."policy_id" = "t9"."due_policy_id"
    ) AS "t16"
    WHERE
      CASE WHEN DATE_DIFF('DAY', "t16"."due_on", "t16"."ends_on") > 180 THEN 1 ELSE 0 END = 0
  ) AS "t18"
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
      "t0"."name" = 'accident_renewal_window_days'
  ) AS "t11"
    ON "t11"."law_from" <= "t18"."charged_on" AND "t18"."charged_on" <= "t11"."law_to"
) AS "t19"
WHERE
  "t19"."days_left" > "t19"."limit"
-- mode: unknown_whole
SELECT
  *
FROM (
  SELECT
    "t23"."charge_id" AS "record_id",
    'renewed_already' AS "reason"
  FROM (
    SELECT
      "t12"."charge_id",
      "t12"."policy_id",
      "t12"."instalment_id",
      "t12"."request_id",
      "t12"."instruction_id",
      "t12"."institution_id",
      "t12"."channel",
      "t12"."bank",
      "t12"."kind",
      "t12"."account_token",
      "t12"."payer_name_token",
      "t12"."payer_match",
      "t12"."terminal_id",
      "t12"."merchant_id",
      "t12"."operator_id",
      "t12"."seen_latitude_e6",
      "t12"."seen_longitude_e6",
      "t12"."premises",
      "t12"."amount_minor",
      "t12"."currency",
      "t12"."charged_on",
      "t12"."charged_at",
      "t12"."settled_token",
      "t12"."remittance_id",
      "t17"."product_id",
      "t17"."ends_on",
      "t9"."instalment_id" AS "due_instalment_id",
      "t9"."due_on",
      "t9"."due_policy_id"
    FROM (
      SELECT
        *
      FROM "charges" AS "t0"
      WHERE
        "t0"."kind" = 'new_term'
    ) AS "t12"
    INNER JOIN (
      SELECT
        "t4"."policy_id",
        "t4"."product_id",
        "t4"."ends_on"
      FROM "policies" AS "t4"
      SEMI JOIN (
        SELECT
          "t3"."product_id"
        FROM "products" AS "t3"
        WHERE
          "t3"."line" = 'accident' AND "t3"."term_kind" = 'short'
      ) AS "t13"
        ON "t4"."product_id" = "t13"."product_id"
    ) AS "t17"
      ON "t12"."policy_id" = "t17"."policy_id"
    LEFT OUTER JOIN (
      SELECT
        "t1"."instalment_id",
        "t1"."due_on",
        "t1"."policy_id" AS "due_policy_id"
      FROM "instalments" AS "t1"
    ) AS "t9"
      ON "t12"."instalment_id" = "t9"."instalment_id"
      AND "t12"."policy_id" = "t9"."due_policy_id"
  ) AS "t23"
  WHERE
    CASE WHEN DATE_DIFF('DAY', "t23"."due_on", "t23"."ends_on") > 180 THEN 1 ELSE 0 END = 1
) AS "t24"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t18"."record_id",
      'policy_unknown' AS "reason"
    FROM (
      SELECT
        "t12"."charge_id" AS "record_id"
      FROM (
        SELECT
          *
        FROM "charges" AS "t0"
        WHERE
          "t0"."kind" = 'new_term'
      ) AS "t12"
      ANTI JOIN (
        SELECT
          "t4"."policy_id"
        FROM "policies" AS "t4"
        SEMI JOIN "products" AS "t5"
          ON "t4"."product_id" = "t5"."product_id"
      ) AS "t15"
        ON "t12"."policy_id" = "t15"."policy_id"
      ANTI JOIN (
        SELECT
          "t2"."policy_id"
        FROM "policies" AS "t2"
      ) AS "t10"
        ON "t12"."policy_id" = "t10"."policy_id"
    ) AS "t18"
  ) AS "t20"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t19"."record_id",
      'product_unknown' AS "reason"
    FROM (
      SELECT
        "t12"."charge_id" AS "record_id"
      FROM (
        SELECT
          *
        FROM "charges" AS "t0"
        WHERE
          "t0"."kind" = 'new_term'
      ) AS "t12"
      ANTI JOIN (
        SELECT
          "t4"."policy_id"
        FROM "policies" AS "t4"
        SEMI JOIN "products" AS "t5"
          ON "t4"."product_id" = "t5"."product_id"
      ) AS "t15"
        ON "t12"."policy_id" = "t15"."policy_id"
      SEMI JOIN (
        SELECT
          "t2"."policy_id"
        FROM "policies" AS "t2"
      ) AS "t10"
        ON "t12"."policy_id" = "t10"."policy_id"
    ) AS "t19"
  ) AS "t21"
) AS "t22"
-- mode: unknown_part
SELECT
  *
FROM (
  SELECT
    "t23"."charge_id" AS "record_id",
    'renewed_already' AS "reason"
  FROM (
    SELECT
      "t12"."charge_id",
      "t12"."policy_id",
      "t12"."instalment_id",
      "t12"."request_id",
      "t12"."instruction_id",
      "t12"."institution_id",
      "t12"."channel",
      "t12"."bank",
      "t12"."kind",
      "t12"."account_token",
      "t12"."payer_name_token",
      "t12"."payer_match",
      "t12"."terminal_id",
      "t12"."merchant_id",
      "t12"."operator_id",
      "t12"."seen_latitude_e6",
      "t12"."seen_longitude_e6",
      "t12"."premises",
      "t12"."amount_minor",
      "t12"."currency",
      "t12"."charged_on",
      "t12"."charged_at",
      "t12"."settled_token",
      "t12"."remittance_id",
      "t17"."product_id",
      "t17"."ends_on",
      "t9"."instalment_id" AS "due_instalment_id",
      "t9"."due_on",
      "t9"."due_policy_id"
    FROM (
      SELECT
        *
      FROM "subject" AS "t0"
      WHERE
        "t0"."kind" = 'new_term'
    ) AS "t12"
    INNER JOIN (
      SELECT
        "t4"."policy_id",
        "t4"."product_id",
        "t4"."ends_on"
      FROM "policies" AS "t4"
      SEMI JOIN (
        SELECT
          "t3"."product_id"
        FROM "products" AS "t3"
        WHERE
          "t3"."line" = 'accident' AND "t3"."term_kind" = 'short'
      ) AS "t13"
        ON "t4"."product_id" = "t13"."product_id"
    ) AS "t17"
      ON "t12"."policy_id" = "t17"."policy_id"
    LEFT OUTER JOIN (
      SELECT
        "t1"."instalment_id",
        "t1"."due_on",
        "t1"."policy_id" AS "due_policy_id"
      FROM "instalments" AS "t1"
    ) AS "t9"
      ON "t12"."instalment_id" = "t9"."instalment_id"
      AND "t12"."policy_id" = "t9"."due_policy_id"
  ) AS "t23"
  WHERE
    CASE WHEN DATE_DIFF('DAY', "t23"."due_on", "t23"."ends_on") > 180 THEN 1 ELSE 0 END = 1
) AS "t24"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t18"."record_id",
      'policy_unknown' AS "reason"
    FROM (
      SELECT
        "t12"."charge_id" AS "record_id"
      FROM (
        SELECT
          *
        FROM "subject" AS "t0"
        WHERE
          "t0"."kind" = 'new_term'
      ) AS "t12"
      ANTI JOIN (
        SELECT
          "t4"."policy_id"
        FROM "policies" AS "t4"
        SEMI JOIN "products" AS "t5"
          ON "t4"."product_id" = "t5"."product_id"
      ) AS "t15"
        ON "t12"."policy_id" = "t15"."policy_id"
      ANTI JOIN (
        SELECT
          "t2"."policy_id"
        FROM "policies" AS "t2"
      ) AS "t10"
        ON "t12"."policy_id" = "t10"."policy_id"
    ) AS "t18"
  ) AS "t20"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t19"."record_id",
      'product_unknown' AS "reason"
    FROM (
      SELECT
        "t12"."charge_id" AS "record_id"
      FROM (
        SELECT
          *
        FROM "subject" AS "t0"
        WHERE
          "t0"."kind" = 'new_term'
      ) AS "t12"
      ANTI JOIN (
        SELECT
          "t4"."policy_id"
        FROM "policies" AS "t4"
        SEMI JOIN "products" AS "t5"
          ON "t4"."product_id" = "t5"."product_id"
      ) AS "t15"
        ON "t12"."policy_id" = "t15"."policy_id"
      SEMI JOIN (
        SELECT
          "t2"."policy_id"
        FROM "policies" AS "t2"
      ) AS "t10"
        ON "t12"."policy_id" = "t10"."policy_id"
    ) AS "t19"
  ) AS "t21"
) AS "t22"
-- mode: pending
SELECT
  "t19"."instalment_id",
  "t19"."product_id",
  "t19"."ends_on",
  "t19"."days_left",
  "t19"."legal_value",
  "t19"."house_value",
  "t19"."charge_id" AS "record_id",
  "t19"."policy_id",
  "t19"."institution_id",
  "t19"."charged_on" AS "happened_on",
  "t19"."amount_minor",
  "t19"."currency",
  "t19"."limit" AS "allowed",
  CASE WHEN "t19"."days_left" > "t19"."legal_value" THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t18"."charge_id",
    "t18"."policy_id",
    "t18"."instalment_id",
    "t18"."request_id",
    "t18"."instruction_id",
    "t18"."institution_id",
    "t18"."channel",
    "t18"."bank",
    "t18"."kind",
    "t18"."account_token",
    "t18"."payer_name_token",
    "t18"."payer_match",
    "t18"."terminal_id",
    "t18"."merchant_id",
    "t18"."operator_id",
    "t18"."seen_latitude_e6",
    "t18"."seen_longitude_e6",
    "t18"."premises",
    "t18"."amount_minor",
    "t18"."currency",
    "t18"."charged_on",
    "t18"."charged_at",
    "t18"."settled_token",
    "t18"."remittance_id",
    "t18"."product_id",
    "t18"."ends_on",
    "t18"."due_instalment_id",
    "t18"."due_on",
    "t18"."due_policy_id",
    "t18"."days_left",
    "t18"."days_renewed",
    "t18"."renewed",
    "t11"."legal_value",
    "t11"."house_value",
    "t11"."limit",
    "t11"."limit_ground"
  FROM (
    SELECT
      "t16"."charge_id",
      "t16"."policy_id",
      "t16"."instalment_id",
      "t16"."request_id",
      "t16"."instruction_id",
      "t16"."institution_id",
      "t16"."channel",
      "t16"."bank",
      "t16"."kind",
      "t16"."account_token",
      "t16"."payer_name_token",
      "t16"."payer_match",
      "t16"."terminal_id",
      "t16"."merchant_id",
      "t16"."operator_id",
      "t16"."seen_latitude_e6",
      "t16"."seen_longitude_e6",
      "t16"."premises",
      "t16"."amount_minor",
      "t16"."currency",
      "t16"."charged_on",
      "t16"."charged_at",
      "t16"."settled_token",
      "t16"."remittance_id",
      "t16"."product_id",
      "t16"."ends_on",
      "t16"."due_instalment_id",
      "t16"."due_on",
      "t16"."due_policy_id",
      DATE_DIFF('DAY', "t16"."charged_on", "t16"."ends_on") AS "days_left",
      DATE_DIFF('DAY', "t16"."due_on", "t16"."ends_on") AS "days_renewed",
      CASE WHEN DATE_DIFF('DAY', "t16"."due_on", "t16"."ends_on") > 180 THEN 1 ELSE 0 END AS "renewed"
    FROM (
      SELECT
        "t12"."charge_id",
        "t12"."policy_id",
        "t12"."instalment_id",
        "t12"."request_id",
        "t12"."instruction_id",
        "t12"."institution_id",
        "t12"."channel",
        "t12"."bank",
        "t12"."kind",
        "t12"."account_token",
        "t12"."payer_name_token",
        "t12"."payer_match",
        "t12"."terminal_id",
        "t12"."merchant_id",
        "t12"."operator_id",
        "t12"."seen_latitude_e6",
        "t12"."seen_longitude_e6",
        "t12"."premises",
        "t12"."amount_minor",
        "t12"."currency",
        "t12"."charged_on",
        "t12"."charged_at",
        "t12"."settled_token",
        "t12"."remittance_id",
        "t15"."product_id",
        "t15"."ends_on",
        "t9"."instalment_id" AS "due_instalment_id",
        "t9"."due_on",
        "t9"."due_policy_id"
      FROM (
        SELECT
          *
        FROM "subject" AS "t1"
        WHERE
          "t1"."kind" = 'new_term'
      ) AS "t12"
      INNER JOIN (
        SELECT
          "t5"."policy_id",
          "t5"."product_id",
          "t5"."ends_on"
        FROM "policies" AS "t5"
        SEMI JOIN (
          SELECT
            "t4"."product_id"
          FROM "products" AS "t4"
          WHERE
            "t4"."line" = 'accident' AND "t4"."term_kind" = 'short'
        ) AS "t13"
          ON "t5"."product_id" = "t13"."product_id"
      ) AS "t15"
        ON "t12"."policy_id" = "t15"."policy_id"
      LEFT OUTER JOIN (
        SELECT
          "t2"."instalment_id",
          "t2"."due_on",
          "t2"."policy_id" AS "due_policy_id"
        FROM "instalments" AS "t2"
      ) AS "t9"
        ON "t12"."instalment_id" = "t9"."instalment_id"
        AND "t12"."policy_id" = "t9"."due_policy_id"
    ) AS "t16"
    WHERE
      CASE WHEN DATE_DIFF('DAY', "t16"."due_on", "t16"."ends_on") > 180 THEN 1 ELSE 0 END = 0
  ) AS "t18"
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
      "t0"."name" = 'accident_renewal_window_days'
  ) AS "t11"
    ON "t11"."law_from" <= "t18"."charged_on" AND "t18"."charged_on" <= "t11"."law_to"
) AS "t19"
WHERE
  "t19"."days_left" > "t19"."limit"
-- mode: unknown_pending
SELECT
  *
FROM (
  SELECT
    "t23"."charge_id" AS "record_id",
    'renewed_already' AS "reason"
  FROM (
    SELECT
      "t12"."charge_id",
      "t12"."policy_id",
      "t12"."instalment_id",
      "t12"."request_id",
      "t12"."instruction_id",
      "t12"."institution_id",
      "t12"."channel",
      "t12"."bank",
      "t12"."kind",
      "t12"."account_token",
      "t12"."payer_name_token",
      "t12"."payer_match",
      "t12"."terminal_id",
      "t12"."merchant_id",
      "t12"."operator_id",
      "t12"."seen_latitude_e6",
      "t12"."seen_longitude_e6",
      "t12"."premises",
      "t12"."amount_minor",
      "t12"."currency",
      "t12"."charged_on",
      "t12"."charged_at",
      "t12"."settled_token",
      "t12"."remittance_id",
      "t17"."product_id",
      "t17"."ends_on",
      "t9"."instalment_id" AS "due_instalment_id",
      "t9"."due_on",
      "t9"."due_policy_id"
    FROM (
      SELECT
        *
      FROM "subject" AS "t0"
      WHERE
        "t0"."kind" = 'new_term'
    ) AS "t12"
    INNER JOIN (
      SELECT
        "t4"."policy_id",
        "t4"."product_id",
        "t4"."ends_on"
      FROM "policies" AS "t4"
      SEMI JOIN (
        SELECT
          "t3"."product_id"
        FROM "products" AS "t3"
        WHERE
          "t3"."line" = 'accident' AND "t3"."term_kind" = 'short'
      ) AS "t13"
        ON "t4"."product_id" = "t13"."product_id"
    ) AS "t17"
      ON "t12"."policy_id" = "t17"."policy_id"
    LEFT OUTER JOIN (
      SELECT
        "t1"."instalment_id",
        "t1"."due_on",
        "t1"."policy_id" AS "due_policy_id"
      FROM "instalments" AS "t1"
    ) AS "t9"
      ON "t12"."instalment_id" = "t9"."instalment_id"
      AND "t12"."policy_id" = "t9"."due_policy_id"
  ) AS "t23"
  WHERE
    CASE WHEN DATE_DIFF('DAY', "t23"."due_on", "t23"."ends_on") > 180 THEN 1 ELSE 0 END = 1
) AS "t24"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t18"."record_id",
      'policy_unknown' AS "reason"
    FROM (
      SELECT
        "t12"."charge_id" AS "record_id"
      FROM (
        SELECT
          *
        FROM "subject" AS "t0"
        WHERE
          "t0"."kind" = 'new_term'
      ) AS "t12"
      ANTI JOIN (
        SELECT
          "t4"."policy_id"
        FROM "policies" AS "t4"
        SEMI JOIN "products" AS "t5"
          ON "t4"."product_id" = "t5"."product_id"
      ) AS "t15"
        ON "t12"."policy_id" = "t15"."policy_id"
      ANTI JOIN (
        SELECT
          "t2"."policy_id"
        FROM "policies" AS "t2"
      ) AS "t10"
        ON "t12"."policy_id" = "t10"."policy_id"
    ) AS "t18"
  ) AS "t20"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t19"."record_id",
      'product_unknown' AS "reason"
    FROM (
      SELECT
        "t12"."charge_id" AS "record_id"
      FROM (
        SELECT
          *
        FROM "subject" AS "t0"
        WHERE
          "t0"."kind" = 'new_term'
      ) AS "t12"
      ANTI JOIN (
        SELECT
          "t4"."policy_id"
        FROM "policies" AS "t4"
        SEMI JOIN "products" AS "t5"
          ON "t4"."product_id" = "t5"."product_id"
      ) AS "t15"
        ON "t12"."policy_id" = "t15"."policy_id"
      SEMI JOIN (
        SELECT
          "t2"."policy_id"
        FROM "policies" AS "t2"
      ) AS "t10"
        ON "t12"."policy_id" = "t10"."policy_id"
    ) AS "t19"
  ) AS "t21"
) AS "t22"
