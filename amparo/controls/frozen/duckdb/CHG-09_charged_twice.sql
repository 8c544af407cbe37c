-- CHG-09 charged_twice 1.0.0
-- mode: whole
SELECT
  "t23"."instalment_id",
  "t23"."channel",
  "t23"."sequence",
  "t23"."due_on",
  "t23"."due_minor",
  (
    "t23"."taken_minor" - "t23"."amount_minor"
  ) - COALESCE("t23"."back_minor", 0) AS "kept_minor",
  "t23"."first_charge_id",
  "t23"."charge_id" AS "record_id",
  "t23"."policy_id",
  "t23"."institution_id",
  "t23"."charged_on" AS "happened_on",
  "t23"."amount_minor" - CASE
    WHEN (
      (
        "t23"."taken_minor" - "t23"."amount_minor"
      ) - COALESCE("t23"."back_minor", 0)
    ) < "t23"."due_minor"
    THEN "t23"."due_minor" - (
      (
        "t23"."taken_minor" - "t23"."amount_minor"
      ) - COALESCE("t23"."back_minor", 0)
    )
    ELSE 0
  END AS "amount_minor",
  "t23"."currency",
  "t23"."amount_minor" AS "charged_minor",
  CASE WHEN "t23"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t16"."charge_id",
    "t16"."policy_id",
    "t16"."instalment_id",
    "t16"."institution_id",
    "t16"."channel",
    "t16"."currency",
    "t16"."charged_on",
    "t16"."charged_at",
    "t16"."amount_minor",
    "t16"."taken_minor",
    "t16"."first_charge_id",
    "t6"."sequence",
    "t6"."due_on",
    "t6"."due_minor",
    "t22"."back_id",
    "t22"."back_minor"
  FROM (
    SELECT
      *
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
        SUM("t13"."amount_minor") OVER (
          PARTITION BY "t13"."policy_id", "t13"."instalment_id", "t13"."currency"
          ORDER BY "t13"."charged_at" ASC, "t13"."charge_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "taken_minor",
        FIRST_VALUE("t13"."charge_id") OVER (
          PARTITION BY "t13"."policy_id", "t13"."instalment_id", "t13"."currency"
          ORDER BY "t13"."charged_at" ASC, "t13"."charge_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "first_charge_id"
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
          "t3"."remittance_id"
        FROM "charges" AS "t3"
        INNER JOIN (
          SELECT
            *
          FROM (
            SELECT
              "t1"."instalment_id" AS "several_id",
              COUNT(*) AS "charges"
            FROM "charges" AS "t1"
            GROUP BY
              1
          ) AS "t5"
          WHERE
            "t5"."charges" > 1
        ) AS "t10"
          ON "t3"."instalment_id" = "t10"."several_id"
      ) AS "t13"
    ) AS "t14"
    WHERE
      "t14"."taken_minor" > "t14"."amount_minor"
  ) AS "t16"
  INNER JOIN (
    SELECT
      "t0"."instalment_id",
      "t0"."sequence",
      "t0"."due_on",
      "t0"."policy_id" AS "due_policy_id",
      "t0"."currency" AS "due_currency",
      "t0"."amount_minor" AS "due_minor"
    FROM "instalments" AS "t0"
  ) AS "t6"
    ON "t16"."instalment_id" = "t6"."instalment_id"
    AND "t16"."policy_id" = "t6"."due_policy_id"
    AND "t16"."currency" = "t6"."due_currency"
    AND "t16"."taken_minor" > "t6"."due_minor"
  LEFT OUTER JOIN (
    SELECT
      "t20"."charge_id" AS "back_id",
      SUM("t20"."back_minor") AS "back_minor"
    FROM (
      SELECT
        "t19"."charge_id",
        "t19"."charged_on",
        "t19"."charged_at",
        "t19"."again_policy",
        "t19"."again_instalment",
        "t12"."policy_id",
        "t12"."instalment_id",
        "t12"."paid_on",
        "t12"."earlier_id",
        "t12"."earlier_at",
        "t12"."back_minor"
      FROM (
        SELECT
          "t17"."charge_id",
          "t17"."charged_on",
          "t17"."charged_at",
          "t17"."policy_id" AS "again_policy",
          "t17"."instalment_id" AS "again_instalment"
        FROM (
          SELECT
            "t16"."charge_id",
            "t16"."policy_id",
            "t16"."instalment_id",
            "t16"."institution_id",
            "t16"."channel",
            "t16"."currency",
            "t16"."charged_on",
            "t16"."charged_at",
            "t16"."amount_minor",
            "t16"."taken_minor",
            "t16"."first_charge_id",
            "t6"."sequence",
            "t6"."due_on",
            "t6"."due_minor"
          FROM (
            SELECT
              *
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
                SUM("t13"."amount_minor") OVER (
                  PARTITION BY "t13"."policy_id", "t13"."instalment_id", "t13"."currency"
                  ORDER BY "t13"."charged_at" ASC, "t13"."charge_id" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "taken_minor",
                FIRST_VALUE("t13"."charge_id") OVER (
                  PARTITION BY "t13"."policy_id", "t13"."instalment_id", "t13"."currency"
                  ORDER BY "t13"."charged_at" ASC, "t13"."charge_id" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "first_charge_id"
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
                  "t3"."remittance_id"
                FROM "charges" AS "t3"
                INNER JOIN (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t1"."instalment_id" AS "several_id",
                      COUNT(*) AS "charges"
                    FROM "charges" AS "t1"
                    GROUP BY
                      1
                  ) AS "t5"
                  WHERE
                    "t5"."charges" > 1
                ) AS "t10"
                  ON "t3"."instalment_id" = "t10"."several_id"
              ) AS "t13"
            ) AS "t14"
            WHERE
              "t14"."taken_minor" > "t14"."amount_minor"
          ) AS "t16"
          INNER JOIN (
            SELECT
              "t0"."instalment_id",
              "t0"."sequence",
              "t0"."due_on",
              "t0"."policy_id" AS "due_policy_id",
              "t0"."currency" AS "due_currency",
              "t0"."amount_minor" AS "due_minor"
            FROM "instalments" AS "t0"
          ) AS "t6"
            ON "t16"."instalment_id" = "t6"."instalment_id"
            AND "t16"."policy_id" = "t6"."due_policy_id"
            AND "t16"."currency" = "t6"."due_currency"
            AND "t16"."taken_minor" > "t6"."due_minor"
        ) AS "t17"
      ) AS "t19"
      INNER JOIN (
        SELECT
          "t3"."policy_id",
          "t3"."instalment_id",
          "t8"."paid_on",
          "t3"."charge_id" AS "earlier_id",
          "t3"."charged_at" AS "earlier_at",
          CASE
            WHEN "t8"."paid_minor" < "t3"."amount_minor"
            THEN "t8"."paid_minor"
            ELSE "t3"."amount_minor"
          END AS "back_minor"
        FROM "charges" AS "t3"
        INNER JOIN (
          SELECT
            "t2"."paid_on",
            "t2"."paid_minor",
            "t2"."charge_id" AS "wrong_charge_id"
          FROM "refunds" AS "t2"
          WHERE
            "t2"."kind" = 'wrong_charge' AND "t2"."paid_on" IS NOT NULL
        ) AS "t8"
          ON "t3"."charge_id" = "t8"."wrong_charge_id"
      ) AS "t12"
        ON "t19"."again_policy" = "t12"."policy_id"
        AND "t19"."again_instalment" = "t12"."instalment_id"
        AND "t12"."paid_on" <= "t19"."charged_on"
        AND (
          (
            "t12"."earlier_at" < "t19"."charged_at"
          )
          OR (
            (
              "t12"."earlier_at" = "t19"."charged_at"
            )
            AND (
              "t12"."earlier_id" < "t19"."charge_id"
            )
          )
        )
    ) AS "t20"
    GROUP BY
      1
  ) AS "t22"
    ON "t16"."charge_id" = "t22"."back_id"
) AS "t23"
WHERE
  (
    (
      "t23"."taken_minor" - "t23"."amount_minor"
    ) - COALESCE("t23"."back_minor", 0)
  ) > 0
  AND (
    (
      (
        "t23"."taken_minor" - "t23"."amount_minor"
      ) - COALESCE("t23"."back_minor", 0)
    ) + "t23"."amount_minor"
  ) > "t23"."due_minor"
