"""`python -m clientele` is the `clientele` command."""

from clientele.console.main import main

if __name__ == "__main__":
    main()
