"""`python -m tetrarchy` is the command line."""

from tetrarchy.cli import main

if __name__ == "__main__":
    main()
