-- Charges after the policy had ended: by an event, or because its term was over. The first end is told.
WITH after AS (
    SELECT c.charge_id, c.policy_id, c.institution_id, c.instalment_id, c.channel, c.kind, c.amount_minor, c.currency,
        c.charged_on, e.kind AS ended_by, e.happened_on AS ended_on, e.event_id AS end_id
    FROM charges AS c
    JOIN policy_events AS e
        ON e.policy_id = c.policy_id AND e.happened_on <= c.charged_on
    WHERE (e.happened_on < c.charged_on OR e.happened_at < c.charged_at)
        AND (e.kind IN ('cancelled', 'surrendered', 'refused')
            OR (e.kind = 'matured' AND c.kind <> 'new_term')
            OR (e.kind = 'lapsed' AND c.channel IN ('direct_debit', 'wallet')))
),
ended AS (
    SELECT a.*
    FROM after AS a
    ANTI JOIN (SELECT policy_id, happened_on FROM policy_events WHERE kind = 'reinstated') AS b
        ON b.policy_id = a.policy_id AND a.ended_by = 'lapsed'
        AND a.ended_on <= b.happened_on AND b.happened_on <= a.charged_on
    UNION ALL
    SELECT c.charge_id, c.policy_id, c.institution_id, c.instalment_id, c.channel, c.kind, c.amount_minor, c.currency,
        c.charged_on, 'matured', p.ends_on, ''
    FROM charges AS c
    JOIN policies AS p ON p.policy_id = c.policy_id AND c.charged_on > p.ends_on
    WHERE c.kind <> 'new_term'
)
SELECT instalment_id, channel, kind, ended_by, ended_on, charge_id AS record_id, policy_id, institution_id,
    charged_on AS happened_on, amount_minor, currency
FROM ended
QUALIFY row_number() OVER (PARTITION BY charge_id ORDER BY ended_on, end_id) = 1
