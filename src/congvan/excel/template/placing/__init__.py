"""Where cells stand: the axes that tags divide, the references that follow them."""
