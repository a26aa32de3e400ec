import hashlib
import hmac

from idic.methods.suppression import address_digest, pads


def test_a_digest_is_an_hmac_with_the_key() -> None:
    # RFC 4231, test case 2, reached through the pads as a database would.
    inner, outer = pads(b"Jefe")
    told = hashlib.sha256(outer + hashlib.sha256(inner + b"what do ya want for nothing?").digest()).hexdigest()
    assert told == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_a_long_key_is_hashed_first() -> None:
    key = b"k" * 100
    inner, outer = pads(key)
    told = hashlib.sha256(outer + hashlib.sha256(inner + b"text").digest()).digest()
    assert told == hmac.new(key, b"text", hashlib.sha256).digest()


def test_purpose_channel_address_and_name_tell_entries_apart() -> None:
    told = {
        address_digest(b"key", purpose=purpose, channel=channel, address=address, name=name)
        for purpose in ("marketing", "")
        for channel in ("sms", "phone")
        for address in ("+66812345678", "+66812345679")
        for name in ("", "ananjaidee")
    }
    assert len(told) == 16
