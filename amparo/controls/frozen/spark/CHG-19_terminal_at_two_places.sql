-- CHG-19 terminal_at_two_places 1.0.0
-- mode: whole
SELECT
  `t20`.`terminal_id`,
  `t20`.`operator_id`,
  `t20`.`earlier_charge_id`,
  `t20`.`seconds_between`,
  `t20`.`north_mm`,
  `t20`.`east_mm`,
  `t20`.`charge_id` AS `record_id`,
  `t20`.`policy_id`,
  `t20`.`institution_id`,
  `t20`.`charged_on` AS `happened_on`,
  `t20`.`amount_minor`,
  `t20`.`currency`,
  `t20`.`minutes` AS `minutes_allowed`,
  `t20`.`limit` AS `metres_allowed`,
  `t20`.`legal_value`,
  `t20`.`house_value`,
  IF(
    (
      `t20`.`seconds_between` <= (
        `t20`.`minutes_legal` * 60
      )
    )
    AND (
      (
        (
          IF(
            `t20`.`north_mm` <= (
              `t20`.`legal_value` * 1000
            ),
            `t20`.`north_mm`,
            (
              `t20`.`legal_value` * 1000
            ) + 1
          ) * IF(
            `t20`.`north_mm` <= (
              `t20`.`legal_value` * 1000
            ),
            `t20`.`north_mm`,
            (
              `t20`.`legal_value` * 1000
            ) + 1
          )
        ) + (
          IF(
            `t20`.`east_mm` <= (
              `t20`.`legal_value` * 1000
            ),
            `t20`.`east_mm`,
            (
              `t20`.`legal_value` * 1000
            ) + 1
          ) * IF(
            `t20`.`east_mm` <= (
              `t20`.`legal_value` * 1000
            ),
            `t20`.`east_mm`,
            (
              `t20`.`legal_value` * 1000
            ) + 1
          )
        )
      ) > (
        `t20`.`legal_value` * 1000 * (
          `t20`.`legal_value` * 1000
        )
      )
    ),
    'law',
    'house'
  ) AS `ground`
