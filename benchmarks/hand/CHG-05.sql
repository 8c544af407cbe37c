-- Charges above what their instalment asks.
SELECT c.instalment_id, c.channel, i.sequence, i.due_on, c.charge_id AS record_id, c.policy_id, c.institution_id,
    c.charged_on AS happened_on, c.amount_minor - i.amount_minor AS amount_minor, c.currency,
    i.amount_minor AS due_minor, c.amount_minor AS charged_minor,
    CASE WHEN c.channel IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS ground
FROM charges AS c
JOIN instalments AS i
    ON i.instalment_id = c.instalment_id AND i.policy_id = c.policy_id AND i.currency = c.currency
    AND c.amount_minor > i.amount_minor
