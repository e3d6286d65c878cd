#!/usr/bin/python3
"""Opens a Twofold backup without Twofold.

Written from shared/crypto/FORMAT.md ([F..]), shared/vault/SPEC.md ([V..]) and shared/backup/FORMAT.md ([B..]) alone, with
libsodium through Debian's python3-nacl. What this program cannot find in those three texts, they do not say.

    read_backup.py FILE [--seat a|b] [--words]      the passphrase or the words on standard input

Prints one JSON object: what the file is, how many rows of each space it holds, what the manifests say of those that
opened, and the records of the opener. Ends with 0 when everything that opened is vouched for, else:

    1 opened, with findings     2 called wrongly      3 not a backup      4 newer version
    5 over a limit              6 damaged             7 wrong passphrase or words
    9 python3-nacl is missing
"""

import base64
import hashlib
import json
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
        if isinstance(value, dict) and is_whole(value.get("version"), 2, 2**53 - 1):
            raise Refused(NEWER, "V3 version")
        names = ["version", "vaultId", "sharedSpace", "coverForB", "seats", "grants", "chain", "digest"]
        version, vault, shared, cover_for_b, seats, grants, chain, digest = members(value, names, "V3 members")
        must(canonical(value) == text and version == 1, "V3 text")
        rest = {name: member for name, member in value.items() if name != "digest"}
        said = framed(b"twofold/v1/header", canonical(rest).encode("ascii"))
        must(hash256(said) == bytes_of(digest, 32), "V3 digest")

        self.vault, self.shared, self.grants = bytes_of(vault, 16), shared, grants
        self.chain = [bytes_of(link) for link in chain]
        self.epoch = len(chain) + 1
        a, b = members(seats, ["a", "b"], "V3 seats")
        self.seats = {"a": a} if b is None else {"a": a, "b": b}
        names = ["cover", "identity", "bySelf", "byOther", "slots", "keyring"]
        for holder in self.seats.values():
            members(holder, names, "V3 seat")
        covers = [cover_for_b if b is None else b["cover"], a["cover"]]
        must(cover_for_b in DEEP | LIGHT and covers_differ(*covers), "V3 covers")
        self.check_identities()
        must(sorted(grant["to"] for grant in grants) == sorted(self.seats), "V6 grants")
        for grant in grants:
            members(grant, ["epoch", "to", "issuer", "sealed", "signature"], "V6 grant")
            must(grant["epoch"] == self.epoch and grant["issuer"] in self.seats, "V6 epoch")

    def check_identities(self):
        ids = [self.vault, bytes_of(self.shared, 16)]
        for seat, holder in self.seats.items():
            parts = identity_parts(self.vault, seat, holder["identity"])
            ids += [parts[2], *parts[5:]]
            other = self.seats.get("b" if seat == "a" else "a")
            must(is_signed_by(parts[3], b"identity", parts, bytes_of(holder["bySelf"], 64)), "V4 by self")
            must((holder["byOther"] is None) == (other is None), "V4 by other")
            if other is not None:
                key = bytes_of(other["identity"]["signing"], 32)
                must(is_signed_by(key, b"identity", parts, bytes_of(holder["byOther"], 64)), "V4 by other")
            for kind, slot in zip(["passphrase", "words"], members(holder["slots"], ["passphrase", "words"], "V3 slots")):
                check_slot(self.vault, parts[2], kind, slot)
        must(len(set(ids)) == len(ids), "V1 ids")


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
        if isinstance(ring, dict) and is_whole(ring.get("version"), 2, 2**53 - 1):
            raise Refused(NEWER, "V7 version")
        names = ["version", "seat", "identities", "signing", "box", "private", "seen"]
        _, self.seat, self.identities, signing, box, private, self.seen = members(ring, names, "V7 members")

        # [V7] the secret keys are those of the own identity; [V8] the pins.
        own = self.identities[self.seat]
        self.box, signing = bytes_of(box, 32), bytes_of(signing, 64)
        must(bindings.crypto_sign_ed25519_sk_to_pk(signing) == bytes_of(own["signing"]), "V7 own keys")
        must(bindings.crypto_scalarmult_base(self.box) == bytes_of(own["box"]), "V7 own keys")
        must(own["partner"] == holder["identity"]["partner"], "V7 own keys")
        must(self.seat == seat, "V8 seat")
        for name in ("a", "b"):
            shown = header.seats[name]["identity"] if name in header.seats else None
            must(shown == self.identities[name], "V8 identity")
        must(header.epoch >= self.seen["coupleEpoch"], "V8 epoch")
        self.private = {key["epoch"]: bytes_of(key["key"], 32) for key in private}
        self.couple = self.open_couple(header, own)

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
        key = seal_open(sealed, bytes_of(own["box"]), self.box, "V6 box")
        couple = {grant["epoch"]: key}
        for epoch in range(grant["epoch"] - 1, 0, -1):
            place = place_of(b"couple-key", header.vault, u32(epoch))
            older = open_sealed(header.chain[epoch - 1], place, {epoch + 1: couple[epoch + 1]})
            must(older is not None and len(older) == 32, "V6 chain")
            couple[epoch] = older
        return couple


