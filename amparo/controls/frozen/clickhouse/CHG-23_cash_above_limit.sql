-- CHG-23 cash_above_limit 1.0.0
-- mode: whole
SELECT
  "t15"."operator_id" AS "operator_id",
  "t15"."line" AS "line",
  "t15"."legal_value" AS "legal_value",
  "t15"."house_value" AS "house_value",
  "t15"."charge_id" AS "record_id",
  "t15"."policy_id" AS "policy_id",
  "t15"."institution_id" AS "institution_id",
  "t15"."charged_on" AS "happened_on",
  "t15"."amount_minor" AS "amount_minor",
  "t15"."currency" AS "currency",
  "t15"."limit" AS "allowed_minor",
  CASE
    WHEN (
      "t15"."amount_minor" > "t15"."legal_value"
    )
    AND "t15"."line" IN ('life', 'health', 'accident')
    THEN 'law'
    ELSE 'house'
  END AS "ground"
FROM (
  SELECT
    "t14"."charge_id" AS "charge_id",
    "t14"."policy_id" AS "policy_id",
    "t14"."instalment_id" AS "instalment_id",
    "t14"."request_id" AS "request_id",
    "t14"."instruction_id" AS "instruction_id",
    "t14"."institution_id" AS "institution_id",
    "t14"."channel" AS "channel",
    "t14"."bank" AS "bank",
    "t14"."kind" AS "kind",
    "t14"."account_token" AS "account_token",
    "t14"."payer_name_token" AS "payer_name_token",
    "t14"."payer_match" AS "payer_match",
    "t14"."terminal_id" AS "terminal_id",
    "t14"."merchant_id" AS "merchant_id",
    "t14"."operator_id" AS "operator_id",
    "t14"."seen_latitude_e6" AS "seen_latitude_e6",
    "t14"."seen_longitude_e6" AS "seen_longitude_e6",
    "t14"."premises" AS "premises",
    "t14"."amount_minor" AS "amount_minor",
    "t14"."currency" AS "currency",
    "t14"."charged_on" AS "charged_on",
    "t14"."charged_at" AS "charged_at",
    "t14"."settled_token" AS "settled_token",
    "t14"."remittance_id" AS "remittance_id",
    "t14"."legal_value" AS "legal_value",
    "t14"."house_value" AS "house_value",
    "t14"."limit" AS "limit",
    "t14"."limit_ground" AS "limit_ground",
    "t6"."product_id" AS "product_id",
    "t7"."line" AS "line"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t10"."charge_id" AS "charge_id",
        "t10"."policy_id" AS "policy_id",
        "t10"."instalment_id" AS "instalment_id",
        "t10"."request_id" AS "request_id",
        "t10"."instruction_id" AS "instruction_id",
        "t10"."institution_id" AS "institution_id",
        "t10"."channel" AS "channel",
        "t10"."bank" AS "bank",
        "t10"."kind" AS "kind",
        "t10"."account_token" AS "account_token",
        "t10"."payer_name_token" AS "payer_name_token",
        "t10"."payer_match" AS "payer_match",
        "t10"."terminal_id" AS "terminal_id",
        "t10"."merchant_id" AS "merchant_id",
        "t10"."operator_id" AS "operator_id",
        "t10"."seen_latitude_e6" AS "seen_latitude_e6",
        "t10"."seen_longitude_e6" AS "seen_longitude_e6",
        "t10"."premises" AS "premises",
        "t10"."amount_minor" AS "amount_minor",
        "t10"."currency" AS "currency",
        "t10"."charged_on" AS "charged_on",
        "t10"."charged_at" AS "charged_at",
        "t10"."settled_token" AS "settled_token",
        "t10"."remittance_id" AS "remittance_id",
        "t11"."legal_value" AS "legal_value",
        "t11"."house_value" AS "house_value",
        "t11"."limit" AS "limit",
        "t11"."limit_ground" AS "limit_ground"
      FROM (
        SELECT
          *
        FROM "charges" AS "t2"
        WHERE
          "t2"."premises" = 'off' AND "t2"."channel" = 'cash'
      ) AS "t10"
      INNER JOIN (
        SELECT
          "t3"."legal_value" AS "legal_value",
          "t3"."house_value" AS "house_value",
          "t3"."value" AS "limit",
          "t3"."ground" AS "limit_ground",
          "t3"."valid_from" AS "law_from",
          "t3"."valid_to" AS "law_to"
        FROM "law_values" AS "t3"
        WHERE
          "t3"."name" = 'cash_off_premises_minor'
      ) AS "t11"
        ON "t11"."law_from" <= "t10"."charged_on" AND "t10"."charged_on" <= "t11"."law_to"
    ) AS "t12"
    WHERE
      "t12"."amount_minor" > "t12"."limit"
  ) AS "t14"
  LEFT OUTER JOIN (
    SELECT
      "t0"."policy_id" AS "policy_id",
      "t0"."product_id" AS "product_id"
    FROM "policies" AS "t0"
  ) AS "t6"
    ON "t14"."policy_id" = "t6"."policy_id"
  LEFT OUTER JOIN (
    SELECT
      "t1"."product_id" AS "product_id",
      "t1"."line" AS "line"
    FROM "products" AS "t1"
  ) AS "t7"
    ON "t6"."product_id" = "t7"."product_id"
) AS "t15"
-- mode: part
SELECT
  "t15"."operator_id" AS "operator_id",
  "t15"."line" AS "line",
  "t15"."legal_value" AS "legal_value",
  "t15"."house_value" AS "house_value",
  "t15"."charge_id" AS "record_id",
  "t15"."policy_id" AS "policy_id",
  "t15"."institution_id" AS "institution_id",
  "t15"."charged_on" AS "happened_on",
  "t15"."amount_minor" AS "amount_minor",
  "t15"."currency" AS "currency",
  "t15"."limit" AS "allowed_minor",
  CASE
    WHEN (
      "t15"."amount_minor" > "t15"."legal_value"
    )
    AND "t15"."line" IN ('life', 'health', 'accident')
    THEN 'law'
    ELSE 'house'
  END AS "ground"
