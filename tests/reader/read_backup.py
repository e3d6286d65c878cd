#!/usr/bin/python3
"""Opens a Twofold backup without Twofold.

Written from shared/crypto/FORMAT.md ([F..]), shared/vault/SPEC.md ([V..]) and shared/backup/FORMAT.md ([B..]) alone, with
libsodium through Debian's python3-nacl. What this program cannot find in those three texts, they do not say.

    read_backup.py FILE [--seat a|b] [--words]      the passphrase or the words on standard input

The attachment parts of a rotating backup are looked for beside it and in the folder `parts` beside it [B12].
Prints one JSON object: what the file is, how many rows of each space it holds, what the manifests say of those that
opened, and the records of the opener. Ends with 0 when everything that opened is vouched for, else:

    1 opened, with findings     2 called wrongly      3 not a backup      4 newer version
    5 over a limit              6 damaged             7 wrong passphrase or words
    9 python3-nacl is missing
"""

import base64
import hashlib
import json
import os
import re
import struct
import sys
import unicodedata

try:
    from nacl import bindings, exceptions
except ImportError:
    sys.stderr.write("python3-nacl is missing: apt-get install python3-nacl\n")
    sys.exit(9)

NOT_A_BACKUP, NEWER, OVER_LIMIT, DAMAGED, WRONG = 3, 4, 5, 6, 7
SEALED_MAX = 8 * 1024 * 1024
CHUNK = 65_536


class Refused(Exception):
    """A refusal: its exit code, and the rule that asks for it."""

    def __init__(self, code, rule):
        super().__init__(rule)
        self.code = code


def must(condition, rule, code=DAMAGED):
    if not condition:
        raise Refused(code, rule)


# ------------------------------------------------------------------------------------------------ [F1], [F2]


def u32(number):
    return struct.pack("<I", number)


def u64(number):
    return struct.pack("<Q", number)


def read_u64(data, at):
    (number,) = struct.unpack_from("<Q", data, at)
    must(number <= 2**53 - 1, "F1 u64")
    return number


def framed(*parts):
    return b"".join(u32(len(part)) + part for part in parts)


def bytes_of(text, length=None):
    """The bytes of base64url without padding, in its one spelling."""
    must(isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9_-]*", text) is not None, "F1 base64url")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise Refused(DAMAGED, "F1 base64url") from error
    must(text_of(data) == text, "F1 base64url")
    must(length is None or len(data) == length, "F1 length")
    return data


def text_of(data):
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def utf8_text(data):
    must(not data.startswith(b"\xef\xbb\xbf"), "F1 mark")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(DAMAGED, "F1 utf-8") from error


def hash256(data):
    return hashlib.blake2b(data, digest_size=32).digest()


def subkey(length, number, context, key):
    """crypto_kdf_derive_from_key: keyed BLAKE2b of nothing, the id its salt and the context its personal string."""
    salt, person = u64(number) + bytes(8), context + bytes(8)
    return hashlib.blake2b(b"", digest_size=length, key=key, salt=salt, person=person).digest()


def aead_open(ciphertext, additional, nonce, key):
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, additional, nonce, key)
    except exceptions.CryptoError:
        return None


def seal_open(sealed, public, secret, rule):
    try:
        return bindings.crypto_box_seal_open(sealed, public, secret)
    except (exceptions.CryptoError, exceptions.TypeError) as error:
        raise Refused(DAMAGED, rule) from error


def is_signed_by(public, statement, parts, signature):  # [F9]
    message = framed(b"twofold/v1/" + statement, *parts)
    try:
        bindings.crypto_sign_open(signature + message, public)
        return True
    except (exceptions.CryptoError, exceptions.ValueError):
        return False


# ------------------------------------------------------------------------------------------------ [V2] JSON


def depth_of(data):
    """The deepest nesting of arrays and objects, counted over the bytes, outside strings."""
    depth = deepest = 0
    inside = escaped = False
    for byte in data:
        if inside:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                inside = False
        elif byte == 0x22:
            inside = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def parse_json(data, most_deep, rule):
    must(depth_of(data) <= most_deep, "V2 depth", OVER_LIMIT)
    try:
        return json.loads(utf8_text(data))
    except ValueError as error:
        raise Refused(DAMAGED, rule) from error


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def is_whole(value, least, most):
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def members(value, names, rule, optional=()):
    """The object's members in the order of `names`: exactly these, but for those that may be left out."""
    must(isinstance(value, dict), rule)
    must(set(names) <= set(value) <= set(names) | set(optional), rule)
    return [value[name] for name in names]


