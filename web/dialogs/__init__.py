"""Windows that several pages open: why, what if, an urgent complaint; and how work is told."""
