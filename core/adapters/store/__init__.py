"""The databases: schema, transactions, backup."""