# ------------------------------------------------------------------------------------------------ [F3] to [F5]


def place_of(what, vault, *where):
    return framed(b"twofold/v1/" + what, vault, *where)


def open_sealed(sealed, place, keys):
    """The payload of sealed bytes, or None: unreadable. `keys` are {epoch: key}."""
    if not 45 <= len(sealed) <= SEALED_MAX or sealed[0] != 1:
        return None
    key = keys.get(struct.unpack_from("<I", sealed, 1)[0])
    if key is None:
        return None
    padded = aead_open(sealed[29:], place + sealed[:5], sealed[5:29], key)
    if padded is None:
        return None
    payload = padded.rstrip(b"\0")
    return payload[:-1] if payload.endswith(b"\x80") else None


# ------------------------------------------------------------------------------------------------ [V3], [V4], [V6]

IDENTITY = ["partner", "signing", "box", "privateSpace", "privateShelf", "sharedShelf"]
LENGTHS = {"partner": 16, "signing": 32, "box": 32, "privateSpace": 16, "privateShelf": 16, "sharedShelf": 16}
DEEP, LIGHT = {"tide", "umber", "mulberry"}, {"wheat", "blush", "lichen"}


def covers_differ(one, other):
    return (one in DEEP and other in LIGHT) or (one in LIGHT and other in DEEP)


def identity_parts(vault, seat, identity):
    parts = zip(IDENTITY, members(identity, IDENTITY, "V4 identity"))
    return [vault, seat.encode(), *(bytes_of(text, LENGTHS[name]) for name, text in parts)]


def slot_place(vault, partner, kind, slot):
    return place_of(
        b"slot",
        vault,
        partner,
        kind.encode(),
        u64(slot["memoryBytes"]),
        u32(slot["passes"]),
        bytes_of(slot["salt"], 16),
        bytes_of(slot["check"], 16),
    )


def check_slot(vault, partner, kind, slot):  # [F8] 1, 2 and [F6]
    members(slot, ["memoryBytes", "passes", "salt", "check", "nonce", "wrapped", "digest"], "F8 members")
    must(is_whole(slot["memoryBytes"], 0, 2**53 - 1) and is_whole(slot["passes"], 0, 2**32 - 1), "F8 numbers")
    inside = framed(bytes_of(slot["nonce"], 24), bytes_of(slot["wrapped"], 48))
    digest = hash256(slot_place(vault, partner, kind, slot) + inside)
    must(digest == bytes_of(slot["digest"], 32), "F8 digest")
    memory, passes = slot["memoryBytes"], slot["passes"]
    within = memory % 1024 == 0 and 64 * 1024**2 <= memory <= 1024**3 and 3 <= passes <= 10
    must(within, "F6 cost", OVER_LIMIT)


