"""The programme's page: its story, its members, what it did, and how members fared."""
