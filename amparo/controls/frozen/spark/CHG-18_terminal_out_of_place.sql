-- CHG-18 terminal_out_of_place 1.0.0
-- mode: whole
SELECT
  `t16`.`terminal_id`,
  `t16`.`registration_id`,
  `t16`.`operator_id`,
  `t16`.`north_mm`,
  `t16`.`east_mm`,
  `t16`.`legal_value`,
  `t16`.`house_value`,
  `t16`.`charge_id` AS `record_id`,
  `t16`.`policy_id`,
  `t16`.`institution_id`,
  `t16`.`charged_on` AS `happened_on`,
  `t16`.`amount_minor`,
  `t16`.`currency`,
  `t16`.`limit` AS `allowed_metres`,
  IF(
    (
      (
        IF(
          `t16`.`north_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`north_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        ) * IF(
          `t16`.`north_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`north_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        )
      ) + (
        IF(
          `t16`.`east_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`east_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        ) * IF(
          `t16`.`east_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`east_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        )
      )
    ) > (
      `t16`.`legal_value` * 1000 * (
        `t16`.`legal_value` * 1000
      )
    ),
    'law',
    'house'
  ) AS `ground`
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
    `t14`.`registration_id`,
    `t14`.`register_terminal_id`,
    `t14`.`ownership`,
    `t14`.`register_merchant_id`,
    `t14`.`register_institution_id`,
    `t14`.`keeper_id`,
    `t14`.`place_latitude_e6`,
    `t14`.`place_longitude_e6`,
    `t14`.`longitude_mm_e6`,
    `t14`.`valid_from`,
    `t14`.`valid_to`,
    `t14`.`north_mm`,
    `t14`.`east_mm`,
    `t14`.`legal_value`,
    `t14`.`house_value`,
    `t14`.`limit`,
    `t14`.`limit_ground`
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
      `t13`.`registration_id`,
      `t13`.`register_terminal_id`,
      `t13`.`ownership`,
      `t13`.`register_merchant_id`,
      `t13`.`register_institution_id`,
      `t13`.`keeper_id`,
      `t13`.`place_latitude_e6`,
      `t13`.`place_longitude_e6`,
      `t13`.`longitude_mm_e6`,
      `t13`.`valid_from`,
      `t13`.`valid_to`,
      `t13`.`north_mm`,
      `t13`.`east_mm`,
      `t13`.`legal_value`,
      `t13`.`house_value`,
      `t13`.`limit`,
      `t13`.`limit_ground`,
      ROW_NUMBER() OVER (PARTITION BY `t13`.`charge_id` ORDER BY `t13`.`registration_id` ASC NULLS LAST) - 1 AS `nth_of_key`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t11`.`charge_id`,
          `t11`.`policy_id`,
          `t11`.`instalment_id`,
          `t11`.`request_id`,
          `t11`.`instruction_id`,
          `t11`.`institution_id`,
          `t11`.`channel`,
          `t11`.`bank`,
          `t11`.`kind`,
          `t11`.`account_token`,
          `t11`.`payer_name_token`,
          `t11`.`payer_match`,
          `t11`.`terminal_id`,
          `t11`.`merchant_id`,
          `t11`.`operator_id`,
          `t11`.`seen_latitude_e6`,
          `t11`.`seen_longitude_e6`,
          `t11`.`premises`,
          `t11`.`amount_minor`,
          `t11`.`currency`,
          `t11`.`charged_on`,
          `t11`.`charged_at`,
          `t11`.`settled_token`,
          `t11`.`remittance_id`,
          `t11`.`registration_id`,
          `t11`.`register_terminal_id`,
          `t11`.`ownership`,
          `t11`.`register_merchant_id`,
          `t11`.`register_institution_id`,
          `t11`.`keeper_id`,
          `t11`.`place_latitude_e6`,
          `t11`.`place_longitude_e6`,
          `t11`.`longitude_mm_e6`,
          `t11`.`valid_from`,
          `t11`.`valid_to`,
          `t11`.`north_mm`,
          `t11`.`east_mm`,
          `t7`.`legal_value`,
          `t7`.`house_value`,
          `t7`.`limit`,
          `t7`.`limit_ground`
        FROM (
          SELECT
            `t9`.`charge_id`,
            `t9`.`policy_id`,
            `t9`.`instalment_id`,
            `t9`.`request_id`,
            `t9`.`instruction_id`,
            `t9`.`institution_id`,
            `t9`.`channel`,
            `t9`.`bank`,
            `t9`.`kind`,
            `t9`.`account_token`,
            `t9`.`payer_name_token`,
            `t9`.`payer_match`,
            `t9`.`terminal_id`,
            `t9`.`merchant_id`,
            `t9`.`operator_id`,
            `t9`.`seen_latitude_e6`,
            `t9`.`seen_longitude_e6`,
            `t9`.`premises`,
            `t9`.`amount_minor`,
            `t9`.`currency`,
            `t9`.`charged_on`,
            `t9`.`charged_at`,
            `t9`.`settled_token`,
            `t9`.`remittance_id`,
            `t9`.`registration_id`,
            `t9`.`register_terminal_id`,
            `t9`.`ownership`,
            `t9`.`register_merchant_id`,
            `t9`.`register_institution_id`,
            `t9`.`keeper_id`,
            `t9`.`place_latitude_e6`,
            `t9`.`place_longitude_e6`,
            `t9`.`longitude_mm_e6`,
            `t9`.`valid_from`,
            `t9`.`valid_to`,
            ABS(`t9`.`seen_latitude_e6` - `t9`.`place_latitude_e6`) * 111 AS `north_mm`,
            ABS(`t9`.`seen_longitude_e6` - `t9`.`place_longitude_e6`) * `t9`.`longitude_mm_e6` AS `east_mm`
          FROM (
            SELECT
              `t8`.`charge_id`,
              `t8`.`policy_id`,
              `t8`.`instalment_id`,
              `t8`.`request_id`,
              `t8`.`instruction_id`,
              `t8`.`institution_id`,
              `t8`.`channel`,
              `t8`.`bank`,
              `t8`.`kind`,
              `t8`.`account_token`,
              `t8`.`payer_name_token`,
              `t8`.`payer_match`,
              `t8`.`terminal_id`,
              `t8`.`merchant_id`,
              `t8`.`operator_id`,
              `t8`.`seen_latitude_e6`,
              `t8`.`seen_longitude_e6`,
              `t8`.`premises`,
              `t8`.`amount_minor`,
              `t8`.`currency`,
              `t8`.`charged_on`,
              `t8`.`charged_at`,
              `t8`.`settled_token`,
              `t8`.`remittance_id`,
              `t4`.`registration_id`,
              `t4`.`terminal_id` AS `register_terminal_id`,
              `t4`.`ownership`,
              `t4`.`merchant_id` AS `register_merchant_id`,
              `t4`.`institution_id` AS `register_institution_id`,
              `t4`.`keeper_id`,
              `t4`.`place_latitude_e6`,
              `t4`.`place_longitude_e6`,
              `t4`.`longitude_mm_e6`,
              `t4`.`valid_from`,
              `t4`.`valid_to`
            FROM (
              SELECT
                *
              FROM `charges` AS `t2`
              WHERE
                `t2`.`channel` = 'pos'
                AND `t2`.`terminal_id` IS NOT NULL
                AND `t2`.`seen_latitude_e6` IS NOT NULL
                AND `t2`.`seen_longitude_e6` IS NOT NULL
            ) AS `t8`
            INNER JOIN `terminals` AS `t4`
              ON `t8`.`terminal_id` = `t4`.`terminal_id`
              AND `t4`.`valid_from` <= `t8`.`charged_on`
              AND `t8`.`charged_on` <= `t4`.`valid_to`
              AND `t4`.`place_latitude_e6` IS NOT NULL
              AND `t4`.`place_longitude_e6` IS NOT NULL
              AND `t4`.`longitude_mm_e6` IS NOT NULL
          ) AS `t9`
        ) AS `t11`
        INNER JOIN (
          SELECT
            `t1`.`legal_value`,
            `t1`.`house_value`,
            `t1`.`value` AS `limit`,
            `t1`.`ground` AS `limit_ground`,
            `t1`.`valid_from` AS `law_from`,
            `t1`.`valid_to` AS `law_to`
          FROM `law_values` AS `t1`
          WHERE
            `t1`.`name` = 'terminal_radius_metres'
        ) AS `t7`
          ON `t7`.`law_from` <= `t11`.`charged_on` AND `t11`.`charged_on` <= `t7`.`law_to`
      ) AS `t12`
      WHERE
        (
          (
            IF(
              `t12`.`north_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`north_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            ) * IF(
              `t12`.`north_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`north_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            )
          ) + (
            IF(
              `t12`.`east_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`east_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            ) * IF(
              `t12`.`east_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`east_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            )
          )
        ) > (
          `t12`.`limit` * 1000 * (
            `t12`.`limit` * 1000
          )
        )
    ) AS `t13`
  ) AS `t14`
  WHERE
    `t14`.`nth_of_key` = 0
) AS `t16`
LEFT ANTI JOIN `terminals` AS `t3`
  ON `t16`.`terminal_id` = `t3`.`terminal_id`
  AND `t3`.`valid_from` <= `t16`.`charged_on`
  AND `t16`.`charged_on` <= `t3`.`valid_to`
  AND `t3`.`place_latitude_e6` IS NOT NULL
  AND `t3`.`place_longitude_e6` IS NOT NULL
  AND `t3`.`longitude_mm_e6` IS NOT NULL
  AND NOT (
    (
      (
        IF(
          (
            ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111,
          (
            `t16`.`limit` * 1000
          ) + 1
        ) * IF(
          (
            ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111,
          (
            `t16`.`limit` * 1000
          ) + 1
        )
      ) + (
        IF(
          (
            ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`,
          (
            `t16`.`limit` * 1000
          ) + 1
        ) * IF(
          (
            ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`,
          (
            `t16`.`limit` * 1000
          ) + 1
        )
      )
    ) > (
      `t16`.`limit` * 1000 * (
        `t16`.`limit` * 1000
      )
    )
  )
-- mode: part
SELECT
  `t16`.`terminal_id`,
  `t16`.`registration_id`,
  `t16`.`operator_id`,
  `t16`.`north_mm`,
  `t16`.`east_mm`,
  `t16`.`legal_value`,
  `t16`.`house_value`,
  `t16`.`charge_id` AS `record_id`,
  `t16`.`policy_id`,
  `t16`.`institution_id`,
  `t16`.`charged_on` AS `happened_on`,
  `t16`.`amount_minor`,
  `t16`.`currency`,
  `t16`.`limit` AS `allowed_metres`,
  IF(
    (
      (
        IF(
          `t16`.`north_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`north_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        ) * IF(
          `t16`.`north_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`north_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        )
      ) + (
        IF(
          `t16`.`east_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`east_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        ) * IF(
          `t16`.`east_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`east_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        )
      )
    ) > (
      `t16`.`legal_value` * 1000 * (
        `t16`.`legal_value` * 1000
      )
    ),
    'law',
    'house'
  ) AS `ground`
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
    `t14`.`registration_id`,
    `t14`.`register_terminal_id`,
    `t14`.`ownership`,
    `t14`.`register_merchant_id`,
    `t14`.`register_institution_id`,
    `t14`.`keeper_id`,
    `t14`.`place_latitude_e6`,
    `t14`.`place_longitude_e6`,
    `t14`.`longitude_mm_e6`,
    `t14`.`valid_from`,
    `t14`.`valid_to`,
    `t14`.`north_mm`,
    `t14`.`east_mm`,
    `t14`.`legal_value`,
    `t14`.`house_value`,
    `t14`.`limit`,
    `t14`.`limit_ground`
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
      `t13`.`registration_id`,
      `t13`.`register_terminal_id`,
      `t13`.`ownership`,
      `t13`.`register_merchant_id`,
      `t13`.`register_institution_id`,
      `t13`.`keeper_id`,
      `t13`.`place_latitude_e6`,
      `t13`.`place_longitude_e6`,
      `t13`.`longitude_mm_e6`,
      `t13`.`valid_from`,
      `t13`.`valid_to`,
      `t13`.`north_mm`,
      `t13`.`east_mm`,
      `t13`.`legal_value`,
      `t13`.`house_value`,
      `t13`.`limit`,
      `t13`.`limit_ground`,
      ROW_NUMBER() OVER (PARTITION BY `t13`.`charge_id` ORDER BY `t13`.`registration_id` ASC NULLS LAST) - 1 AS `nth_of_key`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t11`.`charge_id`,
          `t11`.`policy_id`,
          `t11`.`instalment_id`,
          `t11`.`request_id`,
          `t11`.`instruction_id`,
          `t11`.`institution_id`,
          `t11`.`channel`,
          `t11`.`bank`,
          `t11`.`kind`,
          `t11`.`account_token`,
          `t11`.`payer_name_token`,
          `t11`.`payer_match`,
          `t11`.`terminal_id`,
          `t11`.`merchant_id`,
          `t11`.`operator_id`,
          `t11`.`seen_latitude_e6`,
          `t11`.`seen_longitude_e6`,
          `t11`.`premises`,
          `t11`.`amount_minor`,
          `t11`.`currency`,
          `t11`.`charged_on`,
          `t11`.`charged_at`,
          `t11`.`settled_token`,
          `t11`.`remittance_id`,
          `t11`.`registration_id`,
          `t11`.`register_terminal_id`,
          `t11`.`ownership`,
          `t11`.`register_merchant_id`,
          `t11`.`register_institution_id`,
          `t11`.`keeper_id`,
          `t11`.`place_latitude_e6`,
          `t11`.`place_longitude_e6`,
          `t11`.`longitude_mm_e6`,
          `t11`.`valid_from`,
          `t11`.`valid_to`,
          `t11`.`north_mm`,
          `t11`.`east_mm`,
          `t7`.`legal_value`,
          `t7`.`house_value`,
          `t7`.`limit`,
          `t7`.`limit_ground`
        FROM (
          SELECT
            `t9`.`charge_id`,
            `t9`.`policy_id`,
            `t9`.`instalment_id`,
            `t9`.`request_id`,
            `t9`.`instruction_id`,
            `t9`.`institution_id`,
            `t9`.`channel`,
            `t9`.`bank`,
            `t9`.`kind`,
            `t9`.`account_token`,
            `t9`.`payer_name_token`,
            `t9`.`payer_match`,
            `t9`.`terminal_id`,
            `t9`.`merchant_id`,
            `t9`.`operator_id`,
            `t9`.`seen_latitude_e6`,
            `t9`.`seen_longitude_e6`,
            `t9`.`premises`,
            `t9`.`amount_minor`,
            `t9`.`currency`,
            `t9`.`charged_on`,
            `t9`.`charged_at`,
            `t9`.`settled_token`,
            `t9`.`remittance_id`,
            `t9`.`registration_id`,
            `t9`.`register_terminal_id`,
            `t9`.`ownership`,
            `t9`.`register_merchant_id`,
            `t9`.`register_institution_id`,
            `t9`.`keeper_id`,
            `t9`.`place_latitude_e6`,
            `t9`.`place_longitude_e6`,
            `t9`.`longitude_mm_e6`,
            `t9`.`valid_from`,
            `t9`.`valid_to`,
            ABS(`t9`.`seen_latitude_e6` - `t9`.`place_latitude_e6`) * 111 AS `north_mm`,
            ABS(`t9`.`seen_longitude_e6` - `t9`.`place_longitude_e6`) * `t9`.`longitude_mm_e6` AS `east_mm`
          FROM (
            SELECT
              `t8`.`charge_id`,
              `t8`.`policy_id`,
              `t8`.`instalment_id`,
              `t8`.`request_id`,
              `t8`.`instruction_id`,
              `t8`.`institution_id`,
              `t8`.`channel`,
              `t8`.`bank`,
              `t8`.`kind`,
              `t8`.`account_token`,
              `t8`.`payer_name_token`,
              `t8`.`payer_match`,
              `t8`.`terminal_id`,
              `t8`.`merchant_id`,
              `t8`.`operator_id`,
              `t8`.`seen_latitude_e6`,
              `t8`.`seen_longitude_e6`,
              `t8`.`premises`,
              `t8`.`amount_minor`,
              `t8`.`currency`,
              `t8`.`charged_on`,
              `t8`.`charged_at`,
              `t8`.`settled_token`,
              `t8`.`remittance_id`,
              `t4`.`registration_id`,
              `t4`.`terminal_id` AS `register_terminal_id`,
              `t4`.`ownership`,
              `t4`.`merchant_id` AS `register_merchant_id`,
              `t4`.`institution_id` AS `register_institution_id`,
              `t4`.`keeper_id`,
              `t4`.`place_latitude_e6`,
              `t4`.`place_longitude_e6`,
              `t4`.`longitude_mm_e6`,
              `t4`.`valid_from`,
              `t4`.`valid_to`
            FROM (
              SELECT
                *
              FROM `subject` AS `t2`
              WHERE
                `t2`.`channel` = 'pos'
                AND `t2`.`terminal_id` IS NOT NULL
                AND `t2`.`seen_latitude_e6` IS NOT NULL
                AND `t2`.`seen_longitude_e6` IS NOT NULL
            ) AS `t8`
            INNER JOIN `terminals` AS `t4`
              ON `t8`.`terminal_id` = `t4`.`terminal_id`
              AND `t4`.`valid_from` <= `t8`.`charged_on`
              AND `t8`.`charged_on` <= `t4`.`valid_to`
              AND `t4`.`place_latitude_e6` IS NOT NULL
              AND `t4`.`place_longitude_e6` IS NOT NULL
              AND `t4`.`longitude_mm_e6` IS NOT NULL
          ) AS `t9`
        ) AS `t11`
        INNER JOIN (
          SELECT
            `t1`.`legal_value`,
            `t1`.`house_value`,
            `t1`.`value` AS `limit`,
            `t1`.`ground` AS `limit_ground`,
            `t1`.`valid_from` AS `law_from`,
            `t1`.`valid_to` AS `law_to`
          FROM `law_values` AS `t1`
          WHERE
            `t1`.`name` = 'terminal_radius_metres'
        ) AS `t7`
          ON `t7`.`law_from` <= `t11`.`charged_on` AND `t11`.`charged_on` <= `t7`.`law_to`
      ) AS `t12`
      WHERE
        (
          (
            IF(
              `t12`.`north_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`north_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            ) * IF(
              `t12`.`north_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`north_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            )
          ) + (
            IF(
              `t12`.`east_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`east_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            ) * IF(
              `t12`.`east_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`east_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            )
          )
        ) > (
          `t12`.`limit` * 1000 * (
            `t12`.`limit` * 1000
          )
        )
    ) AS `t13`
  ) AS `t14`
  WHERE
    `t14`.`nth_of_key` = 0
) AS `t16`
LEFT ANTI JOIN `terminals` AS `t3`
  ON `t16`.`terminal_id` = `t3`.`terminal_id`
  AND `t3`.`valid_from` <= `t16`.`charged_on`
  AND `t16`.`charged_on` <= `t3`.`valid_to`
  AND `t3`.`place_latitude_e6` IS NOT NULL
  AND `t3`.`place_longitude_e6` IS NOT NULL
  AND `t3`.`longitude_mm_e6` IS NOT NULL
  AND NOT (
    (
      (
        IF(
          (
            ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111,
          (
            `t16`.`limit` * 1000
          ) + 1
        ) * IF(
          (
            ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111,
          (
            `t16`.`limit` * 1000
          ) + 1
        )
      ) + (
        IF(
          (
            ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`,
          (
            `t16`.`limit` * 1000
          ) + 1
        ) * IF(
          (
            ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`,
          (
            `t16`.`limit` * 1000
          ) + 1
        )
      )
    ) > (
      `t16`.`limit` * 1000 * (
        `t16`.`limit` * 1000
      )
    )
  )
-- mode: unknown_whole
SELECT
  *
FROM (
  SELECT
    `t9`.`charge_id` AS `record_id`,
    'not_seen' AS `reason`
  FROM (
    SELECT
      `t7`.`charge_id`,
      `t7`.`policy_id`,
      `t7`.`instalment_id`,
      `t7`.`request_id`,
      `t7`.`instruction_id`,
      `t7`.`institution_id`,
      `t7`.`channel`,
      `t7`.`bank`,
      `t7`.`kind`,
      `t7`.`account_token`,
      `t7`.`payer_name_token`,
      `t7`.`payer_match`,
      `t7`.`terminal_id`,
      `t7`.`merchant_id`,
      `t7`.`operator_id`,
      `t7`.`seen_latitude_e6`,
      `t7`.`seen_longitude_e6`,
      `t7`.`premises`,
      `t7`.`amount_minor`,
      `t7`.`currency`,
      `t7`.`charged_on`,
      `t7`.`charged_at`,
      `t7`.`settled_token`,
      `t7`.`remittance_id`
    FROM (
      SELECT
        *
      FROM `charges` AS `t0`
      WHERE
        `t0`.`channel` = 'pos' AND `t0`.`terminal_id` IS NOT NULL
    ) AS `t7`
    LEFT SEMI JOIN `terminals` AS `t2`
      ON `t7`.`terminal_id` = `t2`.`terminal_id`
      AND `t2`.`valid_from` <= `t7`.`charged_on`
      AND `t7`.`charged_on` <= `t2`.`valid_to`
  ) AS `t9`
  WHERE
    (
      `t9`.`seen_latitude_e6` IS NULL
    ) OR (
      `t9`.`seen_longitude_e6` IS NULL
    )
) AS `t12`
UNION ALL
SELECT
  *
FROM (
  SELECT
    `t10`.`record_id`,
    'no_place' AS `reason`
  FROM (
    SELECT
      `t8`.`charge_id` AS `record_id`
    FROM (
      SELECT
        *
      FROM `charges` AS `t0`
      WHERE
        `t0`.`channel` = 'pos'
        AND `t0`.`terminal_id` IS NOT NULL
        AND `t0`.`seen_latitude_e6` IS NOT NULL
        AND `t0`.`seen_longitude_e6` IS NOT NULL
    ) AS `t8`
    LEFT SEMI JOIN `terminals` AS `t3`
      ON `t8`.`terminal_id` = `t3`.`terminal_id`
      AND `t3`.`valid_from` <= `t8`.`charged_on`
      AND `t8`.`charged_on` <= `t3`.`valid_to`
    LEFT ANTI JOIN `terminals` AS `t4`
      ON `t8`.`terminal_id` = `t4`.`terminal_id`
      AND `t4`.`valid_from` <= `t8`.`charged_on`
      AND `t8`.`charged_on` <= `t4`.`valid_to`
      AND `t4`.`place_latitude_e6` IS NOT NULL
      AND `t4`.`place_longitude_e6` IS NOT NULL
      AND `t4`.`longitude_mm_e6` IS NOT NULL
  ) AS `t10`
) AS `t11`
-- mode: unknown_part
SELECT
  *
FROM (
  SELECT
    `t9`.`charge_id` AS `record_id`,
    'not_seen' AS `reason`
  FROM (
    SELECT
      `t7`.`charge_id`,
      `t7`.`policy_id`,
      `t7`.`instalment_id`,
      `t7`.`request_id`,
      `t7`.`instruction_id`,
      `t7`.`institution_id`,
      `t7`.`channel`,
      `t7`.`bank`,
      `t7`.`kind`,
      `t7`.`account_token`,
      `t7`.`payer_name_token`,
      `t7`.`payer_match`,
      `t7`.`terminal_id`,
      `t7`.`merchant_id`,
      `t7`.`operator_id`,
      `t7`.`seen_latitude_e6`,
      `t7`.`seen_longitude_e6`,
      `t7`.`premises`,
      `t7`.`amount_minor`,
      `t7`.`currency`,
      `t7`.`charged_on`,
      `t7`.`charged_at`,
      `t7`.`settled_token`,
      `t7`.`remittance_id`
    FROM (
      SELECT
        *
      FROM `subject` AS `t0`
      WHERE
        `t0`.`channel` = 'pos' AND `t0`.`terminal_id` IS NOT NULL
    ) AS `t7`
    LEFT SEMI JOIN `terminals` AS `t2`
      ON `t7`.`terminal_id` = `t2`.`terminal_id`
      AND `t2`.`valid_from` <= `t7`.`charged_on`
      AND `t7`.`charged_on` <= `t2`.`valid_to`
  ) AS `t9`
  WHERE
    (
      `t9`.`seen_latitude_e6` IS NULL
    ) OR (
      `t9`.`seen_longitude_e6` IS NULL
    )
) AS `t12`
UNION ALL
SELECT
  *
FROM (
  SELECT
    `t10`.`record_id`,
    'no_place' AS `reason`
  FROM (
    SELECT
      `t8`.`charge_id` AS `record_id`
    FROM (
      SELECT
        *
      FROM `subject` AS `t0`
      WHERE
        `t0`.`channel` = 'pos'
        AND `t0`.`terminal_id` IS NOT NULL
        AND `t0`.`seen_latitude_e6` IS NOT NULL
        AND `t0`.`seen_longitude_e6` IS NOT NULL
    ) AS `t8`
    LEFT SEMI JOIN `terminals` AS `t3`
      ON `t8`.`terminal_id` = `t3`.`terminal_id`
      AND `t3`.`valid_from` <= `t8`.`charged_on`
      AND `t8`.`charged_on` <= `t3`.`valid_to`
    LEFT ANTI JOIN `terminals` AS `t4`
      ON `t8`.`terminal_id` = `t4`.`terminal_id`
      AND `t4`.`valid_from` <= `t8`.`charged_on`
      AND `t8`.`charged_on` <= `t4`.`valid_to`
      AND `t4`.`place_latitude_e6` IS NOT NULL
      AND `t4`.`place_longitude_e6` IS NOT NULL
      AND `t4`.`longitude_mm_e6` IS NOT NULL
  ) AS `t10`
) AS `t11`
-- mode: pending
SELECT
  `t16`.`terminal_id`,
  `t16`.`registration_id`,
  `t16`.`operator_id`,
  `t16`.`north_mm`,
  `t16`.`east_mm`,
  `t16`.`legal_value`,
  `t16`.`house_value`,
  `t16`.`charge_id` AS `record_id`,
  `t16`.`policy_id`,
  `t16`.`institution_id`,
  `t16`.`charged_on` AS `happened_on`,
  `t16`.`amount_minor`,
  `t16`.`currency`,
  `t16`.`limit` AS `allowed_metres`,
  IF(
    (
      (
        IF(
          `t16`.`north_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`north_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        ) * IF(
          `t16`.`north_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`north_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        )
      ) + (
        IF(
          `t16`.`east_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`east_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        ) * IF(
          `t16`.`east_mm` <= (
            `t16`.`legal_value` * 1000
          ),
          `t16`.`east_mm`,
          (
            `t16`.`legal_value` * 1000
          ) + 1
        )
      )
    ) > (
      `t16`.`legal_value` * 1000 * (
        `t16`.`legal_value` * 1000
      )
    ),
    'law',
    'house'
  ) AS `ground`
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
    `t14`.`registration_id`,
    `t14`.`register_terminal_id`,
    `t14`.`ownership`,
    `t14`.`register_merchant_id`,
    `t14`.`register_institution_id`,
    `t14`.`keeper_id`,
    `t14`.`place_latitude_e6`,
    `t14`.`place_longitude_e6`,
    `t14`.`longitude_mm_e6`,
    `t14`.`valid_from`,
    `t14`.`valid_to`,
    `t14`.`north_mm`,
    `t14`.`east_mm`,
    `t14`.`legal_value`,
    `t14`.`house_value`,
    `t14`.`limit`,
    `t14`.`limit_ground`
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
      `t13`.`registration_id`,
      `t13`.`register_terminal_id`,
      `t13`.`ownership`,
      `t13`.`register_merchant_id`,
      `t13`.`register_institution_id`,
      `t13`.`keeper_id`,
      `t13`.`place_latitude_e6`,
      `t13`.`place_longitude_e6`,
      `t13`.`longitude_mm_e6`,
      `t13`.`valid_from`,
      `t13`.`valid_to`,
      `t13`.`north_mm`,
      `t13`.`east_mm`,
      `t13`.`legal_value`,
      `t13`.`house_value`,
      `t13`.`limit`,
      `t13`.`limit_ground`,
      ROW_NUMBER() OVER (PARTITION BY `t13`.`charge_id` ORDER BY `t13`.`registration_id` ASC NULLS LAST) - 1 AS `nth_of_key`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t11`.`charge_id`,
          `t11`.`policy_id`,
          `t11`.`instalment_id`,
          `t11`.`request_id`,
          `t11`.`instruction_id`,
          `t11`.`institution_id`,
          `t11`.`channel`,
          `t11`.`bank`,
          `t11`.`kind`,
          `t11`.`account_token`,
          `t11`.`payer_name_token`,
          `t11`.`payer_match`,
          `t11`.`terminal_id`,
          `t11`.`merchant_id`,
          `t11`.`operator_id`,
          `t11`.`seen_latitude_e6`,
          `t11`.`seen_longitude_e6`,
          `t11`.`premises`,
          `t11`.`amount_minor`,
          `t11`.`currency`,
          `t11`.`charged_on`,
          `t11`.`charged_at`,
          `t11`.`settled_token`,
          `t11`.`remittance_id`,
          `t11`.`registration_id`,
          `t11`.`register_terminal_id`,
          `t11`.`ownership`,
          `t11`.`register_merchant_id`,
          `t11`.`register_institution_id`,
          `t11`.`keeper_id`,
          `t11`.`place_latitude_e6`,
          `t11`.`place_longitude_e6`,
          `t11`.`longitude_mm_e6`,
          `t11`.`valid_from`,
          `t11`.`valid_to`,
          `t11`.`north_mm`,
          `t11`.`east_mm`,
          `t7`.`legal_value`,
          `t7`.`house_value`,
          `t7`.`limit`,
          `t7`.`limit_ground`
        FROM (
          SELECT
            `t9`.`charge_id`,
            `t9`.`policy_id`,
            `t9`.`instalment_id`,
            `t9`.`request_id`,
            `t9`.`instruction_id`,
            `t9`.`institution_id`,
            `t9`.`channel`,
            `t9`.`bank`,
            `t9`.`kind`,
            `t9`.`account_token`,
            `t9`.`payer_name_token`,
            `t9`.`payer_match`,
            `t9`.`terminal_id`,
            `t9`.`merchant_id`,
            `t9`.`operator_id`,
            `t9`.`seen_latitude_e6`,
            `t9`.`seen_longitude_e6`,
            `t9`.`premises`,
            `t9`.`amount_minor`,
            `t9`.`currency`,
            `t9`.`charged_on`,
            `t9`.`charged_at`,
            `t9`.`settled_token`,
            `t9`.`remittance_id`,
            `t9`.`registration_id`,
            `t9`.`register_terminal_id`,
            `t9`.`ownership`,
            `t9`.`register_merchant_id`,
            `t9`.`register_institution_id`,
            `t9`.`keeper_id`,
            `t9`.`place_latitude_e6`,
            `t9`.`place_longitude_e6`,
            `t9`.`longitude_mm_e6`,
            `t9`.`valid_from`,
            `t9`.`valid_to`,
            ABS(`t9`.`seen_latitude_e6` - `t9`.`place_latitude_e6`) * 111 AS `north_mm`,
            ABS(`t9`.`seen_longitude_e6` - `t9`.`place_longitude_e6`) * `t9`.`longitude_mm_e6` AS `east_mm`
          FROM (
            SELECT
              `t8`.`charge_id`,
              `t8`.`policy_id`,
              `t8`.`instalment_id`,
              `t8`.`request_id`,
              `t8`.`instruction_id`,
              `t8`.`institution_id`,
              `t8`.`channel`,
              `t8`.`bank`,
              `t8`.`kind`,
              `t8`.`account_token`,
              `t8`.`payer_name_token`,
              `t8`.`payer_match`,
              `t8`.`terminal_id`,
              `t8`.`merchant_id`,
              `t8`.`operator_id`,
              `t8`.`seen_latitude_e6`,
              `t8`.`seen_longitude_e6`,
              `t8`.`premises`,
              `t8`.`amount_minor`,
              `t8`.`currency`,
              `t8`.`charged_on`,
              `t8`.`charged_at`,
              `t8`.`settled_token`,
              `t8`.`remittance_id`,
              `t4`.`registration_id`,
              `t4`.`terminal_id` AS `register_terminal_id`,
              `t4`.`ownership`,
              `t4`.`merchant_id` AS `register_merchant_id`,
              `t4`.`institution_id` AS `register_institution_id`,
              `t4`.`keeper_id`,
              `t4`.`place_latitude_e6`,
              `t4`.`place_longitude_e6`,
              `t4`.`longitude_mm_e6`,
              `t4`.`valid_from`,
              `t4`.`valid_to`
            FROM (
              SELECT
                *
              FROM `subject` AS `t2`
              WHERE
                `t2`.`channel` = 'pos'
                AND `t2`.`terminal_id` IS NOT NULL
                AND `t2`.`seen_latitude_e6` IS NOT NULL
                AND `t2`.`seen_longitude_e6` IS NOT NULL
            ) AS `t8`
            INNER JOIN `terminals` AS `t4`
              ON `t8`.`terminal_id` = `t4`.`terminal_id`
              AND `t4`.`valid_from` <= `t8`.`charged_on`
              AND `t8`.`charged_on` <= `t4`.`valid_to`
              AND `t4`.`place_latitude_e6` IS NOT NULL
              AND `t4`.`place_longitude_e6` IS NOT NULL
              AND `t4`.`longitude_mm_e6` IS NOT NULL
          ) AS `t9`
        ) AS `t11`
        INNER JOIN (
          SELECT
            `t1`.`legal_value`,
            `t1`.`house_value`,
            `t1`.`value` AS `limit`,
            `t1`.`ground` AS `limit_ground`,
            `t1`.`valid_from` AS `law_from`,
            `t1`.`valid_to` AS `law_to`
          FROM `law_values` AS `t1`
          WHERE
            `t1`.`name` = 'terminal_radius_metres'
        ) AS `t7`
          ON `t7`.`law_from` <= `t11`.`charged_on` AND `t11`.`charged_on` <= `t7`.`law_to`
      ) AS `t12`
      WHERE
        (
          (
            IF(
              `t12`.`north_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`north_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            ) * IF(
              `t12`.`north_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`north_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            )
          ) + (
            IF(
              `t12`.`east_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`east_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            ) * IF(
              `t12`.`east_mm` <= (
                `t12`.`limit` * 1000
              ),
              `t12`.`east_mm`,
              (
                `t12`.`limit` * 1000
              ) + 1
            )
          )
        ) > (
          `t12`.`limit` * 1000 * (
            `t12`.`limit` * 1000
          )
        )
    ) AS `t13`
  ) AS `t14`
  WHERE
    `t14`.`nth_of_key` = 0
) AS `t16`
LEFT ANTI JOIN `terminals` AS `t3`
  ON `t16`.`terminal_id` = `t3`.`terminal_id`
  AND `t3`.`valid_from` <= `t16`.`charged_on`
  AND `t16`.`charged_on` <= `t3`.`valid_to`
  AND `t3`.`place_latitude_e6` IS NOT NULL
  AND `t3`.`place_longitude_e6` IS NOT NULL
  AND `t3`.`longitude_mm_e6` IS NOT NULL
  AND NOT (
    (
      (
        IF(
          (
            ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111,
          (
            `t16`.`limit` * 1000
          ) + 1
        ) * IF(
          (
            ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_latitude_e6` - `t3`.`place_latitude_e6`) * 111,
          (
            `t16`.`limit` * 1000
          ) + 1
        )
      ) + (
        IF(
          (
            ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`,
          (
            `t16`.`limit` * 1000
          ) + 1
        ) * IF(
          (
            ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`
          ) <= (
            `t16`.`limit` * 1000
          ),
          ABS(`t16`.`seen_longitude_e6` - `t3`.`place_longitude_e6`) * `t3`.`longitude_mm_e6`,
          (
            `t16`.`limit` * 1000
          ) + 1
        )
      )
    ) > (
      `t16`.`limit` * 1000 * (
        `t16`.`limit` * 1000
      )
    )
  )