class Header:
    """A vault's header that was read and held to everything that needs no secret."""

    def __init__(self, text):
        must(len(text) <= 256 * 1024, "V2 header", OVER_LIMIT)
        value = parse_json(text.encode("utf-8"), 16, "V3 json")
        if isinstance(value, dict) and is_whole(value.get("version"), 3, 2**53 - 1):
            raise Refused(NEWER, "V3 version")
        names = ["version", "vaultId", "sharedSpace", "coverForB", "seats", "grants", "chain", "digest"]
        told = members(value, names, "V3 members", ["former"])
        version, vault, shared, cover_for_b, seats, grants, chain, digest = told
        must(canonical(value) == text and version in (1, 2), "V3 text")
        must(("former" in value) == (version == 2), "V3 former")
        must(isinstance(chain, list) and len(chain) <= 64, "V3 chain")
        rest = {name: member for name, member in value.items() if name != "digest"}
        said = framed(b"twofold/v1/header", canonical(rest).encode("ascii"))
        must(hash256(said) == bytes_of(digest, 32), "V3 digest")

        self.vault, self.shared, self.grants = bytes_of(vault, 16), shared, grants
        self.chain = [bytes_of(link) for link in chain]
        self.epoch = len(chain) + 1
        a, b = members(seats, ["a", "b"], "V3 seats")
        self.seats = {"a": a} if b is None else {"a": a, "b": b}
        self.former = value.get("former", [])
        must(isinstance(self.former, list) and len(self.former) <= 16, "V21 former")
        must(not self.former or b is not None, "V21 seats")
        names = ["cover", "identity", "bySelf", "byOther", "slots", "keyring"] + (["newerBox"] if version == 2 else [])
        for holder in self.seats.values():
            members(holder, names, "V3 seat")
        for holder in self.former:
            members(holder, [*names, "seat"], "V3 former seat")
            must(holder["seat"] in ("a", "b"), "V3 former seat")
        if version == 2:  # written exactly where something of it is there
            newer = [holder["newerBox"] for holder in self.seats.values()]
            must(bool(self.former) or any(box is not None for box in newer), "V3 version")
        covers = [cover_for_b if b is None else b["cover"], a["cover"]]
        must(cover_for_b in DEEP | LIGHT and covers_differ(*covers), "V3 covers")
        self.check_identities()
        must(sorted(grant["to"] for grant in grants) == sorted(self.seats), "V6 grants")
        for grant in grants:
            members(grant, ["epoch", "to", "issuer", "sealed", "signature"], "V6 grant")
            must(grant["epoch"] == self.epoch and grant["issuer"] in self.seats, "V6 epoch")

    def check_identities(self):
        ids = [self.vault, bytes_of(self.shared, 16)]
        taken = list(self.seats.items())
        gone = [(holder["seat"], holder) for holder in self.former]
        for seat, holder in taken + gone:
            parts = identity_parts(self.vault, seat, holder["identity"])
            ids += [parts[2], *parts[5:]]
            must(is_signed_by(parts[3], b"identity", parts, bytes_of(holder["bySelf"], 64)), "V4 by self")
            is_former = "seat" in holder
            others = [one["identity"] for name, one in (taken + gone if is_former else taken) if name != seat]
            must((holder["byOther"] is None) == (not others), "V4 by other")
            if others:
                certificate = bytes_of(holder["byOther"], 64)
                keys = [bytes_of(identity["signing"], 32) for identity in others]
                must(any(is_signed_by(key, b"identity", parts, certificate) for key in keys), "V4 by other")
            self.check_newer_box(parts, holder.get("newerBox"))
            kinds = ["passphrase", "words"]
            for kind, slot in zip(kinds, members(holder["slots"], kinds, "V3 slots")):
                check_slot(self.vault, parts[2], kind, slot)
        must(len(set(ids)) == len(ids), "V1 ids")

    def check_newer_box(self, parts, newer):  # [V20]
        if newer is None:
            return
        number, box, signature = members(newer, ["number", "box", "signature"], "V20 members")
        must(is_whole(number, 1, 64), "V20 number")
        statement = [self.vault, parts[2], u32(number), bytes_of(box, 32)]
        must(is_signed_by(parts[3], b"box", statement, bytes_of(signature, 64)), "V20 box")


# ------------------------------------------------------------------------------------------------ [F7], [F8], [V5] to [V8]


def secret_text(typed, kind):
    if kind == "passphrase":
        return typed
    words = unicodedata.normalize("NFKD", typed).lower().split()
    must(len(words) == 24, "V5 words", WRONG)
    return " ".join(words)