FROM (
  SELECT
    `t19`.`charge_id`,
    `t19`.`policy_id`,
    `t19`.`instalment_id`,
    `t19`.`request_id`,
    `t19`.`instruction_id`,
    `t19`.`institution_id`,
    `t19`.`channel`,
    `t19`.`bank`,
    `t19`.`kind`,
    `t19`.`account_token`,
    `t19`.`payer_name_token`,
    `t19`.`payer_match`,
    `t19`.`terminal_id`,
    `t19`.`merchant_id`,
    `t19`.`operator_id`,
    `t19`.`seen_latitude_e6`,
    `t19`.`seen_longitude_e6`,
    `t19`.`premises`,
    `t19`.`amount_minor`,
    `t19`.`currency`,
    `t19`.`charged_on`,
    `t19`.`charged_at`,
    `t19`.`settled_token`,
    `t19`.`remittance_id`,
    `t19`.`earlier_charge_id`,
    `t19`.`earlier_at`,
    `t19`.`earlier_latitude_e6`,
    `t19`.`earlier_longitude_e6`,
    `t19`.`scale_terminal_id`,
    `t19`.`scale_mm`,
    `t19`.`seconds_between`,
    `t19`.`north_mm`,
    `t19`.`east_mm`,
    `t19`.`minutes`,
    `t19`.`minutes_legal`,
    `t7`.`legal_value`,
    `t7`.`house_value`,
    `t7`.`limit`,
    `t7`.`limit_ground`
  FROM (
    SELECT
      `t17`.`charge_id`,
      `t17`.`policy_id`,
      `t17`.`instalment_id`,
      `t17`.`request_id`,
      `t17`.`instruction_id`,
      `t17`.`institution_id`,
      `t17`.`channel`,
      `t17`.`bank`,
      `t17`.`kind`,
      `t17`.`account_token`,
      `t17`.`payer_name_token`,
      `t17`.`payer_match`,
      `t17`.`terminal_id`,
      `t17`.`merchant_id`,
      `t17`.`operator_id`,
      `t17`.`seen_latitude_e6`,
      `t17`.`seen_longitude_e6`,
      `t17`.`premises`,
      `t17`.`amount_minor`,
      `t17`.`currency`,
      `t17`.`charged_on`,
      `t17`.`charged_at`,
      `t17`.`settled_token`,
      `t17`.`remittance_id`,
      `t17`.`earlier_charge_id`,
      `t17`.`earlier_at`,
      `t17`.`earlier_latitude_e6`,
      `t17`.`earlier_longitude_e6`,
      `t17`.`scale_terminal_id`,
      `t17`.`scale_mm`,
      `t17`.`seconds_between`,
      `t17`.`north_mm`,
      `t17`.`east_mm`,
      `t17`.`limit` AS `minutes`,
      `t17`.`legal_value` AS `minutes_legal`
    FROM (
      SELECT
        `t16`.`charge_id`,
        `t16`.`policy_id`,
        `t16`.`instalment_id`,
        `t16`.`request_id`,
        `t16`.`instruction_id`,
        `t16`.`institution_id`,
        `t16`.`channel`,
        `t16`.`bank`,
        `t16`.`kind`,
        `t16`.`account_token`,
        `t16`.`payer_name_token`,
        `t16`.`payer_match`,
        `t16`.`terminal_id`,
        `t16`.`merchant_id`,
        `t16`.`operator_id`,
        `t16`.`seen_latitude_e6`,
        `t16`.`seen_longitude_e6`,
        `t16`.`premises`,
        `t16`.`amount_minor`,
        `t16`.`currency`,
        `t16`.`charged_on`,
        `t16`.`charged_at`,
        `t16`.`settled_token`,
        `t16`.`remittance_id`,
        `t16`.`earlier_charge_id`,
        `t16`.`earlier_at`,
        `t16`.`earlier_latitude_e6`,
        `t16`.`earlier_longitude_e6`,
        `t16`.`scale_terminal_id`,
        `t16`.`scale_mm`,
        `t16`.`seconds_between`,
        `t16`.`north_mm`,
        `t16`.`east_mm`,
        `t8`.`legal_value`,
        `t8`.`house_value`,
        `t8`.`limit`,
        `t8`.`limit_ground`
      FROM (
        SELECT
          `t14`.`charge_id`,
          `t14`.`policy_id`,
          `t14`.`instalment_id`,
          `t14`.`request_id`,
          `t14`.`instruction_id`,
          `t14`.`institution_id`,
          `t14`.`channel`,
          `t14`.`bank`,
          `t14`.`kind`,
          `t14`.`account_token`,
          `t14`.`payer_name_token`,
          `t14`.`payer_match`,
          `t14`.`terminal_id`,
          `t14`.`merchant_id`,
          `t14`.`operator_id`,
          `t14`.`seen_latitude_e6`,
          `t14`.`seen_longitude_e6`,
          `t14`.`premises`,
          `t14`.`amount_minor`,
          `t14`.`currency`,
          `t14`.`charged_on`,
          `t14`.`charged_at`,
          `t14`.`settled_token`,
          `t14`.`remittance_id`,
          `t14`.`earlier_charge_id`,
          `t14`.`earlier_at`,
          `t14`.`earlier_latitude_e6`,
          `t14`.`earlier_longitude_e6`,
          `t14`.`scale_terminal_id`,
          `t14`.`scale_mm`,
          CAST(UNIX_TIMESTAMP(CAST(`t14`.`charged_at` AS TIMESTAMP)) AS BIGINT) - CAST(UNIX_TIMESTAMP(CAST(`t14`.`earlier_at` AS TIMESTAMP)) AS BIGINT) AS `seconds_between`,
          ABS(`t14`.`seen_latitude_e6` - `t14`.`earlier_latitude_e6`) * 111 AS `north_mm`,
          ABS(`t14`.`seen_longitude_e6` - `t14`.`earlier_longitude_e6`) * `t14`.`scale_mm` AS `east_mm`
        FROM (
          SELECT
            `t13`.`charge_id`,
            `t13`.`policy_id`,
            `t13`.`instalment_id`,
            `t13`.`request_id`,
            `t13`.`instruction_id`,
            `t13`.`institution_id`,
            `t13`.`channel`,
            `t13`.`bank`,
            `t13`.`kind`,
            `t13`.`account_token`,
            `t13`.`payer_name_token`,
            `t13`.`payer_match`,
            `t13`.`terminal_id`,
            `t13`.`merchant_id`,
            `t13`.`operator_id`,
            `t13`.`seen_latitude_e6`,
            `t13`.`seen_longitude_e6`,
            `t13`.`premises`,
            `t13`.`amount_minor`,
            `t13`.`currency`,
            `t13`.`charged_on`,
            `t13`.`charged_at`,
            `t13`.`settled_token`,
            `t13`.`remittance_id`,
            `t13`.`earlier_charge_id`,
            `t13`.`earlier_at`,
            `t13`.`earlier_latitude_e6`,
            `t13`.`earlier_longitude_e6`,
            `t11`.`scale_terminal_id`,
            `t11`.`scale_mm`
          FROM (
            SELECT
              *
            FROM (
              SELECT
                `t5`.`charge_id`,
                `t5`.`policy_id`,
                `t5`.`instalment_id`,
                `t5`.`request_id`,
                `t5`.`instruction_id`,
                `t5`.`institution_id`,
                `t5`.`channel`,
                `t5`.`bank`,
                `t5`.`kind`,
                `t5`.`account_token`,
                `t5`.`payer_name_token`,
                `t5`.`payer_match`,
                `t5`.`terminal_id`,
                `t5`.`merchant_id`,
                `t5`.`operator_id`,
                `t5`.`seen_latitude_e6`,
                `t5`.`seen_longitude_e6`,
                `t5`.`premises`,
                `t5`.`amount_minor`,
                `t5`.`currency`,
                `t5`.`charged_on`,
                `t5`.`charged_at`,
                `t5`.`settled_token`,
                `t5`.`remittance_id`,
                LAG(`t5`.`charge_id`) OVER (
                  PARTITION BY `t5`.`terminal_id`
                  ORDER BY `t5`.`charged_at` ASC NULLS LAST, `t5`.`charge_id` ASC NULLS LAST
                ) AS `earlier_charge_id`,
                LAG(`t5`.`charged_at`) OVER (
                  PARTITION BY `t5`.`terminal_id`
                  ORDER BY `t5`.`charged_at` ASC NULLS LAST, `t5`.`charge_id` ASC NULLS LAST
                ) AS `earlier_at`,
                LAG(`t5`.`seen_latitude_e6`) OVER (
                  PARTITION BY `t5`.`terminal_id`
                  ORDER BY `t5`.`charged_at` ASC NULLS LAST, `t5`.`charge_id` ASC NULLS LAST
                ) AS `earlier_latitude_e6`,
                LAG(`t5`.`seen_longitude_e6`) OVER (
                  PARTITION BY `t5`.`terminal_id`
                  ORDER BY `t5`.`charged_at` ASC NULLS LAST, `t5`.`charge_id` ASC NULLS LAST
                ) AS `earlier_longitude_e6`
              FROM (
                SELECT
                  *
                FROM `charges` AS `t1`
                WHERE
                  `t1`.`channel` = 'pos'
                  AND `t1`.`terminal_id` IS NOT NULL
                  AND `t1`.`seen_latitude_e6` IS NOT NULL
                  AND `t1`.`seen_longitude_e6` IS NOT NULL
              ) AS `t5`
            ) AS `t10`
            WHERE
              `t10`.`earlier_charge_id` IS NOT NULL
              AND (
                (
                  `t10`.`seen_latitude_e6` <> `t10`.`earlier_latitude_e6`
                )
                OR (
                  `t10`.`seen_longitude_e6` <> `t10`.`earlier_longitude_e6`
                )
              )
          ) AS `t13`
          INNER JOIN (
            SELECT
              `t6`.`terminal_id` AS `scale_terminal_id`,
              MAX(`t6`.`longitude_mm_e6`) AS `scale_mm`
            FROM (
              SELECT
                *
              FROM `terminals` AS `t2`
              WHERE
                `t2`.`longitude_mm_e6` IS NOT NULL
            ) AS `t6`
            GROUP BY
              1
          ) AS `t11`
            ON `t13`.`terminal_id` = `t11`.`scale_terminal_id`
        ) AS `t14`
      ) AS `t16`
      INNER JOIN (
        SELECT
          `t0`.`legal_value`,
          `t0`.`house_value`,
          `t0`.`value` AS `limit`,
          `t0`.`ground` AS `limit_ground`,
          `t0`.`valid_from` AS `law_from`,
          `t0`.`valid_to` AS `law_to`
        FROM `law_values` AS `t0`
        WHERE
          `t0`.`name` = 'terminal_two_places_minutes'
      ) AS `t8`
        ON `t8`.`law_from` <= `t16`.`charged_on` AND `t16`.`charged_on` <= `t8`.`law_to`
    ) AS `t17`
    WHERE
      `t17`.`seconds_between` <= (
        `t17`.`limit` * 60
      )
  ) AS `t19`
  INNER JOIN (
    SELECT
      `t0`.`legal_value`,
      `t0`.`house_value`,
      `t0`.`value` AS `limit`,
      `t0`.`ground` AS `limit_ground`,
      `t0`.`valid_from` AS `law_from`,
      `t0`.`valid_to` AS `law_to`
    FROM `law_values` AS `t0`
    WHERE
      `t0`.`name` = 'terminal_two_places_metres'
  ) AS `t7`
    ON `t7`.`law_from` <= `t19`.`charged_on` AND `t19`.`charged_on` <= `t7`.`law_to`
) AS `t20`
WHERE
  (
    (
      IF(
        `t20`.`north_mm` <= (
          `t20`.`limit` * 1000
        ),
        `t20`.`north_mm`,
        (
          `t20`.`limit` * 1000
        ) + 1
      ) * IF(
        `t20`.`north_mm` <= (
          `t20`.`limit` * 1000
        ),
        `t20`.`north_mm`,
        (
          `t20`.`limit` * 1000
        ) + 1
      )
    ) + (
      IF(
        `t20`.`east_mm` <= (
          `t20`.`limit` * 1000
        ),
        `t20`.`east_mm`,
        (
          `t20`.`limit` * 1000
        ) + 1
      ) * IF(
        `t20`.`east_mm` <= (
          `t20`.`limit` * 1000
        ),
        `t20`.`east_mm`,
        (
          `t20`.`limit` * 1000
        ) + 1
      )
    )
  ) > (
    `t20`.`limit` * 1000 * (
      `t20`.`limit` * 1000
    )
  )
