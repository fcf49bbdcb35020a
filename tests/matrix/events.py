"""What a person has seen: the events of all rooms in the order in which they came, as plain dictionaries."""

import asyncio

from nio import MegolmEvent, TypingNoticeEvent
from nio.exceptions import EncryptionError

# How an event came: readable, encrypted and read, or encrypted and not (yet) readable.
PLAIN, READ, LOCKED = "plain", "read", "locked"


def relation(content):
    """What an event refers to, one dictionary for replies, threads, reactions and changes."""
    relates = content.get("m.relates_to") or {}
    return {
        "kind": relates.get("rel_type"),
        "event": relates.get("event_id"),
        "key": relates.get("key"),
        "reply_to": (relates.get("m.in_reply_to") or {}).get("event_id"),
        "is_falling_back": relates.get("is_falling_back"),
    }


def file_in(content):
    """The file of a message: where it is, what it is, and what decrypts it."""
    sealed = content.get("file") or {}
    url = sealed.get("url") or content.get("url")
    if content.get("msgtype") not in ("m.file", "m.image", "m.audio", "m.video") or not url:
        return None
    info = content.get("info") or {}
    return {
        "name": content.get("filename") or content.get("body"),
        "mime": info.get("mimetype"),
        "size_bytes": info.get("size"),
        "url": url,
        "is_sealed": bool(sealed),
    }


def seen(room_id, source, came):
    """One event as it is told."""
    content = source.get("content") or {}
    return {
        "room": room_id,
        "event": source.get("event_id"),
        "sender": source.get("sender"),
        "type": source.get("type"),
        "state_key": source.get("state_key"),
        "msgtype": content.get("msgtype"),
        "body": content.get("body"),
        "html": content.get("formatted_body"),
        "relation": relation(content),
        "replaces_with": content.get("m.new_content"),
        "file": file_in(content),
        "redacts": source.get("redacts") or content.get("redacts"),
        "came": came,
        "is_late": False,
        "is_redacted": False,
        "content": content,
    }


class Seen:
    """The log of what was seen. Each entry has a number `n`; one that becomes readable later gets a new one."""

    def __init__(self, client):
        self.client = client
        self.log = []
        self.locked = []
        self.last = 0
        self.news = asyncio.Condition()

    def add(self, entry):
        self.last += 1
        entry["n"] = self.last
        self.log.append(entry)

    def take(self, response):
        """Notes what a sync brought."""
        for room_id, room in response.rooms.join.items():
            if room.timeline.limited and any(entry["room"] == room_id for entry in self.log):
                self.add(seen(room_id, {"type": "gap"}, PLAIN))
            for event in room.timeline.events:
                self.take_event(room_id, event)
            for event in room.ephemeral:
                self.take_passing(room_id, event)
        self.unlock()

    def take_event(self, room_id, event):
        came = LOCKED if isinstance(event, MegolmEvent) else READ if getattr(event, "decrypted", False) else PLAIN
        entry = seen(room_id, event.source, came)
        self.add(entry)
        if came == LOCKED:
            self.locked.append((event, entry))
        if entry["redacts"]:
            for old in self.log:
                old["is_redacted"] |= old["event"] == entry["redacts"]

    def take_passing(self, room_id, event):
        """Who types, and who has read what."""
        if isinstance(event, TypingNoticeEvent):
            self.add(seen(room_id, {"type": "m.typing", "content": {"users": event.users}}, PLAIN))
        for receipt in getattr(event, "receipts", []):
            content = {"event": receipt.event_id, "kind": receipt.receipt_type}
            self.add(seen(room_id, {"type": "m.receipt", "sender": receipt.user_id, "content": content}, PLAIN))

    def unlock(self):
        """Tries again to read what could not be read."""
        still = []
        for event, entry in self.locked:
            try:
                read = self.client.olm.decrypt_megolm_event(event, entry["room"])
            except EncryptionError:
                still.append((event, entry))
                continue
            self.log.remove(entry)
            self.add(seen(entry["room"], read.source, READ) | {"is_late": True})
        self.locked = still

    async def told(self):
        """Wakes whoever waits."""
        async with self.news:
            self.news.notify_all()

    async def until(self, look):
        """Waits until `look` finds something, and answers it."""
        async with self.news:
            while not (found := look()):
                await self.news.wait()
            return found

    def first(self, after, wanted):
        """The first entry after number `after` that has all that is wanted."""

        def fits(entry):
            return all(
                entry[name] in value if isinstance(value, list) else entry[name] == value
                for name, value in wanted.items()
            )

        return next((entry for entry in self.log if entry["n"] > after and fits(entry)), None)
