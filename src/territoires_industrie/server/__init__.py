"""The atlas as a web server: what is warm before the first reader, what each answer says."""
