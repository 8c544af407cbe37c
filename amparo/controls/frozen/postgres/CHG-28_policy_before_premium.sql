-- CHG-28 policy_before_premium 1.0.0
-- mode: whole
WITH "t13" AS (
  SELECT
    "t12"."policy_id",
    "t12"."product_id",
    "t12"."institution_id",
    "t12"."premium_minor",
    "t12"."currency",
    "t12"."issued_on",
    "t12"."issued_at",
    "t8"."line"
  FROM (
    SELECT
      *
    FROM "policies" AS "t2"
    WHERE
      "t2"."premium_minor" > 0
      AND (
        (
          "t2"."premium_exempt" IS NULL
        ) OR NOT (
          "t2"."premium_exempt"
        )
      )
  ) AS "t12"
  INNER JOIN (
    SELECT
      "t3"."product_id",
      "t3"."line"
    FROM "products" AS "t3"
    WHERE
      "t3"."premium_first"
  ) AS "t8"
    ON "t12"."product_id" = "t8"."product_id"
), "t21" AS (
  SELECT
    *
  FROM (
    SELECT
      "t17"."policy_id",
      "t17"."product_id",
      "t17"."institution_id",
      "t17"."premium_minor",
      "t17"."currency",
      "t17"."issued_on",
      "t17"."issued_at",
      "t17"."line",
      "t9"."legal_value",
      "t9"."house_value",
      "t9"."limit",
      "t9"."limit_ground"
    FROM (
      SELECT
        *
      FROM "t13" AS "t14"
      WHERE
        "t14"."line" = 'motor'
    ) AS "t17"
    INNER JOIN (
      SELECT
        "t1"."legal_value",
        "t1"."house_value",
        "t1"."value" AS "limit",
        "t1"."ground" AS "limit_ground",
        "t1"."valid_from" AS "law_from",
        "t1"."valid_to" AS "law_to"
      FROM "law_values" AS "t1"
      WHERE
        "t1"."name" = 'premium_first_motor'
    ) AS "t9"
      ON "t9"."law_from" <= "t17"."issued_on" AND "t17"."issued_on" <= "t9"."law_to"
  ) AS "t19"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t18"."policy_id",
      "t18"."product_id",
      "t18"."institution_id",
      "t18"."premium_minor",
      "t18"."currency",
      "t18"."issued_on",
      "t18"."issued_at",
      "t18"."line",
      "t10"."legal_value",
      "t10"."house_value",
      "t10"."limit",
      "t10"."limit_ground"
    FROM (
      SELECT
        *
      FROM "t13" AS "t14"
      WHERE
        "t14"."line" <> 'motor'
    ) AS "t18"
    INNER JOIN (
      SELECT
        "t1"."legal_value",
        "t1"."house_value",
        "t1"."value" AS "limit",
        "t1"."ground" AS "limit_ground",
        "t1"."valid_from" AS "law_from",
        "t1"."valid_to" AS "law_to"
      FROM "law_values" AS "t1"
      WHERE
        "t1"."name" = 'premium_first_non_motor'
    ) AS "t10"
      ON "t10"."law_from" <= "t18"."issued_on" AND "t18"."issued_on" <= "t10"."law_to"
  ) AS "t20"
)
SELECT
  "t30"."policy_id",
  "t30"."institution_id",
  "t30"."currency",
  "t30"."product_id",
  "t30"."line",
  "t30"."issued_at",
  "t30"."first_charged_on",
  "t30"."first_charged_at",
  "t30"."legal_value",
  "t30"."house_value",
  "t30"."policy_id" AS "record_id",
  "t30"."issued_on" AS "happened_on",
  "t30"."premium_minor" AS "amount_minor",
  CASE WHEN "t30"."legal_value" >= 1 THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t25"."policy_id",
    "t25"."product_id",
    "t25"."institution_id",
    "t25"."premium_minor",
    "t25"."currency",
    "t25"."issued_on",
    "t25"."issued_at",
    "t25"."line",
    "t25"."legal_value",
    "t25"."house_value",
    "t25"."limit",
    "t25"."limit_ground",
    "t29"."paid_policy_id",
    "t29"."first_charged_on",
    "t29"."first_charged_at"
  FROM (
    SELECT
      *
    FROM "t21" AS "t22"
    WHERE
      "t22"."limit" >= 1
  ) AS "t25"
  LEFT OUTER JOIN (
    SELECT
      "t27"."policy_id" AS "paid_policy_id",
      MIN("t27"."charged_on") AS "first_charged_on",
      MIN("t27"."charged_at") AS "first_charged_at"
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
        "t4"."remittance_id"
      FROM "charges" AS "t4"
      WHERE
        EXISTS(
          SELECT
            1
          FROM (
            SELECT
              "t22"."policy_id"
            FROM "t21" AS "t22"
            WHERE
              "t22"."limit" >= 1
          ) AS "t26"
          WHERE
            "t4"."policy_id" = "t26"."policy_id"
        )
    ) AS "t27"
    GROUP BY
      1
  ) AS "t29"
    ON "t25"."policy_id" = "t29"."paid_policy_id"
) AS "t30"
WHERE
  (
    "t30"."first_charged_on" IS NULL
  )
  OR (
    "t30"."first_charged_on" > "t30"."issued_on"
  )
  OR (
    (
      "t30"."first_charged_on" = "t30"."issued_on"
    )
    AND (
      "t30"."issued_at" < "t30"."first_charged_at"
    )
  )
