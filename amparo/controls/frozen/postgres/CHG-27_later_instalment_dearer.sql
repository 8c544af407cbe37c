-- CHG-27 later_instalment_dearer 1.0.0
-- mode: whole
SELECT
  "t37"."instalment_id",
  "t37"."channel",
  "t37"."sequence",
  "t37"."due_minor",
  "t37"."compared_with",
  "t37"."before_minor",
  "t37"."ground",
  "t37"."charge_id" AS "record_id",
  "t37"."policy_id",
  "t37"."institution_id",
  "t37"."charged_on" AS "happened_on",
  "t37"."due_minor" - "t37"."before_minor" AS "amount_minor",
  "t37"."currency",
  "t37"."amount_minor" AS "charged_minor"
FROM (
  SELECT
    "t36"."charge_id",
    "t36"."policy_id",
    "t36"."institution_id",
    "t36"."instalment_id",
    "t36"."channel",
    "t36"."charged_on",
    "t36"."amount_minor",
    "t36"."currency",
    "t36"."sequence",
    "t36"."due_minor",
    "t36"."compared_with",
    "t36"."before_minor",
    "t36"."ground",
    ROW_NUMBER() OVER (
      PARTITION BY "t36"."charge_id"
      ORDER BY "t36"."compared_with" ASC, "t36"."instalment_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t18"."charge_id",
        "t18"."policy_id",
        "t18"."institution_id",
        "t18"."instalment_id",
        "t18"."channel",
        "t18"."charged_on",
        "t18"."amount_minor",
        "t18"."due_currency" AS "currency",
        "t18"."sequence",
        "t18"."due_minor",
        'announced' AS "compared_with",
        "t18"."announced_minor" AS "before_minor",
        CASE WHEN "t18"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
      FROM (
        SELECT
          "t5"."charge_id",
          "t5"."policy_id",
          "t5"."instalment_id",
          "t5"."request_id",
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
          "t5"."remittance_id",
          "t13"."sequence",
          "t13"."announced_minor",
          "t13"."due_id",
          "t13"."due_policy_id",
          "t13"."due_minor",
          "t13"."due_currency"
        FROM "charges" AS "t5"
        INNER JOIN (
          SELECT
            "t1"."sequence",
            "t1"."announced_minor",
            "t1"."instalment_id" AS "due_id",
            "t1"."policy_id" AS "due_policy_id",
            "t1"."amount_minor" AS "due_minor",
            "t1"."currency" AS "due_currency"
          FROM "instalments" AS "t1"
          WHERE
            "t1"."amount_minor" > "t1"."announced_minor"
        ) AS "t13"
          ON "t5"."instalment_id" = "t13"."due_id"
          AND "t5"."policy_id" = "t13"."due_policy_id"
      ) AS "t18"
    ) AS "t21"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t34"."charge_id",
        "t34"."policy_id",
        "t34"."institution_id",
        "t34"."instalment_id",
        "t34"."channel",
        "t34"."charged_on",
        "t34"."amount_minor",
        "t34"."currency",
        "t34"."sequence",
        "t34"."due_minor",
        'earlier_instalment' AS "compared_with",
        "t34"."earlier_minor" AS "before_minor",
        "t34"."limit_ground" AS "ground"
      FROM (
        SELECT
          "t33"."charge_id",
          "t33"."policy_id",
          "t33"."institution_id",
          "t33"."instalment_id",
          "t33"."channel",
          "t33"."charged_on",
          "t33"."amount_minor",
          "t33"."currency",
          "t33"."sequence",
          "t33"."due_minor",
          "t33"."due_currency",
          "t33"."limit_ground",
          "t33"."kind",
          "t33"."earlier_id",
          "t33"."earlier_sequence",
          "t33"."earlier_minor",
          "t33"."earlier_currency",
          "t33"."term_of",
          "t33"."begin",
          ROW_NUMBER() OVER (
            PARTITION BY "t33"."charge_id"
            ORDER BY "t33"."earlier_minor" ASC, "t33"."earlier_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "nth_of_key"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t27"."charge_id",
              "t27"."policy_id",
              "t27"."institution_id",
              "t27"."instalment_id",
              "t27"."channel",
              "t27"."charged_on",
              "t27"."amount_minor",
              "t27"."currency",
              "t27"."sequence",
              "t27"."due_minor",
              "t27"."due_currency",
              "t27"."limit_ground",
              "t14"."kind",
              "t14"."earlier_id",
              "t14"."earlier_sequence",
              "t14"."earlier_minor",
              "t14"."earlier_currency",
              "t31"."term_of",
              "t31"."begin"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t24"."charge_id",
                  "t24"."policy_id",
                  "t24"."institution_id",
                  "t24"."instalment_id",
                  "t24"."channel",
                  "t24"."charged_on",
                  "t24"."amount_minor",
                  "t24"."currency",
                  "t24"."sequence",
                  "t24"."due_minor",
                  "t24"."due_currency",
                  "t24"."issued_on",
                  "t16"."legal_value",
                  "t16"."house_value",
                  "t16"."limit",
                  "t16"."limit_ground"
                FROM (
                  SELECT
                    "t22"."charge_id",
                    "t22"."policy_id",
                    "t22"."institution_id",
                    "t22"."instalment_id",
                    "t22"."channel",
                    "t22"."charged_on",
                    "t22"."amount_minor",
                    "t22"."due_currency" AS "currency",
                    "t22"."sequence",
                    "t22"."due_minor",
                    "t22"."due_currency",
                    "t22"."issued_on"
                  FROM (
                    SELECT
                      "t5"."charge_id",
                      "t5"."policy_id",
                      "t5"."instalment_id",
                      "t5"."request_id",
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
                      "t5"."remittance_id",
                      "t20"."issued_on",
                      "t15"."sequence",
                      "t15"."announced_minor",
                      "t15"."due_id",
                      "t15"."due_policy_id",
                      "t15"."due_minor",
                      "t15"."due_currency"
                    FROM "charges" AS "t5"
                    INNER JOIN (
                      SELECT
                        "t7"."policy_id",
                        "t7"."issued_on"
                      FROM "policies" AS "t7"
                      WHERE
                        EXISTS(
                          SELECT
                            1
                          FROM (
                            SELECT
                              "t4"."product_id"
                            FROM "products" AS "t4"
                            WHERE
                              "t4"."premium_first" AND "t4"."line" <> 'motor'
                          ) AS "t17"
                          WHERE
                            "t7"."product_id" = "t17"."product_id"
                        )
                    ) AS "t20"
                      ON "t5"."policy_id" = "t20"."policy_id"
                    INNER JOIN (
                      SELECT
                        "t1"."sequence",
                        "t1"."announced_minor",
                        "t1"."instalment_id" AS "due_id",
                        "t1"."policy_id" AS "due_policy_id",
                        "t1"."amount_minor" AS "due_minor",
                        "t1"."currency" AS "due_currency"
                      FROM "instalments" AS "t1"
                      WHERE
                        "t1"."kind" = 'renewal_premium'
                    ) AS "t15"
                      ON "t5"."instalment_id" = "t15"."due_id"
                      AND "t5"."policy_id" = "t15"."due_policy_id"
                  ) AS "t22"
                ) AS "t24"
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
                    "t2"."name" = 'premium_first_non_motor'
                ) AS "t16"
                  ON "t16"."law_from" <= "t24"."issued_on" AND "t24"."issued_on" <= "t16"."law_to"
              ) AS "t25"
              WHERE
                "t25"."limit" >= 1
            ) AS "t27"
            INNER JOIN (
              SELECT
                "t6"."policy_id",
                "t6"."kind",
                "t6"."instalment_id" AS "earlier_id",
                "t6"."sequence" AS "earlier_sequence",
                "t6"."amount_minor" AS "earlier_minor",
                "t6"."currency" AS "earlier_currency"
              FROM "instalments" AS "t6"
            ) AS "t14"
              ON "t27"."policy_id" = "t14"."policy_id"
              AND "t14"."earlier_sequence" < "t27"."sequence"
            LEFT OUTER JOIN (
              SELECT
                "t29"."charge_id" AS "term_of",
                MAX("t29"."earlier_sequence") AS "begin"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t27"."charge_id",
                    "t27"."policy_id",
                    "t27"."institution_id",
                    "t27"."instalment_id",
                    "t27"."channel",
                    "t27"."charged_on",
                    "t27"."amount_minor",
                    "t27"."currency",
                    "t27"."sequence",
                    "t27"."due_minor",
                    "t27"."due_currency",
                    "t27"."limit_ground",
                    "t14"."kind",
                    "t14"."earlier_id",
                    "t14"."earlier_sequence",
                    "t14"."earlier_minor",
                    "t14"."earlier_currency"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t24"."charge_id",
                        "t24"."policy_id",
                        "t24"."institution_id",
                        "t24"."instalment_id",
                        "t24"."channel",
                        "t24"."charged_on",
                        "t24"."amount_minor",
                        "t24"."currency",
                        "t24"."sequence",
                        "t24"."due_minor",
                        "t24"."due_currency",
                        "t24"."issued_on",
                        "t16"."legal_value",
                        "t16"."house_value",
                        "t16"."limit",
                        "t16"."limit_ground"
                      FROM (
                        SELECT
                          "t22"."charge_id",
                          "t22"."policy_id",
                          "t22"."institution_id",
                          "t22"."instalment_id",
                          "t22"."channel",
                          "t22"."charged_on",
                          "t22"."amount_minor",
                          "t22"."due_currency" AS "currency",
                          "t22"."sequence",
                          "t22"."due_minor",
                          "t22"."due_currency",
                          "t22"."issued_on"
                        FROM (
                          SELECT
                            "t5"."charge_id",
                            "t5"."policy_id",
                            "t5"."instalment_id",
                            "t5"."request_id",
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
                            "t5"."remittance_id",
                            "t20"."issued_on",
                            "t15"."sequence",
                            "t15"."announced_minor",
                            "t15"."due_id",
                            "t15"."due_policy_id",
                            "t15"."due_minor",
                            "t15"."due_currency"
                          FROM "charges" AS "t5"
                          INNER JOIN (
                            SELECT
                              "t7"."policy_id",
                              "t7"."issued_on"
                            FROM "policies" AS "t7"
                            WHERE
                              EXISTS(
                                SELECT
                                  1
                                FROM (
                                  SELECT
                                    "t4"."product_id"
                                  FROM "products" AS "t4"
                                  WHERE
                                    "t4"."premium_first" AND "t4"."line" <> 'motor'
                                ) AS "t17"
                                WHERE
                                  "t7"."product_id" = "t17"."product_id"
                              )
                          ) AS "t20"
                            ON "t5"."policy_id" = "t20"."policy_id"
                          INNER JOIN (
                            SELECT
                              "t1"."sequence",
                              "t1"."announced_minor",
                              "t1"."instalment_id" AS "due_id",
                              "t1"."policy_id" AS "due_policy_id",
                              "t1"."amount_minor" AS "due_minor",
                              "t1"."currency" AS "due_currency"
                            FROM "instalments" AS "t1"
                            WHERE
                              "t1"."kind" = 'renewal_premium'
                          ) AS "t15"
                            ON "t5"."instalment_id" = "t15"."due_id"
                            AND "t5"."policy_id" = "t15"."due_policy_id"
                        ) AS "t22"
                      ) AS "t24"
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
                          "t2"."name" = 'premium_first_non_motor'
                      ) AS "t16"
                        ON "t16"."law_from" <= "t24"."issued_on" AND "t24"."issued_on" <= "t16"."law_to"
                    ) AS "t25"
                    WHERE
                      "t25"."limit" >= 1
                  ) AS "t27"
                  INNER JOIN (
                    SELECT
                      "t6"."policy_id",
                      "t6"."kind",
                      "t6"."instalment_id" AS "earlier_id",
                      "t6"."sequence" AS "earlier_sequence",
                      "t6"."amount_minor" AS "earlier_minor",
                      "t6"."currency" AS "earlier_currency"
                    FROM "instalments" AS "t6"
                  ) AS "t14"
                    ON "t27"."policy_id" = "t14"."policy_id"
                    AND "t14"."earlier_sequence" < "t27"."sequence"
                ) AS "t28"
                WHERE
                  "t28"."kind" <> 'renewal_premium'
              ) AS "t29"
              GROUP BY
                1
            ) AS "t31"
              ON "t27"."charge_id" = "t31"."term_of"
          ) AS "t32"
          WHERE
            (
              (
                "t32"."begin" IS NULL
              ) OR (
                "t32"."begin" <= "t32"."earlier_sequence"
              )
            )
            AND "t32"."earlier_currency" = "t32"."due_currency"
            AND "t32"."earlier_minor" < "t32"."due_minor"
        ) AS "t33"
      ) AS "t34"
      WHERE
        "t34"."nth_of_key" = 0
    ) AS "t35"
  ) AS "t36"
) AS "t37"
WHERE
  "t37"."nth_of_key" = 0
