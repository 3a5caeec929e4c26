"""Files for machines and for other programs: the same records as the pages, in standard formats."""

from generator.exports.api import api_files, to_json
from generator.exports.calendar import calendar_files
from generator.exports.feeds import feed_files
from generator.exports.procedures import procedure_files
from generator.exports.schema import schema_files

__all__ = ["api_files", "calendar_files", "feed_files", "procedure_files", "schema_files", "to_json"]
