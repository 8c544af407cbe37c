-- Card charges on a terminal without a register row in force that day.
SELECT c.terminal_id, c.merchant_id, c.operator_id, c.bank, c.charge_id AS record_id, c.policy_id, c.institution_id,
    c.charged_on AS happened_on, c.amount_minor, c.currency
FROM charges AS c
ANTI JOIN terminals AS t
    ON t.terminal_id = c.terminal_id AND t.valid_from <= c.charged_on AND c.charged_on <= t.valid_to
WHERE c.channel = 'pos' AND c.terminal_id IS NOT NULL