-- mode: part
SELECT
  "t37"."instalment_id",
  "t37"."channel",
  "t37"."sequence",
  "t37"."due_minor",
  "t37"."compared_with",
  "t37"."before_minor",
  "t37"."ground",
  "t37"."charge_id" AS "record_id",
  "t37"."policy_id",
  "t37"."institution_id",
  "t37"."charged_on" AS "happened_on",
  "t37"."due_minor" - "t37"."before_minor" AS "amount_minor",
  "t37"."currency",
  "t37"."amount_minor" AS "charged_minor"
FROM (
  SELECT
    "t36"."charge_id",
    "t36"."policy_id",
    "t36"."institution_id",
    "t36"."instalment_id",
    "t36"."channel",
    "t36"."charged_on",
    "t36"."amount_minor",
    "t36"."currency",
    "t36"."sequence",
    "t36"."due_minor",
    "t36"."compared_with",
    "t36"."before_minor",
    "t36"."ground",
    ROW_NUMBER() OVER (
      PARTITION BY "t36"."charge_id"
      ORDER BY "t36"."compared_with" ASC, "t36"."instalment_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t18"."charge_id",
        "t18"."policy_id",
        "t18"."institution_id",
        "t18"."instalment_id",
        "t18"."channel",
        "t18"."charged_on",
        "t18"."amount_minor",
        "t18"."due_currency" AS "currency",
        "t18"."sequence",
        "t18"."due_minor",
        'announced' AS "compared_with",
        "t18"."announced_minor" AS "before_minor",
        CASE WHEN "t18"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
      FROM (
        SELECT
          "t5"."charge_id",
          "t5"."policy_id",
          "t5"."instalment_id",
          "t5"."request_id",
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
          "t5"."remittance_id",
          "t13"."sequence",
          "t13"."announced_minor",
          "t13"."due_id",
          "t13"."due_policy_id",
          "t13"."due_minor",
          "t13"."due_currency"
        FROM "subject" AS "t5"
        INNER JOIN (
          SELECT
            "t1"."sequence",
            "t1"."announced_minor",
            "t1"."instalment_id" AS "due_id",
            "t1"."policy_id" AS "due_policy_id",
            "t1"."amount_minor" AS "due_minor",
            "t1"."currency" AS "due_currency"
          FROM "instalments" AS "t1"
          WHERE
            "t1"."amount_minor" > "t1"."announced_minor"
        ) AS "t13"
          ON "t5"."instalment_id" = "t13"."due_id"
          AND "t5"."policy_id" = "t13"."due_policy_id"
      ) AS "t18"
    ) AS "t21"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t34"."charge_id",
        "t34"."policy_id",
        "t34"."institution_id",
        "t34"."instalment_id",
        "t34"."channel",
        "t34"."charged_on",
        "t34"."amount_minor",
        "t34"."currency",
        "t34"."sequence",
        "t34"."due_minor",
        'earlier_instalment' AS "compared_with",
        "t34"."earlier_minor" AS "before_minor",
        "t34"."limit_ground" AS "ground"
      FROM (
        SELECT
          "t33"."charge_id",
          "t33"."policy_id",
          "t33"."institution_id",
          "t33"."instalment_id",
          "t33"."channel",
          "t33"."charged_on",
          "t33"."amount_minor",
          "t33"."currency",
          "t33"."sequence",
          "t33"."due_minor",
          "t33"."due_currency",
          "t33"."limit_ground",
          "t33"."kind",
          "t33"."earlier_id",
          "t33"."earlier_sequence",
          "t33"."earlier_minor",
          "t33"."earlier_currency",
          "t33"."term_of",
          "t33"."begin",
          ROW_NUMBER() OVER (
            PARTITION BY "t33"."charge_id"
            ORDER BY "t33"."earlier_minor" ASC, "t33"."earlier_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "nth_of_key"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t27"."charge_id",
              "t27"."policy_id",
              "t27"."institution_id",
              "t27"."instalment_id",
              "t27"."channel",
              "t27"."charged_on",
              "t27"."amount_minor",
              "t27"."currency",
              "t27"."sequence",
              "t27"."due_minor",
              "t27"."due_currency",
              "t27"."limit_ground",
              "t14"."kind",
              "t14"."earlier_id",
              "t14"."earlier_sequence",
              "t14"."earlier_minor",
              "t14"."earlier_currency",
              "t31"."term_of",
              "t31"."begin"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t24"."charge_id",
                  "t24"."policy_id",
                  "t24"."institution_id",
                  "t24"."instalment_id",
                  "t24"."channel",
                  "t24"."charged_on",
                  "t24"."amount_minor",
                  "t24"."currency",
                  "t24"."sequence",
                  "t24"."due_minor",
                  "t24"."due_currency",
                  "t24"."issued_on",
                  "t16"."legal_value",
                  "t16"."house_value",
                  "t16"."limit",
                  "t16"."limit_ground"
                FROM (
                  SELECT
                    "t22"."charge_id",
                    "t22"."policy_id",
                    "t22"."institution_id",
                    "t22"."instalment_id",
                    "t22"."channel",
                    "t22"."charged_on",
                    "t22"."amount_minor",
                    "t22"."due_currency" AS "currency",
                    "t22"."sequence",
                    "t22"."due_minor",
                    "t22"."due_currency",
                    "t22"."issued_on"
                  FROM (
                    SELECT
                      "t5"."charge_id",
                      "t5"."policy_id",
                      "t5"."instalment_id",
                      "t5"."request_id",
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
                      "t5"."remittance_id",
                      "t20"."issued_on",
                      "t15"."sequence",
                      "t15"."announced_minor",
                      "t15"."due_id",
                      "t15"."due_policy_id",
                      "t15"."due_minor",
                      "t15"."due_currency"
                    FROM "subject" AS "t5"
                    INNER JOIN (
                      SELECT
                        "t7"."policy_id",
                        "t7"."issued_on"
                      FROM "policies" AS "t7"
                      WHERE
                        EXISTS(
                          SELECT
                            1
                          FROM (
                            SELECT
                              "t4"."product_id"
                            FROM "products" AS "t4"
                            WHERE
                              "t4"."premium_first" AND "t4"."line" <> 'motor'
                          ) AS "t17"
                          WHERE
                            "t7"."product_id" = "t17"."product_id"
                        )
                    ) AS "t20"
                      ON "t5"."policy_id" = "t20"."policy_id"
                    INNER JOIN (
                      SELECT
                        "t1"."sequence",
                        "t1"."announced_minor",
                        "t1"."instalment_id" AS "due_id",
                        "t1"."policy_id" AS "due_policy_id",
                        "t1"."amount_minor" AS "due_minor",
                        "t1"."currency" AS "due_currency"
                      FROM "instalments" AS "t1"
                      WHERE
                        "t1"."kind" = 'renewal_premium'
                    ) AS "t15"
                      ON "t5"."instalment_id" = "t15"."due_id"
                      AND "t5"."policy_id" = "t15"."due_policy_id"
                  ) AS "t22"
                ) AS "t24"
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
                    "t2"."name" = 'premium_first_non_motor'
                ) AS "t16"
                  ON "t16"."law_from" <= "t24"."issued_on" AND "t24"."issued_on" <= "t16"."law_to"
              ) AS "t25"
              WHERE
                "t25"."limit" >= 1
            ) AS "t27"
            INNER JOIN (
              SELECT
                "t6"."policy_id",
                "t6"."kind",
                "t6"."instalment_id" AS "earlier_id",
                "t6"."sequence" AS "earlier_sequence",
                "t6"."amount_minor" AS "earlier_minor",
                "t6"."currency" AS "earlier_currency"
              FROM "instalments" AS "t6"
            ) AS "t14"
              ON "t27"."policy_id" = "t14"."policy_id"
              AND "t14"."earlier_sequence" < "t27"."sequence"
            LEFT OUTER JOIN (
              SELECT
                "t29"."charge_id" AS "term_of",
                MAX("t29"."earlier_sequence") AS "begin"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t27"."charge_id",
                    "t27"."policy_id",
                    "t27"."institution_id",
                    "t27"."instalment_id",
                    "t27"."channel",
                    "t27"."charged_on",
                    "t27"."amount_minor",
                    "t27"."currency",
                    "t27"."sequence",
                    "t27"."due_minor",
                    "t27"."due_currency",
                    "t27"."limit_ground",
                    "t14"."kind",
                    "t14"."earlier_id",
                    "t14"."earlier_sequence",
                    "t14"."earlier_minor",
                    "t14"."earlier_currency"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t24"."charge_id",
                        "t24"."policy_id",
                        "t24"."institution_id",
                        "t24"."instalment_id",
                        "t24"."channel",
                        "t24"."charged_on",
                        "t24"."amount_minor",
                        "t24"."currency",
                        "t24"."sequence",
                        "t24"."due_minor",
                        "t24"."due_currency",
                        "t24"."issued_on",
                        "t16"."legal_value",
                        "t16"."house_value",
                        "t16"."limit",
                        "t16"."limit_ground"
                      FROM (
                        SELECT
                          "t22"."charge_id",
                          "t22"."policy_id",
                          "t22"."institution_id",
                          "t22"."instalment_id",
                          "t22"."channel",
                          "t22"."charged_on",
                          "t22"."amount_minor",
                          "t22"."due_currency" AS "currency",
                          "t22"."sequence",
                          "t22"."due_minor",
                          "t22"."due_currency",
                          "t22"."issued_on"
                        FROM (
                          SELECT
                            "t5"."charge_id",
                            "t5"."policy_id",
                            "t5"."instalment_id",
                            "t5"."request_id",
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
                            "t5"."remittance_id",
                            "t20"."issued_on",
                            "t15"."sequence",
                            "t15"."announced_minor",
                            "t15"."due_id",
                            "t15"."due_policy_id",
                            "t15"."due_minor",
                            "t15"."due_currency"
                          FROM "subject" AS "t5"
                          INNER JOIN (
                            SELECT
                              "t7"."policy_id",
                              "t7"."issued_on"
                            FROM "policies" AS "t7"
                            WHERE
                              EXISTS(
                                SELECT
                                  1
                                FROM (
                                  SELECT
                                    "t4"."product_id"
                                  FROM "products" AS "t4"
                                  WHERE
                                    "t4"."premium_first" AND "t4"."line" <> 'motor'
                                ) AS "t17"
                                WHERE
                                  "t7"."product_id" = "t17"."product_id"
                              )
                          ) AS "t20"
                            ON "t5"."policy_id" = "t20"."policy_id"
                          INNER JOIN (
                            SELECT
                              "t1"."sequence",
                              "t1"."announced_minor",
                              "t1"."instalment_id" AS "due_id",
                              "t1"."policy_id" AS "due_policy_id",
                              "t1"."amount_minor" AS "due_minor",
                              "t1"."currency" AS "due_currency"
                            FROM "instalments" AS "t1"
                            WHERE
                              "t1"."kind" = 'renewal_premium'
                          ) AS "t15"
                            ON "t5"."instalment_id" = "t15"."due_id"
                            AND "t5"."policy_id" = "t15"."due_policy_id"
                        ) AS "t22"
                      ) AS "t24"
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
                          "t2"."name" = 'premium_first_non_motor'
                      ) AS "t16"
                        ON "t16"."law_from" <= "t24"."issued_on" AND "t24"."issued_on" <= "t16"."law_to"
                    ) AS "t25"
                    WHERE
                      "t25"."limit" >= 1
                  ) AS "t27"
                  INNER JOIN (
                    SELECT
                      "t6"."policy_id",
                      "t6"."kind",
                      "t6"."instalment_id" AS "earlier_id",
                      "t6"."sequence" AS "earlier_sequence",
                      "t6"."amount_minor" AS "earlier_minor",
                      "t6"."currency" AS "earlier_currency"
                    FROM "instalments" AS "t6"
                  ) AS "t14"
                    ON "t27"."policy_id" = "t14"."policy_id"
                    AND "t14"."earlier_sequence" < "t27"."sequence"
                ) AS "t28"
                WHERE
                  "t28"."kind" <> 'renewal_premium'
              ) AS "t29"
              GROUP BY
                1
            ) AS "t31"
              ON "t27"."charge_id" = "t31"."term_of"
          ) AS "t32"
          WHERE
            (
              (
                "t32"."begin" IS NULL
              ) OR (
                "t32"."begin" <= "t32"."earlier_sequence"
              )
            )
            AND "t32"."earlier_currency" = "t32"."due_currency"
            AND "t32"."earlier_minor" < "t32"."due_minor"
        ) AS "t33"
      ) AS "t34"
      WHERE
        "t34"."nth_of_key" = 0
    ) AS "t35"
  ) AS "t36"
) AS "t37"
WHERE
  "t37"."nth_of_key" = 0
