"""What files hold, told by their content: TOML within bounds, and two-player games as tables and workbooks."""
