"""From the checked tables to sums and figures with their status; knows no indicator."""
