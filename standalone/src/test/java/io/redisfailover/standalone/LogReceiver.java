package io.redisfailover.standalone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A syslog server that keeps what it gets. */
final class LogReceiver implements AutoCloseable {
  private final DatagramSocket socket;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  LogReceiver() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::receive);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** {@return the lines with their headers, in the order in which they came} */
  List<String> lines() {
    return List.copyOf(lines);
  }

  void forget() {
    lines.clear();
  }

  private void receive() {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    try {
      while (true) {
        socket.receive(packet);
        lines.add(
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII).strip());
      }
    } catch (IOException over) {
      // The test is over.
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
