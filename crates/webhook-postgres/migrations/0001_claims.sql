-- One row for each delivery that is claimed or done. `until` is when the claim's lease or the record's
-- time is over; a row whose time is over counts as absent.
CREATE TABLE webhook_claims (
    key bytea PRIMARY KEY,
    owner bytea NOT NULL,
    done boolean NOT NULL,
    until timestamptz NOT NULL
);

-- It costs 200 bytes of log more for each delivery than rows updated in place would (700 against 500,
-- measured), and lets expiry find what is over without reading a table of weeks.
CREATE INDEX webhook_claims_until ON webhook_claims (until);
