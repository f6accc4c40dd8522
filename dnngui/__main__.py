"""``python -m dnngui``."""

import sys

from dnngui.cli import main

if __name__ == "__main__":
    sys.exit(main())
