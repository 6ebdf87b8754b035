-- One row for each delivery whose work was committed together with it, by `claim_in`. A table of its own,
-- so that the layer's claim of the same delivery never looks like work that is done.
CREATE TABLE webhook_effects (
    key bytea PRIMARY KEY,
    until timestamptz NOT NULL
);

CREATE INDEX webhook_effects_until ON webhook_effects (until);
