-- RFD-03 refund_other_account 1.0.0
-- mode: whole
SELECT
  `t17`.`policy_id`,
  `t17`.`institution_id`,
  `t17`.`currency`,
  `t17`.`kind`,
  `t17`.`charge_id`,
  `t17`.`account_token`,
  `t17`.`refund_id` AS `record_id`,
  `t17`.`paid_on` AS `happened_on`,
  COALESCE(`t17`.`paid_minor`, `t17`.`due_minor`) AS `amount_minor`
FROM (
  SELECT
    `t15`.`refund_id`,
    `t15`.`policy_id`,
    `t15`.`charge_id`,
    `t15`.`institution_id`,
    `t15`.`kind`,
    `t15`.`requested_on`,
    `t15`.`due_minor`,
    `t15`.`paid_minor`,
    `t15`.`paid_on`,
    `t15`.`currency`,
    `t15`.`account_token`,
    `t15`.`verified`,
    `t15`.`reason_recorded`,
    `t15`.`senior_approved_by`,
    `t15`.`collected_by`
  FROM (
    SELECT
      `t5`.`refund_id`,
      `t5`.`policy_id`,
      `t5`.`charge_id`,
      `t5`.`institution_id`,
      `t5`.`kind`,
      `t5`.`requested_on`,
      `t5`.`due_minor`,
      `t5`.`paid_minor`,
      `t5`.`paid_on`,
      `t5`.`currency`,
      `t5`.`account_token`,
      `t5`.`verified`,
      `t5`.`reason_recorded`,
      `t5`.`senior_approved_by`,
      `t5`.`collected_by`,
      `t6`.`as_of`
    FROM `refunds` AS `t5`
    CROSS JOIN `run_day` AS `t6`
  ) AS `t15`
  WHERE
    `t15`.`paid_on` <= `t15`.`as_of`
    AND COALESCE(`t15`.`paid_minor`, `t15`.`due_minor`) > 0
    AND `t15`.`account_token` IS NOT NULL
    AND NOT (
      (
        `t15`.`senior_approved_by` IS NOT NULL
      )
      AND COALESCE(`t15`.`reason_recorded`, FALSE)
    )
) AS `t17`
LEFT ANTI JOIN (
  SELECT
    `t0`.`charge_id` AS `source_id`,
    `t0`.`account_token` AS `source_token`
  FROM `charges` AS `t0`
) AS `t11`
  ON `t17`.`charge_id` = `t11`.`source_id`
  AND `t17`.`account_token` = `t11`.`source_token`
LEFT ANTI JOIN (
  SELECT
    `t0`.`policy_id` AS `ever_policy_id`,
    `t0`.`account_token` AS `ever_token`,
    `t0`.`charged_on` AS `ever_on`
  FROM `charges` AS `t0`
) AS `t12`
  ON `t17`.`policy_id` = `t12`.`ever_policy_id`
  AND `t17`.`account_token` = `t12`.`ever_token`
  AND `t12`.`ever_on` <= `t17`.`paid_on`
  AND `t17`.`charge_id` IS NULL
INNER JOIN (
  SELECT
    `t1`.`policyholder_id`,
    `t1`.`policy_id` AS `holder_policy_id`
  FROM `policies` AS `t1`
) AS `t13`
  ON `t17`.`policy_id` = `t13`.`holder_policy_id`
LEFT ANTI JOIN (
  SELECT
    `t2`.`customer_id`,
    `t2`.`account_token` AS `own_token`,
    `t2`.`valid_from` AS `own_from`,
    `t2`.`valid_to` AS `own_to`
  FROM `accounts` AS `t2`
) AS `t14`
  ON `t17`.`account_token` = `t14`.`own_token`
  AND `t13`.`policyholder_id` = `t14`.`customer_id`
  AND `t14`.`own_from` <= `t17`.`paid_on`
  AND `t17`.`paid_on` <= `t14`.`own_to`
-- mode: part
SELECT
  `t17`.`policy_id`,
  `t17`.`institution_id`,
  `t17`.`currency`,
  `t17`.`kind`,
  `t17`.`charge_id`,
  `t17`.`account_token`,
  `t17`.`refund_id` AS `record_id`,
  `t17`.`paid_on` AS `happened_on`,
  COALESCE(`t17`.`paid_minor`, `t17`.`due_minor`) AS `amount_minor`