FROM (
  SELECT
    "t14"."charge_id" AS "charge_id",
    "t14"."policy_id" AS "policy_id",
    "t14"."instalment_id" AS "instalment_id",
    "t14"."request_id" AS "request_id",
    "t14"."instruction_id" AS "instruction_id",
    "t14"."institution_id" AS "institution_id",
    "t14"."channel" AS "channel",
    "t14"."bank" AS "bank",
    "t14"."kind" AS "kind",
    "t14"."account_token" AS "account_token",
    "t14"."payer_name_token" AS "payer_name_token",
    "t14"."payer_match" AS "payer_match",
    "t14"."terminal_id" AS "terminal_id",
    "t14"."merchant_id" AS "merchant_id",
    "t14"."operator_id" AS "operator_id",
    "t14"."seen_latitude_e6" AS "seen_latitude_e6",
    "t14"."seen_longitude_e6" AS "seen_longitude_e6",
    "t14"."premises" AS "premises",
    "t14"."amount_minor" AS "amount_minor",
    "t14"."currency" AS "currency",
    "t14"."charged_on" AS "charged_on",
    "t14"."charged_at" AS "charged_at",
    "t14"."settled_token" AS "settled_token",
    "t14"."remittance_id" AS "remittance_id",
    "t14"."legal_value" AS "legal_value",
    "t14"."house_value" AS "house_value",
    "t14"."limit" AS "limit",
    "t14"."limit_ground" AS "limit_ground",
    "t6"."product_id" AS "product_id",
    "t7"."line" AS "line"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t10"."charge_id" AS "charge_id",
        "t10"."policy_id" AS "policy_id",
        "t10"."instalment_id" AS "instalment_id",
        "t10"."request_id" AS "request_id",
        "t10"."instruction_id" AS "instruction_id",
        "t10"."institution_id" AS "institution_id",
        "t10"."channel" AS "channel",
        "t10"."bank" AS "bank",
        "t10"."kind" AS "kind",
        "t10"."account_token" AS "account_token",
        "t10"."payer_name_token" AS "payer_name_token",
        "t10"."payer_match" AS "payer_match",
        "t10"."terminal_id" AS "terminal_id",
        "t10"."merchant_id" AS "merchant_id",
        "t10"."operator_id" AS "operator_id",
        "t10"."seen_latitude_e6" AS "seen_latitude_e6",
        "t10"."seen_longitude_e6" AS "seen_longitude_e6",
        "t10"."premises" AS "premises",
        "t10"."amount_minor" AS "amount_minor",
        "t10"."currency" AS "currency",
        "t10"."charged_on" AS "charged_on",
        "t10"."charged_at" AS "charged_at",
        "t10"."settled_token" AS "settled_token",
        "t10"."remittance_id" AS "remittance_id",
        "t11"."legal_value" AS "legal_value",
        "t11"."house_value" AS "house_value",
        "t11"."limit" AS "limit",
        "t11"."limit_ground" AS "limit_ground"
      FROM (
        SELECT
          *
        FROM "subject" AS "t2"
        WHERE
          "t2"."premises" = 'off' AND "t2"."channel" = 'cash'
      ) AS "t10"
      INNER JOIN (
        SELECT
          "t3"."legal_value" AS "legal_value",
          "t3"."house_value" AS "house_value",
          "t3"."value" AS "limit",
          "t3"."ground" AS "limit_ground",
          "t3"."valid_from" AS "law_from",
          "t3"."valid_to" AS "law_to"
        FROM "law_values" AS "t3"
        WHERE
          "t3"."name" = 'cash_off_premises_minor'
      ) AS "t11"
        ON "t11"."law_from" <= "t10"."charged_on" AND "t10"."charged_on" <= "t11"."law_to"
    ) AS "t12"
    WHERE
      "t12"."amount_minor" > "t12"."limit"
  ) AS "t14"
  LEFT OUTER JOIN (
    SELECT
      "t0"."policy_id" AS "policy_id",
      "t0"."product_id" AS "product_id"
    FROM "policies" AS "t0"
  ) AS "t6"
    ON "t14"."policy_id" = "t6"."policy_id"
  LEFT OUTER JOIN (
    SELECT
      "t1"."product_id" AS "product_id",
      "t1"."line" AS "line"
    FROM "products" AS "t1"
  ) AS "t7"
    ON "t6"."product_id" = "t7"."product_id"
) AS "t15"
-- mode: unknown_whole
SELECT
  "t6"."charge_id" AS "record_id",
  'no_premises' AS "reason"
