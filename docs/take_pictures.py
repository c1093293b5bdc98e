"""Take the pictures of the explorer that stand in the READMEs: python docs/take_pictures.py (needs chromium and .[test])."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[1]
BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
VIEWS = {
    "explorer-overview.png": "",
    "explorer-sector-dark.png": "sector=zrs:city-gas&theme=dark",
    "explorer-matrix-dark-en.png": "tab=matrix&lang=en&theme=dark",
    "explorer-document-en.png": "tab=documents&lang=en&doc=data:document/{damaged}",
}


def main() -> None:
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store, page = Path(folder) / "store", Path(folder) / "explorer.html"
        for words in (["build", "kg/samples"], ["explore", "-o", str(page)]):
            subprocess.run([sys.executable, "-m", "kg", *words, "--quiet", "--store", str(store)], cwd=ROOT, check=True)
        listed = subprocess.run([sys.executable, "-m", "kg", "docs", "--iri", "--format", "csv", "--store", str(store)], cwd=ROOT, check=True, capture_output=True, text=True)
        damaged = next(cell for line in listed.stdout.splitlines() if "02-provinces" in line for cell in line.split(",") if "/document/" in cell).rsplit("/", 1)[1]
        browser = playwright.chromium.launch(executable_path=next(path for path in BROWSERS if Path(path).exists()), args=list(ARGUMENTS))
        for name, view in VIEWS.items():
            tab = browser.new_page(viewport={"width": 1280, "height": 760})
            tab.goto(page.as_uri() + "#" + view.format(damaged=damaged))
            tab.wait_for_selector("html[data-ready=yes]")
            tab.wait_for_timeout(700)
            picture = Image.open(BytesIO(tab.screenshot())).convert("RGB").quantize(128, dither=Image.Dither.NONE)
            picture.save(ROOT / "docs/images" / name, optimize=True)
            tab.close()
        browser.close()


if __name__ == "__main__":
    main()