FROM (
  SELECT
    `t15`.`refund_id`,
    `t15`.`policy_id`,
    `t15`.`charge_id`,
    `t15`.`institution_id`,
    `t15`.`kind`,
    `t15`.`requested_on`,
    `t15`.`due_minor`,
    `t15`.`paid_minor`,
    `t15`.`paid_on`,
    `t15`.`currency`,
    `t15`.`account_token`,
    `t15`.`verified`,
    `t15`.`reason_recorded`,
    `t15`.`senior_approved_by`,
    `t15`.`collected_by`
  FROM (
    SELECT
      `t5`.`refund_id`,
      `t5`.`policy_id`,
      `t5`.`charge_id`,
      `t5`.`institution_id`,
      `t5`.`kind`,
      `t5`.`requested_on`,
      `t5`.`due_minor`,
      `t5`.`paid_minor`,
      `t5`.`paid_on`,
      `t5`.`currency`,
      `t5`.`account_token`,
      `t5`.`verified`,
      `t5`.`reason_recorded`,
      `t5`.`senior_approved_by`,
      `t5`.`collected_by`,
      `t6`.`as_of`
    FROM `subject` AS `t5`
    CROSS JOIN `run_day` AS `t6`
  ) AS `t15`
  WHERE
    `t15`.`paid_on` <= `t15`.`as_of`
    AND COALESCE(`t15`.`paid_minor`, `t15`.`due_minor`) > 0
    AND `t15`.`account_token` IS NOT NULL
    AND NOT (
      (
        `t15`.`senior_approved_by` IS NOT NULL
      )
      AND COALESCE(`t15`.`reason_recorded`, FALSE)
    )
) AS `t17`
LEFT ANTI JOIN (
  SELECT
    `t0`.`charge_id` AS `source_id`,
    `t0`.`account_token` AS `source_token`
  FROM `charges` AS `t0`
) AS `t11`
  ON `t17`.`charge_id` = `t11`.`source_id`
  AND `t17`.`account_token` = `t11`.`source_token`
LEFT ANTI JOIN (
  SELECT
    `t0`.`policy_id` AS `ever_policy_id`,
    `t0`.`account_token` AS `ever_token`,
    `t0`.`charged_on` AS `ever_on`
  FROM `charges` AS `t0`
) AS `t12`
  ON `t17`.`policy_id` = `t12`.`ever_policy_id`
  AND `t17`.`account_token` = `t12`.`ever_token`
  AND `t12`.`ever_on` <= `t17`.`paid_on`
  AND `t17`.`charge_id` IS NULL
INNER JOIN (
  SELECT
    `t1`.`policyholder_id`,
    `t1`.`policy_id` AS `holder_policy_id`
  FROM `policies` AS `t1`
) AS `t13`
  ON `t17`.`policy_id` = `t13`.`holder_policy_id`
LEFT ANTI JOIN (
  SELECT
    `t2`.`customer_id`,
    `t2`.`account_token` AS `own_token`,
    `t2`.`valid_from` AS `own_from`,
    `t2`.`valid_to` AS `own_to`
  FROM `accounts` AS `t2`
) AS `t14`
  ON `t17`.`account_token` = `t14`.`own_token`
  AND `t13`.`policyholder_id` = `t14`.`customer_id`
  AND `t14`.`own_from` <= `t17`.`paid_on`
  AND `t17`.`paid_on` <= `t14`.`own_to`
-- mode: unknown_whole
WITH `t12` AS (
  SELECT
    `t4`.`refund_id`,
    `t4`.`policy_id`,
    `t4`.`charge_id`,
    `t4`.`institution_id`,
    `t4`.`kind`,
    `t4`.`requested_on`,
    `t4`.`due_minor`,
    `t4`.`paid_minor`,
    `t4`.`paid_on`,
    `t4`.`currency`,
    `t4`.`account_token`,
    `t4`.`verified`,
    `t4`.`reason_recorded`,
    `t4`.`senior_approved_by`,
    `t4`.`collected_by`,
    `t5`.`as_of`
  FROM `refunds` AS `t4`
  CROSS JOIN `run_day` AS `t5`
)
SELECT
  *
FROM (
  SELECT
    `t13`.`refund_id` AS `record_id`,
    'account_missing' AS `reason`
  FROM `t12` AS `t13`
  WHERE
    `t13`.`paid_on` <= `t13`.`as_of`
    AND COALESCE(`t13`.`paid_minor`, `t13`.`due_minor`) > 0
    AND `t13`.`account_token` IS NULL
) AS `t14`
UNION ALL
SELECT
  *
