"""A TCP relay in front of the proxy: it notes the commands of each connection, or lets connections fall silent."""

import contextlib
import ctypes
import socket
import struct
import threading

from resp import Requests


class Relay:
    """Listens on a free loopback port until it is closed."""

    def __init__(self, target):
        self.target = target
        self.connections = []
        self.lock = threading.Lock()
        self.silent = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def take(self):
        """Returns the commands of each connection so far, and forgets them."""
        with self.lock:
            taken = [commands for _, _, commands in self.connections if commands]
            self.connections = [(client, server, []) for client, server, _ in self.connections]
            return taken

    def fall_silent(self):
        """Existing connections pass nothing any more, and the kernel does not even acknowledge; new ones pass all."""
        with self.lock:
            previous, self.silent = self.silent, threading.Event()
            previous.set()
            for client, _, _ in self.connections:
                with contextlib.suppress(OSError):
                    ignore_packets(client)

    def close(self):
        self.listener.close()
        with self.lock:
            for client, server, _ in self.connections:
                for side in (client, server):
                    with contextlib.suppress(OSError):
                        side.shutdown(socket.SHUT_RDWR)

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            commands = []
            for side in (client, server):
                side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.lock:
                silent = self.silent
                self.connections.append((client, server, commands))
            threading.Thread(target=self._pump, args=(client, server, silent, commands), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, silent, None), daemon=True).start()

    def _pump(self, source, sink, silent, commands):
        requests = Requests()
        try:
            while data := source.recv(65536):
                if silent.is_set():
                    continue
                if commands is not None:
                    commands.extend(requests.feed(data))
                sink.sendall(data)
        except OSError:
            pass
        if not silent.is_set():
            for side in (source, sink):
                with contextlib.suppress(OSError):
                    side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 0, 0))
                    side.shutdown(socket.SHUT_RDWR)


def ignore_packets(connection):
    """Makes the kernel drop whatever arrives for a connection, as if its machine had vanished (Linux)."""
    attach_filter, drop_all = 26, ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
    connection.setsockopt(socket.SOL_SOCKET, attach_filter, struct.pack("HL", 1, ctypes.addressof(drop_all)))
