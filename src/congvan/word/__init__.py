"""The Word letter: the template engine, and the emitters that turn a dispatch into fragments."""
