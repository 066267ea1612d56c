"""The week on the board, without a browser: what is shown of it, what a hand edit makes of it."""