-- mode: part
SELECT
  "t28"."instalment_id",
  "t28"."channel",
  "t28"."sequence",
  "t28"."due_on",
  "t28"."due_minor",
  (
    "t28"."taken_minor" - "t28"."amount_minor"
  ) - COALESCE("t28"."back_minor", 0) AS "kept_minor",
  "t28"."first_charge_id",
  "t28"."charge_id" AS "record_id",
  "t28"."policy_id",
  "t28"."institution_id",
  "t28"."charged_on" AS "happened_on",
  "t28"."amount_minor" - CASE
    WHEN (
      (
        "t28"."taken_minor" - "t28"."amount_minor"
      ) - COALESCE("t28"."back_minor", 0)
    ) < "t28"."due_minor"
    THEN "t28"."due_minor" - (
      (
        "t28"."taken_minor" - "t28"."amount_minor"
      ) - COALESCE("t28"."back_minor", 0)
    )
    ELSE 0
  END AS "amount_minor",
  "t28"."currency",
  "t28"."amount_minor" AS "charged_minor",
  CASE WHEN "t28"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t21"."charge_id",
    "t21"."policy_id",
    "t21"."instalment_id",
    "t21"."institution_id",
    "t21"."channel",
    "t21"."currency",
    "t21"."charged_on",
    "t21"."charged_at",
    "t21"."amount_minor",
    "t21"."taken_minor",
    "t21"."first_charge_id",
    "t8"."sequence",
    "t8"."due_on",
    "t8"."due_minor",
    "t27"."back_id",
    "t27"."back_minor"
  FROM (
    SELECT
      *
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
        SUM("t18"."amount_minor") OVER (
          PARTITION BY "t18"."policy_id", "t18"."instalment_id", "t18"."currency"
          ORDER BY "t18"."charged_at" ASC, "t18"."charge_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "taken_minor",
        FIRST_VALUE("t18"."charge_id") OVER (
          PARTITION BY "t18"."policy_id", "t18"."instalment_id", "t18"."currency"
          ORDER BY "t18"."charged_at" ASC, "t18"."charge_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "first_charge_id"
      FROM (
        SELECT
          "t5"."charge_id",
          "t10"."policy_id",
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
          "t5"."remittance_id"
        FROM (
          SELECT DISTINCT
            "t0"."policy_id"
          FROM "subject" AS "t0"
          WHERE
            "t0"."policy_id" IS NOT NULL
        ) AS "t10"
        INNER JOIN "charges" AS "t5"
          ON "t10"."policy_id" = "t5"."policy_id"
        INNER JOIN (
          SELECT
            *
          FROM (
            SELECT
              "t12"."instalment_id" AS "several_id",
              COUNT(*) AS "charges"
            FROM (
              SELECT
                "t5"."charge_id",
                "t10"."policy_id",
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
                "t5"."remittance_id"
              FROM (
                SELECT DISTINCT
                  "t0"."policy_id"
                FROM "subject" AS "t0"
                WHERE
                  "t0"."policy_id" IS NOT NULL
              ) AS "t10"
              INNER JOIN "charges" AS "t5"
                ON "t10"."policy_id" = "t5"."policy_id"
            ) AS "t12"
            GROUP BY
              1
          ) AS "t15"
          WHERE
            "t15"."charges" > 1
        ) AS "t17"
          ON "t5"."instalment_id" = "t17"."several_id"
      ) AS "t18"
    ) AS "t19"
    WHERE
      "t19"."taken_minor" > "t19"."amount_minor"
  ) AS "t21"
  SEMI JOIN "subject" AS "t4"
    ON "t21"."charge_id" = "t4"."charge_id"
  INNER JOIN (
    SELECT
      "t1"."instalment_id",
      "t1"."sequence",
      "t1"."due_on",
      "t1"."policy_id" AS "due_policy_id",
      "t1"."currency" AS "due_currency",
      "t1"."amount_minor" AS "due_minor"
    FROM "instalments" AS "t1"
  ) AS "t8"
    ON "t21"."instalment_id" = "t8"."instalment_id"
    AND "t21"."policy_id" = "t8"."due_policy_id"
    AND "t21"."currency" = "t8"."due_currency"
    AND "t21"."taken_minor" > "t8"."due_minor"
  LEFT OUTER JOIN (
    SELECT
      "t25"."charge_id" AS "back_id",
      SUM("t25"."back_minor") AS "back_minor"
    FROM (
      SELECT
        "t24"."charge_id",
        "t24"."charged_on",
        "t24"."charged_at",
        "t24"."again_policy",
        "t24"."again_instalment",
        "t14"."policy_id",
        "t14"."instalment_id",
        "t14"."paid_on",
        "t14"."earlier_id",
        "t14"."earlier_at",
        "t14"."back_minor"
      FROM (
        SELECT
          "t22"."charge_id",
          "t22"."charged_on",
          "t22"."charged_at",
          "t22"."policy_id" AS "again_policy",
          "t22"."instalment_id" AS "again_instalment"
        FROM (
          SELECT
            "t21"."charge_id",
            "t21"."policy_id",
            "t21"."instalment_id",
            "t21"."institution_id",
            "t21"."channel",
            "t21"."currency",
            "t21"."charged_on",
            "t21"."charged_at",
            "t21"."amount_minor",
            "t21"."taken_minor",
            "t21"."first_charge_id",
            "t8"."sequence",
            "t8"."due_on",
            "t8"."due_minor"
          FROM (
            SELECT
              *
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
                SUM("t18"."amount_minor") OVER (
                  PARTITION BY "t18"."policy_id", "t18"."instalment_id", "t18"."currency"
                  ORDER BY "t18"."charged_at" ASC, "t18"."charge_id" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "taken_minor",
                FIRST_VALUE("t18"."charge_id") OVER (
                  PARTITION BY "t18"."policy_id", "t18"."instalment_id", "t18"."currency"
                  ORDER BY "t18"."charged_at" ASC, "t18"."charge_id" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "first_charge_id"
              FROM (
                SELECT
                  "t5"."charge_id",
                  "t10"."policy_id",
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
                  "t5"."remittance_id"
                FROM (
                  SELECT DISTINCT
                    "t0"."policy_id"
                  FROM "subject" AS "t0"
                  WHERE
                    "t0"."policy_id" IS NOT NULL
                ) AS "t10"
                INNER JOIN "charges" AS "t5"
                  ON "t10"."policy_id" = "t5"."policy_id"
                INNER JOIN (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t12"."instalment_id" AS "several_id",
                      COUNT(*) AS "charges"
                    FROM (
                      SELECT
                        "t5"."charge_id",
                        "t10"."policy_id",
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
                        "t5"."remittance_id"
                      FROM (
                        SELECT DISTINCT
                          "t0"."policy_id"
                        FROM "subject" AS "t0"
                        WHERE
                          "t0"."policy_id" IS NOT NULL
                      ) AS "t10"
                      INNER JOIN "charges" AS "t5"
                        ON "t10"."policy_id" = "t5"."policy_id"
                    ) AS "t12"
                    GROUP BY
                      1
                  ) AS "t15"
                  WHERE
                    "t15"."charges" > 1
                ) AS "t17"
                  ON "t5"."instalment_id" = "t17"."several_id"
              ) AS "t18"
            ) AS "t19"
            WHERE
              "t19"."taken_minor" > "t19"."amount_minor"
          ) AS "t21"
          SEMI JOIN "subject" AS "t4"
            ON "t21"."charge_id" = "t4"."charge_id"
          INNER JOIN (
            SELECT
              "t1"."instalment_id",
              "t1"."sequence",
              "t1"."due_on",
              "t1"."policy_id" AS "due_policy_id",
              "t1"."currency" AS "due_currency",
              "t1"."amount_minor" AS "due_minor"
            FROM "instalments" AS "t1"
          ) AS "t8"
            ON "t21"."instalment_id" = "t8"."instalment_id"
            AND "t21"."policy_id" = "t8"."due_policy_id"
            AND "t21"."currency" = "t8"."due_currency"
            AND "t21"."taken_minor" > "t8"."due_minor"
        ) AS "t22"
      ) AS "t24"
      INNER JOIN (
        SELECT
          "t10"."policy_id",
          "t5"."instalment_id",
          "t11"."paid_on",
          "t5"."charge_id" AS "earlier_id",
          "t5"."charged_at" AS "earlier_at",
          CASE
            WHEN "t11"."paid_minor" < "t5"."amount_minor"
            THEN "t11"."paid_minor"
            ELSE "t5"."amount_minor"
          END AS "back_minor"
        FROM (
          SELECT DISTINCT
            "t0"."policy_id"
          FROM "subject" AS "t0"
          WHERE
            "t0"."policy_id" IS NOT NULL
        ) AS "t10"
        INNER JOIN "charges" AS "t5"
          ON "t10"."policy_id" = "t5"."policy_id"
        INNER JOIN (
          SELECT
            "t3"."paid_on",
            "t3"."paid_minor",
            "t3"."charge_id" AS "wrong_charge_id"
          FROM "refunds" AS "t3"
          WHERE
            "t3"."kind" = 'wrong_charge' AND "t3"."paid_on" IS NOT NULL
        ) AS "t11"
          ON "t5"."charge_id" = "t11"."wrong_charge_id"
      ) AS "t14"
        ON "t24"."again_policy" = "t14"."policy_id"
        AND "t24"."again_instalment" = "t14"."instalment_id"
        AND "t14"."paid_on" <= "t24"."charged_on"
        AND (
          (
            "t14"."earlier_at" < "t24"."charged_at"
          )
          OR (
            (
              "t14"."earlier_at" = "t24"."charged_at"
            )
            AND (
              "t14"."earlier_id" < "t24"."charge_id"
            )
          )
        )
    ) AS "t25"
    GROUP BY
      1
  ) AS "t27"
    ON "t21"."charge_id" = "t27"."back_id"
) AS "t28"
WHERE
  (
    (
      "t28"."taken_minor" - "t28"."amount_minor"
    ) - COALESCE("t28"."back_minor", 0)
  ) > 0
  AND (
    (
      (
        "t28"."taken_minor" - "t28"."amount_minor"
      ) - COALESCE("t28"."back_minor", 0)
    ) + "t28"."amount_minor"
  ) > "t28"."due_minor"
