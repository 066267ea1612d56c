"""What Alembic runs: the versions, over the connection it was given, in the caller's transaction.

It is no module to import: Alembic executes it.
"""

from alembic import context

from sites.ledger.migrations import VERSION_TABLE
from sites.ledger.tables import metadata

try:
    connection = context.config.attributes["connection"]
except NameError:  # looked at by something else than Alembic, as a collector of tests
    connection = None

if connection is not None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        version_table=VERSION_TABLE,
    )
    context.run_migrations()