-- mode: part
SELECT
  `t26`.`terminal_id`,
  `t26`.`operator_id`,
  `t26`.`earlier_charge_id`,
  `t26`.`seconds_between`,
  `t26`.`north_mm`,
  `t26`.`east_mm`,
  `t26`.`charge_id` AS `record_id`,
  `t26`.`policy_id`,
  `t26`.`institution_id`,
  `t26`.`charged_on` AS `happened_on`,
  `t26`.`amount_minor`,
  `t26`.`currency`,
  `t26`.`minutes` AS `minutes_allowed`,
  `t26`.`limit` AS `metres_allowed`,
  `t26`.`legal_value`,
  `t26`.`house_value`,
  IF(
    (
      `t26`.`seconds_between` <= (
        `t26`.`minutes_legal` * 60
      )
    )
    AND (
      (
        (
          IF(
            `t26`.`north_mm` <= (
              `t26`.`legal_value` * 1000
            ),
            `t26`.`north_mm`,
            (
              `t26`.`legal_value` * 1000
            ) + 1
          ) * IF(
            `t26`.`north_mm` <= (
              `t26`.`legal_value` * 1000
            ),
            `t26`.`north_mm`,
            (
              `t26`.`legal_value` * 1000
            ) + 1
          )
        ) + (
          IF(
            `t26`.`east_mm` <= (
              `t26`.`legal_value` * 1000
            ),
            `t26`.`east_mm`,
            (
              `t26`.`legal_value` * 1000
            ) + 1
          ) * IF(
            `t26`.`east_mm` <= (
              `t26`.`legal_value` * 1000
            ),
            `t26`.`east_mm`,
            (
              `t26`.`legal_value` * 1000
            ) + 1
          )
        )
      ) > (
        `t26`.`legal_value` * 1000 * (
          `t26`.`legal_value` * 1000
        )
      )
    ),
    'law',
    'house'
  ) AS `ground`