FROM (
  SELECT
    "t4"."charge_id" AS "charge_id",
    "t4"."policy_id" AS "policy_id",
    "t4"."instalment_id" AS "instalment_id",
    "t4"."request_id" AS "request_id",
    "t4"."instruction_id" AS "instruction_id",
    "t4"."institution_id" AS "institution_id",
    "t4"."channel" AS "channel",
    "t4"."bank" AS "bank",
    "t4"."kind" AS "kind",
    "t4"."account_token" AS "account_token",
    "t4"."payer_name_token" AS "payer_name_token",
    "t4"."payer_match" AS "payer_match",
    "t4"."terminal_id" AS "terminal_id",
    "t4"."merchant_id" AS "merchant_id",
    "t4"."operator_id" AS "operator_id",
    "t4"."seen_latitude_e6" AS "seen_latitude_e6",
    "t4"."seen_longitude_e6" AS "seen_longitude_e6",
    "t4"."premises" AS "premises",
    "t4"."amount_minor" AS "amount_minor",
    "t4"."currency" AS "currency",
    "t4"."charged_on" AS "charged_on",
    "t4"."charged_at" AS "charged_at",
    "t4"."settled_token" AS "settled_token",
    "t4"."remittance_id" AS "remittance_id",
    "t5"."legal_value" AS "legal_value",
    "t5"."house_value" AS "house_value",
    "t5"."limit" AS "limit",
    "t5"."limit_ground" AS "limit_ground"
  FROM (
    SELECT
      *
    FROM "charges" AS "t0"
    WHERE
      isNull("t0"."premises") AND "t0"."channel" = 'cash'
  ) AS "t4"
  INNER JOIN (
    SELECT
      "t1"."legal_value" AS "legal_value",
      "t1"."house_value" AS "house_value",
      "t1"."value" AS "limit",
      "t1"."ground" AS "limit_ground",
      "t1"."valid_from" AS "law_from",
      "t1"."valid_to" AS "law_to"
    FROM "law_values" AS "t1"
    WHERE
      "t1"."name" = 'cash_off_premises_minor'
  ) AS "t5"
    ON "t5"."law_from" <= "t4"."charged_on" AND "t4"."charged_on" <= "t5"."law_to"
) AS "t6"
WHERE
  "t6"."amount_minor" > "t6"."limit"
-- mode: unknown_part
SELECT
  "t6"."charge_id" AS "record_id",
  'no_premises' AS "reason"
