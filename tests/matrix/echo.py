"""A bare echo in matrix-nio: the least that a bot can do, to compare round trips with.

    echo.py SERVER_URL FOLDER USER PASSWORD

It joins every room that it is invited to and answers each message with a notice of the same text, encrypted where the room
is. It says `{"user": …}` once it can be invited, and ends with its standard input.
"""

import asyncio
import json
import logging
import sys

from nio import AsyncClient, AsyncClientConfig, InviteMemberEvent, LoginResponse, RoomMessageText

POLL_MS = 25_000


async def main(url, folder, user, password):
    config = AsyncClientConfig(store_sync_tokens=True, max_timeouts=0)
    client = AsyncClient(url, user, store_path=folder, config=config)
    login = await client.login(password, "Echo")
    if not isinstance(login, LoginResponse):
        raise SystemExit(f"the login was refused: {login.message}")

    async def join(room, event):
        if event.state_key == client.user_id and event.membership == "invite":
            await client.join(room.room_id)

    async def answer(room, event):
        if event.sender != client.user_id:
            content = {"msgtype": "m.notice", "body": event.body}
            await client.room_send(room.room_id, "m.room.message", content, ignore_unverified_devices=True)

    client.add_event_callback(join, InviteMemberEvent)
    client.add_event_callback(answer, RoomMessageText)
    await client.sync(timeout=0)
    await client.keys_upload()
    print(json.dumps({"user": client.user_id}), flush=True)

    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    echo = asyncio.create_task(client.sync_forever(timeout=POLL_MS))
    over = asyncio.create_task(lines.read())
    done, _ = await asyncio.wait([echo, over], return_when=asyncio.FIRST_COMPLETED)
    if echo in done:
        echo.result()
    echo.cancel()
    await client.close()


logging.basicConfig(level=logging.ERROR)
asyncio.run(main(*sys.argv[1:]))