-- mode: unknown_whole
SELECT
  *
FROM (
  SELECT
    "t16"."record_id",
    'policy_unknown' AS "reason"
  FROM (
    SELECT
      "t15"."charge_id" AS "record_id"
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
        "t13"."due_currency" AS "currency",
        "t13"."charged_on",
        "t13"."charged_at",
        "t13"."settled_token",
        "t13"."remittance_id",
        "t13"."sequence",
        "t13"."announced_minor",
        "t13"."due_id",
        "t13"."due_policy_id",
        "t13"."due_minor",
        "t13"."due_currency"
      FROM (
        SELECT
          "t5"."charge_id",
          "t5"."policy_id",
          "t5"."instalment_id",
          "t5"."request_id",
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
          "t5"."remittance_id",
          "t10"."sequence",
          "t10"."announced_minor",
          "t10"."due_id",
          "t10"."due_policy_id",
          "t10"."due_minor",
          "t10"."due_currency"
        FROM "charges" AS "t5"
        INNER JOIN (
          SELECT
            "t2"."sequence",
            "t2"."announced_minor",
            "t2"."instalment_id" AS "due_id",
            "t2"."policy_id" AS "due_policy_id",
            "t2"."amount_minor" AS "due_minor",
            "t2"."currency" AS "due_currency"
          FROM "instalments" AS "t2"
          WHERE
            "t2"."kind" = 'renewal_premium'
        ) AS "t10"
          ON "t5"."instalment_id" = "t10"."due_id"
          AND "t5"."policy_id" = "t10"."due_policy_id"
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM (
              SELECT
                "t4"."policy_id"
              FROM "policies" AS "t4"
              WHERE
                EXISTS(
                  SELECT
                    1
                  FROM "products" AS "t6"
                  WHERE
                    "t4"."product_id" = "t6"."product_id"
                )
            ) AS "t12"
            WHERE
              "t5"."policy_id" = "t12"."policy_id"
          )
      ) AS "t13"
    ) AS "t15"
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM (
          SELECT
            "t0"."policy_id"
          FROM "policies" AS "t0"
        ) AS "t8"
        WHERE
          "t15"."policy_id" = "t8"."policy_id"
      )
  ) AS "t16"
) AS "t18"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t17"."record_id",
    'product_unknown' AS "reason"
  FROM (
    SELECT
      "t15"."charge_id" AS "record_id"
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
        "t13"."due_currency" AS "currency",
        "t13"."charged_on",
        "t13"."charged_at",
        "t13"."settled_token",
        "t13"."remittance_id",
        "t13"."sequence",
        "t13"."announced_minor",
        "t13"."due_id",
        "t13"."due_policy_id",
        "t13"."due_minor",
        "t13"."due_currency"
      FROM (
        SELECT
          "t5"."charge_id",
          "t5"."policy_id",
          "t5"."instalment_id",
          "t5"."request_id",
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
          "t5"."remittance_id",
          "t10"."sequence",
          "t10"."announced_minor",
          "t10"."due_id",
          "t10"."due_policy_id",
          "t10"."due_minor",
          "t10"."due_currency"
        FROM "charges" AS "t5"
        INNER JOIN (
          SELECT
            "t2"."sequence",
            "t2"."announced_minor",
            "t2"."instalment_id" AS "due_id",
            "t2"."policy_id" AS "due_policy_id",
            "t2"."amount_minor" AS "due_minor",
            "t2"."currency" AS "due_currency"
          FROM "instalments" AS "t2"
          WHERE
            "t2"."kind" = 'renewal_premium'
        ) AS "t10"
          ON "t5"."instalment_id" = "t10"."due_id"
          AND "t5"."policy_id" = "t10"."due_policy_id"
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM (
              SELECT
                "t4"."policy_id"
              FROM "policies" AS "t4"
              WHERE
                EXISTS(
                  SELECT
                    1
                  FROM "products" AS "t6"
                  WHERE
                    "t4"."product_id" = "t6"."product_id"
                )
            ) AS "t12"
            WHERE
              "t5"."policy_id" = "t12"."policy_id"
          )
      ) AS "t13"
    ) AS "t15"
    WHERE
      EXISTS(
        SELECT
          1
        FROM (
          SELECT
            "t0"."policy_id"
          FROM "policies" AS "t0"
        ) AS "t8"
        WHERE
          "t15"."policy_id" = "t8"."policy_id"
      )
  ) AS "t17"
) AS "t19"
-- mode: unknown_part
SELECT
  *
