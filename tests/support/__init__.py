"""What several tests lean on: LibreOffice, the Open XML SDK, PDF facts, package contents."""
