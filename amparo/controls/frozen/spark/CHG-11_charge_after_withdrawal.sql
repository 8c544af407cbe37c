-- CHG-11 charge_after_withdrawal 1.0.0
-- mode: whole
SELECT
  `t6`.`instalment_id`,
  `t6`.`channel`,
  `t6`.`withdrawn_on`,
  `t6`.`charge_id` AS `record_id`,
  `t6`.`policy_id`,
  `t6`.`institution_id`,
  `t6`.`charged_on` AS `happened_on`,
  `t6`.`amount_minor`,
  `t6`.`currency`,
  DATEDIFF(DAY, `t6`.`withdrawn_on`, `t6`.`charged_on`) AS `days_after`
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
    `t5`.`event_id`,
    `t5`.`policy_id_right`,
    `t5`.`happened_on`,
    `t5`.`happened_at`,
    `t5`.`withdrawn_on`,
    ROW_NUMBER() OVER (
      PARTITION BY `t5`.`charge_id`
      ORDER BY `t5`.`withdrawn_on` ASC NULLS LAST, `t5`.`event_id` ASC NULLS LAST
    ) - 1 AS `nth_of_key`
  FROM (
    SELECT
      `t2`.`charge_id`,
      `t2`.`policy_id`,
      `t2`.`instalment_id`,
      `t2`.`request_id`,
      `t2`.`instruction_id`,
      `t2`.`institution_id`,
      `t2`.`channel`,
      `t2`.`bank`,
      `t2`.`kind`,
      `t2`.`account_token`,
      `t2`.`payer_name_token`,
      `t2`.`payer_match`,
      `t2`.`terminal_id`,
      `t2`.`merchant_id`,
      `t2`.`operator_id`,
      `t2`.`seen_latitude_e6`,
      `t2`.`seen_longitude_e6`,
      `t2`.`premises`,
      `t2`.`amount_minor`,
      `t2`.`currency`,
      `t2`.`charged_on`,
      `t2`.`charged_at`,
      `t2`.`settled_token`,
      `t2`.`remittance_id`,
      `t4`.`event_id`,
      `t4`.`policy_id` AS `policy_id_right`,
      `t4`.`happened_on`,
      `t4`.`happened_at`,
      `t4`.`withdrawn_on`
    FROM `charges` AS `t2`
    INNER JOIN (
      SELECT
        `t1`.`event_id`,
        `t1`.`policy_id`,
        `t1`.`happened_on`,
        `t1`.`happened_at`,
        `t1`.`happened_on` AS `withdrawn_on`
      FROM `policy_events` AS `t1`
      WHERE
        `t1`.`kind` = 'withdrawn'
    ) AS `t4`
      ON `t2`.`policy_id` = `t4`.`policy_id`
      AND `t4`.`happened_on` <= `t2`.`charged_on`
      AND (
        (
          `t4`.`happened_on` < `t2`.`charged_on`
        )
        OR (
          `t4`.`happened_at` < `t2`.`charged_at`
        )
      )
  ) AS `t5`
) AS `t6`
WHERE
  `t6`.`nth_of_key` = 0