FROM (
  SELECT
    "t16"."record_id",
    'policy_unknown' AS "reason"
  FROM (
    SELECT
      "t15"."charge_id" AS "record_id"
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
        "t13"."due_currency" AS "currency",
        "t13"."charged_on",
        "t13"."charged_at",
        "t13"."settled_token",
        "t13"."remittance_id",
        "t13"."sequence",
        "t13"."announced_minor",
        "t13"."due_id",
        "t13"."due_policy_id",
        "t13"."due_minor",
        "t13"."due_currency"
      FROM (
        SELECT
          "t5"."charge_id",
          "t5"."policy_id",
          "t5"."instalment_id",
          "t5"."request_id",
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
          "t5"."remittance_id",
          "t10"."sequence",
          "t10"."announced_minor",
          "t10"."due_id",
          "t10"."due_policy_id",
          "t10"."due_minor",
          "t10"."due_currency"
        FROM "subject" AS "t5"
        INNER JOIN (
          SELECT
            "t2"."sequence",
            "t2"."announced_minor",
            "t2"."instalment_id" AS "due_id",
            "t2"."policy_id" AS "due_policy_id",
            "t2"."amount_minor" AS "due_minor",
            "t2"."currency" AS "due_currency"
          FROM "instalments" AS "t2"
          WHERE
            "t2"."kind" = 'renewal_premium'
        ) AS "t10"
          ON "t5"."instalment_id" = "t10"."due_id"
          AND "t5"."policy_id" = "t10"."due_policy_id"
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM (
              SELECT
                "t4"."policy_id"
              FROM "policies" AS "t4"
              WHERE
                EXISTS(
                  SELECT
                    1
                  FROM "products" AS "t6"
                  WHERE
                    "t4"."product_id" = "t6"."product_id"
                )
            ) AS "t12"
            WHERE
              "t5"."policy_id" = "t12"."policy_id"
          )
      ) AS "t13"
    ) AS "t15"
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM (
          SELECT
            "t0"."policy_id"
          FROM "policies" AS "t0"
        ) AS "t8"
        WHERE
          "t15"."policy_id" = "t8"."policy_id"
      )
  ) AS "t16"
) AS "t18"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t17"."record_id",
    'product_unknown' AS "reason"
  FROM (
    SELECT
      "t15"."charge_id" AS "record_id"
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
        "t13"."due_currency" AS "currency",
        "t13"."charged_on",
        "t13"."charged_at",
        "t13"."settled_token",
        "t13"."remittance_id",
        "t13"."sequence",
        "t13"."announced_minor",
        "t13"."due_id",
        "t13"."due_policy_id",
        "t13"."due_minor",
        "t13"."due_currency"
      FROM (
        SELECT
          "t5"."charge_id",
          "t5"."policy_id",
          "t5"."instalment_id",
          "t5"."request_id",
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
          "t5"."remittance_id",
          "t10"."sequence",
          "t10"."announced_minor",
          "t10"."due_id",
          "t10"."due_policy_id",
          "t10"."due_minor",
          "t10"."due_currency"
        FROM "subject" AS "t5"
        INNER JOIN (
          SELECT
            "t2"."sequence",
            "t2"."announced_minor",
            "t2"."instalment_id" AS "due_id",
            "t2"."policy_id" AS "due_policy_id",
            "t2"."amount_minor" AS "due_minor",
            "t2"."currency" AS "due_currency"
          FROM "instalments" AS "t2"
          WHERE
            "t2"."kind" = 'renewal_premium'
        ) AS "t10"
          ON "t5"."instalment_id" = "t10"."due_id"
          AND "t5"."policy_id" = "t10"."due_policy_id"
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM (
              SELECT
                "t4"."policy_id"
              FROM "policies" AS "t4"
              WHERE
                EXISTS(
                  SELECT
                    1
                  FROM "products" AS "t6"
                  WHERE
                    "t4"."product_id" = "t6"."product_id"
                )
            ) AS "t12"
            WHERE
              "t5"."policy_id" = "t12"."policy_id"
          )
      ) AS "t13"
    ) AS "t15"
    WHERE
      EXISTS(
        SELECT
          1
        FROM (
          SELECT
            "t0"."policy_id"
          FROM "policies" AS "t0"
        ) AS "t8"
        WHERE
          "t15"."policy_id" = "t8"."policy_id"
      )
  ) AS "t17"
) AS "t19"
-- mode: pending
SELECT
  "t37"."instalment_id",
  "t37"."channel",
  "t37"."sequence",
  "t37"."due_minor",
  "t37"."compared_with",
  "t37"."before_minor",
  "t37"."ground",
  "t37"."charge_id" AS "record_id",
  "t37"."policy_id",
  "t37"."institution_id",
  "t37"."charged_on" AS "happened_on",
  "t37"."due_minor" - "t37"."before_minor" AS "amount_minor",
  "t37"."currency",
  "t37"."amount_minor" AS "charged_minor"
