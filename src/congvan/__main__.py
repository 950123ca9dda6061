"""`python -m congvan` is the command `congvan`."""

from congvan.cli import main

if __name__ == "__main__":
    main()
