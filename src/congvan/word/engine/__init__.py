"""What compiles a Word template and puts a finished letter together; `congvan.word.template` is its face."""
