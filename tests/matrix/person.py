"""A person with a Matrix client that others wrote (matrix-nio), driven by JSON lines.

    person.py SERVER_URL FOLDER

FOLDER keeps the device: its session and its keys. Each line on standard input is a request,
`{"id": 1, "do": "send", "within": 20, "with": {…}}`, done one after another; each is answered by one line,
`{"id": 1, "ok": …}` or `{"id": 1, "error": {"kind": …, "text": …, "retry_after_ms": …}}`. What a request may hold is the
signature of the method `do_…` below. Nothing waits for ever: a request that takes longer than `within` seconds is an error
of the kind `timeout`. What is sent in an encrypted room is encrypted, and an error if a device in the room did not get the
key. It ends with its standard input.
"""

import asyncio
import json
import logging
import sys
import time
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from nio import AsyncClient, AsyncClientConfig, InviteMemberEvent, LoginResponse, SyncResponse
from nio.crypto.attachments import decrypt_attachment, encrypt_attachment

import keys
from events import LOCKED, Seen

# How long the server may hold back an answer when there is no news.
POLL_MS = 25_000
REQUEST_SECS = 30
# Pause after a sync that failed: the server may be away for a while.
AGAIN_SECS = 0.1
FILTER = {"room": {"timeline": {"limit": 100}}, "presence": {"types": []}}
V3 = "/_matrix/client/v3"
MEGOLM = "m.megolm.v1.aes-sha2"


class Refused(Exception):
    """The server's refusal."""

    def __init__(self, status, said):
        super().__init__(f"{status} {said.get('error', '')}")
        self.kind = said.get("errcode", f"HTTP_{status}")
        self.retry_after_ms = said.get("retry_after_ms")


def part(text):
    """As a part of a path."""
    return quote(text, safe="")


