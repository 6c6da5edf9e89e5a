"""Blocks, numbers, tables and pages: how anything is written."""