class Keys:
    """What a seat opens to with its secret."""

    def __init__(self, header, seat, kind, typed):
        holder = header.seats[seat]
        partner = bytes_of(holder["identity"]["partner"], 16)
        root_key = self.open_slot(header.vault, partner, kind, holder["slots"][kind], secret_text(typed, kind))
        keyring_key = subkey(32, 1, b"twofroot", root_key)
        sealed = bytes_of(holder["keyring"])
        payload = open_sealed(sealed, place_of(b"keyring", header.vault, partner), {0: keyring_key})
        must(payload is not None, "V7 keyring")
        ring = parse_json(payload, 16, "V7 json")
        if isinstance(ring, dict) and is_whole(ring.get("version"), 3, 2**53 - 1):
            raise Refused(NEWER, "V7 version")
        names = ["version", "seat", "identities", "signing", "box", "private", "seen"]
        later = ["newerBoxes", "former", "unlocks"]
        told = members(ring, names, "V7 members", later)
        version, self.seat, self.identities, signing, box, private, self.seen = told
        must(version in (1, 2) and all((name in ring) == (version == 2) for name in later), "V7 version")
        self.former = ring.get("former", [])
        must(version == 1 or len(bytes_of(ring["unlocks"])) == 408, "V19 unlocks")

        # [V7] the secret keys are those of the own identity; [V8] the pins.
        own = self.identities[self.seat]
        self.box, signing = bytes_of(box, 32), bytes_of(signing, 64)
        self.newer_boxes = [bytes_of(newer, 32) for newer in ring.get("newerBoxes", [])]
        must(bindings.crypto_sign_ed25519_sk_to_pk(signing) == bytes_of(own["signing"]), "V7 own keys")
        must(bindings.crypto_scalarmult_base(self.box) == bytes_of(own["box"]), "V7 own keys")
        must(own["partner"] == holder["identity"]["partner"], "V7 own keys")
        must(self.seat == seat, "V8 seat")
        for name in ("a", "b"):
            shown = header.seats[name]["identity"] if name in header.seats else None
            must(shown == self.identities[name], "V8 identity")
        pinned = [(pin["seat"], pin["identity"]) for pin in self.former]
        must(pinned == [(gone["seat"], gone["identity"]) for gone in header.former], "V8 former")
        self.check_boxes(header)
        must(header.epoch >= self.seen["coupleEpoch"], "V8 epoch")
        self.private = {key["epoch"]: bytes_of(key["key"], 32) for key in private}
        self.couple = self.open_couple(header, own)

    def check_boxes(self, header):  # [V8]
        shown = header.seats[self.seat].get("newerBox")
        if self.newer_boxes:
            public = text_of(bindings.crypto_scalarmult_base(self.newer_boxes[-1]))
            must(shown is not None and (shown["number"], shown["box"]) == (len(self.newer_boxes), public), "V8 box")
        else:
            must(shown is None, "V8 box")
        seen = self.seen.get("otherBox")
        if seen is not None:
            other = header.seats.get("b" if self.seat == "a" else "a", {}).get("newerBox")
            must(other is not None and other["number"] >= seen["number"], "V8 box")
            must(other["number"] > seen["number"] or other["box"] == seen["box"], "V8 box")

    def open_sealed_box(self, sealed, rule):
        """What was sealed to this partner, by whichever of their box keys it was."""
        for secret in [*reversed(self.newer_boxes), self.box]:
            try:
                return seal_open(sealed, bindings.crypto_scalarmult_base(secret), secret, rule)
            except Refused:
                continue
        raise Refused(DAMAGED, rule)

    @staticmethod
    def open_slot(vault, partner, kind, slot, secret):  # [F7], [F8] 3 and 4
        password = unicodedata.normalize("NFC", secret).encode("utf-8")
        salt, passes, memory = bytes_of(slot["salt"]), slot["passes"], slot["memoryBytes"]
        algorithm = 2  # crypto_pwhash_ALG_ARGON2ID13
        derived = bindings.crypto_pwhash_alg(32, password, salt, passes, memory, algorithm)
        must(subkey(16, 2, b"twofslot", derived) == bytes_of(slot["check"]), "F8 check", WRONG)
        wrapping = subkey(32, 1, b"twofslot", derived)
        place = slot_place(vault, partner, kind, slot)
        root_key = aead_open(bytes_of(slot["wrapped"]), place, bytes_of(slot["nonce"]), wrapping)
        must(root_key is not None, "F8 wrap")
        return root_key

    def open_couple(self, header, own):  # [V6]
        (grant,) = [grant for grant in header.grants if grant["to"] == self.seat]
        issuer = self.identities[grant["issuer"]]
        sealed = bytes_of(grant["sealed"], 80)
        parties = [bytes_of(own["partner"]), bytes_of(issuer["partner"])]
        parts = [header.vault, u32(grant["epoch"]), *parties, sealed]
        signed = is_signed_by(bytes_of(issuer["signing"]), b"grant", parts, bytes_of(grant["signature"], 64))
        must(signed, "V6 signature")
        newest = self.newer_boxes[-1] if self.newer_boxes else self.box
        key = seal_open(sealed, bindings.crypto_scalarmult_base(newest), newest, "V6 box")
        couple = {grant["epoch"]: key}
        for epoch in range(grant["epoch"] - 1, 0, -1):
            place = place_of(b"couple-key", header.vault, u32(epoch))
            older = open_sealed(header.chain[epoch - 1], place, {epoch + 1: couple[epoch + 1]})
            must(older is not None and len(older) == 32, "V6 chain")
            couple[epoch] = older
        return couple


# ------------------------------------------------------------------------------------------------ [V10] to [V13]


def lineage_of(payload):  # [V10]
    """The runs before a private record's JSON, as (tag, up to), and that JSON."""
    if payload[:1] != b"\x01":
        return [], payload
    must(len(payload) >= 3, "V10 runs")
    (count,) = struct.unpack_from("<H", payload, 1)
    end = 3 + 16 * count
    must(1 <= count <= 4096 and len(payload) >= end, "V10 runs")
    runs = [(payload[at : at + 8], read_u64(payload, at + 8)) for at in range(3, end, 16)]
    zeros = bytes(8)
    for before, after in zip([(None, 0), *runs], runs):
        must(after[1] > before[1] and after[0] != before[0], "V10 line")
        must(after[0] != zeros or before[0] is None, "V10 line")
    must(runs[-1][0] != zeros, "V10 line")
    return runs, payload[end:]


