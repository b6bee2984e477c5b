CREATE TABLE telling (
    id UUID PRIMARY KEY, application_id UUID NOT NULL, rule TEXT NOT NULL, screen TEXT NOT NULL, what TEXT NOT NULL,
    told_on DATE NOT NULL
);
