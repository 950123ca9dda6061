"""The tests of congvan."""
