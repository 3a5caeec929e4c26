"""Files for machines and for other programs: the same records as the pages, in standard formats."""

from generator.publish.exports.api import api_files, to_json
from generator.publish.exports.calendar import calendar_files
from generator.publish.exports.feeds import feed_files
from generator.publish.exports.schema import schema_files

__all__ = ["api_files", "calendar_files", "feed_files", "schema_files", "to_json"]