class Space:
    """The rows of one space that opened, and what its shelves say of them."""

    def __init__(self, name, identifier, keys, vault):
        self.name, self.id, self.keys, self.vault = name, identifier, keys, vault
        self.rows, self.unreadable = {}, set()

    def open_row(self, seq, sealed):
        place = place_of(b"row", self.vault, bytes_of(self.id), u64(seq))
        payload = open_sealed(sealed, place, self.keys)
        row = None if payload is None else self.record_in(payload)
        if row is None:
            self.unreadable.add(seq)
        else:
            self.rows[seq] = {**row, "seq": seq, "hash": hash256(sealed), "listed": False}

    def record_in(self, payload):
        signature = None
        try:
            if self.name == "shared":
                must(len(payload) >= 64, "V11 signature")
                signature, payload = payload[:64], payload[64:]
            else:
                runs, payload = lineage_of(payload)
            record = parse_json(payload, 64, "V10 json")
            must(isinstance(record, dict), "V10 object")
            identifier, author = bytes_of(record.get("id"), 16), bytes_of(record.get("author"), 16)
            kind, revision = record.get("kind"), record.get("revision")
            must(isinstance(kind, str) and re.fullmatch(r"[a-z][a-z-]{0,39}", kind) is not None, "V10 kind")
            must(is_whole(revision, 1, 2**53 - 1), "V10 revision")
            if kind == "gone":
                must(set(record) == {"author", "id", "kind", "revision"}, "V10 tombstone")
                must(canonical(record).encode("ascii") == payload, "V10 tombstone")
            must(signature is not None or not runs or runs[-1][1] == revision, "V10 lineage")
        except Refused:
            return None
        return {"record": record, "id": identifier, "author": author, "json": payload, "signature": signature}

    def is_signed(self, row, key):  # [V11]
        record = row["record"]
        names = [row["author"], record["kind"].encode(), row["id"], u64(record["revision"])]
        return is_signed_by(key, b"record", [self.vault, *names, row["json"]], row["signature"])


class Shelf:
    """One author's manifest over one space, opened from its parts."""

    def __init__(self, space, identity, identifier, parts, seen, is_former=False):
        self.space, self.author, self.id, self.seen, self.is_former = space, identity, identifier, seen, is_former
        self.damaged, self.entries, self.root = set(), [], None
        self.sequence = 0
        root = self.open_root(parts.get(256))
        if root is not None and is_former and (seen is None or hash256(root) != bytes_of(seen["root"])):
            root = None  # [V21]: nobody publishes as who was lost
        if root is None:
            self.damaged = set(range(256))
            return
        self.root, self.sequence = root, read_u64(root, 0)
        for number in range(256):
            expected = root[48 + 32 * number : 80 + 32 * number]
            if expected != bytes(32):
                self.open_bucket(number, expected, parts.get(number))

    def place(self, part):
        return place_of(b"manifest", self.space.vault, bytes_of(self.id), u32(part))

    def open_root(self, sealed):
        payload = None if sealed is None else open_sealed(sealed, self.place(256), self.space.keys)
        if payload is None:
            return None
        if self.space.name == "shared":
            signature, payload = payload[:64], payload[64:]
            statement = [self.space.vault, bytes_of(self.author["partner"]), bytes_of(self.id), payload]
            if not is_signed_by(bytes_of(self.author["signing"]), b"root", statement, signature):
                return None
        return payload if len(payload) == 8240 and int.from_bytes(payload[:8], "little") >= 1 else None

    def open_bucket(self, number, expected, sealed):
        bucket = None
        if sealed is not None and hash256(sealed) == expected:
            bucket = open_sealed(sealed, self.place(number), self.space.keys)
        if bucket is None or len(bucket) % 56 != 0:
            self.damaged.add(number)
            return
        entries = [bucket[at : at + 56] for at in range(0, len(bucket), 56)]
        ids = [entry[:16] for entry in entries]
        if ids != sorted(set(ids)) or any(identifier[0] != number for identifier in ids):
            self.damaged.add(number)
            return
        self.entries += [(read_u64(entry, 16), entry[24:]) for entry in entries]

    def is_rolled_back(self):
        if self.seen is None or self.root is None:
            return False
        seen = self.seen["sequence"]
        return self.sequence < seen or (self.sequence == seen and hash256(self.root) != bytes_of(self.seen["root"]))