-- mode: pending
WITH "t14" AS (
  SELECT
    *
  FROM (
    SELECT
      "t5"."charge_id",
      "t11"."policy_id",
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
      "t5"."remittance_id"
    FROM (
      SELECT DISTINCT
        "t0"."policy_id"
      FROM "subject" AS "t0"
      WHERE
        "t0"."policy_id" IS NOT NULL
    ) AS "t11"
    INNER JOIN "charges" AS "t5"
      ON "t11"."policy_id" = "t5"."policy_id"
  ) AS "t13"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM "subject" AS "t0"
  ) AS "t6"
)
SELECT
  "t32"."instalment_id",
  "t32"."channel",
  "t32"."sequence",
  "t32"."due_on",
  "t32"."due_minor",
  (
    "t32"."taken_minor" - "t32"."amount_minor"
  ) - COALESCE("t32"."back_minor", 0) AS "kept_minor",
  "t32"."first_charge_id",
  "t32"."charge_id" AS "record_id",
  "t32"."policy_id",
  "t32"."institution_id",
  "t32"."charged_on" AS "happened_on",
  "t32"."amount_minor" - CASE
    WHEN (
      (
        "t32"."taken_minor" - "t32"."amount_minor"
      ) - COALESCE("t32"."back_minor", 0)
    ) < "t32"."due_minor"
    THEN "t32"."due_minor" - (
      (
        "t32"."taken_minor" - "t32"."amount_minor"
      ) - COALESCE("t32"."back_minor", 0)
    )
    ELSE 0
  END AS "amount_minor",
  "t32"."currency",
  "t32"."amount_minor" AS "charged_minor",
  CASE WHEN "t32"."channel" IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS "ground"
