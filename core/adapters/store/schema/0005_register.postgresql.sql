CREATE INDEX register_member_by_name ON register_member (edition_id, name_sound);
CREATE INDEX register_member_by_family ON register_member (edition_id, family_sound);
CREATE INDEX register_member_by_given ON register_member (edition_id, given_sound);
CREATE INDEX register_member_by_last ON register_member (edition_id, last_sound);
