"""Little that unpacks to much."""

from __future__ import annotations

import base64
import zlib
from functools import cache

MIB = 1024 * 1024
BROTLI_OF_256_MIB = base64.b64decode(
    "z///f/gltuKxQCD3/p/////wSwDEYQGA7v0/////4ZcAiMMiAN37f/7//8MvARCHBQC69//8//+HXwIgDgsAdO//+f//"
    "D78EQBwWAOje//P//x9+CYA4LADQvf/n//8//BIAcVgAoHv/z///f/glAOKwAED3/p/////wSwDEYQGA7v0/////4ZcA"
    "iMMCAN37f/7//8MvARCHBQC69//8//+HXwIgDgsAdO//+f//D78EQBwWAOje//P//x9+CYA4LADQvf/P//9//BIAcVgA"
    "oHv/Dw=="
)


@cache
def packed(wbits: int) -> bytes:
    """256 MiB of blanks; wbits as zlib takes them: 15 deflate, 31 gzip."""
    packer = zlib.compressobj(wbits=wbits)
    return b"".join(packer.compress(b" " * MIB) for _ in range(256)) + packer.flush()
