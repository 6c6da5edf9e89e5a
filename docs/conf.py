"""How Sphinx builds these pages: from disk alone, with the reference taken from the code."""

import tetrarchy

project = "tetrarchy"
author = "The tetrarchy developers"
release = tetrarchy.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "alabaster"
html_theme_options = {"description": "Games of world order", "fixed_sidebar": True, "page_width": "1080px"}
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}

autodoc_typehints = "none"
autodoc_member_order = "groupwise"
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_attr_annotations = False
suppress_warnings = ["ref.python"]  # a word such as "shape" in a docstring is also the name of attributes
myst_heading_anchors = 3
