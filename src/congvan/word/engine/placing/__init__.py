"""How a value becomes markup where its tag stands: in attributes, between runs, as a picture."""
