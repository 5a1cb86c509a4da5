"""Source tables and registry packages → ``geo/`` and derived tables; never imported by the app."""




