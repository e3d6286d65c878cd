#!/usr/bin/python3
"""Says which hash fixes a sealed answer, without Twofold.

Written from shared/crypto/FORMAT.md [F11] and shared/vault/SPEC.md [V23] alone, with nothing but Python.

    check_commitment.py      one JSON object on standard input: vault, author, commitment, body, key

Prints the hash as base64url.
"""

import base64
import hashlib
import json
import struct
import sys


def framed(*parts):  # [F1]
    return b"".join(struct.pack("<I", len(part)) + part for part in parts)


def canonical(value):
    """RFC 8785, for objects whose names are ASCII and whose numbers are whole."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


given = json.loads(sys.stdin.buffer.read().decode("utf-8"))
text = canonical({name: given[name] for name in ("author", "body", "commitment")})
key = base64.urlsafe_b64decode(given["key"] + "=")
message = framed(b"twofold-commitment-1", given["vault"].encode("ascii"), text.encode("utf-8"))
digest = hashlib.blake2b(message, digest_size=32, key=key).digest()
print(base64.urlsafe_b64encode(digest).decode("ascii").rstrip("="))
