-- Charges whose payer is no party of the policy that day, without an exception, where parties are known.
SELECT c.channel, c.bank, c.account_token, c.payer_name_token, c.payer_match, c.operator_id, c.charge_id AS record_id,
    c.policy_id, c.institution_id, c.charged_on AS happened_on, c.amount_minor, c.currency
FROM charges AS c
ANTI JOIN policy_parties AS p
    ON p.policy_id = c.policy_id AND p.name_token = c.payer_name_token
    AND p.valid_from <= c.charged_on AND c.charged_on <= p.valid_to
ANTI JOIN payer_exceptions AS n
    ON n.policy_id = c.policy_id AND n.payer_name_token = c.payer_name_token
    AND n.valid_from <= c.charged_on AND c.charged_on <= n.valid_to
ANTI JOIN payer_exceptions AS a
    ON a.policy_id = c.policy_id AND a.account_token = c.account_token
    AND a.valid_from <= c.charged_on AND c.charged_on <= a.valid_to
SEMI JOIN policy_parties AS k
    ON k.policy_id = c.policy_id AND k.valid_from <= c.charged_on AND c.charged_on <= k.valid_to
WHERE c.payer_name_token IS NOT NULL OR c.payer_match = 'different'
