"""The web pages and their JSON twins: server-rendered, no outside request of any kind."""

from tocsin.web.app import make_app, serve

__all__ = ["make_app", "serve"]