-- mode: part
WITH "t13" AS (
  SELECT
    "t12"."policy_id",
    "t12"."product_id",
    "t12"."institution_id",
    "t12"."premium_minor",
    "t12"."currency",
    "t12"."issued_on",
    "t12"."issued_at",
    "t8"."line"
  FROM (
    SELECT
      *
    FROM "subject" AS "t2"
    WHERE
      "t2"."premium_minor" > 0
      AND (
        (
          "t2"."premium_exempt" IS NULL
        ) OR NOT (
          "t2"."premium_exempt"
        )
      )
  ) AS "t12"
  INNER JOIN (
    SELECT
      "t3"."product_id",
      "t3"."line"
    FROM "products" AS "t3"
    WHERE
      "t3"."premium_first"
  ) AS "t8"
    ON "t12"."product_id" = "t8"."product_id"
), "t21" AS (
  SELECT
    *
  FROM (
    SELECT
      "t17"."policy_id",
      "t17"."product_id",
      "t17"."institution_id",
      "t17"."premium_minor",
      "t17"."currency",
      "t17"."issued_on",
      "t17"."issued_at",
      "t17"."line",
      "t9"."legal_value",
      "t9"."house_value",
      "t9"."limit",
      "t9"."limit_ground"
    FROM (
      SELECT
        *
      FROM "t13" AS "t14"
      WHERE
        "t14"."line" = 'motor'
    ) AS "t17"
    INNER JOIN (
      SELECT
        "t1"."legal_value",
        "t1"."house_value",
        "t1"."value" AS "limit",
        "t1"."ground" AS "limit_ground",
        "t1"."valid_from" AS "law_from",
        "t1"."valid_to" AS "law_to"
      FROM "law_values" AS "t1"
      WHERE
        "t1"."name" = 'premium_first_motor'
    ) AS "t9"
      ON "t9"."law_from" <= "t17"."issued_on" AND "t17"."issued_on" <= "t9"."law_to"
  ) AS "t19"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t18"."policy_id",
      "t18"."product_id",
      "t18"."institution_id",
      "t18"."premium_minor",
      "t18"."currency",
      "t18"."issued_on",
      "t18"."issued_at",
      "t18"."line",
      "t10"."legal_value",
      "t10"."house_value",
      "t10"."limit",
      "t10"."limit_ground"
    FROM (
      SELECT
        *
      FROM "t13" AS "t14"
      WHERE
        "t14"."line" <> 'motor'
    ) AS "t18"
    INNER JOIN (
      SELECT
        "t1"."legal_value",
        "t1"."house_value",
        "t1"."value" AS "limit",
        "t1"."ground" AS "limit_ground",
        "t1"."valid_from" AS "law_from",
        "t1"."valid_to" AS "law_to"
      FROM "law_values" AS "t1"
      WHERE
        "t1"."name" = 'premium_first_non_motor'
    ) AS "t10"
      ON "t10"."law_from" <= "t18"."issued_on" AND "t18"."issued_on" <= "t10"."law_to"
  ) AS "t20"
)
SELECT
  "t30"."policy_id",
  "t30"."institution_id",
  "t30"."currency",
  "t30"."product_id",
  "t30"."line",
  "t30"."issued_at",
  "t30"."first_charged_on",
  "t30"."first_charged_at",
  "t30"."legal_value",
  "t30"."house_value",
  "t30"."policy_id" AS "record_id",
  "t30"."issued_on" AS "happened_on",
  "t30"."premium_minor" AS "amount_minor",
  CASE WHEN "t30"."legal_value" >= 1 THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t25"."policy_id",
    "t25"."product_id",
    "t25"."institution_id",
    "t25"."premium_minor",
    "t25"."currency",
    "t25"."issued_on",
    "t25"."issued_at",
    "t25"."line",
    "t25"."legal_value",
    "t25"."house_value",
    "t25"."limit",
    "t25"."limit_ground",
    "t29"."paid_policy_id",
    "t29"."first_charged_on",
    "t29"."first_charged_at"
  FROM (
    SELECT
      *
    FROM "t21" AS "t22"
    WHERE
      "t22"."limit" >= 1
  ) AS "t25"
  LEFT OUTER JOIN (
    SELECT
      "t27"."policy_id" AS "paid_policy_id",
      MIN("t27"."charged_on") AS "first_charged_on",
      MIN("t27"."charged_at") AS "first_charged_at"
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
        "t4"."remittance_id"
      FROM "charges" AS "t4"
      WHERE
        EXISTS(
          SELECT
            1
          FROM (
            SELECT
              "t22"."policy_id"
            FROM "t21" AS "t22"
            WHERE
              "t22"."limit" >= 1
          ) AS "t26"
          WHERE
            "t4"."policy_id" = "t26"."policy_id"
        )
    ) AS "t27"
    GROUP BY
      1
  ) AS "t29"
    ON "t25"."policy_id" = "t29"."paid_policy_id"
) AS "t30"
WHERE
  (
    "t30"."first_charged_on" IS NULL
  )
  OR (
    "t30"."first_charged_on" > "t30"."issued_on"
  )
  OR (
    (
      "t30"."first_charged_on" = "t30"."issued_on"
    )
    AND (
      "t30"."issued_at" < "t30"."first_charged_at"
    )
  )
