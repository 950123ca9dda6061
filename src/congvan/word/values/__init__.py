"""Values beyond plain text that a Word template can be given: rich text, pictures, other documents."""
