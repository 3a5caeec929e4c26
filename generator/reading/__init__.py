"""Files under ``plans/`` → typed records and problems; the only room that knows a YAML library, for reading and writing."""
