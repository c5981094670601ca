"""One module for each outside service, engine or file format."""
