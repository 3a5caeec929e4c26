"""``python -m generator.cli``: the same as ``congkhai``."""

import sys

from generator.cli import main

sys.exit(main())