-- mode: part
SELECT
  `t6`.`instalment_id`,
  `t6`.`channel`,
  `t6`.`withdrawn_on`,
  `t6`.`charge_id` AS `record_id`,
  `t6`.`policy_id`,
  `t6`.`institution_id`,
  `t6`.`charged_on` AS `happened_on`,
  `t6`.`amount_minor`,
  `t6`.`currency`,
  DATEDIFF(DAY, `t6`.`withdrawn_on`, `t6`.`charged_on`) AS `days_after`
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
    `t5`.`event_id`,
    `t5`.`policy_id_right`,
    `t5`.`happened_on`,
    `t5`.`happened_at`,
    `t5`.`withdrawn_on`,
    ROW_NUMBER() OVER (
      PARTITION BY `t5`.`charge_id`
      ORDER BY `t5`.`withdrawn_on` ASC NULLS LAST, `t5`.`event_id` ASC NULLS LAST
    ) - 1 AS `nth_of_key`
  FROM (
    SELECT
      `t2`.`charge_id`,
      `t2`.`policy_id`,
      `t2`.`instalment_id`,
      `t2`.`request_id`,
      `t2`.`instruction_id`,
      `t2`.`institution_id`,
      `t2`.`channel`,
      `t2`.`bank`,
      `t2`.`kind`,
      `t2`.`account_token`,
      `t2`.`payer_name_token`,
      `t2`.`payer_match`,
      `t2`.`terminal_id`,
      `t2`.`merchant_id`,
      `t2`.`operator_id`,
      `t2`.`seen_latitude_e6`,
      `t2`.`seen_longitude_e6`,
      `t2`.`premises`,
      `t2`.`amount_minor`,
      `t2`.`currency`,
      `t2`.`charged_on`,
      `t2`.`charged_at`,
      `t2`.`settled_token`,
      `t2`.`remittance_id`,
      `t4`.`event_id`,
      `t4`.`policy_id` AS `policy_id_right`,
      `t4`.`happened_on`,
      `t4`.`happened_at`,
      `t4`.`withdrawn_on`
    FROM `subject` AS `t2`
    INNER JOIN (
      SELECT
        `t1`.`event_id`,
        `t1`.`policy_id`,
        `t1`.`happened_on`,
        `t1`.`happened_at`,
        `t1`.`happened_on` AS `withdrawn_on`
      FROM `policy_events` AS `t1`
      WHERE
        `t1`.`kind` = 'withdrawn'
    ) AS `t4`
      ON `t2`.`policy_id` = `t4`.`policy_id`
      AND `t4`.`happened_on` <= `t2`.`charged_on`
      AND (
        (
          `t4`.`happened_on` < `t2`.`charged_on`
        )
        OR (
          `t4`.`happened_at` < `t2`.`charged_at`
        )
      )
  ) AS `t5`
) AS `t6`
WHERE
  `t6`.`nth_of_key` = 0
-- mode: pending
SELECT
  `t6`.`instalment_id`,
  `t6`.`channel`,
  `t6`.`withdrawn_on`,
  `t6`.`charge_id` AS `record_id`,
  `t6`.`policy_id`,
  `t6`.`institution_id`,
  `t6`.`charged_on` AS `happened_on`,
  `t6`.`amount_minor`,
  `t6`.`currency`,
  DATEDIFF(DAY, `t6`.`withdrawn_on`, `t6`.`charged_on`) AS `days_after`
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
    `t5`.`event_id`,
    `t5`.`policy_id_right`,
    `t5`.`happened_on`,
    `t5`.`happened_at`,
    `t5`.`withdrawn_on`,
    ROW_NUMBER() OVER (
      PARTITION BY `t5`.`charge_id`
      ORDER BY `t5`.`withdrawn_on` ASC NULLS LAST, `t5`.`event_id` ASC NULLS LAST
    ) - 1 AS `nth_of_key`
  FROM (
    SELECT
      `t2`.`charge_id`,
      `t2`.`policy_id`,
      `t2`.`instalment_id`,
      `t2`.`request_id`,
      `t2`.`instruction_id`,
      `t2`.`institution_id`,
      `t2`.`channel`,
      `t2`.`bank`,
      `t2`.`kind`,
      `t2`.`account_token`,
      `t2`.`payer_name_token`,
      `t2`.`payer_match`,
      `t2`.`terminal_id`,
      `t2`.`merchant_id`,
      `t2`.`operator_id`,
      `t2`.`seen_latitude_e6`,
      `t2`.`seen_longitude_e6`,
      `t2`.`premises`,
      `t2`.`amount_minor`,
      `t2`.`currency`,
      `t2`.`charged_on`,
      `t2`.`charged_at`,
      `t2`.`settled_token`,
      `t2`.`remittance_id`,
      `t4`.`event_id`,
      `t4`.`policy_id` AS `policy_id_right`,
      `t4`.`happened_on`,
      `t4`.`happened_at`,
      `t4`.`withdrawn_on`
    FROM `subject` AS `t2`
    INNER JOIN (
      SELECT
        `t1`.`event_id`,
        `t1`.`policy_id`,
        `t1`.`happened_on`,
        `t1`.`happened_at`,
        `t1`.`happened_on` AS `withdrawn_on`
      FROM `policy_events` AS `t1`
      WHERE
        `t1`.`kind` = 'withdrawn'
    ) AS `t4`
      ON `t2`.`policy_id` = `t4`.`policy_id`
      AND `t4`.`happened_on` <= `t2`.`charged_on`
      AND (
        (
          `t4`.`happened_on` < `t2`.`charged_on`
        )
        OR (
          `t4`.`happened_at` < `t2`.`charged_at`
        )
      )
  ) AS `t5`
) AS `t6`
WHERE
  `t6`.`nth_of_key` = 0