def check(space, shelves):  # [V13]
    findings, missing = [], 0
    for shelf in shelves:
        author = bytes_of(shelf.author["partner"])
        for kind, holds in (("damaged-manifest", shelf.damaged), ("rolled-back", shelf.is_rolled_back())):
            if holds:
                findings.append({"kind": kind, "space": space.name, "author": shelf.author["partner"]})
        for seq, expected in shelf.entries:
            row = space.rows.get(seq)
            if seq in space.unreadable:
                continue
            if row is not None and row["author"] == author and row["hash"] == expected:
                row["listed"] = True
            else:
                missing += 1
    damaged = {bytes_of(shelf.author["partner"]): shelf.damaged for shelf in shelves}
    loose = [row for row in space.rows.values() if not row["listed"]]
    unlisted = [row for row in loose if row["id"][0] not in damaged.get(row["author"], ())]
    counts = {"missing": missing, "unlisted": len(unlisted), "unreadable": len(space.unreadable)}
    findings += [{"kind": kind, "space": space.name, "count": count} for kind, count in counts.items() if count > 0]
    return findings


# ------------------------------------------------------------------------------------------------ [B1] to [B8]


class Backup:
    """A backup's head, checked as far as it can be without a secret [B1] to [B5]."""

    def __init__(self, data):
        self.data = data
        must(data[:8] == b"TWOFOLD\n", "B1 magic", NOT_A_BACKUP)
        must(len(data) >= 16, "B1 size")
        version, size = struct.unpack_from("<II", data, 8)
        must(version <= 2, "B1 version", NEWER)
        must(version in (1, 2), "B1 version")
        self.version = version
        must(size <= 1_048_576, "B3 header", OVER_LIMIT)
        self.size = size
        must(len(data) >= 232 + size, "B1 size")
        must(hash256(data[: 144 + size]) == data[144 + size : 176 + size], "B2 digest")
        text = data[16 : 16 + size]
        header = parse_json(text, 16, "B4 JSON")
        names = ["fileKey", "payloadBytes", "shelves", "spaces", "vault", "writers", "writtenAt"]
        told = members(header, names, "B4 members", ["attachments"])
        self.file_key, payload, shelves, spaces, vault, self.writers, self.written_at = told
        must(("attachments" in header) == (version == 2), "B16 attachments")
        none = {"bytes": 0, "list": text_of(hash256(b"")), "parts": 0, "place": "inside"}
        self.attachments = header.get("attachments", none)
        bytes_there, _, parts, place = members(self.attachments, ["bytes", "list", "parts", "place"], "B4 attachments")
        must(is_whole(bytes_there, 0, 2**53 - 1) and is_whole(parts, 0, 2**53 - 1), "B4 attachments")
        must(parts <= 262_144, "B3 attachment parts", OVER_LIMIT)
        must(place in ("inside", "beside"), "B4 attachments")
        must(canonical(header).encode("ascii") == text, "B4 spelling")
        self.payload_bytes = payload
        must(is_whole(payload, 0, 2**53 - 1), "B4 payloadBytes")
        self.chunks = max(1, -(-payload // CHUNK))
        must(len(data) == 232 + size + payload + 17 * self.chunks, "B1 length")
        self.vault = Header(vault)
        for space in spaces:
            members(space, ["rows", "space"], "B4 spaces")
        for shelf in shelves:
            members(shelf, ["parts", "root", "shelf"], "B4 shelves")
            must(is_whole(shelf["parts"], 0, 2**53 - 1), "B4 parts")
            must(shelf["parts"] <= 257, "B3 parts", OVER_LIMIT)
        rows = [space["rows"] for space in spaces]
        must(all(is_whole(count, 0, 2**53 - 1) for count in rows), "B4 rows")
        must(sum(rows) <= 1_000_000, "B3 rows", OVER_LIMIT)
        identities = [holder["identity"] for holder in [*self.vault.seats.values(), *self.vault.former]]
        known = [self.vault.shared, *(identity["privateSpace"] for identity in identities)]
        must([space["space"] for space in spaces] == sorted(known), "B5 spaces")
        known = [identity[name] for identity in identities for name in ("privateShelf", "sharedShelf")]
        must([shelf["shelf"] for shelf in shelves] == sorted(known), "B5 shelves")
        must(self.writers in (["a"], ["b"], ["a", "b"]) and set(self.writers) <= set(self.vault.seats), "B4 writers")
        self.spaces, self.shelves = spaces, shelves

    def payload(self, keys):
        """The bytes of the body, all of them authentic [B6], [B7]."""
        data, size = self.data, self.size
        sealed = bytes_of(self.file_key[keys.seat], 80)
        file_key = keys.open_sealed_box(sealed, "B6 file key")
        mac_key, stream_key = subkey(32, 1, b"twofback", file_key), subkey(32, 2, b"twofback", file_key)
        mac = hashlib.blake2b(data[: 176 + size], digest_size=32, key=mac_key).digest()
        must(mac == data[176 + size : 208 + size], "B6 MAC")
        for writer in self.writers:
            at = 16 + size + (0 if writer == "a" else 64)
            signed = [data[: 16 + size]]
            key = bytes_of(keys.identities[writer]["signing"])
            must(is_signed_by(key, b"backup", signed, data[at : at + 64]), "B6 signature")

        state = bindings.crypto_secretstream_xchacha20poly1305_state()
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, data[208 + size : 232 + size], stream_key)
        plain = []
        for index, at in enumerate(range(232 + size, len(data), CHUNK + 17)):
            additional = data[144 + size : 176 + size] if index == 0 else None
            chunk = data[at : at + CHUNK + 17]
            try:
                message, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, chunk, additional)
            except (exceptions.CryptoError, exceptions.RuntimeError) as error:
                raise Refused(DAMAGED, "B7 chunk") from error
            must(tag == (3 if index == self.chunks - 1 else 0), "B7 tag")
            plain.append(message)
        return b"".join(plain)

    def frames(self, payload):
        """(type, index, number, sealed), in order and as many as the header says [B5], [B7]."""
        parts, place = self.attachments["parts"], self.attachments["place"]
        pieces = [-(-56 * parts // 57_344)] if self.version == 2 else []
        inside = [parts if place == "inside" else 0] if self.version == 2 else []
        rows, shelves = [space["rows"] for space in self.spaces], [shelf["parts"] for shelf in self.shelves]
        counts = {0: pieces, 1: rows, 2: shelves, 3: inside}
        roots, last, at = {}, (-1, 0, 0), 0
        while at < len(payload):
            must(at + 14 <= len(payload), "B7 frame")
            kind, index, (size,) = payload[at], payload[at + 1], struct.unpack_from("<I", payload, at + 10)
            must(size <= (1_048_576 if kind == 3 else SEALED_MAX), "B3 row", OVER_LIMIT)
            number = read_u64(payload, at + 2)
            left = counts.get(kind, [])
            must(index < len(left) and left[index] > 0, "B7 frame")
            must(kind != 2 or number <= 256, "B7 part")
            must((kind, index, number) > last, "B7 order")
            left[index] -= 1
            last = (kind, index, number)
            sealed = payload[at + 14 : at + 14 + size]
            must(len(sealed) == size, "B7 frame")
            if (kind, number) == (2, 256):
                roots[index] = text_of(hash256(sealed))
            yield kind, index, number, sealed
            at += 14 + size
        must(all(left == 0 for lefts in counts.values() for left in lefts), "B5 counts")
        must(all(shelf["root"] == roots.get(at) for at, shelf in enumerate(self.shelves)), "B5 roots")


class Attachments:
    """The parts a backup lists, and where they are [B11], [B12]."""

    def __init__(self, said, frames):
        pieces = [sealed for kind, _, _, sealed in frames if kind == 0]
        numbers = [(kind, number) for kind, _, number, _ in frames if kind in (0, 3)]
        must(all(len(piece) == 57_344 for piece in pieces[:-1]), "B11 pieces")
        for kind in (0, 3):
            counted = [number for of, number in numbers if of == kind]
            must(counted == list(range(len(counted))), "B7 number")
        listed = b"".join(pieces)
        must(len(listed) == 56 * said["parts"] and text_of(hash256(listed)) == said["list"], "B11 list")
        entries = [listed[at : at + 56] for at in range(0, len(listed), 56)]
        keys = [(text_of(entry[:16]), struct.unpack_from("<I", entry, 16)[0]) for entry in entries]
        must(keys == sorted(set(keys)), "B11 order")
        self.parts = [(entry[20:52], struct.unpack_from("<I", entry, 52)[0]) for entry in entries]
        must(all(size <= 1_048_576 for _, size in self.parts), "B3 attachment part", OVER_LIMIT)
        must(sum(size for _, size in self.parts) == said["bytes"], "B11 bytes")
        self.inside = [sealed for kind, _, _, sealed in frames if kind == 3]
        self.place = said["place"]
        for sealed, part in zip(self.inside, self.parts):
            must((hash256(sealed), len(sealed)) == part, "B12 part")

    def missing(self, folder):
        """Names of the parts beside a rotating file that are not there as they are listed."""
        if self.place == "inside":
            return []
        return [text_of(name) for name, size in self.parts if not self.is_beside(folder, name, size)]

    @staticmethod
    def is_beside(folder, name, size):
        for place in (folder, os.path.join(folder, "parts")):
            path = os.path.join(place, text_of(name))
            if os.path.isfile(path) and os.path.getsize(path) == size:
                with open(path, "rb") as file:
                    if hash256(file.read()) == name:
                        return True
        return False


def read(data, seats, kind, typed, folder):
    """Everything in a backup that one secret opens. Tries the seats in order."""
    backup = Backup(data)
    keys = None
    for seat in seats or list(backup.vault.seats):
        must(seat in backup.vault.seats, "B4 seat", WRONG)
        try:
            keys = Keys(backup.vault, seat, kind, typed)
            break
        except Refused as refused:
            if refused.code != WRONG:
                raise
    must(keys is not None, "F8 check", WRONG)

    frames = list(backup.frames(backup.payload(keys)))
    own, vault = keys.identities[keys.seat], backup.vault.vault
    private = Space("private", own["privateSpace"], keys.private, vault)
    shared = Space("shared", backup.vault.shared, keys.couple, vault)
    parts = {}
    carried = 0
    attachments = Attachments(backup.attachments, frames)
    for frame, index, number, sealed in frames:
        if frame in (0, 3):
            continue
        if frame == 2:
            parts.setdefault(backup.shelves[index]["shelf"], {})[number] = sealed
            continue
        space = next((one for one in (private, shared) if one.id == backup.spaces[index]["space"]), None)
        if space is None:
            carried += 1
        else:
            space.open_row(number, sealed)

    def shelf(space, identity, name, seen, is_former=False):
        return Shelf(space, identity, identity[name], parts.get(identity[name], {}), seen, is_former)

    both = [(seat, identity) for seat, identity in keys.identities.items() if identity is not None]
    over_private = [shelf(private, own, "privateShelf", keys.seen["private"])]
    over_shared = [shelf(shared, identity, "sharedShelf", keys.seen[seat]) for seat, identity in both]
    over_shared += [shelf(shared, pin["identity"], "sharedShelf", pin["seen"], True) for pin in keys.former]
    findings = check(private, over_private) + check(shared, over_shared)
    everybody = [identity for _, identity in both] + [pin["identity"] for pin in keys.former]
    signing = {bytes_of(identity["partner"]): bytes_of(identity["signing"]) for identity in everybody}
    lost = {bytes_of(pin["identity"]["partner"]) for pin in keys.former}

    def is_vouched_for(space, row):  # [V11]
        if row["listed"] or space is private:
            return True
        if not any(finding["kind"] == "damaged-manifest" and finding["space"] == "shared" for finding in findings):
            return False
        key = signing.get(row["author"])
        return key is not None and row["author"] not in lost and shared.is_signed(row, key)

    records = [
        {"space": space.name, "seq": seq, "vouched": is_vouched_for(space, row), "record": row["record"]}
        for space in (private, shared)
        for seq, row in sorted(space.rows.items())
        if row["record"]["kind"] != "gone"
    ]
    # The manifests vouch for every row at once; each signature is looked at here all the same.
    signed = all(
        row["author"] in signing and shared.is_signed(row, signing[row["author"]]) for row in shared.rows.values()
    )
    return {
        "version": backup.version,
        "vaultId": text_of(vault),
        "writtenAt": backup.written_at,
        "writers": backup.writers,
        "opener": keys.seat,
        "rows": {"private": len(private.rows), "shared": len(shared.rows), "carriedIntact": carried},
        "everySharedRowIsSigned": signed,
        "findings": findings,
        "attachmentParts": {"listed": len(attachments.parts), "missing": attachments.missing(folder)},
        "records": records,
    }


def main(argv):
    arguments, kind, seats = list(argv), "passphrase", None
    if "--words" in arguments:
        arguments.remove("--words")
        kind = "words"
    if "--seat" in arguments:
        at = arguments.index("--seat")
        seats = arguments[at + 1 : at + 2]
        del arguments[at : at + 2]
    if len(arguments) != 1 or seats == []:
        sys.stderr.write(__doc__)
        return 2
    typed = sys.stdin.buffer.readline().decode("utf-8").rstrip("\r\n")
    with open(arguments[0], "rb") as file:
        data = file.read()
    try:
        found = read(data, seats, kind, typed, os.path.dirname(os.path.abspath(arguments[0])))
    except Refused as refused:
        sys.stderr.write(f"refused: {refused}\n")
        return refused.code
    print(json.dumps(found, ensure_ascii=False))
    whole = found["everySharedRowIsSigned"] and not found["attachmentParts"]["missing"]
    return 0 if whole and not found["findings"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
