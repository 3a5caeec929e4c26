"""Công khai: plans, procedures and reports of Vietnamese agencies, from YAML in git to a public site.

Data flows one way: read, check, compute, pages, exports, written site. A module imports only from the layers below
its own; the order of the layers stands in `pyproject.toml` under `tool.importlinter`.
"""
