"""The graph as files: RDF in its spellings, networks, tables."""
