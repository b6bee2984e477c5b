CREATE TABLE register (
    id UUID PRIMARY KEY, regulator TEXT NOT NULL UNIQUE, events INTEGER NOT NULL, chain TEXT NOT NULL,
    version INTEGER NOT NULL
);
CREATE TABLE register_edition (
    id UUID PRIMARY KEY, regulator TEXT NOT NULL, number INTEGER NOT NULL, as_of DATE NOT NULL,
    imported_at TIMESTAMP NOT NULL, imported_by UUID, members INTEGER NOT NULL, digest TEXT NOT NULL,
    UNIQUE (regulator, number)
);
CREATE TABLE register_member (
    id UUID PRIMARY KEY, edition_id UUID NOT NULL, number TEXT NOT NULL, family_name TEXT NOT NULL,
    given_names TEXT NOT NULL, name_sound TEXT NOT NULL, family_sound TEXT NOT NULL, given_sound TEXT NOT NULL,
    last_sound TEXT NOT NULL, standing TEXT NOT NULL, licence TEXT NOT NULL
);