class Person:
    """One device of one user."""

    def __init__(self, url, folder):
        self.folder = folder
        config = AsyncClientConfig(
            store_sync_tokens=True, max_limit_exceeded=0, max_timeouts=0, request_timeout=REQUEST_SECS
        )
        self.client = AsyncClient(url, store_path=str(folder), config=config)
        self.seen = Seen(self.client)
        self.invites = {}
        self.kept_back = {}
        self.sync_trouble = ""
        self.sync = None

    # Towards the server.

    async def call(self, method, path, body=None, content_type="application/json"):
        """One request; answers what the server says, as JSON."""
        headers = {"Authorization": f"Bearer {self.client.access_token}", "Content-Type": content_type}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body)
        answer = await self.client.send(method, path, data, headers, timeout=REQUEST_SECS)
        said = await answer.json()
        if answer.status >= 400:
            raise Refused(answer.status, said)
        return said

    async def put(self, room_id, kind, content):
        """Sends an event, encrypted where the room is; answers its id."""
        # A reaction is never encrypted: servers count them.
        if self.client.rooms[room_id].encrypted and kind != "m.reaction":
            await keys.share(self.client, room_id)
            kind, content = self.client.encrypt(room_id, kind, content)
        path = f"{V3}/rooms/{part(room_id)}/send/{kind}/{uuid4()}"
        return (await self.call("PUT", path, content))["event_id"]

    async def keep_up(self):
        """Syncs for ever."""
        while True:
            try:
                await self.sync_once(POLL_MS)
                self.sync_trouble = ""
            except Exception as trouble:  # Whatever it was: the server may come back, and who waits is told of it.
                self.sync_trouble = f"{type(trouble).__name__} {trouble}"
                await asyncio.sleep(AGAIN_SECS)

    async def sync_once(self, poll_ms, full_state=None):
        response = await self.client.sync(timeout=poll_ms, sync_filter=FILTER, full_state=full_state)
        if not isinstance(response, SyncResponse):
            raise Refused(response.status_code or 0, {"error": response.message})
        for room_id, room in response.rooms.invite.items():
            self.invites[room_id] = [event for event in room.invite_state if isinstance(event, InviteMemberEvent)]
        for room_id in [*response.rooms.join, *response.rooms.leave]:
            self.invites.pop(room_id, None)
        # First what came: the rest may fail, and is made up for after the next sync.
        self.seen.take(response)
        try:
            await self.after_sync()
        finally:
            await self.seen.told()

    async def after_sync(self):
        """What a client does between two syncs so that encryption works."""
        client = self.client
        await client.send_to_device_messages()
        if client.should_upload_keys:
            await client.keys_upload()
        if client.should_query_keys:
            await client.keys_query()
        if client.should_claim_keys:
            await client.keys_claim(client.get_users_for_key_claiming())

    async def begin(self, full_state=None):
        """The first sync; then on in the background."""
        await self.sync_once(0, full_state)
        self.sync = asyncio.create_task(self.keep_up())
        return {"user": self.client.user_id, "device": self.client.device_id}

    async def in_room(self, room_id, is_encrypted=None):
        """Waits until the client knows the room, and that it is encrypted where that is expected."""

        def known():
            room = self.client.rooms.get(room_id)
            return room and (is_encrypted is None or room.encrypted == is_encrypted)

        await self.seen.until(known)

    # The device.

    async def do_login(self, user, password, device_name="Person"):
        """A new device."""
        self.client.user = user
        answer = await self.client.login(password, device_name)
        if not isinstance(answer, LoginResponse):
            raise Refused(answer.status_code, {"error": answer.message})
        session = {"user": answer.user_id, "device": answer.device_id, "token": answer.access_token}
        (self.folder / "session.json").write_text(json.dumps(session))
        return await self.begin()

    async def do_restore(self):
        """The device that the folder keeps."""
        session = json.loads((self.folder / "session.json").read_text())
        self.client.restore_login(session["user"], session["device"], session["token"])
        # It goes on where it was, so only news is seen; what it knew of its rooms it has to be told again.
        return await self.begin(full_state=True)

    async def do_cross_sign(self, password):
        """Makes cross-signing keys, and signs the device with them, as a client does at the first login."""
        user, device_id = self.client.user_id, self.client.device_id
        answer = await self.call("POST", f"{V3}/keys/query", {"device_keys": {user: []}})
        public, device = keys.new_identity(user, answer["device_keys"][user][device_id])
        who = {"type": "m.id.user", "user": user}
        proof = {"auth": {"type": "m.login.password", "identifier": who, "password": password}}
        await self.call("POST", f"{V3}/keys/device_signing/upload", public | proof)
        answer = await self.call("POST", f"{V3}/keys/signatures/upload", {user: {device_id: device}})
        if answer["failures"]:
            raise Refused(400, {"error": json.dumps(answer["failures"])})

    async def do_call(self, method, path, body=None):
        """Any request, in the name of the person."""
        return await self.call(method, path, body)

    # Rooms.

    async def do_create(self, invite, name=None, direct=False, encrypted=True, history=None, version=None, power=None):
        state = []
        if encrypted:
            state.append({"type": "m.room.encryption", "state_key": "", "content": {"algorithm": MEGOLM}})
        if history:
            content = {"history_visibility": history}
            state.append({"type": "m.room.history_visibility", "state_key": "", "content": content})
        wanted = {
            "preset": "trusted_private_chat" if direct else "private_chat",
            "is_direct": direct,
            "invite": invite,
            "name": name,
            "room_version": version,
            "power_level_content_override": power,
            "initial_state": state,
        }
        wanted = {key: value for key, value in wanted.items() if value is not None}
        room_id = (await self.call("POST", f"{V3}/createRoom", wanted))["room_id"]
        await self.in_room(room_id, encrypted)
        if direct:
            await self.mark_direct(room_id, invite)
        return {"room": room_id}

    async def mark_direct(self, room_id, users):
        direct = await self.do_account_data("m.direct") or {}
        for user in users:
            direct.setdefault(user, []).append(room_id)
        await self.do_set_account_data("m.direct", direct)

    async def do_invite(self, room, user):
        return await self.call("POST", f"{V3}/rooms/{part(room)}/invite", {"user_id": user})

    async def do_wait_invite(self, sender):
        """The room that `sender` invites to, and whether as a direct chat."""

        def invited():
            for room_id, members in self.invites.items():
                for event in members:
                    if event.state_key == self.client.user_id and event.sender == sender:
                        return {"room": room_id, "is_direct": event.content.get("is_direct", False)}
            return None

        return await self.seen.until(invited)

    async def do_join(self, room):
        await self.call("POST", f"{V3}/join/{part(room)}", {})
        await self.in_room(room)
        return {"room": room}

    async def do_leave(self, room):
        return await self.call("POST", f"{V3}/rooms/{part(room)}/leave", {})

    async def do_kick(self, room, user, ban=False):
        how = "ban" if ban else "kick"
        return await self.call("POST", f"{V3}/rooms/{part(room)}/{how}", {"user_id": user})

    async def do_upgrade(self, room, version):
        answer = await self.call("POST", f"{V3}/rooms/{part(room)}/upgrade", {"new_version": version})
        await self.in_room(answer["replacement_room"], self.client.rooms[room].encrypted)
        return {"room": answer["replacement_room"]}

    async def do_state(self, room, type, state_key=""):
        return await self.call("GET", f"{V3}/rooms/{part(room)}/state/{type}/{part(state_key)}")

    async def do_set_state(self, room, type, content, state_key=""):
        return await self.call("PUT", f"{V3}/rooms/{part(room)}/state/{type}/{part(state_key)}", content)

    async def do_members(self, room):
        """Membership of everybody who has one, as the server knows it."""
        chunk = (await self.call("GET", f"{V3}/rooms/{part(room)}/members"))["chunk"]
        return {event["state_key"]: event["content"]["membership"] for event in chunk}

    async def do_wait_member(self, room, user, membership="join"):
        """Waits until the client knows that `user` has joined, is invited or has left."""

        def arrived():
            known = self.client.rooms[room]
            now = "invite" if user in known.invited_users else "join" if user in known.users else "leave"
            return now == membership

        await self.seen.until(arrived)
        return {}

    # What is said.

    async def do_send(
        self,
        room,
        body,
        html=None,
        msgtype="m.text",
        reply_to=None,
        thread=None,
        edits=None,
        mentions=None,
        withhold=False,
    ):
        """A message. `withhold` keeps the room's key back from everybody, until `share`."""
        content = {"msgtype": msgtype, "body": body}
        if html:
            content |= {"format": "org.matrix.custom.html", "formatted_body": html}
        if mentions:
            content["m.mentions"] = {"user_ids": mentions}
        if edits:
            content = {**content, "body": f"* {body}", "m.new_content": content}
            content["m.relates_to"] = {"rel_type": "m.replace", "event_id": edits}
        elif thread:
            falls_back = reply_to is None
            content["m.relates_to"] = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": falls_back}
            content["m.relates_to"]["m.in_reply_to"] = {"event_id": reply_to or thread}
        elif reply_to:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": reply_to}}
        if withhold:
            return {"event": await self.put_withheld(room, content)}
        return {"event": await self.put(room, "m.room.message", content)}

    async def put_withheld(self, room_id, content):
        await keys.prepare(self.client, room_id)
        key = keys.keep_back(self.client, room_id)
        event = await self.put(room_id, "m.room.message", content)
        keys.forget(self.client, room_id)
        self.kept_back[event] = key
        return event

    async def do_share(self, event):
        """Hands over the key of a message that was sent with `withhold`."""
        return {"devices": await keys.hand_over(self.client, self.call, self.kept_back.pop(event))}

    async def do_react(self, room, event, key):
        content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": event, "key": key}}
        return {"event": await self.put(room, "m.reaction", content)}

    async def do_redact(self, room, event):
        answer = await self.call("PUT", f"{V3}/rooms/{part(room)}/redact/{part(event)}/{uuid4()}", {})
        return {"event": answer["event_id"]}

    async def do_file(self, room, path, name, mime, msgtype="m.file", size_bytes=None):
        """Sends a file; `size_bytes` tells another size than it has."""
        data = Path(path).read_bytes()
        content = {"msgtype": msgtype, "body": name, "filename": name}
        content["info"] = {"mimetype": mime, "size": len(data) if size_bytes is None else size_bytes}
        if self.client.rooms[room].encrypted:
            data, sealed = encrypt_attachment(data)
            content["file"] = sealed | {"url": await self.upload(data, "application/octet-stream")}
        else:
            content["url"] = await self.upload(data, mime)
        return {"event": await self.put(room, "m.room.message", content)}

    async def upload(self, data, mime):
        return (await self.call("POST", "/_matrix/media/v3/upload", data, mime))["content_uri"]

    async def do_download(self, event, path):
        """Saves the file of a message that was seen, decrypted."""
        entry = next(entry for entry in self.seen.log if entry["event"] == event)
        where = entry["file"]["url"].removeprefix("mxc://")
        headers = {"Authorization": f"Bearer {self.client.access_token}"}
        address = f"/_matrix/client/v1/media/download/{where}"
        answer = await self.client.send("GET", address, None, headers, timeout=REQUEST_SECS)
        if answer.status >= 400:
            raise Refused(answer.status, await answer.json())
        data = await answer.read()
        if entry["file"]["is_sealed"]:
            sealed = entry["content"]["file"]
            data = decrypt_attachment(data, sealed["key"]["k"], sealed["hashes"]["sha256"], sealed["iv"])
        Path(path).write_bytes(data)
        return {"size_bytes": len(data)}

    async def do_typing(self, room, on=True):
        path = f"{V3}/rooms/{part(room)}/typing/{part(self.client.user_id)}"
        return await self.call("PUT", path, {"typing": True, "timeout": 30_000} if on else {"typing": False})

    async def do_read(self, room, event):
        markers = {"m.fully_read": event, "m.read": event}
        return await self.call("POST", f"{V3}/rooms/{part(room)}/read_markers", markers)

    # What is seen.

    async def do_last(self):
        """The number of the newest thing seen."""
        return {"n": self.seen.last}

    async def do_wait(self, after, wanted):
        """The next thing seen after number `after` that has what is wanted (a list: one of these)."""
        return await self.seen.until(lambda: self.seen.first(after, wanted))

    async def do_events(self, room, after=0):
        """Everything seen in a room."""
        return [entry for entry in self.seen.log if entry["room"] == room and entry["n"] > after]

    async def do_locked(self):
        """What came and could not be read so far."""
        return [entry for entry in self.seen.log if entry["came"] == LOCKED]

    async def do_account_data(self, type):
        try:
            return await self.call("GET", f"{V3}/user/{part(self.client.user_id)}/account_data/{type}")
        except Refused as refusal:
            if refusal.kind == "M_NOT_FOUND":
                return None
            raise

    async def do_set_account_data(self, type, content):
        return await self.call("PUT", f"{V3}/user/{part(self.client.user_id)}/account_data/{type}", content)

    async def do_identity(self, user):
        """Devices and cross-signing keys of a user, as the server hands them out, with checked signatures."""
        answer = await self.call("POST", f"{V3}/keys/query", {"device_keys": {user: []}})
        return keys.identity(self.client, user, answer)

    async def do_round_trips(self, room, count):
        """Milliseconds from each message until somebody's answer is read, one after another."""
        times = []
        for number in range(count):
            after, begun = self.seen.last, time.monotonic()
            await self.put(room, "m.room.message", {"msgtype": "m.text", "body": f"Nachricht {number}"})
            await self.do_wait(after, {"room": room, "type": "m.room.message", "msgtype": "m.notice"})
            times.append((time.monotonic() - begun) * 1000)
        return times

    # The requests.

    async def answer(self, request):
        try:
            done = getattr(self, f"do_{request['do']}")(**request.get("with", {}))
        except (AttributeError, TypeError) as trouble:
            return {"error": {"kind": "wrong_request", "text": str(trouble)}}
        try:
            return {"ok": await asyncio.wait_for(done, request["within"])}
        except Refused as refusal:
            told = {"kind": refusal.kind, "text": str(refusal), "retry_after_ms": refusal.retry_after_ms}
        except asyncio.TimeoutError:
            text = f"not within {request['within']} s; the last sync: {self.sync_trouble or 'good'}"
            told = {"kind": "timeout", "text": text}
        except Exception as trouble:  # Whatever it was, whoever asked must hear of it.
            logging.exception("%s", request["do"])
            told = {"kind": type(trouble).__name__, "text": str(trouble)}
        return {"error": told}


async def main(url, folder):
    person = Person(url, Path(folder))
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        request = json.loads(line)
        print(json.dumps({"id": request["id"], **await person.answer(request)}), flush=True)
    if person.sync:
        person.sync.cancel()
    await person.client.close()


logging.basicConfig(level=logging.ERROR)
asyncio.run(main(*sys.argv[1:]))
