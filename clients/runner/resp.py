"""RESP, as far as an administrator of one server and a recorder of requests need it."""

import socket


class ReplyError(Exception):
    """An error reply."""


class Connection:
    """One connection, one command at a time."""

    def __init__(self, port, user=None, password=None, timeout=5):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.file = self.socket.makefile("rb")
        if user:
            self.call("AUTH", user, password)

    def call(self, *words):
        self.socket.sendall(encode(words))
        return self.reply()

    def reply(self):
        line = self.file.readline()
        if not line.endswith(b"\r\n"):
            raise ConnectionError("closed")
        kind, text = line[:1], line[1:-2].decode("utf-8", "replace")
        if kind == b"+":
            return text
        if kind == b"-":
            raise ReplyError(text)
        if kind == b":":
            return int(text)
        if kind == b"$":
            return None if text == "-1" else self.file.read(int(text) + 2)[:-2].decode("utf-8", "replace")
        return None if text == "-1" else [self.reply() for _ in range(int(text))]

    def close(self):
        self.file.close()
        self.socket.close()


def encode(words):
    parts = [word if isinstance(word, bytes) else str(word).encode() for word in words]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%b\r\n" % (len(part), part) for part in parts)


class Requests:
    """Takes the bytes of a client apart into its commands."""

    def __init__(self):
        self.buffer = b""

    def feed(self, data):
        """Returns the commands that are complete now, each a list of words in bytes."""
        self.buffer += data
        commands = []
        while (parsed := self._next()) is not None:
            words, self.buffer = parsed
            if words:
                commands.append(words)
        return commands

    def _next(self):
        end = self.buffer.find(b"\r\n")
        if end < 0:
            return None
        if not self.buffer.startswith(b"*"):
            return self.buffer[:end].split(), self.buffer[end + 2 :]
        words, position = [], end + 2
        for _ in range(int(self.buffer[1:end])):
            end = self.buffer.find(b"\r\n", position)
            if end < 0:
                return None
            length = int(self.buffer[position + 1 : end])
            if len(self.buffer) < end + 2 + length + 2:
                return None
            words.append(self.buffer[end + 2 : end + 2 + length])
            position = end + 2 + length + 2
        return words, self.buffer[position:]
