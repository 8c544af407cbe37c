-- CHG-10 charge_after_end 1.0.0
-- mode: whole
SELECT
  `t19`.`instalment_id`,
  `t19`.`channel`,
  `t19`.`kind`,
  `t19`.`ended_by`,
  `t19`.`ended_on`,
  `t19`.`charge_id` AS `record_id`,
  `t19`.`policy_id`,
  `t19`.`institution_id`,
  `t19`.`charged_on` AS `happened_on`,
  `t19`.`amount_minor`,
  `t19`.`currency`
FROM (
  SELECT
    `t18`.`charge_id`,
    `t18`.`policy_id`,
    `t18`.`institution_id`,
    `t18`.`instalment_id`,
    `t18`.`channel`,
    `t18`.`kind`,
    `t18`.`amount_minor`,
    `t18`.`currency`,
    `t18`.`charged_on`,
    `t18`.`ended_by`,
    `t18`.`ended_on`,
    `t18`.`end_id`,
    ROW_NUMBER() OVER (
      PARTITION BY `t18`.`charge_id`
      ORDER BY `t18`.`ended_on` ASC NULLS LAST, `t18`.`end_id` ASC NULLS LAST
    ) - 1 AS `nth_of_key`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t16`.`charge_id`,
        `t16`.`policy_id`,
        `t16`.`institution_id`,
        `t16`.`instalment_id`,
        `t16`.`channel`,
        `t16`.`kind`,
        `t16`.`amount_minor`,
        `t16`.`currency`,
        `t16`.`charged_on`,
        `t16`.`ended_by`,
        `t16`.`ended_on`,
        `t16`.`end_id`
      FROM (
        SELECT
          `t13`.`charge_id`,
          `t13`.`policy_id`,
          `t13`.`institution_id`,
          `t13`.`instalment_id`,
          `t13`.`channel`,
          `t13`.`kind`,
          `t13`.`amount_minor`,
          `t13`.`currency`,
          `t13`.`charged_on`,
          `t13`.`ended_by`,
          `t13`.`ended_on`,
          `t13`.`end_id`
        FROM (
          SELECT
            `t3`.`charge_id`,
            `t3`.`policy_id`,
            `t3`.`instalment_id`,
            `t3`.`request_id`,
            `t3`.`instruction_id`,
            `t3`.`institution_id`,
            `t3`.`channel`,
            `t3`.`bank`,
            `t3`.`kind`,
            `t3`.`account_token`,
            `t3`.`payer_name_token`,
            `t3`.`payer_match`,
            `t3`.`terminal_id`,
            `t3`.`merchant_id`,
            `t3`.`operator_id`,
            `t3`.`seen_latitude_e6`,
            `t3`.`seen_longitude_e6`,
            `t3`.`premises`,
            `t3`.`amount_minor`,
            `t3`.`currency`,
            `t3`.`charged_on`,
            `t3`.`charged_at`,
            `t3`.`settled_token`,
            `t3`.`remittance_id`,
            `t10`.`policy_id` AS `policy_id_right`,
            `t10`.`happened_on`,
            `t10`.`happened_at`,
            `t10`.`end_id`,
            `t10`.`ended_by`,
            `t10`.`ended_on`
          FROM `charges` AS `t3`
          INNER JOIN (
            SELECT
              `t0`.`policy_id`,
              `t0`.`happened_on`,
              `t0`.`happened_at`,
              `t0`.`event_id` AS `end_id`,
              `t0`.`kind` AS `ended_by`,
              `t0`.`happened_on` AS `ended_on`
            FROM `policy_events` AS `t0`
            WHERE
              `t0`.`kind` IN ('cancelled', 'surrendered', 'matured', 'refused', 'lapsed')
          ) AS `t10`
            ON `t3`.`policy_id` = `t10`.`policy_id`
            AND `t10`.`happened_on` <= `t3`.`charged_on`
            AND (
              (
                `t10`.`happened_on` < `t3`.`charged_on`
              )
              OR (
                `t10`.`happened_at` < `t3`.`charged_at`
              )
            )
        ) AS `t13`
        WHERE
          (
            (
              `t13`.`ended_by` <> 'lapsed'
            )
            OR `t13`.`channel` IN ('direct_debit', 'wallet')
          )
          AND (
            (
              `t13`.`ended_by` <> 'matured'
            ) OR (
              `t13`.`kind` <> 'new_term'
            )
          )
      ) AS `t16`
      LEFT ANTI JOIN (
        SELECT
          `t0`.`policy_id`,
          `t0`.`happened_on` AS `back_on`
        FROM `policy_events` AS `t0`
        WHERE
          `t0`.`kind` = 'reinstated'
      ) AS `t9`
        ON `t16`.`policy_id` = `t9`.`policy_id`
        AND `t16`.`ended_by` = 'lapsed'
        AND `t16`.`ended_on` <= `t9`.`back_on`
        AND `t9`.`back_on` <= `t16`.`charged_on`
    ) AS `t17`
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        `t12`.`charge_id`,
        `t12`.`policy_id`,
        `t12`.`institution_id`,
        `t12`.`instalment_id`,
        `t12`.`channel`,
        `t12`.`kind`,
        `t12`.`amount_minor`,
        `t12`.`currency`,
        `t12`.`charged_on`,
        'matured' AS `ended_by`,
        `t12`.`ends_on` AS `ended_on`,
        '' AS `end_id`
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
          `t8`.`policy_id` AS `policy_id_right`,
          `t8`.`ends_on`
        FROM (
          SELECT
            *
          FROM `charges` AS `t1`
          WHERE
            `t1`.`kind` <> 'new_term'
        ) AS `t11`
        INNER JOIN (
          SELECT
            `t2`.`policy_id`,
            `t2`.`ends_on`
          FROM `policies` AS `t2`
        ) AS `t8`
          ON `t11`.`policy_id` = `t8`.`policy_id` AND `t11`.`charged_on` > `t8`.`ends_on`
      ) AS `t12`
    ) AS `t14`
  ) AS `t18`
) AS `t19`
WHERE
  `t19`.`nth_of_key` = 0
-- mode: part
SELECT
  `t19`.`instalment_id`,
  `t19`.`channel`,
  `t19`.`kind`,
  `t19`.`ended_by`,
  `t19`.`ended_on`,
  `t19`.`charge_id` AS `record_id`,
  `t19`.`policy_id`,
  `t19`.`institution_id`,
  `t19`.`charged_on` AS `happened_on`,
  `t19`.`amount_minor`,
  `t19`.`currency`
FROM (
  SELECT
    `t18`.`charge_id`,
    `t18`.`policy_id`,
    `t18`.`institution_id`,
    `t18`.`instalment_id`,
    `t18`.`channel`,
    `t18`.`kind`,
    `t18`.`amount_minor`,
    `t18`.`currency`,
    `t18`.`charged_on`,
    `t18`.`ended_by`,
    `t18`.`ended_on`,
    `t18`.`end_id`,
    ROW_NUMBER() OVER (
      PARTITION BY `t18`.`charge_id`
      ORDER BY `t18`.`ended_on` ASC NULLS LAST, `t18`.`end_id` ASC NULLS LAST
    ) - 1 AS `nth_of_key`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t16`.`charge_id`,
        `t16`.`policy_id`,
        `t16`.`institution_id`,
        `t16`.`instalment_id`,
        `t16`.`channel`,
        `t16`.`kind`,
        `t16`.`amount_minor`,
        `t16`.`currency`,
        `t16`.`charged_on`,
        `t16`.`ended_by`,
        `t16`.`ended_on`,
        `t16`.`end_id`
      FROM (
        SELECT
          `t13`.`charge_id`,
          `t13`.`policy_id`,
          `t13`.`institution_id`,
          `t13`.`instalment_id`,
          `t13`.`channel`,
          `t13`.`kind`,
          `t13`.`amount_minor`,
          `t13`.`currency`,
          `t13`.`charged_on`,
          `t13`.`ended_by`,
          `t13`.`ended_on`,
          `t13`.`end_id`
        FROM (
          SELECT
            `t3`.`charge_id`,
            `t3`.`policy_id`,
            `t3`.`instalment_id`,
            `t3`.`request_id`,
            `t3`.`instruction_id`,
            `t3`.`institution_id`,
            `t3`.`channel`,
            `t3`.`bank`,
            `t3`.`kind`,
            `t3`.`account_token`,
            `t3`.`payer_name_token`,
            `t3`.`payer_match`,
            `t3`.`terminal_id`,
            `t3`.`merchant_id`,
            `t3`.`operator_id`,
            `t3`.`seen_latitude_e6`,
            `t3`.`seen_longitude_e6`,
            `t3`.`premises`,
            `t3`.`amount_minor`,
            `t3`.`currency`,
            `t3`.`charged_on`,
            `t3`.`charged_at`,
            `t3`.`settled_token`,
            `t3`.`remittance_id`,
            `t10`.`policy_id` AS `policy_id_right`,
            `t10`.`happened_on`,
            `t10`.`happened_at`,
            `t10`.`end_id`,
            `t10`.`ended_by`,
            `t10`.`ended_on`
          FROM `subject` AS `t3`
          INNER JOIN (
            SELECT
              `t0`.`policy_id`,
              `t0`.`happened_on`,
              `t0`.`happened_at`,
              `t0`.`event_id` AS `end_id`,
              `t0`.`kind` AS `ended_by`,
              `t0`.`happened_on` AS `ended_on`
            FROM `policy_events` AS `t0`
            WHERE
              `t0`.`kind` IN ('cancelled', 'surrendered', 'matured', 'refused', 'lapsed')
          ) AS `t10`
            ON `t3`.`policy_id` = `t10`.`policy_id`
            AND `t10`.`happened_on` <= `t3`.`charged_on`
            AND (
              (
                `t10`.`happened_on` < `t3`.`charged_on`
              )
              OR (
                `t10`.`happened_at` < `t3`.`charged_at`
              )
            )
        ) AS `t13`
        WHERE
          (
            (
              `t13`.`ended_by` <> 'lapsed'
            )
            OR `t13`.`channel` IN ('direct_debit', 'wallet')
          )
          AND (
            (
              `t13`.`ended_by` <> 'matured'
            ) OR (
              `t13`.`kind` <> 'new_term'
            )
          )
      ) AS `t16`
      LEFT ANTI JOIN (
        SELECT
          `t0`.`policy_id`,
          `t0`.`happened_on` AS `back_on`
        FROM `policy_events` AS `t0`
        WHERE
          `t0`.`kind` = 'reinstated'
      ) AS `t9`
        ON `t16`.`policy_id` = `t9`.`policy_id`
        AND `t16`.`ended_by` = 'lapsed'
        AND `t16`.`ended_on` <= `t9`.`back_on`
        AND `t9`.`back_on` <= `t16`.`charged_on`
    ) AS `t17`
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        `t12`.`charge_id`,
        `t12`.`policy_id`,
        `t12`.`institution_id`,
        `t12`.`instalment_id`,
        `t12`.`channel`,
        `t12`.`kind`,
        `t12`.`amount_minor`,
        `t12`.`currency`,
        `t12`.`charged_on`,
        'matured' AS `ended_by`,
        `t12`.`ends_on` AS `ended_on`,
        '' AS `end_id`
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
          `t8`.`policy_id` AS `policy_id_right`,
          `t8`.`ends_on`
        FROM (
          SELECT
            *
          FROM `subject` AS `t1`
          WHERE
            `t1`.`kind` <> 'new_term'
        ) AS `t11`
        INNER JOIN (
          SELECT
            `t2`.`policy_id`,
            `t2`.`ends_on`
          FROM `policies` AS `t2`
        ) AS `t8`
          ON `t11`.`policy_id` = `t8`.`policy_id` AND `t11`.`charged_on` > `t8`.`ends_on`
      ) AS `t12`
    ) AS `t14`
  ) AS `t18`
) AS `t19`
WHERE
  `t19`.`nth_of_key` = 0
