"""Asks the application for pages, without a socket."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import httpx
from starlette.applications import Starlette


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """raises: whether a mistake in the application reaches the test instead of becoming an answer."""

    app: Starlette
    raises: bool = True

    def get(self, path: str, host: str = "testserver") -> httpx.Response:
        return asyncio.run(self._ask("GET", path, host))

    def post(self, path: str) -> httpx.Response:
        return asyncio.run(self._ask("POST", path, "testserver"))

    async def _ask(self, method: str, path: str, host: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=self.raises)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.request(method, path, headers={"host": host})
