CREATE TABLE outcome_entry (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, files INTEGER NOT NULL, month INTEGER NOT NULL,
    decided_on DATE NOT NULL, opened_on DATE NOT NULL, outcome TEXT NOT NULL, regulator TEXT NOT NULL,
    province TEXT NOT NULL, language TEXT NOT NULL, licence TEXT NOT NULL, rounds INTEGER NOT NULL,
    days INTEGER NOT NULL, theirs INTEGER, reasons TEXT NOT NULL, touched TEXT NOT NULL,
    told TEXT NOT NULL
);
CREATE TABLE step_entry (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, files INTEGER NOT NULL, step TEXT NOT NULL,
    question TEXT NOT NULL, opened_month INTEGER NOT NULL, opened_on DATE NOT NULL,
    last_month INTEGER NOT NULL, last_day DATE NOT NULL, regulator TEXT NOT NULL, province TEXT NOT NULL,
    language TEXT NOT NULL, licence TEXT NOT NULL
);
CREATE TABLE published_quarter (
    id UUID PRIMARY KEY, quarter DATE NOT NULL, revision INTEGER NOT NULL, method TEXT NOT NULL,
    why TEXT NOT NULL, made_by UUID, made_at TIMESTAMP NOT NULL, digest TEXT NOT NULL, previous TEXT NOT NULL,
    UNIQUE (quarter, revision)
);
CREATE TABLE published_count (
    id UUID PRIMARY KEY, edition_id UUID NOT NULL, measure TEXT NOT NULL, by_what TEXT NOT NULL,
    category TEXT NOT NULL, shown INTEGER, counted INTEGER NOT NULL
);
CREATE TABLE publication_secret (
    id UUID PRIMARY KEY, quarter DATE NOT NULL UNIQUE, secret TEXT NOT NULL
);
