"""Write the SHA-256 of each pack's data files into its manifest.

python -m lab.manifests
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

PACKS = Path(__file__).parents[1] / "packs"


def hashes(folder: Path) -> str:
    """The [sha256] table of a pack, as TOML."""
    files = sorted(
        p
        for p in folder.iterdir()
        if p.suffix in {".json", ".npz", ".onnx", ".toml", ".tsv"} and p.name != "manifest.toml"
    )
    lines = [f'"{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"' for path in files]
    return "\n[sha256]\n" + "\n".join(lines) + "\n"


def main() -> None:
    """Renew every manifest."""
    for manifest in sorted(PACKS.glob("*/*/manifest.toml")):
        text = re.sub(r"\n\[sha256\]\n.*", "", manifest.read_text(encoding="utf-8"), flags=re.DOTALL)
        manifest.write_text(text.rstrip("\n") + "\n" + hashes(manifest.parent), encoding="utf-8")
        print(manifest)


if __name__ == "__main__":
    main()