FROM (
  SELECT
    "t4"."charge_id" AS "charge_id",
    "t4"."policy_id" AS "policy_id",
    "t4"."instalment_id" AS "instalment_id",
    "t4"."request_id" AS "request_id",
    "t4"."instruction_id" AS "instruction_id",
    "t4"."institution_id" AS "institution_id",
    "t4"."channel" AS "channel",
    "t4"."bank" AS "bank",
    "t4"."kind" AS "kind",
    "t4"."account_token" AS "account_token",
    "t4"."payer_name_token" AS "payer_name_token",
    "t4"."payer_match" AS "payer_match",
    "t4"."terminal_id" AS "terminal_id",
    "t4"."merchant_id" AS "merchant_id",
    "t4"."operator_id" AS "operator_id",
    "t4"."seen_latitude_e6" AS "seen_latitude_e6",
    "t4"."seen_longitude_e6" AS "seen_longitude_e6",
    "t4"."premises" AS "premises",
    "t4"."amount_minor" AS "amount_minor",
    "t4"."currency" AS "currency",
    "t4"."charged_on" AS "charged_on",
    "t4"."charged_at" AS "charged_at",
    "t4"."settled_token" AS "settled_token",
    "t4"."remittance_id" AS "remittance_id",
    "t5"."legal_value" AS "legal_value",
    "t5"."house_value" AS "house_value",
    "t5"."limit" AS "limit",
    "t5"."limit_ground" AS "limit_ground"
  FROM (
    SELECT
      *
    FROM "subject" AS "t0"
    WHERE
      isNull("t0"."premises") AND "t0"."channel" = 'cash'
  ) AS "t4"
  INNER JOIN (
    SELECT
      "t1"."legal_value" AS "legal_value",
      "t1"."house_value" AS "house_value",
      "t1"."value" AS "limit",
      "t1"."ground" AS "limit_ground",
      "t1"."valid_from" AS "law_from",
      "t1"."valid_to" AS "law_to"
    FROM "law_values" AS "t1"
    WHERE
      "t1"."name" = 'cash_off_premises_minor'
  ) AS "t5"
    ON "t5"."law_from" <= "t4"."charged_on" AND "t4"."charged_on" <= "t5"."law_to"
) AS "t6"
WHERE
  "t6"."amount_minor" > "t6"."limit"
-- mode: pending
SELECT
  "t15"."operator_id" AS "operator_id",
  "t15"."line" AS "line",
  "t15"."legal_value" AS "legal_value",
  "t15"."house_value" AS "house_value",
  "t15"."charge_id" AS "record_id",
  "t15"."policy_id" AS "policy_id",
  "t15"."institution_id" AS "institution_id",
  "t15"."charged_on" AS "happened_on",
  "t15"."amount_minor" AS "amount_minor",
  "t15"."currency" AS "currency",
  "t15"."limit" AS "allowed_minor",
  CASE
    WHEN (
      "t15"."amount_minor" > "t15"."legal_value"
    )
    AND "t15"."line" IN ('life', 'health', 'accident')
    THEN 'law'
    ELSE 'house'
  END AS "ground"
