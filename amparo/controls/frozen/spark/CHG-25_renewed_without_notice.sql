-- CHG-25 renewed_without_notice 1.0.0
-- mode: whole
SELECT
  `t16`.`instalment_id`,
  `t16`.`channel`,
  `t16`.`bank`,
  `t16`.`noticed_on`,
  `t16`.`days_before`,
  `t16`.`days_asked`,
  `t16`.`legal_value`,
  `t16`.`house_value`,
  `t16`.`ground`,
  `t16`.`charge_id` AS `record_id`,
  `t16`.`policy_id`,
  `t16`.`institution_id`,
  `t16`.`charged_on` AS `happened_on`,
  `t16`.`amount_minor`,
  `t16`.`currency`
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t7`.`charge_id`,
      `t7`.`policy_id`,
      `t7`.`institution_id`,
      `t7`.`instalment_id`,
      `t7`.`channel`,
      `t7`.`bank`,
      `t7`.`amount_minor`,
      `t7`.`currency`,
      `t7`.`charged_on`,
      CAST(NULL AS BIGINT) AS `days_before`,
      1 AS `legal_value`,
      CAST(NULL AS BIGINT) AS `house_value`,
      CAST(NULL AS DATE) AS `noticed_on`,
      1 AS `days_asked`,
      'law' AS `ground`
    FROM (
      SELECT
        *
      FROM `charges` AS `t0`
      WHERE
        `t0`.`channel` IN ('direct_debit', 'wallet') AND `t0`.`kind` = 'new_term'
    ) AS `t7`
    LEFT ANTI JOIN `notices` AS `t3`
      ON `t7`.`policy_id` = `t3`.`policy_id`
      AND `t3`.`kind` = 'renewal'
      AND `t3`.`delivered`
      AND `t3`.`sent_on` < `t7`.`charged_on`
      AND (
        (
          `t3`.`instalment_id` = `t7`.`instalment_id`
        )
        OR (
          (
            (
              `t3`.`instalment_id` IS NULL
            ) OR (
              `t7`.`instalment_id` IS NULL
            )
          )
          AND (
            DATEDIFF(DAY, `t3`.`sent_on`, `t7`.`charged_on`) <= 180
          )
        )
      )
  ) AS `t9`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      `t14`.`charge_id`,
      `t14`.`policy_id`,
      `t14`.`institution_id`,
      `t14`.`instalment_id`,
      `t14`.`channel`,
      `t14`.`bank`,
      `t14`.`amount_minor`,
      `t14`.`currency`,
      `t14`.`charged_on`,
      `t14`.`days_before`,
      `t14`.`legal_value`,
      `t14`.`house_value`,
      `t14`.`sent_on` AS `noticed_on`,
      `t14`.`limit` AS `days_asked`,
      IF(`t14`.`days_before` < `t14`.`legal_value`, 'law', 'house') AS `ground`
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
        `t13`.`notice_id`,
        `t13`.`near_policy_id`,
        `t13`.`near_kind`,
        `t13`.`near_instalment_id`,
        `t13`.`near_charge_id`,
        `t13`.`refund_id`,
        `t13`.`near_channel`,
        `t13`.`sent_on`,
        `t13`.`sent_at`,
        `t13`.`delivered`,
        `t13`.`days_before`,
        `t8`.`legal_value`,
        `t8`.`house_value`,
        `t8`.`limit`,
        `t8`.`limit_ground`
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
          `t11`.`notice_id`,
          `t11`.`near_policy_id`,
          `t11`.`near_kind`,
          `t11`.`near_instalment_id`,
          `t11`.`near_charge_id`,
          `t11`.`refund_id`,
          `t11`.`near_channel`,
          `t11`.`sent_on`,
          `t11`.`sent_at`,
          `t11`.`delivered`,
          DATEDIFF(DAY, `t11`.`sent_on`, `t11`.`charged_on`) AS `days_before`
        FROM (
          SELECT
            `t10`.`charge_id`,
            `t10`.`policy_id`,
            `t10`.`instalment_id`,
            `t10`.`request_id`,
            `t10`.`instruction_id`,
            `t10`.`institution_id`,
            `t10`.`channel`,
            `t10`.`bank`,
            `t10`.`kind`,
            `t10`.`account_token`,
            `t10`.`payer_name_token`,
            `t10`.`payer_match`,
            `t10`.`terminal_id`,
            `t10`.`merchant_id`,
            `t10`.`operator_id`,
            `t10`.`seen_latitude_e6`,
            `t10`.`seen_longitude_e6`,
            `t10`.`premises`,
            `t10`.`amount_minor`,
            `t10`.`currency`,
            `t10`.`charged_on`,
            `t10`.`charged_at`,
            `t10`.`settled_token`,
            `t10`.`remittance_id`,
            `t10`.`notice_id`,
            `t10`.`near_policy_id`,
            `t10`.`near_kind`,
            `t10`.`near_instalment_id`,
            `t10`.`near_charge_id`,
            `t10`.`refund_id`,
            `t10`.`near_channel`,
            `t10`.`sent_on`,
            `t10`.`sent_at`,
            `t10`.`delivered`,
            ROW_NUMBER() OVER (
              PARTITION BY `t10`.`charge_id`
              ORDER BY `t10`.`sent_on` ASC NULLS LAST, `t10`.`notice_id` ASC NULLS LAST
            ) - 1 AS `nth_of_key`
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
              `t7`.`remittance_id`,
              `t4`.`notice_id`,
              `t4`.`policy_id` AS `near_policy_id`,
              `t4`.`kind` AS `near_kind`,
              `t4`.`instalment_id` AS `near_instalment_id`,
              `t4`.`charge_id` AS `near_charge_id`,
              `t4`.`refund_id`,
              `t4`.`channel` AS `near_channel`,
              `t4`.`sent_on`,
              `t4`.`sent_at`,
              `t4`.`delivered`
            FROM (
              SELECT
                *
              FROM `charges` AS `t0`
              WHERE
                `t0`.`channel` IN ('direct_debit', 'wallet') AND `t0`.`kind` = 'new_term'
            ) AS `t7`
            INNER JOIN `notices` AS `t4`
              ON `t7`.`policy_id` = `t4`.`policy_id`
              AND `t4`.`kind` = 'renewal'
              AND `t4`.`delivered`
              AND `t4`.`sent_on` < `t7`.`charged_on`
              AND (
                (
                  `t4`.`instalment_id` = `t7`.`instalment_id`
                )
                OR (
                  (
                    (
                      `t4`.`instalment_id` IS NULL
                    ) OR (
                      `t7`.`instalment_id` IS NULL
                    )
                  )
                  AND (
                    DATEDIFF(DAY, `t4`.`sent_on`, `t7`.`charged_on`) <= 180
                  )
                )
              )
          ) AS `t10`
        ) AS `t11`
        WHERE
          `t11`.`nth_of_key` = 0
      ) AS `t13`
      INNER JOIN (
        SELECT
          `t2`.`legal_value`,
          `t2`.`house_value`,
          `t2`.`value` AS `limit`,
          `t2`.`ground` AS `limit_ground`,
          `t2`.`valid_from` AS `law_from`,
          `t2`.`valid_to` AS `law_to`
        FROM `law_values` AS `t2`
        WHERE
          `t2`.`name` = 'renewal_notice_days'
      ) AS `t8`
        ON `t8`.`law_from` <= `t13`.`charged_on` AND `t13`.`charged_on` <= `t8`.`law_to`
    ) AS `t14`
    WHERE
      `t14`.`days_before` < `t14`.`limit`
  ) AS `t15`
) AS `t16`
-- mode: part
SELECT
  `t16`.`instalment_id`,
  `t16`.`channel`,
  `t16`.`bank`,
  `t16`.`noticed_on`,
  `t16`.`days_before`,
  `t16`.`days_asked`,
  `t16`.`legal_value`,
  `t16`.`house_value`,
  `t16`.`ground`,
  `t16`.`charge_id` AS `record_id`,
  `t16`.`policy_id`,
  `t16`.`institution_id`,
  `t16`.`charged_on` AS `happened_on`,
  `t16`.`amount_minor`,
  `t16`.`currency`
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t7`.`charge_id`,
      `t7`.`policy_id`,
      `t7`.`institution_id`,
      `t7`.`instalment_id`,
      `t7`.`channel`,
      `t7`.`bank`,
      `t7`.`amount_minor`,
      `t7`.`currency`,
      `t7`.`charged_on`,
      CAST(NULL AS BIGINT) AS `days_before`,
      1 AS `legal_value`,
      CAST(NULL AS BIGINT) AS `house_value`,
      CAST(NULL AS DATE) AS `noticed_on`,
      1 AS `days_asked`,
      'law' AS `ground`
    FROM (
      SELECT
        *
      FROM `subject` AS `t0`
      WHERE
        `t0`.`channel` IN ('direct_debit', 'wallet') AND `t0`.`kind` = 'new_term'
    ) AS `t7`
    LEFT ANTI JOIN `notices` AS `t3`
      ON `t7`.`policy_id` = `t3`.`policy_id`
      AND `t3`.`kind` = 'renewal'
      AND `t3`.`delivered`
      AND `t3`.`sent_on` < `t7`.`charged_on`
      AND (
        (
          `t3`.`instalment_id` = `t7`.`instalment_id`
        )
        OR (
          (
            (
              `t3`.`instalment_id` IS NULL
            ) OR (
              `t7`.`instalment_id` IS NULL
            )
          )
          AND (
            DATEDIFF(DAY, `t3`.`sent_on`, `t7`.`charged_on`) <= 180
          )
        )
      )
  ) AS `t9`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      `t14`.`charge_id`,
      `t14`.`policy_id`,
      `t14`.`institution_id`,
      `t14`.`instalment_id`,
      `t14`.`channel`,
      `t14`.`bank`,
      `t14`.`amount_minor`,
      `t14`.`currency`,
      `t14`.`charged_on`,
      `t14`.`days_before`,
      `t14`.`legal_value`,
      `t14`.`house_value`,
      `t14`.`sent_on` AS `noticed_on`,
      `t14`.`limit` AS `days_asked`,
      IF(`t14`.`days_before` < `t14`.`legal_value`, 'law', 'house') AS `ground`
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
        `t13`.`notice_id`,
        `t13`.`near_policy_id`,
        `t13`.`near_kind`,
        `t13`.`near_instalment_id`,
        `t13`.`near_charge_id`,
        `t13`.`refund_id`,
        `t13`.`near_channel`,
        `t13`.`sent_on`,
        `t13`.`sent_at`,
        `t13`.`delivered`,
        `t13`.`days_before`,
        `t8`.`legal_value`,
        `t8`.`house_value`,
        `t8`.`limit`,
        `t8`.`limit_ground`
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
          `t11`.`notice_id`,
          `t11`.`near_policy_id`,
          `t11`.`near_kind`,
          `t11`.`near_instalment_id`,
          `t11`.`near_charge_id`,
          `t11`.`refund_id`,
          `t11`.`near_channel`,
          `t11`.`sent_on`,
          `t11`.`sent_at`,
          `t11`.`delivered`,
          DATEDIFF(DAY, `t11`.`sent_on`, `t11`.`charged_on`) AS `days_before`
        FROM (
          SELECT
            `t10`.`charge_id`,
            `t10`.`policy_id`,
            `t10`.`instalment_id`,
            `t10`.`request_id`,
            `t10`.`instruction_id`,
            `t10`.`institution_id`,
            `t10`.`channel`,
            `t10`.`bank`,
            `t10`.`kind`,
            `t10`.`account_token`,
            `t10`.`payer_name_token`,
            `t10`.`payer_match`,
            `t10`.`terminal_id`,
            `t10`.`merchant_id`,
            `t10`.`operator_id`,
            `t10`.`seen_latitude_e6`,
            `t10`.`seen_longitude_e6`,
            `t10`.`premises`,
            `t10`.`amount_minor`,
            `t10`.`currency`,
            `t10`.`charged_on`,
            `t10`.`charged_at`,
            `t10`.`settled_token`,
            `t10`.`remittance_id`,
            `t10`.`notice_id`,
            `t10`.`near_policy_id`,
            `t10`.`near_kind`,
            `t10`.`near_instalment_id`,
            `t10`.`near_charge_id`,
            `t10`.`refund_id`,
            `t10`.`near_channel`,
            `t10`.`sent_on`,
            `t10`.`sent_at`,
            `t10`.`delivered`,
            ROW_NUMBER() OVER (
              PARTITION BY `t10`.`charge_id`
              ORDER BY `t10`.`sent_on` ASC NULLS LAST, `t10`.`notice_id` ASC NULLS LAST
            ) - 1 AS `nth_of_key`
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
              `t7`.`remittance_id`,
              `t4`.`notice_id`,
              `t4`.`policy_id` AS `near_policy_id`,
              `t4`.`kind` AS `near_kind`,
              `t4`.`instalment_id` AS `near_instalment_id`,
              `t4`.`charge_id` AS `near_charge_id`,
              `t4`.`refund_id`,
              `t4`.`channel` AS `near_channel`,
              `t4`.`sent_on`,
              `t4`.`sent_at`,
              `t4`.`delivered`
            FROM (
              SELECT
                *
              FROM `subject` AS `t0`
              WHERE
                `t0`.`channel` IN ('direct_debit', 'wallet') AND `t0`.`kind` = 'new_term'
            ) AS `t7`
            INNER JOIN `notices` AS `t4`
              ON `t7`.`policy_id` = `t4`.`policy_id`
              AND `t4`.`kind` = 'renewal'
              AND `t4`.`delivered`
              AND `t4`.`sent_on` < `t7`.`charged_on`
              AND (
                (
                  `t4`.`instalment_id` = `t7`.`instalment_id`
                )
                OR (
                  (
                    (
                      `t4`.`instalment_id` IS NULL
                    ) OR (
                      `t7`.`instalment_id` IS NULL
                    )
                  )
                  AND (
                    DATEDIFF(DAY, `t4`.`sent_on`, `t7`.`charged_on`) <= 180
                  )
                )
              )
          ) AS `t10`
        ) AS `t11`
        WHERE
          `t11`.`nth_of_key` = 0
      ) AS `t13`
      INNER JOIN (
        SELECT
          `t2`.`legal_value`,
          `t2`.`house_value`,
          `t2`.`value` AS `limit`,
          `t2`.`ground` AS `limit_ground`,
          `t2`.`valid_from` AS `law_from`,
          `t2`.`valid_to` AS `law_to`
        FROM `law_values` AS `t2`
        WHERE
          `t2`.`name` = 'renewal_notice_days'
      ) AS `t8`
        ON `t8`.`law_from` <= `t13`.`charged_on` AND `t13`.`charged_on` <= `t8`.`law_to`
    ) AS `t14`
    WHERE
      `t14`.`days_before` < `t14`.`limit`
  ) AS `t15`
) AS `t16`
-- mode: pending
SELECT
  `t16`.`instalment_id`,
  `t16`.`channel`,
  `t16`.`bank`,
  `t16`.`noticed_on`,
  `t16`.`days_before`,
  `t16`.`days_asked`,
  `t16`.`legal_value`,
  `t16`.`house_value`,
  `t16`.`ground`,
  `t16`.`charge_id` AS `record_id`,
  `t16`.`policy_id`,
  `t16`.`institution_id`,
  `t16`.`charged_on` AS `happened_on`,
  `t16`.`amount_minor`,
  `t16`.`currency`
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t7`.`charge_id`,
      `t7`.`policy_id`,
      `t7`.`institution_id`,
      `t7`.`instalment_id`,
      `t7`.`channel`,
      `t7`.`bank`,
      `t7`.`amount_minor`,
      `t7`.`currency`,
      `t7`.`charged_on`,
      CAST(NULL AS BIGINT) AS `days_before`,
      1 AS `legal_value`,
      CAST(NULL AS BIGINT) AS `house_value`,
      CAST(NULL AS DATE) AS `noticed_on`,
      1 AS `days_asked`,
      'law' AS `ground`
    FROM (
      SELECT
        *
      FROM `subject` AS `t0`
      WHERE
        `t0`.`channel` IN ('direct_debit', 'wallet') AND `t0`.`kind` = 'new_term'
    ) AS `t7`
    LEFT ANTI JOIN `notices` AS `t3`
      ON `t7`.`policy_id` = `t3`.`policy_id`
      AND `t3`.`kind` = 'renewal'
      AND `t3`.`delivered`
      AND `t3`.`sent_on` < `t7`.`charged_on`
      AND (
        (
          `t3`.`instalment_id` = `t7`.`instalment_id`
        )
        OR (
          (
            (
              `t3`.`instalment_id` IS NULL
            ) OR (
              `t7`.`instalment_id` IS NULL
            )
          )
          AND (
            DATEDIFF(DAY, `t3`.`sent_on`, `t7`.`charged_on`) <= 180
          )
        )
      )
  ) AS `t9`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      `t14`.`charge_id`,
      `t14`.`policy_id`,
      `t14`.`institution_id`,
      `t14`.`instalment_id`,
      `t14`.`channel`,
      `t14`.`bank`,
      `t14`.`amount_minor`,
      `t14`.`currency`,
      `t14`.`charged_on`,
      `t14`.`days_before`,
      `t14`.`legal_value`,
      `t14`.`house_value`,
      `t14`.`sent_on` AS `noticed_on`,
      `t14`.`limit` AS `days_asked`,
      IF(`t14`.`days_before` < `t14`.`legal_value`, 'law', 'house') AS `ground`
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
        `t13`.`notice_id`,
        `t13`.`near_policy_id`,
        `t13`.`near_kind`,
        `t13`.`near_instalment_id`,
        `t13`.`near_charge_id`,
        `t13`.`refund_id`,
        `t13`.`near_channel`,
        `t13`.`sent_on`,
        `t13`.`sent_at`,
        `t13`.`delivered`,
        `t13`.`days_before`,
        `t8`.`legal_value`,
        `t8`.`house_value`,
        `t8`.`limit`,
        `t8`.`limit_ground`
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
          `t11`.`notice_id`,
          `t11`.`near_policy_id`,
          `t11`.`near_kind`,
          `t11`.`near_instalment_id`,
          `t11`.`near_charge_id`,
          `t11`.`refund_id`,
          `t11`.`near_channel`,
          `t11`.`sent_on`,
          `t11`.`sent_at`,
          `t11`.`delivered`,
          DATEDIFF(DAY, `t11`.`sent_on`, `t11`.`charged_on`) AS `days_before`
        FROM (
          SELECT
            `t10`.`charge_id`,
            `t10`.`policy_id`,
            `t10`.`instalment_id`,
            `t10`.`request_id`,
            `t10`.`instruction_id`,
            `t10`.`institution_id`,
            `t10`.`channel`,
            `t10`.`bank`,
            `t10`.`kind`,
            `t10`.`account_token`,
            `t10`.`payer_name_token`,
            `t10`.`payer_match`,
            `t10`.`terminal_id`,
            `t10`.`merchant_id`,
            `t10`.`operator_id`,
            `t10`.`seen_latitude_e6`,
            `t10`.`seen_longitude_e6`,
            `t10`.`premises`,
            `t10`.`amount_minor`,
            `t10`.`currency`,
            `t10`.`charged_on`,
            `t10`.`charged_at`,
            `t10`.`settled_token`,
            `t10`.`remittance_id`,
            `t10`.`notice_id`,
            `t10`.`near_policy_id`,
            `t10`.`near_kind`,
            `t10`.`near_instalment_id`,
            `t10`.`near_charge_id`,
            `t10`.`refund_id`,
            `t10`.`near_channel`,
            `t10`.`sent_on`,
            `t10`.`sent_at`,
            `t10`.`delivered`,
            ROW_NUMBER() OVER (
              PARTITION BY `t10`.`charge_id`
              ORDER BY `t10`.`sent_on` ASC NULLS LAST, `t10`.`notice_id` ASC NULLS LAST
            ) - 1 AS `nth_of_key`
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
              `t7`.`remittance_id`,
              `t4`.`notice_id`,
              `t4`.`policy_id` AS `near_policy_id`,
              `t4`.`kind` AS `near_kind`,
              `t4`.`instalment_id` AS `near_instalment_id`,
              `t4`.`charge_id` AS `near_charge_id`,
              `t4`.`refund_id`,
              `t4`.`channel` AS `near_channel`,
              `t4`.`sent_on`,
              `t4`.`sent_at`,
              `t4`.`delivered`
            FROM (
              SELECT
                *
              FROM `subject` AS `t0`
              WHERE
                `t0`.`channel` IN ('direct_debit', 'wallet') AND `t0`.`kind` = 'new_term'
            ) AS `t7`
            INNER JOIN `notices` AS `t4`
              ON `t7`.`policy_id` = `t4`.`policy_id`
              AND `t4`.`kind` = 'renewal'
              AND `t4`.`delivered`
              AND `t4`.`sent_on` < `t7`.`charged_on`
              AND (
                (
                  `t4`.`instalment_id` = `t7`.`instalment_id`
                )
                OR (
                  (
                    (
                      `t4`.`instalment_id` IS NULL
                    ) OR (
                      `t7`.`instalment_id` IS NULL
                    )
                  )
                  AND (
                    DATEDIFF(DAY, `t4`.`sent_on`, `t7`.`charged_on`) <= 180
                  )
                )
              )
          ) AS `t10`
        ) AS `t11`
        WHERE
          `t11`.`nth_of_key` = 0
      ) AS `t13`
      INNER JOIN (
        SELECT
          `t2`.`legal_value`,
          `t2`.`house_value`,
          `t2`.`value` AS `limit`,
          `t2`.`ground` AS `limit_ground`,
          `t2`.`valid_from` AS `law_from`,
          `t2`.`valid_to` AS `law_to`
        FROM `law_values` AS `t2`
        WHERE
          `t2`.`name` = 'renewal_notice_days'
      ) AS `t8`
        ON `t8`.`law_from` <= `t13`.`charged_on` AND `t13`.`charged_on` <= `t8`.`law_to`
    ) AS `t14`
    WHERE
      `t14`.`days_before` < `t14`.`limit`
  ) AS `t15`
) AS `t16`
-- mode: near
SELECT
  `t2`.`charge_id` AS `record_id`,
  `t4`.`near_notice_id` AS `candidate_id`,
  `t4`.`near_kind` AS `kind`,
  `t4`.`near_sent_on` AS `sent_on`,
  `t4`.`near_channel` AS `channel`,
  `t4`.`near_instalment_id` AS `instalment_id`,
  IF(`t4`.`near_kind` = 'renewal', 1, 0) AS `met_of_renewal`,
  IF(`t4`.`near_delivered`, 1, 0) AS `met_arrived`,
  IF(`t4`.`near_sent_on` < `t2`.`charged_on`, 1, 0) AS `met_before`,
  IF(
    (
      `t4`.`near_instalment_id` = `t2`.`instalment_id`
    )
    OR (
      (
        (
          `t4`.`near_instalment_id` IS NULL
        ) OR (
          `t2`.`instalment_id` IS NULL
        )
      )
      AND (
        DATEDIFF(DAY, `t4`.`near_sent_on`, `t2`.`charged_on`) <= 180
      )
    ),
    1,
    0
  ) AS `met_this_term`
FROM `subject` AS `t2`
INNER JOIN (
  SELECT
    `t1`.`notice_id` AS `near_notice_id`,
    `t1`.`policy_id` AS `near_policy_id`,
    `t1`.`kind` AS `near_kind`,
    `t1`.`instalment_id` AS `near_instalment_id`,
    `t1`.`charge_id` AS `near_charge_id`,
    `t1`.`refund_id` AS `near_refund_id`,
    `t1`.`channel` AS `near_channel`,
    `t1`.`sent_on` AS `near_sent_on`,
    `t1`.`sent_at` AS `near_sent_at`,
    `t1`.`delivered` AS `near_delivered`
  FROM `notices` AS `t1`
) AS `t4`
  ON `t2`.`policy_id` = `t4`.`near_policy_id`
