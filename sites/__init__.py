"""The nouns: what is. Models, the reader, needs, calendar, travel, round and plan."""