FROM (
  SELECT
    "t14"."charge_id" AS "charge_id",
    "t14"."policy_id" AS "policy_id",
    "t14"."instalment_id" AS "instalment_id",
    "t14"."request_id" AS "request_id",
    "t14"."instruction_id" AS "instruction_id",
    "t14"."institution_id" AS "institution_id",
    "t14"."channel" AS "channel",
    "t14"."bank" AS "bank",
    "t14"."kind" AS "kind",
    "t14"."account_token" AS "account_token",
    "t14"."payer_name_token" AS "payer_name_token",
    "t14"."payer_match" AS "payer_match",
    "t14"."terminal_id" AS "terminal_id",
    "t14"."merchant_id" AS "merchant_id",
    "t14"."operator_id" AS "operator_id",
    "t14"."seen_latitude_e6" AS "seen_latitude_e6",
    "t14"."seen_longitude_e6" AS "seen_longitude_e6",
    "t14"."premises" AS "premises",
    "t14"."amount_minor" AS "amount_minor",
    "t14"."currency" AS "currency",
    "t14"."charged_on" AS "charged_on",
    "t14"."charged_at" AS "charged_at",
    "t14"."settled_token" AS "settled_token",
    "t14"."remittance_id" AS "remittance_id",
    "t14"."legal_value" AS "legal_value",
    "t14"."house_value" AS "house_value",
    "t14"."limit" AS "limit",
    "t14"."limit_ground" AS "limit_ground",
    "t6"."product_id" AS "product_id",
    "t7"."line" AS "line"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t10"."charge_id" AS "charge_id",
        "t10"."policy_id" AS "policy_id",
        "t10"."instalment_id" AS "instalment_id",
        "t10"."request_id" AS "request_id",
        "t10"."instruction_id" AS "instruction_id",
        "t10"."institution_id" AS "institution_id",
        "t10"."channel" AS "channel",
        "t10"."bank" AS "bank",
        "t10"."kind" AS "kind",
        "t10"."account_token" AS "account_token",
        "t10"."payer_name_token" AS "payer_name_token",
        "t10"."payer_match" AS "payer_match",
        "t10"."terminal_id" AS "terminal_id",
        "t10"."merchant_id" AS "merchant_id",
        "t10"."operator_id" AS "operator_id",
        "t10"."seen_latitude_e6" AS "seen_latitude_e6",
        "t10"."seen_longitude_e6" AS "seen_longitude_e6",
        "t10"."premises" AS "premises",
        "t10"."amount_minor" AS "amount_minor",
        "t10"."currency" AS "currency",
        "t10"."charged_on" AS "charged_on",
        "t10"."charged_at" AS "charged_at",
        "t10"."settled_token" AS "settled_token",
        "t10"."remittance_id" AS "remittance_id",
        "t11"."legal_value" AS "legal_value",
        "t11"."house_value" AS "house_value",
        "t11"."limit" AS "limit",
        "t11"."limit_ground" AS "limit_ground"
      FROM (
        SELECT
          *
        FROM "subject" AS "t2"
        WHERE
          "t2"."premises" = 'off' AND "t2"."channel" = 'cash'
      ) AS "t10"
      INNER JOIN (
        SELECT
          "t3"."legal_value" AS "legal_value",
          "t3"."house_value" AS "house_value",
          "t3"."value" AS "limit",
          "t3"."ground" AS "limit_ground",
          "t3"."valid_from" AS "law_from",
          "t3"."valid_to" AS "law_to"
        FROM "law_values" AS "t3"
        WHERE
          "t3"."name" = 'cash_off_premises_minor'
      ) AS "t11"
        ON "t11"."law_from" <= "t10"."charged_on" AND "t10"."charged_on" <= "t11"."law_to"
    ) AS "t12"
    WHERE
      "t12"."amount_minor" > "t12"."limit"
  ) AS "t14"
  LEFT OUTER JOIN (
    SELECT
      "t0"."policy_id" AS "policy_id",
      "t0"."product_id" AS "product_id"
    FROM "policies" AS "t0"
  ) AS "t6"
    ON "t14"."policy_id" = "t6"."policy_id"
  LEFT OUTER JOIN (
    SELECT
      "t1"."product_id" AS "product_id",
      "t1"."line" AS "line"
    FROM "products" AS "t1"
  ) AS "t7"
    ON "t6"."product_id" = "t7"."product_id"
) AS "t15"
-- mode: unknown_pending
SELECT
  "t6"."charge_id" AS "record_id",
  'no_premises' AS "reason"
FROM (
  SELECT
    "t4"."charge_id" AS "charge_id",
    "t4"."policy_id" AS "policy_id",
    "t4"."instalment_id" AS "instalment_id",
    "t4"."request_id" AS "request_id",
    "t4"."instruction_id" AS "instruction_id",
    "t4"."institution_id" AS "institution_id",
    "t4"."channel" AS "channel",
    "t4"."bank" AS "bank",
    "t4"."kind" AS "kind",
    "t4"."account_token" AS "account_token",
    "t4"."payer_name_token" AS "payer_name_token",
    "t4"."payer_match" AS "payer_match",
    "t4"."terminal_id" AS "terminal_id",
    "t4"."merchant_id" AS "merchant_id",
    "t4"."operator_id" AS "operator_id",
    "t4"."seen_latitude_e6" AS "seen_latitude_e6",
    "t4"."seen_longitude_e6" AS "seen_longitude_e6",
    "t4"."premises" AS "premises",
    "t4"."amount_minor" AS "amount_minor",
    "t4"."currency" AS "currency",
    "t4"."charged_on" AS "charged_on",
    "t4"."charged_at" AS "charged_at",
    "t4"."settled_token" AS "settled_token",
    "t4"."remittance_id" AS "remittance_id",
    "t5"."legal_value" AS "legal_value",
    "t5"."house_value" AS "house_value",
    "t5"."limit" AS "limit",
    "t5"."limit_ground" AS "limit_ground"
  FROM (
    SELECT
      *
    FROM "subject" AS "t0"
    WHERE
      isNull("t0"."premises") AND "t0"."channel" = 'cash'
  ) AS "t4"
  INNER JOIN (
    SELECT
      "t1"."legal_value" AS "legal_value",
      "t1"."house_value" AS "house_value",
      "t1"."value" AS "limit",
      "t1"."ground" AS "limit_ground",
      "t1"."valid_from" AS "law_from",
      "t1"."valid_to" AS "law_to"
    FROM "law_values" AS "t1"
    WHERE
      "t1"."name" = 'cash_off_premises_minor'
  ) AS "t5"
    ON "t5"."law_from" <= "t4"."charged_on" AND "t4"."charged_on" <= "t5"."law_to"
) AS "t6"
WHERE
  "t6"."amount_minor" > "t6"."limit"