-- mode: pending
SELECT
  `t19`.`instalment_id`,
  `t19`.`channel`,
  `t19`.`kind`,
  `t19`.`ended_by`,
  `t19`.`ended_on`,
  `t19`.`charge_id` AS `record_id`,
  `t19`.`policy_id`,
  `t19`.`institution_id`,
  `t19`.`charged_on` AS `happened_on`,
  `t19`.`amount_minor`,
  `t19`.`currency`
FROM (
  SELECT
    `t18`.`charge_id`,
    `t18`.`policy_id`,
    `t18`.`institution_id`,
    `t18`.`instalment_id`,
    `t18`.`channel`,
    `t18`.`kind`,
    `t18`.`amount_minor`,
    `t18`.`currency`,
    `t18`.`charged_on`,
    `t18`.`ended_by`,
    `t18`.`ended_on`,
    `t18`.`end_id`,
    ROW_NUMBER() OVER (
      PARTITION BY `t18`.`charge_id`
      ORDER BY `t18`.`ended_on` ASC NULLS LAST, `t18`.`end_id` ASC NULLS LAST
    ) - 1 AS `nth_of_key`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t16`.`charge_id`,
        `t16`.`policy_id`,
        `t16`.`institution_id`,
        `t16`.`instalment_id`,
        `t16`.`channel`,
        `t16`.`kind`,
        `t16`.`amount_minor`,
        `t16`.`currency`,
        `t16`.`charged_on`,
        `t16`.`ended_by`,
        `t16`.`ended_on`,
        `t16`.`end_id`
      FROM (
        SELECT
          `t13`.`charge_id`,
          `t13`.`policy_id`,
          `t13`.`institution_id`,
          `t13`.`instalment_id`,
          `t13`.`channel`,
          `t13`.`kind`,
          `t13`.`amount_minor`,
          `t13`.`currency`,
          `t13`.`charged_on`,
          `t13`.`ended_by`,
          `t13`.`ended_on`,
          `t13`.`end_id`
        FROM (
          SELECT
            `t3`.`charge_id`,
            `t3`.`policy_id`,
            `t3`.`instalment_id`,
            `t3`.`request_id`,
            `t3`.`instruction_id`,
            `t3`.`institution_id`,
            `t3`.`channel`,
            `t3`.`bank`,
            `t3`.`kind`,
            `t3`.`account_token`,
            `t3`.`payer_name_token`,
            `t3`.`payer_match`,
            `t3`.`terminal_id`,
            `t3`.`merchant_id`,
            `t3`.`operator_id`,
            `t3`.`seen_latitude_e6`,
            `t3`.`seen_longitude_e6`,
            `t3`.`premises`,
            `t3`.`amount_minor`,
            `t3`.`currency`,
            `t3`.`charged_on`,
            `t3`.`charged_at`,
            `t3`.`settled_token`,
            `t3`.`remittance_id`,
            `t10`.`policy_id` AS `policy_id_right`,
            `t10`.`happened_on`,
            `t10`.`happened_at`,
            `t10`.`end_id`,
            `t10`.`ended_by`,
            `t10`.`ended_on`
          FROM `subject` AS `t3`
          INNER JOIN (
            SELECT
              `t0`.`policy_id`,
              `t0`.`happened_on`,
              `t0`.`happened_at`,
              `t0`.`event_id` AS `end_id`,
              `t0`.`kind` AS `ended_by`,
              `t0`.`happened_on` AS `ended_on`
            FROM `policy_events` AS `t0`
            WHERE
              `t0`.`kind` IN ('cancelled', 'surrendered', 'matured', 'refused', 'lapsed')
          ) AS `t10`
            ON `t3`.`policy_id` = `t10`.`policy_id`
            AND `t10`.`happened_on` <= `t3`.`charged_on`
            AND (
              (
                `t10`.`happened_on` < `t3`.`charged_on`
              )
              OR (
                `t10`.`happened_at` < `t3`.`charged_at`
              )
            )
        ) AS `t13`
        WHERE
          (
            (
              `t13`.`ended_by` <> 'lapsed'
            )
            OR `t13`.`channel` IN ('direct_debit', 'wallet')
          )
          AND (
            (
              `t13`.`ended_by` <> 'matured'
            ) OR (
              `t13`.`kind` <> 'new_term'
            )
          )
      ) AS `t16`
      LEFT ANTI JOIN (
        SELECT
          `t0`.`policy_id`,
          `t0`.`happened_on` AS `back_on`
        FROM `policy_events` AS `t0`
        WHERE
          `t0`.`kind` = 'reinstated'
      ) AS `t9`
        ON `t16`.`policy_id` = `t9`.`policy_id`
        AND `t16`.`ended_by` = 'lapsed'
        AND `t16`.`ended_on` <= `t9`.`back_on`
        AND `t9`.`back_on` <= `t16`.`charged_on`
    ) AS `t17`
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        `t12`.`charge_id`,
        `t12`.`policy_id`,
        `t12`.`institution_id`,
        `t12`.`instalment_id`,
        `t12`.`channel`,
        `t12`.`kind`,
        `t12`.`amount_minor`,
        `t12`.`currency`,
        `t12`.`charged_on`,
        'matured' AS `ended_by`,
        `t12`.`ends_on` AS `ended_on`,
        '' AS `end_id`
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
          `t8`.`policy_id` AS `policy_id_right`,
          `t8`.`ends_on`
        FROM (
          SELECT
            *
          FROM `subject` AS `t1`
          WHERE
            `t1`.`kind` <> 'new_term'
        ) AS `t11`
        INNER JOIN (
          SELECT
            `t2`.`policy_id`,
            `t2`.`ends_on`
          FROM `policies` AS `t2`
        ) AS `t8`
          ON `t11`.`policy_id` = `t8`.`policy_id` AND `t11`.`charged_on` > `t8`.`ends_on`
      ) AS `t12`
    ) AS `t14`
  ) AS `t18`
) AS `t19`
WHERE
  `t19`.`nth_of_key` = 0
