-- CHG-13 one_account_many_policies 1.0.0
-- mode: whole
WITH `t18` AS (
  SELECT
    `t4`.`charge_id`,
    `t4`.`policy_id`,
    `t10`.`policyholder_id`,
    `t4`.`account_token`,
    `t4`.`payer_name_token`,
    `t4`.`institution_id`,
    `t4`.`amount_minor`,
    `t4`.`currency`,
    `t4`.`charged_on`
  FROM `charges` AS `t4`
  LEFT SEMI JOIN (
    SELECT
      *
    FROM (
      SELECT
        `t1`.`account_token`,
        MIN(`t1`.`policy_id`) AS `one`,
        MAX(`t1`.`policy_id`) AS `other`
      FROM `charges` AS `t1`
      GROUP BY
        1
    ) AS `t9`
    WHERE
      `t9`.`one` <> `t9`.`other`
  ) AS `t13`
    ON `t4`.`account_token` = `t13`.`account_token`
  INNER JOIN (
    SELECT
      `t3`.`policy_id`,
      `t3`.`policyholder_id`
    FROM `policies` AS `t3`
  ) AS `t10`
    ON `t4`.`policy_id` = `t10`.`policy_id`
  LEFT SEMI JOIN (
    SELECT
      *
    FROM (
      SELECT
        `t14`.`account_token`,
        MIN(`t14`.`policyholder_id`) AS `one`,
        MAX(`t14`.`policyholder_id`) AS `other`
      FROM (
        SELECT
          `t4`.`charge_id`,
          `t4`.`policy_id`,
          `t10`.`policyholder_id`,
          `t4`.`account_token`,
          `t4`.`payer_name_token`,
          `t4`.`institution_id`,
          `t4`.`amount_minor`,
          `t4`.`currency`,
          `t4`.`charged_on`
        FROM `charges` AS `t4`
        LEFT SEMI JOIN (
          SELECT
            *
          FROM (
            SELECT
              `t1`.`account_token`,
              MIN(`t1`.`policy_id`) AS `one`,
              MAX(`t1`.`policy_id`) AS `other`
            FROM `charges` AS `t1`
            GROUP BY
              1
          ) AS `t9`
          WHERE
            `t9`.`one` <> `t9`.`other`
        ) AS `t13`
          ON `t4`.`account_token` = `t13`.`account_token`
        INNER JOIN (
          SELECT
            `t3`.`policy_id`,
            `t3`.`policyholder_id`
          FROM `policies` AS `t3`
        ) AS `t10`
          ON `t4`.`policy_id` = `t10`.`policy_id`
      ) AS `t14`
      GROUP BY
        1
    ) AS `t15`
    WHERE
      `t15`.`one` <> `t15`.`other`
  ) AS `t17`
    ON `t4`.`account_token` = `t17`.`account_token`
  LEFT ANTI JOIN `payer_exceptions` AS `t5`
    ON `t4`.`policy_id` = `t5`.`policy_id`
    AND `t4`.`account_token` = `t5`.`account_token`
    AND `t5`.`valid_from` <= `t4`.`charged_on`
    AND `t4`.`charged_on` <= `t5`.`valid_to`
  LEFT ANTI JOIN `payer_exceptions` AS `t6`
    ON `t4`.`policy_id` = `t6`.`policy_id`
    AND `t4`.`payer_name_token` = `t6`.`payer_name_token`
    AND `t6`.`valid_from` <= `t4`.`charged_on`
    AND `t4`.`charged_on` <= `t6`.`valid_to`
), `t21` AS (
  SELECT
    `t19`.`charge_id`,
    `t19`.`policy_id`,
    `t19`.`policyholder_id`,
    `t19`.`account_token`,
    `t19`.`payer_name_token`,
    `t19`.`institution_id`,
    `t19`.`amount_minor`,
    `t19`.`currency`,
    `t19`.`charged_on`,
    ROW_NUMBER() OVER (
      PARTITION BY `t19`.`account_token`
      ORDER BY `t19`.`charged_on` DESC, `t19`.`charge_id` DESC
    ) - 1 AS `nth_of_key`
  FROM `t18` AS `t19`
), `t23` AS (
  SELECT
    `t20`.`account_token`,
    `t20`.`policyholder_id`,
    `t20`.`on_day`,
    LAG(`t20`.`on_day`) OVER (
      PARTITION BY `t20`.`account_token`, `t20`.`policyholder_id`
      ORDER BY `t20`.`on_day` ASC NULLS LAST, `t20`.`policyholder_id` ASC NULLS LAST
    ) AS `before`,
    LEAD(`t20`.`on_day`) OVER (
      PARTITION BY `t20`.`account_token`, `t20`.`policyholder_id`
      ORDER BY `t20`.`on_day` ASC NULLS LAST, `t20`.`policyholder_id` ASC NULLS LAST
    ) AS `after`
  FROM (
    SELECT DISTINCT
      `t19`.`account_token`,
      `t19`.`policyholder_id`,
      DATEDIFF(DAY, MAKE_DATE(1970, 1, 1), `t19`.`charged_on`) AS `on_day`
    FROM `t18` AS `t19`
  ) AS `t20`
)
SELECT
  `t38`.`institution_id`,
  `t38`.`amount_minor`,
  `t38`.`currency`,
  `t38`.`account_token`,
  `t38`.`policyholders`,
  `t38`.`policies`,
  `t38`.`charges`,
  `t38`.`legal_value`,
  `t38`.`house_value`,
  `t38`.`account_token` AS `record_id`,
  CAST(NULL AS STRING) AS `policy_id`,
  `t38`.`last_on` AS `happened_on`,
  `t38`.`limit` AS `threshold`,
  IF(`t38`.`policyholders` >= `t38`.`legal_value`, 'law', 'house') AS `ground`