-- mode: unknown_pending
SELECT
  *
FROM (
  SELECT
    `t9`.`charge_id` AS `record_id`,
    'not_seen' AS `reason`
  FROM (
    SELECT
      `t7`.`charge_id`,
      `t7`.`policy_id`,
      `t7`.`instalment_id`,
      `t7`.`request_id`,
      `t7`.`instruction_id`,
      `t7`.`institution_id`,
      `t7`.`channel`,
      `t7`.`bank`,
      `t7`.`kind`,
      `t7`.`account_token`,
      `t7`.`payer_name_token`,
      `t7`.`payer_match`,
      `t7`.`terminal_id`,
      `t7`.`merchant_id`,
      `t7`.`operator_id`,
      `t7`.`seen_latitude_e6`,
      `t7`.`seen_longitude_e6`,
      `t7`.`premises`,
      `t7`.`amount_minor`,
      `t7`.`currency`,
      `t7`.`charged_on`,
      `t7`.`charged_at`,
      `t7`.`settled_token`,
      `t7`.`remittance_id`
    FROM (
      SELECT
        *
      FROM `subject` AS `t0`
      WHERE
        `t0`.`channel` = 'pos' AND `t0`.`terminal_id` IS NOT NULL
    ) AS `t7`
    LEFT SEMI JOIN `terminals` AS `t2`
      ON `t7`.`terminal_id` = `t2`.`terminal_id`
      AND `t2`.`valid_from` <= `t7`.`charged_on`
      AND `t7`.`charged_on` <= `t2`.`valid_to`
  ) AS `t9`
  WHERE
    (
      `t9`.`seen_latitude_e6` IS NULL
    ) OR (
      `t9`.`seen_longitude_e6` IS NULL
    )
) AS `t12`
UNION ALL
SELECT
  *
