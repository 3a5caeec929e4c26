"""Contexts and shells → the folder of the site: rendering, search index, exports, sitemap, manifest, swap."""
