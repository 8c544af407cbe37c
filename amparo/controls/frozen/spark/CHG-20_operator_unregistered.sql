-- CHG-20 operator_unregistered 1.0.0
-- mode: whole
SELECT
  `t4`.`operator_id`,
  `t4`.`channel`,
  `t4`.`terminal_id`,
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
    `t0`.`channel` IN ('pos', 'cash') AND `t0`.`operator_id` IS NOT NULL
) AS `t4`
LEFT ANTI JOIN `registrations` AS `t2`
  ON `t4`.`operator_id` = `t2`.`person_id`
  AND `t2`.`role` = 'operator'
  AND `t4`.`institution_id` = `t2`.`institution_id`
  AND `t2`.`valid_from` <= `t4`.`charged_on`
  AND `t4`.`charged_on` <= `t2`.`valid_to`
-- mode: part
SELECT
  `t4`.`operator_id`,
  `t4`.`channel`,
  `t4`.`terminal_id`,
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
    `t0`.`channel` IN ('pos', 'cash') AND `t0`.`operator_id` IS NOT NULL
) AS `t4`
LEFT ANTI JOIN `registrations` AS `t2`
  ON `t4`.`operator_id` = `t2`.`person_id`
  AND `t2`.`role` = 'operator'
  AND `t4`.`institution_id` = `t2`.`institution_id`
  AND `t2`.`valid_from` <= `t4`.`charged_on`
  AND `t4`.`charged_on` <= `t2`.`valid_to`
-- mode: unknown_whole
SELECT
  `t0`.`charge_id` AS `record_id`,
  'no_operator' AS `reason`
FROM `charges` AS `t0`
WHERE
  `t0`.`channel` IN ('pos', 'cash') AND `t0`.`operator_id` IS NULL
-- mode: unknown_part
SELECT
  `t0`.`charge_id` AS `record_id`,
  'no_operator' AS `reason`
FROM `subject` AS `t0`
WHERE
  `t0`.`channel` IN ('pos', 'cash') AND `t0`.`operator_id` IS NULL
-- mode: pending
SELECT
  `t4`.`operator_id`,
  `t4`.`channel`,
  `t4`.`terminal_id`,
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
    `t0`.`channel` IN ('pos', 'cash') AND `t0`.`operator_id` IS NOT NULL
) AS `t4`
LEFT ANTI JOIN `registrations` AS `t2`
  ON `t4`.`operator_id` = `t2`.`person_id`
  AND `t2`.`role` = 'operator'
  AND `t4`.`institution_id` = `t2`.`institution_id`
  AND `t2`.`valid_from` <= `t4`.`charged_on`
  AND `t4`.`charged_on` <= `t2`.`valid_to`
-- mode: unknown_pending
SELECT
  `t0`.`charge_id` AS `record_id`,
  'no_operator' AS `reason`
FROM `subject` AS `t0`
WHERE
  `t0`.`channel` IN ('pos', 'cash') AND `t0`.`operator_id` IS NULL
-- mode: near
SELECT
  `t2`.`charge_id` AS `record_id`,
  `t4`.`near_registration_id` AS `candidate_id`,
  `t4`.`near_role` AS `role`,
  `t4`.`near_institution_id` AS `institution_id`,
  `t4`.`near_valid_from` AS `valid_from`,
  `t4`.`near_valid_to` AS `valid_to`,
  IF(`t4`.`near_role` = 'operator', 1, 0) AS `met_as_operator`,
  IF(`t2`.`institution_id` = `t4`.`near_institution_id`, 1, 0) AS `met_same_institution`,
  IF(`t4`.`near_valid_from` <= `t2`.`charged_on`, 1, 0) AS `met_started`,
  IF(`t2`.`charged_on` <= `t4`.`near_valid_to`, 1, 0) AS `met_not_ended`
FROM `subject` AS `t2`
INNER JOIN (
  SELECT
    `t1`.`registration_id` AS `near_registration_id`,
    `t1`.`person_id` AS `near_person_id`,
    `t1`.`institution_id` AS `near_institution_id`,
    `t1`.`role` AS `near_role`,
    `t1`.`valid_from` AS `near_valid_from`,
    `t1`.`valid_to` AS `near_valid_to`
  FROM `registrations` AS `t1`
) AS `t4`
  ON `t2`.`operator_id` = `t4`.`near_person_id`
