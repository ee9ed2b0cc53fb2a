"""`python -m clientele` is the `clientele` command."""

import sys

from clientele.console.main import main

if __name__ == "__main__":
    sys.exit(main())