# ------------------------------------------------------------------------------------------------ [V10] to [V13]


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
        if self.name == "shared":
            if len(payload) < 64:
                return None
            signature, payload = payload[:64], payload[64:]
        try:
            record = parse_json(payload, 64, "V10 json")
            must(isinstance(record, dict), "V10 object")
            identifier, author = bytes_of(record.get("id"), 16), bytes_of(record.get("author"), 16)
            kind, revision = record.get("kind"), record.get("revision")
            must(isinstance(kind, str) and re.fullmatch(r"[a-z][a-z-]{0,39}", kind) is not None, "V10 kind")
            must(is_whole(revision, 1, 2**53 - 1), "V10 revision")
        except Refused:
            return None
        return {"record": record, "id": identifier, "author": author, "json": payload, "signature": signature}

    def is_signed(self, row, key):  # [V11]
        record = row["record"]
        names = [row["author"], record["kind"].encode(), row["id"], u64(record["revision"])]
        return is_signed_by(key, b"record", [self.vault, *names, row["json"]], row["signature"])


class Shelf:
    """One author's manifest over one space, opened from its parts."""

    def __init__(self, space, identity, identifier, parts, seen):
        self.space, self.author, self.id, self.seen = space, identity, identifier, seen
        self.damaged, self.entries, self.root = set(), [], None
        self.sequence = 0
        root = self.open_root(parts.get(256))
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
        must(version <= 1, "B1 version", NEWER)
        must(version == 1, "B1 version")
        must(size <= 1_048_576, "B3 header", OVER_LIMIT)
        self.size = size
        must(len(data) >= 232 + size, "B1 size")
        must(hash256(data[: 144 + size]) == data[144 + size : 176 + size], "B2 digest")
        text = data[16 : 16 + size]
        header = parse_json(text, 16, "B4 JSON")
        names = ["fileKey", "payloadBytes", "shelves", "spaces", "vault", "writers", "writtenAt"]
        self.file_key, payload, shelves, spaces, vault, self.writers, self.written_at = members(header, names, "B4 members")
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
            must(is_whole(shelf["parts"], 0, 257), "B3 parts")
        rows = [space["rows"] for space in spaces]
        must(all(is_whole(count, 0, 1_000_000) for count in rows), "B4 rows")
        must(sum(rows) <= 1_000_000, "B3 rows", OVER_LIMIT)
        identities = [holder["identity"] for holder in self.vault.seats.values()]
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
        file_key = seal_open(sealed, bytes_of(keys.identities[keys.seat]["box"]), keys.box, "B6 file key")
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
        counts = {1: [space["rows"] for space in self.spaces], 2: [shelf["parts"] for shelf in self.shelves]}
        roots, last, at = {}, (0, 0, 0), 0
        while at < len(payload):
            must(at + 14 <= len(payload), "B7 frame")
            kind, index, (size,) = payload[at], payload[at + 1], struct.unpack_from("<I", payload, at + 10)
            must(size <= SEALED_MAX, "B3 row", OVER_LIMIT)
            number = read_u64(payload, at + 2)
            left = counts.get(kind, [])
            must(index < len(left) and left[index] > 0, "B7 frame")
            must(kind == 1 or number <= 256, "B7 part")
            must((kind, index, number) > last or last == (0, 0, 0), "B7 order")
            left[index] -= 1
            last = (kind, index, number)
            sealed = payload[at + 14 : at + 14 + size]
            must(len(sealed) == size, "B7 frame")
            if (kind, number) == (2, 256):
                roots[index] = text_of(hash256(sealed))
            yield kind, index, number, sealed
            at += 14 + size
        must(all(left == 0 for lefts in counts.values() for left in lefts), "B5 counts")
        must([shelf["root"] for shelf in self.shelves] == [roots.get(at) for at in range(len(self.shelves))], "B5 roots")


def read(data, seats, kind, typed):
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
    for frame, index, number, sealed in frames:
        if frame == 2:
            parts.setdefault(backup.shelves[index]["shelf"], {})[number] = sealed
            continue
        space = next((one for one in (private, shared) if one.id == backup.spaces[index]["space"]), None)
        if space is None:
            carried += 1
        else:
            space.open_row(number, sealed)

    def shelf(space, identity, name, seen):
        return Shelf(space, identity, identity[name], parts.get(identity[name], {}), keys.seen[seen])

    both = [(seat, identity) for seat, identity in keys.identities.items() if identity is not None]
    over_private = [shelf(private, own, "privateShelf", "private")]
    over_shared = [shelf(shared, identity, "sharedShelf", seat) for seat, identity in both]
    findings = check(private, over_private) + check(shared, over_shared)
    signing = {bytes_of(identity["partner"]): bytes_of(identity["signing"]) for _, identity in both}

    def is_vouched_for(space, row):  # [V11]
        if row["listed"] or space is private:
            return True
        if not any(finding["kind"] == "damaged-manifest" and finding["space"] == "shared" for finding in findings):
            return False
        key = signing.get(row["author"])
        return key is not None and shared.is_signed(row, key)

    records = [
        {"space": space.name, "seq": seq, "vouched": is_vouched_for(space, row), "record": row["record"]}
        for space in (private, shared)
        for seq, row in sorted(space.rows.items())
    ]
    # The manifests vouch for every row at once; each signature is looked at here all the same.
    signed = all(
        row["author"] in signing and shared.is_signed(row, signing[row["author"]]) for row in shared.rows.values()
    )
    return {
        "version": 1,
        "vaultId": text_of(vault),
        "writtenAt": backup.written_at,
        "writers": backup.writers,
        "opener": keys.seat,
        "rows": {"private": len(private.rows), "shared": len(shared.rows), "carriedIntact": carried},
        "everySharedRowIsSigned": signed,
        "findings": findings,
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
        found = read(data, seats, kind, typed)
    except Refused as refused:
        sys.stderr.write(f"refused: {refused}\n")
        return refused.code
    print(json.dumps(found, ensure_ascii=False))
    return 0 if not found["findings"] and found["everySharedRowIsSigned"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