-- mode: unknown_whole
WITH "t16" AS (
  SELECT
    "t14"."policy_id",
    "t14"."product_id",
    "t14"."institution_id",
    "t14"."premium_minor",
    "t14"."currency",
    "t14"."issued_on",
    "t14"."issued_at",
    "t10"."line"
  FROM (
    SELECT
      *
    FROM "policies" AS "t0"
    WHERE
      "t0"."premium_minor" > 0
      AND (
        (
          "t0"."premium_exempt" IS NULL
        ) OR NOT (
          "t0"."premium_exempt"
        )
      )
  ) AS "t14"
  INNER JOIN (
    SELECT
      "t2"."product_id",
      "t2"."line"
    FROM "products" AS "t2"
    WHERE
      "t2"."premium_first"
  ) AS "t10"
    ON "t14"."product_id" = "t10"."product_id"
), "t24" AS (
  SELECT
    *
  FROM (
    SELECT
      "t20"."policy_id",
      "t20"."product_id",
      "t20"."institution_id",
      "t20"."premium_minor",
      "t20"."currency",
      "t20"."issued_on",
      "t20"."issued_at",
      "t20"."line",
      "t13"."legal_value",
      "t13"."house_value",
      "t13"."limit",
      "t13"."limit_ground"
    FROM (
      SELECT
        *
      FROM "t16" AS "t17"
      WHERE
        "t17"."line" = 'motor'
    ) AS "t20"
    INNER JOIN (
      SELECT
        "t1"."legal_value",
        "t1"."house_value",
        "t1"."value" AS "limit",
        "t1"."ground" AS "limit_ground",
        "t1"."valid_from" AS "law_from",
        "t1"."valid_to" AS "law_to"
      FROM "law_values" AS "t1"
      WHERE
        "t1"."name" = 'premium_first_motor'
    ) AS "t13"
      ON "t13"."law_from" <= "t20"."issued_on" AND "t20"."issued_on" <= "t13"."law_to"
  ) AS "t22"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t21"."policy_id",
      "t21"."product_id",
      "t21"."institution_id",
      "t21"."premium_minor",
      "t21"."currency",
      "t21"."issued_on",
      "t21"."issued_at",
      "t21"."line",
      "t12"."legal_value",
      "t12"."house_value",
      "t12"."limit",
      "t12"."limit_ground"
    FROM (
      SELECT
        *
      FROM "t16" AS "t17"
      WHERE
        "t17"."line" <> 'motor'
    ) AS "t21"
    INNER JOIN (
      SELECT
        "t1"."legal_value",
        "t1"."house_value",
        "t1"."value" AS "limit",
        "t1"."ground" AS "limit_ground",
        "t1"."valid_from" AS "law_from",
        "t1"."valid_to" AS "law_to"
      FROM "law_values" AS "t1"
      WHERE
        "t1"."name" = 'premium_first_non_motor'
    ) AS "t12"
      ON "t12"."law_from" <= "t21"."issued_on" AND "t21"."issued_on" <= "t12"."law_to"
  ) AS "t23"
)
SELECT
  *
