"""What requests to a language model used, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """requests: answered ones. cached: answers that needed none. uncounted: requests without a token count."""

    requests: int = 0
    cached: int = 0
    uncounted: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    def plus(self, other: Usage) -> Usage:
        """Both together."""
        return Usage(
            requests=self.requests + other.requests,
            cached=self.cached + other.cached,
            uncounted=self.uncounted + other.uncounted,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
        )

    def cost(self, prices: tuple[float, float] | None) -> float | None:
        """In the currency of the prices (of a million tokens in and out); None when it cannot be known."""
        if self.requests == 0:
            return 0.0
        if prices is None or self.uncounted:
            return None
        return (self.input_tokens * prices[0] + self.output_tokens * prices[1]) / 1_000_000