FROM (
  SELECT
    `t25`.`charge_id`,
    `t25`.`policy_id`,
    `t25`.`instalment_id`,
    `t25`.`request_id`,
    `t25`.`instruction_id`,
    `t25`.`institution_id`,
    `t25`.`channel`,
    `t25`.`bank`,
    `t25`.`kind`,
    `t25`.`account_token`,
    `t25`.`payer_name_token`,
    `t25`.`payer_match`,
    `t25`.`terminal_id`,
    `t25`.`merchant_id`,
    `t25`.`operator_id`,
    `t25`.`seen_latitude_e6`,
    `t25`.`seen_longitude_e6`,
    `t25`.`premises`,
    `t25`.`amount_minor`,
    `t25`.`currency`,
    `t25`.`charged_on`,
    `t25`.`charged_at`,
    `t25`.`settled_token`,
    `t25`.`remittance_id`,
    `t25`.`earlier_charge_id`,
    `t25`.`earlier_at`,
    `t25`.`earlier_latitude_e6`,
    `t25`.`earlier_longitude_e6`,
    `t25`.`scale_terminal_id`,
    `t25`.`scale_mm`,
    `t25`.`seconds_between`,
    `t25`.`north_mm`,
    `t25`.`east_mm`,
    `t25`.`minutes`,
    `t25`.`minutes_legal`,
    `t10`.`legal_value`,
    `t10`.`house_value`,
    `t10`.`limit`,
    `t10`.`limit_ground`
  FROM (
    SELECT
      `t23`.`charge_id`,
      `t23`.`policy_id`,
      `t23`.`instalment_id`,
      `t23`.`request_id`,
      `t23`.`instruction_id`,
      `t23`.`institution_id`,
      `t23`.`channel`,
      `t23`.`bank`,
      `t23`.`kind`,
      `t23`.`account_token`,
      `t23`.`payer_name_token`,
      `t23`.`payer_match`,
      `t23`.`terminal_id`,
      `t23`.`merchant_id`,
      `t23`.`operator_id`,
      `t23`.`seen_latitude_e6`,
      `t23`.`seen_longitude_e6`,
      `t23`.`premises`,
      `t23`.`amount_minor`,
      `t23`.`currency`,
      `t23`.`charged_on`,
      `t23`.`charged_at`,
      `t23`.`settled_token`,
      `t23`.`remittance_id`,
      `t23`.`earlier_charge_id`,
      `t23`.`earlier_at`,
      `t23`.`earlier_latitude_e6`,
      `t23`.`earlier_longitude_e6`,
      `t23`.`scale_terminal_id`,
      `t23`.`scale_mm`,
      `t23`.`seconds_between`,
      `t23`.`north_mm`,
      `t23`.`east_mm`,
      `t23`.`limit` AS `minutes`,
      `t23`.`legal_value` AS `minutes_legal`
    FROM (
      SELECT
        `t22`.`charge_id`,
        `t22`.`policy_id`,
        `t22`.`instalment_id`,
        `t22`.`request_id`,
        `t22`.`instruction_id`,
        `t22`.`institution_id`,
        `t22`.`channel`,
        `t22`.`bank`,
        `t22`.`kind`,
        `t22`.`account_token`,
        `t22`.`payer_name_token`,
        `t22`.`payer_match`,
        `t22`.`terminal_id`,
        `t22`.`merchant_id`,
        `t22`.`operator_id`,
        `t22`.`seen_latitude_e6`,
        `t22`.`seen_longitude_e6`,
        `t22`.`premises`,
        `t22`.`amount_minor`,
        `t22`.`currency`,
        `t22`.`charged_on`,
        `t22`.`charged_at`,
        `t22`.`settled_token`,
        `t22`.`remittance_id`,
        `t22`.`earlier_charge_id`,
        `t22`.`earlier_at`,
        `t22`.`earlier_latitude_e6`,
        `t22`.`earlier_longitude_e6`,
        `t22`.`scale_terminal_id`,
        `t22`.`scale_mm`,
        `t22`.`seconds_between`,
        `t22`.`north_mm`,
        `t22`.`east_mm`,
        `t11`.`legal_value`,
        `t11`.`house_value`,
        `t11`.`limit`,
        `t11`.`limit_ground`
      FROM (
        SELECT
          `t20`.`charge_id`,
          `t20`.`policy_id`,
          `t20`.`instalment_id`,
          `t20`.`request_id`,
          `t20`.`instruction_id`,
          `t20`.`institution_id`,
          `t20`.`channel`,
          `t20`.`bank`,
          `t20`.`kind`,
          `t20`.`account_token`,
          `t20`.`payer_name_token`,
          `t20`.`payer_match`,
          `t20`.`terminal_id`,
          `t20`.`merchant_id`,
          `t20`.`operator_id`,
          `t20`.`seen_latitude_e6`,
          `t20`.`seen_longitude_e6`,
          `t20`.`premises`,
          `t20`.`amount_minor`,
          `t20`.`currency`,
          `t20`.`charged_on`,
          `t20`.`charged_at`,
          `t20`.`settled_token`,
          `t20`.`remittance_id`,
          `t20`.`earlier_charge_id`,
          `t20`.`earlier_at`,
          `t20`.`earlier_latitude_e6`,
          `t20`.`earlier_longitude_e6`,
          `t20`.`scale_terminal_id`,
          `t20`.`scale_mm`,
          CAST(UNIX_TIMESTAMP(CAST(`t20`.`charged_at` AS TIMESTAMP)) AS BIGINT) - CAST(UNIX_TIMESTAMP(CAST(`t20`.`earlier_at` AS TIMESTAMP)) AS BIGINT) AS `seconds_between`,
          ABS(`t20`.`seen_latitude_e6` - `t20`.`earlier_latitude_e6`) * 111 AS `north_mm`,
          ABS(`t20`.`seen_longitude_e6` - `t20`.`earlier_longitude_e6`) * `t20`.`scale_mm` AS `east_mm`
        FROM (
          SELECT
            `t19`.`charge_id`,
            `t19`.`policy_id`,
            `t19`.`instalment_id`,
            `t19`.`request_id`,
            `t19`.`instruction_id`,
            `t19`.`institution_id`,
            `t19`.`channel`,
            `t19`.`bank`,
            `t19`.`kind`,
            `t19`.`account_token`,
            `t19`.`payer_name_token`,
            `t19`.`payer_match`,
            `t19`.`terminal_id`,
            `t19`.`merchant_id`,
            `t19`.`operator_id`,
            `t19`.`seen_latitude_e6`,
            `t19`.`seen_longitude_e6`,
            `t19`.`premises`,
            `t19`.`amount_minor`,
            `t19`.`currency`,
            `t19`.`charged_on`,
            `t19`.`charged_at`,
            `t19`.`settled_token`,
            `t19`.`remittance_id`,
            `t19`.`earlier_charge_id`,
            `t19`.`earlier_at`,
            `t19`.`earlier_latitude_e6`,
            `t19`.`earlier_longitude_e6`,
            `t14`.`scale_terminal_id`,
            `t14`.`scale_mm`
          FROM (
            SELECT
              *
            FROM (
              SELECT
                `t16`.`charge_id`,
                `t16`.`policy_id`,
                `t16`.`instalment_id`,
                `t16`.`request_id`,
                `t16`.`instruction_id`,
                `t16`.`institution_id`,
                `t16`.`channel`,
                `t16`.`bank`,
                `t16`.`kind`,
                `t16`.`account_token`,
                `t16`.`payer_name_token`,
                `t16`.`payer_match`,
                `t16`.`terminal_id`,
                `t16`.`merchant_id`,
                `t16`.`operator_id`,
                `t16`.`seen_latitude_e6`,
                `t16`.`seen_longitude_e6`,
                `t16`.`premises`,
                `t16`.`amount_minor`,
                `t16`.`currency`,
                `t16`.`charged_on`,
                `t16`.`charged_at`,
                `t16`.`settled_token`,
                `t16`.`remittance_id`,
                LAG(`t16`.`charge_id`) OVER (
                  PARTITION BY `t16`.`terminal_id`
                  ORDER BY `t16`.`charged_at` ASC NULLS LAST, `t16`.`charge_id` ASC NULLS LAST
                ) AS `earlier_charge_id`,
                LAG(`t16`.`charged_at`) OVER (
                  PARTITION BY `t16`.`terminal_id`
                  ORDER BY `t16`.`charged_at` ASC NULLS LAST, `t16`.`charge_id` ASC NULLS LAST
                ) AS `earlier_at`,
                LAG(`t16`.`seen_latitude_e6`) OVER (
                  PARTITION BY `t16`.`terminal_id`
                  ORDER BY `t16`.`charged_at` ASC NULLS LAST, `t16`.`charge_id` ASC NULLS LAST
                ) AS `earlier_latitude_e6`,
                LAG(`t16`.`seen_longitude_e6`) OVER (
                  PARTITION BY `t16`.`terminal_id`
                  ORDER BY `t16`.`charged_at` ASC NULLS LAST, `t16`.`charge_id` ASC NULLS LAST
                ) AS `earlier_longitude_e6`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    `t5`.`charge_id`,
                    `t5`.`policy_id`,
                    `t5`.`instalment_id`,
                    `t5`.`request_id`,
                    `t5`.`instruction_id`,
                    `t5`.`institution_id`,
                    `t5`.`channel`,
                    `t5`.`bank`,
                    `t5`.`kind`,
                    `t5`.`account_token`,
                    `t5`.`payer_name_token`,
                    `t5`.`payer_match`,
                    `t12`.`terminal_id`,
                    `t5`.`merchant_id`,
                    `t5`.`operator_id`,
                    `t5`.`seen_latitude_e6`,
                    `t5`.`seen_longitude_e6`,
                    `t5`.`premises`,
                    `t5`.`amount_minor`,
                    `t5`.`currency`,
                    `t5`.`charged_on`,
                    `t5`.`charged_at`,
                    `t5`.`settled_token`,
                    `t5`.`remittance_id`
                  FROM (
                    SELECT DISTINCT
                      `t1`.`terminal_id`
                    FROM `subject` AS `t1`
                    WHERE
                      `t1`.`terminal_id` IS NOT NULL
                  ) AS `t12`
                  INNER JOIN `charges` AS `t5`
                    ON `t12`.`terminal_id` = `t5`.`terminal_id`
                ) AS `t15`
                WHERE
                  `t15`.`channel` = 'pos'
                  AND `t15`.`terminal_id` IS NOT NULL
                  AND `t15`.`seen_latitude_e6` IS NOT NULL
                  AND `t15`.`seen_longitude_e6` IS NOT NULL
              ) AS `t16`
            ) AS `t17`
            WHERE
              `t17`.`earlier_charge_id` IS NOT NULL
              AND (
                (
                  `t17`.`seen_latitude_e6` <> `t17`.`earlier_latitude_e6`
                )
                OR (
                  `t17`.`seen_longitude_e6` <> `t17`.`earlier_longitude_e6`
                )
              )
          ) AS `t19`
          LEFT SEMI JOIN `subject` AS `t4`
            ON `t19`.`charge_id` = `t4`.`charge_id`
          INNER JOIN (
            SELECT
              `t9`.`terminal_id` AS `scale_terminal_id`,
              MAX(`t9`.`longitude_mm_e6`) AS `scale_mm`
            FROM (
              SELECT
                *
              FROM `terminals` AS `t2`
              WHERE
                `t2`.`longitude_mm_e6` IS NOT NULL
            ) AS `t9`
            GROUP BY
              1
          ) AS `t14`
            ON `t19`.`terminal_id` = `t14`.`scale_terminal_id`
        ) AS `t20`
      ) AS `t22`
      INNER JOIN (
        SELECT
          `t0`.`legal_value`,
          `t0`.`house_value`,
          `t0`.`value` AS `limit`,
          `t0`.`ground` AS `limit_ground`,
          `t0`.`valid_from` AS `law_from`,
          `t0`.`valid_to` AS `law_to`
        FROM `law_values` AS `t0`
        WHERE
          `t0`.`name` = 'terminal_two_places_minutes'
      ) AS `t11`
        ON `t11`.`law_from` <= `t22`.`charged_on` AND `t22`.`charged_on` <= `t11`.`law_to`
    ) AS `t23`
    WHERE
      `t23`.`seconds_between` <= (
        `t23`.`limit` * 60
      )
  ) AS `t25`
  INNER JOIN (
    SELECT
      `t0`.`legal_value`,
      `t0`.`house_value`,
      `t0`.`value` AS `limit`,
      `t0`.`ground` AS `limit_ground`,
      `t0`.`valid_from` AS `law_from`,
      `t0`.`valid_to` AS `law_to`
    FROM `law_values` AS `t0`
    WHERE
      `t0`.`name` = 'terminal_two_places_metres'
  ) AS `t10`
    ON `t10`.`law_from` <= `t25`.`charged_on` AND `t25`.`charged_on` <= `t10`.`law_to`
) AS `t26`
WHERE
  (
    (
      IF(
        `t26`.`north_mm` <= (
          `t26`.`limit` * 1000
        ),
        `t26`.`north_mm`,
        (
          `t26`.`limit` * 1000
        ) + 1
      ) * IF(
        `t26`.`north_mm` <= (
          `t26`.`limit` * 1000
        ),
        `t26`.`north_mm`,
        (
          `t26`.`limit` * 1000
        ) + 1
      )
    ) + (
      IF(
        `t26`.`east_mm` <= (
          `t26`.`limit` * 1000
        ),
        `t26`.`east_mm`,
        (
          `t26`.`limit` * 1000
        ) + 1
      ) * IF(
        `t26`.`east_mm` <= (
          `t26`.`limit` * 1000
        ),
        `t26`.`east_mm`,
        (
          `t26`.`limit` * 1000
        ) + 1
      )
    )
  ) > (
    `t26`.`limit` * 1000 * (
      `t26`.`limit` * 1000
    )
  )
