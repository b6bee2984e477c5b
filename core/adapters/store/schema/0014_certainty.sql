ALTER TABLE facts ADD COLUMN attestor_name_is_alike BOOLEAN;
