"""The page of a plan and the pages that prove and explain it."""
