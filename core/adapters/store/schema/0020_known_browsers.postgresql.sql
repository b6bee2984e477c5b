CREATE INDEX tries_by_owner ON tries (owner);
