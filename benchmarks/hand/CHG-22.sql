-- Charges settled to an account that was no premium account that day.
SELECT c.settled_token, c.channel, c.terminal_id, c.merchant_id, c.operator_id, c.charge_id AS record_id, c.policy_id,
    c.institution_id, c.charged_on AS happened_on, c.amount_minor, c.currency
FROM charges AS c
ANTI JOIN (SELECT * FROM own_accounts WHERE kind = 'premium') AS o
    ON o.account_token = c.settled_token AND o.valid_from <= c.charged_on AND c.charged_on <= o.valid_to
WHERE c.settled_token IS NOT NULL
