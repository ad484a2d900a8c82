"""The content-security-policy of the site's pages: scripts, styles and data from the site itself and nowhere else."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

POLICY = "zooproof0policy0"
"""What templates write in place of the policy, which depends on the rendered page."""

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_NO_CODE = re.compile(r"""\bsrc=|\btype=["']?application/""")


def with_policy(html: str, *, serving: bool = False) -> str:
    """Put the policy of a rendered page, or of a frame that pages will be put into, in its place.

    Its own inline scripts are allowed by their SHA-256; whatever else comes to stand in the page is not.

    Args:
        html: The page.
        serving: Whether a development server adds a script of its own to the page, different each time.
    """
    return html.replace(POLICY, policy(html, serving=serving)) if POLICY in html else html


def policy(html: str, *, serving: bool = False) -> str:
    """Return the policy of a rendered page."""
    inline = (code for attributes, code in _SCRIPT.findall(html) if not _NO_CODE.search(attributes))
    digests = dict.fromkeys(f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in inline)
    scripts = " ".join(["'self'", *(["'unsafe-inline'"] if serving else digests)])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'"
    )
