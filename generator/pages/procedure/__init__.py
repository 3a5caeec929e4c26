"""The page of a procedure and the indexes of procedures."""
