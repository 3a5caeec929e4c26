"""Pure functions of records, reports and the as-of date: what was promised, when it falls due, what became of it."""
