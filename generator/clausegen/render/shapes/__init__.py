"""What every output asks of a document, whatever the language it is written in."""
