"""What the national portal answers → procedure records: read, written or brought up to date, and said what changed."""

from generator.drafting.portal.answer import PortalError
from generator.drafting.portal.catalogue import import_catalogue
from generator.drafting.portal.record import day_of, fee_state, read_portal
from generator.drafting.portal.update import import_answers

__all__ = ["PortalError", "day_of", "fee_state", "import_answers", "import_catalogue", "read_portal"]
