"""A year lived: a street whose sites do wrong and put right, week by week, all in a ledger."""
