-- Charges that came after another on their instalment and with what was kept of those before exceed what is due.
WITH several AS (
    SELECT instalment_id FROM charges WHERE instalment_id IS NOT NULL GROUP BY instalment_id HAVING count(*) > 1
),
log AS (
    SELECT c.charge_id, c.policy_id, c.instalment_id, c.institution_id, c.channel, c.currency, c.charged_on,
        c.charged_at, c.amount_minor
    FROM charges AS c SEMI JOIN several AS s ON s.instalment_id = c.instalment_id
),
summed AS (
    SELECT *, sum(amount_minor) OVER so_far AS taken_minor, first(charge_id) OVER so_far AS first_charge_id
    FROM log
    WINDOW so_far AS (PARTITION BY policy_id, instalment_id, currency ORDER BY charged_at, charge_id
        ROWS UNBOUNDED PRECEDING)
),
again AS (
    SELECT s.*, i.sequence, i.due_on, i.amount_minor AS due_minor
    FROM summed AS s
    JOIN instalments AS i
        ON i.instalment_id = s.instalment_id AND i.policy_id = s.policy_id AND i.currency = s.currency
    WHERE s.taken_minor > s.amount_minor AND s.taken_minor > i.amount_minor
),
back AS (
    SELECT a.charge_id, sum(least(r.paid_minor, l.amount_minor)) AS back_minor
    FROM refunds AS r
    JOIN log AS l ON l.charge_id = r.charge_id
    JOIN again AS a
        ON a.policy_id = l.policy_id AND a.instalment_id = l.instalment_id
        AND (l.charged_at < a.charged_at OR (l.charged_at = a.charged_at AND l.charge_id < a.charge_id))
    WHERE r.kind = 'wrong_charge' AND r.paid_on <= a.charged_on
    GROUP BY a.charge_id
),
kept AS (
    SELECT a.*, a.taken_minor - a.amount_minor - coalesce(b.back_minor, 0) AS kept_minor
    FROM again AS a LEFT JOIN back AS b ON b.charge_id = a.charge_id
)
SELECT instalment_id, channel, sequence, due_on, due_minor, kept_minor, first_charge_id, charge_id AS record_id,
    policy_id, institution_id, charged_on AS happened_on,
    amount_minor - greatest(due_minor - kept_minor, 0) AS amount_minor, currency, amount_minor AS charged_minor,
    CASE WHEN channel IN ('direct_debit', 'wallet') THEN 'law' ELSE 'house' END AS ground
FROM kept
WHERE kept_minor > 0 AND kept_minor + amount_minor > due_minor
