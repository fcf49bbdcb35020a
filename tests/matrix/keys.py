"""Keys of rooms and people: shared with every device, kept back, handed over late, and looked at from outside."""

import copy
from uuid import uuid4

import vodozemac
from nio import Api


class NotShared(Exception):
    """A room key did not reach every device of the room."""


def others(client, room_id):
    """Every device in the room but the own one."""
    for user in client.rooms[room_id].users:
        for device in client.olm.device_store.active_user_devices(user):
            if device.id != client.device_id:
                yield user, device


async def prepare(client, room_id):
    """Makes sure that the members of a room, their devices and a channel to each of these are known."""
    if not client.rooms[room_id].members_synced:
        await client.joined_members(room_id)
    if client.should_query_keys:
        await client.keys_query()
    if missing := client.get_missing_sessions(room_id):
        await client.keys_claim(missing)


async def share(client, room_id):
    """Gives the room's key to every device in it, if that was not done."""
    await prepare(client, room_id)
    if client.olm.should_share_group_session(room_id):
        await client.share_group_session(room_id, ignore_unverified_devices=True)
        session = client.olm.outbound_group_sessions[room_id]
        joined = client.rooms[room_id].users.keys() - client.rooms[room_id].invited_users.keys()
        left_out = [
            f"{user} {device.id}"
            for user, device in others(client, room_id)
            if user in joined and (user, device.id) not in session.users_shared_with
        ]
        if left_out:
            client.olm.outbound_group_sessions.pop(room_id)
            raise NotShared(f"the room's key did not reach {', '.join(left_out)}")


def keep_back(client, room_id):
    """Begins a key that nobody gets. Answers what is needed to hand it over later."""
    client.olm.create_outbound_group_session(room_id)
    session = client.olm.outbound_group_sessions[room_id]
    session.shared = True
    return {
        "algorithm": "m.megolm.v1.aes-sha2",
        "room_id": room_id,
        "session_id": session.id,
        "session_key": session.session_key,
    }


def forget(client, room_id):
    """The next message in the room gets a new key."""
    client.olm.outbound_group_sessions.pop(room_id, None)


async def hand_over(client, call, key):
    """Gives a key that was kept back to every device in its room. Answers how many got it."""
    room_id = key["room_id"]
    await prepare(client, room_id)
    messages, count = {}, 0
    for user, device in others(client, room_id):
        session = client.olm.session_store.get(device.curve25519)
        if not session:
            raise NotShared(f"no channel to {user} {device.id}")
        messages.setdefault(user, {})[device.id] = client.olm._olm_encrypt(session, device, "m.room_key", key)
        count += 1
    await call("PUT", f"/_matrix/client/v3/sendToDevice/m.room.encrypted/{uuid4()}", {"messages": messages})
    return count


def sign(thing, user, key):
    """Adds a signature by that key, which is named after itself."""
    bare = {name: value for name, value in thing.items() if name not in ("signatures", "unsigned")}
    signature = key.sign(Api.to_canonical_json(bare).encode()).to_base64()
    thing.setdefault("signatures", {}).setdefault(user, {})[f"ed25519:{key.ed25519_key.to_base64()}"] = signature


def new_identity(user, device):
    """Cross-signing keys of somebody, and that device signed with them: what the server has to be told of both."""
    master, signer = vodozemac.Account(), vodozemac.Account()

    def public(key, usage):
        name = key.ed25519_key.to_base64()
        return {"user_id": user, "usage": [usage], "keys": {f"ed25519:{name}": name}}

    signer_key = public(signer, "self_signing")
    sign(signer_key, user, master)
    device = copy.deepcopy(device)
    sign(device, user, signer)
    return {"master_key": public(master, "master"), "self_signing_key": signer_key}, device


def signed(client, thing, key, user, key_id):
    """Whether `thing` has a good signature by that key."""
    return client.olm.verify_json(copy.deepcopy(thing), key, user, key_id)


def only(keys):
    """The one key of a cross-signing key: (id without its algorithm, key)."""
    (name, key), *_ = keys["keys"].items()
    return name.removeprefix("ed25519:"), key


def identity(client, user, answer):
    """Devices and cross-signing keys of a user, each signature checked, from an answer to /keys/query."""
    master = answer.get("master_keys", {}).get(user)
    signer = answer.get("self_signing_keys", {}).get(user)
    signer_is_good = bool(master and signer) and signed(client, signer, only(master)[1], user, only(master)[0])
    devices = []
    for device_id, device in answer.get("device_keys", {}).get(user, {}).items():
        devices.append(
            {
                "id": device_id,
                "name": device.get("unsigned", {}).get("device_display_name"),
                "ed25519": device["keys"][f"ed25519:{device_id}"],
                "is_signed_by_itself": signed(client, device, device["keys"][f"ed25519:{device_id}"], user, device_id),
                "is_signed_by_owner": signer_is_good and signed(client, device, only(signer)[1], user, only(signer)[0]),
            }
        )
    return {
        "master": only(master)[1] if master else None,
        "self_signing": only(signer)[1] if signer else None,
        "self_signing_is_good": signer_is_good,
        "devices": devices,
    }
