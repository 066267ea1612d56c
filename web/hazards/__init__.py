"""The tracker on the board: what a page of it shows, what its forms ask for, how moves are made."""
