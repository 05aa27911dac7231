package io.redisfailover.proxy.runtimeapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of a runtime API, of this project or of HAProxy. */
final class RuntimeClient {
  private RuntimeClient() {}

  /** {@return everything that is answered to this text until the connection is closed} */
  static String ask(Path socket, String text) {
    try (SocketChannel channel = open(socket)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      return rest(channel);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static SocketChannel open(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return channel;
  }

  /** {@return what comes until the connection is closed} */
  static String rest(SocketChannel channel) throws IOException {
    StringBuilder text = new StringBuilder();
    ByteBuffer chunk = ByteBuffer.allocate(65_536);
    while (channel.read(chunk) >= 0) {
      text.append(StandardCharsets.UTF_8.decode(chunk.flip()));
      chunk.clear();
    }
    return text.toString();
  }
}
