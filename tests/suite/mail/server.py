"""An SMTP server for the tests: aiosmtpd, with TLS and a password, that writes what it takes as JSON lines.

Its first line says the port. What a recipient's name begins with decides the answer: `busy` is put off once, `gone` and
`refuse-data` are refused for good.
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = b"lotse", "schlüssel".encode()


def say(**what):
    print(json.dumps(what), flush=True)


class Handler:
    def __init__(self):
        self.put_off = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone"):
            return f"550 5.1.1 <{address}>: Recipient address rejected"
        if address.startswith("busy") and address not in self.put_off:
            self.put_off.add(address)
            return f"451 4.7.1 <{address}>: Please try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if any(address.startswith("refuse-data") for address in envelope.rcpt_tos):
            return f"554 5.7.1 Mail for {envelope.rcpt_tos[0]} refused"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say(
            encrypted=server.transport.get_extra_info("ssl_object") is not None,
            authenticated=bool(session.authenticated),
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            headers={name: str(value) for name, value in message.items()},
            type=message.get_content_type(),
            text=message.get_body(("plain",)).get_content(),
            html=message.get_body(("html",)).get_content(),
        )
        return "250 Message accepted"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == USER and data.password == PASSWORD
    return AuthResult(success=good, handled=False)


async def main(mode, certificate, key):
    context = None
    if mode != "plain":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
    handler = Handler()

    def session():
        if mode == "plain":
            return SMTP(handler, enable_SMTPUTF8=True)
        return SMTP(
            handler,
            enable_SMTPUTF8=True,
            tls_context=context if mode == "starttls" else None,
            require_starttls=mode == "starttls",
            auth_required=True,
            auth_require_tls=mode == "starttls",
            authenticator=authenticate,
        )

    loop = asyncio.get_running_loop()
    implicit = context if mode == "implicit" else None
    server = await loop.create_server(session, "127.0.0.1", 0, ssl=implicit)
    say(port=server.sockets[0].getsockname()[1])
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