-- mode: unknown_whole
SELECT
  *
FROM (
  SELECT
    `t0`.`charge_id` AS `record_id`,
    'not_seen' AS `reason`
  FROM `charges` AS `t0`
  WHERE
    `t0`.`channel` = 'pos'
    AND `t0`.`terminal_id` IS NOT NULL
    AND (
      (
        `t0`.`seen_latitude_e6` IS NULL
      ) OR (
        `t0`.`seen_longitude_e6` IS NULL
      )
    )
) AS `t4`
UNION ALL
SELECT
  *
FROM (
  SELECT
    `t8`.`record_id`,
    'no_place' AS `reason`
  FROM (
    SELECT
      `t5`.`charge_id` AS `record_id`
    FROM (
      SELECT
        *
      FROM `charges` AS `t0`
      WHERE
        `t0`.`channel` = 'pos'
        AND `t0`.`terminal_id` IS NOT NULL
        AND `t0`.`seen_latitude_e6` IS NOT NULL
        AND `t0`.`seen_longitude_e6` IS NOT NULL
    ) AS `t5`
    LEFT ANTI JOIN (
      SELECT
        `t3`.`terminal_id` AS `scale_terminal_id`,
        MAX(`t3`.`longitude_mm_e6`) AS `scale_mm`
      FROM (
        SELECT
          *
        FROM `terminals` AS `t1`
        WHERE
          `t1`.`longitude_mm_e6` IS NOT NULL
      ) AS `t3`
      GROUP BY
        1
    ) AS `t7`
      ON `t5`.`terminal_id` = `t7`.`scale_terminal_id`
  ) AS `t8`
) AS `t9`
-- mode: unknown_part
SELECT
  *
