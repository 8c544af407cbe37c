-- Debits while mandates were in force, of which none names the account debited; the first of those mandates is told.
WITH unnamed AS (
    SELECT c.charge_id, c.bank, c.policy_id, c.institution_id, c.charged_on, c.amount_minor, c.currency, c.account_token
    FROM charges AS c
    ANTI JOIN mandates AS m
        ON m.policy_id = c.policy_id AND m.account_token = c.account_token
        AND m.valid_from <= c.charged_on AND c.charged_on <= m.valid_to AND c.charged_on < m.cancelled_on
    WHERE c.channel IN ('direct_debit', 'wallet') AND c.account_token IS NOT NULL
)
SELECT any_value(u.bank) AS bank, u.charge_id AS record_id, any_value(u.policy_id) AS policy_id,
    any_value(u.institution_id) AS institution_id, any_value(u.charged_on) AS happened_on,
    any_value(u.amount_minor) AS amount_minor, any_value(u.currency) AS currency,
    any_value(u.account_token) AS account_token, min(m.mandate_id) AS named_by_mandate
FROM unnamed AS u
JOIN mandates AS m
    ON m.policy_id = u.policy_id
    AND m.valid_from <= u.charged_on AND u.charged_on <= m.valid_to AND u.charged_on < m.cancelled_on
GROUP BY u.charge_id
