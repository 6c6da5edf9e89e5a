"""`python -m tetrarchy` is the command line. What it is made of is loaded where an interrupt ends it in a line."""

import sys


def main() -> None:
    """Run the command line."""
    try:
        from tetrarchy.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("tetrarchy: stopped: an interrupt came from the keyboard\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