FROM (
  SELECT
    "t36"."charge_id",
    "t36"."policy_id",
    "t36"."institution_id",
    "t36"."instalment_id",
    "t36"."channel",
    "t36"."charged_on",
    "t36"."amount_minor",
    "t36"."currency",
    "t36"."sequence",
    "t36"."due_minor",
    "t36"."compared_with",
    "t36"."before_minor",
    "t36"."ground",
    ROW_NUMBER() OVER (
      PARTITION BY "t36"."charge_id"
      ORDER BY "t36"."compared_with" ASC, "t36"."instalment_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth_of_key"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t18"."charge_id",
        "t18"."policy_id",
        "t18"."institution_id",
        "t18"."instalment_id",
        "t18"."channel",
        "t18"."charged_on",
        "t18"."amount_minor",
        "t18"."due_currency" AS "currency",
        "t18"."sequence",
        "t18"."due_minor",
        'announced' AS "compared_with",
        "t18"."announced_minor" AS "before_minor",
        CASE WHEN "t18"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
      FROM (
        SELECT
          "t5"."charge_id",
          "t5"."policy_id",
          "t5"."instalment_id",
          "t5"."request_id",
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
          "t5"."remittance_id",
          "t13"."sequence",
          "t13"."announced_minor",
          "t13"."due_id",
          "t13"."due_policy_id",
          "t13"."due_minor",
          "t13"."due_currency"
        FROM "subject" AS "t5"
        INNER JOIN (
          SELECT
            "t1"."sequence",
            "t1"."announced_minor",
            "t1"."instalment_id" AS "due_id",
            "t1"."policy_id" AS "due_policy_id",
            "t1"."amount_minor" AS "due_minor",
            "t1"."currency" AS "due_currency"
          FROM "instalments" AS "t1"
          WHERE
            "t1"."amount_minor" > "t1"."announced_minor"
        ) AS "t13"
          ON "t5"."instalment_id" = "t13"."due_id"
          AND "t5"."policy_id" = "t13"."due_policy_id"
      ) AS "t18"
    ) AS "t21"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t34"."charge_id",
        "t34"."policy_id",
        "t34"."institution_id",
        "t34"."instalment_id",
        "t34"."channel",
        "t34"."charged_on",
        "t34"."amount_minor",
        "t34"."currency",
        "t34"."sequence",
        "t34"."due_minor",
        'earlier_instalment' AS "compared_with",
        "t34"."earlier_minor" AS "before_minor",
        "t34"."limit_ground" AS "ground"
      FROM (
        SELECT
          "t33"."charge_id",
          "t33"."policy_id",
          "t33"."institution_id",
          "t33"."instalment_id",
          "t33"."channel",
          "t33"."charged_on",
          "t33"."amount_minor",
          "t33"."currency",
          "t33"."sequence",
          "t33"."due_minor",
          "t33"."due_currency",
          "t33"."limit_ground",
          "t33"."kind",
          "t33"."earlier_id",
          "t33"."earlier_sequence",
          "t33"."earlier_minor",
          "t33"."earlier_currency",
          "t33"."term_of",
          "t33"."begin",
          ROW_NUMBER() OVER (
            PARTITION BY "t33"."charge_id"
            ORDER BY "t33"."earlier_minor" ASC, "t33"."earlier_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "nth_of_key"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t27"."charge_id",
              "t27"."policy_id",
              "t27"."institution_id",
              "t27"."instalment_id",
              "t27"."channel",
              "t27"."charged_on",
              "t27"."amount_minor",
              "t27"."currency",
              "t27"."sequence",
              "t27"."due_minor",
              "t27"."due_currency",
              "t27"."limit_ground",
              "t14"."kind",
              "t14"."earlier_id",
              "t14"."earlier_sequence",
              "t14"."earlier_minor",
              "t14"."earlier_currency",
              "t31"."term_of",
              "t31"."begin"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t24"."charge_id",
                  "t24"."policy_id",
                  "t24"."institution_id",
                  "t24"."instalment_id",
                  "t24"."channel",
                  "t24"."charged_on",
                  "t24"."amount_minor",
                  "t24"."currency",
                  "t24"."sequence",
                  "t24"."due_minor",
                  "t24"."due_currency",
                  "t24"."issued_on",
                  "t16"."legal_value",
                  "t16"."house_value",
                  "t16"."limit",
                  "t16"."limit_ground"
                FROM (
                  SELECT
                    "t22"."charge_id",
                    "t22"."policy_id",
                    "t22"."institution_id",
                    "t22"."instalment_id",
                    "t22"."channel",
                    "t22"."charged_on",
                    "t22"."amount_minor",
                    "t22"."due_currency" AS "currency",
                    "t22"."sequence",
                    "t22"."due_minor",
                    "t22"."due_currency",
                    "t22"."issued_on"
                  FROM (
                    SELECT
                      "t5"."charge_id",
                      "t5"."policy_id",
                      "t5"."instalment_id",
                      "t5"."request_id",
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
                      "t5"."remittance_id",
                      "t20"."issued_on",
                      "t15"."sequence",
                      "t15"."announced_minor",
                      "t15"."due_id",
                      "t15"."due_policy_id",
                      "t15"."due_minor",
                      "t15"."due_currency"
                    FROM "subject" AS "t5"
                    INNER JOIN (
                      SELECT
                        "t7"."policy_id",
                        "t7"."issued_on"
                      FROM "policies" AS "t7"
                      WHERE
                        EXISTS(
                          SELECT
                            1
                          FROM (
                            SELECT
                              "t4"."product_id"
                            FROM "products" AS "t4"
                            WHERE
                              "t4"."premium_first" AND "t4"."line" <> 'motor'
                          ) AS "t17"
                          WHERE
                            "t7"."product_id" = "t17"."product_id"
                        )
                    ) AS "t20"
                      ON "t5"."policy_id" = "t20"."policy_id"
                    INNER JOIN (
                      SELECT
                        "t1"."sequence",
                        "t1"."announced_minor",
                        "t1"."instalment_id" AS "due_id",
                        "t1"."policy_id" AS "due_policy_id",
                        "t1"."amount_minor" AS "due_minor",
                        "t1"."currency" AS "due_currency"
                      FROM "instalments" AS "t1"
                      WHERE
                        "t1"."kind" = 'renewal_premium'
                    ) AS "t15"
                      ON "t5"."instalment_id" = "t15"."due_id"
                      AND "t5"."policy_id" = "t15"."due_policy_id"
                  ) AS "t22"
                ) AS "t24"
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
                    "t2"."name" = 'premium_first_non_motor'
                ) AS "t16"
                  ON "t16"."law_from" <= "t24"."issued_on" AND "t24"."issued_on" <= "t16"."law_to"
              ) AS "t25"
              WHERE
                "t25"."limit" >= 1
            ) AS "t27"
            INNER JOIN (
              SELECT
                "t6"."policy_id",
                "t6"."kind",
                "t6"."instalment_id" AS "earlier_id",
                "t6"."sequence" AS "earlier_sequence",
                "t6"."amount_minor" AS "earlier_minor",
                "t6"."currency" AS "earlier_currency"
              FROM "instalments" AS "t6"
            ) AS "t14"
              ON "t27"."policy_id" = "t14"."policy_id"
              AND "t14"."earlier_sequence" < "t27"."sequence"
            LEFT OUTER JOIN (
              SELECT
                "t29"."charge_id" AS "term_of",
                MAX("t29"."earlier_sequence") AS "begin"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t27"."charge_id",
                    "t27"."policy_id",
                    "t27"."institution_id",
                    "t27"."instalment_id",
                    "t27"."channel",
                    "t27"."charged_on",
                    "t27"."amount_minor",
                    "t27"."currency",
                    "t27"."sequence",
                    "t27"."due_minor",
                    "t27"."due_currency",
                    "t27"."limit_ground",
                    "t14"."kind",
                    "t14"."earlier_id",
                    "t14"."earlier_sequence",
                    "t14"."earlier_minor",
                    "t14"."earlier_currency"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t24"."charge_id",
                        "t24"."policy_id",
                        "t24"."institution_id",
                        "t24"."instalment_id",
                        "t24"."channel",
                        "t24"."charged_on",
                        "t24"."amount_minor",
                        "t24"."currency",
                        "t24"."sequence",
                        "t24"."due_minor",
                        "t24"."due_currency",
                        "t24"."issued_on",
                        "t16"."legal_value",
                        "t16"."house_value",
                        "t16"."limit",
                        "t16"."limit_ground"
                      FROM (
                        SELECT
                          "t22"."charge_id",
                          "t22"."policy_id",
                          "t22"."institution_id",
                          "t22"."instalment_id",
                          "t22"."channel",
                          "t22"."charged_on",
                          "t22"."amount_minor",
                          "t22"."due_currency" AS "currency",
                          "t22"."sequence",
                          "t22"."due_minor",
                          "t22"."due_currency",
                          "t22"."issued_on"
                        FROM (
                          SELECT
                            "t5"."charge_id",
                            "t5"."policy_id",
                            "t5"."instalment_id",
                            "t5"."request_id",
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
                            "t5"."remittance_id",
                            "t20"."issued_on",
                            "t15"."sequence",
                            "t15"."announced_minor",
                            "t15"."due_id",
                            "t15"."due_policy_id",
                            "t15"."due_minor",
                            "t15"."due_currency"
                          FROM "subject" AS "t5"
                          INNER JOIN (
                            SELECT
                              "t7"."policy_id",
                              "t7"."issued_on"
                            FROM "policies" AS "t7"
                            WHERE
                              EXISTS(
                                SELECT
                                  1
                                FROM (
                                  SELECT
                                    "t4"."product_id"
                                  FROM "products" AS "t4"
                                  WHERE
                                    "t4"."premium_first" AND "t4"."line" <> 'motor'
                                ) AS "t17"
                                WHERE
                                  "t7"."product_id" = "t17"."product_id"
                              )
                          ) AS "t20"
                            ON "t5"."policy_id" = "t20"."policy_id"
                          INNER JOIN (
                            SELECT
                              "t1"."sequence",
                              "t1"."announced_minor",
                              "t1"."instalment_id" AS "due_id",
                              "t1"."policy_id" AS "due_policy_id",
                              "t1"."amount_minor" AS "due_minor",
                              "t1"."currency" AS "due_currency"
                            FROM "instalments" AS "t1"
                            WHERE
                              "t1"."kind" = 'renewal_premium'
                          ) AS "t15"
                            ON "t5"."instalment_id" = "t15"."due_id"
                            AND "t5"."policy_id" = "t15"."due_policy_id"
                        ) AS "t22"
                      ) AS "t24"
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
                          "t2"."name" = 'premium_first_non_motor'
                      ) AS "t16"
                        ON "t16"."law_from" <= "t24"."issued_on" AND "t24"."issued_on" <= "t16"."law_to"
                    ) AS "t25"
                    WHERE
                      "t25"."limit" >= 1
                  ) AS "t27"
                  INNER JOIN (
                    SELECT
                      "t6"."policy_id",
                      "t6"."kind",
                      "t6"."instalment_id" AS "earlier_id",
                      "t6"."sequence" AS "earlier_sequence",
                      "t6"."amount_minor" AS "earlier_minor",
                      "t6"."currency" AS "earlier_currency"
                    FROM "instalments" AS "t6"
                  ) AS "t14"
                    ON "t27"."policy_id" = "t14"."policy_id"
                    AND "t14"."earlier_sequence" < "t27"."sequence"
                ) AS "t28"
                WHERE
                  "t28"."kind" <> 'renewal_premium'
              ) AS "t29"
              GROUP BY
                1
            ) AS "t31"
              ON "t27"."charge_id" = "t31"."term_of"
          ) AS "t32"
          WHERE
            (
              (
                "t32"."begin" IS NULL
              ) OR (
                "t32"."begin" <= "t32"."earlier_sequence"
              )
            )
            AND "t32"."earlier_currency" = "t32"."due_currency"
            AND "t32"."earlier_minor" < "t32"."due_minor"
        ) AS "t33"
      ) AS "t34"
      WHERE
        "t34"."nth_of_key" = 0
    ) AS "t35"
  ) AS "t36"
) AS "t37"
WHERE
  "t37"."nth_of_key" = 0