FROM (
  SELECT
    "t25"."charge_id",
    "t25"."policy_id",
    "t25"."instalment_id",
    "t25"."institution_id",
    "t25"."channel",
    "t25"."currency",
    "t25"."charged_on",
    "t25"."charged_at",
    "t25"."amount_minor",
    "t25"."taken_minor",
    "t25"."first_charge_id",
    "t9"."sequence",
    "t9"."due_on",
    "t9"."due_minor",
    "t31"."back_id",
    "t31"."back_minor"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t22"."charge_id",
        "t22"."policy_id",
        "t22"."instalment_id",
        "t22"."request_id",
        "t22"."instruction_id",
        "t22"."institution_id",
        "t22"."channel",
        "t22"."bank",
        "t22"."kind",
        "t22"."account_token",
        "t22"."payer_name_token",
        "t22"."payer_match",
        "t22"."terminal_id",
        "t22"."merchant_id",
        "t22"."operator_id",
        "t22"."seen_latitude_e6",
        "t22"."seen_longitude_e6",
        "t22"."premises",
        "t22"."amount_minor",
        "t22"."currency",
        "t22"."charged_on",
        "t22"."charged_at",
        "t22"."settled_token",
        "t22"."remittance_id",
        SUM("t22"."amount_minor") OVER (
          PARTITION BY "t22"."policy_id", "t22"."instalment_id", "t22"."currency"
          ORDER BY "t22"."charged_at" ASC, "t22"."charge_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "taken_minor",
        FIRST_VALUE("t22"."charge_id") OVER (
          PARTITION BY "t22"."policy_id", "t22"."instalment_id", "t22"."currency"
          ORDER BY "t22"."charged_at" ASC, "t22"."charge_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "first_charge_id"
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
          "t16"."remittance_id"
        FROM "t14" AS "t16"
        INNER JOIN (
          SELECT
            *
          FROM (
            SELECT
              "t15"."instalment_id" AS "several_id",
              COUNT(*) AS "charges"
            FROM "t14" AS "t15"
            GROUP BY
              1
          ) AS "t17"
          WHERE
            "t17"."charges" > 1
        ) AS "t21"
          ON "t16"."instalment_id" = "t21"."several_id"
      ) AS "t22"
    ) AS "t23"
    WHERE
      "t23"."taken_minor" > "t23"."amount_minor"
  ) AS "t25"
  SEMI JOIN "subject" AS "t4"
    ON "t25"."charge_id" = "t4"."charge_id"
  INNER JOIN (
    SELECT
      "t1"."instalment_id",
      "t1"."sequence",
      "t1"."due_on",
      "t1"."policy_id" AS "due_policy_id",
      "t1"."currency" AS "due_currency",
      "t1"."amount_minor" AS "due_minor"
    FROM "instalments" AS "t1"
  ) AS "t9"
    ON "t25"."instalment_id" = "t9"."instalment_id"
    AND "t25"."policy_id" = "t9"."due_policy_id"
    AND "t25"."currency" = "t9"."due_currency"
    AND "t25"."taken_minor" > "t9"."due_minor"
  LEFT OUTER JOIN (
    SELECT
      "t29"."charge_id" AS "back_id",
      SUM("t29"."back_minor") AS "back_minor"
    FROM (
      SELECT
        "t28"."charge_id",
        "t28"."charged_on",
        "t28"."charged_at",
        "t28"."again_policy",
        "t28"."again_instalment",
        "t20"."policy_id",
        "t20"."instalment_id",
        "t20"."paid_on",
        "t20"."earlier_id",
        "t20"."earlier_at",
        "t20"."back_minor"
      FROM (
        SELECT
          "t26"."charge_id",
          "t26"."charged_on",
          "t26"."charged_at",
          "t26"."policy_id" AS "again_policy",
          "t26"."instalment_id" AS "again_instalment"
        FROM (
          SELECT
            "t25"."charge_id",
            "t25"."policy_id",
            "t25"."instalment_id",
            "t25"."institution_id",
            "t25"."channel",
            "t25"."currency",
            "t25"."charged_on",
            "t25"."charged_at",
            "t25"."amount_minor",
            "t25"."taken_minor",
            "t25"."first_charge_id",
            "t9"."sequence",
            "t9"."due_on",
            "t9"."due_minor"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t22"."charge_id",
                "t22"."policy_id",
                "t22"."instalment_id",
                "t22"."request_id",
                "t22"."instruction_id",
                "t22"."institution_id",
                "t22"."channel",
                "t22"."bank",
                "t22"."kind",
                "t22"."account_token",
                "t22"."payer_name_token",
                "t22"."payer_match",
                "t22"."terminal_id",
                "t22"."merchant_id",
                "t22"."operator_id",
                "t22"."seen_latitude_e6",
                "t22"."seen_longitude_e6",
                "t22"."premises",
                "t22"."amount_minor",
                "t22"."currency",
                "t22"."charged_on",
                "t22"."charged_at",
                "t22"."settled_token",
                "t22"."remittance_id",
                SUM("t22"."amount_minor") OVER (
                  PARTITION BY "t22"."policy_id", "t22"."instalment_id", "t22"."currency"
                  ORDER BY "t22"."charged_at" ASC, "t22"."charge_id" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "taken_minor",
                FIRST_VALUE("t22"."charge_id") OVER (
                  PARTITION BY "t22"."policy_id", "t22"."instalment_id", "t22"."currency"
                  ORDER BY "t22"."charged_at" ASC, "t22"."charge_id" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "first_charge_id"
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
                  "t16"."remittance_id"
                FROM "t14" AS "t16"
                INNER JOIN (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t15"."instalment_id" AS "several_id",
                      COUNT(*) AS "charges"
                    FROM "t14" AS "t15"
                    GROUP BY
                      1
                  ) AS "t17"
                  WHERE
                    "t17"."charges" > 1
                ) AS "t21"
                  ON "t16"."instalment_id" = "t21"."several_id"
              ) AS "t22"
            ) AS "t23"
            WHERE
              "t23"."taken_minor" > "t23"."amount_minor"
          ) AS "t25"
          SEMI JOIN "subject" AS "t4"
            ON "t25"."charge_id" = "t4"."charge_id"
          INNER JOIN (
            SELECT
              "t1"."instalment_id",
              "t1"."sequence",
              "t1"."due_on",
              "t1"."policy_id" AS "due_policy_id",
              "t1"."currency" AS "due_currency",
              "t1"."amount_minor" AS "due_minor"
            FROM "instalments" AS "t1"
          ) AS "t9"
            ON "t25"."instalment_id" = "t9"."instalment_id"
            AND "t25"."policy_id" = "t9"."due_policy_id"
            AND "t25"."currency" = "t9"."due_currency"
            AND "t25"."taken_minor" > "t9"."due_minor"
        ) AS "t26"
      ) AS "t28"
      INNER JOIN (
        SELECT
          "t16"."policy_id",
          "t16"."instalment_id",
          "t12"."paid_on",
          "t16"."charge_id" AS "earlier_id",
          "t16"."charged_at" AS "earlier_at",
          CASE
            WHEN "t12"."paid_minor" < "t16"."amount_minor"
            THEN "t12"."paid_minor"
            ELSE "t16"."amount_minor"
          END AS "back_minor"
        FROM "t14" AS "t16"
        INNER JOIN (
          SELECT
            "t3"."paid_on",
            "t3"."paid_minor",
            "t3"."charge_id" AS "wrong_charge_id"
          FROM "refunds" AS "t3"
          WHERE
            "t3"."kind" = 'wrong_charge' AND "t3"."paid_on" IS NOT NULL
        ) AS "t12"
          ON "t16"."charge_id" = "t12"."wrong_charge_id"
      ) AS "t20"
        ON "t28"."again_policy" = "t20"."policy_id"
        AND "t28"."again_instalment" = "t20"."instalment_id"
        AND "t20"."paid_on" <= "t28"."charged_on"
        AND (
          (
            "t20"."earlier_at" < "t28"."charged_at"
          )
          OR (
            (
              "t20"."earlier_at" = "t28"."charged_at"
            )
            AND (
              "t20"."earlier_id" < "t28"."charge_id"
            )
          )
        )
    ) AS "t29"
    GROUP BY
      1
  ) AS "t31"
    ON "t25"."charge_id" = "t31"."back_id"
) AS "t32"
WHERE
  (
    (
      "t32"."taken_minor" - "t32"."amount_minor"
    ) - COALESCE("t32"."back_minor", 0)
  ) > 0
  AND (
    (
      (
        "t32"."taken_minor" - "t32"."amount_minor"
      ) - COALESCE("t32"."back_minor", 0)
    ) + "t32"."amount_minor"
  ) > "t32"."due_minor"
