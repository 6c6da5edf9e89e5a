"""One scenario, analysed, explained and compared with itself changed."""
