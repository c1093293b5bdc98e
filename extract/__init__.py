"""How a document says it: from text to records, one finder a kind."""
