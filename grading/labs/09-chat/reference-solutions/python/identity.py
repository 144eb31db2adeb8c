"""The server's private key and its certificate."""
import datetime
import os

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (Encoding, NoEncryption, PrivateFormat,
                                                          load_pem_private_key)


class Unsafe(Exception):
    """A file is not as it has to be at the start."""


def secret(path, make):
    """The bytes of a file that nobody else may read; made at the first start."""
    if not os.path.exists(path):
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
    if os.stat(path).st_mode & 0o077:
        raise Unsafe(f"Cannot use {path}: others can read it; say chmod 600 {path}")
    with open(path, "rb") as file:
        return file.read()


def new_key():
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def new_certificate(key):
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "socket-labs")])
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    return (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=3650))
            .sign(key, hashes.SHA256()))


class Identity:
    def __init__(self, folder):
        self.key_path = os.path.join(folder, "server.key")
        self.certificate_path = os.path.join(folder, "server.crt")
        self.key = load_pem_private_key(secret(self.key_path, new_key), None)
        if not os.path.exists(self.certificate_path):
            with open(self.certificate_path, "wb") as file:
                file.write(new_certificate(self.key).public_bytes(Encoding.PEM))
        with open(self.certificate_path, "rb") as file:
            certificate = x509.load_pem_x509_certificate(file.read())
        if certificate.public_key().public_numbers() != self.key.public_key().public_numbers():
            raise Unsafe("Cannot use server.crt: it is not of server.key; take the two from one backup")
        self.certificate = certificate.public_bytes(Encoding.DER)
