"""The verbs: finds a way. Bundling, the lawful start, the board, the search, the explanations."""