-- mode: unknown_pending
SELECT
  *
FROM (
  SELECT
    "t16"."record_id",
    'policy_unknown' AS "reason"
  FROM (
    SELECT
      "t15"."charge_id" AS "record_id"
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
        "t13"."due_currency" AS "currency",
        "t13"."charged_on",
        "t13"."charged_at",
        "t13"."settled_token",
        "t13"."remittance_id",
        "t13"."sequence",
        "t13"."announced_minor",
        "t13"."due_id",
        "t13"."due_policy_id",
        "t13"."due_minor",
        "t13"."due_currency"
      FROM (
        SELECT
          "t5"."charge_id",
          "t5"."policy_id",
          "t5"."instalment_id",
          "t5"."request_id",
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
          "t5"."remittance_id",
          "t10"."sequence",
          "t10"."announced_minor",
          "t10"."due_id",
          "t10"."due_policy_id",
          "t10"."due_minor",
          "t10"."due_currency"
        FROM "subject" AS "t5"
        INNER JOIN (
          SELECT
            "t2"."sequence",
            "t2"."announced_minor",
            "t2"."instalment_id" AS "due_id",
            "t2"."policy_id" AS "due_policy_id",
            "t2"."amount_minor" AS "due_minor",
            "t2"."currency" AS "due_currency"
          FROM "instalments" AS "t2"
          WHERE
            "t2"."kind" = 'renewal_premium'
        ) AS "t10"
          ON "t5"."instalment_id" = "t10"."due_id"
          AND "t5"."policy_id" = "t10"."due_policy_id"
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM (
              SELECT
                "t4"."policy_id"
              FROM "policies" AS "t4"
              WHERE
                EXISTS(
                  SELECT
                    1
                  FROM "products" AS "t6"
                  WHERE
                    "t4"."product_id" = "t6"."product_id"
                )
            ) AS "t12"
            WHERE
              "t5"."policy_id" = "t12"."policy_id"
          )
      ) AS "t13"
    ) AS "t15"
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM (
          SELECT
            "t0"."policy_id"
          FROM "policies" AS "t0"
        ) AS "t8"
        WHERE
          "t15"."policy_id" = "t8"."policy_id"
      )
  ) AS "t16"
) AS "t18"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t17"."record_id",
    'product_unknown' AS "reason"
  FROM (
    SELECT
      "t15"."charge_id" AS "record_id"
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
        "t13"."due_currency" AS "currency",
        "t13"."charged_on",
        "t13"."charged_at",
        "t13"."settled_token",
        "t13"."remittance_id",
        "t13"."sequence",
        "t13"."announced_minor",
        "t13"."due_id",
        "t13"."due_policy_id",
        "t13"."due_minor",
        "t13"."due_currency"
      FROM (
        SELECT
          "t5"."charge_id",
          "t5"."policy_id",
          "t5"."instalment_id",
          "t5"."request_id",
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
          "t5"."remittance_id",
          "t10"."sequence",
          "t10"."announced_minor",
          "t10"."due_id",
          "t10"."due_policy_id",
          "t10"."due_minor",
          "t10"."due_currency"
        FROM "subject" AS "t5"
        INNER JOIN (
          SELECT
            "t2"."sequence",
            "t2"."announced_minor",
            "t2"."instalment_id" AS "due_id",
            "t2"."policy_id" AS "due_policy_id",
            "t2"."amount_minor" AS "due_minor",
            "t2"."currency" AS "due_currency"
          FROM "instalments" AS "t2"
          WHERE
            "t2"."kind" = 'renewal_premium'
        ) AS "t10"
          ON "t5"."instalment_id" = "t10"."due_id"
          AND "t5"."policy_id" = "t10"."due_policy_id"
        WHERE
          NOT EXISTS(
            SELECT
              1
            FROM (
              SELECT
                "t4"."policy_id"
              FROM "policies" AS "t4"
              WHERE
                EXISTS(
                  SELECT
                    1
                  FROM "products" AS "t6"
                  WHERE
                    "t4"."product_id" = "t6"."product_id"
                )
            ) AS "t12"
            WHERE
              "t5"."policy_id" = "t12"."policy_id"
          )
      ) AS "t13"
    ) AS "t15"
    WHERE
      EXISTS(
        SELECT
          1
        FROM (
          SELECT
            "t0"."policy_id"
          FROM "policies" AS "t0"
        ) AS "t8"
        WHERE
          "t15"."policy_id" = "t8"."policy_id"
      )
  ) AS "t17"
) AS "t19"