FROM (
  SELECT
    `t37`.`account_token`,
    `t37`.`policyholders`,
    `t27`.`institution_id`,
    `t27`.`currency`,
    `t27`.`last_on`,
    `t34`.`amount_minor`,
    `t34`.`charges`,
    `t34`.`policies`,
    `t11`.`legal_value`,
    `t11`.`house_value`,
    `t11`.`limit`,
    `t11`.`limit_ground`
  FROM (
    SELECT
      `t35`.`account_token`,
      MAX(`t35`.`at_once`) AS `policyholders`
    FROM (
      SELECT
        `t32`.`account_token`,
        `t32`.`policyholder_id`,
        `t32`.`tick`,
        `t32`.`step`,
        SUM(`t32`.`step`) OVER (
          PARTITION BY `t32`.`account_token`
          ORDER BY `t32`.`tick` ASC NULLS LAST, `t32`.`step` ASC NULLS LAST, `t32`.`policyholder_id` ASC NULLS LAST
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS `at_once`
      FROM (
        SELECT
          *
        FROM (
          SELECT
            `t24`.`account_token`,
            `t24`.`policyholder_id`,
            `t24`.`on_day` AS `tick`,
            1 AS `step`
          FROM `t23` AS `t24`
          WHERE
            (
              `t24`.`before` IS NULL
            )
            OR (
              (
                `t24`.`on_day` - `t24`.`before`
              ) > 365
            )
        ) AS `t29`
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            `t24`.`account_token`,
            `t24`.`policyholder_id`,
            `t24`.`on_day` + 365 + 1 AS `tick`,
            -(
              1
            ) AS `step`
          FROM `t23` AS `t24`
          WHERE
            (
              `t24`.`after` IS NULL
            )
            OR (
              (
                `t24`.`after` - `t24`.`on_day`
              ) > 365
            )
        ) AS `t30`
      ) AS `t32`
    ) AS `t35`
    GROUP BY
      1
  ) AS `t37`
  INNER JOIN (
    SELECT
      `t22`.`account_token`,
      `t22`.`institution_id`,
      `t22`.`currency`,
      `t22`.`charged_on` AS `last_on`
    FROM `t21` AS `t22`
    WHERE
      `t22`.`nth_of_key` = 0
  ) AS `t27`
    ON `t37`.`account_token` = `t27`.`account_token`
  INNER JOIN (
    SELECT
      `t31`.`account_token`,
      SUM(`t31`.`amount_minor`) AS `amount_minor`,
      COUNT(*) AS `charges`,
      COUNT(DISTINCT `t31`.`policy_id`) AS `policies`
    FROM (
      SELECT
        `t4`.`charge_id`,
        `t4`.`policy_id`,
        `t10`.`policyholder_id`,
        `t4`.`account_token`,
        `t4`.`payer_name_token`,
        `t4`.`institution_id`,
        `t4`.`amount_minor`,
        `t4`.`currency`,
        `t4`.`charged_on`
      FROM `charges` AS `t4`
      LEFT SEMI JOIN (
        SELECT
          *
        FROM (
          SELECT
            `t1`.`account_token`,
            MIN(`t1`.`policy_id`) AS `one`,
            MAX(`t1`.`policy_id`) AS `other`
          FROM `charges` AS `t1`
          GROUP BY
            1
        ) AS `t9`
        WHERE
          `t9`.`one` <> `t9`.`other`
      ) AS `t13`
        ON `t4`.`account_token` = `t13`.`account_token`
      INNER JOIN (
        SELECT
          `t3`.`policy_id`,
          `t3`.`policyholder_id`
        FROM `policies` AS `t3`
      ) AS `t10`
        ON `t4`.`policy_id` = `t10`.`policy_id`
      LEFT SEMI JOIN (
        SELECT
          *
        FROM (
          SELECT
            `t14`.`account_token`,
            MIN(`t14`.`policyholder_id`) AS `one`,
            MAX(`t14`.`policyholder_id`) AS `other`
          FROM (
            SELECT
              `t4`.`charge_id`,
              `t4`.`policy_id`,
              `t10`.`policyholder_id`,
              `t4`.`account_token`,
              `t4`.`payer_name_token`,
              `t4`.`institution_id`,
              `t4`.`amount_minor`,
              `t4`.`currency`,
              `t4`.`charged_on`
            FROM `charges` AS `t4`
            LEFT SEMI JOIN (
              SELECT
                *
              FROM (
                SELECT
                  `t1`.`account_token`,
                  MIN(`t1`.`policy_id`) AS `one`,
                  MAX(`t1`.`policy_id`) AS `other`
                FROM `charges` AS `t1`
                GROUP BY
                  1
              ) AS `t9`
              WHERE
                `t9`.`one` <> `t9`.`other`
            ) AS `t13`
              ON `t4`.`account_token` = `t13`.`account_token`
            INNER JOIN (
              SELECT
                `t3`.`policy_id`,
                `t3`.`policyholder_id`
              FROM `policies` AS `t3`
            ) AS `t10`
              ON `t4`.`policy_id` = `t10`.`policy_id`
          ) AS `t14`
          GROUP BY
            1
        ) AS `t15`
        WHERE
          `t15`.`one` <> `t15`.`other`
      ) AS `t17`
        ON `t4`.`account_token` = `t17`.`account_token`
      LEFT ANTI JOIN `payer_exceptions` AS `t5`
        ON `t4`.`policy_id` = `t5`.`policy_id`
        AND `t4`.`account_token` = `t5`.`account_token`
        AND `t5`.`valid_from` <= `t4`.`charged_on`
        AND `t4`.`charged_on` <= `t5`.`valid_to`
      LEFT ANTI JOIN `payer_exceptions` AS `t6`
        ON `t4`.`policy_id` = `t6`.`policy_id`
        AND `t4`.`payer_name_token` = `t6`.`payer_name_token`
        AND `t6`.`valid_from` <= `t4`.`charged_on`
        AND `t4`.`charged_on` <= `t6`.`valid_to`
      INNER JOIN (
        SELECT
          `t22`.`account_token`,
          `t22`.`currency`
        FROM `t21` AS `t22`
        WHERE
          `t22`.`nth_of_key` = 0
      ) AS `t28`
        ON `t4`.`account_token` = `t28`.`account_token`
        AND `t4`.`currency` = `t28`.`currency`
    ) AS `t31`
    GROUP BY
      1
  ) AS `t34`
    ON `t37`.`account_token` = `t34`.`account_token`
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
      `t0`.`name` = 'unrelated_policies_per_account'
  ) AS `t11`
    ON `t11`.`law_from` <= `t27`.`last_on` AND `t27`.`last_on` <= `t11`.`law_to`
) AS `t38`
WHERE
  `t38`.`policyholders` >= `t38`.`limit`
