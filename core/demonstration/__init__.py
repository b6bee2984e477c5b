"""The demonstration's requests: an invented office at work, made whole in a database, carried into the store.

The SQL files are the steps in their order; a module beside them prepares what they stand on, or carries rows.
"""
