"""The tag language of docxtpl in a part's tree: tags made whole, put where they act, and filled back in."""