FROM (
  SELECT
    "t33"."policy_id" AS "record_id",
    'no_moment' AS "reason"
  FROM (
    SELECT
      "t28"."policy_id",
      "t28"."product_id",
      "t28"."institution_id",
      "t28"."premium_minor",
      "t28"."currency",
      "t28"."issued_on",
      "t28"."issued_at",
      "t28"."line",
      "t28"."legal_value",
      "t28"."house_value",
      "t28"."limit",
      "t28"."limit_ground",
      "t32"."paid_policy_id",
      "t32"."first_charged_on",
      "t32"."first_charged_at"
    FROM (
      SELECT
        *
      FROM "t24" AS "t25"
      WHERE
        "t25"."limit" >= 1
    ) AS "t28"
    LEFT OUTER JOIN (
      SELECT
        "t30"."policy_id" AS "paid_policy_id",
        MIN("t30"."charged_on") AS "first_charged_on",
        MIN("t30"."charged_at") AS "first_charged_at"
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
          "t4"."remittance_id"
        FROM "charges" AS "t4"
        WHERE
          EXISTS(
            SELECT
              1
            FROM (
              SELECT
                "t25"."policy_id"
              FROM "t24" AS "t25"
              WHERE
                "t25"."limit" >= 1
            ) AS "t29"
            WHERE
              "t4"."policy_id" = "t29"."policy_id"
          )
      ) AS "t30"
      GROUP BY
        1
    ) AS "t32"
      ON "t28"."policy_id" = "t32"."paid_policy_id"
  ) AS "t33"
  WHERE
    "t33"."first_charged_on" = "t33"."issued_on" AND "t33"."issued_at" IS NULL
) AS "t34"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t14"."policy_id" AS "record_id",
    'product_unknown' AS "reason"
  FROM (
    SELECT
      *
    FROM "policies" AS "t0"
    WHERE
      "t0"."premium_minor" > 0
      AND (
        (
          "t0"."premium_exempt" IS NULL
        ) OR NOT (
          "t0"."premium_exempt"
        )
      )
  ) AS "t14"
  INNER JOIN (
    SELECT
      "t1"."legal_value",
      "t1"."house_value",
      "t1"."value" AS "limit",
      "t1"."ground" AS "limit_ground",
      "t1"."valid_from" AS "law_from",
      "t1"."valid_to" AS "law_to"
    FROM "law_values" AS "t1"
    WHERE
      "t1"."name" = 'premium_first_non_motor'
  ) AS "t12"
    ON "t12"."law_from" <= "t14"."issued_on" AND "t14"."issued_on" <= "t12"."law_to"
  WHERE
    NOT EXISTS(
      SELECT
        1
      FROM (
        SELECT DISTINCT
          "t2"."product_id"
        FROM "products" AS "t2"
      ) AS "t9"
      WHERE
        "t14"."product_id" = "t9"."product_id"
    )
) AS "t15"
-- mode: unknown_part
WITH "t16" AS (
  SELECT
    "t14"."policy_id",
    "t14"."product_id",
    "t14"."institution_id",
    "t14"."premium_minor",
    "t14"."currency",
    "t14"."issued_on",
    "t14"."issued_at",
    "t10"."line"
  FROM (
    SELECT
      *
    FROM "subject" AS "t0"
    WHERE
      "t0"."premium_minor" > 0
      AND (
        (
          "t0"."premium_exempt" IS NULL
        ) OR NOT (
          "t0"."premium_exempt"
        )
      )
  ) AS "t14"
  INNER JOIN (
    SELECT
      "t2"."product_id",
      "t2"."line"
    FROM "products" AS "t2"
    WHERE
      "t2"."premium_first"
  ) AS "t10"
    ON "t14"."product_id" = "t10"."product_id"
), "t24" AS (
  SELECT
    *
  FROM (
    SELECT
      "t20"."policy_id",
      "t20"."product_id",
      "t20"."institution_id",
      "t20"."premium_minor",
      "t20"."currency",
      "t20"."issued_on",
      "t20"."issued_at",
      "t20"."line",
      "t13"."legal_value",
      "t13"."house_value",
      "t13"."limit",
      "t13"."limit_ground"
    FROM (
      SELECT
        *
      FROM "t16" AS "t17"
      WHERE
        "t17"."line" = 'motor'
    ) AS "t20"
    INNER JOIN (
      SELECT
        "t1"."legal_value",
        "t1"."house_value",
        "t1"."value" AS "limit",
        "t1"."ground" AS "limit_ground",
        "t1"."valid_from" AS "law_from",
        "t1"."valid_to" AS "law_to"
      FROM "law_values" AS "t1"
      WHERE
        "t1"."name" = 'premium_first_motor'
    ) AS "t13"
      ON "t13"."law_from" <= "t20"."issued_on" AND "t20"."issued_on" <= "t13"."law_to"
  ) AS "t22"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t21"."policy_id",
      "t21"."product_id",
      "t21"."institution_id",
      "t21"."premium_minor",
      "t21"."currency",
      "t21"."issued_on",
      "t21"."issued_at",
      "t21"."line",
      "t12"."legal_value",
      "t12"."house_value",
      "t12"."limit",
      "t12"."limit_ground"
    FROM (
      SELECT
        *
      FROM "t16" AS "t17"
      WHERE
        "t17"."line" <> 'motor'
    ) AS "t21"
    INNER JOIN (
      SELECT
        "t1"."legal_value",
        "t1"."house_value",
        "t1"."value" AS "limit",
        "t1"."ground" AS "limit_ground",
        "t1"."valid_from" AS "law_from",
        "t1"."valid_to" AS "law_to"
      FROM "law_values" AS "t1"
      WHERE
        "t1"."name" = 'premium_first_non_motor'
    ) AS "t12"
      ON "t12"."law_from" <= "t21"."issued_on" AND "t21"."issued_on" <= "t12"."law_to"
  ) AS "t23"
)
SELECT
  *
