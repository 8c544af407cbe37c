-- Debits on a day on which no mandate of the policy was in force.
SELECT c.channel, c.bank, c.charge_id AS record_id, c.policy_id, c.institution_id, c.charged_on AS happened_on,
    c.amount_minor, c.currency
FROM charges AS c
ANTI JOIN mandates AS m
    ON m.policy_id = c.policy_id
    AND m.valid_from <= c.charged_on AND c.charged_on <= m.valid_to AND c.charged_on < m.cancelled_on
WHERE c.channel IN ('direct_debit', 'wallet')
