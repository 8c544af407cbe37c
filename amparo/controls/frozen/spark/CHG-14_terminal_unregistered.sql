-- CHG-14 terminal_unregistered 1.0.0
-- mode: whole
SELECT
  `t4`.`terminal_id`,
  `t4`.`merchant_id`,
  `t4`.`operator_id`,
  `t4`.`bank`,
  `t4`.`charge_id` AS `record_id`,
  `t4`.`policy_id`,
  `t4`.`institution_id`,
  `t4`.`charged_on` AS `happened_on`,
  `t4`.`amount_minor`,
  `t4`.`currency`
FROM (
  SELECT
    *
  FROM `charges` AS `t0`
  WHERE
    `t0`.`channel` = 'pos' AND `t0`.`terminal_id` IS NOT NULL
) AS `t4`
LEFT ANTI JOIN `terminals` AS `t2`
  ON `t4`.`terminal_id` = `t2`.`terminal_id`
  AND `t2`.`valid_from` <= `t4`.`charged_on`
  AND `t4`.`charged_on` <= `t2`.`valid_to`
-- mode: part
SELECT
  `t4`.`terminal_id`,
  `t4`.`merchant_id`,
  `t4`.`operator_id`,
  `t4`.`bank`,
  `t4`.`charge_id` AS `record_id`,
  `t4`.`policy_id`,
  `t4`.`institution_id`,
  `t4`.`charged_on` AS `happened_on`,
  `t4`.`amount_minor`,
  `t4`.`currency`
FROM (
  SELECT
    *
  FROM `subject` AS `t0`
  WHERE
    `t0`.`channel` = 'pos' AND `t0`.`terminal_id` IS NOT NULL
) AS `t4`
LEFT ANTI JOIN `terminals` AS `t2`
  ON `t4`.`terminal_id` = `t2`.`terminal_id`
  AND `t2`.`valid_from` <= `t4`.`charged_on`
  AND `t4`.`charged_on` <= `t2`.`valid_to`
-- mode: unknown_whole
SELECT
  `t0`.`charge_id` AS `record_id`,
  'no_terminal' AS `reason`
FROM `charges` AS `t0`
WHERE
  `t0`.`channel` = 'pos' AND `t0`.`terminal_id` IS NULL
-- mode: unknown_part
SELECT
  `t0`.`charge_id` AS `record_id`,
  'no_terminal' AS `reason`
FROM `subject` AS `t0`
WHERE
  `t0`.`channel` = 'pos' AND `t0`.`terminal_id` IS NULL
-- mode: pending
SELECT
  `t4`.`terminal_id`,
  `t4`.`merchant_id`,
  `t4`.`operator_id`,
  `t4`.`bank`,
  `t4`.`charge_id` AS `record_id`,
  `t4`.`policy_id`,
  `t4`.`institution_id`,
  `t4`.`charged_on` AS `happened_on`,
  `t4`.`amount_minor`,
  `t4`.`currency`
FROM (
  SELECT
    *
  FROM `subject` AS `t0`
  WHERE
    `t0`.`channel` = 'pos' AND `t0`.`terminal_id` IS NOT NULL
) AS `t4`
LEFT ANTI JOIN `terminals` AS `t2`
  ON `t4`.`terminal_id` = `t2`.`terminal_id`
  AND `t2`.`valid_from` <= `t4`.`charged_on`
  AND `t4`.`charged_on` <= `t2`.`valid_to`
-- mode: unknown_pending
SELECT
  `t0`.`charge_id` AS `record_id`,
  'no_terminal' AS `reason`
FROM `subject` AS `t0`
WHERE
  `t0`.`channel` = 'pos' AND `t0`.`terminal_id` IS NULL
-- mode: near
SELECT
  `t2`.`charge_id` AS `record_id`,
  `t4`.`near_registration_id` AS `candidate_id`,
  `t4`.`near_valid_from` AS `valid_from`,
  `t4`.`near_valid_to` AS `valid_to`,
  `t4`.`near_institution_id` AS `institution_id`,
  `t4`.`near_keeper_id` AS `keeper_id`,
  IF(`t4`.`near_valid_from` <= `t2`.`charged_on`, 1, 0) AS `met_started`,
  IF(`t2`.`charged_on` <= `t4`.`near_valid_to`, 1, 0) AS `met_not_ended`
FROM `subject` AS `t2`
INNER JOIN (
  SELECT
    `t1`.`registration_id` AS `near_registration_id`,
    `t1`.`terminal_id` AS `near_terminal_id`,
    `t1`.`ownership` AS `near_ownership`,
    `t1`.`merchant_id` AS `near_merchant_id`,
    `t1`.`institution_id` AS `near_institution_id`,
    `t1`.`keeper_id` AS `near_keeper_id`,
    `t1`.`place_latitude_e6` AS `near_place_latitude_e6`,
    `t1`.`place_longitude_e6` AS `near_place_longitude_e6`,
    `t1`.`longitude_mm_e6` AS `near_longitude_mm_e6`,
    `t1`.`valid_from` AS `near_valid_from`,
    `t1`.`valid_to` AS `near_valid_to`
  FROM `terminals` AS `t1`
) AS `t4`
  ON `t2`.`terminal_id` = `t4`.`near_terminal_id`