FROM (
  SELECT
    "t33"."policy_id" AS "record_id",
    'no_moment' AS "reason"
  FROM (
    SELECT
      "t28"."policy_id",
      "t28"."product_id",
      "t28"."institution_id",
      "t28"."premium_minor",
      "t28"."currency",
      "t28"."issued_on",
      "t28"."issued_at",
      "t28"."line",
      "t28"."legal_value",
      "t28"."house_value",
      "t28"."limit",
      "t28"."limit_ground",
      "t32"."paid_policy_id",
      "t32"."first_charged_on",
      "t32"."first_charged_at"
    FROM (
      SELECT
        *
      FROM "t24" AS "t25"
      WHERE
        "t25"."limit" >= 1
    ) AS "t28"
    LEFT OUTER JOIN (
      SELECT
        "t30"."policy_id" AS "paid_policy_id",
        MIN("t30"."charged_on") AS "first_charged_on",
        MIN("t30"."charged_at") AS "first_charged_at"
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
          "t4"."remittance_id"
        FROM "charges" AS "t4"
        WHERE
          EXISTS(
            SELECT
              1
            FROM (
              SELECT
                "t25"."policy_id"
              FROM "t24" AS "t25"
              WHERE
                "t25"."limit" >= 1
            ) AS "t29"
            WHERE
              "t4"."policy_id" = "t29"."policy_id"
          )
      ) AS "t30"
      GROUP BY
        1
    ) AS "t32"
      ON "t28"."policy_id" = "t32"."paid_policy_id"
  ) AS "t33"
  WHERE
    "t33"."first_charged_on" = "t33"."issued_on" AND "t33"."issued_at" IS NULL
) AS "t34"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t14"."policy_id" AS "record_id",
    'product_unknown' AS "reason"
  FROM (
    SELECT
      *
    FROM "subject" AS "t0"
    WHERE
      "t0"."premium_minor" > 0
      AND (
        (
          "t0"."premium_exempt" IS NULL
        ) OR NOT (
          "t0"."premium_exempt"
        )
      )
  ) AS "t14"
  INNER JOIN (
    SELECT
      "t1"."legal_value",
      "t1"."house_value",
      "t1"."value" AS "limit",
      "t1"."ground" AS "limit_ground",
      "t1"."valid_from" AS "law_from",
      "t1"."valid_to" AS "law_to"
    FROM "law_values" AS "t1"
    WHERE
      "t1"."name" = 'premium_first_non_motor'
  ) AS "t12"
    ON "t12"."law_from" <= "t14"."issued_on" AND "t14"."issued_on" <= "t12"."law_to"
  WHERE
    NOT EXISTS(
      SELECT
        1
      FROM (
        SELECT DISTINCT
          "t2"."product_id"
        FROM "products" AS "t2"
      ) AS "t9"
      WHERE
        "t14"."product_id" = "t9"."product_id"
    )
) AS "t15"