FROM (
  SELECT
    `t10`.`record_id`,
    'no_place' AS `reason`
  FROM (
    SELECT
      `t8`.`charge_id` AS `record_id`
    FROM (
      SELECT
        *
      FROM `subject` AS `t0`
      WHERE
        `t0`.`channel` = 'pos'
        AND `t0`.`terminal_id` IS NOT NULL
        AND `t0`.`seen_latitude_e6` IS NOT NULL
        AND `t0`.`seen_longitude_e6` IS NOT NULL
    ) AS `t8`
    LEFT SEMI JOIN `terminals` AS `t3`
      ON `t8`.`terminal_id` = `t3`.`terminal_id`
      AND `t3`.`valid_from` <= `t8`.`charged_on`
      AND `t8`.`charged_on` <= `t3`.`valid_to`
    LEFT ANTI JOIN `terminals` AS `t4`
      ON `t8`.`terminal_id` = `t4`.`terminal_id`
      AND `t4`.`valid_from` <= `t8`.`charged_on`
      AND `t8`.`charged_on` <= `t4`.`valid_to`
      AND `t4`.`place_latitude_e6` IS NOT NULL
      AND `t4`.`place_longitude_e6` IS NOT NULL
      AND `t4`.`longitude_mm_e6` IS NOT NULL
  ) AS `t10`
) AS `t11`
