"""The demonstration's requests: an invented office at work, made whole in a database, carried into the store.

The SQL files of `steps` are run in their order; a module here prepares what they stand on, or carries rows.
"""
