CREATE TABLE note (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, account_id UUID NOT NULL, text TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL
);
CREATE TABLE tagging (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, account_id UUID NOT NULL, tag TEXT NOT NULL,
    is_on BOOLEAN NOT NULL, tagged_at TIMESTAMP NOT NULL
);
CREATE TABLE trait_place (
    id UUID PRIMARY KEY, trait_id UUID NOT NULL, key UUID NOT NULL
);
