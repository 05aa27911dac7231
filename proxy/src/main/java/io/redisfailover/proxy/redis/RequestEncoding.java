package io.redisfailover.proxy.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes commands as RESP arrays of bulk strings in one buffer, to be written at once. */
final class RequestEncoding {
  private RequestEncoding() {}

  /** {@return the bytes of the commands; the caller owns the buffer} */
  static ByteBuf encode(ByteBufAllocator allocator, List<List<String>> commands) {
    ByteBuf packet = allocator.buffer();
    for (List<String> command : commands) {
      header(packet, '*', command.size());
      for (String word : command) {
        header(packet, '$', ByteBufUtil.utf8Bytes(word));
        packet.writeCharSequence(word, StandardCharsets.UTF_8);
        packet.writeByte('\r').writeByte('\n');
      }
    }
    return packet;
  }

  private static void header(ByteBuf packet, char type, int length) {
    packet.writeByte(type);
    packet.writeCharSequence(Integer.toString(length), StandardCharsets.US_ASCII);
    packet.writeByte('\r').writeByte('\n');
  }
}