FROM (
  SELECT
    `t0`.`charge_id` AS `record_id`,
    'not_seen' AS `reason`
  FROM `subject` AS `t0`
  WHERE
    `t0`.`channel` = 'pos'
    AND `t0`.`terminal_id` IS NOT NULL
    AND (
      (
        `t0`.`seen_latitude_e6` IS NULL
      ) OR (
        `t0`.`seen_longitude_e6` IS NULL
      )
    )
) AS `t4`
UNION ALL
SELECT
  *
FROM (
  SELECT
    `t8`.`record_id`,
    'no_place' AS `reason`
  FROM (
    SELECT
      `t5`.`charge_id` AS `record_id`
    FROM (
      SELECT
        *
      FROM `subject` AS `t0`
      WHERE
        `t0`.`channel` = 'pos'
        AND `t0`.`terminal_id` IS NOT NULL
        AND `t0`.`seen_latitude_e6` IS NOT NULL
        AND `t0`.`seen_longitude_e6` IS NOT NULL
    ) AS `t5`
    LEFT ANTI JOIN (
      SELECT
        `t3`.`terminal_id` AS `scale_terminal_id`,
        MAX(`t3`.`longitude_mm_e6`) AS `scale_mm`
      FROM (
        SELECT
          *
        FROM `terminals` AS `t1`
        WHERE
          `t1`.`longitude_mm_e6` IS NOT NULL
      ) AS `t3`
      GROUP BY
        1
    ) AS `t7`
      ON `t5`.`terminal_id` = `t7`.`scale_terminal_id`
  ) AS `t8`
) AS `t9`
