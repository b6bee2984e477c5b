ALTER TABLE rule_edition ADD COLUMN cases JSON DEFAULT '{}';
ALTER TABLE rule_edition ALTER COLUMN cases SET NOT NULL;
CREATE TABLE rule_proposal (
    id UUID PRIMARY KEY, title TEXT NOT NULL, author UUID, made_at TIMESTAMP NOT NULL, base INTEGER NOT NULL,
    rules JSON NOT NULL, cases JSON NOT NULL, effective_from DATE NOT NULL, revision INTEGER NOT NULL,
    revised_by UUID, revised_at TIMESTAMP NOT NULL, state TEXT NOT NULL, closed_by UUID, closed_at TIMESTAMP,
    edition INTEGER, events INTEGER NOT NULL, chain TEXT NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE proposal_note (
    id UUID PRIMARY KEY, proposal_id UUID NOT NULL, author UUID NOT NULL, written_at TIMESTAMP NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE replay_report (
    id UUID PRIMARY KEY, proposal_id UUID NOT NULL, revision INTEGER NOT NULL, edition INTEGER NOT NULL,
    made_at TIMESTAMP NOT NULL, made_by UUID NOT NULL, since DATE NOT NULL, until DATE NOT NULL, figures JSON NOT NULL
);
CREATE TABLE rule_file (
    id UUID PRIMARY KEY, number INTEGER NOT NULL UNIQUE, digest TEXT NOT NULL, rules JSON NOT NULL,
    seen_at TIMESTAMP NOT NULL, proposal_id UUID
);