FROM (
  SELECT
    `t16`.`refund_id` AS `record_id`,
    'policy_unknown' AS `reason`
  FROM (
    SELECT
      `t13`.`refund_id`,
      `t13`.`policy_id`,
      `t13`.`charge_id`,
      `t13`.`institution_id`,
      `t13`.`kind`,
      `t13`.`requested_on`,
      `t13`.`due_minor`,
      `t13`.`paid_minor`,
      `t13`.`paid_on`,
      `t13`.`currency`,
      `t13`.`account_token`,
      `t13`.`verified`,
      `t13`.`reason_recorded`,
      `t13`.`senior_approved_by`,
      `t13`.`collected_by`
    FROM `t12` AS `t13`
    WHERE
      `t13`.`paid_on` <= `t13`.`as_of`
      AND COALESCE(`t13`.`paid_minor`, `t13`.`due_minor`) > 0
      AND `t13`.`account_token` IS NOT NULL
      AND NOT (
        (
          `t13`.`senior_approved_by` IS NOT NULL
        )
        AND COALESCE(`t13`.`reason_recorded`, FALSE)
      )
  ) AS `t16`
  LEFT ANTI JOIN (
    SELECT
      `t1`.`charge_id` AS `source_id`,
      `t1`.`account_token` AS `source_token`
    FROM `charges` AS `t1`
  ) AS `t9`
    ON `t16`.`charge_id` = `t9`.`source_id`
    AND `t16`.`account_token` = `t9`.`source_token`
  LEFT ANTI JOIN (
    SELECT
      `t1`.`policy_id` AS `ever_policy_id`,
      `t1`.`account_token` AS `ever_token`,
      `t1`.`charged_on` AS `ever_on`
    FROM `charges` AS `t1`
  ) AS `t10`
    ON `t16`.`policy_id` = `t10`.`ever_policy_id`
    AND `t16`.`account_token` = `t10`.`ever_token`
    AND `t10`.`ever_on` <= `t16`.`paid_on`
    AND `t16`.`charge_id` IS NULL
  LEFT ANTI JOIN (
    SELECT
      `t2`.`policy_id`
    FROM `policies` AS `t2`
  ) AS `t11`
    ON `t16`.`policy_id` = `t11`.`policy_id`
) AS `t17`
-- mode: unknown_part
WITH `t12` AS (
  SELECT
    `t4`.`refund_id`,
    `t4`.`policy_id`,
    `t4`.`charge_id`,
    `t4`.`institution_id`,
    `t4`.`kind`,
    `t4`.`requested_on`,
    `t4`.`due_minor`,
    `t4`.`paid_minor`,
    `t4`.`paid_on`,
    `t4`.`currency`,
    `t4`.`account_token`,
    `t4`.`verified`,
    `t4`.`reason_recorded`,
    `t4`.`senior_approved_by`,
    `t4`.`collected_by`,
    `t5`.`as_of`
  FROM `subject` AS `t4`
  CROSS JOIN `run_day` AS `t5`
)
SELECT
  *
FROM (
  SELECT
    `t13`.`refund_id` AS `record_id`,
    'account_missing' AS `reason`
  FROM `t12` AS `t13`
  WHERE
    `t13`.`paid_on` <= `t13`.`as_of`
    AND COALESCE(`t13`.`paid_minor`, `t13`.`due_minor`) > 0
    AND `t13`.`account_token` IS NULL
) AS `t14`
UNION ALL
SELECT
  *
FROM (
  SELECT
    `t16`.`refund_id` AS `record_id`,
    'policy_unknown' AS `reason`
  FROM (
    SELECT
      `t13`.`refund_id`,
      `t13`.`policy_id`,
      `t13`.`charge_id`,
      `t13`.`institution_id`,
      `t13`.`kind`,
      `t13`.`requested_on`,
      `t13`.`due_minor`,
      `t13`.`paid_minor`,
      `t13`.`paid_on`,
      `t13`.`currency`,
      `t13`.`account_token`,
      `t13`.`verified`,
      `t13`.`reason_recorded`,
      `t13`.`senior_approved_by`,
      `t13`.`collected_by`
    FROM `t12` AS `t13`
    WHERE
      `t13`.`paid_on` <= `t13`.`as_of`
      AND COALESCE(`t13`.`paid_minor`, `t13`.`due_minor`) > 0
      AND `t13`.`account_token` IS NOT NULL
      AND NOT (
        (
          `t13`.`senior_approved_by` IS NOT NULL
        )
        AND COALESCE(`t13`.`reason_recorded`, FALSE)
      )
  ) AS `t16`
  LEFT ANTI JOIN (
    SELECT
      `t1`.`charge_id` AS `source_id`,
      `t1`.`account_token` AS `source_token`
    FROM `charges` AS `t1`
  ) AS `t9`
    ON `t16`.`charge_id` = `t9`.`source_id`
    AND `t16`.`account_token` = `t9`.`source_token`
  LEFT ANTI JOIN (
    SELECT
      `t1`.`policy_id` AS `ever_policy_id`,
      `t1`.`account_token` AS `ever_token`,
      `t1`.`charged_on` AS `ever_on`
    FROM `charges` AS `t1`
  ) AS `t10`
    ON `t16`.`policy_id` = `t10`.`ever_policy_id`
    AND `t16`.`account_token` = `t10`.`ever_token`
    AND `t10`.`ever_on` <= `t16`.`paid_on`
    AND `t16`.`charge_id` IS NULL
  LEFT ANTI JOIN (
    SELECT
      `t2`.`policy_id`
    FROM `policies` AS `t2`
  ) AS `t11`
    ON `t16`.`policy_id` = `t11`.`policy_id`
) AS `t17`
