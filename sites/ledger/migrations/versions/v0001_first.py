"""First. Written anew by sites.ledger.migrations.generate until it is released."""

from alembic import op

from sites.ledger.migrations.only_added import only_ever_added
from sites.ledger.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From None to 0001."""
    metadata.create_all(op.get_bind())
    only_ever_added("acts")
    only_ever_added("events")
