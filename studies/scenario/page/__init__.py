"""The first page of a report: what is asked, what holds, who would leave it, what would change it, how sure this is."""
