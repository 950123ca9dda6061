"""One annex of ten typed, styled columns, made by congvan and by others."""
