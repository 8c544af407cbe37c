-- CHG-07 charge_too_early 1.0.0
-- mode: whole
SELECT
  `t11`.`instalment_id`,
  `t11`.`bank`,
  `t11`.`due_on`,
  `t11`.`days_early`,
  `t11`.`legal_value`,
  `t11`.`house_value`,
  `t11`.`charge_id` AS `record_id`,
  `t11`.`policy_id`,
  `t11`.`institution_id`,
  `t11`.`charged_on` AS `happened_on`,
  `t11`.`amount_minor`,
  `t11`.`currency`,
  `t11`.`limit` AS `allowed`,
  IF(`t11`.`days_early` > `t11`.`legal_value`, 'law', 'house') AS `ground`
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
    `t10`.`sequence`,
    `t10`.`due_kind`,
    `t10`.`due_on`,
    `t10`.`due_amount_minor`,
    `t10`.`announced_minor`,
    `t10`.`due_currency`,
    `t10`.`days_early`,
    `t6`.`legal_value`,
    `t6`.`house_value`,
    `t6`.`limit`,
    `t6`.`limit_ground`
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
      `t8`.`sequence`,
      `t8`.`due_kind`,
      `t8`.`due_on`,
      `t8`.`due_amount_minor`,
      `t8`.`announced_minor`,
      `t8`.`due_currency`,
      DATEDIFF(DAY, `t8`.`charged_on`, `t8`.`due_on`) AS `days_early`
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
        `t3`.`sequence`,
        `t3`.`kind` AS `due_kind`,
        `t3`.`due_on`,
        `t3`.`amount_minor` AS `due_amount_minor`,
        `t3`.`announced_minor`,
        `t3`.`currency` AS `due_currency`
      FROM (
        SELECT
          *
        FROM `charges` AS `t1`
        WHERE
          `t1`.`channel` IN ('direct_debit', 'wallet')
      ) AS `t7`
      INNER JOIN `instalments` AS `t3`
        ON `t7`.`instalment_id` = `t3`.`instalment_id`
        AND `t7`.`policy_id` = `t3`.`policy_id`
    ) AS `t8`
    WHERE
      `t8`.`charged_on` < `t8`.`due_on`
  ) AS `t10`
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
      `t0`.`name` = 'charge_early_days'
  ) AS `t6`
    ON `t6`.`law_from` <= `t10`.`charged_on` AND `t10`.`charged_on` <= `t6`.`law_to`
) AS `t11`
WHERE
  `t11`.`days_early` > `t11`.`limit`
-- mode: part
SELECT
  `t11`.`instalment_id`,
  `t11`.`bank`,
  `t11`.`due_on`,
  `t11`.`days_early`,
  `t11`.`legal_value`,
  `t11`.`house_value`,
  `t11`.`charge_id` AS `record_id`,
  `t11`.`policy_id`,
  `t11`.`institution_id`,
  `t11`.`charged_on` AS `happened_on`,
  `t11`.`amount_minor`,
  `t11`.`currency`,
  `t11`.`limit` AS `allowed`,
  IF(`t11`.`days_early` > `t11`.`legal_value`, 'law', 'house') AS `ground`
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
    `t10`.`sequence`,
    `t10`.`due_kind`,
    `t10`.`due_on`,
    `t10`.`due_amount_minor`,
    `t10`.`announced_minor`,
    `t10`.`due_currency`,
    `t10`.`days_early`,
    `t6`.`legal_value`,
    `t6`.`house_value`,
    `t6`.`limit`,
    `t6`.`limit_ground`
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
      `t8`.`sequence`,
      `t8`.`due_kind`,
      `t8`.`due_on`,
      `t8`.`due_amount_minor`,
      `t8`.`announced_minor`,
      `t8`.`due_currency`,
      DATEDIFF(DAY, `t8`.`charged_on`, `t8`.`due_on`) AS `days_early`
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
        `t3`.`sequence`,
        `t3`.`kind` AS `due_kind`,
        `t3`.`due_on`,
        `t3`.`amount_minor` AS `due_amount_minor`,
        `t3`.`announced_minor`,
        `t3`.`currency` AS `due_currency`
      FROM (
        SELECT
          *
        FROM `subject` AS `t1`
        WHERE
          `t1`.`channel` IN ('direct_debit', 'wallet')
      ) AS `t7`
      INNER JOIN `instalments` AS `t3`
        ON `t7`.`instalment_id` = `t3`.`instalment_id`
        AND `t7`.`policy_id` = `t3`.`policy_id`
    ) AS `t8`
    WHERE
      `t8`.`charged_on` < `t8`.`due_on`
  ) AS `t10`
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
      `t0`.`name` = 'charge_early_days'
  ) AS `t6`
    ON `t6`.`law_from` <= `t10`.`charged_on` AND `t10`.`charged_on` <= `t6`.`law_to`
) AS `t11`
WHERE
  `t11`.`days_early` > `t11`.`limit`
-- mode: pending
SELECT
  `t11`.`instalment_id`,
  `t11`.`bank`,
  `t11`.`due_on`,
  `t11`.`days_early`,
  `t11`.`legal_value`,
  `t11`.`house_value`,
  `t11`.`charge_id` AS `record_id`,
  `t11`.`policy_id`,
  `t11`.`institution_id`,
  `t11`.`charged_on` AS `happened_on`,
  `t11`.`amount_minor`,
  `t11`.`currency`,
  `t11`.`limit` AS `allowed`,
  IF(`t11`.`days_early` > `t11`.`legal_value`, 'law', 'house') AS `ground`
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
    `t10`.`sequence`,
    `t10`.`due_kind`,
    `t10`.`due_on`,
    `t10`.`due_amount_minor`,
    `t10`.`announced_minor`,
    `t10`.`due_currency`,
    `t10`.`days_early`,
    `t6`.`legal_value`,
    `t6`.`house_value`,
    `t6`.`limit`,
    `t6`.`limit_ground`
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
      `t8`.`sequence`,
      `t8`.`due_kind`,
      `t8`.`due_on`,
      `t8`.`due_amount_minor`,
      `t8`.`announced_minor`,
      `t8`.`due_currency`,
      DATEDIFF(DAY, `t8`.`charged_on`, `t8`.`due_on`) AS `days_early`
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
        `t3`.`sequence`,
        `t3`.`kind` AS `due_kind`,
        `t3`.`due_on`,
        `t3`.`amount_minor` AS `due_amount_minor`,
        `t3`.`announced_minor`,
        `t3`.`currency` AS `due_currency`
      FROM (
        SELECT
          *
        FROM `subject` AS `t1`
        WHERE
          `t1`.`channel` IN ('direct_debit', 'wallet')
      ) AS `t7`
      INNER JOIN `instalments` AS `t3`
        ON `t7`.`instalment_id` = `t3`.`instalment_id`
        AND `t7`.`policy_id` = `t3`.`policy_id`
    ) AS `t8`
    WHERE
      `t8`.`charged_on` < `t8`.`due_on`
  ) AS `t10`
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
      `t0`.`name` = 'charge_early_days'
  ) AS `t6`
    ON `t6`.`law_from` <= `t10`.`charged_on` AND `t10`.`charged_on` <= `t6`.`law_to`
) AS `t11`
WHERE
  `t11`.`days_early` > `t11`.`limit`
