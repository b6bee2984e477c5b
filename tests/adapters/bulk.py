"""Many rows put into a database at once, past the store's own verbs."""

import pandas as pd


def put(store, table, rows):
    """Keep rows of one table; every row names the same columns."""
    if not rows:
        return
    with store.writing() as connection:
        driver = connection.connection.driver_connection
        if store.is_duckdb:
            _register(driver, table, pd.DataFrame(rows))
        else:
            names = list(rows[0])
            with driver.cursor().copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([row[name] for name in names])


def _register(driver, table, frame):
    driver.register("many_rows", frame)
    driver.execute(f"INSERT INTO {table} BY NAME SELECT * FROM many_rows")
    driver.unregister("many_rows")
